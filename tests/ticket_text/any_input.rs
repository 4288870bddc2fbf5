//! Whatever is written: an answer, soon, and never a guess.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use vouch::proof::text::{addresses_by_part, mentions, typed};
use vouch::zendesk::{ApiUrl, CommentPage, Cursor};

use crate::hostile::UNITS;
use crate::negatives::TEXTS;
use crate::{found, hits};

/// Far above what this much text takes even unoptimised, far below what quadratic time would take.
const SOON: Duration = Duration::from_secs(10);
const LENGTH: usize = 256 * 1024;

#[test]
fn a_long_text_takes_no_longer_than_its_length() {
    for unit in UNITS {
        let text = unit.repeat(LENGTH / unit.len() + 1);
        let started = Instant::now();
        let _ = mentions(&text);
        let _ = typed(&text);
        let _ = addresses_by_part(&text);
        assert!(started.elapsed() < SOON, "{unit:?}: {:?}", started.elapsed());
    }
}

/// Words of ordinary texts, none of which belongs to a label.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,12}",
        "[A-Z][a-z]{1,9}",
        "[0-9]{1,7}",
        "[0-9]{1,3}\\.[0-9]{1,2}\\.[0-9]{1,2}",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "\\+[0-9]{2} [0-9]{3} [0-9]{6,7}",
        "[0-9a-f]{40}",
        "[0-9a-f]{32}",
        "[0-9a-f]{24}",
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}",
        "[a-z]{3,8}@[a-z]{3,8}\\.example",
        "https://[a-z]{3,8}\\.example/[a-zA-Z0-9/]{0,40}",
        "/[a-z]{1,8}/[a-z_]{1,8}\\.rb:[0-9]{1,4}",
        "[a-z_]{2,10}\\([a-z]{0,6}\\)",
        "\"[a-z_]{2,10}\":\"[A-Za-z0-9]{24}\"",
        "[a-z]{2,6}=[A-Za-z0-9]{24}",
        "[A-Za-z0-9+/]{44,88}==",
        Just("the users of our instance".to_owned()),
        Just("def load; end".to_owned()),
    ]
}

/// A text of such words.
fn prose() -> impl Strategy<Value = String> {
    let gap = prop_oneof![Just(" "), Just(", "), Just(". "), Just("\n"), Just("\n> "), Just(": ")];
    prop::collection::vec((word(), gap), 0..40)
        .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect::<String>())
        .prop_filter("a word of a label", |text| {
            let text = text.to_lowercase();
            !["licen", "lizenz", "activ", "sold", "bought"].iter().any(|label| text.contains(label))
        })
}

/// A proof as it may be written, and what it is.
fn proof() -> impl Strategy<Value = (String, String)> {
    let license =
        ("(License ID:|license id|Lizenz-ID:|license number is|ID de la licence :|License #)", "[1-9][0-9]{4,8}")
            .prop_map(|(label, id)| (format!("{label} {id}"), format!("license {id}")));
    let code = ("(Activation code:|activation code is|Aktivierungscode)", "[A-Z][a-z][0-9][A-Za-z0-9]{21}")
        .prop_map(|(label, code)| (format!("{label} {code}"), format!("code {code}")));
    let name = "A-S[0-9]{7,9}".prop_map(|name| (name.clone(), format!("name {name}")));
    let link = ("(https?://)?", "(/edit|/|\\?a=b|)", "[1-9][0-9]{3,6}").prop_map(|(scheme, rest, id)| {
        (format!("{scheme}customers.gitlab.com/admin/order/{id}{rest}"), format!("order {id}"))
    });
    let sold_to = ("(Sold-to:|sold to|Subscription owner:)", "[a-z][a-z.+]{0,6}[a-z]@[a-z]{2,9}\\.example")
        .prop_filter("two points are none", |(_, address)| !address.contains(".."))
        .prop_map(|(label, address)| (format!("{label} {address}"), format!("sold to {address}")));
    prop_oneof![license, code, name, link, sold_to]
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let _ = typed(&text);
        for found in mentions(&text) {
            prop_assert!(text.get(found.at).is_some_and(|part| !part.is_empty()));
        }
    }

    #[test]
    fn pieces_of_everything_are_read(parts in prop::collection::vec(prop_oneof![
        prop::sample::select(TEXTS).prop_map(|(_, text)| text.to_owned()),
        proof().prop_map(|(text, _)| text),
        any::<String>(),
    ], 0..6), cut in any::<prop::sample::Index>()) {
        let text = parts.concat();
        let text = &text[..text.floor_char_boundary(cut.index(text.len() + 1))];
        for found in mentions(text) {
            prop_assert!(text.get(found.at).is_some());
        }
        let _ = typed(text);
    }

    #[test]
    fn a_text_without_a_proof_yields_none_whatever_it_is_about(text in prose()) {
        prop_assert_eq!(found(&text), [""; 0]);
    }

    #[test]
    fn a_proof_in_a_text_is_found(before in prose(), (proof, thing) in proof(), after in prose()) {
        let text = format!("{before}\n\n{proof}\n\n{after}");
        prop_assert_eq!(found(&text), [thing.as_str()]);
        let quoted: String = text.lines().map(|line| format!("> {line}\r\n")).collect();
        prop_assert_eq!(found(&quoted), [thing.as_str()]);
        let alone = typed(&format!(" {proof}\n")).map(|mention| crate::short(&mention));
        prop_assert_eq!(alone, Some(thing));
    }

    #[test]
    fn any_code_stands_out_in_a_sentence(code in "[A-Za-z0-9]{24}") {
        // Only some random codes look random enough: then each is found whole, or not at all.
        let things = found(&format!("We use {code} here."));
        let whole = vec![format!("code {code}")];
        prop_assert!(things.is_empty() || things == whole);
    }

    #[test]
    fn any_answer_is_read(body in any::<String>(), html in any::<String>()) {
        let _ = CommentPage::read(&body);
        let _ = ApiUrl::attachment(&body);
        let _ = Cursor::parse(&body);
        let list = serde_json::json!({
            "comments": [{ "id": 1, "plain_body": "", "html_body": html, "body": body }], "meta": { "has_more": false },
        });
        let page = CommentPage::read(&list.to_string());
        prop_assert!(page.is_ok_and(|page| hits(&page.comments).len() <= 100));
    }
}

/// Of random codes without a label, how many are found: enough to rely on.
#[test]
fn most_codes_need_no_label() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut code = || (0..24).map(|_| char::from(ALPHABET[(random() >> 33) as usize % 62])).collect::<String>();
    let found = (0..10_000).filter(|_| found(&code()).len() == 1).count();
    assert!(found > 9_500, "{found} of 10,000");
}
