//! A billing account: its Salesforce account, and its sold-to in every form the cell may take.

use serde_json::{Value, json};

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
        // Something with an @ that is no address by itself: not for us to pick one out of it.
        ("ada@example.com, bob@example.com".to_owned(), sold_to(none(), none(), none())),
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
fn the_salesforce_account_is_given_as_shown() {
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
