//! What a page is: the record asked for, another one, none, or no page of the panel at all.

use serde_json::json;

use crate::fixture::{BOTH, Index, Markup, PORTAL, Show, alert, missing, panel, tabs};
use crate::{at, json, with_status};

/// The kinds of records, each with its title's model.
const MODELS: [&str; 5] = ["license", "cloud_activation", "order", "billing_account", "billing_account_contact"];

#[test]
fn a_record_is_read_from_its_own_page() {
    for markup in BOTH {
        for model in MODELS {
            let html = Show::new(markup, model, "1001").field("notes", "Notes", "x").html();
            for path in ["", "/", "?", "?locale=en", "#top", "/?a=b#c"].map(|rest| format!("/admin/{model}/1001{rest}"))
            {
                let page = at(&path, &html);
                assert_eq!((page.kind(), json(&page)["id"].as_str()), (model, Some("1001")), "{markup:?} {path}");
            }
        }
    }
}

#[test]
fn a_list_is_read_from_its_own_page() {
    for markup in BOTH {
        for model in MODELS {
            let html = Index::new(markup, model, &[]).total("0 records").html();
            for path in
                ["", "/", "?query=x", "?model_name=order&f%5Btrial%5D=x"].map(|rest| format!("/admin/{model}{rest}"))
            {
                let page = at(&path, &html);
                assert_eq!(page.kind(), format!("{model}_list"), "{markup:?} {path}");
                assert_eq!(
                    json(&page),
                    json!({ "page": page.kind(), "id": null, "rows": [], "total": 0, "filters": [] })
                );
            }
        }
    }
}

/// Trap 2: the body is a list of other records, and not one of them is the one asked for.
#[test]
fn a_missing_record_is_never_one_of_those_its_page_lists() {
    for markup in BOTH {
        let html = missing(markup, "order", "999").html();
        let expected = json!({ "page": "not_found", "id": "999" });
        assert_eq!(json(&with_status("/admin/order/999", 404, &html)), expected);
        assert_eq!(json(&at("/admin/order/999", &html)), expected, "the status was lost: the message still tells");
        // Whichever record's URL it is found at, even that of a record it lists.
        assert_eq!(at("/admin/order/5001", &html).kind(), "not_found");
        assert_eq!(with_status("/admin/order/999abc", 404, &html).kind(), "not_found");
        assert_eq!(with_status("/admin/customer/7", 404, &missing(markup, "customer", "7").html()).kind(), "not_found");

        let list = Index::new(markup, "order", &[]).row("999", &[]).html();
        for (status, path, html, what) in [
            (404, "/admin/license/999", &html, "the list is another model's"),
            (200, "/admin/license/999", &html, "the list is another model's"),
            (200, "/admin/order/999", &list, "a list that tells of nothing missing"),
            (500, "/admin/order/999", &html, "another error"),
            (404, "/admin/order", &html, "a list's URL names no record"),
        ] {
            assert_eq!(with_status(path, status, html).kind(), "other", "{markup:?} {status} {path}: {what}");
        }
        let dashboard = panel(markup, "", "Site Administration", &alert(markup, "Model 'Nope' could not be found"));
        assert_eq!(with_status("/admin/nope/1", 404, &dashboard).kind(), "other");
        assert_eq!(with_status("/admin/order/1", 404, &dashboard).kind(), "other");
    }
}

#[test]
fn a_page_that_is_not_the_one_its_url_names_is_not_read() {
    for markup in BOTH {
        let order = Show::new(markup, "order", "5001").boolean("trial", "Trial", Some(false));
        let html = order.html();
        for (path, what) in [
            ("/admin/order/5002", "another order"),
            ("/admin/order/05001", "another spelling of the ID"),
            ("/admin/order/5001abc", "the portal casts IDs to numbers"),
            ("/admin/order/5001%20", "the portal casts IDs to numbers"),
            ("/admin/order/abc", "no ID"),
            ("/admin/Order/5001", "another spelling of the model"),
            ("/admin/license/5001", "another model"),
            ("/admin/order", "a list's URL"),
            ("/admin/order/5001/edit", "another page of the record"),
            ("/admin/order/5001.json", "another format"),
            ("/admin/license/validate_license", "the form's URL"),
            ("/admin", "no URL of a record"),
            ("/order/5001", "no URL of the panel"),
        ] {
            assert_eq!(at(path, &html).kind(), "other", "{markup:?} {path}: {what}");
        }
        for status in [302, 401, 403, 404, 422, 429, 500, 503] {
            assert_eq!(with_status("/admin/order/5001", status, &html).kind(), "other", "{status}");
        }
    }
}

/// Trap 8: the ID is not among the fields, but the tabs carry it.
#[test]
fn the_show_tab_must_lead_to_the_record_asked_for() {
    for markup in BOTH {
        for (href, kind) in [
            ("https://customers.gitlab.com/admin/order/5001", "order"),
            ("/admin/order/5001", "order"),
            ("/admin/order/5001?locale=en", "order"),
            ("/admin/order/5002", "other"),
            ("/admin/license/5001", "other"),
            ("https://customers.gitlab.com/admin/order/5002", "other"),
            ("https://customers.staging.gitlab.com/admin/order/5001", "other"),
            ("//evil.example/admin/order/5001", "other"),
            ("/admin/order/5001/edit", "other"),
            ("#", "other"),
        ] {
            let show = Show::new(markup, "order", "5001").field("notes", "Notes", "x");
            let html = show.with_tabs(&[("show_member_link", href)]).html();
            assert_eq!(at("/admin/order/5001", &html).kind(), kind, "{markup:?} {href}");
        }
        let without_tabs = Show::new(markup, "order", "5001").field("notes", "Notes", "x").with_tabs(&[]);
        assert_eq!(at("/admin/order/5001", &without_tabs.html()).kind(), "order");
        let edit = [("edit_member_link", "/admin/order/5001/edit"), ("show_member_link", "/admin/order/5001")];
        let edit = Show::new(markup, "order", "5001").field("notes", "Notes", "x").with_tabs(&edit);
        assert_eq!(at("/admin/order/5001", &edit.html()).kind(), "other", "another tab is open");
        let own = "<ul class='nav nav-tabs'><li class='active'><a href='#seats'>Seats</a></li></ul>";
        let own = Show::new(markup, "order", "5001").with(own);
        assert_eq!(at("/admin/order/5001", &own.html()).kind(), "order", "tabs within the page are not the panel's");
    }
}

/// Trap 7: a record may have nothing to show.
#[test]
fn a_record_without_any_field_is_still_that_record() {
    for markup in BOTH {
        let page = json(&at("/admin/order/5001", &Show::new(markup, "order", "5001").html()));
        let blank = json!({
            "subscription_name": null, "trial": null, "start_date": null, "end_date": null, "billing_account_id": null,
        });
        assert_eq!(page, json!({ "page": "order", "id": "5001", "fields": blank }), "{markup:?}");
    }
}

#[test]
fn an_expired_session_is_recognised_wherever_it_shows() {
    let form = r#"<h2>Log in</h2><form action="/admins/sign_in" method="post"><input type="password" name="p"></form>"#;
    let redirect = r#"<html><body>You are being <a href="https://customers.gitlab.com/admins/sign_in">redirected</a>.</body></html>"#;
    let elsewhere =
        r#"<html><body>You are being <a href="https://customers.gitlab.com/admin">redirected</a>.</body></html>"#;
    let mention = r#"<p>Not found. <a href="/admins/sign_in">Sign in</a></p>"#;
    for (status, html, kind) in [
        (200, form, "sign_in"),
        (401, form, "sign_in"),
        (200, r#"<body><input type="Password"></body>"#, "sign_in"),
        (200, r#"<body><form action="/admin/sign_in?x=1"></form></body>"#, "sign_in"),
        (302, redirect, "sign_in"),
        (200, redirect, "sign_in"),
        (302, elsewhere, "other"),
        (404, mention, "other"),
        (401, r#"{"error":"You need to sign in or sign up before continuing."}"#, "other"),
    ] {
        for path in ["/admin/order/5001", "/admins/sign_in", "/admin/order?query=x"] {
            assert_eq!(with_status(path, status, html).kind(), kind, "{status} {path} {html}");
        }
    }
    assert_eq!(json(&at("/admin/order/5001", form)), json!({ "page": "sign_in", "id": "5001" }));
}

#[test]
fn what_is_no_page_of_the_panel_is_not_read() {
    let fragment = Show::new(Markup::V2, "order", "5001").boolean("trial", "Trial", Some(false)).html();
    let fragment = fragment.split_once("data-pjax-container>").unwrap().1.to_owned();
    let unframed = Show::new(Markup::V3, "order", "5001").html().replace("rails_admin", "rails_admins");
    for html in [
        "",
        "x",
        // Trap 1: without an `Accept` header a show page is JSON.
        r#"{"id":5001,"subscription_name":"A-S00012345","trial":false}"#,
        "<body class=\"rails-default-error-page\"><h1>We're sorry, but something went wrong.</h1></body>",
        "<body class=\"rails_admin\">no title</body>",
        "<body class=\"rails_admin\"><ul><li data-model=\"order\">only the sidebar</li></ul></body>",
        &fragment,
        &unframed,
    ] {
        assert_eq!(json(&at("/admin/order/5001", html)), json!({ "page": "other", "id": "5001" }), "{html}");
    }
}

#[test]
fn the_form_that_validates_a_license_file_is_recognised() {
    let path = "/admin/license/validate_license";
    for markup in BOTH {
        let here = format!("{PORTAL}{path}");
        let bar =
            tabs(markup, &[("validate_license_collection_link", &here), ("index_collection_link", "/admin/license")]);
        let form = r#"<form method="post"><textarea name="license_file"></textarea></form>"#;
        for (model, content, kind) in [
            ("license", format!("{bar}{form}<pre>{{}}</pre>"), "validate_license"),
            ("license", form.to_owned(), "validate_license"),
            ("license", bar.clone(), "validate_license"),
            ("license", String::new(), "other"),
            ("order", format!("{bar}{form}"), "other"),
        ] {
            let html = panel(markup, model, "Validate License", &content);
            assert_eq!(at(path, &html).kind(), kind, "{markup:?} {html}");
        }
        let list = Index::new(markup, "license", &[]).with(form).html();
        assert_eq!(at(path, &list).kind(), "other");
        let html = panel(markup, "license", "Validate License", &format!("{bar}{form}"));
        assert_eq!(at("/admin/license/700001", &html).kind(), "other");
        assert_eq!(at("/admin/license", &html).kind(), "other");
        assert_eq!(with_status(path, 422, "<h1>The change you wanted was rejected.</h1>").kind(), "other");
    }
}
