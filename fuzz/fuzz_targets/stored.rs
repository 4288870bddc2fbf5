//! What session storage may hold after a crash, an update or a full disk: any text as what was kept of a case (the first
//! line) and of what belongs to no case (the second).

#![no_main]

use libfuzzer_sys::fuzz_target;
use vouch::case::{Case, Desk, Effect, Event, Location, PanelId, Shared};
use vouch::date::UnixSeconds;
use vouch::proof::key::Keys;
use vouch::visible::Visible;

/// The day of the corpus does not matter: what is older than twelve hours is forgotten, and that is a way, too.
const NOW: UnixSeconds = UnixSeconds(1_795_000_000);

fuzz_target!(|text: &str| {
    let (case, shared) = text.split_once('\n').unwrap_or((text, ""));
    let case: Option<Case> = serde_json::from_str(case).ok();
    let shared: Option<Shared> = serde_json::from_str(shared).ok();
    let Some(case) = case else { return };
    // What was read is kept as it was read.
    let kept = serde_json::to_string(&case).expect("a case can be kept");
    let again: Case = serde_json::from_str(&kept).expect("what was kept can be read");
    assert_eq!(serde_json::to_string(&again).expect("a case can be kept"), kept);

    let key = case.key();
    let mut desk = Desk::restore(Keys::none(), [case], Some(key), shared);
    let page = Location::of(&format!("https://gitlab.zendesk.com/agent/tickets/{}", key.ticket()));
    for event in [Event::PanelAt(PanelId(1), page), Event::LookedAt(PanelId(1))] {
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
                _ => {}
            }
        }
    }
});
