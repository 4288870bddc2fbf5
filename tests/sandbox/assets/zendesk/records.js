/** The pages of an organization and of a user. */

import { get } from "./api.js";
import { element, emberId } from "./dom.js";
import { ticketTable, userTable } from "./lists.js";
import { words } from "./settings.js";

/**
 * @typedef {import("./routes.js").RecordRoute} RecordRoute
 * @typedef {import("./agent.js").Pane} Pane
 */

/**
 * A pane that is filled when its records have come.
 * @param {RecordRoute} route
 * @param {() => void} changed
 * @param {() => Promise<{ title: string, subtitle: string, children: HTMLElement[] }>} load
 * @returns {Pane}
 */
function recordPane(route, changed, load) {
  const node = element("div", { styled: "Record", id: emberId() }, element("p", { styled: "Notice" }, words.loading));
  node.classList.add("workspace");
  /** @type {Pane} */
  const pane = { route, node, title: words.loading, subtitle: "" };
  load()
    .then(({ title, subtitle, children }) => {
      pane.title = title;
      pane.subtitle = subtitle;
      node.replaceChildren(...children);
    })
    .catch((error) => {
      pane.title = String(route.id);
      node.replaceChildren(element("p", { styled: "Notice" }, `This page cannot be shown: ${error.message}`));
    })
    .finally(changed);
  return pane;
}

/** @param {string} label @param {string | Node} value */
function row(label, value) {
  return element(
    "div",
    { styled: "Field" },
    element("span", { styled: "Label" }, label),
    element("div", { styled: "Value" }, value),
  );
}

/** @param {unknown} value */
function shown(value) {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "☑" : "☐";
  return String(value);
}

/** @param {RecordRoute} route @param {() => void} changed */
export function organizationPane(route, changed) {
  return recordPane(route, changed, async () => {
    const path = `organizations/${route.id}`;
    const [{ organization }, { users, count }, { tickets }, { organization_fields: fields }] = await Promise.all([
      get(path),
      get(`${path}/users`),
      get(`${path}/tickets`),
      get("organization_fields"),
    ]);
    /** @param {{ key: string, title: string }} field */
    const fieldRow = ({ key, title }) => row(title, shown(organization.organization_fields[key]));
    return {
      title: organization.name,
      subtitle: words.organization,
      children: [
        element(
          "section",
          { styled: "RecordFields" },
          row("Tags", organization.tags.join(" ") || "–"),
          row("Details", shown(organization.details)),
          row("Notes", shown(organization.notes)),
          ...fields.map(fieldRow),
        ),
        element(
          "section",
          { styled: "RecordBody" },
          element("h1", { test: "organization-name" }, organization.name),
          element("h2", {}, `Users (${count})`),
          userTable(users),
          element("h2", {}, `Tickets (${tickets.length})`),
          ticketTable(tickets),
        ),
      ],
    };
  });
}

/** @param {RecordRoute} route @param {() => void} changed */
export function userPane(route, changed) {
  return recordPane(route, changed, async () => {
    const [{ user, organizations }, { tickets }] = await Promise.all([
      get(`users/${route.id}?include=organizations`),
      get(`users/${route.id}/tickets/requested`),
    ]);
    const [organization] = organizations;
    return {
      title: user.name,
      subtitle: user.email,
      children: [
        element(
          "section",
          { styled: "RecordFields" },
          row("Role", user.role),
          row("Primary email", user.email),
          row(
            "Organization",
            organization
              ? element("a", { attributes: { href: `organizations/${organization.id}` } }, organization.name)
              : "–",
          ),
          row("Details", shown(user.details)),
          row("Notes", shown(user.notes)),
        ),
        element(
          "section",
          { styled: "RecordBody" },
          element("h1", {}, user.name),
          element("h2", {}, `Tickets (${tickets.length})`),
          ticketTable(tickets),
        ),
      ],
    };
  });
}
