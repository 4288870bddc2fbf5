/** What the server says about this page load, and the words in the agent's language. */

/** @param {string} name */
function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
}

export const settings = {
  /** Hidden tabs stay laid out, each in its own `main#main_panes`; otherwise they are `display: none` in one. */
  cached: meta("sandbox-hidden-tabs") === "cached",
  remountEditor: meta("sandbox-remount-editor") === "true",
  /** The script of the editor's version. */
  ckeditor: meta("sandbox-ckeditor"),
  composer: /** @type {"editor" | "no-editor" | "none"} */ (meta("sandbox-composer")),
  locale: document.documentElement.lang,
};

const ENGLISH = {
  breadcrumbs: "Ticket page location",
  ticket: "Ticket",
  channel: "Channel",
  web: "Public reply",
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
  web: "Öffentliche Antwort",
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
