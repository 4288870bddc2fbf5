//! Why a step could not be taken, in the agent's words, and what to do about it.

use serde::{Deserialize, Serialize};

use crate::date::UnixSeconds;
use crate::fetch::{Answer, Reply, Site};
use crate::hosts;
use crate::link::Link;

/// Why a page, an answer or a value could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Problem {
    /// The session is gone.
    #[error("You are signed out of {}.", site.name())]
    SignedOut {
        /// Where.
        site: Site,
    },
    /// The session may not see this.
    #[error("{} does not let you see this.", capitalized(site.name()))]
    Forbidden {
        /// Where.
        site: Site,
    },
    /// The record does not exist.
    #[error("{} has no {what}.", capitalized(site.name()))]
    Missing {
        /// Where.
        site: Site,
        /// The record, such as `license 700001`.
        what: String,
    },
    /// Too many requests; all agents share the budget (facts: zendesk C3).
    #[error("{} asks to slow down.", capitalized(site.name()))]
    RateLimited {
        /// Where.
        site: Site,
        /// When it may be asked again, in seconds since 1970.
        until: Option<u64>,
    },
    /// The site refuses the request as it stands (422 and its like).
    #[error("{} refused the request (status {status}).", capitalized(site.name()))]
    Refused {
        /// Where.
        site: Site,
        /// The HTTP status.
        status: u16,
    },
    /// The site itself failed (500 and above).
    #[error("{} failed (status {status}).", capitalized(site.name()))]
    Broken {
        /// Where.
        site: Site,
        /// The HTTP status.
        status: u16,
    },
    /// Any other status that is not a success.
    #[error("{} answered with an unexpected status ({status}).", capitalized(site.name()))]
    Status {
        /// Where.
        site: Site,
        /// The HTTP status.
        status: u16,
    },
    /// No answer in time.
    #[error("{} did not answer in time.", capitalized(site.name()))]
    Timeout {
        /// Where.
        site: Site,
    },
    /// The computer has no connection.
    #[error("This computer is offline.")]
    Offline,
    /// The browser could not reach the site.
    #[error("{} could not be reached.", capitalized(site.name()))]
    Unreachable {
        /// Where.
        site: Site,
    },
    /// The answer is longer than anything that Vouch asks for, so nothing was read from it.
    #[error("{} answered with more than {} MB, which is more than Vouch reads.", capitalized(site.name()), limit / 1024 / 1024)]
    TooLarge {
        /// Where.
        site: Site,
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// The answer is of another type than what was asked for, so nothing was read from it.
    #[error("{} answered with {got} instead of {wanted}.", capitalized(site.name()))]
    AnotherType {
        /// Where.
        site: Site,
        /// What was asked for, such as `JSON`.
        wanted: String,
        /// What came, such as `text/html`.
        got: String,
    },
    /// What came is not what was asked for, so nothing was read from it.
    #[error("{} answered with something that is not {what}.", capitalized(site.name()))]
    NotAsked {
        /// Where.
        site: Site,
        /// What was asked for, such as `the page of order 5001`.
        what: String,
    },
    /// The page is another record's, or another kind of record's, than the one that was asked for.
    #[error("The portal answered with another page than that of {what}.")]
    AnotherRecord {
        /// What was asked for, such as `order 5001`.
        what: String,
    },
    /// The page is none of the portal's admin panel.
    #[error("What answered for {what} is not the portal's admin panel.")]
    NotThePanel {
        /// What was asked for, such as `order 5001`.
        what: String,
    },
    /// A page that was read lacks the value that leads on.
    #[error("The {page} shows no {field}.")]
    Blank {
        /// The page, such as `license page`.
        page: String,
        /// The value's label.
        field: String,
    },
    /// A page that was read shows the value that leads on in a form that cannot be read.
    #[error("The {page}'s {field} is not readable{}.", quoted(text))]
    Unreadable {
        /// The page, such as `license page`.
        page: String,
        /// The value's label.
        field: String,
        /// What the page shows.
        text: String,
    },
    /// The Salesforce account is not an ID.
    #[error("The Salesforce account {value:?} is not a Salesforce ID: {reason}.")]
    NotSalesforceId {
        /// What the billing account shows.
        value: String,
        /// Why it is none.
        reason: String,
    },
    /// The portal did not apply the filter, so its list means nothing (facts: portal 0.3).
    #[error("The portal ignored the filter for the subscription name.")]
    FilterIgnored,
    /// No record's own cell equals what was searched for.
    #[error("No {record} has the {field} {value:?}{}.", instead(similar))]
    NoHit {
        /// What one record is called, such as `order`.
        record: String,
        /// The field's label.
        field: String,
        /// What was searched for.
        value: String,
        /// What differs from it in letter case only.
        similar: Vec<String>,
    },
    /// More hits than anyone would page through.
    #[error("More than {limit} {record}s contain the {field} {value:?}.")]
    TooManyHits {
        /// What one record is called, such as `order`.
        record: String,
        /// The field's label.
        field: String,
        /// What was searched for.
        value: String,
        /// How many were looked at.
        limit: u64,
    },
    /// More orders with exactly this subscription name than anyone would compare (facts: domain 3.1).
    #[error("{count} orders have the subscription name {name:?}.")]
    SeveralOrders {
        /// The subscription name.
        name: String,
        /// How many.
        count: usize,
    },
    /// Several cloud activations with exactly this code, which is to be one's alone.
    #[error("Several cloud activations have this activation code.")]
    SeveralActivations,
}

/// What the agent can do about a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// One sentence.
    pub text: String,
    /// Where to do it.
    pub link: Option<Link>,
    /// When to do it, in seconds since 1970; none for at once.
    pub not_before: Option<u64>,
}

impl Advice {
    /// What can be done at once, and perhaps where.
    #[must_use]
    pub fn new(text: &str, link: Option<Link>) -> Self {
        Self { text: text.to_owned(), link, not_before: None }
    }
}

impl Problem {
    /// Takes the answer out of a reply that is a success or a missing record.
    ///
    /// A 404 is passed on, because the portal's has a body that must be told from an index page.
    ///
    /// # Errors
    /// When there is no answer, or one that says that nothing can be read.
    pub fn sift(site: Site, reply: Reply) -> Result<Answer, Self> {
        match reply {
            Reply::Answer(answer) => match answer.status {
                200 | 404 => Ok(answer),
                401 => Err(Self::SignedOut { site }),
                403 => Err(Self::Forbidden { site }),
                429 => Err(Self::RateLimited { site, until: answer.retry_at }),
                status @ 400..=499 => Err(Self::Refused { site, status }),
                status @ 500.. => Err(Self::Broken { site, status }),
                status => Err(Self::Status { site, status }),
            },
            Reply::Redirect => Err(Self::SignedOut { site }),
            Reply::Timeout => Err(Self::Timeout { site }),
            Reply::Offline => Err(Self::Offline),
            Reply::Unreachable => Err(Self::Unreachable { site }),
            Reply::TooLarge { limit } => Err(Self::TooLarge { site, limit }),
            Reply::AnotherType { wanted, got } => Err(Self::AnotherType { site, wanted: wanted.to_owned(), got }),
        }
    }

    /// Whether it passes without anything being changed at the site: by signing in, or by itself.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::SignedOut { .. }
                | Self::Timeout { .. }
                | Self::Offline
                | Self::Unreachable { .. }
                | Self::Broken { .. }
                // A proxy, a maintenance page or a sign-in page answers in the site's place.
                | Self::AnotherType { .. }
        )
    }

    /// Whether a walk that stops at it has not ended: sooner or later it can go on from there.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.is_passing() || matches!(self, Self::RateLimited { .. })
    }

    /// It as a part of a sentence in a note, which others read than the agent it happened to.
    #[must_use]
    pub fn in_note(&self) -> String {
        match self {
            Self::SignedOut { site } => format!("signed out of {}", site.name()),
            Self::Forbidden { site } => format!("{} did not let the agent see it", site.name()),
            Self::RateLimited { site, .. } => format!("{} asked to slow down", site.name()),
            Self::Offline => "offline".to_owned(),
            _ => {
                let said = self.to_string();
                let said = said.strip_suffix('.').unwrap_or(&said);
                let mut letters = said.chars();
                match letters.next() {
                    // A name keeps its capital.
                    Some(first) if !said.starts_with("Zendesk") => first.to_lowercase().chain(letters).collect(),
                    _ => said.to_owned(),
                }
            }
        }
    }

    /// Whether it may be over by now without anybody having done anything: then it is tried again by itself.
    #[must_use]
    pub fn passes(&self, now: UnixSeconds) -> bool {
        match self {
            Self::RateLimited { until, .. } => until.is_none_or(|until| UnixSeconds(until) <= now),
            _ => self.is_passing(),
        }
    }

    /// What to do about it; what was gathered before stays in every case.
    #[must_use]
    pub fn advice(&self) -> Advice {
        let plain = |text: &str| Advice::new(text, None);
        match self {
            Self::SignedOut { site } | Self::Unreachable { site } => {
                let (name, url) = match site {
                    Site::Portal => ("Sign in to the portal", format!("https://{}/admin", hosts::PORTAL)),
                    Site::Zendesk => ("Sign in to Zendesk", format!("https://{}/agent", hosts::ZENDESK)),
                };
                let text = match self {
                    Self::SignedOut { .. } => "Then try again here: what was gathered stays.",
                    _ => "Check the connection, or sign in again, then try again here: what was gathered stays.",
                };
                Advice::new(text, Some(Link::built(name.to_owned(), url)))
            }
            Self::Forbidden { site: Site::Portal } => plain("Ask for access to the portal's admin pages."),
            Self::Forbidden { site: Site::Zendesk } => plain("Open the record in Zendesk to see whether you may."),
            Self::Missing { .. } => plain("Check the number with the customer."),
            Self::RateLimited { until, .. } => Advice {
                not_before: *until,
                ..plain("All agents share this limit. Then try again here: what was gathered stays.")
            },
            Self::Offline => plain("Connect it, then try again here: what was gathered stays."),
            Self::Timeout { .. } => plain("Try again here: what was gathered stays."),
            Self::Broken { .. } => {
                plain("Try again in a moment. If it goes on, open the page to see whether it works by hand.")
            }
            Self::Refused { .. } => plain("Open the page and look at it there; signing in again may help."),
            Self::Status { .. } => plain("Open the page and look at it there."),
            Self::TooLarge { .. } => plain("Open the page and look at it there: Vouch reads nothing of it."),
            Self::AnotherType { .. } => {
                plain("Open the page to see what answers: signing in again may help. Then try again here.")
            }
            Self::NotAsked { .. } | Self::FilterIgnored => {
                plain("Open the page to see what it is. If it looks right, Vouch cannot read it any more: report it.")
            }
            Self::AnotherRecord { .. } => plain("Open the page and see which record it shows, then try again here."),
            Self::NotThePanel { .. } => {
                plain("Open the page: maintenance, or something between you and the portal, may answer for it.")
            }
            Self::Blank { .. } => plain("Open the page and look for it there: it may be empty, or renamed."),
            Self::Unreadable { .. } => plain("Open the page and read it there."),
            Self::NotSalesforceId { .. } => plain("Open the billing account and search for the organization by name."),
            Self::NoHit { .. } => plain("Open the search: it may be written differently there."),
            Self::SeveralOrders { .. } => plain("Open the search and compare the orders' dates and billing accounts."),
            Self::SeveralActivations => plain("Open the search and compare the cloud activations."),
            Self::TooManyHits { .. } => plain("Open the search and look for it there."),
        }
    }
}

/// What follows "is not readable": the text, where there is any.
pub(crate) fn quoted(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(": {text:?}") }
}

fn instead(similar: &[String]) -> String {
    if similar.is_empty() { String::new() } else { format!("; in other letter case there is {}", similar.join(", ")) }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16) -> Reply {
        Reply::Answer(Answer { status, retry_at: (status == 429).then_some(1_800_000_007), body: String::new() })
    }

    #[test]
    fn each_reply_has_its_own_message() {
        let site = Site::Portal;
        for (reply, message) in [
            (Reply::Redirect, "You are signed out of the portal."),
            (answer(401), "You are signed out of the portal."),
            (answer(403), "The portal does not let you see this."),
            (answer(422), "The portal refused the request (status 422)."),
            (answer(500), "The portal failed (status 500)."),
            (answer(503), "The portal failed (status 503)."),
            (answer(429), "The portal asks to slow down."),
            (answer(204), "The portal answered with an unexpected status (204)."),
            (Reply::Offline, "This computer is offline."),
            (Reply::Timeout, "The portal did not answer in time."),
            (Reply::Unreachable, "The portal could not be reached."),
            (
                Reply::TooLarge { limit: 4 * 1024 * 1024 },
                "The portal answered with more than 4 MB, which is more than Vouch reads.",
            ),
            (
                Reply::AnotherType { wanted: "a web page", got: "application/json".to_owned() },
                "The portal answered with application/json instead of a web page.",
            ),
        ] {
            assert_eq!(Problem::sift(site, reply).unwrap_err().to_string(), message);
        }
        for status in [200, 404] {
            assert_eq!(Problem::sift(site, answer(status)).unwrap().status, status);
        }
    }

    #[test]
    fn problem_in_a_note_is_a_part_of_a_sentence() {
        let (portal, zendesk) = (Site::Portal, Site::Zendesk);
        for (problem, said) in [
            (Problem::SignedOut { site: portal }, "signed out of the portal"),
            (Problem::Forbidden { site: portal }, "the portal did not let the agent see it"),
            (Problem::RateLimited { site: zendesk, until: Some(1) }, "Zendesk asked to slow down"),
            (Problem::Offline, "offline"),
            (Problem::Timeout { site: portal }, "the portal did not answer in time"),
            (Problem::Broken { site: zendesk, status: 502 }, "Zendesk failed (status 502)"),
            (Problem::SeveralActivations, "several cloud activations have this activation code"),
        ] {
            assert_eq!(problem.in_note(), said);
        }
    }

    #[test]
    fn who_is_asked_to_slow_down_is_told_until_when() {
        let problem = Problem::sift(Site::Zendesk, answer(429)).unwrap_err();
        assert_eq!(problem.advice().not_before, Some(1_800_000_007));
    }

    #[test]
    fn rate_limit_passes_when_its_time_has_come() {
        let problem = Problem::sift(Site::Zendesk, answer(429)).unwrap_err();
        assert!(!problem.is_passing());
        let passes = |now| problem.passes(UnixSeconds(now));
        assert!(!passes(1_800_000_006) && passes(1_800_000_007));
        assert!(Problem::Offline.passes(UnixSeconds(0)));
        assert!(!Problem::Forbidden { site: Site::Zendesk }.passes(UnixSeconds(1_900_000_000)));
    }

    #[test]
    fn signed_out_leads_to_the_sign_in() {
        let advice = Problem::SignedOut { site: Site::Portal }.advice();
        assert_eq!(advice.link.unwrap().url(), "https://customers.gitlab.com/admin");
    }
}
