// The button at the edge of a host page that opens the panel.

function makeLauncher() {
  const launcher = document.createElement("button");
  launcher.type = "button";
  launcher.title = "Open Vouch";
  launcher.setAttribute("aria-label", "Open Vouch");
  launcher.style.cssText = `
    position: fixed; right: 0; top: 40%; z-index: 2147483647; width: 30px; height: 38px; padding: 0 2px 0 4px;
    border: 1px solid #0002; border-right: 0; border-radius: 8px 0 0 8px; background: #1f4b99; cursor: pointer;
    box-shadow: 0 1px 4px #0004;`;
  /** @param {string} name @param {Record<string, string>} attributes */
  const svg = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const icon = svg("svg", { viewBox: "0 0 32 32", width: "20", height: "20" });
  icon.append(
    svg("path", {
      d: "M7.5 10.5l6.2 12.2a1.2 1.2 0 0 0 2.1 0L25 6.5",
      fill: "none",
      stroke: "#fff",
      "stroke-width": "4.2",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
  launcher.append(icon);
  return launcher;
}
