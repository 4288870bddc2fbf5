//! Commands and answers over one WebSocket: WebDriver BiDi, and the Chrome DevTools Protocol, which looks alike.
//!
//! There is no reader thread: whoever asks reads until the answer is there and keeps the events met on the way.
//! A cheap command therefore also collects every event that the browser sent before its answer.

use std::collections::VecDeque;
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Message, WebSocket};

use crate::error::{Error, Result, shorten};

/// An answer that takes longer than this will not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// The same for what is answered at once or never: Firefox loses a look into a document that is being replaced,
/// Chromium a command to a target that is going away.
const PATIENCE_FOR_A_LOOK: Duration = Duration::from_secs(5);

fn patience(method: &str) -> Duration {
    match method {
        "browsingContext.locateNodes" | "script.evaluate" | "script.callFunction" => PATIENCE_FOR_A_LOOK,
        "Log.enable" | "Runtime.enable" | "Runtime.runIfWaitingForDebugger" => PATIENCE_FOR_A_LOOK,
        _ => PATIENCE,
    }
}

/// Something the browser said without being asked.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) method: String,
    pub(crate) params: Value,
    /// The DevTools session it belongs to.
    pub(crate) session: Option<String>,
}

pub(crate) struct Wire {
    line: Mutex<Line>,
}

struct Line {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    events: VecDeque<Event>,
}

impl Wire {
    /// Connects to a `ws://` URL on this machine.
    pub(crate) fn connect(url: &str) -> Result<Self> {
        let broke = |source| Error::Connection { during: format!("opening {url}"), source: Box::new(source) };
        let authority = url.trim_start_matches("ws://").split('/').next().unwrap_or_default();
        let stream = TcpStream::connect(authority).map_err(Error::io(format!("connecting to {url}")))?;
        stream.set_nodelay(true).map_err(Error::io("setting up the connection"))?;
        // Screenshots come as one message.
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) =
            tungstenite::client::client_with_config(url, stream, Some(config)).map_err(|error| match error {
                tungstenite::HandshakeError::Failure(error) => broke(error),
                tungstenite::HandshakeError::Interrupted(_) => broke(tungstenite::Error::AlreadyClosed),
            })?;
        Ok(Self { line: Mutex::new(Line { socket, last_id: 0, events: VecDeque::new() }) })
    }

    /// Sends a command and waits for its answer.
    pub(crate) fn call(&self, method: &str, params: Value) -> Result<Value> {
        self.line().call(None, method, params)
    }

    /// As [`Wire::call`], in a DevTools session.
    pub(crate) fn call_in(&self, session: &str, method: &str, params: Value) -> Result<Value> {
        self.line().call(Some(session), method, params)
    }

    /// Takes the events that came so far.
    pub(crate) fn take_events(&self) -> Vec<Event> {
        self.line().events.drain(..).collect()
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        // A panicking test must still be able to shut its browser down.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn call(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<Value> {
        self.last_id += 1;
        let id = self.last_id;
        let said = shorten(&params.to_string(), 400);
        let mut command = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        let broke = |source| Error::Connection { during: format!("{method} {said}"), source: Box::new(source) };
        self.socket.send(Message::text(command.to_string())).map_err(broke)?;

        let patience = patience(method);
        let deadline = Instant::now() + patience;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::Lost { command: format!("{method} {said}"), after: patience });
            }
            self.socket.get_ref().set_read_timeout(Some(left)).map_err(Error::io("setting a deadline"))?;
            let text = match self.socket.read() {
                Ok(Message::Text(text)) => text,
                Ok(_) => continue,
                Err(tungstenite::Error::Io(error))
                    if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) =>
                {
                    continue;
                }
                Err(error) => return Err(broke(error)),
            };
            let Ok(mut message) = serde_json::from_str::<Value>(&text) else { continue };
            if message["id"].as_u64() == Some(id) {
                return answer(method, said, message);
            }
            if let Some(method) = message["method"].as_str() {
                self.events.push_back(Event {
                    method: method.to_owned(),
                    session: message["sessionId"].as_str().map(str::to_owned),
                    params: message["params"].take(),
                });
            }
        }
    }
}

/// BiDi: `{error: code, message}`; DevTools: `{error: {code, message}}`.
fn answer(method: &str, params: String, mut message: Value) -> Result<Value> {
    let error = &message["error"];
    if error.is_null() {
        return Ok(message["result"].take());
    }
    let (code, text) = match error.as_str() {
        Some(code) => (code.to_owned(), &message["message"]),
        None => (error["code"].to_string(), &error["message"]),
    };
    Err(Error::Refused {
        method: method.to_owned(),
        params,
        code,
        message: text.as_str().unwrap_or_default().to_owned(),
    })
}
