/** What the server says about this page load, and the words in the agent's language. */

/** @param {string} name */
function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
}

/** The parts of the composer that nobody promises: each may be there or not. */
const PARTS = /** @type {const} */ ([
  "type", "popup", "expanded", "controls", "label", "text", "email", "roles", "checked", "focusable", "kept", "nested",
]);

/** @typedef {(typeof PARTS)[number]} Part */

/** The parts that this page's composers have. @returns {Set<Part>} */
function partsOfForm() {
  const [form, seed] = meta("sandbox-composer-form").split(" ");
  if (form === "barest") return new Set();
  if (form === "fullest") return new Set(PARTS);
  if (form !== "mixed") return new Set(/** @type {Part[]} */ (["label", "text", "email"]));
  let state = Number(seed);
  return new Set(
    PARTS.filter(() => {
      // A linear congruential generator: the upper bits are the random ones.
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 31 === 1;
    }),
  );
}

const parts = partsOfForm();

/** Whether this page's composers have a part that nobody promises. @param {Part} part */
export const has = (part) => parts.has(part);

/** @returns {{ after: number, keepsText: boolean } | null} */
function remount() {
  const [after, text] = meta("sandbox-remount-editor").split(" ");
  return after ? { after: Number(after), keepsText: text === "kept" } : null;
}

export const settings = {
  /** Hidden tabs stay laid out, each in its own `main#main_panes`; otherwise they are `display: none` in one. */
  cached: meta("sandbox-hidden-tabs") === "cached",
  /** A change of the channel mounts a new editor, so many milliseconds later, with the draft or without. */
  remount: remount(),
  /** The script of the editor's version. */
  ckeditor: meta("sandbox-ckeditor"),
  composer: /** @type {"editor" | "no-editor" | "none"} */ (meta("sandbox-composer")),
  locale: document.documentElement.lang,
};

const ENGLISH = {
  breadcrumbs: "Ticket page location",
  ticket: "Ticket",
  channel: "Channel",
  web: has("email") ? "Email" : "Public reply",
  internal: "Internal note",
  send: "Send",
  submitAs: "Submit as",
  closed: "This ticket is closed. To answer, create a follow-up.",
  noEditor: "The editor could not be loaded.",
  loading: "Loading…",
  requester: "Requester",
  assignee: "Assignee",
  organization: "Organization",
  form: "Form",
  tags: "Tags",
  create: "(create)",
  draft: "Draft mode",
};

/** @type {typeof ENGLISH} */
const GERMAN = {
  breadcrumbs: "Position der Ticketseite",
  ticket: "Ticket",
  channel: "Kanal",
  web: has("email") ? "E-Mail" : "Öffentliche Antwort",
  internal: "Interne Notiz",
  send: "Senden",
  submitAs: "Einreichen als",
  closed: "Dieses Ticket ist geschlossen. Erstellen Sie für eine Antwort ein Folgeticket.",
  noEditor: "Der Editor konnte nicht geladen werden.",
  loading: "Wird geladen…",
  requester: "Anfragender",
  assignee: "Zuständig",
  organization: "Organisation",
  form: "Formular",
  tags: "Tags",
  create: "(erstellen)",
  draft: "Entwurfsmodus",
};

export const words = settings.locale === "de" ? GERMAN : ENGLISH;
