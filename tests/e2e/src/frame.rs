//! A document: a tab's own, or that of a frame in it such as the extension's panel.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::element::Element;
use crate::error::{Error, Result};
use crate::keys::{Chord, typing};
use crate::launch::Kind;
use crate::role::Role;
use crate::value::{local, outcome};
use crate::wait::wait_until;
use crate::wire::Wire;

/// What a browser's tabs, frames and elements share.
pub(crate) struct Shared {
    pub(crate) kind: Kind,
    pub(crate) wire: Wire,
    pub(crate) patience: Duration,
}

/// A document, and what a user can find in it.
///
/// Finding goes by role and accessible name, both computed by the browser itself. It goes through shadow roots, closed
/// ones too, because a user does not see them; it does not go into frames.
#[derive(Clone)]
pub struct Frame {
    pub(crate) shared: Arc<Shared>,
    pub(crate) context: String,
}

/// What is selected in a document.
pub(crate) struct Selection {
    pub(crate) text: String,
    /// In a field, or in a document that is edited.
    pub(crate) is_editable: bool,
    /// A point in it, in CSS pixels of the viewport.
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Frame").field(&self.context).finish()
    }
}

impl Frame {
    /// The document's URL.
    pub fn url(&self) -> Result<String> {
        let value = self.evaluate("document.URL")?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// The frames directly in this document, those in closed shadow roots and of other origins too.
    pub fn frames(&self) -> Result<Vec<Frame>> {
        Ok(self.tree()?.into_iter().map(|(frame, _)| frame).collect())
    }

    /// The frames directly in this document, with their URLs.
    pub(crate) fn tree(&self) -> Result<Vec<(Frame, String)>> {
        let answer = self.command("browsingContext.getTree", json!({ "root": self.context, "maxDepth": 1 }))?;
        let children = answer["contexts"][0]["children"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(children
            .iter()
            .filter_map(|child| {
                let context = child["context"].as_str()?.to_owned();
                let frame = Frame { shared: Arc::clone(&self.shared), context };
                Some((frame, child["url"].as_str().unwrap_or_default().to_owned()))
            })
            .collect())
    }

    /// Evaluates an expression in the page's own world; a promise is awaited. What JSON has no word for is null.
    pub fn evaluate(&self, expression: &str) -> Result<Value> {
        let answer = self.command(
            "script.evaluate",
            json!({ "expression": expression, "target": { "context": self.context }, "awaitPromise": true }),
        )?;
        outcome(&answer, expression)
    }

    /// Calls a function of the page's own world.
    pub(crate) fn call(&self, function: &str, arguments: &[Value]) -> Result<Value> {
        let answer = self.command(
            "script.callFunction",
            json!({
                "functionDeclaration": function,
                "arguments": arguments.iter().map(local).collect::<Vec<_>>(),
                "target": { "context": self.context },
                "awaitPromise": true,
            }),
        )?;
        outcome(&answer, function)
    }

    /// The visible text of the document, as a user would select and copy it.
    pub fn text(&self) -> Result<String> {
        let value = self.evaluate("document.body?.innerText ?? ''")?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// The one element with this role and exactly this accessible name.
    pub fn find(&self, role: Role, name: &str) -> Result<Element> {
        let what = format!("{role} “{name}”");
        let mut found = self.find_all(role, Some(name))?;
        match (found.pop(), found.len()) {
            (Some(element), 0) => Ok(element),
            (None, _) => Err(Error::NotFound { what, place: self.place(), seen: self.seen() }),
            (Some(_), others) => {
                Err(Error::Ambiguous { what, count: others + 1, place: self.place(), seen: self.seen() })
            }
        }
    }

    /// Every element with this role, and with exactly this accessible name if one is given, in document order.
    pub fn find_all(&self, role: Role, name: Option<&str>) -> Result<Vec<Element>> {
        let what = match name {
            Some(name) => format!("{role} “{name}”"),
            None => format!("a {role}"),
        };
        let locator = |name: Option<&str>| match name {
            Some(name) => json!({ "type": "accessibility", "value": { "role": role.as_str(), "name": name } }),
            None => json!({ "type": "accessibility", "value": { "role": role.as_str() } }),
        };
        let mut found = self.locate(&locator(name), None)?;
        if found.is_empty() {
            found = match (self.shared.kind, name) {
                // Its accessibility tree includes shadow trees, but in a name it leaves the space that stands between
                // the words and a hidden icon beside them.
                (Kind::Chromium, Some(name)) => self.locate_spaced(name, locator)?,
                (Kind::Chromium, None) => found,
                // Its locator stays in the tree it starts from.
                (Kind::Firefox, name) => match self.shadow_roots()? {
                    roots if roots.is_empty() => found,
                    roots => self.locate(&locator(name), Some(&roots))?,
                },
            };
        }
        Ok(self.elements(found, &what))
    }

    fn locate_spaced(&self, name: &str, locator: impl Fn(Option<&str>) -> Value) -> Result<Vec<Value>> {
        for spaced in [format!(" {name}"), format!("{name} "), format!(" {name} ")] {
            let found = self.locate(&locator(Some(&spaced)), None)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// Every element that the CSS selector matches, outside shadow roots. For what has no role, or none of its own.
    pub fn find_css(&self, selector: &str) -> Result<Vec<Element>> {
        let found = self.locate(&json!({ "type": "css", "value": selector }), None)?;
        Ok(self.elements(found, &format!("`{selector}`")))
    }

    /// Whether there is an element with this role and name.
    pub fn has(&self, role: Role, name: &str) -> Result<bool> {
        Ok(!self.find_all(role, Some(name))?.is_empty())
    }

    /// Waits for the one element with this role and name.
    pub fn wait_for(&self, role: Role, name: &str) -> Result<Element> {
        let what = format!("{role} “{name}” in {}", self.place());
        self.wait_until(&what, || {
            // The outline that `find` gives with its error is for the end of the wait, not for every look.
            if self.find_all(role, Some(name))?.is_empty() { Ok(None) } else { self.find(role, name).map(Some) }
        })
    }

    /// Waits until no element has this role and name.
    pub fn wait_for_none(&self, role: Role, name: &str) -> Result<()> {
        let what = format!("no {role} “{name}” in {}", self.place());
        self.wait_until(&what, || Ok((!self.has(role, name)?).then_some(())))
    }

    /// Waits until the visible text contains this.
    pub fn wait_for_text(&self, text: &str) -> Result<()> {
        let what = format!("the text “{text}” in {}", self.place());
        self.wait_until(&what, || Ok(self.text()?.contains(text).then_some(())))
    }

    /// Waits with this browser's patience until `look` finds something; in vain, the error tells what is there.
    pub fn wait_until<T>(&self, what: &str, look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        wait_until(what, self.shared.patience, look).map_err(|error| match error {
            Error::TimedOut { what, after, last } => {
                let seen = self.seen();
                let last =
                    last.filter(|last| !last.contains(&seen)).map_or(seen.clone(), |last| format!("{last}\n{seen}"));
                Error::TimedOut { what, after, last: Some(last) }
            }
            other => other,
        })
    }

    /// An outline of what is visible: roles, names, states and texts. It is made by a small script, not by the
    /// browser's accessibility, and is meant for the reader of a failure only.
    pub fn outline(&self) -> Result<String> {
        let value = self.call(OUTLINE, &[])?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Presses and releases a key or chord such as `Tab`, `Escape`, `Ctrl+A` where this document has its focus.
    /// It is input for the page; the browser's own shortcuts and the extension's commands do not hear it.
    pub fn press(&self, chord: &str) -> Result<()> {
        self.keyboard(Chord::parse(chord)?.actions())
    }

    /// Types a text where this document has its focus.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.keyboard(typing(text))
    }

    /// Puts a text on the clipboard with the keyboard: from a text area that stands in this document for as long.
    pub fn copy(&self, text: &str) -> Result<()> {
        let put = "text => {
            const area = document.createElement('textarea');
            area.className = 'vouch-e2e-copy';
            area.style.position = 'fixed';
            area.style.inset = '0 auto auto 0';
            area.value = text;
            document.body.append(area);
            area.focus();
            area.select();
        }";
        self.call(put, &[text.into()])?;
        self.press("Ctrl+C")?;
        self.evaluate("document.querySelector('.vouch-e2e-copy').remove()").map(drop)
    }

    /// What is selected in this document, scrolled into view.
    pub(crate) fn selection(&self) -> Result<Selection> {
        let value = self.call(SELECTION, &[])?;
        let unusable = |why: &str| {
            let what = format!("what is selected in {}", self.place());
            Error::Unusable { action: "open the context menu of", what, why: why.to_owned() }
        };
        if let Some(why) = value.as_str() {
            return Err(unusable(why));
        }
        match (value["text"].as_str(), value["x"].as_f64(), value["y"].as_f64()) {
            (Some(text), Some(x), Some(y)) => {
                Ok(Selection { text: text.to_owned(), is_editable: value["editable"] == true, x, y })
            }
            _ => Err(Error::unexpected("the selection", "its text and its place", &value)),
        }
    }

    /// Clicks with the pointer's right button on what is selected.
    pub(crate) fn click_with_right_button(&self, on: &Selection) -> Result<()> {
        let actions = json!([
            { "type": "pointerMove", "x": on.x.floor(), "y": on.y.floor() },
            { "type": "pointerDown", "button": 2 },
            { "type": "pointerUp", "button": 2 },
        ]);
        let mouse = json!({ "pointerType": "mouse" });
        self.perform(json!([{ "type": "pointer", "id": "mouse", "parameters": mouse, "actions": actions }]))
    }

    pub(crate) fn keyboard(&self, actions: Vec<Value>) -> Result<()> {
        self.perform(json!([{ "type": "key", "id": "keyboard", "actions": actions }]))
    }

    pub(crate) fn perform(&self, actions: Value) -> Result<()> {
        self.command("input.performActions", json!({ "context": self.context, "actions": actions })).map(drop)
    }

    pub(crate) fn command(&self, method: &str, params: Value) -> Result<Value> {
        self.shared.wire.call(method, params)
    }

    fn locate(&self, locator: &Value, roots: Option<&[String]>) -> Result<Vec<Value>> {
        let mut params = json!({
            "context": self.context,
            "locator": locator,
            "serializationOptions": { "maxDomDepth": 0, "includeShadowTree": "all" },
        });
        if let Some(roots) = roots {
            params["startNodes"] = roots.iter().map(|root| json!({ "sharedId": root })).collect();
        }
        let mut answer = self.command("browsingContext.locateNodes", params)?;
        match answer["nodes"].take() {
            Value::Array(nodes) => Ok(nodes),
            _ => Err(Error::unexpected("browsingContext.locateNodes", "nodes", &answer)),
        }
    }

    fn elements(&self, nodes: Vec<Value>, what: &str) -> Vec<Element> {
        nodes
            .into_iter()
            .filter_map(|node| Some(Element::new(self.clone(), node["sharedId"].as_str()?, what)))
            .collect()
    }

    /// Every shadow root of the document, closed ones and nested ones too.
    fn shadow_roots(&self) -> Result<Vec<String>> {
        let all = json!({ "type": "css", "value": "*" });
        let roots_in = |nodes: Vec<Value>| -> Vec<String> {
            nodes.iter().filter_map(|node| Some(node["value"]["shadowRoot"]["sharedId"].as_str()?.to_owned())).collect()
        };
        let mut roots = Vec::new();
        let mut fresh = roots_in(self.locate(&all, None)?);
        while !fresh.is_empty() {
            let nested = roots_in(self.locate(&all, Some(&fresh))?);
            roots.append(&mut fresh);
            fresh = nested;
        }
        Ok(roots)
    }

    /// For messages only, so a failure to tell is told.
    pub(crate) fn place(&self) -> String {
        self.url().unwrap_or_else(|error| format!("a frame that is gone ({error})"))
    }

    fn seen(&self) -> String {
        self.outline().unwrap_or_else(|error| format!("(no outline: {error})"))
    }
}

/// What is selected, in a text field or else in the document, and the middle of its first line; or why a user could not
/// point at it.
const SELECTION: &str = r#"function () {
  const field = document.activeElement;
  const inField = typeof field?.selectionStart === 'number' && field.selectionStart !== field.selectionEnd;
  const selection = getSelection();
  if (!inField && selection.isCollapsed) return 'is nothing';
  const range = inField ? null : selection.getRangeAt(0);
  const start = range?.startContainer;
  const first = inField ? field : start instanceof Element ? start : start.parentElement;
  first.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const rect = [...(range ?? field).getClientRects()].find(rect => rect.width && rect.height);
  if (!rect) return 'is not visible';
  const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2];
  const at = document.elementFromPoint(x, y);
  if (!at) return 'is out of view';
  if (range ? !range.intersectsNode(at) : at !== field) return 'is covered by ' + at.cloneNode(false).outerHTML;
  const text = inField ? field.value.slice(field.selectionStart, field.selectionEnd) : selection.toString();
  return { text, editable: inField || first.isContentEditable, x, y };
}"#;

const OUTLINE: &str = r#"function () {
  const roles = { A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', IMG: 'img', TABLE: 'table',
    UL: 'list', OL: 'list', LI: 'listitem', TR: 'row', TD: 'cell', TH: 'columnheader', DIALOG: 'dialog', MAIN: 'main',
    NAV: 'navigation', DETAILS: 'group', FIELDSET: 'group', PROGRESS: 'progressbar', IFRAME: 'iframe' };
  const inputs = { checkbox: 'checkbox', radio: 'radio', button: 'button', submit: 'button', search: 'searchbox' };
  const line = text => text.replace(/\s+/g, ' ').trim();
  const out = [];
  const walk = (node, depth) => {
    if (out.length > 200) return;
    if (node.nodeType === 3) { const text = line(node.data); if (text) out.push('  '.repeat(depth) + text); return; }
    if (node.nodeType !== 1 || /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|HEAD)$/.test(node.tagName)) return;
    if (node.checkVisibility && getComputedStyle(node).display !== 'contents' && !node.checkVisibility()) return;
    const role = node.getAttribute('role') ?? (/^H[1-6]$/.test(node.tagName) ? 'heading'
      : node.tagName === 'INPUT' ? inputs[node.type] ?? 'textbox' : roles[node.tagName]);
    const leaf = /^(button|link|heading|checkbox|radio|textbox|searchbox|combobox|img|option|tab|switch|iframe)$/.test(role);
    if (role) {
      const name = node.ariaLabel ?? (node.labels?.length ? node.labels[0].innerText : null) ?? node.alt ?? (leaf ? node.innerText || node.title : null);
      const states = [node.disabled && 'disabled', node.checked && 'checked', node.ariaExpanded && `expanded=${node.ariaExpanded}`,
        node.ariaPressed && `pressed=${node.ariaPressed}`, node.ariaSelected && `selected=${node.ariaSelected}`,
        leaf && typeof node.value === 'string' && node.tagName !== 'BUTTON' && `value=${JSON.stringify(node.value)}`].filter(Boolean);
      out.push('  '.repeat(depth) + role + (name ? ` “${line(name).slice(0, 120)}”` : '') + (states.length ? ` (${states.join(', ')})` : ''));
      if (leaf) return;
      depth += 1;
    }
    for (const child of (node.shadowRoot ?? node).childNodes) walk(child, depth);
  };
  if (document.body) walk(document.body, 0);
  return out.join('\n') || '(nothing visible)';
}"#;
