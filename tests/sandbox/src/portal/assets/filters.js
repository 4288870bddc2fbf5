// The menus of a list and the controls of its filters, for both markups: enough to filter a list by hand as on the real
// panel, with its choice of operators that begins with "..." and then filters nothing.
const railsAdmin = (() => {
  const words = {
    _discard: "...", like: "Contains", not_like: "Does not contain", is: "Is exactly", starts_with: "Starts with",
    ends_with: "Ends with", _present: "Is present", _blank: "Is blank", _not_null: "Is present", _null: "Is blank",
    true: "True", false: "False", default: "Is", between: "Between ... and ...", today: "Today",
    yesterday: "Yesterday", this_week: "This week", last_week: "Last week",
  };
  const textual = ["_discard", "like", "is", "starts_with", "ends_with", "_present", "_blank"];
  const byType = {
    integer: ["default", "between", "_not_null", "_null"],
    date: ["default", "between", "today", "yesterday", "this_week", "last_week", "_not_null", "_null"],
    boolean: ["_discard", "true", "false", "_present", "_blank"],
  };
  byType.datetime = byType.date;

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };

  // What v2 spreads over attributes, v3 has in one.
  const optionsOf = (link) =>
    link.dataset.options
      ? JSON.parse(link.dataset.options)
      : { label: link.dataset.fieldLabel, name: link.dataset.fieldName, type: link.dataset.fieldType };

  const control = (filter) => {
    const index = filter.index ?? String(Date.now()).slice(-5);
    const name = (part) => `f[${filter.name}][${index}][${part}]`;
    const operators = (filter.operators ?? byType[filter.type] ?? textual).filter((word) => word !== "_separator");
    const alone = filter.type === "boolean" || filter.type === "enum";
    const chosen = alone ? filter.value : filter.operator;
    const select = element("select", { name: name(alone ? "v" : "o"), class: "form-control input-small" });
    operators.forEach((operator) => {
      const value = operator.value ?? operator;
      const option = element("option", { value }, operator.label ?? words[operator] ?? operator);
      option.selected = String(value) === String(chosen);
      select.append(option);
    });
    const remove = element("button", { type: "button", class: "btn btn-info delete" }, "✕");
    const row = element("p", { class: "filter" }, remove, element("span", { class: "label form-label" }, filter.label), select);
    if (!alone) {
      const dated = ["date", "datetime", "integer"].includes(filter.type);
      const values = [].concat(filter.value ?? "");
      const fields = dated ? [0, 1, 2] : [0];
      const inputs = fields.map((at) =>
        element("input", { type: "text", class: "form-control input-small", name: name(dated ? "v][" : "v"), value: values[at] ?? "" }));
      const show = () => inputs.forEach((input, at) => {
        const between = select.value === "between";
        input.hidden = dated && (select.value === "default" ? at > 0 : !between || at === 0);
      });
      select.addEventListener("change", show);
      show();
      row.append(...inputs);
    }
    remove.addEventListener("click", () => row.remove());
    return row;
  };

  const separate = () => {
    const line = document.querySelector("hr.filters_box");
    if (line) line.hidden = !document.querySelector("#filters_box .filter");
  };

  // Called once a page, or its content, has come in.
  const setUp = () => {
    const box = document.querySelector("#filters_box");
    box?.replaceChildren(...JSON.parse(box.dataset.options ?? "[]").map(control));
    separate();
    document.querySelectorAll(".animate-width-to").forEach((bar) => { bar.style.width = bar.dataset.animateWidthTo; });
  };

  document.addEventListener("click", (event) => {
    const within = (selector) => event.target.closest(selector);
    const opened = within(".dropdown-toggle")?.nextElementSibling;
    document.querySelectorAll(".dropdown-menu.show").forEach((menu) => menu !== opened && menu.classList.remove("show"));
    const filter = within("#filters a");
    if (opened) {
      opened.classList.toggle("show");
    } else if (filter) {
      document.querySelector("#filters_box").append(control(optionsOf(filter)));
      separate();
    } else if (within("#remove_filter")) {
      document.querySelector("#filters_box").replaceChildren();
      document.querySelector("#list input[name=query]").value = "";
      document.querySelector("#list form").requestSubmit();
    } else if (within("[data-bs-dismiss], [data-dismiss]")) {
      within(".alert").remove();
    } else if (!within("a[href='#']")) {
      return;
    }
    event.preventDefault();
  });

  return { setUp, plain: (event) => event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) };
})();
