/** CKEditor 5, as Zendesk's composer has it: loaded when the first composer needs it. */

import { settings } from "./settings.js";

/**
 * @typedef {object} Editor
 * @property {() => string} getData
 * @property {() => Promise<void>} destroy
 * @property {{ element: HTMLElement, getEditableElement(): HTMLElement }} ui
 * @property {{ view: { document: { getRoot(): object }, change(callback: (writer: { setAttribute(name: string, value: string, root: object): void }) => void): void } }} editing
 */

/** @typedef {{ create(data: string, config: object): Promise<Editor> }} EditorClass */

/** @type {Promise<EditorClass> | null} */
let loading = null;

/** @returns {Promise<EditorClass>} */
function load() {
  loading ??= new Promise((resolve, reject) => {
    const nonce = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[nonce]"))?.nonce ?? "";
    // The bundle adds its styles while it is evaluated and knows nothing of nonces, which the page's policy asks for.
    const createElement = document.createElement;
    document.createElement = /** @type {typeof createElement} */ (
      /** @param {string} name @param {ElementCreationOptions} [options] */
      function (name, options) {
        const made = createElement.call(document, name, options);
        if (name === "style") made.nonce = nonce;
        return made;
      }
    );
    const script = /** @type {HTMLScriptElement} */ (createElement.call(document, "script"));
    script.addEventListener("load", () => resolve(/** @type {any} */ (globalThis).ClassicEditor));
    script.addEventListener("error", () => reject(new Error("no editor")));
    for (const end of ["load", "error"]) {
      script.addEventListener(end, () => Reflect.deleteProperty(document, "createElement"));
    }
    script.nonce = nonce;
    script.src = `/assets/${settings.ckeditor}`;
    document.head.append(script);
  });
  return loading;
}

/**
 * Mounts an editor with this text.
 * @param {HTMLElement} host
 * @param {string} data
 * @param {string} label
 */
export async function mountEditor(host, data, label) {
  const editorClass = await load();
  const editor = await editorClass.create(data, {
    licenseKey: "GPL",
    label,
    removePlugins: ["CKBox", "CKBoxImageEdit", "CKFinder", "CKFinderUploadAdapter", "EasyImage", "CloudServices"],
    toolbar: ["heading", "|", "bold", "italic", "link", "bulletedList", "numberedList", "blockQuote", "|", "undo", "redo"],
  });
  const { view } = editor.editing;
  view.change((writer) => {
    writer.setAttribute("data-test-id", "omnicomposer-rich-text-ckeditor", view.document.getRoot());
  });
  host.replaceChildren(editor.ui.element);
  return editor;
}
