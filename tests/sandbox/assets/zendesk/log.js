/** The conversation log: every comment, the internal ones marked. */

import { element } from "./dom.js";
import { settings, words } from "./settings.js";

/**
 * @param {import("./api.js").Comment[]} comments
 * @param {import("./api.js").User[]} users
 * @param {number} requester
 */
export function conversationLog(comments, users, requester) {
  const author = new Map(users.map((user) => [user.id, user]));
  const date = new Intl.DateTimeFormat(settings.locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return element(
    "div",
    { styled: "Log", test: "omni-log-container", attributes: { role: "log" } },
    ...comments.map((comment) => {
      const name = author.get(comment.author_id)?.name ?? "–";
      const item = element(
        "article",
        { styled: "Comment", test: "omni-log-comment-item", attributes: { "data-comment-id": String(comment.id) } },
        element(
          "span",
          { styled: comment.author_id === requester ? "CustomerAvatar" : "Avatar", attributes: { "aria-hidden": "true" } },
          [...name].find((letter) => /\p{L}/u.test(letter)) ?? "?",
        ),
        element(
          "header",
          {},
          element("span", { styled: "Sender", test: "omni-log-item-sender" }, name),
          comment.public
            ? null
            : element("span", { styled: "InternalTag", test: "omni-log-internal-note-tag" }, words.internal),
          element("time", { attributes: { datetime: comment.created_at } }, date.format(new Date(comment.created_at))),
        ),
        element(
          "div",
          { styled: comment.public ? "Message" : "InternalMessage", test: "omni-log-message-content", attributes: { dir: "auto" } },
          comment.plain_body,
        ),
      );
      return item;
    }),
  );
}
