//! Sessions, the tokens that forms carry, and what the next page has to say.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The cookie's name.
pub(super) const COOKIE: &str = "_customers_session";

/// A message on the next page.
#[derive(Clone)]
pub(super) struct Flash {
    pub level: Level,
    pub text: String,
}

/// What kind of message it is, and so its colour (portal.md a, "flash classes").
#[derive(Clone, Copy)]
pub(super) enum Level {
    Error,
    Alert,
    Notice,
}

impl Level {
    /// The class of the alert.
    pub fn class(self) -> &'static str {
        match self {
            Level::Error => "alert-danger",
            Level::Alert => "alert-warning",
            Level::Notice => "alert-info",
        }
    }
}

/// What the portal remembers of a browser.
#[derive(Clone)]
struct Session {
    signed_in: bool,
    /// The page that was asked for before the log-in.
    wanted: Option<String>,
    flash: Option<Flash>,
    secret: [u8; 32],
}

/// All sessions, by what the cookie says.
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new session.
    pub fn open(&self, signed_in: bool) -> String {
        let id = hex(&random::<16>());
        self.lock().insert(id.clone(), Session { signed_in, wanted: None, flash: None, secret: random() });
        id
    }

    /// Whether a session is there at all.
    pub fn knows(&self, id: &str) -> bool {
        self.lock().contains_key(id)
    }

    /// Whether somebody is signed in.
    pub fn signed_in(&self, id: &str) -> bool {
        self.lock().get(id).is_some_and(|session| session.signed_in)
    }

    /// Ends one session, and tells what page it wanted.
    pub fn close(&self, id: &str) -> Option<String> {
        self.lock().remove(id)?.wanted
    }

    /// Ends them all.
    pub fn close_all(&self) {
        self.lock().clear();
    }

    /// Remembers where to go after the log-in.
    pub fn want(&self, id: &str, page: &str) {
        if let Some(session) = self.lock().get_mut(id) {
            session.wanted = Some(page.to_owned());
        }
    }

    /// Leaves a message for the next page.
    pub fn leave(&self, id: &str, flash: Flash) {
        if let Some(session) = self.lock().get_mut(id) {
            session.flash = Some(flash);
        }
    }

    /// Takes the message that was left.
    pub fn take(&self, id: &str) -> Option<Flash> {
        self.lock().get_mut(id)?.flash.take()
    }

    /// A token for a form of this session: as Rails does, a different text each time for the same secret.
    pub fn token(&self, id: &str) -> String {
        let secret = self.lock().get(id).map_or([0; 32], |session| session.secret);
        let pad = random::<32>();
        let masked: Vec<u8> = secret.iter().zip(&pad).map(|(secret, pad)| secret ^ pad).collect();
        URL_SAFE_NO_PAD.encode([pad.as_slice(), &masked].concat())
    }

    /// Whether a token is one of this session's.
    pub fn accepts(&self, id: &str, token: &str) -> bool {
        let Some(session) = self.lock().get(id).cloned() else { return false };
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let Some((pad, masked)) = bytes.split_at_checked(32) else { return false };
        masked.len() == 32 && session.secret.iter().zip(pad.iter().zip(masked)).all(|(s, (p, m))| *s == p ^ m)
    }
}

/// Bytes nobody can guess: the standard library's hasher is seeded by the operating system, and anew for each use.
pub(super) fn random<const N: usize>() -> [u8; N] {
    std::array::from_fn(|at| RandomState::new().hash_one(at) as u8)
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
