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
  host.style.cssText = "all: initial !important";
  const root = host.attachShadow({ mode: "closed" });
  document.documentElement.append(host);

  const launcher = document.createElement("button");
  launcher.type = "button";
  launcher.title = "Open Vouch";
  launcher.setAttribute("aria-label", "Open Vouch");
  launcher.style.cssText = `
    position: fixed; right: 0; top: 40%; z-index: 2147483647; width: 30px; height: 38px; padding: 0 2px 0 4px;
    border: 1px solid #0002; border-right: 0; border-radius: 8px 0 0 8px; background: #1f4b99; cursor: pointer;
    box-shadow: 0 1px 4px #0004;`;
  const icon = svg("svg", { viewBox: "0 0 32 32", width: "20", height: "20" });
  icon.append(
    svg("path", {
      d: "M7.5 10.5l6.2 12.2a1.2 1.2 0 0 0 2.1 0L25 6.5",
      fill: "none",
      stroke: "#fff",
      "stroke-width": "4.2",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
  launcher.append(icon);
  launcher.addEventListener("click", open);
  root.append(launcher);

  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  /** What only this script and the panel that it has opened know: by it the worker tells that panel from others. */
  let token = "";
  /** @type {Element | null} */
  let focusedBefore = null;

  function open() {
    if (frame) return;
    if (!chrome.runtime?.id) {
      launcher.title = "Vouch was updated: reload this tab";
      launcher.disabled = true;
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
    frame.addEventListener("load", () => frame?.focus());
    root.append(frame);
    launcher.style.display = "none";
    navigation.addEventListener("currententrychange", moved);
    addEventListener("message", panelSaid);
  }

  function close() {
    if (!frame) return;
    frame.remove();
    frame = null;
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
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   */
  function svg(name, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
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

  function readPage() {
    const html = document.documentElement.outerHTML;
    chrome.runtime.sendMessage({ kind: "page_shown", href: location.href, document: began, html }).catch(() => {});
  }

  chrome.runtime.onMessage.addListener((message) => {
    if (message.kind === "toggle_panel") frame ? close() : open();
    if (message.kind === "open_panel") frame ? frame.focus() : open();
    if (message.kind === "say_where" && frame) sayWhere();
    if (message.kind === "read_page" && frame) readPage();
  });
})();
