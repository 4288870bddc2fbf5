//! Macros, found by their titles (facts: zendesk C1, D6). Vouch reads what they are called, and applies none.

use serde::{Deserialize, Serialize};

use super::api::{UnreadableAnswer, null_is_default};
use super::definitions::same_title;

/// What Zendesk has under the name of a macro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MacroSearch {
    /// A macro with this title, which can be applied.
    Active(String),
    /// A macro with this title, which nobody can apply.
    Deactivated(String),
    /// None.
    Nothing,
    /// None among those that it listed, and it did not list all.
    Incomplete,
}

/// The part of a macro's name that is searched for: its last, because the parts before it are spelled in more than one
/// way (facts: domain 6.4).
pub(super) fn searched_part(name: &str) -> &str {
    name.rsplit("::").map(str::trim).find(|part| !part.is_empty()).unwrap_or(name)
}

impl MacroSearch {
    /// Reads the answer to [`super::ApiUrl::macros_called`]. It lists every macro whose title holds the words.
    ///
    /// # Errors
    /// When the body is not a list of macros.
    pub fn read(name: &str, body: &str) -> Result<Self, UnreadableAnswer> {
        #[derive(Deserialize)]
        struct Answer {
            macros: Vec<RawMacro>,
            #[serde(default)]
            next_page: Option<String>,
        }
        #[derive(Deserialize)]
        struct RawMacro {
            #[serde(default, deserialize_with = "null_is_default")]
            title: String,
            active: bool,
        }

        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        let called: Vec<_> = answer.macros.into_iter().filter(|one| same_title(&one.title, name)).collect();
        let title =
            |is_it: &dyn Fn(&RawMacro) -> bool| called.iter().find(|one| is_it(one)).map(|one| one.title.clone());
        let active = title(&|one| one.active && one.title == name).or_else(|| title(&|one| one.active));
        Ok(match (active, title(&|_| true)) {
            (Some(title), _) => Self::Active(title),
            (None, Some(title)) => Self::Deactivated(title),
            (None, None) if answer.next_page.is_some() => Self::Incomplete,
            (None, None) => Self::Nothing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NAME: &str = "Support::Support-Ops::Contact management intro";
    const OLDER: &str = "Support::Support Ops::Contact management intro";

    #[test]
    fn a_macro_is_found_in_either_spelling_and_said_as_it_is_spelled_here() {
        let active = |title: &str| MacroSearch::Active(title.to_owned());
        let deactivated = |title: &str| MacroSearch::Deactivated(title.to_owned());
        for (macros, more, found) in [
            (&[(NAME, true)] as &[_], false, active(NAME)),
            (&[(OLDER, true)], false, active(OLDER)),
            (&[("support::support-ops::contact  Management intro", true)], true, {
                active("support::support-ops::contact  Management intro")
            }),
            // The very name before another spelling of it, and what can be applied before what cannot.
            (&[(OLDER, true), (NAME, true)], false, active(NAME)),
            (&[(NAME, false), (OLDER, true)], false, active(OLDER)),
            (&[(NAME, false)], false, deactivated(NAME)),
            (
                &[("Contact management intro", true), ("Support::Support-Ops::Contact management intro 2", true)],
                false,
                { MacroSearch::Nothing },
            ),
            (&[], false, MacroSearch::Nothing),
            (&[("Another", true)], true, MacroSearch::Incomplete),
        ] {
            let macros: Vec<_> = macros.iter().map(|(title, on)| json!({ "title": title, "active": on })).collect();
            let next = more.then_some("https://gitlab.zendesk.com/api/v2/macros/search?page=2");
            let body = json!({ "macros": macros, "next_page": next, "count": 1 });
            assert_eq!(MacroSearch::read(NAME, &body.to_string()), Ok(found), "{body}");
        }
    }

    #[test]
    fn what_is_no_list_of_macros_is_refused() {
        for body in [
            r#"{"error":"invalid","description":"x"}"#,
            r#"{"macros":{}}"#,
            r#"{"macros":[{"title":"x"}]}"#,
            r#"{"results":[]}"#,
            "<html></html>",
            "",
        ] {
            assert_eq!(MacroSearch::read(NAME, body), Err(UnreadableAnswer), "{body}");
        }
    }

    #[test]
    fn the_last_part_is_searched_for() {
        for (name, part) in [
            (NAME, "Contact management intro"),
            ("General::Forms::Incorrect form used", "Incorrect form used"),
            ("Ask for proof", "Ask for proof"),
            ("Ops :: Ask for proof ::", "Ask for proof"),
            ("::", "::"),
        ] {
            assert_eq!(searched_part(name), part);
        }
    }
}
