//! Lists by the page: by offset, `page` and `per_page`, or by cursor, `page[size]` and `page[after]`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{HOST, query::Query, refusal::Refusal};

/// The most that one page of any list holds.
const MOST: usize = 100;

/// A page of a list: which records, and what the answer says besides.
#[derive(Debug)]
pub struct Page {
    start: usize,
    size: usize,
    cursor: bool,
}

impl Page {
    /// The page that the request asks for.
    pub fn of(query: &Query) -> Result<Self, Refusal> {
        if let Some(size) = query.get("page[size]") {
            let size = number("page[size]", size)?.min(MOST);
            let after = query.get("page[after]").map_or(Some(0), place);
            let must = "must be a cursor of this list";
            let after = after.ok_or(Refusal::BadParameter { name: "page[after]", must })?;
            return Ok(Self { start: after, size, cursor: true });
        }
        let size = query.get("per_page").map_or(Ok(MOST), |size| number("per_page", size))?.min(MOST);
        let page = query.get("page").map_or(Ok(1), |page| number("page", page))?;
        Ok(Self { start: (page - 1).saturating_mul(size), size, cursor: false })
    }

    /// The place of the first record after this page.
    pub fn end(&self) -> usize {
        self.start.saturating_add(self.size)
    }

    /// The records of this page, under their key, and what else the answer holds.
    pub fn answer(&self, path: &str, query: &Query, key: &str, all: &[Value]) -> Value {
        let records = all.get(self.start.min(all.len())..self.end().min(all.len())).unwrap_or_default();
        let more = self.end() < all.len();
        let url = |name: &str, value: &str| format!("https://{HOST}{path}?{}", query.with(name, value));
        let mut answer = json!({ key: records });
        if self.cursor {
            answer["meta"] = json!({
                "has_more": more,
                "after_cursor": more.then(|| cursor(self.end())),
                "before_cursor": (self.start > 0).then(|| cursor(self.start)),
            });
            answer["links"] = json!({ "prev": null, "next": more.then(|| url("page[after]", &cursor(self.end()))) });
        } else {
            let page = self.start / self.size + 1;
            answer["next_page"] = json!(more.then(|| url("page", &(page + 1).to_string())));
            answer["previous_page"] = json!((page > 1).then(|| url("page", &(page - 1).to_string())));
            answer["count"] = json!(all.len());
        }
        answer
    }
}

/// The cursor for a place in a list: nothing that anybody should read.
fn cursor(place: usize) -> String {
    STANDARD.encode(format!("{{\"o\":\"id\",\"v\":{place}}}"))
}

/// The place that a cursor stands for.
fn place(cursor: &str) -> Option<usize> {
    let text = String::from_utf8(STANDARD.decode(cursor).ok()?).ok()?;
    text.strip_prefix("{\"o\":\"id\",\"v\":")?.strip_suffix('}')?.parse().ok()
}

fn number(name: &'static str, value: &str) -> Result<usize, Refusal> {
    value.parse().ok().filter(|number| *number > 0).ok_or(Refusal::BadParameter { name, must: "must be an integer" })
}
