// The script of the portal's Validate License page, in the isolated world. It puts a license key into the form when it is
// told to, and says what stands in the field when the agent sends it. It sends nothing itself.

(() => {
  /** @type {HTMLTextAreaElement | null} */
  let filled = null;

  /** @param {Record<string, unknown>} message */
  function say(message) {
    // After an update of the extension this script is an orphan, and there is nobody to tell.
    if (!chrome.runtime?.id) return;
    chrome.runtime.sendMessage({ ...message, href: location.href }).catch(() => {});
  }

  /** @param {{ field: string, text: string }} message */
  function fill({ field, text }) {
    const input = document.querySelector(field);
    if (!(input instanceof HTMLTextAreaElement)) return;
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.scrollIntoView({ block: "center" });
    filled = input;
  }

  /** @param {Event} event */
  function sent({ target, isTrusted }) {
    if (!isTrusted || !(target instanceof HTMLFormElement) || filled?.closest("form") !== target) return;
    // Not `target.action`: a field of that name would stand in its place.
    const action = new URL(target.getAttribute("action") ?? "", location.href).href;
    say({ kind: "form_sent", document: Math.round(performance.timeOrigin), action, text: filled.value });
  }

  chrome.runtime.onMessage.addListener((message) => {
    if (message.kind === "fill") fill(message);
  });
  addEventListener("submit", sent, true);
  say({ kind: "arrived" });
})();
