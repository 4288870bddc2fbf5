// The composer's script, in the isolated world of Zendesk's agent page. It looks, and presses or writes into an element
// that it has seen, when it is told to (src/composer/mod.rs). It decides nothing, and what would send a comment is not
// among the things that it can press.

(() => {
  /**
   * @typedef {{ tab: string, switcher: string, editor: string, item: string, hidden: string, written: string, objects: string, attributes: string[], telling: string[] }} Look
   * @typedef {{ press?: number, write?: { editor: number, take_out: string, add: string }, undo?: number }} Act
   * @typedef {{ step: number, look: Look, act: Act | null, expected: string | null, watch: number | null }} Order
   */

  /** @type {WeakMap<Element, number>} */
  const numbers = new WeakMap();
  let count = 0;

  /** The number of an element, which no other one gets. @param {Element} element */
  function numberOf(element) {
    const number = numbers.get(element) ?? ++count;
    numbers.set(element, number);
    return number;
  }

  /** The elements of the page itself, without those in what people wrote. @param {string} selector @param {Look} look @param {ParentNode} [part] */
  const all = (selector, look, part = document) =>
    [...part.querySelectorAll(selector)].filter((element) => !element.parentElement?.closest(look.written));

  /** @param {string} selector @param {Look} look @param {number | null | undefined} number */
  const find = (selector, look, number) => all(selector, look).find((element) => numberOf(element) === number);

  /** Its whole text: a hidden element shows nothing of it. @param {Element} element */
  const textOf = (element) => element.textContent ?? "";

  /** Whether a person can see it. @param {Element} element @param {Look} look */
  function isVisible(element, look) {
    const { width, height } = element.getBoundingClientRect();
    const isShown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!isShown || !width || !height || element.closest(look.hidden)) return false;
    let opacity = 1;
    for (let part = /** @type {Element | null} */ (element); part; part = part.parentElement) {
      opacity *= Number(getComputedStyle(part).opacity);
    }
    return opacity > 0.1;
  }

  /** The smallest part of the page around a switcher that has an editor, or another switcher. @param {Element} switcher @param {Look} look */
  function around(switcher, look) {
    let part = switcher;
    while (part.parentElement && !all(look.editor, look, part).length && all(look.switcher, look, part).length < 2) {
      part = part.parentElement;
    }
    return part;
  }

  /** What the page looks like (src/composer/look.rs). @param {Look} look */
  function see(look) {
    /** @param {Element} element */
    const describe = (element) => ({
      id: numberOf(element),
      visible: isVisible(element, look),
      attributes: Object.fromEntries(look.attributes.map((name) => [name, element.getAttribute(name)])),
    });
    const composers = all(look.switcher, look).map((switcher) => {
      const part = around(switcher, look);
      const editors = all(look.editor, look, part).map((editor) => ({
        id: numberOf(editor),
        visible: isVisible(editor, look),
        text: textOf(editor),
        objects: [...editor.querySelectorAll(look.objects)].length,
      }));
      const switchers = all(look.switcher, look, part).length;
      return { switcher: describe(switcher), label: textOf(switcher), switchers, editors };
    });
    return JSON.stringify({
      href: location.href,
      tabs: all(look.tab, look).map(describe),
      composers,
      items: all(look.item, look).map(describe),
    });
  }

  /** Does one thing; says whether it did, and what the editor holds where that was written into. @param {Look} look @param {Act} act */
  function perform(look, act) {
    const pressed = find(look.switcher, look, act.press) ?? find(look.item, look, act.press);
    if (pressed instanceof HTMLElement) {
      pressed.click();
      return { acted: true, data: null };
    }
    const editor = find(look.editor, look, act.write?.editor ?? act.undo);
    if (!editor) return { acted: false, data: null };
    /** @type {string | null} */
    let data = null;
    const answered = (/** @type {Event} */ event) => (data = /** @type {CustomEvent<string>} */ (event).detail);
    editor.addEventListener("vouch-editor-holds", answered, { once: true });
    const detail = JSON.stringify({ take_out: "", add: "", undo: "undo" in act, ...act.write });
    editor.dispatchEvent(new CustomEvent("vouch-editor", { bubbles: true, detail }));
    editor.removeEventListener("vouch-editor-holds", answered);
    return { acted: true, data: typeof data === "string" ? data : null };
  }

  /** The switcher beside a note, while there is one. @type {{ element: Element, observer: { disconnect(): void } } | null} */
  let watched = null;

  /** @param {Order} order */
  function watch({ look, watch }) {
    const element = find(look.switcher, look, watch);
    if (watched?.element === element) return;
    watched?.observer.disconnect();
    watched = null;
    if (!element) return;
    const observer = new MutationObserver(() => say({ kind: "composer_changed", href: location.href }));
    observer.observe(element, { attributeFilter: look.telling });
    watched = { element, observer };
  }

  /** @param {object} message */
  function say(message) {
    // After an update of the extension this script is an orphan, and there is nobody to tell.
    if (chrome.runtime?.id) chrome.runtime.sendMessage(message).catch(() => {});
    else watched?.observer.disconnect();
  }

  chrome.runtime.onMessage.addListener((/** @type {Order & { kind: string }} */ order) => {
    if (order.kind !== "composer") return;
    const { step, look, act, expected } = order;
    let seen = see(look);
    /** @type {{ acted: boolean | null, data: string | null }} */
    let done = { acted: null, data: null };
    if (act) {
      done = expected === null || seen === expected ? perform(look, act) : { acted: false, data: null };
      seen = see(look);
    }
    watch(order);
    say({ kind: "composer", href: location.href, answer: { step, ...done, seen } });
  });
})();
