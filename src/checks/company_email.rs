//! The requester writes from a company's address (seed 001, step 5). There is no official list of the others: a reviewed one
//! of webmail, providers and relays warns, and the agent decides (facts: domain 5).

use super::{Check, Facts, Judgement, Outcome};

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

/// What to tell a requester who writes from another address than a company's.
const REPLY: &str = "We can only associate users who write from an e-mail address of their company. Please open a new ticket \
                     from your company's address, and send us what proves your support entitlement there.";

fn judge(facts: &Facts) -> Option<Judgement> {
    Some(of_address(facts.requester_email.as_deref()))
}

/// What an address says of itself, before anything was read of a license.
pub(super) fn of_address(email: Option<&str>) -> Judgement {
    let Some(email) = email.map(str::trim).filter(|email| !email.is_empty()) else {
        return Judgement::unknown("The requester's address is not known.", None);
    };
    let Some(domain) = email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).filter(|it| !it.is_empty())
    else {
        return Judgement::unknown(format!("The requester's address {email:?} has no domain."), None);
    };
    if is_or_is_under(&domain, "gitlab.com") {
        let reason = format!("{email} is GitLab's own address, not a customer's.");
        return Judgement::new(Outcome::Attention, reason, None);
    }
    if is_private(&domain) {
        let reason = format!("{email} is not a company's address: nobody is associated with it.");
        return Judgement::new(Outcome::Attention, reason, None).replying(REPLY);
    }
    Judgement::new(Outcome::Pass, format!("{domain} is no mail provider that Vouch knows."), None)
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
    use super::{DOMAINS, FAMILIES, FAMILY_ENDINGS, judge, of_address};
    use Outcome::{Attention, Pass, Unknown};

    #[test]
    fn cases() {
        // What is judged is always said: silence could be taken for a check that was not made.
        for (email, outcome) in [
            (Some("charlie@acme.example"), Pass),
            (Some("charlie@gmail.com"), Attention),
            (Some("Charlie@GMail.COM "), Attention),
            (Some("charlie@yahoo.co.uk"), Attention),
            (Some("charlie@mail.yahoo.com"), Attention),
            (Some("charlie@gmx.at"), Attention),
            (Some("charlie@privaterelay.appleid.com"), Attention),
            (Some("charlie@gitlab.com"), Attention),
            // Names that only begin or end so.
            (Some("charlie@notgmail.com"), Pass),
            (Some("charlie@gmail.com.acme.example"), Pass),
            (Some("charlie@yahoo-inc.example"), Pass),
            (Some("charlie@live.acme.com"), Pass),
            (Some("gmail.com@acme.example"), Pass),
            (Some("  "), Unknown),
            (Some("charlie"), Unknown),
            (None, Unknown),
        ] {
            let facts = Facts { requester_email: email.map(str::to_owned), ..Facts::nothing_read() };
            assert_eq!(judge(&facts).map(|judgement| judgement.outcome), Some(outcome), "{email:?}");
        }
    }

    #[test]
    fn only_a_private_address_has_a_reply() {
        for (email, replies) in
            [("charlie@gmail.com", true), ("charlie@gitlab.com", false), ("charlie@acme.example", false), ("x@", false)]
        {
            let reply = of_address(Some(email)).reply;
            assert_eq!(reply.is_some(), replies, "{email}");
            assert!(reply.is_none_or(|reply| !reply.contains('@') && reply.contains("company's address")));
        }
        let own = of_address(Some("charlie@gitlab.com"));
        assert!(own.reason.contains("GitLab's own"), "{}", own.reason);
    }

    #[test]
    fn the_lists_are_in_order() {
        assert!(DOMAINS.is_sorted() && FAMILIES.is_sorted() && FAMILY_ENDINGS.is_sorted());
    }
}
