//! Comments: where each thing was found, and which files are offered.

use serde_json::{Value, json};
use vouch::proof::conversation::files;
use vouch::zendesk::{Comment, CommentPage};

use crate::{hits, said};

/// The comments of an answer with these; the author of each is its `author_id`'s name.
fn comments(list: &Value) -> Vec<Comment> {
    let users = json!([{ "id": 1, "name": "Alice" }, { "id": 2, "name": "Tomás" }]);
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
    let place = |hit: &vouch::proof::conversation::Hit| {
        let place = &hit.place;
        let author = place.author.as_deref().unwrap_or("?");
        let date = place.date.map(|date| date.to_string()).unwrap_or_default();
        format!("{}: {author}, {date}, {}", said(hit), if place.public { "public" } else { "internal" })
    };
    hits(&comments(list)).iter().map(place).collect()
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
        .map(|file| format!("{:?} {} {}", file.kind, file.attachment.id, file.place.author.as_deref().unwrap_or("?")))
        .collect();
    assert_eq!(offered, ["UsageExport 3 Tomás", "License 1 Alice"]);
}
