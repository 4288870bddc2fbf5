//! The ten traps of portal.md 0, and the rest of its section a, in both markups.

use bytes::Bytes;
use http::Method;

use super::*;

const MARKUPS: [Markup; 2] = [Markup::V3, Markup::V2];
const HTML: &str = "text/html";

/// Somebody who is signed in, or was.
struct Browser {
    portal: Portal,
    cookie: String,
}

impl Browser {
    fn new(markup: Markup) -> Browser {
        let portal = Portal::on(markup, Date::new(2026, 11, 22));
        let cookie = portal.sign_in();
        Browser { portal, cookie }
    }

    fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
        let mut request = http::Request::builder().method(method).uri(path).header("host", HOST);
        for (name, value) in headers.iter().chain(&[("cookie", self.cookie.as_str())]) {
            request = request.header(*name, *value);
        }
        self.portal.respond(&request.body(Bytes::copy_from_slice(body.as_bytes())).unwrap())
    }

    fn get(&self, path: &str, accept: &str) -> Response {
        self.ask(Method::GET, path, &[("accept", accept)], "")
    }

    fn page(&self, path: &str) -> String {
        text(&self.get(path, HTML))
    }
}

fn browsers() -> impl Iterator<Item = (Markup, Browser)> {
    MARKUPS.into_iter().map(|markup| (markup, Browser::new(markup)))
}

fn text(response: &Response) -> String {
    String::from_utf8(response.body().to_vec()).unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// What stands between two pieces of a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> Option<&'a str> {
    page.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

/// The ids of a list's rows.
fn rows(page: &str) -> Vec<i64> {
    let values = page.split(r#"id="bulk_ids_" value=""#).skip(1);
    values.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

/// `2 orders`.
fn total(page: &str) -> &str {
    between(page, "clearfix total-count", "</div>").and_then(|rest| rest.split_once('>')).unwrap().1.trim()
}

/// A field's value on a show page, as HTML.
fn field<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let rest = page.split_once(&format!("_type {name}_field"))?.1;
    let v3 = between(rest, r#"<div class="card-body">"#, "\n        </div>");
    let v2 = between(rest, "<dd class='well'>", "</dd>");
    v3.or(v2).map(str::trim)
}

fn token(page: &str) -> &str {
    between(page, r#"<meta name="csrf-token" content=""#, "\"").unwrap()
}

fn filter(field: &str, operator: &str, value: &str) -> String {
    let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    format!("/admin/order?f[{field}][12345][o]={operator}&f[{field}][12345][v]={value}")
}

#[test]
fn trap_1_accept_decides_between_html_and_json() {
    let cases = [
        ("/admin/order/5001", "*/*", "application/json"),
        ("/admin/order/5001", "text/html", "text/html"),
        ("/admin/order/5001", "text/html, application/xhtml+xml", "text/html"),
        ("/admin/order/5001", "text/html,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("/admin/order/5001", "application/json, text/plain, */*", "text/html"),
        ("/admin/order/5001", "application/json", "application/json"),
        ("/admin/order/5001.json", "text/html", "application/json"),
        ("/admin/order", "*/*", "text/html"),
        ("/admin/order", "application/json", "application/json"),
        ("/admin/order.json", "*/*", "application/json"),
    ];
    for (markup, browser) in browsers() {
        for (path, accept, expected) in cases {
            let response = browser.get(path, accept);
            assert_eq!(response.status(), 200);
            assert!(header(&response, "content-type").starts_with(expected), "{markup:?} {path} {accept}");
            assert_eq!(header(&response, "vary"), "Accept");
        }
        for (path, accept, status) in
            [("/admin/order.csv", HTML, 500), ("/admin/order.xml", HTML, 500), ("/admin/order/5001", "image/png", 406)]
        {
            assert_eq!(browser.get(path, accept).status(), status, "{markup:?} {path}");
        }
    }
}

#[test]
fn trap_2_a_missing_record_is_a_list_of_others() {
    for (markup, browser) in browsers() {
        for id in ["999", "abc", "99999999999999999999"] {
            let response = browser.get(&format!("/admin/order/{id}"), HTML);
            let page = text(&response);
            assert_eq!(response.status(), 404, "{markup:?} {id}");
            assert_eq!((rows(&page).len(), rows(&page)[0]), (20, 6150));
            assert!(page.contains(&format!("Order with id &#39;{id}&#39; could not be found")));
            assert!(page.contains("rails_admin") && page.contains("List of Orders"));
        }
        let response = browser.get("/admin/order/999", "application/json");
        let json: Vec<serde_json::Value> = serde_json::from_slice(response.body()).unwrap();
        assert_eq!((response.status().as_u16(), json.len()), (200, 20));
        assert_eq!(browser.get("/admin/order/999", "*/*").status(), 404);
    }
}

#[test]
fn trap_3_filters_that_say_nothing_are_ignored() {
    for (markup, browser) in browsers() {
        let not_like = if markup == Markup::V3 { "227 orders" } else { "228 orders" };
        for (operator, value, expected) in [
            ("like", "", "228 orders"),
            ("like", "  ", "228 orders"),
            ("contains", "A-S00012345", "228 orders"),
            ("_discard", "A-S00012345", "228 orders"),
            ("not_like", "A-S000123456", not_like),
        ] {
            let page = browser.page(&filter("subscription_name", operator, value));
            assert_eq!(total(&page), expected, "{markup:?} {operator} {value:?}");
            // The page tells of the filter all the same.
            assert!(page.contains(&format!("operator&quot;:&quot;{operator}&quot;")), "{markup:?} {operator}");
        }
        assert_eq!(total(&browser.page("/admin/order")), "228 orders");
    }
}

#[test]
fn traps_4_and_5_contains_is_a_substring_with_wildcards() {
    let name = "subscription_name";
    let of = |operator: &'static str, value: &'static str| filter(name, operator, value);
    let cases = [
        (of("like", "A-S00012345"), vec![5002, 5001]),
        (of("like", "a-s00012345"), vec![5002, 5001]),
        (of("is", "A-S00012345"), vec![5001]),
        (of("is", "a-s00012345"), vec![]),
        (of("like", " A-S00012345 "), vec![]),
        (of("is", "A-S00099999"), vec![]),
        (of("is", "A-S00099999 "), vec![5008]),
        (of("like", "A-S00099999"), vec![5008]),
        (of("is", "A-S00_0001"), vec![5013]),
        (of("like", "100%-Sub"), vec![5016, 5015]),
        (of("like", "100_-Sub"), vec![5016, 5015]),
        (of("like", "A-S<b>1"), vec![5017]),
        (of("starts_with", "A-S0002"), vec![5010, 5009]),
        (of("ends_with", "30003"), vec![5012, 5011]),
        (of("_blank", ""), vec![5007]),
        ("/admin/order?f[subscription_name][1][v]=A-S00020002".to_owned(), vec![5010, 5009]),
        ("/admin/order?f%5Bsubscription_name%5D%5B1%5D%5Bv%5D=A-S00020002".to_owned(), vec![5010, 5009]),
        ("/admin/order?f[trial][1][v]=true".to_owned(), vec![5029, 5007]),
        ("/admin/order?f[billing_account][1][o]=is&f[billing_account][1][v]=1003".to_owned(), vec![5017, 5004]),
        (format!("{}&f[trial][1][v]=true", of("like", "A-S0004")), vec![5029]),
        ("/admin/order?f[source][1][v]=aws&f[billing_account][1][v]=1003".to_owned(), vec![]),
        ("/admin/order?f[end_date][1][o]=default&f[end_date][1][v][]=2020-01-01".to_owned(), vec![5030]),
        ("/admin/order?query=A-S00012345".to_owned(), vec![5002, 5001]),
        ("/admin/cloud_activation?query=TrLp7Wq2ZkNc9xVbT4sHdUeA".to_owned(), vec![9002]),
        ("/admin/cloud_activation?query=Gv3JSmg8YQyvm4tSGXbhDYfZ".to_owned(), vec![9010, 9001]),
        ("/admin/cloud_activation?query=PrefixSharedCode12345678".to_owned(), vec![9006, 9005]),
        ("/admin/cloud_activation?query=Under_score".to_owned(), vec![9012, 9011]),
        ("/admin/cloud_activation?query=nosuchcode".to_owned(), vec![]),
        ("/admin/order?query=5001".to_owned(), vec![5001]),
    ];
    for (markup, browser) in browsers() {
        for (path, expected) in &cases {
            let page = browser.page(path);
            assert_eq!(rows(&page), *expected, "{markup:?} {path}");
            assert!(total(&page).starts_with(&format!("{} ", expected.len())), "{markup:?} {path}");
            if expected.is_empty() {
                assert_eq!(page.contains("No records found"), markup == Markup::V3);
            }
        }
        for (path, expected) in [
            (of("like", "A-S00_0001"), "13 orders"),
            ("/admin/order?f[billing_account][1][o]=is&f[billing_account][1][v]=1099".to_owned(), "195 orders"),
            ("/admin/order?f[trial][1][v]=false".to_owned(), "226 orders"),
            (of("_present", ""), "227 orders"),
            ("/admin/cloud_activation?query=".to_owned(), "52 cloud activations"),
            ("/admin/license".to_owned(), "96 licenses"),
            (of("is", "A-S00012345"), "1 order"),
        ] {
            assert_eq!(total(&browser.page(&path)), expected, "{markup:?} {path}");
        }
        let unknown = browser.get("/admin/order?f[nope][1][v]=x", HTML);
        assert_eq!(unknown.status(), 500);
        assert!(!text(&unknown).contains(r#"class="rails_admin"#));
    }
}

#[test]
fn trap_6_booleans_have_no_text() {
    for (markup, browser) in browsers() {
        for (path, field_name, v3, v2) in [
            ("/admin/license/700001", "trial", "fas fa-times", "&#x2718;"),
            ("/admin/license/700002", "trial", "fas fa-check", "&#x2713;"),
            ("/admin/order/5029", "trial", "fas fa-check", "&#x2713;"),
            ("/admin/cloud_activation/9002", "trial", "fas fa-check", "&#x2713;"),
        ] {
            let page = browser.page(path);
            let value = field(&page, field_name).unwrap();
            assert!(value.contains(if markup == Markup::V3 { v3 } else { v2 }), "{markup:?} {path}: {value}");
        }
        assert_eq!(field(&browser.page("/admin/license/700011"), "trial"), None);
    }
}

#[test]
fn traps_7_and_8_what_a_show_page_leaves_out() {
    for (markup, browser) in browsers() {
        for (path, absent) in [
            ("/admin/order/5003", "billing_account"),
            ("/admin/order/5003", "customer"),
            ("/admin/order/5007", "subscription_name"),
            ("/admin/order/5001", "gl_namespace_name"),
            ("/admin/order/5001", "id"),
            ("/admin/order/5001", "created_at"),
            ("/admin/billing_account/1005", "salesforce_account_id"),
            ("/admin/billing_account/1017", "salesforce_account_id"),
            ("/admin/billing_account/1006", "sold_to"),
            ("/admin/billing_account/1014", "sold_to"),
            ("/admin/license/700005", "zuora_subscription_name"),
            ("/admin/license/700033", "zuora_subscription_name"),
            ("/admin/license/700012", "expires_at"),
            ("/admin/cloud_activation/9004", "billing_account"),
        ] {
            assert_eq!(field(&browser.page(path), absent), None, "{markup:?} {path} {absent}");
        }
        let page = browser.page("/admin/billing_account/1010");
        assert_eq!(field(&page, "orders"), Some(if markup == Markup::V3 { "-" } else { "" }));
    }
}

#[test]
fn show_pages_say_what_the_records_hold() {
    for (markup, browser) in browsers() {
        let pjax = if markup == Markup::V2 { r#"class="pjax" "# } else { "" };
        for (path, name, expected) in [
            ("/admin/order/5001", "subscription_name", "A-S00012345".to_owned()),
            ("/admin/order/5001", "end_date", "December 31, 2099".to_owned()),
            (
                "/admin/order/5001",
                "billing_account",
                format!(r#"<a {pjax}href="/admin/billing_account/1001">BillingAccount #1001</a>"#),
            ),
            (
                "/admin/billing_account/1003",
                "sold_to",
                format!(
                    r#"<a {pjax}href="/admin/billing_account_contact/13">mallory.o&#39;neil+gitlab@evil.example</a>"#
                ),
            ),
            ("/admin/billing_account/1001", "salesforce_account_id", "0016100000aBcDeAAK".to_owned()),
            ("/admin/cloud_activation/9008", "activation_code", "HtmlSub&lt;b&gt;Code&lt;/b&gt;&amp;quot;1".to_owned()),
            ("/admin/license/700007", "notes", NOTES.to_owned()),
            ("/admin/license/700019", "expires_at", "November 22, 2026".to_owned()),
            ("/admin/license/700020", "expires_at", "November 21, 2026".to_owned()),
            ("/admin/license/700021", "expires_at", "November 23, 2026".to_owned()),
        ] {
            assert_eq!(field(&browser.page(path), name), Some(expected.as_str()), "{markup:?} {path} {name}");
        }
        let page = browser.page("/admin/billing_account/1099");
        assert_eq!(field(&page, "orders").unwrap().matches("<a ").count(), 195);
        assert!(browser.page("/admin/order/5001").contains("Details for Order &#39;Order #5001&#39;"));
        assert!(browser.page("/admin/order").contains(if markup == Markup::V3 {
            r#"<header class="py-2 m-2 border-bottom" data-model="order">"#
        } else {
            "<div class='page-header' data-model='order'>"
        }));
        // A contact without an e-mail address has no name: lists show its address in the panel instead.
        let list = browser.page("/admin/billing_account");
        assert!(list.contains(">/admin/billing_account_contact/22</a>"));
    }
}

const NOTES: &str = "&lt;img src=x onerror=alert(1)&gt;\n\
                     &lt;/dd&gt;&lt;/div&gt;&lt;dt&gt;Trial&lt;/dt&gt;&lt;dd&gt;No&lt;/dd&gt;";

#[test]
fn trap_9_lists_have_pages_and_v2_has_sets_of_columns() {
    let hits = filter("subscription_name", "like", "A-S00700");
    for (markup, browser) in browsers() {
        for (more, expected) in [
            ("", (5126..=5145).rev().collect::<Vec<i64>>()),
            ("&page=3", (5101..=5105).rev().collect()),
            ("&page=4", vec![]),
            ("&per=100", (5101..=5145).rev().collect()),
            ("&all=true", (5101..=5145).rev().collect()),
        ] {
            let page = browser.page(&format!("{hits}{more}"));
            assert_eq!(rows(&page), expected, "{markup:?} {more}");
            assert_eq!(total(&page), "45 orders");
        }
        assert!(browser.page(&hits).contains("show-all"));
        assert!(!browser.page("/admin/order").contains("show-all"));
        let first = browser.page("/admin/order");
        let columns = |page: &str, name: &str| page.contains(&format!("{name}_field"));
        assert!(columns(&first, "subscription_name"));
        assert_eq!(columns(&first, "end_date"), markup == Markup::V3);
        let second = browser.page("/admin/order?set=1");
        assert!(columns(&second, "end_date"));
        assert_eq!(columns(&second, "subscription_name"), markup == Markup::V3);
        assert_eq!(first.contains("set=1"), markup == Markup::V2);
    }
}

#[test]
fn trap_10_a_post_must_come_from_a_page_of_ours() {
    const PATH: &str = "/admin/license/validate_license";
    for (markup, browser) in browsers() {
        let page = browser.page(PATH);
        let token = token(&page);
        let form = format!("authenticity_token={token}&license_file=garbage");
        let ours = ("origin", "https://customers.gitlab.com");
        for (headers, body, status) in [
            (vec![], form.as_str(), 200),
            (vec![ours], form.as_str(), 200),
            (vec![ours, ("x-csrf-token", token)], "license_file=garbage", 200),
            (vec![ours], "license_file=garbage", 422),
            (vec![ours, ("x-csrf-token", "c29tZXRoaW5nIGVsc2U")], "license_file=garbage", 422),
            (vec![("origin", "null")], form.as_str(), 422),
            (vec![("origin", "chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh")], form.as_str(), 422),
            (vec![("origin", "https://gitlab.zendesk.com")], form.as_str(), 422),
        ] {
            let headers: Vec<_> = headers.into_iter().chain([("accept", HTML)]).collect();
            let response = browser.ask(Method::POST, PATH, &headers, body);
            assert_eq!(response.status(), status, "{markup:?} {headers:?} {body}");
            assert_eq!(text(&response).contains("could not be decrypted"), status == 200);
        }
        let other = Browser { cookie: browser.portal.sign_in(), portal: Portal::new(markup) };
        assert_eq!(other.ask(Method::POST, PATH, &[], &form).status(), 422);
    }
}

#[test]
fn validate_license_prints_what_a_license_file_says() {
    for (_, browser) in browsers() {
        let page = browser.page("/admin/license/validate_license");
        for id in [700_001, 700_007, 700_150] {
            let file = crate::license::file(id).unwrap().replace('\n', "\r\n");
            let file: String = form_urlencoded::byte_serialize(file.as_bytes()).collect();
            let form = format!("authenticity_token={}&license_file={file}", token(&page));
            for (validated, printed) in [
                (Validated::Json, format!("&quot;id&quot;: {id}\n")),
                (Validated::Ruby, format!("&quot;id&quot;=&gt;{id}}}}}</pre>")),
                (Validated::List, format!("<dt>id</dt><dd>{id}</dd></dl></dd></dl>")),
            ] {
                browser.portal.set_variant(Variant { validated, ..Variant::default() });
                let headers = [("accept", HTML)];
                let result = browser.ask(Method::POST, "/admin/license/validate_license", &headers, &form);
                let result = text(&result);
                assert!(result.contains(&printed), "{id} {validated:?}");
                assert!(!result.contains("alert-danger"));
                // What looks for `id` alone must not find this first.
                assert!(result.find("subscription_id") < result.find(&printed));
            }
        }
    }
}

#[test]
fn ids_are_cast_and_models_camel_cased() {
    for (markup, browser) in browsers() {
        for path in ["5001abc", "5001%20", "5001/", "5001.html"].map(|id| format!("/admin/order/{id}")) {
            assert_eq!(field(&browser.page(&path), "subscription_name"), Some("A-S00012345"), "{markup:?} {path}");
        }
        assert_eq!(field(&browser.page("/admin/Order/5001"), "subscription_name"), Some("A-S00012345"));
        let unknown = browser.get("/admin/nope/1", HTML);
        assert_eq!(unknown.status(), 404);
        assert!(text(&unknown).contains("Model &#39;Nope&#39; could not be found"));
        assert!(text(&unknown).contains("Site Administration"));
        let json = browser.get("/admin/nope/1", "application/json");
        assert_eq!(json.status(), if markup == Markup::V3 { 500 } else { 404 });
        let outside = browser.get("/nope", HTML);
        assert_eq!(outside.status(), 404);
        assert!(!text(&outside).contains(r#"class="rails_admin"#));
        assert_eq!(browser.get("/administrator", HTML).status(), 404);
    }
}

#[test]
fn json_holds_every_column() {
    let order = r#"{"id":5001,"customer_id":301,"billing_account_id":1001,"product_rate_plan_id":"8a8aa16a8d4d0f3b018d6a5f9c7e1d22","subscription_id":"aa78e836a32799cc92de15b1255018a1","subscription_name":"A-S00012345","start_date":"2025-01-01","end_date":"2099-12-31","quantity":61,"gl_namespace_id":"65013","gl_namespace_name":null,"amendment_type":null,"trial":false,"last_extra_ci_minutes_sync_at":null,"zuora_account_id":"cafdc964b05c6dba7d818c2d3a95f364","increased_billing_rate_notified_at":null,"source":"web","created_at":"2025-03-04T10:31:11.000Z","updated_at":"2025-03-04T11:30:13.000Z"}"#;
    for (_, browser) in browsers() {
        assert_eq!(browser.page("/admin/order/5001.json"), order);
        let is = filter("subscription_name", "is", "A-S00012345").replace("order?", "order.json?");
        assert_eq!(browser.page(&is), format!("[{order}]"));
        assert_eq!(
            browser.page("/admin/order.json?compact=true&query=A-S00012345"),
            r#"[{"id":"5002","label":"Order #5002"},{"id":"5001","label":"Order #5001"}]"#
        );
    }
}

#[test]
fn without_a_session_pages_lead_to_the_log_in() {
    for (markup, browser) in browsers() {
        browser.portal.sign_everyone_out();
        for (path, accept, status) in [
            ("/admin/order/5001", HTML, 302),
            ("/admin/order/5001", "*/*", 302),
            ("/admin", HTML, 302),
            ("/admin/nope", HTML, 302),
            ("/admin/order/5001", "application/json", 401),
            ("/admin/order/5001.json", HTML, 401),
        ] {
            let response = browser.get(path, accept);
            assert_eq!(response.status(), status, "{markup:?} {path} {accept}");
            if status == 302 {
                assert_eq!(header(&response, "location"), "https://customers.gitlab.com/admins/sign_in");
                assert!(text(&response).contains("You are being"));
            } else {
                assert_eq!(text(&response), r#"{"error":"You need to sign in or sign up before continuing."}"#);
            }
        }
        let xhr = [("accept", HTML), ("x-requested-with", "XMLHttpRequest")];
        assert_eq!(browser.ask(Method::GET, "/admin/order/5001", &xhr, "").status(), 401);
    }
}

#[test]
fn the_log_in_returns_to_the_wanted_page() {
    for (_, mut browser) in browsers() {
        browser.cookie.clear();
        let wanted = "/admin/order?query=A-S00012345";
        let cookie = |response: &Response| header(response, "set-cookie").split(';').next().unwrap().to_owned();
        let redirected = browser.get(wanted, HTML);
        assert!(header(&redirected, "set-cookie").ends_with("; path=/; secure; HttpOnly; SameSite=Lax"));
        browser.cookie = cookie(&redirected);
        let page = browser.page("/admins/sign_in");
        assert!(!page.contains(r#"class="rails_admin"#));
        let token = between(&page, r#"name="authenticity_token" value=""#, "\"").unwrap();
        let form = format!("authenticity_token={token}&admin[email]=a@b.example&admin[password]=x");
        assert_eq!(browser.ask(Method::POST, "/admins/sign_in", &[], "admin[email]=a").status(), 422);
        let answer = browser.ask(Method::POST, "/admins/sign_in", &[], &form);
        assert_eq!(answer.status(), 302);
        assert_eq!(header(&answer, "location"), format!("https://customers.gitlab.com{wanted}"));
        browser.cookie = cookie(&answer);
        let page = browser.page(wanted);
        assert!(page.contains("Signed in successfully.") && page.contains("alert-info"));
        assert_eq!(rows(&page), [5002, 5001]);
        assert!(!browser.page(wanted).contains("Signed in successfully."));
    }
}

#[test]
fn pages_come_with_strict_headers() {
    for (_, browser) in browsers() {
        let response = browser.get("/admin/order/5001", HTML);
        let policy = header(&response, "content-security-policy");
        let nonce = between(policy, "script-src 'nonce-", "'").unwrap();
        assert_eq!(
            policy,
            format!(
                "default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
                 object-src 'none'; frame-ancestors 'self'; base-uri 'self'"
            )
        );
        assert!(text(&response).contains(&format!("nonce=\"{nonce}\"")));
        assert_ne!(policy, header(&browser.get("/admin/order/5001", HTML), "content-security-policy"));
        assert!(header(&response, "etag").starts_with("W/\""));
        assert_eq!(header(&response, "cache-control"), "max-age=0, private, must-revalidate");
        assert_eq!(header(&response, "x-frame-options"), "SAMEORIGIN");
        let page = text(&response);
        let links = ["href=\"", "src=\""].map(|before| {
            page.split(before).skip(1).find(|rest| rest.contains("rails_admin.")).unwrap().split('"').next().unwrap()
        });
        for link in links.into_iter().filter(|link| link.contains("rails_admin.")) {
            assert_eq!(browser.get(link, "*/*").status(), 200, "{link}");
        }
    }
}

#[test]
fn pjax_gets_a_fragment_from_v2_only() {
    for (markup, browser) in browsers() {
        let headers = [("accept", HTML), ("x-pjax", "true")];
        let page = text(&browser.ask(Method::GET, "/admin/order?_pjax=%5Bdata-pjax-container%5D", &headers, ""));
        assert_eq!(page.contains("<body"), markup == Markup::V3);
        assert!(page.contains("List of Orders"));
        assert!(!page.contains("_pjax"));
    }
}

#[test]
fn the_stray_end_tag_is_there() {
    let page = Browser::new(Markup::V3).page("/admin/admin_note/1");
    assert_eq!((page.matches(r#"<div class="list-group">"#).count(), page.matches("</dl>").count()), (2, 2));
    assert!(page.contains("&quot;html&quot;: &quot;&lt;b&gt;&amp;&quot;"));
    let page = Browser::new(Markup::V2).page("/admin/admin_note/2");
    assert_eq!((page.matches("<dl>").count(), page.matches("</dl>").count()), (2, 2));
}

#[test]
fn variants_change_what_the_facts_leave_open() {
    type Change = fn(&mut Variant);
    let salesforce = r#"<a href="https://gitlab.my.salesforce.com/0016100000aBcDeAAK">0016100000aBcDeAAK</a>"#;
    let cases: [(Change, &str, &str, Option<&str>); 11] = [
        (|it| it.booleans = Booleans::YesNo, "/admin/license/700002", "trial", Some("Yes")),
        (|it| it.booleans = Booleans::TrueFalse, "/admin/license/700001", "trial", Some("false")),
        (
            |it| it.booleans = Booleans::UnknownIcon,
            "/admin/license/700001",
            "trial",
            Some(r#"<span class="flag"><span class="ico ico-7"></span></span>"#),
        ),
        (|it| it.dates = Dates::Iso, "/admin/license/700001", "expires_at", Some("2099-12-31")),
        (|it| it.blanks = Blanks::Dash, "/admin/order/5007", "subscription_name", Some("-")),
        (|it| it.groups = Groups::Two, "/admin/order/5001", "source", Some("web")),
        (
            |it| it.salesforce_account = SalesforceAccount::Link,
            "/admin/billing_account/1001",
            "salesforce_account_id",
            Some(salesforce),
        ),
        (|it| it.sold_to = SoldTo::Email, "/admin/billing_account/1001", "sold_to", Some("alice@acme.example")),
        (|it| it.sold_to = SoldTo::Absent, "/admin/billing_account/1001", "sold_to", None),
        (|it| it.sold_to = SoldTo::Absent, "/admin/billing_account/1001", "orders", Some("")),
        (|it| it.booleans = Booleans::Glyph, "/admin/license/700001", "trial", Some("&#x2718;")),
    ];
    for (markup, browser) in browsers() {
        for (change, path, name, expected) in cases {
            let mut variant = Variant::default();
            change(&mut variant);
            browser.portal.set_variant(variant.clone());
            let page = browser.page(path);
            match (expected, field(&page, name)) {
                (Some(expected), Some(found)) => {
                    assert!(found.contains(expected), "{markup:?} {variant:?} {name}: {found}");
                }
                (expected, found) => assert_eq!(expected, found, "{markup:?} {variant:?} {name}"),
            }
        }
        browser.portal.set_variant(Variant {
            subscription_label: Some("Subscription".into()),
            groups: Groups::Two,
            sold_to: SoldTo::NameAndEmail,
            ..Variant::default()
        });
        let page = browser.page("/admin/license/700001");
        assert!(!page.contains("Zuora subscription name") && page.contains("Further info"));
        let page = browser.page("/admin/billing_account/1001");
        assert!(field(&page, "sold_to").unwrap().contains(">Alice Anders &lt;alice@acme.example&gt;</a>"));
    }
}

#[test]
fn the_markup_changes_while_it_runs() {
    let browser = Browser::new(Markup::V3);
    assert!(browser.page("/admin/order/5001").contains("list-group"));
    browser.portal.set_markup(Markup::V2);
    assert_eq!(browser.portal.markup(), Markup::V2);
    assert!(browser.page("/admin/order/5001").contains("<dl>"));
}

#[test]
fn the_limit_is_told_and_spares_the_pages_of_tabs() {
    let portal = Portal::new(Markup::V3);
    let cookie = portal.sign_in();
    let ask = |dest: &str| {
        let request = http::Request::get("/admin/license/700001")
            .header("cookie", &cookie)
            .header("accept", "text/html")
            .header("sec-fetch-dest", dest)
            .body(bytes::Bytes::new())
            .unwrap();
        let response = portal.respond(&request);
        let retry_after = response.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        (response.status().as_u16(), retry_after)
    };
    portal.throttle(1, 17);
    assert_eq!(ask("document"), (200, None));
    assert_eq!(ask("empty"), (429, Some("17".to_owned())));
    assert_eq!(ask("empty"), (200, None));
    portal.throttle_without_time(1);
    assert_eq!(ask("empty"), (429, None));
}
