//! The requester writes from a company's address (seed 001, step 5). There is no official list of the others: a reviewed one
//! of webmail, providers and relays warns, and the agent decides (facts: domain 5).

use super::{Check, Facts, Judgement};

pub(super) const CHECK: Check = Check { title: "Company e-mail", seed: "seed 001, step 5", judge };

/// Webmail that exists under many top-level domains.
const FAMILIES: [&str; 12] = [
    "aol",
    "gmx",
    "googlemail",
    "hotmail",
    "live",
    "mail",
    "outlook",
    "protonmail",
    "tutanota",
    "yahoo",
    "yandex",
    "zoho",
];

/// Top-level domains under which the families are; with `co.uk` and the like.
const FAMILY_ENDINGS: [&str; 44] = [
    "at", "be", "biz", "br", "ca", "ch", "cl", "cn", "co", "co.id", "co.in", "co.jp", "co.kr", "co.nz", "co.th",
    "co.uk", "co.za", "com", "com.ar", "com.au", "com.br", "com.mx", "com.tr", "cz", "de", "dk", "es", "eu", "fi",
    "fr", "gr", "hu", "ie", "in", "it", "jp", "net", "nl", "no", "pl", "pt", "ru", "se", "us",
];

/// Single domains: webmail, providers' mailboxes, relays, throw-away addresses.
const DOMAINS: &[&str] = &[
    "126.com",
    "163.com",
    "alice.it",
    "anonaddy.me",
    "att.net",
    "bellsouth.net",
    "bigpond.com",
    "bk.ru",
    "bluewin.ch",
    "bol.com.br",
    "btinternet.com",
    "centrum.cz",
    "charter.net",
    "comcast.net",
    "cox.net",
    "daum.net",
    "duck.com",
    "earthlink.net",
    "email.com",
    "fastmail.com",
    "fastmail.fm",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "guerrillamail.com",
    "hanmail.net",
    "hey.com",
    "hushmail.com",
    "icloud.com",
    "inbox.ru",
    "interia.pl",
    "laposte.net",
    "libero.it",
    "list.ru",
    "mac.com",
    "mailinator.com",
    "me.com",
    "mozmail.com",
    "msn.com",
    "naver.com",
    "ntlworld.com",
    "o2.pl",
    "onet.pl",
    "optusnet.com.au",
    "orange.fr",
    "pm.me",
    "privaterelay.appleid.com",
    "proton.me",
    "qq.com",
    "rambler.ru",
    "rediffmail.com",
    "rocketmail.com",
    "rogers.com",
    "sbcglobal.net",
    "seznam.cz",
    "sfr.fr",
    "shaw.ca",
    "simplelogin.com",
    "sina.com",
    "skynet.be",
    "sohu.com",
    "sympatico.ca",
    "t-online.de",
    "telenet.be",
    "terra.com.br",
    "tiscali.it",
    "tuta.com",
    "tuta.io",
    "uol.com.br",
    "users.noreply.github.com",
    "verizon.net",
    "virgilio.it",
    "virginmedia.com",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "ya.ru",
    "yeah.net",
    "ymail.com",
    "yopmail.com",
    "zohomail.com",
];

fn judge(facts: &Facts) -> Option<Judgement> {
    let Some(email) = facts.requester_email.as_deref().map(str::trim).filter(|email| !email.is_empty()) else {
        return Some(Judgement::unknown("The requester's address is not known.", None));
    };
    let Some(domain) = email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()) else {
        return Some(Judgement::unknown(format!("The requester's address {email:?} has no domain."), None));
    };
    let reason = if is_or_is_under(&domain, "gitlab.com") {
        format!("{email} is an address of GitLab's own.")
    } else if is_private(&domain) {
        format!("{email} is not a company's address: with it nobody is associated.")
    } else {
        return None;
    };
    Some(Judgement::new(super::Outcome::Attention, reason, None))
}

fn is_private(domain: &str) -> bool {
    let in_family =
        |family: &str| FAMILY_ENDINGS.iter().any(|ending| is_or_is_under(domain, &format!("{family}.{ending}")));
    DOMAINS.iter().any(|one| is_or_is_under(domain, one)) || FAMILIES.into_iter().any(in_family)
}

fn is_or_is_under(domain: &str, parent: &str) -> bool {
    domain.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::super::{Facts, Outcome};
    use super::{DOMAINS, FAMILIES, FAMILY_ENDINGS, judge};

    #[test]
    fn cases() {
        use Outcome::{Attention, Unknown};
        for (email, outcome) in [
            (Some("charlie@acme.example"), None),
            (Some("charlie@gmail.com"), Some(Attention)),
            (Some("Charlie@GMail.COM "), Some(Attention)),
            (Some("charlie@yahoo.co.uk"), Some(Attention)),
            (Some("charlie@mail.yahoo.com"), Some(Attention)),
            (Some("charlie@gmx.at"), Some(Attention)),
            (Some("charlie@privaterelay.appleid.com"), Some(Attention)),
            (Some("charlie@gitlab.com"), Some(Attention)),
            // Names that only begin or end so.
            (Some("charlie@notgmail.com"), None),
            (Some("charlie@gmail.com.acme.example"), None),
            (Some("charlie@yahoo-inc.example"), None),
            (Some("charlie@live.acme.com"), None),
            (Some("gmail.com@acme.example"), None),
            (Some("  "), Some(Unknown)),
            (Some("charlie"), Some(Unknown)),
            (None, Some(Unknown)),
        ] {
            let facts = Facts { requester_email: email.map(str::to_owned), ..Facts::nothing_read() };
            assert_eq!(judge(&facts).map(|judgement| judgement.outcome), outcome, "{email:?}");
        }
    }

    #[test]
    fn the_lists_are_in_order() {
        assert!(DOMAINS.is_sorted() && FAMILIES.is_sorted() && FAMILY_ENDINGS.is_sorted());
    }
}
