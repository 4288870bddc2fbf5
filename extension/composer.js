// The composer's script, in the isolated world of Zendesk's agent page. It looks, and does one of four things, when it
// is told to; and it does it only while the page still looks exactly as it did when that was decided
// (src/composer/mod.rs). It decides nothing, and what would send a comment is not among the things that it can press.

(() => {
  /**
   * @typedef {{ tab: string, switcher: string, editor: string, item: string, hidden: string, attributes: string[] }} Look
   * @typedef {{ look: Look, act: Record<string, number> | null, expected: string, html: string }} Order
   */

  /** @param {string} selector @param {ParentNode} [part] @returns {Element[]} */
  const all = (selector, part = document) => [...part.querySelectorAll(selector)];

  /** The smallest part of the page around a switcher that has an editor, or another switcher. @param {Element} switcher @param {Look} look */
  function around(switcher, look) {
    /** @type {Element} */
    let part = switcher;
    while (part.parentElement && !part.querySelector(look.editor) && all(look.switcher, part).length < 2) part = part.parentElement;
    return part;
  }

  /** What the page looks like (src/composer/look.rs). @param {Look} look */
  function see(look) {
    /** @param {Element} element */
    const visible = (element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(look.hidden);
    /** @param {Element} element */
    const describe = (element) => ({
      visible: visible(element),
      attributes: Object.fromEntries(look.attributes.map((name) => [name, element.getAttribute(name)])),
    });
    const composers = all(look.switcher).map((switcher) => {
      const part = around(switcher, look);
      const editors = all(look.editor, part).map((editor) => ({
        visible: visible(editor),
        // Not what is shown of it: a hidden editor shows nothing.
        text: editor.textContent ?? "",
      }));
      return { switcher: describe(switcher), switchers: all(look.switcher, part).length, editors };
    });
    return JSON.stringify({
      href: location.href,
      tabs: all(look.tab).map(describe),
      composers,
      items: all(look.item).map(describe),
    });
  }

  /** Does one thing; answers with what the editor holds, if that was written into. @param {Order} order */
  function act({ look, act, html }) {
    const [name, place] = Object.entries(act ?? {})[0] ?? ["", 0];
    const switcher = all(look.switcher)[place];
    const pressed = name === "press_switcher" ? switcher : name === "press_item" ? all(look.item)[place] : null;
    if (pressed instanceof HTMLElement) {
      pressed.click();
      return null;
    }
    const editor = switcher && around(switcher, look).querySelector(look.editor);
    if (!editor) return null;
    /** @type {string | null} */
    let data = null;
    const answered = (/** @type {Event} */ event) => (data = /** @type {CustomEvent<string>} */ (event).detail);
    editor.addEventListener("vouch-editor-holds", answered, { once: true });
    const detail = JSON.stringify(name === "undo" ? null : html);
    editor.dispatchEvent(new CustomEvent("vouch-editor", { bubbles: true, detail }));
    editor.removeEventListener("vouch-editor-holds", answered);
    return data;
  }

  chrome.runtime.onMessage.addListener((message) => {
    if (message.kind !== "composer") return;
    let seen = see(message.look);
    let acted = null;
    let data = null;
    if (message.act) {
      acted = seen === message.expected;
      if (acted) {
        data = act(message);
        seen = see(message.look);
      }
    }
    const answer = { step: message.step, acted, seen, data };
    chrome.runtime.sendMessage({ kind: "composer", href: location.href, answer }).catch(() => {});
  });
})();
