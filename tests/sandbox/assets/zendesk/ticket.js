/** A ticket's workspace: its fields, its conversation with the composer, and who asked. */

import { get } from "./api.js";
import { Composer } from "./composer.js";
import { element, emberId } from "./dom.js";
import { conversationLog } from "./log.js";
import { settings, words } from "./settings.js";

/**
 * @typedef {import("./api.js").Ticket} Ticket
 * @typedef {import("./api.js").User} User
 * @typedef {import("./api.js").Organization} Organization
 * @typedef {{ ticket_forms: import("./api.js").TicketForm[] }} Forms
 * @typedef {{ ticket_fields: import("./api.js").TicketField[] }} Fields
 * @typedef {{ ticket: Ticket, users: User[], organizations: Organization[] } & Forms & Fields} Loaded
 */

/**
 * @param {import("./routes.js").RecordRoute} route
 * @param {() => void} changed
 * @returns {import("./agent.js").Pane}
 */
export function ticketPane(route, changed) {
  const { id } = route;
  const node = element(
    "div",
    { styled: "Ticket", test: `ticket-${id}-custom-layout`, id: emberId(), attributes: { "data-entity-id": String(id) } },
    element("p", { styled: "Notice" }, words.loading),
  );
  node.classList.add("workspace");
  /** @type {Composer | null} */
  let composer = null;
  /** @type {import("./agent.js").Pane} */
  const pane = { route, node, title: `#${id}`, subtitle: words.loading, close: () => composer?.unmount() };

  const load = async () => {
    /** @type {[Loaded, { comments: import("./api.js").Comment[] }, Forms, Fields]} */
    const [answer, { comments }, forms, fields] = await Promise.all([
      get(`tickets/${id}?include=users,organizations`),
      get(`tickets/${id}/comments`),
      get("ticket_forms"),
      get("ticket_fields"),
    ]);
    const loaded = { ...answer, ...forms, ...fields };
    const takesComments = loaded.ticket.status !== "closed";
    if (takesComments && settings.composer !== "none") composer = new Composer(id, loaded.ticket.status);
    pane.title = loaded.ticket.subject;
    pane.subtitle = `#${id}`;
    const log = conversationLog(comments, loaded.users, loaded.ticket.requester_id);
    node.replaceChildren(
      breadcrumbs(loaded),
      element(
        "div",
        { styled: "Columns" },
        fieldsPanel(loaded),
        element(
          "section",
          { styled: "Conversation", test: "conversation-pane", attributes: { "data-side-conversations-anchor-id": String(id) } },
          subject(loaded.ticket),
          log,
          composer?.node ?? (takesComments ? null : element("p", { styled: "Closed" }, words.closed)),
        ),
        contextPanel(loaded),
      ),
    );
    changed();
    await composer?.mount();
    log.scrollTop = log.scrollHeight;
  };
  load().catch((error) => {
    pane.subtitle = `#${id}`;
    node.replaceChildren(element("p", { styled: "Notice" }, `This ticket cannot be shown: ${error.message}`));
    changed();
  });
  return pane;
}

/** @param {Loaded} loaded */
const requesterOf = ({ ticket, users }) => users.find((user) => user.id === ticket.requester_id);

/** @param {Loaded} loaded */
function breadcrumbs(loaded) {
  const [organization] = loaded.organizations;
  const requester = requesterOf(loaded);
  return element(
    "nav",
    { styled: "Breadcrumbs", attributes: { "aria-label": words.breadcrumbs } },
    element(
      "a",
      {
        test: "tabs-nav-item-organizations",
        attributes: { href: organization ? `organizations/${organization.id}` : null },
      },
      organization ? organization.name : `${words.organization} ${words.create}`,
    ),
    element(
      "a",
      { test: "tabs-nav-item-users", attributes: { href: requester ? `users/${requester.id}` : null } },
      requester?.name ?? "–",
    ),
    element(
      "span",
      { test: "tabs-section-nav-item-ticket", attributes: { "aria-current": "true" } },
      element("span", { styled: "Status", attributes: { "data-status": loaded.ticket.status } }, loaded.ticket.status),
      `${words.ticket} #${loaded.ticket.id}`,
    ),
  );
}

/** @param {Ticket} ticket */
function subject(ticket) {
  const input = element("input", {
    styled: "Subject",
    test: "omni-header-subject",
    attributes: { type: "text", "aria-label": "Subject", autocomplete: "off", readonly: ticket.status === "closed" && "" },
  });
  input.value = ticket.subject;
  return input;
}

/** @param {Loaded} loaded */
function fieldsPanel(loaded) {
  const { ticket, users } = loaded;
  const assignee = users.find((user) => user.id === ticket.assignee_id);
  /** @param {string} label @param {string} test @param {Node | string} value */
  const field = (label, test, value) =>
    element(
      "div",
      { styled: "Field" },
      element("span", { styled: "Label" }, label),
      element("div", { styled: "Value", test }, value),
    );
  const form = loaded.ticket_forms.find(({ id }) => id === ticket.ticket_form_id);
  const panel = element(
    "section",
    { styled: "Fields" },
    field(words.requester, "ticket-system-field-requester-select", requesterOf(loaded)?.name ?? "–"),
    field(words.assignee, "assignee-field-autosuggest", assignee?.name ?? "–"),
    field(words.form, "ticket-fields-ticket-forms", form?.name ?? "–"),
    field(
      words.tags,
      "ticket-system-field-tags-multiselect",
      element(
        "div",
        { styled: "Tags" },
        ...ticket.tags.map((tag) => element("span", { styled: "Tag", test: "ticket-system-field-tags-item-selected" }, tag)),
      ),
    ),
    ...ticket.custom_fields.map(({ id, value }) => {
      const known = loaded.ticket_fields.find((field) => field.id === id);
      const chosen = known?.custom_field_options?.find((option) => option.value === value);
      return field(known?.title ?? String(id), `ticket-form-field-text-field-${id}`, chosen?.name ?? value ?? "–");
    }),
  );
  panel.classList.add("grid-ticket-fields-panel");
  return panel;
}

/** @param {Loaded} loaded */
function contextPanel(loaded) {
  const requester = requesterOf(loaded);
  const [organization] = loaded.organizations;
  return element(
    "aside",
    { styled: "Context", attributes: { "aria-label": "Context panel" } },
    element("h2", {}, words.requester),
    element("p", { styled: "ContextName" }, requester?.name ?? "–"),
    element("p", { styled: "Muted" }, requester?.email ?? ""),
    element("h2", {}, words.organization),
    organization
      ? element("a", { attributes: { href: `organizations/${organization.id}` } }, organization.name)
      : element("p", { styled: "Muted" }, "–"),
    organization?.notes ? element("p", { styled: "OrganizationNotes" }, organization.notes) : null,
  );
}
