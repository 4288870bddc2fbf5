// The page script, in the isolated world of a host page. It shows the launcher, holds the panel's frame and says where
// the page is. It decides nothing, reads nothing of the page, and waits for nothing until the panel is opened.

(() => {
  /** Marks our element, so that a script from a newer version of the extension can take the old one away. */
  const MARK = "data-vouch";
  /** When the document began tells it from the one before it, which a reload has thrown away. */
  const began = Math.round(performance.timeOrigin);
  document.querySelector(`[${MARK}]`)?.remove();

  // In the document element, not in the body: Turbo replaces the body (facts/portal.md a, navigation events).
  const host = document.createElement("div");
  host.setAttribute(MARK, "");
  const STYLE = "all: initial !important;";
  host.style.cssText = STYLE;
  const root = host.attachShadow({ mode: "closed" });
  document.documentElement.append(host);

  const launcher = makeLauncher();
  launcher.addEventListener("click", ({ isTrusted }) => isTrusted && open(true));
  root.append(launcher);

  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  /** What only this script and the panel that it has opened know: by it the worker tells that panel from others. */
  let token = "";
  /** @type {Element | null} */
  let focusedBefore = null;
  /** How often the page may still change our element before the panel closes. */
  let patience = 0;

  // While the panel is open, what the page does to our element is undone a few times.
  const guard = new MutationObserver((changes) => undo(changes.filter(({ target }) => target === host).length));
  host.addEventListener("toggle", () => undo(frame && !host.matches(":popover-open") ? 1 : 0));

  /** @param {number} changes How often the page has changed our element. */
  function undo(changes) {
    const isInPlace = host.parentElement === document.documentElement;
    patience -= changes;
    if (patience < 0 || !isInPlace) close();
    else if (changes) restore();
  }

  /** Gives our element its own attributes, and no others, and puts it over everything else in the page. */
  function restore() {
    for (const { name } of [...host.attributes]) if (name !== MARK) host.removeAttribute(name);
    host.style.cssText = STYLE;
    host.popover = "manual";
    host.showPopover();
    guard.takeRecords();
  }

  /** @param {boolean} byAgent Whether the agent has opened it, and not only wanted what it was opened for. */
  function open(byAgent) {
    // A page that is only prepared is seen by nobody.
    if (frame || ("prerendering" in document && document.prerendering)) return;
    if (!chrome.runtime?.id) {
      launcher.title = "Vouch was updated: reload this tab";
      launcher.disabled = true;
      return;
    }
    // In a sandboxed page the frame would be sandboxed, too, and could do nothing.
    if (self.origin === "null") {
      launcher.title = "This page is sandboxed: Vouch cannot open here";
      return;
    }
    focusedBefore = document.activeElement;
    token = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    frame = document.createElement("iframe");
    frame.src = `${chrome.runtime.getURL("panel.html")}#${token}`;
    frame.title = "Vouch";
    frame.allow = "clipboard-write";
    frame.style.cssText = `
      position: fixed; right: 0; top: 0; z-index: 2147483647; width: min(420px, 100%); height: 100vh; border: 0;
      box-shadow: -2px 0 16px #0003; color-scheme: light dark;`;
    if (byAgent) frame.addEventListener("load", () => frame?.focus());
    root.append(frame);
    launcher.style.display = "none";
    patience = 12;
    restore();
    guard.observe(host, { attributes: true });
    guard.observe(document.documentElement, { childList: true });
    navigation.addEventListener("currententrychange", moved);
    addEventListener("message", panelSaid);
  }

  function close() {
    if (!frame) return;
    guard.disconnect();
    host.popover = null;
    frame.remove();
    frame = null;
    token = "";
    launcher.style.display = "";
    navigation.removeEventListener("currententrychange", moved);
    removeEventListener("message", panelSaid);
    if (focusedBefore instanceof HTMLElement) focusedBefore.focus();
  }

  /**
   * The panel has said something. It needs no worker, so it works after an update of the extension, too.
   * @param {MessageEvent} event
   */
  function panelSaid(event) {
    if (!frame || event.source !== frame.contentWindow) return;
    if (event.data === "close") close();
    if (event.data === "reload") location.reload();
    if (event.data === "sight") answerSight();
  }

  function moved() {
    if (!chrome.runtime?.id) return;
    sayWhere();
    // The panel's worker may have been stopped without either of them knowing: this has the panel connect anew.
    frame?.contentWindow?.postMessage("moved", chrome.runtime.getURL("/"));
  }

  function sayWhere() {
    // After an update of the extension this script is an orphan, and there is nobody to tell.
    if (!chrome.runtime?.id) return;
    chrome.runtime.sendMessage({ kind: "moved", href: location.href, document: began, token }).catch(() => {});
  }

  /** Lets the panel ask whether it is seen, once it wants to know. The page has no way to our frame, so what comes there comes from here. */
  function answerSight() {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => port1.postMessage(frame !== null && isSeen(host, frame));
    frame?.contentWindow?.postMessage("sight", chrome.runtime.getURL("/"), [port2]);
  }

  function readPage() {
    const port = chrome.runtime.connect({ name: "page" });
    port.postMessage({ kind: "page_shown", href: location.href, document: began, html: document.documentElement.outerHTML });
    port.disconnect();
  }

  chrome.runtime.onMessage.addListener((message) => {
    if (message.kind === "toggle_panel") frame ? close() : open(true);
    if (message.kind === "open_panel") frame && message.focus ? frame.focus() : open(message.focus);
    // Also without a panel: then the worker hears that none of those that ask for it is ours.
    if (message.kind === "say_where") sayWhere();
    if (message.kind === "read_page" && frame) readPage();
  });
})();
