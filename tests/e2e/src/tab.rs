//! A tab of a browser.

use std::fs;
use std::ops::Deref;
use std::path::Path;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::firefox::Firefox;
use crate::frame::Frame;
use crate::keys::{Chord, typing};
use crate::launch::Kind;

/// A tab. It is also the [`Frame`] of its own document.
#[derive(Clone, Debug)]
pub struct Tab {
    pub(crate) frame: Frame,
    pub(crate) extension_origin: Option<String>,
}

impl Deref for Tab {
    type Target = Frame;

    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl Tab {
    /// Goes to a URL and waits until it is loaded.
    pub fn navigate(&self, url: &str) -> Result<()> {
        let params = json!({ "context": self.frame.context, "url": url, "wait": "complete" });
        self.frame.command("browsingContext.navigate", params).map(drop)
    }

    /// Loads the page anew and waits until it is loaded.
    pub fn reload(&self) -> Result<()> {
        let params = json!({ "context": self.frame.context, "wait": "complete" });
        self.frame.command("browsingContext.reload", params).map(drop)
    }

    /// Goes one step back in the tab's history, and waits until the URL is another and that page is loaded.
    pub fn back(&self) -> Result<()> {
        self.traverse(-1)
    }

    /// Goes one step forward in the tab's history, as [`Tab::back`].
    pub fn forward(&self) -> Result<()> {
        self.traverse(1)
    }

    fn traverse(&self, delta: i32) -> Result<()> {
        let before = self.url()?;
        let params = json!({ "context": self.frame.context, "delta": delta });
        self.frame.command("browsingContext.traverseHistory", params)?;
        self.frame.wait_until(&format!("another page than {before}"), || {
            let loaded = self.frame.evaluate("document.readyState === 'complete'")? == true;
            Ok((loaded && self.url()? != before).then_some(()))
        })
    }

    /// Brings the tab to the front and gives its page the focus.
    pub fn activate(&self) -> Result<()> {
        self.frame.command("browsingContext.activate", json!({ "context": self.frame.context }))?;
        match self.frame.shared.kind {
            // The answer comes before the tab is in front, and the next order would overtake this one.
            Kind::Chromium => self.wait_until("the tab to be in front", || {
                Ok((self.frame.evaluate("document.visibilityState")? == "visible").then_some(()))
            }),
            Kind::Firefox => Firefox.focus_page(&self.frame.shared.wire, &self.frame.context),
        }
    }

    /// Closes the tab.
    pub fn close(self) -> Result<()> {
        self.frame.command("browsingContext.close", json!({ "context": self.frame.context })).map(drop)
    }

    /// Sets the size of the page's area in CSS pixels.
    pub fn set_viewport(&self, width: u32, height: u32) -> Result<()> {
        let viewport = json!({ "width": width, "height": height });
        let params = json!({ "context": self.frame.context, "viewport": viewport });
        self.frame.command("browsingContext.setViewport", params).map(drop)
    }

    /// Writes what the viewport shows to a PNG file.
    pub fn screenshot(&self, file: &Path) -> Result<()> {
        let params = json!({ "context": self.frame.context, "origin": "viewport" });
        let answer = self.frame.command("browsingContext.captureScreenshot", params)?;
        let png = answer["data"]
            .as_str()
            .and_then(|data| data_encoding::BASE64.decode(data.as_bytes()).ok())
            .ok_or_else(|| Error::unexpected("browsingContext.captureScreenshot", "data", &Value::Null))?;
        fs::write(file, png).map_err(Error::io(format!("writing the screenshot {}", file.display())))
    }

    /// The extension's frame in this page, once it is there and loaded.
    pub fn extension_frame(&self) -> Result<Frame> {
        let what = format!("the extension's frame in {}", self.frame.place());
        self.frame.wait_until(&what, || {
            let Some(frame) = self.extension_frame_now()? else { return Ok(None) };
            let loaded = frame.evaluate("document.readyState === 'complete'")? == true;
            Ok(loaded.then_some(frame))
        })
    }

    /// Whether the page has the extension's frame now.
    pub fn has_extension_frame(&self) -> Result<bool> {
        Ok(self.extension_frame_now()?.is_some())
    }

    fn extension_frame_now(&self) -> Result<Option<Frame>> {
        let origin = self.extension_origin.as_deref().ok_or(Error::NoExtension)?;
        let frames = self.frame.tree()?;
        Ok(frames.into_iter().find_map(|(frame, url)| url.starts_with(origin).then_some(frame)))
    }

    /// Clicks at a point of the viewport, whatever is there, as an agent does who sees something else there.
    pub fn click_at(&self, x: f64, y: f64) -> Result<()> {
        let move_there = json!({ "type": "pointerMove", "x": x.round(), "y": y.round(), "origin": "viewport" });
        let press = [json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 })];
        let actions: Vec<_> = std::iter::once(move_there).chain(press).collect();
        self.frame.perform(json!([{
            "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions
        }]))
    }

    /// Presses and releases a key or chord wherever in the tab the focus is, also in a frame such as the panel.
    /// It is input for the page; for the browser's shortcuts see
    /// [`press_extension_shortcut`](crate::Browser::press_extension_shortcut).
    pub fn press(&self, chord: &str) -> Result<()> {
        self.focused_frame()?.keyboard(Chord::parse(chord)?.actions())
    }

    /// Types a text wherever in the tab the focus is.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.focused_frame()?.keyboard(typing(text))
    }

    /// The innermost document that has the focus. The focused document's parents have it too, so the way leads down.
    pub fn focused_frame(&self) -> Result<Frame> {
        let mut focused = self.frame.clone();
        'down: loop {
            for frame in focused.frames()? {
                match frame.evaluate("document.hasFocus()") {
                    Ok(Value::Bool(true)) => {
                        focused = frame;
                        continue 'down;
                    }
                    Ok(_) => {}
                    Err(error) if error.is_passing() => {}
                    Err(error) => return Err(error),
                }
            }
            return Ok(focused);
        }
    }
}
