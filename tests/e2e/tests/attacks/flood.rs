//! Too much: answers without end, and answers of another type than the one asked for.

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::in_both_browsers;
use vouch_e2e::testing::{Done, Failure, on_ticket, portal_requests};
use vouch_sandbox::server::Answer;
use vouch_sandbox::site::Response;
use vouch_sandbox::{portal, zendesk};

use crate::conversation::{self, OTHER, REQUESTER, answer_with, comment};

in_both_browsers! {
    answer_beyond_its_bounds_is_refused_and_says_why: V3,
    flood_of_finds_leaves_the_genuine_ones_in_sight_and_other_tickets_at_work: V3,
}

const MB: usize = 1024 * 1024;

/// A successful answer of this type.
pub fn answer(content_type: &str, body: Vec<u8>) -> Result<Answer, Failure> {
    let mut response = Response::new(body.into());
    response.headers_mut().insert("content-type", content_type.parse()?);
    Ok(Answer::Respond(response))
}

/// A region of the panel, once it says this.
fn says(panel: &Panel, region: &str, text: &str) -> Done {
    panel.frame().wait_until(text, || Ok(panel.region(region)?.contains(text).then_some(())))?;
    Ok(())
}

fn answer_beyond_its_bounds_is_refused_and_says_why(agent: &Agent) -> Done {
    const FOUND: &str = "Found in the ticket";
    let page = "<html><body>Maintenance</body></html>".repeat(10).into_bytes();
    let endless = || [b"{\"comments\":[],\"padding\":\"".as_slice(), &vec![b'a'; 64 * MB]].concat();
    let cases = [
        ("application/json; charset=utf-8", endless(), "Zendesk answered with more than 8 MB"),
        ("text/html; charset=utf-8", page.clone(), "Zendesk answered with text/html instead of JSON."),
        ("application/json; charset=utf-16", b"{}".to_vec(), "Zendesk answered with text in utf-16 instead of JSON."),
        ("application/json", b"\xff\xfe{}".to_vec(), "Zendesk answered with text that is not UTF-8 instead of JSON."),
    ];
    agent.sandbox.forget_traffic();
    let script = agent.sandbox.answer(zendesk::HOST, conversation::PATH, answer("text/html", page)?);
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    says(&panel, FOUND, "Zendesk answered with text/html instead of JSON.")?;
    drop(script);
    for (content_type, body, said) in cases {
        let _script = agent.sandbox.answer(zendesk::HOST, conversation::PATH, answer(content_type, body)?);
        panel.button("Search again")?.click()?;
        says(&panel, FOUND, said)?;
    }
    panel.button("Search again")?.click()?;
    says(&panel, FOUND, "License 700001")?;
    assert_eq!(portal_requests(agent), []);

    // The same of the portal, where it stops a walk: there is no verdict.
    let license = "/admin/license/700001";
    for (content_type, body, said, trail) in [
        ("text/html", vec![b'a'; 5 * MB], "", "The portal answered with more than 4 MB"),
        (
            "application/json",
            b"{\"id\":700001,\"trial\":false}".to_vec(),
            "Stopped at License. The portal answered with application/json instead of a web page.",
            "instead of a web page",
        ),
    ] {
        let script = agent.sandbox.answer(portal::HOST, license, answer(content_type, body)?);
        panel.enter("700001", "alice@acme.example")?;
        let verdict = panel.collect()?;
        assert!(!verdict.contains("Entitled"), "{verdict}");
        assert!(said.is_empty() || verdict == said, "{verdict}");
        says(&panel, "Trail", trail)?;
        drop(script);
    }
    assert_eq!(panel.collect()?, "Entitled");
    Ok(())
}

fn flood_of_finds_leaves_the_genuine_ones_in_sight_and_other_tickets_at_work(agent: &Agent) -> Done {
    agent.sandbox.forget_traffic();
    let comment = |id: usize, author: u64, text: &str| comment(id, author, text, &format!("<p>{text}</p>"));
    // 24 comments of 64 kB, each with some 2,700 keys that no other one has.
    let keys = |id: usize| (0..2700).map(|at| format!("eyJkYXRhIjoi{id:03}{at:05}, \n")).collect::<String>();
    let mut comments = vec![comment(1, REQUESTER, "License ID: 700001\nSold to: alice@acme.example")];
    comments.extend((2..=25).map(|id| comment(id, OTHER, &keys(id))));
    let _script = agent.sandbox.answer(zendesk::HOST, conversation::PATH, answer_with(&comments, "Mallory")?);
    let (_tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    let found = panel.found()?;
    assert_eq!(found.iter().filter(|one| !one.contains("ticket field")).count(), 100);
    for title in ["License 700001 Charlie Castro", "Sold-to alice@acme.example Charlie Castro"] {
        assert!(found.iter().any(|one| one.starts_with(title)), "{title}: {found:#?}");
    }
    says(&panel, "Found in the ticket", " more: narrow it down by typing the one you look for.")?;

    // Another ticket is read meanwhile and afterwards, and this one goes on.
    let (_other_tab, other) = on_ticket(agent, 4103, "Tina Tran")?;
    assert!(!other.found()?.is_empty());
    assert_eq!(portal_requests(agent), []);
    Ok(())
}
