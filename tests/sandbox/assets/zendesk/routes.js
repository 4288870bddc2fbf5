/** The routes under `/agent/` and how one gets from one to another without a page load (zendesk.md A1). */

/**
 * @typedef {{ kind: "ticket" | "organization" | "user", id: number }} RecordRoute
 * @typedef {{ kind: "search", query: string, type: string }} SearchRoute
 * @typedef {{ kind: "list", title: string }} ListRoute
 * @typedef {RecordRoute | SearchRoute | ListRoute} Route
 */

const BASE = "/agent/";

/** @type {Record<string, RecordRoute["kind"]>} */
const KINDS = { tickets: "ticket", organizations: "organization", users: "user" };

/** @returns {Route} */
export function currentRoute() {
  const [section = "", id = ""] = location.pathname.slice(BASE.length).split("/");
  const kind = KINDS[section];
  if (kind && /^\d+$/.test(id)) return { kind, id: Number(id) };
  const parameters = new URLSearchParams(location.search);
  if (section === "search") {
    return { kind: "search", query: parameters.get("q") ?? "", type: parameters.get("type") ?? "ticket" };
  }
  return { kind: "list", title: section === "filters" ? "Your unsolved tickets" : "Dashboard" };
}

/** Where a route lives: what its tab links to. @param {Route} route */
export function pathOf(route) {
  switch (route.kind) {
    case "search":
      return `${BASE}search/1?${new URLSearchParams({ type: route.type, q: route.query })}`;
    case "list":
      return `${BASE}dashboard`;
    default:
      return `${BASE}${route.kind}s/${route.id}`;
  }
}

/** One key for each tab there can be. @param {Route} route */
export function keyOf(route) {
  return "id" in route ? `${route.kind}:${route.id}` : route.kind;
}

/** @type {(() => void)[]} */
const listeners = [];

/** @param {() => void} listener */
export function onRoute(listener) {
  listeners.push(listener);
}

/** @param {string} path */
export function navigate(path) {
  history.pushState(null, "", path);
  for (const listener of listeners) listener();
}

/** Starts to follow links, the back button, and the message by which browser extensions open a ticket. */
export function startRouting() {
  addEventListener("popstate", () => {
    for (const listener of listeners) listener();
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.origin !== location.origin || !link.pathname.startsWith(BASE)) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
  addEventListener("message", (event) => {
    if (event.origin !== location.origin || typeof event.data !== "string") return;
    const path = routedPath(event.data);
    if (path !== null) navigate(BASE + path);
  });
}

/** The path of a message `{"target": "route", "memo": {"hash": "tickets/123"}}`. @param {string} message */
function routedPath(message) {
  try {
    const { target, memo } = JSON.parse(message);
    return target === "route" && typeof memo?.hash === "string" ? memo.hash : null;
  } catch {
    return null;
  }
}
