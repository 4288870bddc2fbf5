//! An element, used as a user would: with pointer and keys.

use std::path::Path;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::frame::Frame;

/// An element found in a [`Frame`].
#[derive(Clone, Debug)]
pub struct Element {
    frame: Frame,
    id: String,
    what: String,
}

/// Where an element is, in CSS pixels of its frame's viewport.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

impl Element {
    pub(crate) fn new(frame: Frame, id: &str, what: &str) -> Self {
        Self { frame, id: id.to_owned(), what: what.to_owned() }
    }

    /// The frame it was found in.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Scrolls it into view and clicks its middle with the pointer. What a user could not click is refused: hidden,
    /// disabled, or covered by something else.
    pub fn click(&self) -> Result<()> {
        self.reach("click")?;
        let press = [json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 })];
        self.point(&press)
    }

    /// Scrolls it into view and moves the pointer over its middle.
    pub fn hover(&self) -> Result<()> {
        self.reach("point at")?;
        self.point(&[])
    }

    /// Types a text with the keyboard, after a click if it has not the focus yet.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.take_focus()?;
        self.frame.type_text(text)
    }

    /// Presses a key or chord in it, after a click if it has not the focus yet.
    pub fn press(&self, chord: &str) -> Result<()> {
        self.take_focus()?;
        self.frame.press(chord)
    }

    /// Empties it with the keyboard: selects all and deletes.
    pub fn clear(&self) -> Result<()> {
        self.take_focus()?;
        self.frame.press("Ctrl+A")?;
        self.frame.press("Delete")
    }

    /// Scrolls it into view and selects all of its text, or what stands in it if it is a text field. What a user could
    /// not select is refused. A script selects, because no drag of the pointer ends at the same letter everywhere.
    pub fn select_text(&self) -> Result<()> {
        self.reach("select")?;
        let select = "element => {
            element.ownerDocument.defaultView.focus();
            if (element.select) {
                element.focus();
                element.select();
                return element.selectionStart !== element.selectionEnd;
            }
            getSelection().selectAllChildren(element);
            return getSelection().toString() !== '';
        }";
        if self.is(select)? {
            return Ok(());
        }
        let why = "has no text that can be selected".to_owned();
        Err(Error::Unusable { action: "select", what: self.what.clone(), why })
    }

    /// Pastes the clipboard into it with the keyboard.
    pub fn paste(&self) -> Result<()> {
        self.press("Ctrl+V")
    }

    /// Picks files in a file field, as its dialog would.
    pub fn pick_files(&self, files: &[&Path]) -> Result<()> {
        let (context, element) = (&self.frame.context, json!({ "sharedId": self.id }));
        self.frame
            .command("input.setFiles", json!({ "context": context, "element": element, "files": files }))
            .map(drop)
    }

    /// Drops a file on it. No driver drags files from a desktop, so the page is told of the drag by events of its own
    /// making, which differ from real ones in not being trusted.
    pub fn drop_file(&self, name: &str, content: &str) -> Result<()> {
        let drop = "(element, name, content) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([content], name));
            for (const type of ['dragenter', 'dragover', 'drop']) {
                element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
            }
        }";
        self.call(drop, &[name.into(), content.into()]).map(|_| ())
    }

    fn take_focus(&self) -> Result<()> {
        if self.is_focused()? { Ok(()) } else { self.click() }
    }

    /// Its visible text.
    pub fn text(&self) -> Result<String> {
        self.string("element => element.innerText ?? element.textContent ?? ''").map(Option::unwrap_or_default)
    }

    /// The value of a field.
    pub fn value(&self) -> Result<String> {
        self.string("element => element.value ?? ''").map(Option::unwrap_or_default)
    }

    /// An attribute as it stands in the document.
    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        let value = self.call("(element, name) => element.getAttribute(name)", &[name.into()])?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Neither disabled nor said to be (`aria-disabled`).
    pub fn is_enabled(&self) -> Result<bool> {
        self.is("element => !element.matches(':disabled') && element.ariaDisabled !== 'true'")
    }

    /// Checked: a checkbox, a radio button, or anything with `aria-checked`.
    pub fn is_checked(&self) -> Result<bool> {
        self.is("element => element.checked ?? element.ariaChecked === 'true'")
    }

    /// Visible somewhere on the page, in view or not.
    pub fn is_visible(&self) -> Result<bool> {
        self.is("element => element.isConnected && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0")
    }

    /// The keyboard speaks to it: it has the focus of its document, and its document has the focus of the window.
    pub fn is_focused(&self) -> Result<bool> {
        self.is("element => document.hasFocus() && element.getRootNode().activeElement === element")
    }

    /// Where it is.
    pub fn bounding_box(&self) -> Result<Rect> {
        let value = self.call(
            "element => { const r = element.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }",
            &[],
        )?;
        let number = |index: usize| value[index].as_f64().unwrap_or_default();
        Ok(Rect { x: number(0), y: number(1), width: number(2), height: number(3) })
    }

    /// Calls a function of the page's own world with this element as its first argument, for what has no method here.
    pub fn call(&self, function: &str, arguments: &[Value]) -> Result<Value> {
        let mut all = vec![json!({ "sharedId": self.id })];
        all.extend_from_slice(arguments);
        self.frame.call(function, &all)
    }

    fn string(&self, function: &str) -> Result<Option<String>> {
        Ok(self.call(function, &[])?.as_str().map(str::to_owned))
    }

    fn is(&self, function: &str) -> Result<bool> {
        Ok(self.call(function, &[])? == true)
    }

    fn reach(&self, action: &'static str) -> Result<()> {
        match self.call(REACH, &[])?.as_str() {
            None => Ok(()),
            Some(why) => Err(Error::Unusable { action, what: self.what.clone(), why: why.to_owned() }),
        }
    }

    fn point(&self, then: &[Value]) -> Result<()> {
        let origin = json!({ "type": "element", "element": { "sharedId": self.id } });
        let mut actions = vec![json!({ "type": "pointerMove", "x": 0, "y": 0, "origin": origin })];
        actions.extend_from_slice(then);
        self.frame.perform(json!([{
            "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions
        }]))
    }
}

/// Scrolls the element into view, waits while it moves, and tells what keeps a pointer from it, if anything does.
/// Frames of hidden tabs are not drawn, hence the timer beside the animation frame.
const REACH: &str = r#"async element => {
  const frame = () => new Promise(done => { requestAnimationFrame(done); setTimeout(done, 100); });
  const box = () => { const r = element.getClientRects()[0]; return r && [r.x, r.y, r.width, r.height].join(); };
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  for (let last, i = 0; last !== (last = box()) && i < 100; i++) await frame();
  if (!element.isConnected) return 'is no longer in the page';
  const rect = element.getClientRects()[0];
  if (!rect || !element.checkVisibility({ visibilityProperty: true })) return 'is not visible';
  if (element.matches(':disabled')) return 'is disabled';
  const middle = (from, to, limit) => (Math.max(0, from) + Math.min(limit, to)) / 2;
  const at = element.getRootNode().elementFromPoint(
    middle(rect.left, rect.right, innerWidth), middle(rect.top, rect.bottom, innerHeight));
  if (!at) return 'is out of view';
  if (element.contains(at) || at.closest('label')?.control === element) return null;
  return 'is covered by ' + at.cloneNode(false).outerHTML;
}"#;
