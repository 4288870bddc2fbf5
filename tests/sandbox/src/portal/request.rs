//! How Rails reads a request: its format, its ids, its cookies.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::site::Request;

/// What an answer should be written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Html,
    Json,
    /// `Accept: */*`: each page has its own favourite.
    Any,
    /// CSV and XML, which lists only export.
    Export,
    Other,
}

/// A request's headers as text.
#[derive(Clone, Copy)]
pub(super) struct Headers<'a>(&'a http::HeaderMap);

impl<'a> Headers<'a> {
    /// The headers of a request.
    pub fn of(request: &'a Request) -> Headers<'a> {
        Headers(request.headers())
    }

    /// A header.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0.get(name)?.to_str().ok()
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<&'a str> {
        let cookies = self.0.get_all("cookie").iter().filter_map(|header| header.to_str().ok());
        let pairs = cookies.flat_map(|header| header.split("; ")).filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Whether a script says that it is one.
    pub fn is_xhr(&self) -> bool {
        self.get("x-requested-with").is_some_and(|with| with.eq_ignore_ascii_case("XMLHttpRequest"))
    }

    /// What the answer should be written in: as the path's extension says, or else the `Accept` header. Rails does not
    /// believe a header that has `*/*` among others, as browsers send it, unless a script sends it.
    pub fn format(&self, extension: Option<&str>) -> Format {
        match extension {
            Some("html") => return Format::Html,
            Some("json") => return Format::Json,
            Some("csv" | "xml") => return Format::Export,
            _ => {}
        }
        let accept = self.get("accept").unwrap_or_default();
        let types: Vec<&str> = accept.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let quality = |part: &str| {
            let q = part.split(';').find_map(|parameter| parameter.trim().strip_prefix("q="));
            q.and_then(|q| q.parse::<f32>().ok()).unwrap_or(1.0)
        };
        let mut media: Vec<_> =
            types.iter().map(|part| (part.split(';').next().unwrap_or_default().trim(), quality(part))).collect();
        let as_browsers_do = media.len() > 1 && media.iter().any(|(name, _)| *name == "*/*");
        if media.is_empty() || (as_browsers_do && !self.is_xhr()) {
            return Format::Html;
        }
        media.sort_by(|(_, one), (_, other)| other.partial_cmp(one).unwrap_or(Ordering::Equal));
        media
            .iter()
            .find_map(|(name, _)| match *name {
                "text/html" | "application/xhtml+xml" => Some(Format::Html),
                "application/json" | "text/x-json" => Some(Format::Json),
                "*/*" => Some(Format::Any),
                "text/csv" | "application/xml" | "text/xml" => Some(Format::Export),
                _ => None,
            })
            .unwrap_or(Format::Other)
    }
}

/// A path without its percent-encoding.
pub(super) fn decode(path: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(path).decode_utf8_lossy()
}

/// Takes the extension off the last part of a path.
pub(super) fn split_extension(segment: &str) -> (&str, Option<&str>) {
    match segment.rsplit_once('.') {
        Some((stem, extension)) => (stem, Some(extension)),
        None => (segment, None),
    }
}

/// Text as a number, as Ruby's `to_i` reads it: what begins with digits is one (portal.md a, "Ids in the URL").
pub(super) fn cast_id(text: &str) -> Option<i64> {
    let text = text.trim_start();
    let digits = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    text[..digits].parse().ok()
}

/// `billing_account` as `BillingAccount`.
pub(super) fn camel_case(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut word = word.to_owned();
            if let Some(first) = word.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            word
        })
        .collect()
}
