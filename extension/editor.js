// The editor's script, in the page's own world, where alone CKEditor can be reached (facts/zendesk.md B2). It changes the
// model as one step that the agent can undo: it takes a text out wherever it stands, or adds one at the end. The selection
// and the rest of the draft stay as they are.

(() => {
  /** White space, and what editors put in to hold the caret: the same as in src/composer/held.rs. */
  const LAYOUT = /[\s\u0085\u200b\u2060\ufeff]/;

  /** Takes a text without white space out of the model, once. @param {any} writer @param {any} root @param {string} wanted */
  function takeOut(writer, root, wanted) {
    let text = "";
    /** Where each letter of the text stands. @type {[any, number][]} */
    const places = [];
    for (const item of writer.createRangeIn(root).getItems()) {
      if (!item.is("$textProxy")) continue;
      for (let at = 0; at < item.data.length; at += 1) {
        if (LAYOUT.test(item.data[at])) continue;
        text += item.data[at];
        places.push([item.parent, item.startOffset + at]);
      }
    }
    const at = text.lastIndexOf(wanted);
    const [first, last] = [places[at], places[at + wanted.length - 1]];
    if (!first || !last) return false;
    const start = writer.createPositionAt(...first);
    const end = writer.createPositionAt(last[0], last[1] + 1);
    writer.remove(writer.createRange(start, end));
    for (const block of new Set([first[0], last[0]])) {
      // Of its lines nothing but their breaks may be left.
      const isBare = [...block.getChildren()].every((child) => child.is("element", "softBreak"));
      if (!isBare) continue;
      if (root.childCount > 1 && block.parent === root) writer.remove(block);
      else writer.remove(writer.createRangeIn(block));
    }
    return true;
  }

  /** An order. Any script of the page can send one, so it may be anything. @param {unknown} detail @returns {Record<string, unknown>} */
  function read(detail) {
    try {
      return Object(JSON.parse(String(detail)));
    } catch {
      return {};
    }
  }

  document.addEventListener("vouch-editor", (event) => {
    const element = event.target;
    if (!(event instanceof CustomEvent) || !(element instanceof Element) || !("ckeditorInstance" in element)) return;
    /** @type {any} */
    const editor = element.ckeditorInstance;
    const { take_out, add, undo } = read(event.detail);
    if (typeof take_out !== "string" || typeof add !== "string") return;
    const { model } = editor;
    const root = model.document.getRoot();
    if (undo) editor.execute("undo");
    model.change((/** @type {any} */ writer) => {
      while (take_out && takeOut(writer, root, take_out));
      if (!add) return;
      const content = editor.data.toModel(editor.data.processor.toView(add));
      // An empty draft is an empty paragraph: the note takes its place.
      const at = model.hasContent(root) ? writer.createPositionAt(root, "end") : writer.createRangeIn(root);
      model.insertContent(content, at);
    });
    element.dispatchEvent(new CustomEvent("vouch-editor-holds", { detail: editor.getData() }));
  });
})();
