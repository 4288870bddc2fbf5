/** Tables of tickets, users and organizations, the views, and the search page. Their links are relative (zendesk.md A1). */

import { get } from "./api.js";
import { element, emberId } from "./dom.js";
import { navigate, pathOf } from "./routes.js";
import { words } from "./settings.js";

/**
 * @typedef {import("./api.js").Ticket} Ticket
 * @typedef {import("./api.js").User} User
 * @typedef {import("./api.js").Organization} Organization
 * @typedef {import("./agent.js").Pane} Pane
 */

/** @param {string[]} heads @param {(string | Node)[][]} rows */
function table(heads, rows) {
  return element(
    "table",
    { styled: "Table" },
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { attributes: { scope: "col" } }, head)))),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))))),
  );
}

/** @param {string} href @param {string} text */
const link = (href, text) => element("a", { attributes: { href } }, text);

/** @param {Ticket[]} tickets */
export function ticketTable(tickets) {
  const status = (/** @type {string} */ name) => element("span", { styled: "Status", attributes: { "data-status": name } }, name);
  return table(
    ["Status", "ID", "Subject", "Updated"],
    tickets.map((ticket) => [
      status(ticket.status),
      `#${ticket.id}`,
      link(`tickets/${ticket.id}`, ticket.subject),
      ticket.updated_at.slice(0, 10),
    ]),
  );
}

/** @param {User[]} users */
export function userTable(users) {
  return table(["Name", "Email", "Role"], users.map((user) => [link(`users/${user.id}`, user.name), user.email, user.role]));
}

/** @param {Organization[]} organizations */
function organizationTable(organizations) {
  return table(
    ["Name", "Salesforce ID", "GitLab Plan"],
    organizations.map(({ id, name, organization_fields: fields }) => [
      link(`organizations/${id}`, name),
      String(fields.salesforce_id ?? "–"),
      String(fields.support_level ?? "–"),
    ]),
  );
}

/** A pane of this name with nothing in it yet. @param {string} styled */
function emptyPane(styled) {
  const node = element("div", { styled, id: emberId() }, element("p", { styled: "Notice" }, words.loading));
  node.classList.add("workspace");
  return node;
}

/** @param {import("./routes.js").ListRoute} route @returns {Pane} */
export function listPane(route) {
  const node = emptyPane("List");
  const heading = element("h1", {}, route.title);
  get("tickets").then(
    ({ tickets }) => node.replaceChildren(heading, ticketTable(tickets)),
    (error) => node.replaceChildren(element("p", { styled: "Notice" }, error.message)),
  );
  return {
    route,
    node,
    title: route.title,
    subtitle: "",
    update: (next) => {
      if (next.kind === "list") heading.textContent = next.title;
    },
  };
}

/** The search's tabs: the kind of record, its label, how a page of them is shown. */
const SEARCHES = /** @type {const} */ ([
  ["ticket", "Tickets", ticketTable],
  ["user", "Users", userTable],
  ["organization", "Organizations", organizationTable],
]);

/** @param {import("./routes.js").SearchRoute} route @returns {Pane} */
export function searchPane(route) {
  const node = emptyPane("List");
  /** @type {Pane} */
  const pane = { route, node, title: "Search", subtitle: route.query, update: (next) => next.kind === "search" && show(next) };
  let asked = "";

  /** @param {import("./routes.js").SearchRoute} next */
  const show = (next) => {
    pane.route = next;
    pane.subtitle = next.query;
    const path = pathOf(next);
    if (asked === path) return;
    asked = path;
    find(next).then((children) => {
      // An answer that comes after the next question is nobody's.
      if (asked === path) node.replaceChildren(...children);
    });
  };
  show(route);
  return pane;
}

/** @param {import("./routes.js").SearchRoute} route */
async function find(route) {
  const input = element("input", {
    test: "search_advanced-search-box_input-field_media-input",
    attributes: { type: "search", "aria-label": "Search", autocomplete: "off" },
  });
  input.value = route.query;
  const box = element(
    "form",
    {
      styled: "SearchBox",
      on: {
        submit: (event) => {
          event.preventDefault();
          navigate(pathOf({ ...route, query: input.value.trim() }));
        },
      },
    },
    input,
  );
  const answers = await Promise.all(SEARCHES.map(([kind]) => search(kind, route.query)));
  const tabs = element(
    "nav",
    { styled: "SearchTabs", attributes: { role: "tablist" } },
    ...SEARCHES.map(([kind, label], place) =>
      element(
        "a",
        {
          test: `search_tables_tab-${kind}s`,
          attributes: {
            role: "tab",
            href: pathOf({ ...route, type: kind }),
            "aria-selected": String(kind === route.type),
          },
        },
        `${label} (${answers[place]?.count ?? "?"})`,
      ),
    ),
  );
  const shownTab = SEARCHES.findIndex(([kind]) => kind === route.type);
  const results = answers[shownTab]?.results;
  const show = /** @type {((records: any[]) => HTMLElement) | undefined} */ (SEARCHES[shownTab]?.[2]);
  const body = results && show ? show(results) : element("p", { styled: "Notice" }, "This search cannot be run.");
  return [element("h1", {}, "Search"), box, tabs, body];
}

/** A search that fails has no results, rather than taking the page with it. @param {string} kind @param {string} query */
async function search(kind, query) {
  try {
    return await get(`search.json?${new URLSearchParams({ query: `type:${kind} ${query}`.trim() })}`);
  } catch {
    return null;
  }
}
