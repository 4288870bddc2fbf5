//! The way of the note into the composer, over a page that does what Zendesk's does, and everything that can go wrong
//! on it. In every cell: the right text in the right internal composer, or no change at all.

use std::collections::BTreeMap;

use vouch::case::{Event, PanelId};
use vouch::composer::{Act, Answer, Seen};
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
    /// What it holds; none while there is no editor.
    text: Option<String>,
    menu_is_open: bool,
}

/// Something that happens on the page by itself.
type Happening = fn(&mut Page);

/// Zendesk's agent page, as far as the composer's script can see it, and how it behaves.
#[derive(Clone)]
struct Page {
    href: String,
    active_tab: u32,
    composers: Vec<Composer>,
    /// Looks until the page has done what was pressed.
    delay: u32,
    /// What was pressed and is yet to happen: the composer, and whether the internal channel was chosen.
    pending: Option<(usize, bool, u32)>,
    menu_opens: bool,
    /// Whether the menu has the internal channel.
    has_item: bool,
    switches: bool,
    remounts: bool,
    /// An editor that is mounted anew: the composer, its text, and the looks until it is there again.
    remounting: Option<(usize, String, u32)>,
    /// Drops whatever is written.
    editor_refuses: bool,
    /// The channel that writing leads to.
    channel_after_writing: Option<&'static str>,
    orders: u32,
    /// What happens before the order of this number.
    meanwhile: Option<(u32, Happening)>,
}

impl Page {
    fn on(ticket: u32) -> Self {
        Self {
            href: format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"),
            active_tab: ticket,
            composers: vec![composer(ticket, "web", "")],
            delay: 2,
            pending: None,
            menu_opens: true,
            has_item: true,
            switches: true,
            remounts: false,
            remounting: None,
            editor_refuses: false,
            channel_after_writing: None,
            orders: 0,
            meanwhile: None,
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

    /// What the composer's script does (extension/composer.js).
    fn obey(&mut self, order: &ComposerOrder) -> Answer {
        self.orders += 1;
        if let Some((at, happens)) = self.meanwhile
            && at == self.orders
        {
            happens(self);
        }
        self.settle();
        let seen = self.seen();
        let Some(act) = order.act else { return Answer { step: order.step, acted: None, seen, data: None } };
        if seen != order.expected {
            return Answer { step: order.step, acted: Some(false), seen, data: None };
        }
        let data = self.act(act, &order.html);
        Answer { step: order.step, acted: Some(true), seen: self.seen(), data }
    }

    fn settle(&mut self) {
        if let Some((at, text, looks)) = self.remounting.take() {
            if looks > 0 {
                self.remounting = Some((at, text, looks - 1));
            } else {
                self.composers[at].text = Some(text);
            }
        }
        let Some((at, internal, looks)) = self.pending else { return };
        if looks > 0 {
            self.pending = Some((at, internal, looks - 1));
            return;
        }
        self.pending = None;
        let composer = &mut self.composers[at];
        if internal {
            composer.channel = Some("internal");
            composer.menu_is_open = false;
            if self.remounts {
                self.remounting = composer.text.take().map(|text| (at, text, 3));
            }
        } else {
            composer.menu_is_open = !composer.menu_is_open;
        }
    }

    fn act(&mut self, act: Act, html: &str) -> Option<String> {
        match act {
            Act::PressSwitcher(at) => {
                if self.menu_opens {
                    self.pending = Some((at, false, self.delay));
                }
                None
            }
            Act::PressItem(_) => {
                let at = self.composers.iter().position(|composer| composer.menu_is_open).unwrap();
                if self.switches {
                    self.pending = Some((at, true, self.delay));
                }
                None
            }
            Act::Insert(at) => {
                let written = html.replace("<br>", "\n");
                let written: String =
                    written.split('<').map(|part| part.rsplit_once('>').map_or(part, |(_, text)| text)).collect();
                let composer = &mut self.composers[at];
                let text = composer.text.as_mut().unwrap();
                if !self.editor_refuses {
                    text.push_str(&format!("\n\n{written}"));
                }
                if let Some(channel) = self.channel_after_writing {
                    composer.channel = Some(channel);
                }
                composer.text.clone()
            }
            Act::Undo(at) => {
                let text = self.composers[at].text.as_mut().unwrap();
                if let Some(start) = text.rfind("\n\n- License") {
                    text.truncate(start);
                }
                Some(text.clone())
            }
        }
    }

    fn seen(&self) -> String {
        let element = |visible: bool, attributes: &[(&str, Option<String>)]| {
            let all: BTreeMap<_, _> =
                attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            serde_json::json!({ "visible": visible, "attributes": all })
        };
        let tabs: Vec<_> = self
            .composers
            .iter()
            .map(|composer| {
                let current = (composer.ticket == self.active_tab).then(|| "page".to_owned());
                element(true, &[("aria-current", current), ("data-entity-id", Some(composer.ticket.to_string()))])
            })
            .collect();
        let composers: Vec<_> = self
            .composers
            .iter()
            .map(|composer| {
                let switcher = element(
                    composer.visible,
                    &[
                        ("data-channel", composer.channel.map(str::to_owned)),
                        ("data-channel-switcher-trigger-for-ticket-id", Some(composer.ticket.to_string())),
                        ("aria-expanded", Some(composer.menu_is_open.to_string())),
                    ],
                );
                let editors: Vec<_> = composer
                    .text
                    .iter()
                    .map(|text| serde_json::json!({ "visible": composer.visible, "text": text }))
                    .collect();
                serde_json::json!({ "switcher": switcher, "switchers": 1, "editors": editors })
            })
            .collect();
        let items: Vec<_> =
            self.composers.iter().filter(|one| self.has_item && one.menu_is_open).map(|_| element(true, &[])).collect();
        let seen = serde_json::json!({ "href": self.href, "tabs": tabs, "composers": composers, "items": items });
        let seen: Seen = serde_json::from_value(seen).unwrap();
        serde_json::to_string(&seen).unwrap()
    }
}

fn composer(ticket: u32, channel: &'static str, text: &str) -> Composer {
    Composer { ticket, visible: true, channel: Some(channel), text: Some(text.to_owned()), menu_is_open: false }
}

/// Presses `Insert note` and lets page and desk talk until nothing is left to say.
fn insert(page: &mut Page) -> InsertionView {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    insert_in(&mut world, panel, page)
}

fn insert_in(world: &mut World, panel: PanelId, page: &mut Page) -> InsertionView {
    world.collect(panel, "700001", "alice@acme.example");
    world.intend(panel, Intent::InsertNote);
    for _ in 0..500 {
        if let Some((panel, order)) = world.composer_orders.pop() {
            world.waits.clear();
            let answer = page.obey(&order);
            world.handle(Event::Composer(panel, answer));
        } else if let Some((panel, step, _)) = world.waits.pop() {
            world.handle(Event::Waited(panel, step));
        } else {
            break;
        }
    }
    world.view(panel).insertion.clone().unwrap()
}

#[test]
fn inserted_note_is_not_claimed_of_a_page_that_was_reloaded() {
    let (mut world, panel) = World::on_ticket(Markup::V3, 4101);
    world.handle(Event::Document(panel, 1));
    assert_eq!(insert_in(&mut world, panel, &mut Page::on(4101).internal()), InsertionView::Inserted);
    // A panel that connects again, over the same document.
    world.handle(Event::PanelClosed(panel));
    world.handle(Event::Document(panel, 1));
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    assert_eq!(world.view(panel).insertion, Some(InsertionView::Inserted));

    world.handle(Event::PanelClosed(panel));
    world.handle(Event::Document(panel, 2));
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4101");
    assert_eq!(world.view(panel).insertion, None, "the composer of the new document is empty");
    assert_eq!(world.view(panel).no_insert, None);
}

fn refused(view: &InsertionView) -> &str {
    let InsertionView::Refused(why) = view else { panic!("{view:?}") };
    why
}

#[test]
fn where_everything_agrees_the_note_goes_in() {
    for (what, page) in [
        ("internal", Page::on(4101).internal()),
        ("public", Page::on(4101)),
        ("public, and slow", Page::on(4101).with(|page| page.delay = 10)),
        ("public, and the editor is mounted anew", Page::on(4101).draft("Draft").with(|page| page.remounts = true)),
        ("an unknown channel", Page::on(4101).with(|page| page.composers[0].channel = Some("sms"))),
        ("no channel said", Page::on(4101).with(|page| page.composers[0].channel = None)),
        ("a draft", Page::on(4101).internal().draft("Looking into it.")),
        ("a draft in a public reply", Page::on(4101).draft("Looking into it.")),
        (
            "another ticket's composer, hidden",
            Page::on(4101).with(|page| {
                let hidden = Composer { visible: false, ..composer(4102, "internal", "of another") };
                page.composers.insert(0, hidden);
            }),
        ),
        ("the menu is open already", Page::on(4101).with(|page| page.composers[0].menu_is_open = true)),
        (
            "the agent types once between look and deed",
            Page::on(4101).internal().with(|page| {
                page.meanwhile = Some((2, |page| page.composers[0].text.as_mut().unwrap().push_str("typed")));
            }),
        ),
    ] {
        let mut page = page;
        let before = page.clone();
        assert_eq!(insert(&mut page), InsertionView::Inserted, "{what}");
        for (composer, was) in page.composers.iter().zip(&before.composers) {
            if composer.ticket == 4101 {
                assert_eq!(composer.channel, Some("internal"), "{what}");
                let text = composer.text.clone().unwrap();
                assert!(text.ends_with(NOTE) && text.starts_with(was.text.as_deref().unwrap()), "{what}: {text}");
                assert_eq!(text.matches("- License:").count(), 1, "{what}");
            } else {
                assert_eq!(composer, was, "{what}");
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
    let cells: [(&str, Page, &str); 15] = [
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
        ("the menu lacks the channel", Page::on(4101).with(|page| page.has_item = false), "could not be switched"),
        (
            "the agent's own menu lacks the channel",
            Page::on(4101).with(|page| {
                page.has_item = false;
                page.composers[0].menu_is_open = true;
            }),
            "could not be switched",
        ),
        ("the channel does not change", Page::on(4101).with(|page| page.switches = false), "could not be switched"),
        (
            "the agent moves on before the menu opens",
            Page::on(4101).with(|page| page.meanwhile = Some((3, elsewhere))),
            "no longer shows",
        ),
        (
            "the agent moves on between look and deed",
            Page::on(4101).internal().with(|page| page.meanwhile = Some((2, elsewhere))),
            "no longer shows",
        ),
        ("the editor refuses", Page::on(4101).internal().with(|page| page.editor_refuses = true), "did not take"),
    ];
    for (what, mut page, why) in cells {
        let texts = |page: &Page| page.composers.iter().map(|composer| composer.text.clone()).collect::<Vec<_>>();
        let menus = |page: &Page| page.composers.iter().map(|composer| composer.menu_is_open).collect::<Vec<_>>();
        let (before, menus_before, href) = (texts(&page), menus(&page), page.href.clone());
        let view = insert(&mut page);
        for _ in 0..=page.delay {
            page.settle();
        }
        assert!(refused(&view).contains(why), "{what}: {view:?}");
        assert!(texts(&page).starts_with(&before), "{what}: {:?}", page.composers);
        // What was opened in vain is closed, unless the agent is elsewhere by then.
        assert!(page.href != href || menus(&page) == menus_before, "{what}: {:?}", page.composers);
        assert!(!format!("{:?}", page.composers).contains("- License"), "{what}");
    }
}

#[test]
fn what_turns_out_wrong_after_writing_is_taken_out_again() {
    for channel in ["web", "sms"] {
        let mut page = Page::on(4101).internal().draft("Draft").with(|page| page.channel_after_writing = Some(channel));
        assert!(refused(&insert(&mut page)).contains("did not stay internal"));
        assert_eq!(page.composers[0].text.as_deref(), Some("Draft"));
    }
    // The agent turns the reply public in the moment before the last look.
    let mut page = Page::on(4101)
        .internal()
        .with(|page| page.meanwhile = Some((3, |page| page.composers[0].channel = Some("web"))));
    assert!(refused(&insert(&mut page)).contains("did not stay internal"));
    assert_eq!(page.composers[0].text.as_deref(), Some(""));
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
    assert!(world.composer_orders[0].1.html.starts_with("<p>Checked"));

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
