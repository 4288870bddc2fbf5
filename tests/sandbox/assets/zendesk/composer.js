/** The composer: a channel, an editor with this ticket's draft, and the buttons that only a person presses. */

import { submit } from "./api.js";
import { ChannelSwitcher } from "./channel.js";
import { element, emberId, giveAway, icon } from "./dom.js";
import { mountEditor } from "./editor.js";
import { has, settings, words } from "./settings.js";

/** What was left unsent in a tab that was closed. @type {Map<number, string>} */
const drafts = new Map();

export class Composer {
  /** @param {number} ticket @param {string} status */
  constructor(ticket, status) {
    this.ticket = ticket;
    /** @type {import("./editor.js").Editor | null} */
    this.editor = null;
    this.switcher = new ChannelSwitcher(ticket, () => this.channelChanged());
    this.host = element("div", { styled: "EditorHost", test: "ticket-rich-text-editor" });
    giveAway(this.host);
    this.sent = element("span", { styled: "Muted", attributes: { role: "status" } });
    // The switcher is inside of the editor's view, or both are in one part of the page: either was read (zendesk.md A3).
    const top = element("div", { styled: "ComposerTop" }, this.switcher.button);
    const view = element("div", { test: "editor-view" }, has("nested") ? top : null, this.host);
    this.box = element(
      "div",
      { styled: "Composer", test: "omnicomposer-box", id: emberId(), attributes: { "data-channel-look": "web" } },
      has("nested") ? null : top,
      view,
      this.toolbar(),
    );
    // What the page does by itself, when a test says so.
    this.box.addEventListener("sandbox-remount", (event) => {
      this.remount(/** @type {CustomEvent<boolean>} */ (event).detail);
    });
    this.box.addEventListener("sandbox-replace-switcher", () => this.replaceSwitcher());
    this.node = element(
      "div",
      { styled: "ComposerArea", attributes: { "data-ticket-id": String(ticket) } },
      this.box,
      this.footer(status),
    );
  }

  toolbar() {
    return element(
      "div",
      { styled: "ComposerTools", test: "omnichannel-composer-toolbar" },
      element("ul", { test: "ticket-editor-app-icon-view" }),
      element(
        "button",
        { test: "rich-text-editor-draft-mode-button", attributes: { type: "button", "data-active": "false" } },
        words.draft,
      ),
      this.button("omnichannel-omnicomposer-send-button", words.send),
    );
  }

  /** @param {string} status */
  footer(status) {
    return element(
      "footer",
      { styled: "Footer" },
      this.sent,
      this.button("submit_button-button", `${words.submitAs} ${status}`),
      element(
        "button",
        { styled: "Primary", test: "submit_button-menu-button", attributes: { type: "button", "aria-label": words.submitAs } },
        icon("down"),
      ),
    );
  }

  /** A button that would send the comment. @param {string} test @param {string} label */
  button(test, label) {
    return element("button", { styled: "Primary", test, attributes: { type: "button" }, on: { click: () => this.submit() } }, label);
  }

  async mount() {
    await this.mountEditor(drafts.get(this.ticket) ?? "");
  }

  /** @param {string} data */
  async mountEditor(data) {
    if (settings.composer === "no-editor") return this.host.replaceChildren(words.noEditor);
    try {
      this.editor = await mountEditor(this.host, data, words[this.switcher.channel]);
    } catch {
      this.host.replaceChildren(words.noEditor);
    }
  }

  /** The draft stays whatever the channel is; the editor may be another one afterwards. */
  async channelChanged() {
    this.box.dataset.channelLook = this.switcher.channel;
    const { remount } = settings;
    if (remount) setTimeout(() => this.remount(remount.keepsText), remount.after);
  }

  /** Throws the editor away and mounts a new one. @param {boolean} keepsText */
  async remount(keepsText) {
    const { editor } = this;
    if (!editor) return;
    const data = keepsText ? editor.getData() : "";
    this.editor = null;
    await editor.destroy();
    this.host.replaceChildren();
    await this.mountEditor(data);
  }

  /** Makes the switcher anew; its channel stays. */
  replaceSwitcher() {
    const { button, channel } = this.switcher;
    this.switcher.close();
    this.switcher = new ChannelSwitcher(this.ticket, () => this.channelChanged(), channel);
    button.replaceWith(this.switcher.button);
  }

  async submit() {
    const text = this.editor?.ui.getEditableElement().innerText ?? "";
    await submit({ ticket: this.ticket, channel: this.switcher.channel, text });
    this.sent.textContent = "Recorded by the sandbox; nothing was sent.";
  }

  unmount() {
    this.switcher.close();
    drafts.set(this.ticket, this.editor?.getData() ?? "");
    this.editor?.destroy();
  }
}
