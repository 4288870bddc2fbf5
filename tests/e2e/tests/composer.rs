//! The note in the ticket's composer, in real browsers and two versions of the real CKEditor. In every cell of the
//! matrix: the right text in the right internal composer, or no change at all. The matrix is printed as a table, and left
//! beside the pictures of tests that failed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, NOTE, on_ticket};
use vouch_e2e::{Role, Tab, in_both_browsers, wait_until};
use vouch_sandbox::zendesk::{CkEditor, Composer, Form, HiddenTabs, Locale, Remount, Switches};

in_both_browsers! {
    where_everything_agrees_the_note_goes_in: V3,
    where_anything_disagrees_nothing_is_written: V3,
    whatever_the_composer_says_of_itself_the_note_goes_in: V3,
    what_happens_after_writing_leaves_no_note_in_a_public_reply: V3,
    note_is_inserted_once_replaced_and_taken_out: V3,
    fields_are_not_spell_checked_and_keep_nothing: V3,
}

const INSERTED: &str = "Inserted as an internal note. Nothing was sent: look at it, then submit it yourself.";
const CAN_COPY: &str = " You can copy the note.";
const PUBLIC_DRAFT: &str = "A public reply is begun in this composer, and the note would be sent with it. Finish the \
     reply or empty it first.";
const BECAME_PUBLIC: &str = "The composer did not stay internal, so the note was taken out again.";
const ALARM: &str = "This composer is public now, and it holds the note.";
const LOST: &str = "The page made the composer anew, and the note is gone from it. Insert it again.";

const DRAFT: &str = "Looking into it.";
const DRAFT_OF_ANOTHER: &str = "Of another ticket.";

/// What an agent could see of the page that a note may change: every composer, with what its editor shows and what its
/// model holds; open menus; and where the page is.
const PAGE: &str = r#"(() => {
    const switchers = [...document.querySelectorAll("[data-channel-switcher-trigger-for-ticket-id]")];
    const composers = switchers.filter(button => button.closest("[data-ticket-id]")).map(button => {
        const editor = button.closest("[data-ticket-id]").querySelector("[data-test-id=omnicomposer-rich-text-ckeditor]");
        return {
            ticket: button.dataset.channelSwitcherTriggerForTicketId,
            channel: button.dataset.channel ?? null,
            shown: editor && (editor.innerText.trim() || editor.textContent.trim()),
            model: editor?.ckeditorInstance?.getData() ?? null,
        };
    });
    const tabs = [...document.querySelectorAll("[data-test-id=header-tab]")];
    return {
        composers,
        menus: [...document.querySelectorAll("[class*=StyledChannelMenu]")].filter(menu => menu.checkVisibility()).length,
        active: tabs.filter(tab => tab.ariaCurrent === "page").map(tab => tab.dataset.entityId),
        address: location.pathname,
        title: document.title,
    };
})()"#;

const SWITCHER: &str = "document.querySelector('[data-ticket-id=\"4101\"] [data-channel]')";
const ACTIVE_TAB: &str = "document.querySelector('[data-test-id=header-tab][aria-current=page]')";

/// A cell of the matrix: how the page behaves, what it does, and what has to come of it.
#[derive(Clone, Copy)]
struct Cell<'a> {
    what: &'a str,
    switches: Switches,
    /// The versions of the editor to try it with.
    editors: &'a [CkEditor],
    /// Ticket 4102 was opened first in the same page; its composer is internal and holds a draft.
    after_another: bool,
    draft: &'a str,
    /// What the agent has done with the channel before.
    channel: Channel,
    /// What the page does before the button is pressed.
    page_does: &'a str,
    /// The page goes to ticket 4102 while the note is on its way.
    moves_on: bool,
    /// Whether one undo takes the note back: not where its editor was thrown away.
    undoes: bool,
    /// What the panel says.
    says: &'a str,
}

/// A composer's channel when the button is pressed, by the agent's own hand.
#[derive(Clone, Copy, PartialEq)]
enum Channel {
    /// As the page has it.
    Public,
    /// The same, and its menu is open.
    MenuOpen,
    Internal,
}

impl Default for Cell<'_> {
    fn default() -> Self {
        Self {
            what: "",
            switches: Switches::default(),
            editors: &CkEditor::ALL,
            after_another: false,
            draft: "",
            channel: Channel::Public,
            page_does: "",
            moves_on: false,
            undoes: true,
            says: INSERTED,
        }
    }
}

/// The matrix as a table: the cell, the version of the editor, and what came of it.
struct Matrix {
    name: String,
    table: String,
    wrong: Vec<String>,
}

impl Matrix {
    fn new(agent: &Agent, part: &str) -> Self {
        let browser = agent.browser.kind();
        Self {
            name: format!("composer-matrix-{browser}-{}.txt", part.replace(' ', "-")).to_lowercase(),
            table: format!("The note in the composer, in {browser}: {part}\n"),
            wrong: Vec::new(),
        }
    }

    /// A cell that is wrong does not keep the others from being seen.
    fn add(&mut self, what: &str, editor: &str, outcome: Result<String, Failure>) -> Done {
        let outcome = outcome.unwrap_or_else(|failure| {
            self.wrong.push(format!("{what}, {editor}: {failure:?}"));
            "WRONG".to_owned()
        });
        Ok(writeln!(self.table, "  {what:<52} | {editor:<15} | {outcome}")?)
    }

    fn fill(&mut self, agent: &Agent, tab: &Tab, cells: &[Cell<'_>]) -> Done {
        for cell in cells {
            for version in cell.editors {
                self.add(cell.what, &version.to_string(), try_cell(agent, tab, cell, *version))?;
            }
            if cell.editors.is_empty() {
                self.add(cell.what, "none", try_cell(agent, tab, cell, CkEditor::default()))?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Done {
        print!("{}", self.table);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../e2e");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(self.name), self.table)?;
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n\n"));
        Ok(())
    }
}

/// Makes the page do something, in the page's own world.
fn page_does(tab: &Tab, script: &str) -> Result<(), Failure> {
    tab.evaluate(&format!("(() => {{ {script}; return true; }})()"))?;
    Ok(())
}

/// The agent goes to another ticket, or back, with the pointer: the page shows it at once.
fn goes_to(ticket: u32) -> String {
    format!(
        "document.body.dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true }}));
         history.pushState(null, '', '/agent/tickets/{ticket}');
         dispatchEvent(new PopStateEvent('popstate'))"
    )
}

/// Before anything of Zendesk's own, when this is clicked.
fn instead_of_clicking(selector: &str, script: &str) -> String {
    format!(
        "document.addEventListener('click', event => {{
            if (!event.target.closest('{selector}')) return;
            event.stopImmediatePropagation();
            {script}
        }}, true)"
    )
}

fn editor(ticket: u32) -> String {
    let editor = "[data-test-id=omnicomposer-rich-text-ckeditor]";
    format!("document.querySelector('[data-ticket-id=\"{ticket}\"] {editor}')?.ckeditorInstance")
}

/// Waits until the page shows a ticket and its editor is there, where it is to have one.
fn wait_for_composer(tab: &Tab, ticket: u32, composer: Composer) -> Done {
    let there = match composer {
        Composer::Editor => format!("Boolean({})", editor(ticket)),
        Composer::NoEditor | Composer::None => {
            format!("Boolean(document.querySelector('[data-side-conversations-anchor-id=\"{ticket}\"]'))")
        }
    };
    Ok(tab.wait_until(&format!("the composer of {ticket}"), || Ok((tab.evaluate(&there)? == true).then_some(())))?)
}

/// The agent writes a draft: one step that can be undone.
fn draft(tab: &Tab, ticket: u32, text: &str) -> Done {
    let text = json!(text);
    page_does(
        tab,
        &format!(
            "const {{ model }} = {};
             model.change(writer => writer.insertText({text}, model.document.getRoot().getChild(0), 'end'))",
            editor(ticket)
        ),
    )
}

/// The agent chooses a channel.
fn choose(tab: &Tab, ticket: u32, channel: Channel) -> Done {
    if channel == Channel::Public {
        return Ok(());
    }
    let switcher = format!("document.querySelector('[data-ticket-id=\"{ticket}\"] [data-channel]')");
    let item = "document.querySelector('[data-test-id=omnichannel-channel-switcher-menuitem-internal]')";
    page_does(tab, &format!("{switcher}.click()"))?;
    let opened = format!("Boolean({item})");
    tab.wait_until("the channel menu", || Ok((tab.evaluate(&opened)? == true).then_some(())))?;
    if channel == Channel::MenuOpen {
        return Ok(());
    }
    page_does(tab, &format!("{item}.click()"))?;
    let channel = format!("{switcher}.dataset.channel");
    Ok(tab.wait_until("the internal channel", || Ok((tab.evaluate(&channel)? == "internal").then_some(())))?)
}

/// Loads the page as the cell has it, with the panel open on the ticket, whose evidence is there already.
fn set_up(agent: &Agent, tab: &Tab, cell: &Cell<'_>, version: CkEditor) -> Result<Panel, Failure> {
    let composer = cell.switches.composer;
    agent.sandbox.zendesk().switch(|switches| *switches = Switches { ckeditor: version, ..cell.switches });
    if cell.after_another {
        tab.navigate("https://gitlab.zendesk.com/agent/tickets/4102")?;
        wait_for_composer(tab, 4102, composer)?;
        draft(tab, 4102, DRAFT_OF_ANOTHER)?;
        choose(tab, 4102, Channel::Internal)?;
        page_does(tab, &goes_to(4101))?;
    } else {
        tab.navigate("https://gitlab.zendesk.com/agent/tickets/4101")?;
    }
    wait_for_composer(tab, 4101, composer)?;
    if !cell.draft.is_empty() {
        draft(tab, 4101, cell.draft)?;
    }
    let panel = Panel::open(tab)?;
    panel.wait_for_ticket(4101, "Charlie Castro")?;
    panel.wait_for_verdict("Entitled")?;
    // After the click that opened the panel, which closes an open menu.
    choose(tab, 4101, cell.channel)?;
    Ok(panel)
}

/// Presses `Insert note`, and waits until the note is on its way: what the panel says from then on is of this one.
fn press_insert(panel: &Panel) -> Done {
    let frame = panel.frame();
    frame.evaluate(
        "(() => {
            globalThis.isInserting = false;
            new MutationObserver((_, observer) => {
                if (!document.body.innerText.includes('Inserting…')) return;
                globalThis.isInserting = true;
                observer.disconnect();
            }).observe(document.body, { childList: true, characterData: true, subtree: true });
        })()",
    )?;
    panel.button("Insert note")?.click()?;
    let inserting = || Ok((frame.evaluate("isInserting")? == true).then_some(()));
    Ok(frame.wait_until("the note to be on its way", inserting)?)
}

/// How long a note may be on its way. It is not the time that is counted but how often the page was looked at, thirty
/// times at most; on a busy machine each look takes long.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the panel says of the note's way, once it is over.
fn outcome(panel: &Panel) -> Result<String, Failure> {
    Ok(wait_until("what came of it", PATIENCE, || {
        let said = panel.region("Evidence note")?;
        let is_over = |line: &&str| line.starts_with("Inserted as") || line.starts_with("Not inserted.");
        let line = said.lines().find(is_over);
        Ok(line.map(|line| line.trim_end().to_owned()))
    })?)
}

/// What is said of a note that is refused.
fn refusal(why: &str) -> String {
    format!("Not inserted. {why}{CAN_COPY}")
}

/// The agent comes back to the page, or goes on in it: Vouch looks again.
fn looks_again(tab: &Tab) -> Done {
    page_does(tab, "history.pushState(null, '', `${location.pathname}?${performance.now()}`)")
}

/// A note as the editor's model holds it.
fn as_paragraph(note: &str) -> String {
    let lines: Vec<_> = note
        .lines()
        .map(|line| match line.split_once("https://") {
            Some((label, rest)) => format!("{label}<a href=\"https://{rest}\">https://{rest}</a>"),
            None => line.to_owned(),
        })
        .collect();
    format!("<p>{}</p>", lines.join("<br>"))
}

/// The page with a note at the end of a ticket's composer, which is internal, and nothing else changed.
fn with_note(mut page: Value, ticket: &str, note: &str) -> Value {
    for composer in page["composers"].as_array_mut().into_iter().flatten().filter(|one| one["ticket"] == ticket) {
        let end_of = |text: &Value, parted: &str, end: &str| {
            let text = text.as_str().unwrap_or_default();
            format!("{text}{}{end}", if text.is_empty() { "" } else { parted })
        };
        composer["shown"] = json!(end_of(&composer["shown"], "\n\n", note));
        composer["model"] = json!(end_of(&composer["model"], "", &as_paragraph(note)));
        composer["channel"] = json!("internal");
    }
    page
}

/// The page without the channel of the ticket's composer: a note that is refused may leave it internal.
fn but_for_the_channel(mut page: Value) -> Value {
    for composer in page["composers"].as_array_mut().into_iter().flatten().filter(|one| one["ticket"] == "4101") {
        composer["channel"] = Value::Null;
    }
    page
}

fn same(what: &str, found: &Value, expected: &Value) -> Done {
    if found == expected { Ok(()) } else { Err(format!("{what}:\n{found:#}\nexpected:\n{expected:#}").into()) }
}

/// Tries one cell, and gives what came of it.
fn try_cell(agent: &Agent, tab: &Tab, cell: &Cell<'_>, version: CkEditor) -> Result<String, Failure> {
    let panel = set_up(agent, tab, cell, version)?;
    page_does(tab, cell.page_does)?;
    let before = tab.evaluate(PAGE)?;
    press_insert(&panel)?;
    if cell.moves_on {
        panel.wait_for_ticket(4102, "Beate Brandt")?;
        page_does(tab, &goes_to(4101))?;
    }
    let said = outcome(&panel)?;
    let after = tab.evaluate(PAGE)?;
    if cell.says != INSERTED {
        same("the panel says", &json!(said), &json!(refusal(cell.says)))?;
        same("the page", &but_for_the_channel(after), &but_for_the_channel(before))?;
        return Ok(format!("nothing written: {}", cell.says));
    }
    same("the panel says", &json!(said), &json!(INSERTED))?;
    let mut expected = with_note(before.clone(), "4101", NOTE);
    expected["menus"] = json!(0);
    same("the page", &after, &expected)?;
    if !cell.undoes {
        return Ok("the note is in the internal composer".to_owned());
    }
    page_does(tab, &format!("{}.execute('undo')", editor(4101)))?;
    let mut before = but_for_the_channel(before);
    before["menus"] = json!(0);
    same("the page after one undo", &but_for_the_channel(tab.evaluate(PAGE)?), &before)?;
    Ok("the note is in the internal composer; one undo takes it back".to_owned())
}

/// Two tickets in one page, each with its own note.
fn try_two_tickets(agent: &Agent, tab: &Tab, version: CkEditor) -> Result<String, Failure> {
    let cell = Cell { after_another: true, ..Cell::default() };
    let panel = set_up(agent, tab, &cell, version)?;
    press_insert(&panel)?;
    same("the panel says", &json!(outcome(&panel)?), &json!(INSERTED))?;

    page_does(tab, &goes_to(4102))?;
    panel.wait_for_ticket(4102, "Beate Brandt")?;
    panel.enter("700010", "bob.bauer@beta.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    let before = tab.evaluate(PAGE)?;
    press_insert(&panel)?;
    same("the panel says", &json!(outcome(&panel)?), &json!(INSERTED))?;
    let note = panel.note()?;
    assert!(note.contains("/admin/license/700010"), "{note}");
    same("the page", &tab.evaluate(PAGE)?, &with_note(before, "4102", &note))?;
    Ok("each has its own note".to_owned())
}

/// The page of ticket 4101 in a tab, with its evidence gathered: it stays with the session, whatever page is loaded.
fn with_evidence(agent: &Agent) -> Result<Tab, Failure> {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "alice@acme.example")?;
    assert_eq!(panel.collect()?, "Entitled");
    Ok(tab)
}

fn where_everything_agrees_the_note_goes_in(agent: &Agent) -> Done {
    let plain = Switches::default();
    let german = Switches { locale: Locale::German, ..plain };
    let remounting = Switches { remount_editor: Some(Remount { after: 80, keeps_text: true }), ..plain };
    let until_2025 = Switches { hidden_tabs: HiddenTabs::DisplayNone, ..plain };
    let unknown = format!("{SWITCHER}.dataset.channel = 'sms'");
    let missing = format!("delete {SWITCHER}.dataset.channel");
    let leaves = format!("document.addEventListener('vouch-editor', () => setTimeout(() => {{ {} }}))", goes_to(4102));
    let after_another = Cell { after_another: true, ..Cell::default() };
    let cells = [
        Cell { what: "public", ..Cell::default() },
        Cell { what: "internal already", channel: Channel::Internal, ..Cell::default() },
        Cell { what: "internal already, with a draft", channel: Channel::Internal, draft: DRAFT, ..Cell::default() },
        Cell { what: "the channel is an unknown one", page_does: &unknown, ..Cell::default() },
        Cell { what: "the channel is not said", page_does: &missing, ..Cell::default() },
        Cell { what: "the channel menu is open already", channel: Channel::MenuOpen, ..Cell::default() },
        Cell { what: "in German", switches: german, ..Cell::default() },
        Cell { what: "switching mounts the editor anew", switches: remounting, ..Cell::default() },
        Cell { what: "another ticket's pane, hidden as in 2026", ..after_another },
        Cell { what: "another ticket's pane, hidden as until 2025", switches: until_2025, ..after_another },
        Cell { what: "another ticket's pane, and mounted anew", switches: remounting, ..after_another },
        Cell { what: "the agent moves on after it was written", page_does: &leaves, moves_on: true, ..after_another },
    ];
    let tab = with_evidence(agent)?;
    let mut matrix = Matrix::new(agent, "the note goes in");
    matrix.fill(agent, &tab, &cells)?;
    for version in CkEditor::ALL {
        matrix.add("two tickets in one page", &version.to_string(), try_two_tickets(agent, &tab, version))?;
    }
    matrix.finish()
}

fn where_anything_disagrees_nothing_is_written(agent: &Agent) -> Done {
    const NO_COMPOSER: &str = "The ticket has no composer that Vouch knows.";
    const NO_EDITOR: &str = "The composer has no editor that Vouch knows.";
    const UNCLEAR: &str = "It is not clear which composer is the ticket's.";
    const NOT_INTERNAL: &str = "The composer could not be switched to an internal note.";
    const MOVED_ON: &str = "This page no longer shows the ticket.";
    const NOT_TAKEN: &str = "The editor did not take the note as it is, so it was taken out again.";
    const SWITCH: &str = "[data-channel]";
    const INTERNAL_ITEM: &str = "[data-test-id=omnichannel-channel-switcher-menuitem-internal]";

    let plain = Cell::default();
    let internal = Cell { channel: Channel::Internal, draft: DRAFT, ..plain };
    let after_another = Cell { after_another: true, ..plain };
    let with_draft = Cell { draft: DRAFT, says: PUBLIC_DRAFT, ..plain };
    let unknown = format!("{SWITCHER}.dataset.channel = 'sms'");
    let says_email = format!("{SWITCHER}.setAttribute('aria-label', 'Channel: Email')");
    let remounting =
        |after, keeps_text| Switches { remount_editor: Some(Remount { after, keeps_text }), ..Switches::default() };
    let restores = format!(
        "document.addEventListener('vouch-editor', () => setTimeout(() => {}.setData('<p>{DRAFT}</p>'), 600))",
        editor(4101)
    );
    let moves_on = Cell { moves_on: true, ..after_another };
    // Where nothing gets as far as the editor, one version will do.
    let one = &[CkEditor::V44];
    let without =
        |composer| Cell { switches: Switches { composer, ..Switches::default() }, editors: &[], ..Cell::default() };

    let loses_composer = "document.querySelector('[data-ticket-id=\"4101\"]').remove()";
    let loses_editor = "document.querySelector('[data-ticket-id=\"4101\"] [data-test-id=editor-view]').remove()";
    let no_menu = instead_of_clicking(SWITCH, "");
    let no_item = format!(
        "new MutationObserver(() => document.querySelector('{INTERNAL_ITEM}')?.remove())
            .observe(document.body, {{ childList: true }})"
    );
    let no_change = instead_of_clicking(INTERNAL_ITEM, "");
    let leaves = goes_to(4102);
    let leaves_while_switching = instead_of_clicking(INTERNAL_ITEM, &leaves);
    let leaves_once_internal = format!(
        "new MutationObserver((_, observer) => {{ observer.disconnect(); {leaves} }})
            .observe({SWITCHER}, {{ attributeFilter: ['data-channel'] }})"
    );
    let leaves_while_writing = format!("document.addEventListener('vouch-editor', () => {{ {leaves} }})");
    // Between any two tasks of the page something is another: whatever is decided is decided of a page that is gone.
    let never_the_same = format!(
        "const {{ port1, port2 }} = new MessageChannel();
         let count = 0;
         port1.onmessage = () => {{
             {ACTIVE_TAB}?.setAttribute('aria-expanded', String(count += 1));
             port2.postMessage(null);
         }};
         port2.postMessage(null)"
    );
    let other_tab = format!("{ACTIVE_TAB}.dataset.entityId = '4102'");
    let other_composer = format!("{SWITCHER}.dataset.channelSwitcherTriggerForTicketId = '4102'");
    let second = "const area = document.querySelector('[data-ticket-id=\"4101\"]');
         area.after(area.cloneNode(true))";
    let becomes_public =
        format!("document.addEventListener('vouch-editor', () => {{ {SWITCHER}.dataset.channel = 'web'; }})");
    let drops = format!("{}.model.on('insertContent', event => event.stop(), {{ priority: 'highest' }})", editor(4101));
    let takes_a_part = format!(
        "const {{ model }} = {};
         model.on('insertContent', event => {{
             event.stop();
             model.change(writer => writer.insertText('- License', model.document.getRoot().getChild(0), 'end'));
         }}, {{ priority: 'highest' }})",
        editor(4101)
    );

    let cells = [
        Cell { what: "public, with a draft", ..with_draft },
        Cell { what: "the channel is an unknown one, with a draft", page_does: &unknown, editors: one, ..with_draft },
        Cell {
            what: "switching would mount it anew, with a draft",
            switches: remounting(80, false),
            editors: one,
            ..with_draft
        },
        Cell {
            what: "the label says public, and the attribute internal",
            editors: one,
            page_does: &says_email,
            says: "The composer says that it is internal, and its label says that it is public.",
            ..internal
        },
        Cell {
            what: "mounted anew without its text after 1.2 s",
            switches: remounting(1200, false),
            says: LOST,
            ..plain
        },
        Cell { what: "the draft from before takes the note's place", page_does: &restores, says: LOST, ..internal },
        Cell { what: "no composer", says: NO_COMPOSER, ..without(Composer::None) },
        Cell { what: "no editor", says: NO_EDITOR, ..without(Composer::NoEditor) },
        Cell {
            what: "no composer, but another ticket's",
            editors: one,
            page_does: loses_composer,
            says: NO_COMPOSER,
            ..after_another
        },
        Cell {
            what: "no editor, but another ticket's",
            editors: one,
            page_does: loses_editor,
            says: UNCLEAR,
            ..after_another
        },
        Cell { what: "the channel menu does not open", editors: one, page_does: &no_menu, says: NOT_INTERNAL, ..plain },
        Cell {
            what: "the menu lacks the internal channel",
            editors: one,
            page_does: &no_item,
            says: NOT_INTERNAL,
            ..plain
        },
        Cell {
            what: "the channel does not change",
            editors: one,
            page_does: &no_change,
            says: NOT_INTERNAL,
            ..after_another
        },
        Cell {
            what: "the agent moves on while it is switched",
            page_does: &leaves_while_switching,
            says: MOVED_ON,
            ..moves_on
        },
        Cell {
            what: "the agent moves on once it is internal",
            page_does: &leaves_once_internal,
            says: MOVED_ON,
            ..moves_on
        },
        Cell {
            what: "the agent moves on while it is written",
            page_does: &leaves_while_writing,
            says: NOT_TAKEN,
            ..moves_on
        },
        Cell {
            what: "the page is another between look and deed",
            page_does: &never_the_same,
            says: "The page kept changing.",
            ..internal
        },
        Cell {
            what: "the active tab is another ticket's",
            editors: one,
            page_does: &other_tab,
            says: "The active tab is not this ticket's.",
            ..internal
        },
        Cell {
            what: "the composer is another ticket's",
            editors: one,
            page_does: &other_composer,
            says: NO_COMPOSER,
            ..internal
        },
        Cell { what: "two composers in sight", editors: one, page_does: second, says: UNCLEAR, ..internal },
        Cell { what: "public by writing", page_does: &becomes_public, says: BECAME_PUBLIC, ..plain },
        Cell {
            what: "public by writing, internal before",
            page_does: &becomes_public,
            says: BECAME_PUBLIC,
            ..internal
        },
        Cell { what: "the editor drops the note", page_does: &drops, says: NOT_TAKEN, ..internal },
        Cell { what: "the editor takes a part of the note", page_does: &takes_a_part, says: NOT_TAKEN, ..internal },
    ];
    let tab = with_evidence(agent)?;
    let mut matrix = Matrix::new(agent, "nothing is written");
    matrix.fill(agent, &tab, &cells)?;
    matrix.finish()?;

    // The clipboard is as the agent left it, until Copy is pressed: then the keyboard is on that button.
    let cell = with_draft;
    agent.browser.new_tab("https://gitlab.zendesk.com/agent/dashboard")?.copy("copied before")?;
    tab.activate()?;
    let panel = set_up(agent, &tab, &cell, CkEditor::default())?;
    press_insert(&panel)?;
    outcome(&panel)?;
    assert_eq!(agent.browser.read_clipboard()?.text, "copied before");
    let focused = || Ok((panel.frame().evaluate("document.activeElement.innerText")? == "Copy note").then_some(()));
    panel.frame().wait_until("the keyboard on Copy note", focused)?;
    panel.copy_note()?;
    assert_eq!(agent.browser.read_clipboard()?.text, NOTE);
    Ok(())
}

fn whatever_the_composer_says_of_itself_the_note_goes_in(agent: &Agent) -> Done {
    // The seed stands in the table, and in the name of a cell that failed.
    let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.subsec_nanos();
    let mixtures = (0..6).map(|one| Form::Mixed(seed.wrapping_add(one)));
    let forms: Vec<_> = [Form::Barest, Form::Fullest].into_iter().chain(mixtures).collect();
    let no_item = "new MutationObserver(() => {
            document.querySelector('[data-test-id=omnichannel-channel-switcher-menuitem-internal]')?.remove();
        }).observe(document.body, { childList: true })";
    let remounts = Some(Remount { after: 150, keeps_text: false });
    let tab = with_evidence(agent)?;
    let mut matrix = Matrix::new(agent, "what nobody promises");
    for form in forms {
        let name = form.to_string();
        let switches = Switches { form, remount_editor: remounts, ..Switches::default() };
        let cell = Cell { what: &name, switches, editors: &[CkEditor::V44], ..Cell::default() };
        let refused =
            Cell { page_does: no_item, says: "The composer could not be switched to an internal note.", ..cell };
        matrix.fill(agent, &tab, &[cell])?;
        if matches!(form, Form::Barest | Form::Fullest) {
            let what = format!("{name}, without the internal channel");
            matrix.fill(agent, &tab, &[Cell { what: &what, ..refused }])?;
        }
    }
    matrix.finish()
}

/// How the note comes to be in a public reply, and what the page does besides.
#[derive(Clone, Copy)]
struct Turn<'a> {
    what: &'a str,
    /// So long after the note was written, in milliseconds.
    after: u32,
    /// What the page does then.
    does: &'a str,
    /// Whether the agent has to come back to the page before Vouch can know.
    is_unseen: bool,
}

/// What is left in the composer of 4101.
fn left(tab: &Tab) -> Result<Value, Failure> {
    let page = tab.evaluate(PAGE)?;
    let composer = page["composers"].as_array().and_then(|all| all.iter().find(|one| one["ticket"] == "4101"));
    Ok(composer.cloned().unwrap_or_default())
}

/// Presses *Take it out*, or *Take out*, and waits until that is done.
fn take_out(panel: &Panel, button: &str) -> Done {
    panel.button(button)?.click()?;
    Ok(panel.frame().wait_for_text("Taken out of the composer.")?)
}

fn try_turn(agent: &Agent, tab: &Tab, turn: Turn<'_>) -> Result<String, Failure> {
    let cell = Cell { channel: Channel::Internal, draft: DRAFT, ..Cell::default() };
    let panel = set_up(agent, tab, &cell, CkEditor::V44)?;
    let Turn { after, does, .. } = turn;
    page_does(
        tab,
        &format!(
            "globalThis.isDone = false;
             document.addEventListener('vouch-editor', () => setTimeout(() => {{ {does}; isDone = true; }}, {after}),
                 {{ once: true }})"
        ),
    )?;
    press_insert(&panel)?;
    // The alarm may be there before anybody has seen that the note was in.
    let said = wait_until("what came of it", PATIENCE, || {
        let text = panel.frame().text()?;
        let is_over = |line: &&str| [INSERTED, ALARM, "Not inserted."].iter().any(|begin| line.starts_with(begin));
        Ok(text.lines().find(is_over).map(|line| line.trim_end().to_owned()))
    })?;
    tab.wait_until("the page's own act", || Ok((tab.evaluate("isDone")? == true).then_some(())))?;
    let what = if said == INSERTED || said.starts_with(ALARM) {
        if after < 1500 {
            return Err(format!("it was said that the note is in, {after} ms before it was public").into());
        }
        if turn.is_unseen {
            looks_again(tab)?;
        }
        panel.frame().wait_for_text(ALARM)?;
        take_out(&panel, "Take it out")?;
        "an alarm; taken out by the agent"
    } else {
        same("the panel says", &json!(said), &json!(refusal(BECAME_PUBLIC)))?;
        "taken out by Vouch"
    };
    let left = left(tab)?;
    same("the channel", &left["channel"], &json!("web"))?;
    let shown = left["shown"].as_str().unwrap_or_default();
    let kept = if does.contains("insertText") { format!("{DRAFT}Yes. ") } else { DRAFT.to_owned() };
    same("what is left", &json!(shown.trim()), &json!(kept.trim()))?;
    assert!(!left["model"].as_str().unwrap_or_default().contains("acme"), "{left:#}");
    Ok(what.to_owned())
}

fn what_happens_after_writing_leaves_no_note_in_a_public_reply(agent: &Agent) -> Done {
    let public = format!("{SWITCHER}.dataset.channel = 'web'");
    let box_of = "document.querySelector('[data-ticket-id=\"4101\"] [data-test-id=omnicomposer-box]')";
    let remounted = format!("{box_of}.dispatchEvent(new CustomEvent('sandbox-remount', {{ detail: true }})); {public}");
    let replaced = format!("{box_of}.dispatchEvent(new CustomEvent('sandbox-replace-switcher')); {public}");
    let typed = format!(
        "const {{ model }} = {};
         model.change(writer => writer.insertText('Yes. ', model.document.getRoot().getChild(0), 'end'));
         {public}",
        editor(4101)
    );
    let tab = with_evidence(agent)?;
    let mut matrix = Matrix::new(agent, "after writing");
    let steps = [100, 300, 600, 1000, 1400, 2000, 3000, 5000, 10_000];
    let turn = |what, after, does| Turn { what, after, does, is_unseen: false };
    let turns = steps.into_iter().map(|after| turn("public", after, public.as_str())).chain([
        turn("made anew, and public", 600, remounted.as_str()),
        turn("made anew, and public", 4000, remounted.as_str()),
        turn("a draft is typed, and public", 600, typed.as_str()),
        turn("a draft is typed, and public", 4000, typed.as_str()),
        turn("the switcher is replaced, and public", 600, replaced.as_str()),
        Turn { is_unseen: true, ..turn("the switcher is replaced, and public", 4000, replaced.as_str()) },
    ]);
    for turn in turns {
        let what = format!("{} after {} ms", turn.what, turn.after);
        matrix.add(&what, "CKEditor 44.3.0", try_turn(agent, &tab, turn))?;
    }

    // The editor is made anew so long after the change of the channel.
    for after in [50, 150, 300, 900, 1500, 3000] {
        for keeps_text in [true, false] {
            let what = format!(
                "made anew {} its text {after} ms after switching",
                if keeps_text { "with" } else { "without" }
            );
            let switches = Switches { remount_editor: Some(Remount { after, keeps_text }), ..Switches::default() };
            let cell = Cell { what: &what, switches, ..Cell::default() };
            matrix.add(&what, "CKEditor 44.3.0", try_remount(agent, &tab, &cell))?;
        }
    }
    matrix.finish()
}

/// The editor is made anew at some time: whatever is said is true in the end.
fn try_remount(agent: &Agent, tab: &Tab, cell: &Cell<'_>) -> Result<String, Failure> {
    let panel = set_up(agent, tab, cell, CkEditor::V44)?;
    page_does(
        tab,
        &format!(
            "globalThis.mounted = 0;
             const host = document.querySelector('[data-ticket-id=\"4101\"] [data-test-id=ticket-rich-text-editor]');
             new MutationObserver(() => {{ if ({}) mounted += 1; }}).observe(host, {{ childList: true }})",
            editor(4101)
        ),
    )?;
    press_insert(&panel)?;
    let said = outcome(&panel)?;
    tab.wait_until("the editor to be made anew", || Ok((tab.evaluate("mounted > 0")? == true).then_some(())))?;
    let left = left(tab)?;
    same("the channel", &left["channel"], &json!("internal"))?;
    let is_there = left["shown"].as_str().unwrap_or_default().contains("alice@acme.example");
    if said == INSERTED && is_there {
        return Ok("the note is in the internal composer".to_owned());
    }
    if said == INSERTED {
        looks_again(tab)?;
        panel.frame().wait_for_text("The note is no longer in the composer.")?;
        return Ok("first in, then gone, and the panel says so".to_owned());
    }
    same("the panel says", &json!(said), &json!(refusal(LOST)))?;
    assert!(!is_there, "{left:#}");
    Ok("gone, and the panel says so".to_owned())
}

fn note_is_inserted_once_replaced_and_taken_out(agent: &Agent) -> Done {
    let tab = with_evidence(agent)?;
    let cell = Cell { channel: Channel::Internal, draft: DRAFT, ..Cell::default() };
    let panel = set_up(agent, &tab, &cell, CkEditor::V44)?;
    let frame = panel.frame();
    let before = tab.evaluate(PAGE)?;
    press_insert(&panel)?;
    assert_eq!(outcome(&panel)?, INSERTED);
    let with = with_note(before.clone(), "4101", NOTE);
    same("the page", &tab.evaluate(PAGE)?, &with)?;
    assert_eq!(panel.button("Inserted")?.call("button => button.disabled", &[])?, true);

    // A worker that is started anew, and a panel that is opened anew, find it by what it says.
    agent.browser.stop_background()?;
    tab.activate()?;
    looks_again(&tab)?;
    panel.button("Inserted")?;
    frame.wait_for(Role::Button, "Close")?.click()?;
    let panel = Panel::open(&tab)?;
    panel.button("Inserted")?;
    assert_eq!(outcome(&panel)?, INSERTED);

    // The note changes: it is replaced as one step.
    panel.choose("Part of the note", "Sold-to line")?;
    panel.button("Replace")?.click()?;
    panel.button("Inserted")?;
    same("the page", &tab.evaluate(PAGE)?, &with_note(before.clone(), "4101", "- Sold-to: alice@acme.example"))?;
    page_does(&tab, &format!("{}.execute('undo')", editor(4101)))?;
    same("the page after one undo", &tab.evaluate(PAGE)?, &with)?;

    looks_again(&tab)?;
    take_out(&panel, "Take out")?;
    same("the page", &tab.evaluate(PAGE)?, &before)?;
    panel.button("Insert note")?;
    Ok(())
}

fn fields_are_not_spell_checked_and_keep_nothing(agent: &Agent) -> Done {
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    panel.enter("700001", "other@acme.example")?;
    panel.collect()?;
    panel.button("Edit note")?.click()?;
    panel.frame().wait_for(Role::TextBox, "Evidence note, edited")?;
    let fields = "[...document.querySelectorAll('input, textarea, [contenteditable]')]";
    assert!(panel.frame().evaluate(&format!("{fields}.length"))?.as_u64() > Some(3));
    let wrong = "fields.filter(field => field.spellcheck || field.getAttribute('autocomplete') !== 'off').map(field => field.outerHTML)";
    assert_eq!(panel.frame().evaluate(&wrong.replace("fields", fields))?, json!([]));
    let options = agent.browser.new_tab(&format!("{}/options.html", agent.browser.extension_origin()?))?;
    options
        .wait_until("the options", || Ok((options.evaluate(&format!("{fields}.length > 3"))? == true).then_some(())))?;
    assert_eq!(options.evaluate(&wrong.replace("fields", fields))?, json!([]));
    Ok(())
}
