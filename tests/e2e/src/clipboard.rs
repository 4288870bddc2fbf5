//! What is on a browser's clipboard.

use serde_json::Value;

use crate::error::{Error, Result};

/// What a paste would have to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clipboard {
    /// `text/plain`.
    pub text: String,
    /// `text/html`, as the browser gives it out: cleaned of scripts, and in Firefox (in a Chromium paste event too)
    /// wrapped in `<html><head></head><body>…</body></html>`.
    pub html: Option<String>,
}

impl Clipboard {
    /// The HTML without the browser's wrapping, so that both browsers compare alike.
    #[must_use]
    pub fn html_fragment(&self) -> Option<&str> {
        let html = self.html.as_deref()?.trim();
        let html = html.strip_prefix("<html><head></head><body>").unwrap_or(html);
        let html = html.strip_suffix("</body></html>").unwrap_or(html);
        let html = html.split_once("<!--StartFragment-->").map_or(html, |(_, rest)| rest);
        Some(html.rsplit_once("<!--EndFragment-->").map_or(html, |(rest, _)| rest))
    }

    /// From `[text, html]`, as the readers of both browsers give it.
    pub(crate) fn from_answer(answer: &Value) -> Result<Self> {
        let Some([text, html]) = answer.as_array().map(Vec::as_slice) else {
            return Err(Error::unexpected("reading the clipboard", "[text, html]", answer));
        };
        Ok(Self { text: text.as_str().unwrap_or_default().to_owned(), html: html.as_str().map(str::to_owned) })
    }
}
