//! A billing account: its Salesforce account, and its sold-to in every form the cell may take.

use serde_json::{Value, json};
use vouch::portal::{Content, PortalUrl};

use crate::fixture::{BOTH, Markup, Show};
use crate::{at, json};

fn read(show: &Show) -> Value {
    json(&at("/admin/billing_account/1001", &show.html()))["fields"].take()
}

fn account(markup: Markup) -> Show {
    Show::new(markup, "billing_account", "1001")
}

#[test]
fn a_sold_to_is_taken_apart_as_far_as_it_can_be() {
    let linked = |text: &str| format!(r#"<a href="/admin/billing_account_contact/11">{text}</a>"#);
    let sold_to = |email: Value, name: Value, id: Value| json!({ "email": email, "name": name, "contact_id": id });
    let mail = || json!("ada@example.com");
    let ada = || json!("Ada Example");
    let none = || Value::Null;
    let cases = [
        (linked("ada@example.com"), sold_to(mail(), none(), json!("11"))),
        (linked(" ada@example.com "), sold_to(mail(), none(), json!("11"))),
        (linked("Ada Example"), sold_to(none(), ada(), json!("11"))),
        (linked("Ada Example &lt;ada@example.com&gt;"), sold_to(mail(), ada(), json!("11"))),
        (linked("BillingAccountContact #11"), sold_to(none(), none(), json!("11"))),
        // A contact without an e-mail: its link has no text but its own address (facts/portal.md c, account 1014).
        (linked("/admin/billing_account_contact/11"), sold_to(none(), none(), json!("11"))),
        ("ada@example.com".to_owned(), sold_to(mail(), none(), none())),
        ("ADA.Example+gitlab@Example.COM".to_owned(), sold_to(json!("ADA.Example+gitlab@Example.COM"), none(), none())),
        ("ada.o&#39;neil@example.com".to_owned(), sold_to(json!("ada.o'neil@example.com"), none(), none())),
        ("Ada Example".to_owned(), sold_to(none(), ada(), none())),
        ("Ada Example &lt;ada@example.com&gt;".to_owned(), sold_to(mail(), ada(), none())),
        ("&lt;ada@example.com&gt;".to_owned(), sold_to(mail(), none(), none())),
        ("Ada &lt;3".to_owned(), sold_to(none(), json!("Ada <3"), none())),
        // The address set apart from the name in another way.
        ("Ada Example (ada@example.com)".to_owned(), sold_to(mail(), ada(), none())),
        (linked("Ada Example (ada@example.com)"), sold_to(mail(), ada(), json!("11"))),
        ("Ada Example [ada@example.com]".to_owned(), sold_to(mail(), ada(), none())),
        ("Ada Example - ada@example.com".to_owned(), sold_to(mail(), ada(), none())),
        ("Ada Example – ada@example.com".to_owned(), sold_to(mail(), ada(), none())),
        ("Ada Example, ada@example.com".to_owned(), sold_to(mail(), ada(), none())),
        ("Ada Example ada@example.com".to_owned(), sold_to(mail(), ada(), none())),
        ("Ada Example<br>ada@example.com".to_owned(), sold_to(mail(), ada(), none())),
        ("<p>Ada Example</p><p>E-mail: ada@example.com</p>".to_owned(), sold_to(mail(), ada(), none())),
        ("ada@example.com (Ada Example)".to_owned(), sold_to(mail(), ada(), none())),
        ("Email: ada@example.com".to_owned(), sold_to(mail(), none(), none())),
        ("ada example &lt;ada@example.com&gt;".to_owned(), sold_to(mail(), json!("ada example"), none())),
        // Links to the address, and to the contact.
        (r#"<a href="mailto:ada@example.com">ada@example.com</a>"#.to_owned(), sold_to(mail(), none(), none())),
        (r#"<a href="mailto:ada@example.com">Ada Example</a>"#.to_owned(), sold_to(mail(), ada(), none())),
        (r#"<a href="MAILTO:ada%40example.com?subject=x">Ada Example</a>"#.to_owned(), sold_to(mail(), ada(), none())),
        (r#"<a href="mailto:ada@example.com">E-mail</a>"#.to_owned(), sold_to(mail(), none(), none())),
        (
            r#"Ada Example (<a href="mailto:ada@example.com">ada@example.com</a>)"#.to_owned(),
            sold_to(mail(), ada(), none()),
        ),
        (
            format!(r#"{} <a href="mailto:ada@example.com">e-mail</a>"#, linked("Ada Example")),
            sold_to(mail(), ada(), json!("11")),
        ),
        (
            format!(r#"{}<a href="mailto:ada@example.com"><i class="fas fa-envelope"></i></a>"#, linked("Ada Example")),
            sold_to(mail(), ada(), json!("11")),
        ),
        (
            format!(r#"{} &lt;<a href="mailto:ada@example.com">ada@example.com</a>&gt;"#, linked("Ada Example")),
            sold_to(mail(), ada(), json!("11")),
        ),
        (
            format!(r#"{} <a href="mailto:ADA@example.com">Mail</a>"#, linked("ada@example.com")),
            sold_to(mail(), none(), json!("11")),
        ),
        (
            format!(r#"<a href="mailto:ada@example.com">ada@example.com</a> {}"#, linked("BillingAccountContact #11")),
            sold_to(mail(), none(), json!("11")),
        ),
        // The contact's own page has the rest, whatever stands in the cell.
        (linked("ada@example.com, bob@example.com"), sold_to(none(), none(), json!("11"))),
        // Something with an @ that is no address by itself: not for us to pick one out of it.
        ("ada@example.com, bob@example.com".to_owned(), sold_to(none(), none(), none())),
        (r#"<a href="mailto:bob@example.com">ada@example.com</a>"#.to_owned(), sold_to(none(), none(), none())),
        (r#"<a href="mailto:ada@example.com,bob@example.com">Ada</a>"#.to_owned(), sold_to(none(), none(), none())),
        (r#"<a href="mailto:ada@example.com?cc=bob@example.com">Ada</a>"#.to_owned(), sold_to(none(), none(), none())),
        ("formerly ada@example.com".to_owned(), sold_to(none(), none(), none())),
        ("ada@example.com (inactive)".to_owned(), sold_to(none(), none(), none())),
        ("Former contact: ada@example.com".to_owned(), sold_to(none(), none(), none())),
        ("Ada Example &lt;ada@example.com".to_owned(), sold_to(none(), none(), none())),
        ("Ada Example &lt;ada@example.co...".to_owned(), sold_to(none(), none(), none())),
        ("ada@example.co…".to_owned(), sold_to(none(), none(), none())),
        ("ada@exam\u{200b}ple.com".to_owned(), sold_to(none(), none(), none())),
        ("<span>x.</span><span>ada@example.com</span>".to_owned(), sold_to(none(), none(), none())),
        ("Ada＠example.com".to_owned(), sold_to(none(), none(), none())),
        ("ada at example@home".to_owned(), sold_to(none(), none(), none())),
        ("bob@example.com &lt;ada@example.com&gt;".to_owned(), sold_to(none(), none(), none())),
        ("Ada &lt;ada@&gt;".to_owned(), sold_to(none(), none(), none())),
        // Two contacts.
        (
            format!("{} <a href=\"/admin/billing_account_contact/12\">bob@example.com</a>", linked("ada@example.com")),
            sold_to(none(), none(), none()),
        ),
        // A link that leads elsewhere is not the contact's.
        (
            r#"<a href="https://evil.example/admin/billing_account_contact/11">ada@example.com</a>"#.to_owned(),
            sold_to(mail(), none(), none()),
        ),
        (r#"<a href="/admin/customer/11">Ada Example</a>"#.to_owned(), sold_to(none(), ada(), none())),
        ("-".to_owned(), sold_to(none(), none(), none())),
        (String::new(), sold_to(none(), none(), none())),
    ];
    for markup in BOTH {
        for (html, expected) in &cases {
            let fields = read(&account(markup).raw("sold_to", "Sold to", html));
            assert_eq!(&fields["sold_to"], expected, "{markup:?} {html}");
        }
        let bill_to = read(&account(markup).raw("bill_to", "Bill to", &linked("ada@example.com")));
        assert_eq!(bill_to["sold_to"], sold_to(none(), none(), none()), "bill-to is not sold-to");
    }
}

#[test]
fn absent_and_unreadable_sold_to_are_told_apart() {
    for markup in BOTH {
        for (html, unreadable) in [
            ("-", Value::Null),
            ("", Value::Null),
            ("Ada Example", Value::Null),
            ("ada@example.com", Value::Null),
            (
                "ada@example.com,\n bob@example.com",
                json!({
                    "sold_to.email": "ada@example.com, bob@example.com",
                }),
            ),
            (
                r#"<a href="/admin/billing_account_contact/11">Ada</a> <a href="/admin/billing_account_contact/12">Bob</a>"#,
                json!({ "sold_to.email": "Ada Bob", "sold_to.contact_id": "Ada Bob" }),
            ),
            (r#"<img src="x.png">"#, json!({ "sold_to.email": "" })),
        ] {
            let show = account(markup).raw("sold_to", "Sold to", html);
            let page = json(&at("/admin/billing_account/1001", &show.html()));
            assert_eq!(page["unreadable"], unreadable, "{markup:?} {html}");
        }
        let page = json(&at("/admin/billing_account/1001", &account(markup).field("name", "Name", "x").html()));
        assert_eq!(page["fields"]["sold_to"], json!({ "email": null, "name": null, "contact_id": null }));
        assert_eq!(page["unreadable"], Value::Null, "no sold-to is an object of nulls, and nothing is unreadable");
    }
}

#[test]
fn salesforce_account_is_read_in_every_arrangement() {
    const SHORT: &str = "0016100000aBcDe";
    const LONG: &str = "0016100000aBcDeAAK";
    let link = |href: &str, text: &str| format!(r#"<a href="{href}">{text}</a>"#);
    let lightning = |id: &str| format!("https://gitlab.lightning.force.com/lightning/r/Account/{id}/view");
    let classic = |id: &str| format!("https://gitlab.my.salesforce.com/{id}");
    let read_as = |id: &str| Some(id.to_owned());
    let cases = [
        (SHORT.to_owned(), read_as(SHORT)),
        (format!(" {LONG} "), read_as(LONG)),
        (format!("<code>{LONG}</code>"), read_as(LONG)),
        (link(&classic(LONG), LONG), read_as(LONG)),
        (link(&lightning(LONG), LONG), read_as(LONG)),
        (link(&lightning(LONG), "Example &amp; Sons"), read_as(LONG)),
        (link(&classic(SHORT), "Example &amp; Sons"), read_as(SHORT)),
        (link(&classic(LONG), SHORT), read_as(SHORT)),
        (format!("Example &amp; Sons ({SHORT})"), read_as(SHORT)),
        (format!("{LONG} {}", link(&classic(SHORT), "Open in Salesforce")), read_as(LONG)),
        (format!("{LONG} / {SHORT}"), read_as(LONG)),
        (link("https://gitlab.my.salesforce.com/one/one.app#/sObject/0016100000aBcDeAAK/view", "Open"), read_as(LONG)),
        // Two accounts.
        (link(&classic("0013X00002fGhIj"), LONG), None),
        (format!("{LONG} 0013X00002fGhIj"), None),
        (link(&classic(LONG), "0013X00002fGhIj"), None),
        // An ID of 15 characters in other letter case is another account's.
        (link(&classic(LONG), "0016100000abcde"), None),
        // A damaged ID is not repaired by its link.
        (link(&classic(LONG), "0016100000aBcDeAAX"), None),
        // Not an account, and not Salesforce.
        (link(&classic("0036100000aBcDe"), "Example"), None),
        (link("https://evil.example/0016100000aBcDeAAK", "Example"), None),
        (link("https://gitlab.my.salesforce.com.evil.example/0016100000aBcDeAAK", "Example"), None),
        (link("https://gitlab.my.salesforce.com@evil.example/0016100000aBcDeAAK", "Example"), None),
        ("Internationally Ltd".to_owned(), None),
    ];
    for markup in BOTH {
        for (html, expected) in &cases {
            let url = PortalUrl::parse("https://customers.gitlab.com/admin/billing_account/1001").unwrap();
            let show = account(markup).raw("salesforce_account_id", "Salesforce account", html);
            let Content::BillingAccount(account) = vouch::portal::read(&url, 200, &show.html()).content else {
                panic!()
            };
            let id = account.salesforce_account.read().map(ToString::to_string);
            assert_eq!(&id, expected, "{markup:?} {html}");
            assert!(!account.salesforce_account.is_absent(), "{markup:?} {html}");
        }
    }
}

#[test]
fn salesforce_account_that_is_no_id_is_given_as_shown() {
    for markup in BOTH {
        for (shown, expected) in [
            ("0016100000aBcDeAAK", json!("0016100000aBcDeAAK")),
            ("  0015Y00006eFgHiQAK ", json!("0015Y00006eFgHiQAK")),
            ("not an ID", json!("not an ID")),
            (" - ", Value::Null),
            ("", Value::Null),
        ] {
            let fields = read(&account(markup).field("salesforce_account_id", "Salesforce account", shown));
            assert_eq!(fields["salesforce_account"], expected, "{markup:?} {shown}");
        }
        for (class, label) in
            [("sf", "Salesforce account ID"), ("salesforce_account_id", "SFDC"), ("x", "Salesforce Account")]
        {
            assert_eq!(read(&account(markup).field(class, label, "x"))["salesforce_account"], "x", "{class} {label}");
        }
        let both = account(markup).field("salesforce_account_id", "Salesforce account ID", "0016100000aBcDeAAK").field(
            "salesforce_account",
            "Salesforce account",
            "Example & Sons",
        );
        assert_eq!(read(&both)["salesforce_account"], "Example & Sons", "the handbook's own label comes first");
    }
}

#[test]
fn the_name_is_zuoras_or_else_the_companys() {
    for markup in BOTH {
        let company = account(markup).field("company_name", "Company name", "Example & Sons");
        assert_eq!(read(&company)["name"], "Example & Sons");
        assert_eq!(read(&company.field("zuora_account_name", "Zuora account name", "Zuora's"))["name"], "Zuora's");
        assert_eq!(read(&account(markup))["name"], Value::Null);
    }
}
