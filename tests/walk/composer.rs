//! The way of the note into the composer, over a page that does what Zendesk's does, and everything that can go wrong
//! on it. In every cell: the right text in the right internal composer, or no change at all.

use std::cell::RefCell;
use std::collections::BTreeMap;

use vouch::case::{Event, PanelId};
use vouch::composer::{Act, Answer, ElementId, Seen};
use vouch::protocol::{ComposerOrder, InsertionView, Intent};
use vouch_sandbox::portal::Markup;

use crate::proofs::LICENSE_NOTE as NOTE;
use crate::world::World;

/// A composer of the page.
#[derive(Clone, Debug, PartialEq)]
struct Composer {
    ticket: u32,
    visible: bool,
    channel: Option<&'static str>,
    /// What its switcher says in the agent's language.
    label: Option<&'static str>,
    /// Which switcher and which editor it is: one that is made anew is another.
    switcher: u32,
    editor: u32,
    /// What it holds; none while there is no editor.
    text: Option<String>,
    /// The items of its menu, while that is open.
    menu: Option<Vec<u32>>,
}

/// Something that happens on the page by itself.
type Happening = fn(&mut Page);

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    /// Before the order of this number.
    Order(u32),
    /// So many milliseconds after the note was written.
    Written(u32),
}

/// Zendesk's agent page, as far as the composer's script can see it, and how it behaves.
#[derive(Clone)]
struct Page {
    href: String,
    active_tab: u32,
    composers: Vec<Composer>,
    /// Items that are always there.
    items: Vec<u32>,
    /// Whether switchers say that their menu is open.
    says_expanded: bool,
    /// How long the page takes to do what was pressed, in milliseconds.
    delay: u32,
    /// What was pressed and is yet to happen: the composer, whether the internal channel was chosen, and when.
    pending: Option<(usize, bool, u32)>,
    menu_opens: bool,
    /// How often the menu has the internal channel.
    internal_items: u32,
    switches: bool,
    /// After a change of the channel the editor is made anew, so long afterwards, with its text or without.
    remounts: Option<(u32, bool)>,
    /// Drops whatever is written.
    editor_refuses: bool,
    /// The channel that writing leads to.
    channel_after_writing: Option<&'static str>,
    orders: u32,
    /// The clock.
    time: u32,
    written_at: Option<u32>,
    switched_at: Option<u32>,
    /// The last number that was given to an element.
    numbers: u32,
    happenings: Vec<(At, Happening)>,
    /// The switcher that is watched.
    watched: Option<u32>,
    /// What the editor can undo.
    undo: Vec<String>,
    presses: u32,
}

impl Page {
    fn on(ticket: u32) -> Self {
        Self {
            href: format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"),
            active_tab: ticket,
            composers: vec![composer(ticket, "web", "")],
            items: Vec::new(),
            says_expanded: false,
            delay: 60,
            pending: None,
            menu_opens: true,
            internal_items: 1,
            switches: true,
            remounts: None,
            editor_refuses: false,
            channel_after_writing: None,
            orders: 0,
            time: 0,
            written_at: None,
            switched_at: None,
            numbers: 100_000,
            happenings: Vec::new(),
            watched: None,
            undo: Vec::new(),
            presses: 0,
        }
    }

    fn internal(mut self) -> Self {
        self.composers[0].channel = Some("internal");
        self
    }

    fn draft(mut self, text: &str) -> Self {
        self.composers[0].text = Some(text.to_owned());
        self
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn happens(mut self, at: At, happening: Happening) -> Self {
        self.happenings.push((at, happening));
        self
    }

    fn number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }

    /// Makes the editor anew.
    fn remount(&mut self, keeps_text: bool) {
        let editor = self.number();
        let composer = &mut self.composers[0];
        composer.editor = editor;
        if !keeps_text {
            composer.text = Some(String::new());
        }
        self.undo.clear();
    }

    /// Lets time pass. Says whether the watched switcher says something else.
    fn pass(&mut self, milliseconds: u32) -> bool {
        let telling = |page: &Self| {
            let watched = page.composers.iter().find(|one| page.watched == Some(one.switcher));
            watched.map(|one| (one.channel, one.label))
        };
        let before = telling(self);
        let end = self.time + milliseconds;
        while self.time < end {
            self.time += 10;
            self.settle();
        }
        telling(self).is_some() && telling(self) != before
    }

    fn happen(&mut self, is_now: impl Fn(&Self, At) -> bool) {
        let now: Vec<_> = self.happenings.iter().copied().filter(|(at, _)| is_now(self, *at)).collect();
        self.happenings.retain(|(at, _)| !now.iter().any(|(was, _)| was == at));
        for (_, happening) in now {
            happening(self);
        }
    }

    fn settle(&mut self) {
        self.happen(|page, at| match at {
            At::Order(_) => false,
            At::Written(after) => page.written_at.is_some_and(|written| page.time >= written + after),
        });
        if let (Some((after, keeps_text)), Some(at)) = (self.remounts, self.switched_at)
            && self.time >= at + after
        {
            self.remounts = None;
            self.remount(keeps_text);
        }
        let Some((at, internal, due)) = self.pending.filter(|(.., due)| self.time >= *due) else { return };
        let _ = due;
        self.pending = None;
        if internal {
            self.composers[at].channel = Some("internal");
            self.composers[at].label = self.composers[at].label.map(|_| "Internal note");
            self.switched_at = Some(self.time);
        } else if self.composers[at].menu.take().is_none() {
            let items = (0..self.internal_items).map(|_| self.number()).collect();
            self.composers[at].menu = Some(items);
        }
    }

    /// What the composer's script does (extension/composer.js).
    fn obey(&mut self, order: &ComposerOrder) -> Answer {
        self.orders += 1;
        let orders = self.orders;
        self.happen(|_, at| at == At::Order(orders));
        self.pass(10);
        self.watched =
            order.watch.map(|ElementId(id)| id).filter(|id| self.composers.iter().any(|one| one.switcher == *id));
        let seen = self.seen();
        let Some(act) = &order.act else { return Answer { step: order.step, acted: None, seen, data: None } };
        if order.expected.as_ref().is_some_and(|expected| seen != *expected) {
            return Answer { step: order.step, acted: Some(false), seen, data: None };
        }
        let data = self.act(act);
        Answer { step: order.step, acted: Some(true), seen: self.seen(), data }
    }

    fn act(&mut self, act: &Act) -> Option<String> {
        match act {
            Act::Press(ElementId(id)) => {
                self.presses += 1;
                let at = |is_it: &dyn Fn(&Composer) -> bool| self.composers.iter().position(is_it);
                if let Some(at) = at(&|one| one.switcher == *id) {
                    if self.menu_opens {
                        self.pending = Some((at, false, self.time + self.delay));
                    }
                } else if let Some(at) = at(&|one| one.menu.as_ref().is_some_and(|items| items.contains(id))) {
                    self.composers[at].menu = None;
                    if self.switches {
                        self.pending = Some((at, true, self.time + self.delay));
                    }
                } else {
                    panic!("{id} is none of the page's own");
                }
                None
            }
            Act::Write(write) => {
                let composer = self.composers.iter_mut().find(|one| one.editor == write.editor.0).unwrap();
                let text = composer.text.as_mut().unwrap();
                self.undo.push(text.clone());
                if !write.take_out.is_empty() {
                    *text = taken_out(text, &write.take_out);
                }
                if !write.add.is_empty() {
                    let written = write.add.replace("<br>", "\n");
                    let written: String =
                        written.split('<').map(|part| part.rsplit_once('>').map_or(part, |(_, text)| text)).collect();
                    let written = written.replace("&lt;", "<").replace("&gt;", ">");
                    if !self.editor_refuses {
                        text.push_str(&format!("\n\n{written}"));
                    }
                    if let Some(channel) = self.channel_after_writing {
                        composer.channel = Some(channel);
                    }
                    self.written_at = Some(self.time);
                }
                composer.text.as_ref().map(|text| text.replace('<', "&lt;"))
            }
            Act::Undo(ElementId(id)) => {
                let composer = self.composers.iter_mut().find(|one| one.editor == *id).unwrap();
                if let Some(before) = self.undo.pop() {
                    composer.text = Some(before);
                }
                composer.text.clone()
            }
        }
    }

    fn seen(&self) -> String {
        let element = |id: u32, visible: bool, attributes: &[(&str, Option<String>)]| {
            let all: BTreeMap<_, _> =
                attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            serde_json::json!({ "id": id, "visible": visible, "attributes": all })
        };
        let tabs: Vec<_> = self
            .composers
            .iter()
            .map(|composer| {
                let current = (composer.ticket == self.active_tab).then(|| "page".to_owned());
                let attributes = [("aria-current", current), ("data-entity-id", Some(composer.ticket.to_string()))];
                element(composer.ticket, true, &attributes)
            })
            .collect();
        let composers: Vec<_> = self
            .composers
            .iter()
            .map(|composer| {
                let expanded = self.says_expanded.then(|| composer.menu.is_some().to_string());
                let switcher = element(
                    composer.switcher,
                    composer.visible,
                    &[
                        ("data-channel", composer.channel.map(str::to_owned)),
                        ("data-channel-switcher-trigger-for-ticket-id", Some(composer.ticket.to_string())),
                        ("aria-expanded", expanded),
                        ("aria-label", composer.label.map(str::to_owned)),
                    ],
                );
                let editors: Vec<_> = composer
                    .text
                    .iter()
                    .map(|text| {
                        let visible = composer.visible;
                        serde_json::json!({ "id": composer.editor, "visible": visible, "text": text, "objects": 0 })
                    })
                    .collect();
                serde_json::json!({ "switcher": switcher, "label": "", "switchers": 1, "editors": editors })
            })
            .collect();
        let item = |id: &u32| {
            let internal = "omnichannel-channel-switcher-menuitem-internal".to_owned();
            element(*id, true, &[("data-test-id", Some(internal))])
        };
        let items: Vec<_> = self
            .items
            .iter()
            .chain(self.composers.iter().flat_map(|one| one.menu.iter().flatten()))
            .map(item)
            .collect();
        let seen = serde_json::json!({ "href": self.href, "tabs": tabs, "composers": composers, "items": items });
        let seen: Seen = serde_json::from_value(seen).unwrap();
        serde_json::to_string(&seen).unwrap()
    }

    fn text(&self) -> &str {
        self.composers[0].text.as_deref().unwrap()
    }

    fn notes(&self) -> usize {
        self.composers.iter().filter_map(|one| one.text.as_ref()).map(|text| text.matches("- License:").count()).sum()
    }
}

fn composer(ticket: u32, channel: &'static str, text: &str) -> Composer {
    Composer {
        ticket,
        visible: true,
        channel: Some(channel),
        label: None,
        switcher: ticket * 10 + 1,
        editor: ticket * 10 + 2,
        text: Some(text.to_owned()),
        menu: None,
    }
}

/// A text without every place where these letters stand in it, however they are laid out (extension/editor.js).
fn taken_out(text: &str, letters: &str) -> String {
    let mut text = text.to_owned();
    loop {
        let shown: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let all: String = shown.iter().map(|(_, c)| c).collect();
        let Some(at) = all.find(letters) else { return text };
        let first = all[..at].chars().count();
        let last = first + letters.chars().count() - 1;
        let (start, end) = (shown[first].0, shown[last].0 + shown[last].1.len_utf8());
        text = format!("{}{}", text[..start].trim_end(), &text[end..]);
    }
}

/// The order that was given first.
fn next_order(world: &mut World) -> Option<(PanelId, ComposerOrder)> {
    let orders = [&mut world.composer_orders, &mut world.page_checks];
    let first = orders.into_iter().filter(|orders| !orders.is_empty()).min_by_key(|orders| orders[0].1.step)?;
    Some(first.remove(0))
}

/// Lets page and desk talk until nothing is left to say.
fn talk(world: &mut World, page: &mut Page) {
    for _ in 0..2000 {
        let order = next_order(world);
        if let Some((panel, order)) = order {
            world.waits.retain(|(_, step, _)| *step != order.step);
            let answer = page.obey(&order);
            world.handle(Event::Composer(panel, answer));
        } else if let Some((panel, step, milliseconds)) = world.waits.pop() {
            if page.pass(milliseconds) {
                world.handle(Event::ComposerChanged(panel));
            }
            world.handle(Event::Waited(panel, step));
        } else {
            return;
        }
    }
    panic!("they go on talking");
}

/// A panel on a ticket with a note that is ready.
fn with_note() -> (World, PanelId) {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    (world, panel)
}

fn press(world: &mut World, panel: PanelId, page: &mut Page, intent: Intent) -> InsertionView {
    world.intend(panel, intent);
    talk(world, page);
    world.view(panel).insertion.clone().unwrap()
}

thread_local! {
    /// A panel that is used for one page after the other: each of them is another document.
    static AGAIN: RefCell<(World, PanelId, u64)> = RefCell::new({
        let (world, panel) = with_note();
        (world, panel, 0)
    });
}

/// Presses `Insert note` on a new page, and gives what came of it.
fn insert(page: &mut Page) -> InsertionView {
    AGAIN.with_borrow_mut(|(world, panel, document)| {
        *document += 1;
        load(world, *panel, *document, page);
        press(world, *panel, page, Intent::InsertNote)
    })
}

/// Loads a page, which is another document than the one before.
fn load(world: &mut World, panel: PanelId, document: u64, page: &mut Page) {
    world.handle(Event::PanelClosed(panel));
    world.page_checks.clear();
    world.handle(Event::Document(panel, document));
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    world.answer_all();
    let mut loaded = Page::on(4101);
    talk(world, &mut loaded);
    page.orders = 0;
}

/// The agent looks at the panel again.
fn look(world: &mut World, panel: PanelId, page: &mut Page) -> Option<InsertionView> {
    world.handle(Event::LookedAt(panel));
    world.answer_all();
    talk(world, page);
    world.view(panel).insertion.clone()
}

fn refused(view: &InsertionView) -> &str {
    let InsertionView::Refused(why) = view else { panic!("{view:?}") };
    why
}

#[test]
fn inserted_note_is_not_claimed_of_a_page_that_was_reloaded() {
    let (mut world, panel) = with_note();
    world.handle(Event::Document(panel, 1));
    let mut page = Page::on(4101).internal();
    assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Inserted);
    // A panel that connects again, over the same document, or one whose draft Zendesk has restored.
    for (document, claimed) in [(1, Some(InsertionView::Inserted)), (2, None)] {
        world.handle(Event::PanelClosed(panel));
        world.handle(Event::Document(panel, document));
        world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
        assert_eq!(world.view(panel).insertion, claimed, "nothing is claimed of a composer that was not looked at");
        talk(&mut world, &mut page);
        assert_eq!(world.view(panel).insertion, Some(InsertionView::Inserted));
    }
    world.handle(Event::PanelClosed(panel));
    world.handle(Event::Document(panel, 3));
    page.remount(false);
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    talk(&mut world, &mut page);
    assert_eq!(world.view(panel).insertion, None, "the composer of the new document is empty");
    assert_eq!(world.view(panel).no_insert, None);
}

#[test]
fn where_everything_agrees_the_note_goes_in() {
    for (what, page) in [
        ("internal", Page::on(4101).internal()),
        ("public", Page::on(4101)),
        ("public, and slow", Page::on(4101).with(|page| page.delay = 1000)),
        ("an unknown channel", Page::on(4101).with(|page| page.composers[0].channel = Some("sms"))),
        ("no channel said", Page::on(4101).with(|page| page.composers[0].channel = None)),
        ("a draft", Page::on(4101).internal().draft("Looking into it.")),
        ("a label that fits", Page::on(4101).with(|page| page.composers[0].label = Some("Email"))),
        ("the editor is made anew at once", Page::on(4101).with(|page| page.remounts = Some((50, true)))),
        ("the editor is made anew later", Page::on(4101).with(|page| page.remounts = Some((300, true)))),
        ("and with its text, after writing", Page::on(4101).with(|page| page.remounts = Some((1500, true)))),
        (
            "another ticket's composer, hidden",
            Page::on(4101).with(|page| {
                let hidden = Composer { visible: false, ..composer(4102, "internal", "of another") };
                page.composers.insert(0, hidden);
            }),
        ),
        ("the menu is open already", Page::on(4101).with(|page| page.composers[0].menu = Some(vec![7]))),
        ("an item that is no menu's", Page::on(4101).with(|page| page.items = vec![7])),
        (
            "the agent types once between look and deed",
            Page::on(4101)
                .internal()
                .happens(At::Order(6), |page| page.composers[0].text.as_mut().unwrap().push_str("typed")),
        ),
        (
            "the agent types on",
            Page::on(4101)
                .internal()
                .happens(At::Written(900), |page| page.composers[0].text.as_mut().unwrap().push_str(" typed")),
        ),
    ] {
        for says_expanded in [false, true] {
            let mut page = page.clone().with(|page| page.says_expanded = says_expanded);
            let before = page.clone();
            assert_eq!(insert(&mut page), InsertionView::Inserted, "{what}");
            for (composer, was) in page.composers.iter().zip(&before.composers) {
                if composer.ticket == 4101 {
                    assert_eq!(composer.channel, Some("internal"), "{what}");
                    let text = composer.text.clone().unwrap();
                    assert!(text.contains(NOTE) && text.starts_with(was.text.as_deref().unwrap()), "{what}: {text}");
                    assert_eq!(page.notes(), 1, "{what}");
                    assert_eq!(composer.menu, None, "{what}");
                } else {
                    assert_eq!(composer, was, "{what}");
                }
            }
        }
    }
}

#[test]
fn where_anything_disagrees_nothing_is_written() {
    let elsewhere = |page: &mut Page| {
        page.href = "https://gitlab.zendesk.com/agent/tickets/4102".to_owned();
        page.active_tab = 4102;
        page.composers[0].visible = false;
        page.composers.push(composer(4102, "web", ""));
    };
    let cells: [(&str, Page, &str); 23] = [
        ("another address", Page::on(4101).internal().with(|page| page.href.push('9')), "no longer shows"),
        ("another tab is active", Page::on(4101).internal().with(|page| page.active_tab = 4102), "active tab"),
        (
            "the composer is another ticket's",
            Page::on(4101).internal().with(|page| page.composers[0].ticket = 4102),
            "active tab",
        ),
        ("no composer", Page::on(4101).with(|page| page.composers.clear()), "active tab"),
        (
            "two composers",
            Page::on(4101).internal().with(|page| page.composers.push(composer(4101, "internal", ""))),
            "active tab",
        ),
        (
            "two visible composers",
            Page::on(4101).internal().with(|page| page.composers.push(composer(4102, "internal", ""))),
            "which composer",
        ),
        ("hidden", Page::on(4101).internal().with(|page| page.composers[0].visible = false), "no composer"),
        ("no editor", Page::on(4101).internal().with(|page| page.composers[0].text = None), "no editor"),
        ("the menu does not open", Page::on(4101).with(|page| page.menu_opens = false), "could not be switched"),
        ("the menu lacks the channel", Page::on(4101).with(|page| page.internal_items = 0), "could not be switched"),
        ("the menu has the channel twice", Page::on(4101).with(|page| page.internal_items = 2), "which menu item"),
        ("the channel does not change", Page::on(4101).with(|page| page.switches = false), "could not be switched"),
        (
            "the agent moves on before the menu opens",
            Page::on(4101).happens(At::Order(3), elsewhere),
            "no longer shows",
        ),
        (
            "the agent moves on between look and deed",
            Page::on(4101).internal().happens(At::Order(6), elsewhere),
            "no longer shows",
        ),
        ("the editor refuses", Page::on(4101).internal().with(|page| page.editor_refuses = true), "did not take"),
        ("a draft in a public reply", Page::on(4101).draft("Looking into it."), "A public reply is begun"),
        (
            "a draft in a channel that is not said",
            Page::on(4101).draft("Hi").with(|page| page.composers[0].channel = None),
            "A public reply is begun",
        ),
        (
            "a label that contradicts",
            Page::on(4101).internal().with(|page| page.composers[0].label = Some("Channel: Email")),
            "label says that it is public",
        ),
        (
            "a label that contradicts, in German",
            Page::on(4101).internal().with(|page| page.composers[0].label = Some("Öffentliche Antwort")),
            "label says that it is public",
        ),
        (
            "the editor loses the note",
            Page::on(4101).with(|page| page.remounts = Some((1200, false))),
            "the note is gone from it",
        ),
        (
            "the editor is made anew again and again",
            Page::on(4101).internal().with(|page| {
                for order in 1..60 {
                    page.happenings.push((At::Order(order), |page| page.remount(true)));
                }
            }),
            "kept changing",
        ),
        (
            "the draft from before comes back in the note's place",
            Page::on(4101)
                .internal()
                .happens(At::Written(700), |page| page.composers[0].text = Some("An old draft".to_owned())),
            "the note is gone from it",
        ),
        (
            "a draft is begun while the menu opens",
            Page::on(4101).happens(At::Order(3), |page| page.composers[0].text = Some("Dear".to_owned())),
            "A public reply is begun",
        ),
    ];
    for (what, page, why) in cells {
        for says_expanded in [false, true] {
            let mut page = page.clone().with(|page| page.says_expanded = says_expanded);
            let href = page.href.clone();
            let view = insert(&mut page);
            page.pass(page.delay + 100);
            assert!(refused(&view).contains(why), "{what}: {view:?}");
            assert_eq!(page.notes(), 0, "{what}: {:?}", page.composers);
            // What was opened in vain is closed.
            let menus: Vec<_> = page.composers.iter().filter_map(|composer| composer.menu.as_ref()).collect();
            assert!(page.href != href || menus.is_empty(), "{what}: {:?}", page.composers);
        }
    }
}

#[test]
fn menu_that_opens_after_the_agent_has_left_is_closed() {
    // Pressed, and the agent is elsewhere before the menu opens.
    let mut page = Page::on(4101).with(|page| page.delay = 150).happens(At::Order(3), |page| {
        page.href = "https://gitlab.zendesk.com/agent/tickets/4102".to_owned();
        page.active_tab = 4102;
        page.composers[0].visible = false;
        page.composers.push(composer(4102, "web", ""));
    });
    assert!(refused(&insert(&mut page)).contains("no longer shows"));
    page.pass(1000);
    assert!(page.composers.iter().all(|one| one.menu.is_none()), "{:?}", page.composers);
}

#[test]
fn agents_own_menu_without_the_channel_is_left_alone() {
    let mut page = Page::on(4101).with(|page| {
        page.says_expanded = true;
        page.composers[0].menu = Some(Vec::new());
    });
    assert!(refused(&insert(&mut page)).contains("could not be switched"));
    assert_eq!((page.presses, &page.composers[0].menu), (0, &Some(Vec::new())));
}

#[test]
fn what_turns_out_wrong_after_writing_is_taken_out_again() {
    for channel in ["web", "sms"] {
        let mut page = Page::on(4101).internal().draft("Draft").with(|page| page.channel_after_writing = Some(channel));
        assert!(refused(&insert(&mut page)).contains("did not stay internal"));
        assert_eq!(page.text().trim(), "Draft");
    }
    // The reply turns public at any moment before it is said that the note is in, whatever can be undone then.
    for after in (100..2000).step_by(190) {
        let turns: [Happening; 3] = [
            |page| page.composers[0].channel = Some("web"),
            |page| {
                page.remount(true);
                page.composers[0].channel = Some("web");
            },
            |page| page.composers[0].label = Some("Public reply"),
        ];
        for happening in turns {
            let mut page = Page::on(4101).internal().draft("Draft").happens(At::Written(after), happening);
            assert!(refused(&insert(&mut page)).contains("did not stay internal"), "{after}");
            assert_eq!(page.text().trim(), "Draft", "{after}");
        }
    }
}

#[test]
fn note_that_turns_public_later_is_said_and_can_be_taken_out() {
    let (mut world, panel) = with_note();
    let mut page = Page::on(4101);
    talk(&mut world, &mut page);
    assert_eq!(page.watched, None, "nothing is watched before there is a note");
    assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Inserted);
    let switcher = page.composers[0].switcher;
    assert_eq!(page.watched, Some(switcher));

    // The agent types on, and answers the customer: the page tells it, unasked.
    page.happenings.push((At::Written(0), |page| {
        page.composers[0].text.as_mut().unwrap().push_str(" and a reply");
        page.composers[0].channel = Some("web");
    }));
    assert!(page.pass(100));
    world.handle(Event::ComposerChanged(panel));
    talk(&mut world, &mut page);
    assert_eq!(world.view(panel).insertion, Some(InsertionView::Public));
    // No second note is added to it.
    assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Public);
    assert_eq!(page.notes(), 1);

    assert_eq!(press(&mut world, panel, &mut page, Intent::TakeNoteOut), InsertionView::TakenOut);
    assert_eq!((page.text().trim(), page.composers[0].channel), ("and a reply", Some("web")));
    assert_eq!(page.watched, None, "nothing is watched any more");
}

#[test]
fn switcher_that_is_replaced_is_seen_at_the_next_look() {
    let (mut world, panel) = with_note();
    let mut page = Page::on(4101).internal();
    assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Inserted);
    let switcher = page.number();
    page.composers[0].switcher = switcher;
    page.composers[0].channel = Some("web");
    assert!(!page.pass(1000), "the page script watches the one that is gone");
    assert_eq!(look(&mut world, panel, &mut page), Some(InsertionView::Public));
    assert_eq!(page.watched, Some(switcher));
    page.composers[0].channel = Some("internal");
    assert_eq!(look(&mut world, panel, &mut page), Some(InsertionView::Inserted));
    // The text goes as well.
    page.remount(false);
    assert_eq!(look(&mut world, panel, &mut page), Some(InsertionView::Gone));
    assert_eq!(page.watched, None);
    // A move of the page is a look, too.
    page.composers[0].text = Some(NOTE.to_owned());
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    talk(&mut world, &mut page);
    assert_eq!(world.view(panel).insertion, Some(InsertionView::Inserted));
}

#[test]
fn note_is_never_inserted_twice() {
    let (mut world, panel) = with_note();
    let mut page = Page::on(4101).draft("");
    assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Inserted);
    for stops in [false, true] {
        if stops {
            world.stop_worker();
            world.answer_all();
        }
        assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Inserted);
        assert_eq!(page.notes(), 1);
        world.handle(Event::PanelClosed(panel));
        talk(&mut world, &mut page);
        assert_eq!(page.watched, None, "nothing is watched for a panel that is closed");
        world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
        talk(&mut world, &mut page);
        assert_eq!(world.view(panel).insertion, Some(InsertionView::Inserted));
        assert!(page.watched.is_some());
    }

    // The note changes: the earlier one is known, and replaced as one step.
    world.intend(panel, Intent::EditNote(Some("- License: checked by hand".to_owned())));
    assert_eq!(world.view(panel).insertion, Some(InsertionView::Earlier));
    assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Earlier);
    assert_eq!(page.text().trim(), NOTE);
    assert_eq!(press(&mut world, panel, &mut page, Intent::ReplaceNote), InsertionView::Inserted);
    assert_eq!(page.text().trim(), "- License: checked by hand");
    world.intend(panel, Intent::EditNote(None));
    assert_eq!(world.view(panel).insertion, Some(InsertionView::Earlier));
    assert_eq!(press(&mut world, panel, &mut page, Intent::TakeNoteOut), InsertionView::TakenOut);
    assert_eq!(page.text().trim(), "");

    // One that is a part of the earlier one is not taken for it.
    assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Inserted);
    world.intend(panel, Intent::EditNote(Some("- Sold-to: alice@acme.example".to_owned())));
    assert_eq!(press(&mut world, panel, &mut page, Intent::ReplaceNote), InsertionView::Inserted);
    assert_eq!(page.text().trim(), "- Sold-to: alice@acme.example");
    assert_eq!(press(&mut world, panel, &mut page, Intent::TakeNoteOut), InsertionView::TakenOut);
    world.intend(panel, Intent::EditNote(None));

    // A copy that the agent has changed is noticed.
    page.composers[0].text = Some(NOTE.replace("alice", "bob"));
    let view = press(&mut world, panel, &mut page, Intent::InsertNote);
    assert!(refused(&view).contains("changed copy"), "{view:?}");
    assert_eq!(page.notes(), 1);
}

#[test]
fn worker_that_is_stopped_on_the_way_leads_to_the_truth() {
    // After so many answers of the page.
    let (mut world, panel) = with_note();
    for stops_after in 0..40 {
        let mut page = Page::on(4101);
        load(&mut world, panel, stops_after, &mut page);
        world.intend(panel, Intent::InsertNote);
        let mut answers: u64 = 0;
        while answers < stops_after {
            if let Some((panel, order)) = next_order(&mut world) {
                world.waits.retain(|(_, step, _)| *step != order.step);
                let answer = page.obey(&order);
                world.handle(Event::Composer(panel, answer));
                answers += 1;
            } else if let Some((panel, step, milliseconds)) = world.waits.pop() {
                page.pass(milliseconds);
                world.handle(Event::Waited(panel, step));
            } else {
                break;
            }
        }
        let is_over = world.view(panel).insertion == Some(InsertionView::Inserted);
        world.composer_orders.clear();
        world.page_checks.clear();
        world.waits.clear();
        world.stop_worker();
        world.answer_all();
        talk(&mut world, &mut page);
        let is_there = page.notes() == 1 && page.composers[0].channel == Some("internal");
        match world.view(panel).insertion.clone().unwrap() {
            InsertionView::Inserted => assert!(is_there, "{stops_after}"),
            InsertionView::Refused(why) => {
                assert!(!is_there && !is_over && why.contains("stopped Vouch on the way"), "{stops_after}: {why}");
                // It can be tried again.
                assert_eq!(press(&mut world, panel, &mut page, Intent::InsertNote), InsertionView::Inserted);
            }
            view => panic!("{stops_after}: {view:?}"),
        }
        assert_eq!(page.notes(), 1, "{stops_after}");
    }
}

#[test]
fn a_page_that_does_not_answer_is_not_waited_for() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    world.intend(panel, Intent::InsertNote);
    let (_, step, _) = world.waits.pop().unwrap();
    world.handle(Event::Waited(panel, step));
    assert_eq!(refused(world.view(panel).insertion.as_ref().unwrap()), "The page does not answer. Reload it.");
    // An answer that comes after that changes nothing.
    let answer = Page::on(4101).internal().obey(&world.composer_orders[0].1);
    world.composer_orders.clear();
    world.handle(Event::Composer(panel, answer.clone()));
    assert!(world.composer_orders.is_empty());
    // Nor is it taken for the answer to a new order.
    world.intend(panel, Intent::InsertNote);
    assert_eq!(world.composer_orders.len(), 1);
    world.handle(Event::Composer(panel, answer));
    assert_eq!(world.composer_orders.len(), 1);
}

#[test]
fn the_note_goes_only_into_its_own_tickets_tab() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    let portal = PanelId(2);
    world.open(portal, "https://customers.gitlab.com/admin/order/5001");
    world.answer_all();
    assert!(world.view(panel).no_insert.is_none() && world.view(portal).no_insert.is_some());
    // What is shown beside the ticket says which ticket it is.
    assert_eq!(world.view(panel).aside, None);
    assert!(world.view(portal).aside.as_ref().unwrap().contains("ticket #4101, “"));
    world.intend(portal, Intent::InsertNote);
    assert!(world.composer_orders.is_empty());
}

#[test]
fn an_edited_note_is_what_goes_in_until_the_evidence_changes() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.collect(panel, "700001", "alice@acme.example");
    world.intend(
        panel,
        Intent::EditNote(Some("Checked: https://customers.gitlab.com/admin/license/700001 <b>".to_owned())),
    );
    let note = world.trail(panel).note.as_ref().unwrap();
    assert!(note.edited);
    assert_eq!(
        note.html,
        "<p>Checked: <a href=\"https://customers.gitlab.com/admin/license/700001\">\
         https://customers.gitlab.com/admin/license/700001</a> &lt;b&gt;</p>"
    );
    world.intend(panel, Intent::InsertNote);
    let mut page = Page::on(4101).internal();
    talk(&mut world, &mut page);
    assert!(page.text().contains("Checked: https://customers.gitlab.com/admin/license/700001 <b>"), "{}", page.text());

    world.intend(panel, Intent::EditSoldTo("other@acme.example".to_owned()));
    let note = world.trail(panel).note.as_ref().unwrap();
    assert!(!note.edited && note.text.contains("Reason: The sold-to"));
    world.intend(panel, Intent::EditSoldTo("alice@acme.example".to_owned()));
    world.intend(panel, Intent::EditNote(None));
    assert_eq!(world.note(panel), NOTE);
}

#[test]
fn what_is_not_known_of_the_page_is_named_once_it_had_the_time_to_load() {
    // (the look from which on the page has its composer, how often is looked, what is not known in the end)
    let channel = "the composer's channel ([data-test-id=\"omnichannel-channel-switcher-button\"])";
    for (complete_from, looks, unknown) in [(1, 1, None), (3, 3, None), (99, 6, Some(channel))] {
        let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
        assert!(world.page_checks.is_empty(), "there is no note yet");
        world.collect(panel, "700001", "alice@acme.example");
        let mut page = Page::on(4101);
        let composers = std::mem::take(&mut page.composers);
        let mut looked = 0;
        loop {
            if let Some((panel, order)) = world.page_checks.pop() {
                looked += 1;
                if looked >= complete_from {
                    page.composers.clone_from(&composers);
                }
                assert_eq!(order.act, None);
                let answer = page.obey(&order);
                world.handle(Event::Composer(panel, answer));
            } else if let Some((panel, step, _)) = world.waits.pop() {
                assert!(world.view(panel).unknown_parts.is_empty(), "nothing is said while it may still load");
                world.handle(Event::Waited(panel, step));
            } else {
                break;
            }
        }
        assert_eq!(looked, looks);
        let parts = &world.view(panel).unknown_parts;
        assert_eq!(parts.is_empty(), unknown.is_none(), "{parts:?}");
        assert!(unknown.is_none_or(|unknown| parts.iter().any(|part| part == unknown)), "{parts:?}");
        // A look that the agent asks for says at once what it saw.
        page.composers.clear();
        world.intend(panel, Intent::CheckPage);
        let (_, order) = world.page_checks.pop().unwrap();
        let answer = page.obey(&order);
        world.handle(Event::Composer(panel, answer));
        assert!(world.waits.is_empty() && !world.view(panel).unknown_parts.is_empty());
    }
}

#[test]
fn closed_ticket_takes_no_note_and_misses_no_composer() {
    for ticket in [4110, 4126] {
        let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
        world.collect(panel, "700001", "alice@acme.example");
        assert!(world.trail(panel).note.is_some());
        assert!(world.view(panel).no_insert.as_ref().unwrap().contains("closed"), "{ticket}");
        assert!(world.page_checks.is_empty(), "{ticket}: a closed ticket has no composer to look for");
        world.intend(panel, Intent::InsertNote);
        assert!(world.composer_orders.is_empty(), "{ticket}");
    }
}
