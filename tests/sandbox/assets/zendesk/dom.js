/**
 * Making nodes, and keeping the page to itself: as React does it, what the page did not make does not survive in its panes
 * (zendesk.md A5). Everything that is shown goes in as text, never as HTML.
 */

const SVG = "http://www.w3.org/2000/svg";

/** The nodes that the page made. @type {WeakSet<Element>} */
const own = new WeakSet();

/** Nodes whose inside belongs to somebody else: the editor's. @type {WeakSet<Element>} */
const foreignGround = new WeakSet();

/** As random as Ember's counters and styled-components' hashes look; another one with every page load. */
const salt = Math.random().toString(36).slice(2, 7);
let counter = 1000 + Math.floor(Math.random() * 9000);

/** An ID of the kind that tells nothing. */
export function emberId() {
  counter += 1;
  return `ember${counter}`;
}

/** A class as styled-components makes them: the stylesheet looks for the first part only. @param {string} name */
function styledClass(name) {
  return `Styled${name}-sc-${salt}-0 ${salt.split("").reverse().join("")}${name.length}`;
}

/**
 * @typedef {object} Look
 * @property {string} [styled] the component's name
 * @property {string} [test] its `data-test-id`
 * @property {string} [id]
 * @property {Record<string, string | boolean | null | undefined>} [attributes] `false`, `null` and `undefined` are left out
 * @property {Record<string, (event: Event) => void>} [on]
 */

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Look} [look]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, look = {}, ...children) {
  const made = document.createElement(tag);
  own.add(made);
  if (look.styled) made.className = styledClass(look.styled);
  if (look.test) made.dataset.testId = look.test;
  if (look.id) made.id = look.id;
  for (const [name, value] of Object.entries(look.attributes ?? {})) {
    if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const [name, listener] of Object.entries(look.on ?? {})) made.addEventListener(name, listener);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The icons: outlines on a grid of 16. */
const ICONS = {
  home: "M2 7l6-5 6 5v7H2zM6 14v-4h4v4",
  views: "M2 3h12M2 8h12M2 13h12",
  customers: "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 14c0-6 12-6 12 0",
  organizations: "M3 14V2h7v12M10 6h3v8M5.500 5h2M5.500 8h2M5.500 11h2",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM11 11l3 3",
  close: "M4 4l8 8M12 4l-8 8",
  down: "M4 6l4 4 4-4",
  note: "M3 2h10v8l-4 4H3zM9 14v-4h4",
  mail: "M1.500 3.500h13v9h-13zM1.500 4l6.500 5 6.500-5",
};

/** @typedef {keyof typeof ICONS} Icon */

/** @param {Icon} name @returns {SVGSVGElement} */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("width", "16");
  svg.setAttribute("height", "16");
  svg.setAttribute("fill", "none");
  svg.setAttribute("stroke", "currentColor");
  svg.setAttribute("stroke-width", "1.4");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  own.add(svg);
  own.add(path);
  return svg;
}

/** Leaves a node's inside alone from now on. @param {Element} node */
export function giveAway(node) {
  foreignGround.add(node);
}

/**
 * Makes these, in this order, the only children; those that are there already are not moved, so that an editor keeps its
 * selection.
 * @param {Element} parent
 * @param {Element[]} children
 */
export function reconcile(parent, children) {
  for (const child of [...parent.childNodes]) {
    if (!children.includes(/** @type {Element} */ (child))) child.remove();
  }
  children.forEach((child, place) => {
    const there = parent.childNodes[place] ?? null;
    if (there !== child) parent.insertBefore(child, there);
  });
}

/** Removes whatever the page did not make. @param {Element} root */
export function sweep(root) {
  for (const child of [...root.children]) {
    if (!own.has(child)) child.remove();
    else if (!foreignGround.has(child)) sweep(child);
  }
}
