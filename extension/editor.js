// The editor's script, in the page's own world, where alone CKEditor can be reached (facts/zendesk.md B2). It changes the
// model at its end, as one step that the agent can undo; the selection and the draft stay as they are.

document.addEventListener("vouch-editor", (event) => {
  const element = event.target;
  if (!(event instanceof CustomEvent) || !(element instanceof Element) || !("ckeditorInstance" in element)) return;
  /** @type {any} */
  const editor = element.ckeditorInstance;
  const html = JSON.parse(event.detail);
  if (html === null) {
    editor.execute("undo");
  } else {
    const { model } = editor;
    const root = model.document.getRoot();
    model.change((/** @type {any} */ writer) => {
      const content = editor.data.toModel(editor.data.processor.toView(html));
      // An empty draft is an empty paragraph: the note takes its place.
      const at = model.hasContent(root) ? writer.createPositionAt(root, "end") : writer.createRangeIn(root);
      model.insertContent(content, at);
    });
  }
  element.dispatchEvent(new CustomEvent("vouch-editor-holds", { detail: editor.getData() }));
});
