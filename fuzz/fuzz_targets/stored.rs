//! What session storage may hold after a crash, an update or a full disk: any text as what was kept of a case (the first
//! line) and of what belongs to no case (the second).

#![no_main]

use std::collections::{BTreeMap, VecDeque};

use libfuzzer_sys::fuzz_target;
use vouch::case::{Desk, Effect, Event, Location, PanelId};
use vouch::date::UnixSeconds;
use vouch::proof::key::Keys;
use vouch::visible::Visible;

/// The day of the corpus does not matter: what is older than twelve hours is forgotten, and that is a way, too.
const NOW: UnixSeconds = UnixSeconds(1_795_000_000);

fuzz_target!(|text: &str| {
    let (case, shared) = text.split_once('\n').unwrap_or((text, ""));
    let Ok(entry) = serde_json::from_str::<serde_json::Value>(case) else { return };
    let ticket = &entry["value"]["key"];
    let name = format!("gitlab.zendesk.com/{ticket}");
    let mut entries: BTreeMap<String, String> =
        [(name, case.to_owned()), ("shared".to_owned(), shared.to_owned())].into();
    // What was read is kept so that it is read again.
    for is_kept in [false, true] {
        let removed = run(&mut entries, &format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"));
        assert!(!is_kept || removed.is_empty(), "{removed:?} cannot be read again");
    }
});

/// Opens a panel at an address over what is kept. Gives the names of what could not be read, and is removed.
fn run(entries: &mut BTreeMap<String, String>, href: &str) -> Vec<String> {
    let stored = entries.iter().map(|(name, content)| (name.clone(), Some(content.clone())));
    let mut desk = Desk::restore(Keys::none(), stored, &[], |_| ());
    let mut removed = Vec::new();
    let page = Location::of(href);
    let mut events = VecDeque::from([Event::Started, Event::PanelAt(PanelId(1), page), Event::LookedAt(PanelId(1))]);
    while let Some(event) = events.pop_front() {
        let is_first = matches!(event, Event::Started);
        for effect in desk.handle(event, NOW) {
            match effect {
                Effect::Show(_, view) => drop(serde_json::to_value(Visible(&*view)).expect("a view can be sent")),
                Effect::Fetch(_, target) => assert!(
                    [
                        "https://customers.gitlab.com/admin/",
                        "https://gitlab.zendesk.com/api/v2/",
                        "https://gitlab.zendesk.com/attachments/token/",
                    ]
                    .iter()
                    .any(|site| target.url().starts_with(site)),
                    "{} is asked for",
                    target.url()
                ),
                Effect::Store(written) => {
                    entries.extend(written);
                    events.push_front(Event::Stored(true));
                }
                Effect::Unstore(names) => {
                    entries.retain(|name, _| !names.contains(name));
                    if is_first {
                        removed.extend(names);
                    }
                    events.push_front(Event::Stored(true));
                }
                _ => {}
            }
        }
    }
    removed
}
