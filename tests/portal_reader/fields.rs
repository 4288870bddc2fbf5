//! What a record's page shows: each field, in each form it may take, and nothing that only looks like one.

use serde_json::{Value, json};

use crate::fixture::{BOTH, Markup, Show, boolean, escape};
use crate::{at, json};

fn license(markup: Markup) -> Show {
    Show::new(markup, "license", "700001")
}

/// The fields of a license's page.
fn read_license(show: &Show) -> Value {
    json(&at("/admin/license/700001", &show.html()))["fields"].take()
}

fn read_order(show: &Show) -> Value {
    json(&at("/admin/order/5001", &show.html()))["fields"].take()
}

#[test]
fn a_license_page_gives_what_the_handbook_asks_it_for() {
    for markup in BOTH {
        let show = license(markup)
            .field("license_type", "License type", "Legacy License")
            .field("name", "Name", "Ada Example")
            .field("company", "Company", "Example & Sons")
            .field("email", "Email", "Ada@Example.com")
            .field("zuora_subscription_id", "Zuora subscription ID", "00000000000000000000000000000001")
            .field("zuora_subscription_name", "Zuora subscription name", "A-S00011111")
            .field("users_count", "Users count", "1,250")
            .field("previous_users_count", "Previous users count", "10")
            .field("plan_name", "Plan name", "Premium")
            .field("plan_code", "Plan code", "premium")
            .boolean("trial", "Trial", Some(false))
            .field("starts_at", "Start date", "January 01, 2025")
            .field("expires_at", "End date", "December 31, 2025")
            .field("notes", "Notes", "a\nb");
        assert_eq!(
            read_license(&show),
            json!({
                "subscription_name": "A-S00011111", "trial": false, "starts_at": "2025-01-01", "expires_at": "2025-12-31",
                "company": "Example & Sons", "email": "Ada@Example.com", "plan": "Premium", "name": "Ada Example",
                "license_type": "Legacy License", "users_count": 1250,
            })
        );
    }
}

#[test]
fn text_that_runs_into_the_rest_of_the_page_is_no_value() {
    let (longest, longer) = ("x".repeat(255), "x".repeat(256));
    let key = format!("Example & Sons License key eyJkYXRhIjoi{}", "Nmtl".repeat(300));
    for markup in BOTH {
        let start = "Example & Sons eyJkYXRhIjoi".to_owned();
        for (company, read) in [(&longest, Some(longest.as_str())), (&longer, None), (&key, None), (&start, None)] {
            let page = json(&at("/admin/license/700001", &license(markup).field("company", "Company", company).html()));
            assert_eq!(page["fields"]["company"].as_str(), read, "{company}");
            assert!(!page.to_string().contains("eyJkYXRhIjoi"), "{page}");
        }
    }
}

#[test]
fn the_other_pages_give_what_the_handbook_asks_them_for() {
    for markup in BOTH {
        let order = Show::new(markup, "order", "5001")
            .link("customer", "Customer", "/admin/customer/1", "Ada Example")
            .link("billing_account", "Billing account", "/admin/billing_account/1001", "BillingAccount #1001")
            .field("subscription_id", "Subscription", "00000000000000000000000000000001")
            .field("subscription_name", "Subscription name", "A-S00011111")
            .field("start_date", "Start date", "January 01, 2025")
            .field("end_date", "End date", "December 31, 2025")
            .boolean("trial", "Trial", Some(true));
        assert_eq!(
            read_order(&order),
            json!({
                "subscription_name": "A-S00011111", "trial": true, "start_date": "2025-01-01", "end_date": "2025-12-31",
                "billing_account_id": "1001",
            })
        );
        let activation = Show::new(markup, "cloud_activation", "9001")
            .link("billing_account", "Billing account", "/admin/billing_account/1001", "BillingAccount #1001")
            .field("activation_code", "Activation code", "Abcdefghijkl123456789012")
            .field("subscription_name", "Subscription name", "A-S00011111")
            .boolean("super_sonics_aware", "Super sonics aware", Some(true))
            .boolean("trial", "Trial", Some(false));
        assert_eq!(
            json(&at("/admin/cloud_activation/9001", &activation.html()))["fields"],
            json!({
                "activation_code": "Abcdefghijkl123456789012", "subscription_name": "A-S00011111", "trial": false,
                "billing_account_id": "1001",
            })
        );
        let contact = |first: &str, last: &str, name: &str| {
            let show = Show::new(markup, "billing_account_contact", "11")
                .field("first_name", "First name", first)
                .field("last_name", "Last name", last)
                .field("name", "Name", name)
                .field("work_email", "Work email", " ada@example.com ");
            json(&at("/admin/billing_account_contact/11", &show.html()))["fields"].take()
        };
        for (first, last, name, expected) in [
            ("Ada", "Example", "A. E.", json!("Ada Example")),
            ("Ada", " - ", "A. E.", json!("Ada")),
            (" - ", " - ", "A. E.", json!("A. E.")),
            ("", "", "", Value::Null),
        ] {
            assert_eq!(contact(first, last, name), json!({ "email": "ada@example.com", "name": expected }));
        }
    }
}

/// Trap 6: an icon, a glyph or a word; whatever else it is, it is not "no".
#[test]
fn a_boolean_is_yes_or_no_only_in_a_form_that_is_known() {
    let badge = |class: &str, inner: &str| format!(r#"<span class="{class}">{inner}</span>"#);
    let icon = |name: &str| format!(r#"<span class="fas fa-{name}"></span>"#);
    let (yes, no, unknown) = (json!(true), json!(false), Value::Null);
    let cases = [
        (badge("badge bg-success", &icon("check")), &yes),
        (badge("badge bg-danger", &icon("times")), &no),
        (badge("badge bg-default", &icon("minus")), &unknown),
        (badge("label label-success", &icon("check")), &yes),
        (badge("label label-success", "✓"), &yes),
        (badge("label label-danger", "✘"), &no),
        (badge("label label-default", "‒"), &unknown),
        (icon("check"), &yes),
        (r#"<i class="fa fa-times fa-fw"></i>"#.to_owned(), &no),
        ("Yes".to_owned(), &yes),
        ("No".to_owned(), &no),
        ("YES".to_owned(), &yes),
        (" true ".to_owned(), &yes),
        ("False".to_owned(), &no),
        ("✓".to_owned(), &yes),
        ("✘".to_owned(), &no),
        (format!("{} Yes", icon("check")), &yes),
        (badge("badge bg-danger", "No"), &no),
        (r#"<i class="glyphicon glyphicon-ok"></i>"#.to_owned(), &yes),
        (r#"<i class="glyphicon glyphicon-remove"></i>"#.to_owned(), &no),
        (r#"<i class="fa-solid fa-xmark fa-lg"></i>"#.to_owned(), &no),
        (r#"<i class="bi bi-check-lg" aria-hidden="true"></i>"#.to_owned(), &yes),
        (r#"<span class="flag" aria-label="No"></span>"#.to_owned(), &no),
        (r#"<span class="flag" title="Yes"></span>"#.to_owned(), &yes),
        (r#"<img src="tick.png" alt="Yes">"#.to_owned(), &yes),
        (format!("{}<span class=\"sr-only\">No</span>", icon("times")), &no),
        ("✔\u{fe0f} Yes".to_owned(), &yes),
        ("❌".to_owned(), &no),
        (r#"<abbr title="until June">No</abbr>"#.to_owned(), &no),
        // Signs that contradict each other.
        (r#"<span aria-label="Yes">✘</span>"#.to_owned(), &unknown),
        (r#"<span title="Yes">No</span>"#.to_owned(), &unknown),
        (format!("<span aria-label=\"expired\">{}</span>", icon("times")), &unknown),
        (format!("Yes {}", icon("times")), &unknown),
        (badge("badge bg-success", &icon("times")), &unknown),
        (badge("badge bg-danger", "Yes"), &unknown),
        (format!("{}{}", icon("check"), icon("times")), &unknown),
        (format!("No {}", icon("minus")), &unknown),
        // Nothing, and what is not known.
        (String::new(), &unknown),
        (" - ".to_owned(), &unknown),
        ("-".to_owned(), &unknown),
        ("0".to_owned(), &unknown),
        ("N/A".to_owned(), &unknown),
        ("Nope".to_owned(), &unknown),
        ("No, but soon".to_owned(), &unknown),
        ("Expired".to_owned(), &unknown),
        (format!("{} until June", icon("times")), &unknown),
        (icon("question"), &unknown),
        (r#"<span class="no"></span>"#.to_owned(), &unknown),
        (r#"<div class="bg-danger"></div>"#.to_owned(), &unknown),
        ("<script>No</script>".to_owned(), &unknown),
        ("<input type=\"checkbox\">".to_owned(), &unknown),
    ];
    for markup in BOTH {
        for (html, expected) in &cases {
            let trial = &read_license(&license(markup).raw("trial", "Trial", html))["trial"];
            assert_eq!(&trial, expected, "{markup:?} {html}");
        }
    }
}

#[test]
fn a_date_is_the_day_it_shows() {
    for markup in BOTH {
        for (shown, expected) in [
            ("January 01, 2025", json!("2025-01-01")),
            ("February 29, 2024", json!("2024-02-29")),
            ("march 4, 2025", json!("2025-03-04")),
            ("March 04, 2025 10:31", json!("2025-03-04")),
            ("2025-12-31", json!("2025-12-31")),
            ("2025-12-31 00:00:00 UTC", json!("2025-12-31")),
            ("2025-12-31T23:59:59.000Z", json!("2025-12-31")),
            ("February 29, 2025", Value::Null),
            ("2025-12-31 23:30:00 -0800", json!("2026-01-01")),
            ("Jan 01, 2025", json!("2025-01-01")),
            ("31 December 2025", json!("2025-12-31")),
            ("31.12.2025", json!("2025-12-31")),
            ("12/31/2025", json!("2025-12-31")),
            ("01/02/2025", Value::Null),
            ("December 31", Value::Null),
            ("December 31, 25", Value::Null),
            ("December 31, 2025 (renewed)", Value::Null),
            ("2025-13-01", Value::Null),
            ("2025-12-31x", Value::Null),
            ("never", Value::Null),
            (" - ", Value::Null),
            ("", Value::Null),
        ] {
            let fields = read_license(&license(markup).field("expires_at", "Expires at", shown));
            assert_eq!(fields["expires_at"], expected, "{markup:?} {shown:?}");
        }
    }
}

#[test]
fn day_agrees_with_its_time_element_and_its_tooltip() {
    let time = |datetime: &str, text: &str| format!(r#"<time datetime="{datetime}">{text}</time>"#);
    for markup in BOTH {
        for (html, expected) in [
            (time("2025-12-31", "December 31, 2025"), json!("2025-12-31")),
            (time("2025-12-31T10:31:00Z", "31 Dec 2025 10:31"), json!("2025-12-31")),
            (r#"<span title="2025-12-31 10:31:00 UTC">Dec 31, 2025</span>"#.to_owned(), json!("2025-12-31")),
            (r#"<span title="End of the subscription">Dec 31, 2025</span>"#.to_owned(), json!("2025-12-31")),
            // The attribute says which of two days the text means.
            (time("2025-02-01", "01/02/2025"), json!("2025-02-01")),
            (time("2025-01-02", "01/02/2025"), json!("2025-01-02")),
            // Text and attribute contradict each other.
            (time("2026-12-31", "December 31, 2025"), Value::Null),
            (time("2025-03-03", "01/02/2025"), Value::Null),
            (time("2025-12-31T23:30:00-08:00", "December 31, 2025"), Value::Null),
            (r#"<span title="2026-12-31">Dec 31, 2025</span>"#.to_owned(), Value::Null),
            (format!("{}{}", time("2025-12-31", "Dec 31, 2025"), time("2026-12-31", "")), Value::Null),
            // Only what is shown counts, and all of it.
            (time("2025-12-31", "in 3 months"), Value::Null),
            (time("2025-12-31", ""), Value::Null),
            (time("P3D", "December 31, 2025"), Value::Null),
            ("Dec 31, 2025<br>Dec 31, 2026".to_owned(), Value::Null),
        ] {
            let fields = read_license(&license(markup).raw("expires_at", "Expires at", &html));
            assert_eq!(fields["expires_at"], expected, "{markup:?} {html}");
        }
    }
}

/// A `null` is a missing or blank value, unless `unreadable` says what the page shows instead.
#[test]
fn unreadable_values_are_told_from_absent_ones_with_their_text() {
    for markup in BOTH {
        let order = |show: Show| json(&at("/admin/order/5001", &show.html()))["unreadable"].take();
        let show = || Show::new(markup, "order", "5001");
        assert_eq!(order(show().field("notes", "Notes", "x")), Value::Null);
        assert_eq!(order(show().field("end_date", "End date", " - ").boolean("trial", "Trial", None)), Value::Null);
        let garbled = show()
            .field("subscription_name", "Subscription name", "two\nlines")
            .field("trial", "Trial", "Nope")
            .field("end_date", "End date", "31.12.27 (approx.)")
            .field("start_date", "Start date", "03/04/2027")
            .field("billing_account", "Billing account", "BillingAccount #1001");
        assert_eq!(
            order(garbled),
            json!({
                "subscription_name": "two lines", "trial": "Nope", "end_date": "31.12.27 (approx.)",
                "start_date": "03/04/2027", "billing_account_id": "BillingAccount #1001",
            })
        );
        let twice = show().field("a", "Trial", "Yes").field("b", "Trial", "No");
        assert_eq!(order(twice), json!({ "trial": "Yes / No" }));
        let spoilt = show().field("trial", "End date", "Yes");
        assert_eq!(order(spoilt), json!({ "trial": "Yes", "end_date": "Yes" }));
        let long = show().field("end_date", "End date", &"soon ".repeat(1000));
        assert_eq!(order(long)["end_date"].as_str().map(|text| text.chars().count()), Some(200));
    }
}

#[test]
fn a_text_is_trimmed_and_a_blank_is_nothing() {
    for markup in BOTH {
        for (shown, expected) in [
            (" A-S00011111 ", json!("A-S00011111")),
            ("A-S00011111\u{a0}", json!("A-S00011111")),
            ("a-s00011111", json!("a-s00011111")),
            ("Old Subscription 2017 (renewed)", json!("Old Subscription 2017 (renewed)")),
            ("100%-Sub", json!("100%-Sub")),
            ("A-S<b>1</b>&amp;", json!("A-S<b>1</b>&amp;")),
            ("契約 🦊", json!("契約 🦊")),
            ("two\nlines", Value::Null),
            (" - ", Value::Null),
            ("-", Value::Null),
            ("  ", Value::Null),
            ("", Value::Null),
        ] {
            let fields =
                read_license(&license(markup).field("zuora_subscription_name", "Zuora subscription name", shown));
            assert_eq!(fields["subscription_name"], expected, "{markup:?} {shown:?}");
        }
        let linked = r#"<a href="https://zuora.example/x">A-S00011111</a> <button>Copy</button>"#;
        let fields = read_license(&license(markup).raw("zuora_subscription_name", "Zuora subscription name", linked));
        assert_eq!(fields["subscription_name"], "A-S00011111");
    }
}

#[test]
fn a_field_is_known_by_its_label_or_else_by_its_class() {
    for markup in BOTH {
        for (class, label, key) in [
            ("zuora_subscription_name", "Zuora subscription name", "subscription_name"),
            ("something", "Subscription Name:", "subscription_name"),
            ("something", "ZUORA  SUBSCRIPTION\nNAME", "subscription_name"),
            ("zuora_subscription_name", "Renamed", "subscription_name"),
            ("zuora_subscription_name", "", "subscription_name"),
            ("gitlab_plan", "GitLab plan", "plan"),
            ("plan_name", "Plan name", "plan"),
            ("plan_code", "Plan code", "plan"),
            ("license_type", "Type", "license_type"),
        ] {
            let fields = read_license(&license(markup).field(class, label, "x"));
            assert_eq!(fields[key], "x", "{markup:?} {class} {label}");
        }
        for (class, label) in [
            ("subscription", "Subscription"),
            ("zuora_subscription_name_old", "Old Zuora subscription name"),
            ("zuora_subscription_id", "Zuora subscription ID"),
        ] {
            let fields = read_license(&license(markup).field(class, label, "x"));
            assert_eq!(fields["subscription_name"], Value::Null, "{markup:?} {class} {label}");
        }
    }
}

#[test]
fn two_places_that_claim_to_be_one_field_must_agree() {
    let name = |class: &'static str, label: &'static str, value: &'static str| (class, label, value);
    for markup in BOTH {
        for (shown, expected) in [
            // The same label twice.
            (vec![name("a", "Subscription name", "A-S1"), name("b", "Subscription name", "A-S1")], json!("A-S1")),
            (vec![name("a", "Subscription name", "A-S1"), name("b", "Subscription name", "A-S2")], Value::Null),
            (vec![name("a", "Subscription name", "A-S1"), name("b", "Subscription name", " - ")], Value::Null),
            (vec![name("a", "Subscription name", "A-S1"), name("b", "Zuora subscription name", "A-S2")], Value::Null),
            // The label in one place, the class in another.
            (vec![name("a", "Subscription name", "A-S1"), name("subscription_name", "Renamed", "A-S1")], json!("A-S1")),
            (vec![name("a", "Subscription name", "A-S1"), name("subscription_name", "Renamed", "A-S2")], Value::Null),
            // A class that contradicts its label.
            (vec![name("subscription_name", "Company", "A-S1")], Value::Null),
            (vec![name("subscription_name", "Company", "A-S1"), name("a", "Subscription name", "A-S1")], Value::Null),
        ] {
            let show =
                shown.iter().fold(license(markup), |show, (class, label, value)| show.field(class, label, value));
            assert_eq!(read_license(&show)["subscription_name"], expected, "{markup:?} {shown:?}");
        }
        // Different things that can serve for the same: the first that shows something.
        let plans = |name: &str| {
            license(markup).field("plan_code", "Plan code", "premium").field("plan_name", "Plan name", name)
        };
        assert_eq!(read_license(&plans("Premium"))["plan"], "Premium");
        assert_eq!(read_license(&plans(" - "))["plan"], "premium");
    }
}

/// Values are customers' texts: they may spell out markup, and whatever they spell, they stay values.
#[test]
fn a_value_never_makes_a_field() {
    let forged = [
        "</dd></div><dt>Trial</dt><dd>No</dd>".to_owned(),
        "<dt><span class=\"label trial_field\">Trial</span></dt><dd>No</dd>".to_owned(),
        Show::new(Markup::V3, "license", "700001").field("trial", "Trial", "No").html(),
        Show::new(Markup::V2, "license", "700001").field("trial", "Trial", "No").html(),
        "<div id=\"list\"></div><div class=\"alert alert-danger\">gone</div>".to_owned(),
        "<header data-model=\"order\"></header>".to_owned(),
        "<ul class=\"nav nav-tabs\"><li class=\"show_member_link\"><a href=\"/admin/license/1\">x</a></li></ul>"
            .to_owned(),
    ];
    // Escaped, as RailsAdmin writes every text; and as markup, should a value ever be written unescaped.
    let inside = [
        "<div class=\"list-group-item boolean_type trial_field\"><div class=\"card\"><h5 class=\"card-header\">Trial</h5><div class=\"card-body\">No</div></div></div>",
        "<dl><dt><span class=\"label trial_field\">Trial</span></dt><dd>No</dd></dl>",
        "<div class=\"fieldset\"><dl><dt><span class=\"label trial_field\">Trial</span></dt><dd>No</dd></dl></div>",
        "<dt>Trial</dt><dd>No</dd>",
        "<div id=\"list\"><table></table></div><div class=\"alert alert-danger\">gone</div>",
        "<header data-model=\"order\"></header>",
        "<ul class=\"nav nav-tabs\"><li class=\"show_member_link\"><a href=\"/admin/license/1\">x</a></li></ul>",
    ];
    for markup in BOTH {
        for value in forged.iter().map(|text| escape(text)).chain(inside.map(str::to_owned)) {
            for label in ["Notes", "Company"] {
                let with = |show: Show| show.raw(&label.to_lowercase(), label, &value);
                assert_eq!(read_license(&with(license(markup)))["trial"], Value::Null, "{markup:?} {value}");
                let trial = |show: Show| show.boolean("trial", "Trial", Some(true));
                assert_eq!(read_license(&trial(with(license(markup))))["trial"], true, "{markup:?} {value}");
                assert_eq!(read_license(&with(trial(license(markup))))["trial"], true, "{markup:?} {value}");
            }
        }
    }
}

/// Should a value ever break out of its place, the real field and the forged one contradict each other.
#[test]
fn a_value_that_breaks_out_of_its_place_makes_the_field_unknown() {
    let out = [
        (
            Markup::V3,
            "</div></div></div><div class=\"list-group-item trial_field\"><div class=\"card\"><h5 class=\"card-header\">Trial</h5><div class=\"card-body\">No</div></div></div><div><div><div>",
        ),
        (Markup::V2, "</dd><dt><span class=\"label trial_field\">Trial</span></dt><dd>No</dd><dt></dt><dd>"),
    ];
    for (markup, value) in out {
        let show = license(markup).boolean("trial", "Trial", Some(true)).raw("notes", "Notes", value);
        assert_eq!(read_license(&show)["trial"], Value::Null, "{markup:?}");
    }
    let second_value = "No</div><div class=\"card-body\">Yes";
    assert_eq!(read_license(&license(Markup::V3).raw("trial", "Trial", second_value))["trial"], Value::Null);
    let second_value = "No</dd><dd>Yes";
    assert_eq!(read_license(&license(Markup::V2).raw("trial", "Trial", second_value))["trial"], Value::Null);
}

/// v3's stray `</dl>` puts the second group of fields inside the first.
#[test]
fn fields_of_every_group_are_read() {
    for markup in BOTH {
        let show = license(markup).field("name", "Name", "Ada").group().boolean("trial", "Trial", Some(true)).group();
        let fields = read_license(&show.field("email", "Email", "ada@example.com"));
        assert_eq!(
            (&fields["name"], &fields["trial"], &fields["email"]),
            (&json!("Ada"), &json!(true), &json!("ada@example.com"))
        );
    }
}

#[test]
fn only_fields_within_a_group_of_fields_count() {
    let v3 = "<div class=\"list-group-item trial_field\"><div class=\"card\"><h5 class=\"card-header\">Trial</h5><div class=\"card-body\">No</div></div></div>";
    let v2 = "<dl><dt><span class=\"label trial_field\">Trial</span></dt><dd>No</dd></dl>";
    for markup in BOTH {
        assert_eq!(read_license(&license(markup).with(v3).with(v2))["trial"], Value::Null);
    }
}

#[test]
fn a_billing_account_is_known_by_its_link() {
    let link = |href: &str| format!(r#"<a href="{href}">BillingAccount #1</a>"#);
    for markup in BOTH {
        for (html, expected) in [
            (link("/admin/billing_account/1001"), json!("1001")),
            (link("/admin/billing_account/1001/"), json!("1001")),
            (link("https://customers.gitlab.com/admin/billing_account/1001"), json!("1001")),
            (format!("{0}, {0}", link("/admin/billing_account/1001")), json!("1001")),
            (format!("{} {}", link("/admin/customer/1"), link("/admin/billing_account/1001")), json!("1001")),
            (format!("{} {}", link("/admin/billing_account/1001"), link("/admin/billing_account/1002")), Value::Null),
            (link("https://evil.example/admin/billing_account/1001"), Value::Null),
            (link("https://customers.gitlab.com.evil.example/admin/billing_account/1001"), Value::Null),
            (link("https://customers.gitlab.com@evil.example/admin/billing_account/1001"), Value::Null),
            (link("//evil.example/admin/billing_account/1001"), Value::Null),
            (link("javascript:/admin/billing_account/1001"), Value::Null),
            (link("/admin/billing_account/1001abc"), Value::Null),
            (link("/admin/billing_account/1001/edit"), Value::Null),
            (link("/admin/billing_account_contact/1001"), Value::Null),
            (link("/admin/billing_account"), Value::Null),
            ("BillingAccount #1001".to_owned(), Value::Null),
            ("1001".to_owned(), Value::Null),
            ("-".to_owned(), Value::Null),
            (String::new(), Value::Null),
        ] {
            let show = Show::new(markup, "order", "5001").raw("billing_account", "Billing account", &html);
            assert_eq!(read_order(&show)["billing_account_id"], expected, "{markup:?} {html}");
        }
        let elsewhere =
            Show::new(markup, "order", "5001").link("customer", "Customer", "/admin/billing_account/1001", "x");
        assert_eq!(read_order(&elsewhere)["billing_account_id"], Value::Null);
    }
}

#[test]
fn railsadmin_draws_booleans_as_the_fixtures_do() {
    for markup in BOTH {
        for value in [Some(true), Some(false), None] {
            let show = license(markup).raw("trial", "Trial", boolean(markup, value));
            assert_eq!(read_license(&show)["trial"], json!(value));
        }
    }
}
