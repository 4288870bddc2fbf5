//! Values in many forms: whatever form with one meaning a page writes, in whatever nesting, the value is read back; and a
//! form with two meanings, or none, is never read.

use proptest::prelude::*;
use proptest::sample::select;
use vouch::date::Date;
use vouch::portal::{BillingAccount, Content, License, Order, PortalUrl, read};
use vouch::shown::Shown;
use vouch_sandbox::date::MONTHS;

use crate::fixture::{BOTH, Markup, PORTAL, Show, escape};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn content(path: &str, show: &Show) -> Content {
    read(&PortalUrl::parse(&format!("{PORTAL}{path}")).unwrap(), 200, &show.html()).content
}

fn license(markup: Markup, class: &str, label: &str, html: &str) -> License {
    let show = Show::new(markup, "license", "700001").raw(class, label, html);
    let Content::License(license) = content("/admin/license/700001", &show) else { panic!("{html}") };
    license
}

fn order(markup: Markup, class: &str, label: &str, html: &str) -> Order {
    let show = Show::new(markup, "order", "5001").raw(class, label, html);
    let Content::Order(order) = content("/admin/order/5001", &show) else { panic!("{html}") };
    order
}

fn account(markup: Markup, class: &str, label: &str, html: &str) -> BillingAccount {
    let show = Show::new(markup, "billing_account", "1001").raw(class, label, html);
    let Content::BillingAccount(account) = content("/admin/billing_account/1001", &show) else { panic!("{html}") };
    account
}

/// What may be around a value.
fn nested() -> impl Strategy<Value = Vec<&'static str>> {
    let tags = vec!["div", "p", "span", "strong", "em", "b", "code", "small", "section"];
    prop::collection::vec(select(tags), 0..5)
}

/// A value within elements, with space between them. A `p` takes no blocks, so nothing is put around one.
fn wrap(tags: &[&str], html: &str) -> String {
    let mut wrapped = html.to_owned();
    for tag in tags.iter().filter(|tag| **tag != "p") {
        wrapped = format!("<{tag} class=\"v\">\n  {wrapped}\n</{tag}>");
    }
    wrapped
}

fn day() -> impl Strategy<Value = Date> {
    (1990i32..2100, 1u8..=12, 1u8..=31).prop_filter_map("a day", |(year, month, day)| Date::new(year, month, day))
}

/// A day in one of the forms with one meaning.
fn written(day: Date, form: usize, time: usize) -> String {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let name = MONTHS[usize::from(month) - 1];
    let short = &name[..3];
    let monday = Date::parse_iso("2024-01-01").unwrap();
    let weekday = WEEKDAYS[usize::try_from(monday.days_until(day).rem_euclid(7)).unwrap()];
    let ordinal = match number {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    let swaps = number <= 12 && number != month;
    let date = match form {
        0 => format!("{year}-{month:02}-{number:02}"),
        1 => format!("{year}/{month:02}/{number:02}"),
        2 => format!("{name} {number:02}, {year}"),
        3 => format!("{number} {name} {year}"),
        4 => format!("{short} {number}, {year}"),
        5 => format!("{number:02}-{short}-{year}"),
        6 => format!("{weekday}, {name} {number}{ordinal}, {year}"),
        7 => format!("{}, {number:02} {short} {year}", &weekday[..3]),
        8 => format!("{number}{ordinal} of {name}, {year}"),
        9 => format!("{}. {number} {} {year}", &weekday[..3], name.to_uppercase()),
        10 if !swaps => format!("{number:02}/{month:02}/{year}"),
        11 if !swaps => format!("{month:02}/{number:02}/{year}"),
        12 if !swaps => format!("{number}.{month}.{year}"),
        _ => format!("{year}-{month}-{number}"),
    };
    let times = ["", " 10:31", " 23:59:59 UTC", ", 11:30 pm", " at 9:05 am", " 12:00:00 +0000", " 00:00"];
    format!("{date}{}", times[time])
}

const NAMES: [&str; 6] =
    ["Ada Example", "Ludwig van Beethoven", "Zoë O'Neil", "山田太郎", "Ada", "Dr. Ada Example-Smith"];
const ADDRESSES: [&str; 5] = [
    "ada@example.com",
    "Ada.Example+gitlab@Sub.Example.COM",
    "mallory.o'neil@evil.example",
    "a_b-c@x.example",
    "用户@例子.example",
];

/// A person in one of the arrangements with one meaning.
fn person(name: &str, email: &str, form: usize) -> String {
    let (name, mail) = (escape(name), escape(email));
    let contact = |text: &str| format!(r#"<a class="pjax" href="/admin/billing_account_contact/11">{text}</a>"#);
    let link = |text: &str| format!(r#"<a href="mailto:{mail}">{text}</a>"#);
    match form {
        0 => mail,
        1 => format!("{name} &lt;{mail}&gt;"),
        2 => format!("{name} ({mail})"),
        3 => format!("{name} - {mail}"),
        4 => format!("{name}<br>{mail}"),
        5 => format!("{mail} ({name})").replace("van ", "Van "),
        6 => link(&mail),
        7 => link(&name),
        8 => contact(&mail),
        9 => contact(&format!("{name} ({mail})")),
        10 => format!("{} {}", contact(&name), link("e-mail")),
        11 => format!("{} ({})", contact(&name), link(&mail)),
        12 => format!("{}<br>{}", contact(&name), link(r#"<i class="fas fa-envelope"></i>"#)),
        13 => format!("<ul><li>{name}</li><li>{}</li></ul>", link(&mail)),
        _ => format!("{} {}", contact("BillingAccountContact #11"), mail),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn day_is_read_back_in_every_form(day in day(), form in 0usize..14, time in 0usize..7, tags in nested()) {
        let text = written(day, form, time);
        let html = wrap(&tags, &text);
        for markup in BOTH {
            prop_assert_eq!(license(markup, "expires_at", "Expires at", &html).expires_at, Shown::Read(day), "{}", html);
            prop_assert_eq!(order(markup, "end_date", "End date", &html).end_date, Shown::Read(day), "{}", html);
            let time = format!(r#"<time datetime="{day}">{html}</time>"#);
            prop_assert_eq!(order(markup, "end_date", "End date", &time).end_date, Shown::Read(day), "{}", time);
        }
    }

    #[test]
    fn day_with_two_meanings_or_in_contradiction_is_never_read(day in day(), other in day(), form in 0usize..14, tags in nested()) {
        let (year, month, number) = (day.year(), day.month(), day.day());
        let text = written(day, form, 0);
        let mut garbled = vec![
            format!("{number:02}.{month:02}.{:02}", year % 100),
            format!("{text} (approx.)"),
            format!("until {text}"),
            format!("{text} - {}", written(other, form, 0)),
            format!("{text}<br>{}", written(other, form, 0)),
        ];
        if number <= 12 && number != month {
            garbled.extend(["/", ".", "-"].map(|sign| format!("{number:02}{sign}{month:02}{sign}{year}")));
        }
        if other != day {
            garbled.push(format!(r#"<time datetime="{other}">{text}</time>"#));
            garbled.push(format!(r#"<span title="{other}">{text}</span>"#));
        }
        for html in garbled {
            let html = wrap(&tags, &html);
            for markup in BOTH {
                let shown = order(markup, "end_date", "End date", &html).end_date;
                prop_assert!(shown.unreadable_text().is_some_and(|text| !text.is_empty()), "{}: {:?}", html, shown);
            }
        }
    }

    /// A time in a zone gives the day of the same moment in UTC.
    #[test]
    fn time_in_a_zone_gives_its_day_in_utc(day in day(), minute in 0i64..1440, offset in -56i64..=56) {
        let offset = offset * 15;
        let sign = if offset < 0 { '-' } else { '+' };
        let zone = format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
        let text = format!("{day} {:02}:{:02}:00 {zone}", minute / 60, minute % 60);
        let moved = day.add_days((minute - offset).div_euclid(1440)).unwrap();
        for markup in BOTH {
            prop_assert_eq!(order(markup, "end_date", "End date", &text).end_date, Shown::Read(moved), "{}", text);
        }
    }

    #[test]
    fn yes_and_no_are_read_back_in_every_form(yes in any::<bool>(), form in 0usize..12, other in 0usize..12, tags in nested()) {
        let forms = |yes: bool| -> [String; 12] {
            let pick = |one: &str, other: &str| if yes { one } else { other }.to_owned();
            let colour = pick("success", "danger");
            [
                pick("Yes", "No"),
                pick("TRUE", "FALSE"),
                pick("✓", "✘"),
                pick("✔", "✗"),
                format!(r#"<span class="badge bg-{colour}"><span class="fas fa-{}"></span></span>"#, pick("check", "times")),
                format!("<span class='label label-{colour}'>{}</span>", pick("&#x2713;", "&#x2718;")),
                format!(r#"<i class="glyphicon glyphicon-{}"></i>"#, pick("ok", "remove")),
                format!(r#"<i class="fa-solid fa-{} fa-lg"></i>"#, pick("circle-check", "circle-xmark")),
                format!(r#"<span role="img" aria-label="{}"></span>"#, pick("Yes", "No")),
                format!(r#"<span class="flag" title="{}"></span>"#, pick("yes", "no")),
                format!(r#"<img src="x.png" alt="{}">"#, pick("true", "false")),
                format!(r#"<span class="badge badge-{colour}">{}</span>"#, pick("yes", "no")),
            ]
        };
        let html = wrap(&tags, &forms(yes)[form]);
        let both = wrap(&tags, &format!("{} {}", forms(yes)[form], forms(!yes)[other]));
        for markup in BOTH {
            prop_assert_eq!(license(markup, "trial", "Trial", &html).trial, Shown::Read(yes), "{}", html);
            prop_assert_eq!(order(markup, "trial", "Trial", &html).trial, Shown::Read(yes), "{}", html);
            let shown = license(markup, "trial", "Trial", &both).trial;
            prop_assert!(shown.unreadable_text().is_some(), "{}: {:?}", both, shown);
            let more = format!("{html} until June");
            prop_assert!(license(markup, "trial", "Trial", &more).trial.unreadable_text().is_some(), "{}", more);
        }
    }

    #[test]
    fn sold_to_is_read_back_in_every_arrangement(
        name in select(&NAMES[..]), email in select(&ADDRESSES[..]), form in 0usize..15, tags in nested()
    ) {
        let html = wrap(&tags, &person(name, email, form));
        for markup in BOTH {
            let sold_to = account(markup, "sold_to", "Sold to", &html).sold_to;
            prop_assert_eq!(sold_to.email, Shown::Read(email.to_owned()), "{}", html);
            let named = !matches!(form, 0 | 6 | 8 | 14);
            let name = if form == 5 { name.replace("van ", "Van ") } else { name.to_owned() };
            prop_assert_eq!(sold_to.name, if named { Shown::Read(name) } else { Shown::Absent }, "{}", html);
            prop_assert_eq!(sold_to.contact_id.read().is_some(), (8..=12).contains(&form) || form == 14, "{}", html);
        }
    }

    #[test]
    fn two_addresses_are_never_one(
        name in select(&NAMES[..]), one in 0usize..5, other in 0usize..5, form in 0usize..15, tags in nested()
    ) {
        prop_assume!(one != other);
        let (one, other) = (ADDRESSES[one], ADDRESSES[other]);
        let first = person(name, one, form);
        for html in [
            format!("{first} {}", escape(other)),
            format!("{first}<br>{}", escape(other)),
            format!(r#"{first} <a href="mailto:{}">e-mail</a>"#, escape(other)),
            format!(r#"<a href="mailto:{}">{}</a>"#, escape(one), escape(other)),
        ] {
            let html = wrap(&tags, &html);
            for markup in BOTH {
                let shown = account(markup, "sold_to", "Sold to", &html).sold_to.email;
                prop_assert!(shown.unreadable_text().is_some(), "{}: {:?}", html, shown);
            }
        }
    }

    #[test]
    fn account_id_is_read_back_in_every_arrangement(
        record in "0[0-9A-Za-z]{11}", is_long in any::<bool>(), form in 0usize..8, tags in nested()
    ) {
        let id = vouch::salesforce::SalesforceId::parse(&format!("001{record}")).unwrap();
        let (long, short) = (id.long(), id.short());
        let id = if is_long { long.as_str() } else { short };
        let lightning = format!("https://gitlab.lightning.force.com/lightning/r/Account/{long}/view");
        let classic = format!("https://gitlab.my.salesforce.com/{short}");
        let (html, expected) = match form {
            0 => (id.to_owned(), id),
            1 => (format!(r#"<a href="{lightning}">{id}</a>"#), id),
            2 => (format!(r#"<a href="{classic}">{id}</a>"#), id),
            3 => (format!(r#"<a href="{lightning}">Example &amp; Sons</a>"#), long.as_str()),
            4 => (format!(r#"<a href="{classic}"><img alt="Example" src="x.png"></a>"#), short),
            5 => (format!("Example &amp; Sons ({id})"), id),
            6 => (format!(r#"{id} <a href="{lightning}">Open in Salesforce</a>"#), id),
            _ => (format!("{long} / {short}"), long.as_str()),
        };
        let html = wrap(&tags, &html);
        let another = format!("{html} 0013X00002fGhIj");
        for markup in BOTH {
            let read = |html: &str| account(markup, "salesforce_account_id", "Salesforce account", html).salesforce_account;
            let shown = read(&html);
            prop_assert_eq!(shown.read().map(ToString::to_string), Some(expected.to_owned()), "{}", html);
            prop_assert!(read(&another).unreadable_text().is_some(), "{}", another);
        }
    }

    /// Whatever a value is, it is absent, unreadable or read; its text is bounded; and it says the same in both markups.
    #[test]
    fn every_value_has_one_of_three_states(text in "[ -~é🦊\u{200b}@/.:-]{0,60}", tags in nested()) {
        let html = wrap(&tags, &escape(&text));
        let of = |markup| {
            let account = account(markup, "sold_to", "Sold to", &html);
            (order(markup, "end_date", "End date", &html), account.sold_to)
        };
        prop_assert_eq!(of(Markup::V2), of(Markup::V3));
        let (order, sold_to) = of(Markup::V3);
        if text.trim().is_empty() {
            prop_assert!(sold_to.email.is_absent());
        } else if text.contains('@') {
            prop_assert!(!sold_to.email.is_absent());
        }
        prop_assert!(order.end_date.unreadable_text().is_none_or(|text| text.chars().count() <= 200));
    }
}
