/** The channel switcher: whether what is written goes to the customer. Its menu opens outside the composer (zendesk.md A3). */

import { element, emberId, icon } from "./dom.js";
import { has, words } from "./settings.js";

/** @typedef {"web" | "internal"} Channel */

/** How long React takes to open the menu or to change the channel, about. */
const PAUSE = 60;

export const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

export class ChannelSwitcher {
  /**
   * Answers are public unless somebody says otherwise: both instances are set so (zendesk.md 0).
   * @param {number} ticket @param {(channel: Channel) => void} changed @param {Channel} [channel]
   */
  constructor(ticket, changed, channel = "web") {
    this.changed = changed;
    this.channel = channel;
    /** @type {HTMLElement | null} */
    this.menu = null;
    /** A closed menu that stays in the page. @type {HTMLElement | null} */
    this.kept = null;
    this.menuId = emberId();
    this.label = element("span", {});
    this.symbol = element("span", {});
    this.button = element(
      "button",
      {
        styled: "Channel",
        test: "omnichannel-channel-switcher-button",
        attributes: {
          type: has("type") && "button",
          "aria-haspopup": has("popup") && "true",
          "aria-expanded": has("expanded") && "false",
          "aria-controls": has("controls") && this.menuId,
          "data-channel-switcher-trigger-for-ticket-id": String(ticket),
        },
        on: { click: () => (this.menu ? this.close() : this.open()) },
      },
      this.symbol,
      this.label,
      icon("down"),
    );
    this.show();
  }

  show() {
    this.button.dataset.channel = this.channel;
    if (has("label")) this.button.setAttribute("aria-label", `${words.channel}: ${words[this.channel]}`);
    if (has("text")) this.label.textContent = words[this.channel];
    this.symbol.replaceChildren(icon(this.channel === "internal" ? "note" : "mail"));
  }

  async open() {
    await pause();
    if (this.menu || !this.button.isConnected) return;
    const menu =
      this.kept ??
      element(
        "ul",
        { styled: "ChannelMenu", id: this.menuId, attributes: { role: has("roles") && "menu" } },
        this.item("web"),
        this.item("internal"),
      );
    menu.style.display = "";
    const { left, top } = this.button.getBoundingClientRect();
    menu.style.left = `${left}px`;
    menu.style.bottom = `${innerHeight - top + 4}px`;
    document.body.append(menu);
    this.menu = menu;
    if (has("expanded")) this.button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.outside, true);
  }

  /** @param {Channel} channel */
  item(channel) {
    return element(
      "li",
      {
        test: `omnichannel-channel-switcher-menuitem-${channel}`,
        attributes: {
          role: has("roles") && "menuitemradio",
          tabindex: has("focusable") && "-1",
          "aria-checked": has("checked") && String(channel === this.channel),
        },
        on: { click: () => this.choose(channel) },
      },
      icon(channel === "internal" ? "note" : "mail"),
      words[channel],
    );
  }

  /** @param {Event} event */
  outside = (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!this.menu?.contains(target) && !this.button.contains(target)) this.close();
  };

  close() {
    if (has("kept") && this.menu) {
      this.kept = this.menu;
      this.kept.style.display = "none";
    } else {
      this.menu?.remove();
    }
    this.menu = null;
    if (has("expanded")) this.button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.outside, true);
  }

  /** @param {Channel} channel */
  async choose(channel) {
    this.close();
    await pause();
    if (channel === this.channel) return;
    this.channel = channel;
    this.show();
    this.changed(channel);
  }
}
