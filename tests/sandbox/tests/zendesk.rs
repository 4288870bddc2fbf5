//! The sandbox Zendesk keeps what it promises: the session, the shapes of the API, its limits, the agent page's policy.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use bytes::Bytes;
use http::{Method, StatusCode, header};
use serde_json::Value;
use vouch_sandbox::site::{Request, Response, Site};
use vouch_sandbox::zendesk::data::{
    ACME, ACME_LONGER, ATTACHMENTS, BETA, BETA_OTHER_CASE, CONTACT_LIMIT, Comment, FILLER, FORMS, GAMMA, KABUSHIKI,
    LONG_ID_ONLY, LONG_NAME, NO_EMAIL, NOT_SENT, ORGANIZATIONS, PROBLEM_TYPES, PRODUCT_TYPES, Proof, RESELLER,
    SHORT_ID_ONLY, SPACEY, SPACEY_TWIN, TICKETS, USERS, WHITESPACE,
};
use vouch_sandbox::zendesk::{
    CkEditor, Composer, Files, Form, HOST, HiddenTabs, Locale, ProjectField, Remount, Submission, Zendesk,
};

fn zendesk() -> Zendesk {
    Zendesk::new("no such editor")
}

fn request(method: Method, path: &str, cookie: &str, body: &str) -> Request {
    http::Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, HOST)
        .header(header::COOKIE, cookie)
        .body(Bytes::from(body.to_owned()))
        .unwrap()
}

fn get(zendesk: &Zendesk, path: &str) -> (StatusCode, Value) {
    let response = zendesk.respond(&request(Method::GET, path, &zendesk.sign_in(), ""));
    (response.status(), serde_json::from_slice(response.body()).unwrap())
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

fn ids(list: &Value) -> Vec<u64> {
    list.as_array().unwrap().iter().map(|item| item["id"].as_u64().unwrap()).collect()
}

/// The three letters that an 18-character ID adds to its 15.
fn suffix(short: &str) -> String {
    let letters: Vec<char> = short.chars().collect();
    letters
        .chunks(5)
        .map(|group| {
            let bits = group.iter().rev().fold(0, |bits, letter| bits * 2 + usize::from(letter.is_ascii_uppercase()));
            char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits])
        })
        .collect()
}

#[test]
fn the_tables_fit_together() {
    let organizations: HashSet<u64> = ORGANIZATIONS.iter().map(|organization| organization.id).collect();
    assert_eq!(organizations.len(), ORGANIZATIONS.len());
    for organization in ORGANIZATIONS {
        match (organization.salesforce_id, organization.sfdc_short_id) {
            (Some(long), Some(short)) if organization.id != ACME_LONGER => {
                assert_eq!(long, format!("{short}{}", suffix(short)), "{}", organization.name);
            }
            (Some(long), None) => assert_eq!(long, format!("{}{}", &long[..15], suffix(&long[..15]))),
            (None, Some(short)) => assert_eq!(short.len(), 15, "{short}"),
            (None, None) => panic!("{} cannot be found", organization.name),
            (Some(_), Some(_)) => {}
        }
    }
    let users: HashSet<u64> = USERS.iter().map(|user| user.id).collect();
    assert_eq!(users.len(), USERS.len());
    for user in USERS {
        assert!(user.organization.is_none_or(|id| organizations.contains(&id)), "{}", user.name);
        // Two are private on purpose: Gmail allows no underscore, and no mail arrives at GitHub's.
        let is_private = user.email == "charlie_castro@gmail.com" || user.email.ends_with("@users.noreply.github.com");
        let is_nobodys = user.email.ends_with(".example") || is_private;
        assert!(is_nobodys, "{}", user.email);
    }
    for ticket in TICKETS {
        let requester = USERS.iter().find(|user| user.id == ticket.requester).unwrap();
        // Two requesters were associated or moved after they had filed their tickets.
        let moved = [4165, 4166].contains(&ticket.id);
        assert_eq!(requester.organization != ticket.organization, moved, "{}", ticket.id);
        let is_known = |author: &u64| users.contains(author) || *author == NOT_SENT;
        assert!(ticket.comments.iter().all(|comment| is_known(&comment.author)), "{}", ticket.id);
        let written: String = ticket
            .comments
            .iter()
            .filter(|comment| comment.author == ticket.requester)
            .map(Comment::full_text)
            .collect();
        assert!(FORMS.iter().any(|form| form.id == ticket.form && form.active), "{}", ticket.id);
        for (chosen, choices) in [(ticket.problem_type, PROBLEM_TYPES), (ticket.product_type, PRODUCT_TYPES)] {
            assert!(chosen.is_none_or(|chosen| choices.iter().any(|(tag, _)| *tag == chosen)), "{}", ticket.id);
        }
        let files = || ticket.comments.iter().flat_map(|comment| comment.attachments).map(|file| file.content());
        let proof = match ticket.proof {
            Proof::License(id) => id.to_string(),
            Proof::CloudActivation(code) => code.to_owned(),
            Proof::Subscription(name) => name.to_owned(),
            Proof::LicenseFile(id) | Proof::UsageExport(id) => {
                let key = vouch_sandbox::license::file(i64::try_from(id).unwrap()).unwrap();
                let last = key.lines().last().unwrap();
                assert!(written.contains(last) || files().any(|file| file.contains(last)), "{}", ticket.id);
                String::new()
            }
            Proof::Nothing => String::new(),
        };
        assert!(written.contains(&proof), "{}: {proof}", ticket.id);
        assert!(ticket.sold_to.is_none_or(|sold_to| written.contains(sold_to)), "{}", ticket.id);
    }
}

#[test]
fn searches_find_words_and_their_beginnings_in_any_case() {
    let zendesk = zendesk();
    for (query, found) in [
        ("type:organization sfdc_short_id:0013X00002fGhIj", vec![BETA, BETA_OTHER_CASE]),
        ("type:organization sfdc_short_id:0013X00002fGhI", vec![BETA, BETA_OTHER_CASE]),
        ("sfdc_short_id:0013X00002fGhI*", vec![BETA, BETA_OTHER_CASE]),
        ("salesforce_id:0013X00002fGhIjQAK", vec![BETA]),
        ("salesforce_id:0013x00002fghijqak", vec![BETA]),
        ("salesforce_id:3X00002fGhIjQAK", vec![]),
        ("type:organization salesforce_id:0016100000aBcDeAAK", vec![ACME, ACME_LONGER]),
        ("type:organization sfdc_short_id:0016100000aBcDe", vec![ACME, ACME_LONGER]),
        ("sfdc_short_id:0016100000aBcDeOLD", vec![ACME_LONGER]),
        ("salesforce_id:0010D00011dEfGhQAK", vec![SPACEY, SPACEY_TWIN]),
        ("sfdc_short_id:0010B00009tUvWx", vec![]),
        ("salesforce_id:0016100000ABCDEFG", vec![]),
        ("salesforce_id:0010G00014qRsTu*", vec![LONG_ID_ONLY]),
        ("sfdc_short_id:0010G00014qRsTu", vec![]),
        ("salesforce_id:0010H00015vWxYz*", vec![]),
        ("sfdc_short_id:0010H00015vWxYz", vec![SHORT_ID_ONLY]),
        ("type:organization \"gamma llc\"", vec![GAMMA]),
        ("type:organization support_hold:true", vec![GAMMA]),
        ("type:user sfdc_short_id:0013X00002fGhIj", vec![]),
    ] {
        let path: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        for route in ["/api/v2/search.json", "/api/v2/search"] {
            let (status, answer) = get(&zendesk, &format!("{route}?query={path}"));
            assert_eq!((status, ids(&answer["results"])), (StatusCode::OK, found.clone()), "{query}");
            assert_eq!(answer["count"], found.len());
        }
    }
}

#[test]
fn every_record_that_is_missing_or_misnamed_says_so() {
    let zendesk = zendesk();
    for (path, status, error) in [
        ("tickets/9999.json", 404, "RecordNotFound"),
        ("organizations/1", 404, "RecordNotFound"),
        ("organizations/1/users/count", 404, "RecordNotFound"),
        ("users/1", 404, "RecordNotFound"),
        ("nonsense", 404, "InvalidEndpoint"),
        ("search.json?query=", 422, "invalid"),
        ("search.json", 422, "invalid"),
        ("search.json?query=%22open", 422, "invalid"),
        ("search.json?query=type:ticket&page=11", 422, "invalid"),
    ] {
        let (answered, answer) = get(&zendesk, &format!("/api/v2/{path}"));
        assert_eq!((answered.as_u16(), answer["error"].as_str()), (status, Some(error)), "{path}");
    }
    for (path, status) in [
        ("tickets/abc", 400),
        ("tickets?page=0", 400),
        ("tickets?per_page=many", 400),
        ("search.json?query=acme&page[size]=10", 400),
        ("organizations/search?name=Acme", 403),
        ("macros/search", 400),
        ("macros/search?query=", 400),
        ("macros/search?query=proof&page[size]=10", 400),
    ] {
        let (answered, answer) = get(&zendesk, &format!("/api/v2/{path}"));
        assert_eq!(answered.as_u16(), status, "{path}");
        assert!(answer["error"]["title"].is_string() && answer["error"]["message"].is_string(), "{path}");
    }
}

#[test]
fn macros_are_found_by_what_their_titles_hold() {
    let zendesk = zendesk();
    for (query, titles) in [
        (
            "PROOF%20of%20support",
            &[
                "License::Proof of support entitlement",
                "Support::Support-Ops::Proof of support entitlement",
                "Support::Support-Ops::Proof of support entitlement (partners)",
            ] as &[_],
        ),
        ("Maximum", &["Support::Support Ops::Maximum contacts reached"]),
        // One spelling does not find the other.
        ("Support-Ops::Contact%20management%20intro", &[]),
        ("not%20an%20Owner", &[]),
    ] {
        let (status, answer) = get(&zendesk, &format!("/api/v2/macros/search?query={query}"));
        let found: Vec<_> =
            answer["macros"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
        assert_eq!((status.as_u16(), found.as_slice()), (200, titles), "{query}");
        assert!(answer["macros"].as_array().unwrap().iter().all(|one| one["active"].is_boolean()));
    }
    let (_, answer) = get(&zendesk, "/api/v2/macros/search?query=support&per_page=2");
    assert!(answer["next_page"].as_str().unwrap().contains("page=2"), "{answer}");
}

#[test]
fn a_ticket_brings_its_people_and_its_organization() {
    let zendesk = zendesk();
    for ticket in TICKETS {
        let (status, plain) = get(&zendesk, &format!("/api/v2/tickets/{}", ticket.id));
        assert_eq!((status, plain.get("users"), plain.get("organizations")), (StatusCode::OK, None, None));
        let (_, answer) = get(&zendesk, &format!("/api/v2/tickets/{}.json?include=users,organizations", ticket.id));
        assert_eq!(answer["ticket"]["id"], ticket.id);
        assert_eq!(answer["ticket"]["subject"], ticket.subject);
        assert_eq!(answer["ticket"]["organization_id"].as_u64(), ticket.organization);
        assert!(ids(&answer["users"]).contains(&ticket.requester));
        assert_eq!(ids(&answer["organizations"]), Vec::from_iter(ticket.organization));
        let (_, comments) = get(&zendesk, &format!("/api/v2/tickets/{}/comments", ticket.id));
        assert_eq!(comments["count"], ticket.conversation().len());
        assert_eq!(comments["comments"][0]["plain_body"], ticket.comments[0].text);
        let html = comments["comments"][0]["html_body"].as_str().unwrap();
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    }
    let (_, user) = get(&zendesk, "/api/v2/users/26000000004109?include=organizations");
    assert_eq!(user["organizations"][0]["organization_fields"]["salesforce_id"], "0016100000aBcDeAAK");
}

#[test]
fn contacts_are_counted_as_agents_and_customers_are() {
    let zendesk = zendesk();
    for (organization, related, end_users) in [
        (RESELLER, 0, 0),
        (ACME, 3, 3),
        (WHITESPACE, CONTACT_LIMIT - 1, CONTACT_LIMIT - 1),
        (KABUSHIKI, 31, CONTACT_LIMIT),
        (FILLER, 35, 35),
        (LONG_NAME, 41, 41),
    ] {
        let path = format!("/api/v2/organizations/{organization}");
        assert_eq!(get(&zendesk, &format!("{path}/related")).1["organization_related"]["users_count"], related);
        assert_eq!(get(&zendesk, &format!("{path}/users/count?role=end-user")).1["count"]["value"], end_users);
        assert_eq!(get(&zendesk, &format!("{path}/users")).1["count"], related);
    }
}

/// The field of the contact management project: its title among the fields, and its value in an organization.
fn project(zendesk: &Zendesk, organization: u64) -> (Option<String>, Option<Value>) {
    let (_, fields) = get(zendesk, "/api/v2/organization_fields");
    let field = fields["organization_fields"].as_array().unwrap().iter().find(|field| field["key"] == "cmp_id");
    let (_, answer) = get(zendesk, &format!("/api/v2/organizations/{organization}"));
    let value = answer["organization"]["organization_fields"].get("cmp_id").cloned();
    (field.map(|field| field["title"].as_str().unwrap().to_owned()), value)
}

#[test]
fn the_field_of_the_contact_management_project_is_as_it_is_switched() {
    let zendesk = zendesk();
    let titled = Some("Contact Management Project ID".to_owned());
    assert_eq!(project(&zendesk, FILLER), (titled.clone(), Some(Value::from(39_250_741))));
    assert_eq!(project(&zendesk, LONG_NAME), (titled, Some(Value::Null)), "many contacts without a project");
    let (_, all) = get(&zendesk, "/api/v2/organization_fields");

    zendesk.switch(|switches| switches.project_field = ProjectField::Renamed);
    assert_eq!(project(&zendesk, FILLER), (Some("Contacts project".to_owned()), Some(Value::from(39_250_741))));

    zendesk.switch(|switches| switches.project_field = ProjectField::Missing);
    assert_eq!(project(&zendesk, FILLER), (None, None));
    let (_, fewer) = get(&zendesk, "/api/v2/organization_fields");
    assert_eq!(fewer["count"].as_u64(), all["count"].as_u64().map(|count| count - 1));
}

#[test]
fn what_is_written_of_an_organization_says_stop_or_does_not() {
    let zendesk = zendesk();
    for (organization, field, said) in [
        (GAMMA, "notes", "Do not add contacts without asking the account manager first."),
        (
            NO_EMAIL,
            "details",
            "Merged with another company, please do not associate anyone before the contract is moved.",
        ),
        (RESELLER, "notes", "Renews in March. Add the account manager to every call."),
        (ACME, "details", "Prefers to be called, not written to."),
        (BETA, "notes", ""),
        (BETA, "details", ""),
    ] {
        let (_, answer) = get(&zendesk, &format!("/api/v2/organizations/{organization}"));
        assert_eq!(answer["organization"][field], said);
    }
}

#[test]
fn a_ticket_is_filed_with_a_form_and_its_fields_are_chosen_from() {
    let zendesk = zendesk();
    let (_, forms) = get(&zendesk, "/api/v2/ticket_forms.json");
    let forms = forms["ticket_forms"].as_array().unwrap();
    let form = |ticket: &Value| {
        let form = forms.iter().find(|form| form["id"] == ticket["ticket_form_id"]).unwrap();
        form["name"].as_str().unwrap().to_owned()
    };
    assert_eq!(forms.iter().filter(|form| form["active"] == true).count(), 3);
    assert_eq!(forms.iter().filter(|form| form["active"] == false && form["end_user_visible"] == false).count(), 1);

    let (_, fields) = get(&zendesk, "/api/v2/ticket_fields");
    let fields = fields["ticket_fields"].as_array().unwrap();
    let field = |title: &str| fields.iter().find(|field| field["title"] == title).unwrap();
    // The name of what is chosen in a field, or its text.
    let value = |ticket: &Value, title: &str| {
        let field = field(title);
        let values = ticket["custom_fields"].as_array().unwrap();
        let value = &values.iter().find(|value| value["id"] == field["id"]).unwrap()["value"];
        let Some(options) = field["custom_field_options"].as_array() else { return value.clone() };
        options.iter().find(|option| option["value"] == *value).map_or(Value::Null, |option| option["name"].clone())
    };
    let all = |title: &str| field(title)["custom_field_options"].as_array().unwrap().len();
    assert_eq!((all("Support Ops Problem Type"), all("L&R Product Type")), (5, 3));
    assert!(field("Subscription Email").get("custom_field_options").is_none());

    let [contacts, project] = ["Manage my organization's contacts", "Contact management project requests"];
    for (ticket, filed_with, problem_type, product_type, subscription_email, status, tags) in [
        (
            4101,
            "Support Ops",
            Some(contacts),
            Some("Self-Managed"),
            Some("alice@acme.example"),
            "open",
            &["manage_contacts", "self_managed"] as &[_],
        ),
        (
            4110,
            "Support Ops",
            Some(contacts),
            Some("Self-Managed"),
            Some("alice@acme.example"),
            "closed",
            &["manage_contacts", "self_managed"],
        ),
        (
            4118,
            "Support Ops",
            Some(contacts),
            Some("Self-Managed"),
            None,
            "pending",
            &["manage_contacts", "self_managed"],
        ),
        (4125, "Self-Managed", None, Some("Self-Managed"), None, "open", &["self_managed"]),
        (
            4126,
            "Support Ops",
            Some(contacts),
            Some("Self-Managed"),
            Some("alice@acme.example"),
            "closed",
            &["manage_contacts", "self_managed", "closed_by_merge"],
        ),
        (
            4127,
            "Support Ops",
            Some(project),
            Some("GitLab.com"),
            None,
            "open",
            &["contact_management_project", "gitlab_com"],
        ),
        (4128, "Support Ops", None, None, None, "new", &[]),
        (
            4129,
            "L&R",
            Some(contacts),
            Some("GitLab Dedicated"),
            Some("alice@acme.example"),
            "open",
            &["manage_contacts", "gitlab_dedicated"],
        ),
    ] {
        let (_, answer) = get(&zendesk, &format!("/api/v2/tickets/{ticket}"));
        let found = &answer["ticket"];
        assert_eq!(form(found), filed_with, "{ticket}");
        assert_eq!(value(found, "Support Ops Problem Type").as_str(), problem_type, "{ticket}");
        assert_eq!(value(found, "L&R Product Type").as_str(), product_type, "{ticket}");
        assert_eq!(value(found, "Subscription Email").as_str(), subscription_email, "{ticket}");
        assert_eq!(found["status"], status, "{ticket}");
        assert_eq!(found["tags"], Value::from(tags), "{ticket}");
    }
}

#[test]
fn lists_come_by_the_page() {
    let zendesk = zendesk();
    let users = format!("/api/v2/organizations/{KABUSHIKI}/users");
    let (mut seen, mut next) = (Vec::new(), Some(format!("{users}?per_page=12")));
    while let Some(path) = next {
        let (_, page) = get(&zendesk, &path);
        seen.extend(ids(&page["users"]));
        next = page["next_page"].as_str().map(|url| url.strip_prefix("https://gitlab.zendesk.com").unwrap().to_owned());
    }
    assert_eq!((seen.len(), HashSet::<u64>::from_iter(seen.clone()).len()), (31, 31));

    let (_, page) = get(&zendesk, &format!("{users}?page[size]=30"));
    assert_eq!((page["meta"]["has_more"].as_bool(), page.get("count")), (Some(true), None));
    let after = page["meta"]["after_cursor"].as_str().unwrap();
    let (_, page) = get(&zendesk, &format!("{users}?page[size]=30&page[after]={after}"));
    assert_eq!((ids(&page["users"]).len(), page["meta"]["has_more"].as_bool()), (1, Some(false)));

    let (_, page) = get(&zendesk, "/api/v2/search.json?query=type:user&per_page=1000");
    assert_eq!(ids(&page["results"]).len(), 100, "no page is longer");
    assert!(page["count"].as_u64().unwrap() > 100 && page["next_page"].is_string());
    let (_, beyond) = get(&zendesk, "/api/v2/search.json?query=type:user&page=9");
    assert_eq!((ids(&beyond["results"]).len(), beyond["next_page"].is_null()), (0, true));
}

#[test]
fn a_long_conversation_is_read_with_cursors() {
    let zendesk = zendesk();
    let conversation = |id: u64| {
        let (mut seen, mut pages, mut after) = (Vec::new(), 0, String::new());
        loop {
            let path = format!("/api/v2/tickets/{id}/comments?include=users&page%5Bsize%5D=100{after}");
            let (status, page) = get(&zendesk, &path);
            assert_eq!(status, StatusCode::OK);
            let comments = page["comments"].as_array().unwrap().clone();
            let known = ids(&page["users"]);
            assert!(comments.iter().all(|comment| known.contains(&comment["author_id"].as_u64().unwrap())));
            seen.extend(comments);
            pages += 1;
            match page["meta"]["after_cursor"].as_str() {
                Some(cursor) if page["meta"]["has_more"] == true => after = format!("&page%5Bafter%5D={cursor}"),
                _ => return (seen, pages),
            }
        }
    };
    let (comments, pages) = conversation(4123);
    assert_eq!((comments.len(), pages), (132, 2));
    let days: Vec<_> = comments.iter().map(|comment| comment["created_at"].as_str().unwrap()).collect();
    assert!(days.is_sorted() && HashSet::<_>::from_iter(&days).len() == 132, "{days:?}");
    assert!(comments[131]["plain_body"].as_str().unwrap().contains("License ID: 700001"));
    assert_eq!(conversation(4118).1, 1);

    let (_, refused) = get(&zendesk, "/api/v2/tickets/4123/comments?page%5Bsize%5D=100&page%5Bafter%5D=nonsense");
    assert!(refused["error"]["title"].is_string());
}

#[test]
fn a_file_is_elsewhere_unless_it_is_switched_here() {
    let zendesk = zendesk();
    let cookie = zendesk.sign_in();
    for file in ATTACHMENTS {
        let ticket =
            TICKETS.iter().find(|ticket| ticket.comments.iter().any(|c| c.attachments.iter().any(|a| a.id == file.id)));
        let (_, answer) = get(&zendesk, &format!("/api/v2/tickets/{}/comments", ticket.unwrap().id));
        let list = answer["comments"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|comment| comment["attachments"].as_array().unwrap());
        let attached = list.into_iter().find(|attached| attached["id"] == file.id).unwrap();
        assert_eq!(
            (attached["file_name"].as_str(), attached["size"].as_u64()),
            (Some(file.file_name), Some(file.content().len() as u64))
        );
        let url = attached["content_url"].as_str().unwrap();
        let path = url.strip_prefix("https://gitlab.zendesk.com").unwrap();

        let ask = |cookie: &str| zendesk.respond(&request(Method::GET, path, cookie, ""));
        zendesk.switch(|switches| switches.files = Files::Elsewhere);
        let response = ask(&cookie);
        assert_eq!(response.status(), StatusCode::FOUND);
        assert!(header(&response, "location").starts_with("https://p17.zdusercontent.com/attachment/"));
        assert!(header(&ask("no session"), "location").starts_with("/access/unauthenticated?return_to="));
        zendesk.switch(|switches| switches.files = Files::Here);
        let response = ask(&cookie);
        assert_eq!((response.status(), header(&response, "content-type")), (StatusCode::OK, file.content_type));
        assert_eq!(response.body().as_ref(), file.content().as_bytes());
    }
    let missing = zendesk.respond(&request(Method::GET, "/attachments/token/nothing/?name=x", &cookie, ""));
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
}

#[test]
fn without_a_session_there_is_nothing_to_read() {
    let zendesk = zendesk();
    let cookie = zendesk.sign_in();
    let ticket = request(Method::GET, "/api/v2/tickets/4101", &format!("a=b; {cookie}"), "");
    assert_eq!(zendesk.respond(&ticket).status(), StatusCode::OK);
    zendesk.sign_everyone_out();
    let response = zendesk.respond(&ticket);
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(response.body().as_ref(), br#"{"error":"Couldn't authenticate you"}"#);

    let me = zendesk.respond(&request(Method::GET, "/api/v2/users/me.json", &cookie, ""));
    let me: Value = serde_json::from_slice(me.body()).unwrap();
    assert!(me["user"]["id"].is_null(), "everybody may ask who they are");

    let page = zendesk.respond(&request(Method::GET, "/agent/search/1?q=a%20b", &cookie, ""));
    assert_eq!(page.status(), StatusCode::FOUND);
    let sign_in = header(&page, "location").to_owned();
    assert_eq!(sign_in, "/access/unauthenticated?return_to=%2Fagent%2Fsearch%2F1%3Fq%3Da%2520b");
    assert_eq!(zendesk.respond(&request(Method::GET, &sign_in, "", "")).status(), StatusCode::OK);

    for (wanted, destination) in [
        ("/agent/tickets/4101", "/agent/tickets/4101"),
        ("//evil.example/agent/", "/agent/dashboard"),
        ("https://evil.example/agent/", "/agent/dashboard"),
    ] {
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("return_to", wanted).finish();
        let response = zendesk.respond(&request(Method::POST, "/access/login", "", &form));
        assert_eq!((response.status(), header(&response, "location")), (StatusCode::FOUND, destination));
        let cookie = header(&response, "set-cookie");
        assert!(cookie.ends_with("; path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
        let session = cookie.split(';').next().unwrap();
        assert_eq!(zendesk.respond(&request(Method::GET, destination, session, "")).status(), StatusCode::OK);
    }
}

#[test]
fn writes_are_refused_and_remembered() {
    let zendesk = zendesk();
    let cookie = zendesk.sign_in();
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS, Method::HEAD] {
        let response = zendesk.respond(&request(method, "/api/v2/tickets/4101.json", &cookie, "{}"));
        assert_eq!((response.status(), header(&response, "allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET"));
    }
    let _ = get(&zendesk, "/api/v2/tickets/4101.json?include=users");
    let asked = zendesk.api_requests();
    assert_eq!(asked.iter().filter(|request| request.method != Method::GET).count(), 6);
    let last = asked.last().unwrap();
    assert_eq!(
        (last.target.as_str(), last.by_page, last.status),
        ("/api/v2/tickets/4101.json?include=users", false, 200)
    );

    let sent = r#"{"ticket":4101,"channel":"web","text":"Hello"}"#;
    zendesk.respond(&request(Method::POST, "/sandbox/submissions", &cookie, sent));
    let submission = Submission { ticket: 4101, channel: "web".into(), text: "Hello".into() };
    assert_eq!(zendesk.submissions(), [submission]);
    zendesk.forget();
    assert!(zendesk.submissions().is_empty() && zendesk.api_requests().is_empty());
}

#[test]
fn the_limit_is_told_and_kept() {
    let zendesk = zendesk();
    let cookie = zendesk.sign_in();
    let ask = || zendesk.respond(&request(Method::GET, "/api/v2/tickets/4101", &cookie, ""));
    let response = ask();
    assert_eq!((header(&response, "x-rate-limit"), header(&response, "x-rate-limit-remaining")), ("700", "699"));
    for name in ["ratelimit-reset", "zendesk-ratelimit-search-index"] {
        assert!(!header(&response, name).is_empty(), "{name}");
    }
    zendesk.throttle(2, 17);
    for expected in [(429, "17"), (429, "17"), (200, "")] {
        let response = ask();
        assert_eq!((response.status().as_u16(), header(&response, "retry-after")), expected);
    }
    zendesk.throttle_without_time(1);
    let response = ask();
    assert_eq!((response.status().as_u16(), header(&response, "retry-after")), (429, ""));
    let refused = (0..700).map(|_| ask()).filter(|response| response.status() == 429).count();
    assert_eq!(refused, 2, "two of the minute's 700 were used before");
}

#[test]
fn what_changes_moves_the_ticket_and_nothing_else() {
    use vouch_sandbox::zendesk::data::{AGENT, Status, TRIAGE_AGENT};
    let zendesk = zendesk();
    let ticket = || get(&zendesk, "/api/v2/tickets/4101?include=users,organizations").1;
    let updated_at = || ticket()["ticket"]["updated_at"].as_str().unwrap().to_owned();
    let before = updated_at();

    zendesk.add_comment(4101, 26_000_000_004_101, true, "License 700002 & more");
    let after_comment = updated_at();
    assert!(after_comment > before);
    let (_, comments) = get(&zendesk, "/api/v2/tickets/4101/comments");
    let last = comments["comments"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["plain_body"], &last["public"]), (&"License 700002 & more".into(), &true.into()));
    assert!(last["html_body"].as_str().unwrap().contains("700002 &amp; more"));
    assert_eq!(last["created_at"], after_comment.as_str());

    let problem_type = vouch_sandbox::zendesk::PROBLEM_TYPE;
    let tag = TICKETS.iter().find(|ticket| ticket.id == 4101).unwrap().problem_type.unwrap();
    zendesk.set_field(4101, problem_type, None);
    zendesk.set_ticket_status(4101, Status::Solved);
    let changed = ticket();
    let value = |list: &str| {
        changed["ticket"][list].as_array().unwrap().iter().find(|one| one["id"] == problem_type).unwrap()["value"]
            .clone()
    };
    assert_eq!((value("custom_fields"), value("fields")), (Value::Null, Value::Null));
    assert!(!changed["ticket"]["tags"].as_array().unwrap().iter().any(|one| one == tag));
    assert_eq!(changed["ticket"]["status"], "solved");
    let after_fields = updated_at();
    assert!(after_fields > after_comment);

    zendesk.set_requester_organization(26_000_000_004_101, Some(ACME));
    zendesk.set_notes(ACME, "Do not proceed.");
    zendesk.set_organization_field(ACME, "support_hold", true);
    zendesk.add_contacts(ACME, 2);
    assert_eq!(updated_at(), after_fields);
    let organization = ticket()["organizations"][0].clone();
    assert_eq!((&organization["id"], &organization["notes"]), (&ACME.into(), &"Do not proceed.".into()));
    assert_eq!(organization["organization_fields"]["support_hold"], true);
    let (_, count) = get(&zendesk, &format!("/api/v2/organizations/{ACME}/users/count?role=end-user"));
    assert_eq!(count["count"]["value"], 6);

    zendesk.leave_organization_out(4101, true);
    assert_eq!((&ticket()["ticket"]["organization_id"], ids(&ticket()["organizations"])), (&ACME.into(), vec![]));

    let me = |cookie: &str| {
        let response = zendesk.respond(&request(Method::GET, "/api/v2/users/me", cookie, ""));
        serde_json::from_slice::<Value>(response.body()).unwrap()["user"]["id"].as_u64()
    };
    let cookies = (zendesk.sign_in(), zendesk.sign_in_as(TRIAGE_AGENT));
    assert_eq!((me(&cookies.0), me(&cookies.1), me("")), (Some(AGENT), Some(TRIAGE_AGENT), None));
}

#[test]
fn the_agent_page_is_strict_and_as_it_is_switched() {
    let zendesk = zendesk();
    let cookie = zendesk.sign_in();
    let page = || zendesk.respond(&request(Method::GET, "/agent/tickets/4101", &cookie, ""));
    let text = |response: &Response| String::from_utf8(response.body().to_vec()).unwrap();
    let response = page();
    let policy = header(&response, "content-security-policy").to_owned();
    let nonce = policy.split("script-src 'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(text(&response).contains(&format!("nonce=\"{nonce}\"")));
    assert!(!policy.contains("unsafe") && policy.contains("frame-src 'none'"), "{policy}");
    assert_ne!(policy, header(&page(), "content-security-policy"), "a nonce is used once");
    assert_eq!(header(&response, "x-frame-options"), "SAMEORIGIN");

    zendesk.switch(|switches| {
        switches.hidden_tabs = HiddenTabs::DisplayNone;
        switches.locale = Locale::German;
        switches.remount_editor = Some(Remount { after: 80, keeps_text: true });
        switches.form = Form::Mixed(7);
        switches.composer = Composer::None;
        switches.ckeditor = CkEditor::V36;
    });
    let switched = text(&page());
    for part in [
        "lang=\"de\"",
        "content=\"display-none\"",
        "remount-editor\" content=\"80 kept\"",
        "composer-form\" content=\"mixed 7\"",
        "composer\" content=\"none\"",
        "content=\"ckeditor-36.js\"",
    ] {
        assert!(switched.contains(part), "{part}");
    }
    assert!(CkEditor::ALL.iter().all(|version| !zendesk.has_editor(*version)));
    let editor = zendesk.respond(&request(Method::GET, "/assets/ckeditor-36.js", "", ""));
    assert_eq!(editor.status(), StatusCode::NOT_FOUND);
    let script = zendesk.respond(&request(Method::GET, "/assets/agent/agent.js", "", ""));
    assert_eq!(header(&script, "content-type"), "text/javascript; charset=utf-8");
}
