//! Whatever comes: the reader answers, soon, and never with a guess.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::fixture::{BOTH, Index, Markup, Show};
use crate::{at, with_status};

/// Far above what any of these takes even unoptimised, far below what quadratic time would take.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_huge_page_is_refused() {
    let long = "x".repeat(4 * 1024 * 1024);
    for markup in BOTH {
        let html = Show::new(markup, "order", "5001").field("notes", "Notes", &long).html();
        assert_eq!(at("/admin/order/5001", &html).kind(), "other");
        let html = Show::new(markup, "order", "5001").field("notes", "Notes", &long[..1024 * 1024]).html();
        assert_eq!(at("/admin/order/5001", &html).kind(), "order", "a long text is not a huge page");
    }
}

#[test]
fn the_longest_list_is_read_whole() {
    for markup in BOTH {
        let columns = [("id", "Id"), ("subscription_name", "Subscription name"), ("notes", "Notes")];
        let mut index = Index::new(markup, "order", &columns).total("500 orders");
        for id in 1..=500 {
            index = index.row(&id.to_string(), &[&id.to_string(), &format!("A-S{id:08}"), " - "]);
        }
        let page = crate::json(&at("/admin/order?all=true", &index.html()));
        assert_eq!(page["rows"].as_array().map(Vec::len), Some(500));
        assert_eq!(page["rows"][499]["subscription_name"], "A-S00000500");
    }
}

/// Pages on which the standard's algorithm, or a careless reader, would take quadratic time or memory.
#[test]
fn a_hostile_page_takes_no_longer_than_others() {
    const LENGTH: usize = 256 * 1024;
    let start = Show::new(Markup::V3, "order", "5001").html().replace("</body></html>", "<div class=\"fieldset\">");
    let repeat = |unit: &dyn Fn(usize) -> String| {
        let mut html = start.clone();
        let mut at = 0;
        while html.len() < LENGTH {
            html.push_str(&unit(at));
            at += 1;
        }
        html
    };
    let fixed = |unit: &'static str| repeat(&move |_| unit.to_owned());
    let table = |head: &str, row: &str| {
        let (heads, rows) = (head.repeat(LENGTH / 2 / head.len()), row.repeat(LENGTH / 2 / row.len()));
        format!("{start}<div id=\"list\"><table><thead><tr>{heads}</tr></thead>{rows}")
    };
    let value = |label: &str, unit: &str| {
        let unit = unit.repeat(LENGTH / unit.len());
        let model = if ["Sold to", "Salesforce account"].contains(&label) { "billing_account" } else { "order" };
        Show::new(Markup::V3, model, "5001").raw("x", label, &unit).html()
    };
    let pages = [
        ("deep", fixed("<div>")),
        ("deep, hidden behind the body's end", fixed("<div></body><!-- -->")),
        ("deep tables", fixed("<table><tr><td>")),
        ("texts that move out of a table", fixed("<table>x")),
        ("open formatting", fixed("<b>")),
        ("open formatting, again and again", repeat(&|at| format!("<p><font size={at}>x</p>"))),
        ("misnested formatting", fixed("<a><div><b><p></a>")),
        ("a tag without end", format!("{start}<p {}", repeat(&|at| format!("a{at} ")))),
        ("a tag without end or spaces", format!("{start}<p {}", repeat(&|at| format!("a{at}=\"\"")))),
        (
            "many large tags",
            repeat(&|_| format!("<i {}></i>", (0..500).map(|at| format!("a{at} ")).collect::<String>())),
        ),
        ("attributes for the root", repeat(&|at| format!("x<html a{}>", 9_999_999 - at))),
        ("a large class", format!("{start}<p class=\"{}", fixed("x_field "))),
        (
            "fields",
            fixed(
                "<div class=\"list-group-item trial_field\"><h5 class=\"card-header\">Trial</h5><div class=\"card-body\">Yes</div></div>",
            ),
        ),
        ("definitions", format!("{start}<dl>{}", fixed("<dt><span class=\"label\">Trial</span></dt><dd>Yes</dd>"))),
        ("links to addresses", value("Sold to", "<a href=\"mailto:ada@example.com\">x</a> ")),
        ("addresses", value("Sold to", "ada@example.com ")),
        (
            "links to Salesforce",
            value("Salesforce account", "<a href=\"https://a.salesforce.com/0016100000aBcDe\">x</a> "),
        ),
        ("times", value("End date", "<time datetime=\"2025-01-01\">2025-01-01</time> ")),
        ("signs", value("Trial", "<i class=\"fas fa-check\" aria-label=\"Yes\" title=\"Yes\"></i> Yes ")),
        ("columns and rows", table("<th class=\"x_field\">x", "<tr class=\"order_row\"><td class=\"y_field\">1")),
        ("columns and cells", table("<th class=\"x_field\">x", "<td class=\"trial_field\">1")),
        ("less-than signs", fixed("<")),
        ("references", fixed("&amp")),
        ("comments", fixed("<!-- x -->")),
    ];
    for (what, html) in pages {
        let path = match what {
            _ if what.starts_with("columns") => "/admin/order",
            "links to addresses" | "addresses" | "links to Salesforce" => "/admin/billing_account/5001",
            _ => "/admin/order/5001",
        };
        let started = Instant::now();
        let _ = at(path, &html);
        assert!(started.elapsed() < SOON, "{what}: {:?}", started.elapsed());
    }
}

/// A page of which only the beginning came: a value is whole or unknown, never a part of itself.
#[test]
fn a_page_that_is_cut_off_gives_no_part_of_a_value() {
    for markup in BOTH {
        let html = Show::new(markup, "order", "5001")
            .link("billing_account", "Billing account", "/admin/billing_account/1001", "BillingAccount #1001")
            .field("subscription_name", "Subscription name", "A-S000123456")
            .field("end_date", "End date", "December 31, 2025 10:31")
            .html();
        let whole = crate::json(&at("/admin/order/5001", &html));
        for end in html.find("<ul class=\"nav").unwrap_or_default()..html.len() {
            let page = crate::json(&at("/admin/order/5001", &html[..end]));
            for key in ["billing_account_id", "subscription_name", "end_date"] {
                let (part, value) = (&page["fields"][key], &whole["fields"][key]);
                assert!(part.is_null() || part == value, "{markup:?} {end} {key} {part}");
            }
        }
        let columns = [("id", "Id"), ("subscription_name", "Subscription name")];
        let html =
            Index::new(markup, "order", &columns).row("5001", &["5001", "A-S000123456"]).total("1250 orders").html();
        for end in html.find("<div id=\"list").unwrap_or_default()..html.len() {
            let page = crate::json(&at("/admin/order", &html[..end]));
            let row = &page["rows"][0];
            for (part, value) in [(&row["id"], "5001"), (&row["subscription_name"], "A-S000123456")] {
                assert!(part.is_null() || part == value, "{markup:?} {end} {part}");
            }
            assert!(page["total"].is_null() || page["total"] == 1250, "{markup:?} {end} {}", page["total"]);
        }
    }
}

/// Tags, attributes and texts the reader looks for, in any order: closer to trouble than random characters.
fn soup() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "<body class='rails_admin'>",
        "<header data-model='order'>",
        "</header>",
        "<div class='page-header' data-model='order'>",
        "<div class='fieldset'>",
        "<div class='list-group'>",
        "<div class='list-group-item trial_field'>",
        "<div class='card'>",
        "<h5 class='card-header'>",
        "</h5>",
        "<div class='card-body'>",
        "</div>",
        "<dl>",
        "</dl>",
        "<dt>",
        "</dt>",
        "<dd>",
        "</dd>",
        "<span class='label label-info subscription_name_field'>",
        "</span>",
        "Trial",
        "Subscription name",
        "Yes",
        " - ",
        "-",
        "✓",
        "<ul class='nav nav-tabs'>",
        "<li class='show_member_link active'>",
        "<a href='/admin/order/5001'>",
        "</a>",
        "</ul>",
        "<div id='list'>",
        "<form id='bulk_form'>",
        "</form>",
        "<table>",
        "<thead>",
        "<tbody>",
        "<tr class='order_row'>",
        "<th class='trial_field'>",
        "<td class='trial_field'>",
        "<td>",
        "</table>",
        "<input name='bulk_ids[]' value='5001'>",
        "<div class='total-count'>",
        "1 order",
        "<div id='filters_box' data-options='[{\"name\":\"trial\",\"value\":\"x\"}]'>",
        "<template>",
        "</template>",
        "<svg>",
        "<math>",
        "<select>",
        "<option>",
        "<script>",
        "</script>",
        "<style>",
        "<textarea>",
        "</textarea>",
        "<frameset>",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<html a=b>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&",
        "&#0;",
        "&#x10FFFF;",
        "<",
        ">",
        "\"",
        "'",
        "\u{0}",
        "\u{feff}",
        "é",
        "🦊",
        "\r\n",
        "<div class='alert alert-danger'>",
        "<button>",
        "<a",
        " href=",
        "='",
        "<nobr>",
        "<foreignObject>",
        "<title>",
        "</title>",
        "<plaintext>",
    ]);
    prop::collection::vec(bits, 0..120).prop_map(|bits| bits.concat())
}

const PATHS: [&str; 6] = [
    "/admin/order/5001",
    "/admin/order",
    "/admin/billing_account/1",
    "/admin/cloud_activation?query=x",
    "/admin/license/validate_license",
    "/nope",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn reading_never_panics(html in prop_oneof![soup(), any::<String>()], path in prop::sample::select(PATHS.to_vec()), status in prop::sample::select(vec![200, 302, 404, 500])) {
        let page = with_status(path, status, &html);
        prop_assert!(serde_json::to_value(&page).is_ok());
    }

    /// Whatever a value says, its page stays what it is, and no other field is read from it.
    #[test]
    fn a_text_value_is_only_itself(text in prop_oneof![soup(), any::<String>()]) {
        for markup in BOTH {
            let html = Show::new(markup, "order", "5001").boolean("trial", "Trial", Some(true)).field("notes", "Notes", &text).html();
            let page = crate::json(&at("/admin/order/5001", &html));
            prop_assert_eq!(&page["page"], "order");
            prop_assert_eq!(&page["fields"]["trial"], true);
            prop_assert_eq!(&page["fields"]["subscription_name"], &serde_json::Value::Null);
        }
    }
}
