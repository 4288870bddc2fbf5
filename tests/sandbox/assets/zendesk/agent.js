/**
 * The agent page: tabs of tickets, organizations and users that all stay mounted, and one of them in sight.
 * It behaves as the real one in what an extension can trip over (zendesk.md A), and looks like it enough to be used.
 */

import { element, emberId, reconcile, sweep } from "./dom.js";
import { listPane, searchPane } from "./lists.js";
import { organizationPane, userPane } from "./records.js";
import { currentRoute, keyOf, navigate, onRoute, pathOf, startRouting } from "./routes.js";
import { settings } from "./settings.js";
import { Header, rail } from "./tabs.js";
import { ticketPane } from "./ticket.js";

/**
 * @typedef {import("./routes.js").Route} Route
 * @typedef {object} Pane
 * @property {Route} route
 * @property {HTMLElement} node the `.workspace`
 * @property {string} title
 * @property {string} subtitle
 * @property {(route: Route) => void} [update] takes another route of the same tab, such as another search
 * @property {() => void} [close]
 */

/** What is open, in the order of the tabs. @type {Map<string, Pane>} */
const panes = new Map();

/** One `main` for every pane, or one for all. @type {WeakMap<Pane, HTMLElement>} */
const mains = new WeakMap();
const onlyMain = makeMain();

const header = new Header();
const stage = element("div", { styled: "Stage" });
const app = element("div", { styled: "App", id: emberId() });

function makeMain() {
  return element("main", { styled: "Main", id: "main_panes" });
}

/** @param {Route} route @returns {Pane} */
function makePane(route) {
  switch (route.kind) {
    case "ticket":
      return ticketPane(route, render);
    case "organization":
      return organizationPane(route, render);
    case "user":
      return userPane(route, render);
    case "search":
      return searchPane(route);
    case "list":
      return listPane(route);
  }
}

/** Puts a pane in sight or out of it, in the way of the year that is set (zendesk.md A2). @param {Pane} pane @param {boolean} shown */
function place(pane, shown) {
  const { node } = pane;
  if (settings.cached) {
    node.classList.toggle("is-cached", !shown);
    node.style.visibility = shown ? "" : "hidden";
    node.style.opacity = shown ? "" : "0";
  } else {
    node.style.display = shown ? "" : "none";
  }
}

/** Shows what the address says; whatever others put into the page's nodes is gone afterwards. */
function render() {
  const route = currentRoute();
  const key = keyOf(route);
  let current = panes.get(key);
  if (!current) panes.set(key, (current = makePane(route)));
  else current.update?.(route);

  for (const pane of panes.values()) place(pane, pane === current);
  if (settings.cached) {
    for (const pane of panes.values()) {
      const main = mains.get(pane) ?? makeMain();
      mains.set(pane, main);
      reconcile(main, [pane.node]);
    }
    reconcile(stage, [...panes.values()].map((pane) => mains.get(pane) ?? onlyMain));
  } else {
    reconcile(onlyMain, [...panes.values()].map((pane) => pane.node));
    reconcile(stage, [onlyMain]);
  }
  header.render([...panes.values()].filter((pane) => pane.route.kind !== "list"), key, close);
  reconcile(app, [rail(location.pathname + location.search), header.node, stage]);
  sweep(app);
  document.title = `${current.title} – GitLab Support – Zendesk`;
}

/** @param {string} key */
function close(key) {
  const keys = [...panes.keys()];
  const next = keys[keys.indexOf(key) + 1] ?? keys[keys.indexOf(key) - 1];
  panes.get(key)?.close?.();
  panes.delete(key);
  const pane = next ? panes.get(next) : undefined;
  if (keyOf(currentRoute()) !== key) render();
  else navigate(pane ? pathOf(pane.route) : "/agent/dashboard");
}

document.body.append(app);
onRoute(render);
startRouting();
render();
