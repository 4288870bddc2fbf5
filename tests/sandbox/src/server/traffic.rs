//! What came to the port: requests to the sandbox's hosts, and attempts at anything else.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::{HeaderMap, StatusCode};

use crate::site::Request;

/// How something came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A `CONNECT` to the proxy.
    Connect,
    /// A request in a TLS connection that the sandbox ended.
    Request,
    /// A request for `http:` to the proxy, which refuses it.
    Plain,
}

/// A request, or an attempt at a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How it came.
    pub kind: Kind,
    /// The host, without its port.
    pub host: String,
    /// `GET`, or `CONNECT`.
    pub method: String,
    /// Path and query; for a `CONNECT` the host with its port.
    pub target: String,
    /// The `Accept` header.
    pub accept: Option<String>,
    /// The `Origin` header.
    pub origin: Option<String>,
    /// Whether any cookie came with it.
    pub cookie: bool,
    /// The status of the answer; none while there is no answer, and none if the connection was cut instead.
    pub status: Option<u16>,
}

impl Seen {
    /// An attempt to reach something through the proxy.
    pub(super) fn attempt(kind: Kind, method: &str, host: &str, target: &str) -> Seen {
        Seen { method: method.to_owned(), target: target.to_owned(), ..Seen::of(kind, host, &HeaderMap::new()) }
    }

    /// A request to one of the hosts.
    pub(super) fn request(host: &str, request: &Request) -> Seen {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        Seen {
            method: request.method().to_string(),
            target: target.to_owned(),
            ..Seen::of(Kind::Request, host, request.headers())
        }
    }

    fn of(kind: Kind, host: &str, headers: &HeaderMap) -> Seen {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Seen {
            kind,
            host: host.to_owned(),
            method: String::new(),
            target: String::new(),
            accept: header("accept"),
            origin: header("origin"),
            cookie: headers.contains_key("cookie"),
            status: None,
        }
    }

    /// Whether it was for a host that is not the sandbox's.
    pub fn is_foreign(&self) -> bool {
        !super::Sandbox::HOSTS.contains(&self.host.as_str())
    }
}

/// The journal of all that came.
#[derive(Default)]
pub(super) struct Traffic {
    journal: Mutex<Journal>,
    changed: Condvar,
}

#[derive(Default)]
struct Journal {
    seen: Vec<Seen>,
    forgotten: usize,
}

impl Traffic {
    fn lock(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes something down, and gives the number by which its answer can be added.
    pub fn record(&self, seen: Seen) -> usize {
        let mut journal = self.lock();
        journal.seen.push(seen);
        self.changed.notify_all();
        journal.forgotten + journal.seen.len() - 1
    }

    /// Adds the answer.
    pub fn answered(&self, number: usize, status: StatusCode) {
        let mut journal = self.lock();
        let at = number.checked_sub(journal.forgotten);
        if let Some(seen) = at.and_then(|at| journal.seen.get_mut(at)) {
            seen.status = Some(status.as_u16());
            self.changed.notify_all();
        }
    }

    /// All that was written down.
    pub fn all(&self) -> Vec<Seen> {
        self.lock().seen.clone()
    }

    /// Forgets it.
    pub fn forget(&self) {
        let mut journal = self.lock();
        journal.forgotten += journal.seen.len();
        journal.seen.clear();
    }

    /// Waits until the journal is as wanted.
    pub fn wait(&self, timeout: Duration, wanted: impl Fn(&[Seen]) -> bool) -> bool {
        let deadline = Instant::now() + timeout;
        let mut journal = self.lock();
        while !wanted(&journal.seen) {
            let Some(left) = deadline.checked_duration_since(Instant::now()) else { return false };
            (journal, _) = self.changed.wait_timeout(journal, left).unwrap_or_else(PoisonError::into_inner);
        }
        true
    }
}
