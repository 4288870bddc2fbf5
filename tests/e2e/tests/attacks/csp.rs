//! The page's own Content-Security-Policy: the panel opens whatever it says, or Vouch says why it cannot.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure};
use vouch_e2e::{Role, in_both_browsers};
use vouch_sandbox::server::Answer;
use vouch_sandbox::zendesk;

use crate::flood::answer;

in_both_browsers! {
    panel_opens_under_every_policy_of_its_page: V3,
    sandboxed_page_says_why_no_panel_opens: V3,
}

const POLICIES: [&str; 10] = [
    "default-src *",
    "default-src 'self'",
    "default-src 'none'",
    "default-src 'none'; frame-src 'none'; child-src 'none'",
    "script-src 'none'; worker-src 'none'",
    "script-src 'self'; style-src 'none'; img-src 'none'; font-src 'none'",
    "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "frame-src https://gitlab.zendesk.com; object-src 'none'; base-uri 'none'",
    "frame-ancestors 'none'; connect-src 'none'; form-action 'none'",
    "default-src 'none'; upgrade-insecure-requests; sandbox allow-scripts allow-same-origin allow-forms",
];

const TICKET: &str = "/agent/tickets/4101";

/// A ticket's page with nothing of its own and this policy.
fn page(policy: &str) -> Result<Answer, Failure> {
    let body = b"<!doctype html><html lang=en><title>A ticket</title><body><p>A ticket</p></body></html>";
    let Answer::Respond(mut response) = answer("text/html; charset=utf-8", body.to_vec())? else {
        return Err("no answer".into());
    };
    response.headers_mut().insert("content-security-policy", policy.parse()?);
    Ok(Answer::Respond(response))
}

fn panel_opens_under_every_policy_of_its_page(agent: &Agent) -> Done {
    for policy in POLICIES {
        let _script = agent.sandbox.answer(zendesk::HOST, TICKET, page(policy)?);
        let tab = agent.open_ticket(4101)?;
        let panel = Panel::open(&tab).map_err(|error| format!("{policy}: {error}"))?;
        panel.wait_for_ticket(4101, "Charlie Castro")?;
        panel.enter("700001", "alice@acme.example")?;
        assert_eq!(panel.collect()?, "Entitled", "{policy}");
        // The next policy begins with nothing.
        panel.button("Forget this ticket")?.click()?;
        panel.frame().wait_for(Role::Group, "Forget this ticket?")?;
        panel.button("Forget")?.click()?;
        panel.frame().wait_for_text("Ticket #4101 is forgotten.")?;
        tab.close()?;
    }
    Ok(())
}

fn sandboxed_page_says_why_no_panel_opens(agent: &Agent) -> Done {
    let _script = agent.sandbox.answer(zendesk::HOST, TICKET, page("sandbox allow-scripts")?);
    let tab = agent.open_ticket(4101)?;
    tab.wait_for(Role::Button, "Open Vouch")?.click()?;
    let button = tab.find(Role::Button, "Open Vouch")?;
    let title = button.attribute("title")?.unwrap_or_default();
    assert_eq!(title, "This page is sandboxed: Vouch cannot open here");
    assert!(!tab.has_extension_frame()?);
    Ok(())
}
