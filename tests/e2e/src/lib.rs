//! Real browsers, driven over WebDriver BiDi, with the extension loaded.
//!
//! ```no_run
//! use vouch_e2e::{Browser, Kind, Launch, Role};
//!
//! # fn main() -> vouch_e2e::Result<()> {
//! # let proxy = ([127, 0, 0, 1], 8080).into();
//! let browser = Browser::launch(Kind::Firefox, &Launch::through(proxy).with_extension("target/firefox"))?;
//! let tab = browser.new_tab("https://gitlab.zendesk.com/agent/tickets/1")?;
//! tab.wait_for(Role::Button, "Open Vouch")?.click()?;
//! let panel = tab.extension_frame()?;
//! panel.wait_for(Role::Button, "Collect")?.click()?;
//! panel.wait_for_text("Everything checked")?;
//! assert_eq!(browser.extension_errors()?, []);
//! # Ok(())
//! # }
//! ```
//!
//! Chromium is launched by its chromedriver, Firefox needs no driver. Both get a fresh profile and home, send every
//! connection through the proxy they are given, and open none to their makers (see `chromium.rs` and `firefox.rs` for
//! how, and what each setting is for). Whoever runs the proxy can therefore assert that nothing foreign was asked for.
//!
//! What is found is found by role and accessible name, as the browser itself computes them, and used with real
//! pointer and key events. Nothing sleeps for a fixed time: what waits, waits for a condition ([`wait_until`]).

pub mod agent;
pub mod testing;

mod browser;
mod chromium;
mod clipboard;
mod console;
mod element;
mod error;
mod firefox;
mod frame;
mod http;
mod keys;
mod launch;
mod process;
mod remains;
mod role;
mod tab;
mod value;
mod wait;
mod wire;

pub use browser::{Browser, MenuItem};
pub use clipboard::Clipboard;
pub use console::{Entry, Level};
pub use element::{Element, Rect};
pub use error::{Error, Result};
pub use frame::Frame;
pub use launch::{ColorScheme, Kind, Launch};
pub use remains::{Remains, Trace};
pub use role::Role;
pub use tab::Tab;
pub use wait::{wait_for, wait_until};
