//! `/api/v2/search`: the query language as far as agents use it here (zendesk.md C2).
//!
//! A term matches a word or the beginning of a word, in any letter case, and never the middle of a word.

use serde_json::Value;

/// What kind of record a query is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ticket,
    User,
    Organization,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Ticket, Self::User, Self::Organization];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::User => "user",
            Self::Organization => "organization",
        }
    }
}

/// One condition: words that must stand in one field, or anywhere.
#[derive(Debug, PartialEq, Eq)]
struct Term {
    field: Option<String>,
    words: Vec<String>,
    phrase: bool,
    negated: bool,
}

/// A query, parsed.
#[derive(Debug)]
pub struct Search {
    kind: Option<Kind>,
    terms: Vec<Term>,
}

impl Search {
    /// Parses a query; the error says what is wrong with it.
    pub fn parse(query: &str) -> Result<Self, String> {
        let mut search = Self { kind: None, terms: Vec::new() };
        for token in tokens(query)? {
            let (negated, token) = match token.strip_prefix('-') {
                Some(rest) => (true, rest),
                None => (false, token.as_str()),
            };
            let (field, value) = match token.split_once(':') {
                Some((field, value)) if !field.starts_with('"') => (Some(field.to_lowercase()), value),
                _ => (None, token),
            };
            if field.as_deref() == Some("type") {
                let kind = Kind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(value));
                search.kind = Some(kind.ok_or_else(|| format!("type {value} is unknown"))?);
                continue;
            }
            if matches!(field.as_deref(), Some("order_by" | "sort")) {
                continue;
            }
            let phrase = value.starts_with('"');
            // A trailing star asks for what a plain term does anyway: the beginning of a word.
            let words = words(value);
            if words.is_empty() {
                return Err(format!("{token} has no value"));
            }
            search.terms.push(Term { field, words, phrase, negated });
        }
        if search.terms.is_empty() && search.kind.is_none() {
            return Err(String::from("the query is empty"));
        }
        Ok(search)
    }

    /// Whether a record, in the API's own shape, is a result.
    pub fn finds(&self, kind: Kind, record: &Value) -> bool {
        self.kind.is_none_or(|wanted| wanted == kind) && self.terms.iter().all(|term| term.holds(record))
    }
}

impl Term {
    fn holds(&self, record: &Value) -> bool {
        let found = match self.field.as_deref() {
            Some(field) => field_text(record, field).is_some_and(|text| self.stands_in(&text)),
            None => ["name", "email", "subject", "description", "notes", "details"]
                .iter()
                .filter_map(|field| field_text(record, field))
                .any(|text| self.stands_in(&text)),
        };
        found != self.negated
    }

    fn stands_in(&self, text: &str) -> bool {
        let there = words(text);
        if self.phrase {
            return there.windows(self.words.len()).any(|window| window == self.words);
        }
        self.words.iter().all(|wanted| there.iter().any(|word| word.starts_with(wanted.as_str())))
    }
}

/// A field's text: of the record, or of an organization's own fields. Fields of several values are several words.
fn field_text(record: &Value, field: &str) -> Option<String> {
    let field = match field {
        "requester" => "requester_id",
        "organization" => "organization_id",
        "assignee" => "assignee_id",
        field => field,
    };
    let value = record.get(field).or_else(|| record.get("organization_fields")?.get(field))?;
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Array(items) => Some(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")),
        Value::Null | Value::Object(_) => None,
    }
}

/// The words of a text in lower case.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Splits a query at its spaces, but not within quotes.
fn tokens(query: &str) -> Result<Vec<String>, String> {
    let mut tokens = vec![String::new()];
    let mut quoted = false;
    for letter in query.chars() {
        quoted ^= letter == '"';
        match (tokens.last_mut(), letter.is_whitespace() && !quoted) {
            (Some(token), false) => token.push(letter),
            _ => tokens.push(String::new()),
        }
    }
    tokens.retain(|token| !token.is_empty());
    if quoted { Err(String::from("a quotation mark is missing")) } else { Ok(tokens) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_term_matches_words_and_their_beginnings() {
        let record = json!({ "name": "Beta GmbH & Co", "notes": null,
            "organization_fields": { "sfdc_short_id": "0013X00002fGhIj", "seats_decimal": 40.0, "support_hold": false } });
        for (query, found) in [
            ("sfdc_short_id:0013X00002fGhIj", true),
            ("sfdc_short_id:0013X00002fghij", true),
            ("SFDC_SHORT_ID:0013x00002FGHIJ", true),
            ("sfdc_short_id:0013X00002fGhI", true),
            ("sfdc_short_id:0013X00002fGhI*", true),
            ("sfdc_short_id:0013X00002fGhIj*", true),
            ("sfdc_short_id:013X00002fGhIj", false),
            ("sfdc_short_id:0013X00002fGhIjQ", false),
            ("sfdc_short_id:*GhIj", false),
            ("type:organization sfdc_short_id:0013X00002fGhIj", true),
            ("type:user sfdc_short_id:0013X00002fGhIj", false),
            ("-sfdc_short_id:0013X00002fGhIj", false),
            ("-name:acme type:organization", true),
            ("salesforce_id:0013X00002fGhIj", false),
            ("nonsense:0013X00002fGhIj", false),
            ("notes:beta", false),
            ("beta", true),
            ("gmb", true),
            ("mbh", false),
            ("\"beta gmbh\"", true),
            ("name:\"GmbH & Co\"", true),
            ("\"beta gmb\"", false),
            ("\"gmbh beta\"", false),
            ("0013X00002fGhIj", false),
            ("support_hold:false", true),
        ] {
            let search = Search::parse(query).unwrap_or_else(|why| panic!("{query}: {why}"));
            assert_eq!(search.finds(Kind::Organization, &record), found, "{query}");
        }
    }

    #[test]
    fn a_query_that_says_nothing_is_refused() {
        for query in ["", "  ", "name:", "name:*", "\"beta", "name:\"beta", "type:company beta", "-"] {
            assert!(Search::parse(query).is_err(), "{query}");
        }
    }
}
