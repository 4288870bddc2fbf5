// Whether a user sees the panel as it is drawn: the styles that the page has given to what is around it, and what stands
// over it. The panel asks again and again (src/panel/sight.rs).

/** What would hide, thin out, shift or crop the panel, and the one value of each that does not. */
const PLAIN = Object.entries({
  opacity: "1",
  visibility: "visible",
  filter: "none",
  transform: "none",
  translate: "none",
  rotate: "none",
  scale: "none",
  perspective: "none",
  "clip-path": "none",
  "mask-image": "none",
  "mix-blend-mode": "normal",
  zoom: "1",
});

/**
 * @param {HTMLElement} host
 * @param {HTMLIFrameElement} frame
 */
function isSeen(host, frame) {
  /** @param {Element | null} part @returns {boolean} */
  const isPlain = (part) => {
    if (!part) return true;
    const style = getComputedStyle(part);
    // A property that the browser does not know has no value.
    return PLAIN.every(([name, value]) => [value, ""].includes(style.getPropertyValue(name))) && isPlain(part.parentElement);
  };
  const { left, top, width, height } = frame.getBoundingClientRect();
  const isWhole =
    left >= -1 && Math.abs(top) <= 1 && Math.abs(left + width - innerWidth) <= 20 && width >= Math.min(400, innerWidth - 20) &&
    Math.abs(height - innerHeight) <= 20;
  const shares = [0.02, 0.25, 0.5, 0.75, 0.98];
  // Where the page has scroll bars, nothing of it stands there.
  const isOnTop = shares.every((x) =>
    shares.every((y) => document.elementFromPoint(left + x * (width - 20), top + y * (height - 20)) === host),
  );
  // Of these, one that lets clicks through is found at no point.
  const over = [...document.querySelectorAll(":popover-open, :modal, :fullscreen")].some((element) => {
    const box = element.getBoundingClientRect();
    return element !== host && box.right > left && box.bottom > top && box.top < top + height && box.left < left + width;
  });
  return isWhole && isOnTop && !over && isPlain(frame) && isPlain(host);
}
