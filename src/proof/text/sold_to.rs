//! The sold-to: the address that the requester says the subscription was sold to (seed 001, step 5).
//!
//! Context: a label (*sold to*, *subscription owner*, *purchased by*, in a few languages) and an address after it, on the
//! same line or at the beginning of one of the next; or an address of which the same line says that it is the owner's. No
//! address of another sentence: the one to write to, the one in a signature.

use std::ops::Range;

use super::{Mention, email, scan};

/// Words that name the owner.
const LABELS: &[&str] = &[
    "sold to",
    "subscription owner",
    "owner of the subscription",
    "owner of our subscription",
    "owner of this subscription",
    "subscription's owner",
    "subscription contact",
    "subscription email",
    "subscription e mail",
    "purchaser",
    "purchased by",
    "bought by",
    "purchased through",
    "purchased with",
    "verkauft an",
    "abonnement inhaber",
    "inhaber des abonnements",
    "gekauft von",
    "vendu à",
    "propriétaire de l'abonnement",
    "titulaire de l'abonnement",
    "acheté par",
    "vendido a",
    "propietario de la suscripción",
    "titular de la suscripción",
    "comprado por",
    "vendido para",
    "proprietário da assinatura",
    "titular da assinatura",
    "販売先",
    "購入者",
    "サブスクリプションの所有者",
    "售予",
    "订阅所有者",
    "판매처",
    "구독 소유자",
];

/// Words that tell of the purchase: only an address close by belongs to them.
const WEAK_LABELS: &[&str] = &["bought", "purchased", "purchase was made", "gekauft", "acheté", "comprado"];

/// Words that may stand between an address and the label after it.
const BEFORE_LABEL: &[&str] = &[
    "is",
    "was",
    "are",
    "the",
    "our",
    "as",
    "a",
    "ist",
    "der",
    "die",
    "est",
    "es",
    "le",
    "el",
    "subscription",
    "license",
];

/// How far an address may be from its label, in bytes.
const REACH: usize = 160;
const WEAK_REACH: usize = 60;
const REACH_BACK: usize = 40;

/// The addresses that a text names as the sold-to.
pub fn find(text: &str) -> Vec<(Range<usize>, Mention)> {
    let addresses = email::find(text);
    if addresses.is_empty() {
        return Vec::new();
    }
    scan::word_starts(text)
        .filter_map(|start| {
            let end_of = |labels| scan::longest(text, start, labels).filter(|end| scan::ends_word(text, *end));
            let at = match (end_of(LABELS), end_of(WEAK_LABELS)) {
                (Some(end), _) => after(text, &addresses, end, true).or_else(|| before(text, &addresses, start)),
                (None, Some(end)) => after(text, &addresses, end, false),
                (None, None) => None,
            }?;
            Some((at.clone(), Mention::SoldTo(text[at].to_owned())))
        })
        .collect()
}

/// The first address after a label, unless another sentence or too much else stands between.
fn after(text: &str, addresses: &[Range<usize>], label_end: usize, strong: bool) -> Option<Range<usize>> {
    let next = addresses.partition_point(|address| address.start < label_end);
    let at = addresses.get(next)?;
    if at.start - label_end > if strong { REACH } else { WEAK_REACH } {
        return None;
    }
    let between = &text[label_end..at.start];
    let mut lines = between.split('\n');
    let rest = lines.next().unwrap_or_default();
    if sentence_ends(rest) || (!strong && between.contains(['\n', ';'])) {
        return None;
    }
    let below: Vec<_> = lines.filter(|line| !is_blank(line)).collect();
    let fits = match below.as_slice() {
        // The address is on this line, or begins the next.
        [] => true,
        // "Sold to:", then a name, then the address.
        [line] => is_announced(rest) && !line.trim_end().ends_with(['.', '?', '!', ',']),
        _ => false,
    };
    fits.then(|| at.clone())
}

/// The address of which the same line says that it is the owner's: "alice@acme.example is the subscription owner".
fn before(text: &str, addresses: &[Range<usize>], label_start: usize) -> Option<Range<usize>> {
    let next = addresses.partition_point(|address| address.end <= label_start);
    let at = addresses.get(next.checked_sub(1)?)?;
    let between = text.get(at.end..label_start).filter(|between| between.len() <= REACH_BACK)?;
    let joins = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let says = joins.into_iter().all(|word| BEFORE_LABEL.iter().any(|join| join.eq_ignore_ascii_case(word)));
    (says && !between.contains(['\n', '.', ':', ';', ',', '?', '!'])).then(|| at.clone())
}

/// Whether a line's rest ends in a colon, whatever markup closes it.
fn is_announced(rest: &str) -> bool {
    rest.trim_end_matches(|c: char| scan::is_space(c) || "*_|".contains(c)).ends_with([':', '：'])
}

/// Whether a line holds no more than what an address may begin with: quote signs, bullets, markup.
fn is_blank(line: &str) -> bool {
    !line.contains(scan::is_word) || line.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("mailto")
}

/// Whether a sentence ends in a part of a line: a point after more than an initial or a title, or a question.
fn sentence_ends(part: &str) -> bool {
    let mut word = 0;
    let mut chars = part.chars().peekable();
    while let Some(c) = chars.next() {
        let last = chars.peek().is_none_or(|next| scan::is_space(*next));
        match c {
            '?' | '!' | '。' | '？' => return true,
            '.' if last && (word > 3 || word == 0) => return true,
            _ => {}
        }
        word = if c.is_alphanumeric() { word + 1 } else { 0 };
    }
    false
}
