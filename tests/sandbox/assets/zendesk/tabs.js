/** The frame round the panes: the rail on the left, the header with the tabs of what is open, the search box. */

import { element, emberId, icon, reconcile } from "./dom.js";
import { keyOf, navigate, pathOf } from "./routes.js";

/**
 * @typedef {import("./routes.js").Route} Route
 * @typedef {object} Tab
 * @property {Route} route
 * @property {string} title
 * @property {string} subtitle
 */

/** @param {string} current the current path and query */
export function rail(current) {
  /** @param {import("./dom.js").Icon} name @param {string} label @param {string} path */
  const item = (name, label, path) =>
    element(
      "a",
      {
        styled: "RailItem",
        attributes: { href: path, title: label, "aria-label": label, "aria-current": `/agent/${path}` === current && "page" },
      },
      icon(name),
    );
  return element(
    "nav",
    { styled: "Rail", id: "main_navigation", attributes: { "aria-label": "Main" } },
    element("span", { styled: "Logo", attributes: { "aria-hidden": "true" } }, "Z"),
    item("home", "Home", "dashboard"),
    item("views", "Views", "filters/1"),
    item("customers", "Customers", "search/1?type=user&q="),
    item("organizations", "Organizations", "search/1?type=organization&q="),
  );
}

/** The header: one that stays, because its search box is typed into; its tabs are made anew. */
export class Header {
  constructor() {
    this.list = element("div", { styled: "TabList", test: "header-tablist", attributes: { role: "tablist" } });
    this.input = element("input", {
      test: "header-toolbar-search-input",
      attributes: { type: "search", placeholder: "Search Support", "aria-label": "Search", autocomplete: "off" },
    });
    this.box = element(
      "form",
      { styled: "HeaderSearch", on: { submit: (event) => this.search(event) } },
      element(
        "button",
        { test: "header-toolbar-search-button", attributes: { type: "submit", "aria-label": "Search" } },
        icon("search"),
      ),
      this.input,
    );
    const badge = element("span", { styled: "Avatar", attributes: { title: "Nadia Novak" } }, "NN");
    this.node = element("header", { styled: "Header", id: emberId() }, this.list, this.box, badge);
  }

  /** @param {Event} event */
  search(event) {
    event.preventDefault();
    if (this.input.value.trim()) {
      navigate(pathOf({ kind: "search", query: this.input.value.trim(), type: "organization" }));
    }
  }

  /** @param {Tab[]} tabs @param {string} current @param {(key: string) => void} close */
  render(tabs, current, close) {
    reconcile(this.list, tabs.map((tab) => headerTab(tab, keyOf(tab.route) === current, close)));
  }
}

/** @param {Tab} tab @param {boolean} current @param {(key: string) => void} close */
function headerTab(tab, current, close) {
  const { route } = tab;
  return element(
    "div",
    {
      styled: "Tab",
      test: "header-tab",
      id: emberId(),
      attributes: {
        role: "tab",
        "data-entity-id": "id" in route && String(route.id),
        "data-entity-type": route.kind,
        "aria-current": current && "page",
        "aria-selected": String(current),
      },
    },
    element(
      "a",
      { styled: "TabLink", attributes: { href: pathOf(route), title: tab.title } },
      element("span", { styled: "TabTitle", test: "header-tab-title" }, tab.title),
      element("span", { styled: "TabSubtitle", test: "header-tab-subtitle" }, tab.subtitle),
    ),
    element(
      "button",
      {
        styled: "TabClose",
        test: "close-button",
        attributes: { type: "button", "aria-label": "Close" },
        on: { click: () => close(keyOf(route)) },
      },
      icon("close"),
    ),
  );
}
