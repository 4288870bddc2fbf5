//! Comments: where each thing was found, and which files are offered.

use serde_json::{Value, json};
use vouch::proof::conversation::{AddressStands, Hit, Stand, named};
use vouch::proof::source::Source;
use vouch::zendesk::{Comment, CommentPage, UserId};

use crate::{files, hits, said};

/// The comments of an answer with these; the author of each is its `author_id`'s name.
fn comments(list: &Value) -> Vec<Comment> {
    let users = json!([
        { "id": 1, "name": "Alice", "role": "end-user" },
        { "id": 2, "name": "Tomás", "role": "agent" },
        { "id": 3, "name": "Dana", "role": "end-user" },
    ]);
    let body = json!({ "comments": list, "users": users, "meta": { "has_more": false } });
    CommentPage::read(&body.to_string()).unwrap().comments
}

fn comment(id: u64, author: u64, day: u64, plain: &str, html: &str) -> Value {
    json!({
        "id": id, "author_id": author, "created_at": format!("2026-10-{day:02}T08:12:41Z"), "public": author == 1,
        "plain_body": plain, "html_body": html, "body": plain, "attachments": [],
    })
}

/// A hit in a few characters, with its place.
fn found(list: &Value) -> Vec<String> {
    let place = |hit: &Hit| {
        let place = &best(hit).place;
        let author = place.author.name.as_deref().unwrap_or("?");
        let date = place.date.map(|date| date.to_string()).unwrap_or_default();
        format!("{}: {author}, {date}, {}", said(hit), if place.public { "public" } else { "internal" })
    };
    hits(&comments(list)).iter().map(place).collect()
}

/// The comment that stands for a hit, on the ticket of the first user.
fn best(hit: &Hit) -> &Stand {
    Stand::best(&hit.stands, UserId::parse("1")).unwrap()
}

#[test]
fn newest_first_each_once_and_not_where_it_is_only_quoted() {
    let list = json!([
        comment(1, 1, 1, "License ID: 700001\nSold-to: alice@acme.example", ""),
        comment(2, 2, 2, "On Monday Alice wrote:\n> License ID: 700001\nThank you.", ""),
        comment(3, 1, 3, "Sorry, License ID: 700002. Sold-to: ALICE@acme.example", ""),
        comment(4, 2, 4, "> License ID: 700003", ""),
    ]);
    assert_eq!(
        found(&list),
        [
            "license 700003: Tomás, 2026-10-04, internal",
            "license 700002: Alice, 2026-10-03, public",
            "sold to ALICE@acme.example: Alice, 2026-10-03, public",
            "license 700001: Alice, 2026-10-01, public",
        ]
    );
}

#[test]
fn html_is_read_where_there_is_no_plain_text_and_links_always() {
    let link = "<p>our <a href=\"https://customers.gitlab.com/admin/license/700001\">license</a></p>";
    for (plain, html, things) in [
        ("our license", link, vec!["license 700001"]),
        ("", link, vec!["license 700001"]),
        ("", "<p>License <b>ID</b>:<br>700001</p>", vec!["license 700001"]),
        ("", "<table><tr><th>License ID</th><td>700001</td></tr></table>", vec!["license 700001"]),
        (
            "",
            "<p>Sold-to: <a href=\"mailto:alice@acme.example\">alice@acme.example</a></p>",
            vec!["sold to alice@acme.example"],
        ),
        ("", "<p>License&nbsp;ID:&nbsp;700001</p>", vec!["license 700001"]),
        ("License&nbsp;ID: &nbsp;700001", "", vec!["license 700001"]),
        ("nothing", "<p>License ID: 700001</p>", vec![]),
        ("", "<script>License ID: 700001</script><style>License ID: 700002</style><p>Hi</p>", vec![]),
        ("", "<a href=\"javascript:'https://customers.gitlab.com/admin/license/700001'\">x</a>", vec![]),
        ("", "<a href=\"//customers.gitlab.com/admin/license/700001\">x</a>", vec![]),
        ("", "<img src=\"https://customers.gitlab.com/admin/license/700001\">", vec![]),
        ("", "", vec![]),
    ] {
        let list = comments(&json!([comment(1, 1, 1, plain, html)]));
        let things_found: Vec<_> = hits(&list).iter().map(said).collect();
        assert_eq!(things_found, things, "{plain:?} {html}");
    }
    let mut only_body = comments(&json!([comment(1, 1, 1, "", "")]));
    only_body[0].body = "License ID: 700001".to_owned();
    assert_eq!(hits(&only_body).len(), 1);
}

#[test]
fn hostile_html_is_harmless() {
    for html in [
        "<div>".repeat(100_000),
        "<b><p>".repeat(20_000),
        "<table>x".repeat(20_000),
        format!("<p {}>", "a=b ".repeat(50_000)),
        "<blockquote>".repeat(400) + "License ID: 700001",
        "&#0;&#x110000;&notanentity;".repeat(10_000),
        "\u{0}<\u{feff}p>".to_owned(),
    ] {
        let list = comments(&json!([comment(1, 1, 1, "", &html), comment(2, 1, 1, "License ID: 700001", &html)]));
        assert!(hits(&list).iter().any(|hit| said(hit) == "license 700001"), "{}", &html[..20]);
    }
}

#[test]
fn files_are_offered_newest_first() {
    let mut list = json!([comment(1, 1, 1, "first", ""), comment(2, 2, 2, "second", "")]);
    let file = |id: u64, name: &str| json!({ "id": id, "file_name": name, "size": 100, "content_url": "x" });
    list[0]["attachments"] = json!([file(1, "Acme.gitlab-license"), file(2, "screenshot.png")]);
    list[1]["attachments"] = json!([file(3, "license_usage.csv")]);
    let offered: Vec<_> = files(&comments(&list))
        .iter()
        .map(|file| {
            format!("{:?} {} {}", file.kind, file.attachment.id, file.place.author.name.as_deref().unwrap_or("?"))
        })
        .collect();
    assert_eq!(offered, ["UsageExport 3 Tomás", "License 1 Alice"]);
}

/// A public comment of a user.
fn public(id: u64, author: u64, plain: &str) -> Value {
    let mut comment = comment(id, author, id, plain, "");
    comment["public"] = json!(true);
    comment
}

/// Who stands for each thing, and whether it is only quoted.
fn sources(list: &Value) -> Vec<(String, Source, bool)> {
    let source = |hit: &Hit| {
        let given = best(hit).given(UserId::parse("1"));
        (said(hit), given.source, given.quoted)
    };
    hits(&comments(list)).iter().map(source).collect()
}

#[test]
fn each_find_has_its_source() {
    let [alice, tomas, dana] = ["Alice", "Tomás", "Dana"].map(str::to_owned);
    let text = "Sold-to: alice@acme.example";
    let note = "- License: x\n- Order: x\n- Billing account: x\n- Sold-to: alice@acme.example";
    for (list, source, quoted) in [
        (json!([public(1, 1, text)]), Source::Requester(alice.clone()), false),
        (json!([public(1, 3, text)]), Source::OtherCustomer(dana.clone()), false),
        (json!([public(1, 2, text)]), Source::Agent(tomas.clone()), false),
        (json!([comment(1, 2, 1, text, "")]), Source::InternalNote(tomas.clone()), false),
        (json!([public(1, 9, text)]), Source::Unknown, false),
        (json!([public(1, 1, note)]), Source::EvidenceNote(alice.clone()), false),
        (json!([public(1, 1, &format!("> {text}"))]), Source::Requester(alice.clone()), true),
        (json!([public(1, 1, &format!("On 2 May, Tomás wrote:\n\n{text}"))]), Source::Requester(alice.clone()), true),
        // The requester's own words win, whoever wrote last; then another customer's; then a quotation.
        (json!([public(1, 1, text), public(2, 2, text), public(3, 3, text)]), Source::Requester(alice.clone()), false),
        (json!([public(1, 3, text), public(2, 1, &format!("> {text}"))]), Source::OtherCustomer(dana), false),
        (json!([public(1, 2, text), public(2, 1, &format!("> {text}"))]), Source::Requester(alice), true),
    ] {
        assert_eq!(sources(&list), [("sold to alice@acme.example".to_owned(), source, quoted)], "{list}");
    }
}

#[test]
fn a_quotation_in_html_is_one_although_the_plain_text_does_not_say_so() {
    let text = "Yes.\nLicense ID: 700001";
    let html = "<p>Yes.</p><blockquote><p>License ID: 700001</p></blockquote>";
    let list = json!([comment(1, 1, 1, text, html)]);
    assert!(sources(&list)[0].2, "{:?}", sources(&list));
}

#[test]
fn addresses_say_where_they_stand() {
    use AddressStands::{OwnWords, Quotation, Signature, UnknownAuthor};
    let list = json!([
        public(
            1,
            1,
            "Add bob@acme.example.\n\nRegards,\nAlice alice@acme.example\n\n> carl@acme.example bob@acme.example"
        ),
        public(2, 9, "Add greg@acme.example"),
        public(3, 2, "Add tom@acme.example"),
        comment(4, 2, 4, "Add tim@acme.example", ""),
        public(5, 1, "- License: x\n- Order: x\n- Sold-to: sold@acme.example"),
    ]);
    let named = named(&comments(&list)).addresses;
    let named: Vec<_> = named.iter().map(|one| (one.address.as_str(), one.stands)).collect();
    assert_eq!(
        named,
        [
            ("bob@acme.example", OwnWords),
            ("alice@acme.example", Signature),
            ("carl@acme.example", Quotation),
            ("greg@acme.example", UnknownAuthor),
        ]
    );
}
