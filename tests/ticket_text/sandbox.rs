//! The sandbox's tickets, read as the worker reads them: page by page over the API.

use bytes::Bytes;
use http::{Method, header};
use vouch::zendesk::{ApiUrl, Comment, CommentPage, MAX_PAGES, TicketId};
use vouch_sandbox::site::{Response, Site};
use vouch_sandbox::zendesk::{Files, HOST, Zendesk};

use crate::{files, hits, said};

fn ask(zendesk: &Zendesk, url: &ApiUrl) -> Response {
    let path = url.as_str().strip_prefix("https://gitlab.zendesk.com").unwrap();
    let request = http::Request::builder()
        .method(Method::GET)
        .uri(path)
        .header(header::HOST, HOST)
        .header(header::COOKIE, zendesk.sign_in())
        .body(Bytes::new());
    zendesk.respond(&request.unwrap())
}

fn text(response: &Response) -> String {
    String::from_utf8(response.body().to_vec()).unwrap()
}

/// The whole conversation of a ticket, and in how many pages it came.
fn conversation(zendesk: &Zendesk, ticket: u64) -> (Vec<Comment>, u32) {
    let ticket = TicketId::parse(&ticket.to_string()).unwrap();
    let (mut comments, mut next) = (Vec::new(), None);
    for pages in 1..=MAX_PAGES {
        let page = CommentPage::read(&text(&ask(zendesk, &ApiUrl::comments(ticket, next.as_ref())))).unwrap();
        comments.extend(page.comments);
        next = page.next;
        if next.is_none() {
            return (comments, pages);
        }
    }
    panic!("a conversation without end");
}

#[test]
fn each_conversation_gives_what_it_has() {
    let zendesk = Zendesk::new("no such editor");
    for (ticket, pages, things) in [
        (4101, 1, &["license 700001: Charlie Castro", "sold to alice@acme.example: Charlie Castro"] as &[_]),
        (4109, 1, &[]),
        (4112, 1, &["code Gv3JSmg8YQyvm4tSGXbhDYfZ: Clara Cloud", "sold to alice@acme.example: Clara Cloud"]),
        (4118, 1, &[]),
        (4120, 1, &["file 700001: Key Kessler", "sold to alice@acme.example: Key Kessler"]),
        (4121, 1, &["sold to alice@acme.example: Uma Usher"]),
        (4122, 1, &["sold to alice@acme.example: Finn Falk"]),
        (4123, 6, &["license 700001: Lena Long", "sold to alice@acme.example: Lena Long", "license 700003: Lena Long"]),
        (
            4124,
            1,
            &[
                "license 700001: Tomás Treviño",
                "order 5001: Tomás Treviño",
                "billing_account 1001: Tomás Treviño",
                "name A-S00012345: Sue Short",
            ],
        ),
        (4125, 1, &[]),
    ] {
        let (comments, asked) = conversation(&zendesk, ticket);
        let found: Vec<_> = hits(&comments)
            .iter()
            .map(|hit| format!("{}: {}", said(hit), hit.stands[0].place.author.name.as_deref().unwrap_or("?")))
            .collect();
        assert_eq!(
            (found.as_slice(), asked),
            (&things.iter().map(ToString::to_string).collect::<Vec<_>>()[..], pages),
            "{ticket}"
        );
    }
}

#[test]
fn a_file_is_offered_and_the_browser_may_not_read_it() {
    let zendesk = Zendesk::new("no such editor");
    for (ticket, name) in [(4121, "license_usage.csv"), (4122, "AcmeCorp.gitlab-license")] {
        let offered = files(&conversation(&zendesk, ticket).0);
        let names: Vec<_> = offered.iter().map(|file| file.attachment.file_name.as_str()).collect();
        assert_eq!(names, [name]);
        let url = offered[0].attachment.address().unwrap();
        zendesk.switch(|switches| switches.files = Files::Elsewhere);
        assert_eq!(ask(&zendesk, &url).status(), http::StatusCode::FOUND);
        zendesk.switch(|switches| switches.files = Files::Here);
        assert!(text(&ask(&zendesk, &url)).contains("eyJkYXRhIjoi"));
    }
    assert_eq!(files(&conversation(&zendesk, 4125).0), []);
}
