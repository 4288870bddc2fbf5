//! The Validate License page: its form, and the license ID in its answer (seed 001, step 8).
//!
//! How the answer is written is not known for certain (facts: portal d): an object as JSON or as Ruby prints it, or a
//! list of terms. The ID is taken only where nothing but one value can be meant by `id`.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html};
use serde::Serialize;

use super::host::markup;
use crate::ids::LicenseId;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ValidateLicense {
    /// Whether it has the field for a license file.
    #[serde(skip)]
    pub has_field: bool,
    /// The `id` in the answer; none where there is no answer, or no single one.
    pub license_id: Option<LicenseId>,
}

impl ValidateLicense {
    /// The CSS selector of the field for a license file.
    pub const FIELD: &'static str = markup::VALIDATE_FIELD;
}

pub(super) fn read(tree: &Html) -> ValidateLicense {
    let mut has_field = false;
    let mut ids = BTreeSet::new();
    let mut waiting = vec![tree.root_element()];
    while let Some(element) = waiting.pop() {
        match element.value().name() {
            // Neither is looked into any further, so that no text is read twice.
            "textarea" => has_field |= element.attr("name") == Some(markup::VALIDATE_INPUT),
            "pre" => ids.extend(ids_in_object(&element.text().collect::<String>())),
            name => {
                if ["dt", "th"].contains(&name) && start_of(element) == "id" {
                    let value = element.next_siblings().find_map(ElementRef::wrap);
                    ids.extend(value.map(start_of));
                }
                waiting.extend(element.child_elements());
            }
        }
    }
    let mut ids = ids.into_iter();
    let license_id = match (ids.next(), ids.next()) {
        (Some(id), None) => LicenseId::parse(&id).ok(),
        _ => None,
    };
    ValidateLicense { has_field, license_id }
}

/// The text of an element, as far as it can be `id` or an ID.
fn start_of(element: ElementRef<'_>) -> String {
    let text = element.text().flat_map(str::chars).skip_while(|c| c.is_whitespace());
    text.take(32).collect::<String>().trim_end().to_owned()
}

/// Every value of a key `id` in a printed object, such as `{"id": 700001}`, `{"id"=>700001}`, `{:id=>700001}` or
/// `id: 700001`. What stands within a string is a value, whatever it looks like.
fn ids_in_object(text: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let key;
        if first == '"' {
            let end = string_end(rest);
            key = rest[1..end].strip_suffix('"');
            rest = &rest[end..];
        } else if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            key = Some(&rest[..end]);
            rest = &rest[end..];
        } else {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        if key == Some("id")
            && let Some(value) = ["=>", ":"].iter().find_map(|sign| rest.trim_start().strip_prefix(sign))
        {
            let value = value.trim_start();
            let value = value.strip_prefix('"').unwrap_or(value);
            let end = value.find(|c| !is_word(c)).unwrap_or(value.len());
            ids.push(value[..end].to_owned());
        }
    }
    ids
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the string that `text` begins with ends, its closing quote included.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(body: &str) -> Option<String> {
        read(&Html::parse_document(body)).license_id.map(|id| id.to_string())
    }

    #[test]
    fn the_id_of_an_answer() {
        for (body, expected) in [
            (
                r#"<pre>{"licensee":{"Name":"A"},"restrictions":{"subscription_id":"7","id":700001}}</pre>"#,
                Some("700001"),
            ),
            (
                r#"<pre>{"licensee"=>{"Name"=>"A"}, "restrictions"=>{"subscription_id"=>"7", "id"=>700001}}</pre>"#,
                Some("700001"),
            ),
            (r#"<pre>{:restrictions=>{:subscription_id=>"7", :id=>700001}}</pre>"#, Some("700001")),
            ("<pre>restrictions:\n  id: 700001\n</pre>", Some("700001")),
            (r#"<pre>{"id":"700001"}</pre>"#, Some("700001")),
            (
                "<dl><dt>restrictions</dt><dd><dl><dt>plan</dt><dd>premium</dd><dt>id</dt><dd>700001</dd></dl></dd></dl>",
                Some("700001"),
            ),
            ("<table><tr><th>id</th><td> 700001 </td></tr></table>", Some("700001")),
            // What looks like a key within a value.
            (r#"<pre>{"Company":"\"id\": 9, id: 9, :id=>9","restrictions":{"id":700001}}</pre>"#, Some("700001")),
            ("<dl><dt>Company</dt><dd>id</dd><dt>id</dt><dd>700001</dd></dl>", Some("700001")),
            // No single answer.
            (r#"<pre>{"id":1,"restrictions":{"id":700001}}</pre>"#, None),
            (r#"<pre>{"subscription_id":"7"}</pre>"#, None),
            (r#"<pre>{"id":null}</pre>"#, None),
            (r#"<pre>{"id":700001.5}</pre><pre>{"id":2}</pre>"#, None),
            (r#"<pre>{"id":"#, None),
            (r#"<pre>{"id</pre>"#, None),
            ("<p>id: 700001</p>", None),
            ("", None),
        ] {
            assert_eq!(id(body).as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn the_field_is_told_from_others() {
        for (body, expected) in [
            ("<textarea name='license_file'></textarea>", true),
            ("<textarea name='notes'></textarea>", false),
            ("<input name='license_file'>", false),
        ] {
            assert_eq!(read(&Html::parse_document(body)).has_field, expected, "{body}");
        }
    }
}
