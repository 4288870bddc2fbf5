//! Lists: their rows, their columns, and whether the filter that was asked for is really in force.

use serde_json::{Value, json};
use vouch::portal::Content;

use crate::fixture::{BOTH, Index, Markup, boolean};
use crate::{at, json};

const ORDERS: [(&str, &str); 4] = [
    ("id", "Id"),
    ("billing_account", "Billing account"),
    ("subscription_name", "Subscription name"),
    ("gl_namespace_name", "Gl namespace name"),
];

fn order_row(index: Index, id: &str, name: &str) -> Index {
    index.row(id, &[id, r#"<a href="/admin/billing_account/1001">BillingAccount #1001</a>"#, name, " - "])
}

/// Trap 4: *Contains* finds longer names. Each row says its own.
#[test]
fn every_row_says_its_own_id_and_values() {
    for markup in BOTH {
        let index = Index::new(markup, "order", &ORDERS).total("2 orders");
        let index = order_row(order_row(index, "5002", "A-S000111112"), "5001", "A-S00011111");
        let page = at("/admin/order?query=A-S00011111", &index.html());
        let row = |id: &str, name: &str| json!({ "id": id, "billing_account_id": "1001", "subscription_name": name });
        assert_eq!(
            json(&page),
            json!({
                "page": "order_list", "id": null, "total": 2, "filters": [],
                "rows": [row("5002", "A-S000111112"), row("5001", "A-S00011111")],
            })
        );
        let Content::OrderList(list) = page.content else { panic!("{markup:?}") };
        assert!(list.is_complete() && list.has_column("subscription_name") && !list.has_column("trial"));
        assert_eq!(list.rows[1].subscription_name.read().map(AsRef::as_ref), Some("A-S00011111"));
    }
}

/// Trap 5: a search hits every column. The code cell is what counts.
#[test]
fn a_search_for_a_code_may_hit_another_column() {
    for markup in BOTH {
        let columns =
            [("activation_code", "Activation code"), ("subscription_name", "Subscription name"), ("trial", "Trial")];
        let index = Index::new(markup, "cloud_activation", &columns)
            .row("9010", &["SubscriptionNamedLikeIt1", "Abcdefghijkl123456789012", boolean(markup, None)])
            .row("9001", &["Abcdefghijkl123456789012", " - ", boolean(markup, Some(true))]);
        let rows = &json(&at("/admin/cloud_activation?query=Abcdefghijkl123456789012", &index.html()))["rows"];
        assert_eq!(
            rows,
            &json!([
                { "id": "9010", "activation_code": "SubscriptionNamedLikeIt1", "subscription_name": "Abcdefghijkl123456789012", "trial": null },
                { "id": "9001", "activation_code": "Abcdefghijkl123456789012", "subscription_name": null, "trial": true },
            ])
        );
    }
}

/// Trap 9: a column may not be in the table at all. Absent is not blank.
#[test]
fn a_row_has_the_fields_of_its_columns_and_no_others() {
    for markup in BOTH {
        for (model, columns, values, expected) in [
            ("license", vec![("name", "Name")], vec!["-"], json!({ "id": "1", "name": null })),
            ("license", vec![("plan_code", "Plan code")], vec!["premium"], json!({ "id": "1", "plan": "premium" })),
            (
                "license",
                vec![("starts_at", "Starts at")],
                vec!["January 01, 2025"],
                json!({ "id": "1", "starts_at": "2025-01-01" }),
            ),
            (
                "billing_account",
                vec![("salesforce_account_id", "Salesforce account")],
                vec!["001"],
                json!({ "id": "1", "salesforce_account": "001" }),
            ),
            (
                "billing_account",
                vec![("sold_to", "Sold to")],
                vec!["-"],
                json!({ "id": "1", "sold_to": { "email": null, "name": null, "contact_id": null } }),
            ),
            (
                "billing_account_contact",
                vec![("last_name", "Last name")],
                vec!["Example"],
                json!({ "id": "1", "name": "Example" }),
            ),
            ("order", vec![], vec![], json!({ "id": "1" })),
            ("order", vec![("other", "...")], vec!["..."], json!({ "id": "1" })),
            (
                "order",
                vec![("renamed", "Subscription name")],
                vec!["A-S1"],
                json!({ "id": "1", "subscription_name": "A-S1" }),
            ),
            (
                "order",
                vec![("subscription_name", "Renamed")],
                vec!["A-S1"],
                json!({ "id": "1", "subscription_name": "A-S1" }),
            ),
        ] {
            let index = Index::new(markup, model, &columns).row("1", &values);
            assert_eq!(
                json(&at(&format!("/admin/{model}"), &index.html()))["rows"],
                json!([expected]),
                "{markup:?} {columns:?}"
            );
        }
    }
}

#[test]
fn the_total_is_what_the_list_says() {
    for markup in BOTH {
        for (shown, expected) in [
            ("2 orders", json!(2)),
            ("1 order", json!(1)),
            ("0 orders", json!(0)),
            ("1,228 orders", json!(1228)),
            ("\n        45 orders\n", json!(45)),
            ("12,34 orders", Value::Null),
            ("many orders", Value::Null),
            ("-1 orders", Value::Null),
            ("", Value::Null),
        ] {
            let page = at("/admin/order", &Index::new(markup, "order", &ORDERS).total(shown).html());
            assert_eq!(json(&page)["total"], expected, "{markup:?} {shown:?}");
        }
        let Content::OrderList(list) = at("/admin/order", &Index::new(markup, "order", &[]).html()).content else {
            panic!()
        };
        assert!(!list.is_complete(), "without a total nothing says that these are all");
    }
}

/// Trap 3: the page repeats a filter that the portal ignored, and lists everything.
#[test]
fn a_filter_counts_only_when_it_is_in_force() {
    let v3 = ["_discard", "like", "not_like", "is", "starts_with", "ends_with", "_separator", "_present", "_blank"];
    let filter = |markup: Markup, operator: &Value, value: &Value| {
        let mut filter = json!({
            "label": "Subscription name", "name": "subscription_name", "type": "string", "index": "1",
            "operator": operator, "value": value,
        });
        if markup == Markup::V3 {
            filter["operators"] = json!(v3);
        }
        filter
    };
    for (operator, value, in_v2, in_v3) in [
        (json!("like"), json!("A-S00011111"), true, true),
        (json!("like"), json!(" A-S00011111 "), true, true),
        (json!("is"), json!("A-S00011111"), true, true),
        (json!("starts_with"), json!("A-S"), true, true),
        (json!("not_like"), json!("A-S"), false, true),
        (json!("_present"), json!(""), true, true),
        (json!("_blank"), Value::Null, true, true),
        (json!("like"), json!(""), false, false),
        (json!("like"), json!("  "), false, false),
        (json!("like"), Value::Null, false, false),
        (json!("contains"), json!("A-S00011111"), false, false),
        (json!("_discard"), json!("A-S00011111"), false, false),
        (json!("_separator"), json!("A-S00011111"), false, false),
    ] {
        for (markup, counts) in [(Markup::V2, in_v2), (Markup::V3, in_v3)] {
            let index = Index::new(markup, "order", &ORDERS).filters(&json!([filter(markup, &operator, &value)]));
            let page = at("/admin/order", &index.html());
            let value = value.as_str().unwrap_or_default();
            let expected = json!([{ "field": "subscription_name", "operator": operator, "value": value }]);
            let expected = if counts { expected } else { json!([]) };
            assert_eq!(json(&page)["filters"], expected, "{markup:?} {operator} {value:?}");
            let Content::OrderList(list) = page.content else { panic!() };
            let operator = operator.as_str().unwrap_or_default();
            assert_eq!(list.is_filtered_by("subscription_name", operator, value), counts);
            assert!(!list.is_filtered_by("subscription_name", operator, "A-S0"));
        }
    }
}

#[test]
fn other_filters_are_read_too() {
    for markup in BOTH {
        for (options, expected) in [
            (
                json!([{ "name": "subscription_name", "type": "string", "value": "x" }]),
                json!([{ "field": "subscription_name", "operator": "like", "value": "x" }]),
            ),
            (
                json!([{ "name": "trial", "type": "boolean", "operator": null, "value": "true" }]),
                json!([{ "field": "trial", "operator": null, "value": "true" }]),
            ),
            (json!([{ "name": "trial", "type": "boolean", "operator": null, "value": "_discard" }]), json!([])),
            (
                json!([{ "name": "end_date", "type": "date", "operator": "between", "value": ["", "2025-01-01", "2025-12-31"] }]),
                json!([{ "field": "end_date", "operator": "between", "value": ",2025-01-01,2025-12-31" }]),
            ),
            (json!([{ "name": "end_date", "type": "date", "operator": "between", "value": ["", ""] }]), json!([])),
            (
                json!([{ "name": "end_date", "type": "date", "operator": "today", "value": null }]),
                json!([{ "field": "end_date", "operator": "today", "value": "" }]),
            ),
            (json!([{ "value": "x" }, 1, null]), json!([])),
            (json!({}), json!([])),
            (json!("x"), json!([])),
        ] {
            let page = json(&at("/admin/order", &Index::new(markup, "order", &ORDERS).filters(&options).html()));
            assert_eq!(page["filters"], expected, "{markup:?} {options}");
        }
    }
}

#[test]
fn a_row_whose_ids_disagree_has_none() {
    for markup in BOTH {
        for (checkbox, href, cell, expected) in [
            ("5001", "/admin/order/5001", "5001", json!("5001")),
            ("5001", "https://customers.gitlab.com/admin/order/5001", "5001", json!("5001")),
            ("5002", "/admin/order/5001", "5001", Value::Null),
            ("5001", "/admin/order/5002", "5001", Value::Null),
            ("5001", "/admin/order/5001", "5002", Value::Null),
            ("5001", "/admin/license/5001", "5001", Value::Null),
            ("5001", "https://evil.example/admin/order/5001", "5001", Value::Null),
            ("", "/admin/order/5001", "5001", Value::Null),
            ("5001", "/admin/order/5001", "x", Value::Null),
        ] {
            let index = Index::new(markup, "order", &[("id", "Id")]).odd_row(checkbox, href, &[cell]);
            let rows = &json(&at("/admin/order", &index.html()))["rows"];
            assert_eq!(rows, &json!([{ "id": expected }]), "{markup:?} {checkbox} {href} {cell}");
        }
    }
}

/// What a cell shows is a customer's text: it is no row, no link, no checkbox and no total of the list.
#[test]
fn a_cell_never_makes_a_row_or_an_id() {
    for markup in BOTH {
        for value in [
            r#"<input name="bulk_ids[]" value="1">"#,
            r#"<li class="show_member_link"><a href="/admin/order/1">x</a></li>"#,
            r#"<table class="table"><tbody><tr class="order_row"><td class="subscription_name_field">A-S2</td></tr></tbody></table>"#,
            r#"<div class="total-count">1 order</div><div id="filters_box" data-options='[{"name":"trial","value":"x"}]'></div>"#,
            "&lt;/td&gt;&lt;/tr&gt;&lt;tr class=&quot;order_row&quot;&gt;",
        ] {
            let index = Index::new(markup, "order", &[("notes", "Notes")]).row("5001", &[value]).total("45 orders");
            let expected = json!({
                "page": "order_list", "id": null, "rows": [{ "id": "5001" }], "total": 45, "filters": [],
            });
            assert_eq!(json(&at("/admin/order", &index.html())), expected, "{markup:?} {value}");
        }
        let empty = json(&at("/admin/order", &Index::new(markup, "order", &ORDERS).total("0 orders").html()));
        assert_eq!((&empty["rows"], &empty["total"]), (&json!([]), &json!(0)));
    }
}
