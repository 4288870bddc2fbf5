//! Something does not work in the support portal: what the customer tries first (seed 002, "Support portal issues").

use crate::route::NextStep;

/// What to ask for, as a reply.
const REPLY: &str = "Please try the following, in this order:

1. Let your browser accept third-party cookies, at least of [*.]zendesk.com, [*.]zdassets.com and [*.]gitlab.com.
2. Turn off all extensions, plugins and add-ons of the browser.
3. Turn off any theme of the browser.
4. Clear the browser's cookies and cache.
5. Sign in to the support portal again.

If it still does not work, please send us:

- the browser's type and version
- your operating system, with its distribution
- anything else that tells your setup apart
- everything that the browser's JavaScript console shows";

pub(super) fn steps() -> Vec<NextStep> {
    vec![
        NextStep::of("If the customer has not tried these yet, ask for them:").with_copy(REPLY.to_owned()),
        NextStep::of("If all of it was sent, look at the console's text and the versions, and decide from there."),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_asked_for() {
        let steps = steps();
        let reply = steps[0].copy.as_deref().unwrap();
        for part in [
            "[*.]zendesk.com, [*.]zdassets.com and [*.]gitlab.com",
            "extensions",
            "theme",
            "cookies and cache",
            "Sign in to the support portal again",
            "type and version",
            "operating system",
            "tells your setup apart",
            "JavaScript console",
        ] {
            assert!(reply.contains(part), "{part}");
        }
    }
}
