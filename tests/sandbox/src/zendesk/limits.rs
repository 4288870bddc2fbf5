//! The rate limit: the headers of zendesk.md C3, and 429 when it is used up or when a test says so.

use std::time::{Duration, Instant};

use http::header::{HeaderMap, HeaderName};

use super::refusal::Refusal;
use super::reply;

/// Requests a minute for the whole account: the Enterprise plan's.
const PER_MINUTE: u32 = 700;
const WINDOW: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub struct Limits {
    window: Option<Instant>,
    used: u32,
    throttled_answers: u32,
    retry_after: Option<u32>,
}

impl Limits {
    pub fn throttle(&mut self, answers: u32, retry_after: Option<u32>) {
        self.throttled_answers = answers;
        self.retry_after = retry_after;
    }

    /// Counts one request, or refuses it. A throttling that a test orders
    /// spares the page, which would only stay empty.
    pub fn take(&mut self, by_page: bool) -> Result<(), Refusal> {
        if self.throttled_answers > 0 && !by_page {
            self.throttled_answers -= 1;
            return Err(Refusal::TooMany(self.retry_after));
        }
        if self.window.is_none_or(|start| start.elapsed() >= WINDOW) {
            self.window = Some(Instant::now());
            self.used = 0;
        }
        if self.used >= PER_MINUTE {
            return Err(Refusal::TooMany(Some(self.seconds_left())));
        }
        self.used += 1;
        Ok(())
    }

    /// Tells the account's limit, what is left of it, and when it starts anew.
    pub fn add_headers(&self, headers: &mut HeaderMap) {
        let (remaining, reset) = (PER_MINUTE.saturating_sub(self.used), self.seconds_left());
        for (name, value) in [
            ("x-rate-limit", PER_MINUTE),
            ("x-rate-limit-remaining", remaining),
            ("ratelimit-limit", PER_MINUTE),
            ("ratelimit-remaining", remaining),
            ("ratelimit-reset", reset),
        ] {
            reply::set(headers, HeaderName::from_static(name), value);
        }
        let search = HeaderName::from_static("zendesk-ratelimit-search-index");
        reply::set(headers, search, format!("total={PER_MINUTE}; remaining={remaining}; resets={reset}"));
    }

    fn seconds_left(&self) -> u32 {
        let gone = self.window.map(|start| start.elapsed().as_secs()).unwrap_or_default();
        u32::try_from(WINDOW.as_secs().saturating_sub(gone)).unwrap_or_default()
    }
}
