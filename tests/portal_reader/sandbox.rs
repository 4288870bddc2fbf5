//! Whole pages of the sandbox's portal, in both markups and every customisation it knows. What the reader gets from a
//! page is compared with the JSON that the portal itself gives for the same record.

use bytes::Bytes;
use serde_json::{Value, json};
use vouch::ids::{RecordId, SubscriptionName};
use vouch::portal::{Content, Model, Page, PortalUrl, read};
use vouch::salesforce::SalesforceId;
use vouch_sandbox::portal::{Blanks, Booleans, Dates, Groups, Markup, Portal, SalesforceAccount, SoldTo, Variant};
use vouch_sandbox::site::Site;

use crate::fixture::PORTAL;
use crate::json;

struct Visitor {
    portal: Portal,
    cookie: String,
}

impl Visitor {
    fn new(markup: Markup) -> Self {
        let portal = Portal::new(markup);
        let cookie = portal.sign_in();
        Self { portal, cookie }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let request = http::Request::get(path)
            .header("host", "customers.gitlab.com")
            .header("cookie", &self.cookie)
            .header("accept", if path.contains(".json") { "application/json" } else { "text/html" });
        let answer = self.portal.respond(&request.body(Bytes::new()).unwrap());
        (answer.status().as_u16(), String::from_utf8(answer.body().to_vec()).unwrap())
    }

    fn page(&self, url: &PortalUrl) -> Page {
        let (status, html) = self.get(url.as_str().strip_prefix(PORTAL).unwrap());
        read(url, status, &html)
    }

    /// The record in the portal's own words.
    fn columns(&self, model: Model, id: &RecordId) -> Value {
        serde_json::from_str(&self.get(&format!("/admin/{model}/{id}.json")).1).unwrap()
    }

    /// What a page of this record must give, from the portal's own words.
    fn expected(&self, model: Model, id: &RecordId, variant: &Variant) -> Value {
        let row = self.columns(model, id);
        let text = |column: &str| match row[column].as_str().map(str::trim) {
            None | Some("") => Value::Null,
            Some(text) => json!(text),
        };
        let link = |column: &str| row[column].as_u64().map(|id| id.to_string());
        // What is no ID is given as the page shows it.
        let account = |id: Value| match (id.as_str(), variant.salesforce_account) {
            (Some(text), SalesforceAccount::Beside) if SalesforceId::parse(text).is_err() => {
                json!(format!("The account ({text})"))
            }
            (Some(text), SalesforceAccount::NamedLink) if SalesforceId::parse(text).is_err() => json!("The account"),
            _ => id,
        };
        let trial = if variant.booleans == Booleans::UnknownIcon { &Value::Null } else { &row["trial"] };
        match model {
            Model::License => json!({
                "subscription_name": text("zuora_subscription_name"), "trial": trial, "starts_at": text("starts_at"),
                "expires_at": text("expires_at"), "company": text("company"), "email": text("email"), "plan": text("plan_name"),
                "name": text("name"), "license_type": text("license_type"), "users_count": row["users_count"],
            }),
            Model::CloudActivation => json!({
                "activation_code": text("activation_code"), "subscription_name": text("subscription_name"), "trial": trial,
                "billing_account_id": link("billing_account_id"),
            }),
            Model::Order => json!({
                "subscription_name": text("subscription_name"), "trial": trial, "start_date": text("start_date"),
                "end_date": text("end_date"), "billing_account_id": link("billing_account_id"),
            }),
            Model::BillingAccount => json!({
                "salesforce_account": account(text("salesforce_account_id")), "name": text("zuora_account_name"),
                "sold_to": self.sold_to(link("sold_to_id"), variant),
            }),
            Model::BillingAccountContact => {
                let names = [text("first_name"), text("last_name")];
                let name = names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ");
                json!({ "email": text("work_email"), "name": (!name.is_empty()).then_some(name) })
            }
        }
    }

    fn sold_to(&self, id: Option<String>, variant: &Variant) -> Value {
        let nobody = json!({ "email": null, "name": null, "contact_id": null });
        let Some(id) = id.filter(|_| variant.sold_to != SoldTo::Absent) else { return nobody };
        let contact = self.expected(Model::BillingAccountContact, &RecordId::parse(&id).unwrap(), variant);
        let (email, name) = (&contact["email"], &contact["name"]);
        match variant.sold_to {
            SoldTo::Link => json!({ "email": email, "name": null, "contact_id": id }),
            SoldTo::Email => json!({ "email": email, "name": null, "contact_id": null }),
            SoldTo::NameAndEmail => json!({ "email": email, "name": name, "contact_id": id }),
            SoldTo::Name => json!({ "email": null, "name": name, "contact_id": id }),
            SoldTo::Parentheses | SoldTo::Dash | SoldTo::MailLink => {
                json!({ "email": email, "name": name, "contact_id": null })
            }
            SoldTo::TwoLinks => json!({ "email": email, "name": name, "contact_id": id }),
            SoldTo::OtherAddress => json!({ "email": "accounts@company.example", "name": name, "contact_id": id }),
            SoldTo::TwoAddresses => nobody,
            SoldTo::Absent => nobody,
        }
    }
}

fn variants() -> Vec<Variant> {
    let stock = Variant::default;
    vec![
        stock(),
        Variant { booleans: Booleans::Icon, ..stock() },
        Variant { booleans: Booleans::Glyph, ..stock() },
        Variant { booleans: Booleans::YesNo, ..stock() },
        Variant { booleans: Booleans::TrueFalse, ..stock() },
        Variant { booleans: Booleans::UnknownIcon, ..stock() },
        Variant { subscription_label: Some("Contract".to_owned()), ..stock() },
        Variant { booleans: Booleans::Labelled, ..stock() },
        Variant { dates: Dates::Iso, ..stock() },
        Variant { dates: Dates::DayFirst, ..stock() },
        Variant { dates: Dates::Short, ..stock() },
        Variant { dates: Dates::Time, ..stock() },
        Variant { blanks: Blanks::Dash, ..stock() },
        Variant { groups: Groups::Two, ..stock() },
        Variant { salesforce_account: SalesforceAccount::Link, ..stock() },
        Variant { salesforce_account: SalesforceAccount::NamedLink, ..stock() },
        Variant { salesforce_account: SalesforceAccount::Beside, ..stock() },
        Variant { sold_to: SoldTo::Email, ..stock() },
        Variant { sold_to: SoldTo::Parentheses, ..stock() },
        Variant { sold_to: SoldTo::Dash, ..stock() },
        Variant { sold_to: SoldTo::MailLink, ..stock() },
        Variant { sold_to: SoldTo::TwoLinks, ..stock() },
        Variant { sold_to: SoldTo::OtherAddress, ..stock() },
        Variant { sold_to: SoldTo::NameAndEmail, ..stock() },
        Variant { sold_to: SoldTo::Name, ..stock() },
        Variant { sold_to: SoldTo::Absent, ..stock() },
    ]
}

/// One record of each kind and case; the rest of the seed is filler.
fn records() -> impl Iterator<Item = (Model, RecordId)> {
    let ids = |model, ids: std::ops::RangeInclusive<u32>| {
        ids.map(move |id| (model, RecordId::parse(&id.to_string()).unwrap()))
    };
    ids(Model::License, 700_001..=700_036)
        .chain(ids(Model::CloudActivation, 9001..=9012))
        .chain(ids(Model::Order, 5001..=5033))
        .chain(ids(Model::BillingAccount, 1001..=1013))
        .chain(ids(Model::BillingAccount, 1015..=1017))
        .chain(ids(Model::BillingAccountContact, 11..=23))
}

#[test]
fn every_record_is_read_as_the_portal_knows_it() {
    for markup in [Markup::V2, Markup::V3] {
        let visitor = Visitor::new(markup);
        for variant in variants() {
            visitor.portal.set_variant(variant.clone());
            let stock = variant == Variant::default();
            for (model, id) in records().filter(|(_, id)| stock || id.as_str().ends_with('1')) {
                let page = json(&visitor.page(&PortalUrl::show(model, &id)));
                let mut expected = json!({ "page": model, "id": id, "fields": visitor.expected(model, &id, &variant) });
                let trial = visitor.columns(model, &id)["trial"].take();
                if variant.booleans == Booleans::UnknownIcon && !trial.is_null() {
                    expected["unreadable"] = json!({ "trial": "[flag ico ico-7]" });
                }
                assert_eq!(page, expected, "{markup:?} {variant:?}");
            }
        }
    }
}

#[test]
fn every_list_is_read_as_the_portal_knows_it() {
    for markup in [Markup::V2, Markup::V3] {
        let visitor = Visitor::new(markup);
        for model in Model::ALL {
            for query in ["", "&page=2", "&set=1"] {
                let url = PortalUrl::parse(&format!("{PORTAL}/admin/{model}?per=100{query}")).unwrap();
                let page = json(&visitor.page(&url));
                assert_eq!(page["page"], format!("{model}_list"));
                for row in page["rows"].as_array().unwrap() {
                    let id = RecordId::parse(row["id"].as_str().unwrap()).unwrap();
                    let mut expected = visitor.expected(model, &id, &Variant::default());
                    if model == Model::License {
                        expected["plan"] = visitor.columns(model, &id)["plan_code"].take();
                    }
                    for (key, value) in row.as_object().unwrap().iter().filter(|(key, _)| *key != "id") {
                        assert_eq!(value, &expected[key], "{markup:?} {url} {id} {key}");
                    }
                }
            }
        }
    }
}

/// The orders a subscription has, page by page, as the handbook's filter finds them.
#[test]
fn the_filter_for_a_subscription_is_in_force_and_finds_it() {
    for markup in [Markup::V2, Markup::V3] {
        let visitor = Visitor::new(markup);
        for (name, hits, equal) in [
            ("A-S00012345", 2, 1),
            ("A-S00700", 45, 0),
            ("A-S00030003", 2, 2),
            ("A-S00_0001", 13, 1),
            ("100%-Sub", 2, 1),
            ("a-s00012345", 2, 0),
            ("A-S00099999", 1, 1),
            ("A-S<b>1</b>&amp;", 1, 1),
            ("zzz", 0, 0),
        ] {
            let name = SubscriptionName::parse(name).unwrap();
            let page = visitor.page(&PortalUrl::orders_by_subscription(&name, 1));
            let Content::OrderList(list) = page.content else { panic!("{markup:?} {name}") };
            assert!(list.is_filtered_by("subscription_name", "like", name.as_str()), "{markup:?} {name}");
            assert!(list.is_complete() && list.has_column("subscription_name"), "{markup:?} {name}");
            let found = list.rows.iter().filter(|row| row.subscription_name.read() == Some(&name));
            assert_eq!((list.rows.len(), found.count()), (hits, equal), "{markup:?} {name}");
        }
    }
}

#[test]
fn what_is_no_record_is_told_apart() {
    for markup in [Markup::V2, Markup::V3] {
        let visitor = Visitor::new(markup);
        for (path, kind) in [
            ("/admin/order/999", "not_found"),
            ("/admin/license/99999999999999999999", "not_found"),
            ("/admin/order/abc", "not_found"),
            ("/admin/order/5001abc", "other"),
            ("/admin/order/5001%20", "other"),
            ("/admin/Order/5001", "other"),
            ("/admin/order/5001/", "order"),
            ("/admin/nope/1", "other"),
            ("/admin/customer/301", "other"),
            ("/admin/admin_note/1", "other"),
            ("/admin", "other"),
            ("/admin/", "other"),
            ("/nope", "other"),
            ("/admin/order?f%5Bnope%5D%5B1%5D%5Bv%5D=x", "other"),
            ("/admin/license/validate_license", "validate_license"),
        ] {
            let url = PortalUrl::parse(&format!("{PORTAL}{path}")).unwrap();
            assert_eq!(visitor.page(&url).kind(), kind, "{markup:?} {path}");
        }
        let url = PortalUrl::parse(&format!("{PORTAL}/admin/order/5001")).unwrap();
        visitor.portal.sign_everyone_out();
        assert_eq!(visitor.page(&url).kind(), "sign_in", "{markup:?}: the redirect");
        let (_, form) = visitor.get("/admins/sign_in");
        assert_eq!(read(&url, 200, &form).kind(), "sign_in", "{markup:?}: where it leads");
    }
}
