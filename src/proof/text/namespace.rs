//! Top-level namespaces of GitLab.com, as people name them (seed 001, "Attempt auto-association app fails to locate
//! organization").
//!
//! Context: an address on GitLab.com, whose first part is the namespace; or the label *namespace* and a path after it.
//! GitLab.com's own pages are no namespaces.

use super::turned::Turned;
use super::{MAX_FOUND, MAX_LENGTH, scan};

/// GitLab.com's host, as it stands in addresses.
const HOST: &str = "gitlab.com/";

/// First parts of addresses that are GitLab.com's own pages.
const RESERVED: [&str; 24] = [
    "-",
    "abuse_reports",
    "admin",
    "api",
    "assets",
    "dashboard",
    "explore",
    "files",
    "gitlab-com",
    "gitlab-org",
    "groups",
    "health_check",
    "help",
    "import",
    "jwt",
    "oauth",
    "profile",
    "projects",
    "public",
    "search",
    "support",
    "uploads",
    "users",
    "v2",
];

/// Words that say that a namespace follows.
const LABELS: &[&str] = &["namespace", "namespace path", "group path", "top level group", "group url"];

/// The namespaces that a text names, in the order in which it names them, each once.
#[must_use]
pub fn namespaces(text: &str) -> Vec<String> {
    let text = &text[..text.floor_char_boundary(MAX_LENGTH)];
    let labelled = scan::word_starts(text).filter_map(|start| {
        let end = scan::longest(text, start, LABELS).filter(|end| scan::ends_word(text, *end))?;
        let value = scan::to_value(text, end);
        // "The namespace of our team" names none: a colon has to stand there, or "is" in the same line.
        let announced = text[end..value.end].contains([':', '：']) || (value.said && value.breaks == 0);
        let address = scan::longest(text, value.end, &["http", "https", "gitlab", "www"]).is_some();
        (announced && !address).then(|| (value.end, path(&text[value.end..])))
    });
    let linked = text.match_indices(HOST).filter_map(|(at, _)| {
        // `docs.gitlab.com` and `mygitlab.com` are other hosts.
        let before = text[..at].trim_end_matches("www.");
        let own = before.chars().next_back().is_none_or(|c| !scan::is_word(c) && !".-@".contains(c));
        let rest = &text[at + HOST.len()..];
        own.then(|| (at, path(rest.strip_prefix("groups/").unwrap_or(rest))))
    });
    let mut hits: Vec<_> = labelled.chain(linked).filter_map(|(at, path)| Some((at, path?))).collect();
    hits.sort_unstable();
    let mut found: Vec<String> = Vec::new();
    let turned = Turned::of(text);
    for (at, path) in hits {
        if turned.has(&(at..(at + path.len()).min(text.len()))) {
            continue;
        }
        if found.len() < MAX_FOUND && !found.iter().any(|known| known.eq_ignore_ascii_case(path)) {
            found.push(path.to_owned());
        }
    }
    found
}

/// The first part of a path: letters and digits of ASCII, `_`, `-` and `.`, as GitLab allows them.
fn path(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"_-.".contains(c)).unwrap_or(text.len());
    let path = text[..end].trim_end_matches(['.', '-']);
    let fits = (2..=255).contains(&path.len()) && path.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (fits && !RESERVED.iter().any(|page| page.eq_ignore_ascii_case(path))).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_namespace() {
        for (text, found) in [
            ("https://gitlab.com/acme-group/widgets/-/issues/1", &["acme-group"] as &[_]),
            ("See gitlab.com/groups/acme_corp. Thanks", &["acme_corp"]),
            ("https://www.gitlab.com/Acme and https://gitlab.com/acme/x", &["Acme"]),
            ("Namespace: acme-group", &["acme-group"]),
            ("our top-level group is acme.io, please", &["acme.io"]),
            ("Namespace: https://gitlab.com/acme", &["acme"]),
            ("Group path: acme\nNamespace path: beta", &["acme", "beta"]),
            ("the namespace of our team", &[]),
            ("https://gitlab.com/-/profile https://gitlab.com/users/sign_in https://gitlab.com/", &[]),
            ("https://docs.gitlab.com/user/profile and https://mygitlab.com/acme", &[]),
            ("https://gitlab.com.evil.example/acme", &[]),
            ("https://gitlab.com/support/zd-global-orgs", &[]),
            ("", &[]),
        ] {
            assert_eq!(namespaces(text), found, "{text}");
        }
    }
}
