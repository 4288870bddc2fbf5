//! What a test does to requests: let them wait, or answer them in the site's place.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::site::Response;

/// What a request gets in place of the site's answer.
#[derive(Clone, Debug)]
pub enum Answer {
    /// This answer.
    Respond(Response),
    /// None: the connection is cut.
    Disconnect,
}

/// What the tests have in mind for requests to come.
#[derive(Default)]
pub(super) struct Scripts(Mutex<Rules>);

#[derive(Default)]
struct Rules {
    next: u64,
    rules: Vec<Rule>,
}

struct Rule {
    number: u64,
    host: String,
    path_prefix: String,
    effect: Effect,
}

enum Effect {
    Hold(Arc<Gate>),
    Answer(Answer),
    AnswerOnce(Answer),
}

/// Where requests wait.
struct Gate {
    arrived: Mutex<usize>,
    one_more: Condvar,
    open: watch::Sender<bool>,
}

impl Scripts {
    fn lock(&self) -> MutexGuard<'_, Rules> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, host: &str, path_prefix: &str, effect: Effect) -> u64 {
        let mut rules = self.lock();
        let number = rules.next;
        rules.next += 1;
        rules.rules.push(Rule { number, host: host.to_owned(), path_prefix: path_prefix.to_owned(), effect });
        number
    }

    fn remove(&self, number: u64) {
        self.lock().rules.retain(|rule| rule.number != number);
    }

    pub fn hold(scripts: &Arc<Scripts>, host: &str, path_prefix: &str) -> Hold {
        let gate =
            Arc::new(Gate { arrived: Mutex::default(), one_more: Condvar::new(), open: watch::Sender::new(false) });
        let number = scripts.add(host, path_prefix, Effect::Hold(Arc::clone(&gate)));
        Hold { gate, rule: Scripted { scripts: Arc::clone(scripts), number } }
    }

    pub fn answer(scripts: &Arc<Scripts>, host: &str, path_prefix: &str, answer: Answer) -> Scripted {
        let number = scripts.add(host, path_prefix, Effect::Answer(answer));
        Scripted { scripts: Arc::clone(scripts), number }
    }

    pub fn answer_next(&self, host: &str, path_prefix: &str, answer: Answer) {
        self.add(host, path_prefix, Effect::AnswerOnce(answer));
    }

    /// Waits as long as a hold wants it.
    pub async fn wait(&self, host: &str, target: &str) {
        let gate = self.lock().rules.iter().find_map(|rule| match &rule.effect {
            Effect::Hold(gate) if rule.applies(host, target) => Some(Arc::clone(gate)),
            _ => None,
        });
        let Some(gate) = gate else { return };
        let mut open = gate.open.subscribe();
        *gate.lock() += 1;
        gate.one_more.notify_all();
        // The sender lives as long as the gate.
        let _ = open.wait_for(|open| *open).await;
    }

    /// The answer a test has in mind for this request, the oldest rule first.
    pub fn take(&self, host: &str, target: &str) -> Option<Answer> {
        let mut rules = self.lock();
        let answers = |rule: &Rule| rule.applies(host, target) && !matches!(rule.effect, Effect::Hold(_));
        let at = rules.rules.iter().position(answers)?;
        match &rules.rules[at].effect {
            Effect::Answer(answer) => Some(answer.clone()),
            _ => match rules.rules.remove(at).effect {
                Effect::AnswerOnce(answer) => Some(answer),
                Effect::Answer(_) | Effect::Hold(_) => None,
            },
        }
    }
}

impl Rule {
    fn applies(&self, host: &str, target: &str) -> bool {
        self.host == host && target.starts_with(&self.path_prefix)
    }
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A rule of a test; the site answers again once it is dropped.
pub struct Scripted {
    scripts: Arc<Scripts>,
    number: u64,
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.scripts.remove(self.number);
    }
}

/// Requests that wait; they go on when it is released or dropped.
pub struct Hold {
    gate: Arc<Gate>,
    rule: Scripted,
}

impl Hold {
    /// Waits until a request has come to the hold since it was made, and tells whether one came in time.
    pub fn wait_for_one(&self, timeout: Duration) -> bool {
        self.wait_for(1, timeout)
    }

    /// Waits until so many requests have come to the hold.
    pub fn wait_for(&self, requests: usize, timeout: Duration) -> bool {
        let arrived = self.gate.lock();
        let few = |arrived: &mut usize| *arrived < requests;
        let (arrived, _) =
            self.gate.one_more.wait_timeout_while(arrived, timeout, few).unwrap_or_else(PoisonError::into_inner);
        *arrived >= requests
    }

    /// Lets them go on, and those to come.
    pub fn release(self) {}
}

impl Drop for Hold {
    fn drop(&mut self) {
        // No request may find the rule once those that wait have been let go.
        self.rule.scripts.remove(self.rule.number);
        self.gate.open.send_replace(true);
    }
}
