// What Turbo 7.3 does to the pages of rails_admin 3.x, as far as anybody else on the page can tell: a visit replaces
// <body> by a new element, Back brings a snapshot back without a request, and the events are DOM events on the document.
(() => {
  const snapshots = new Map();
  let here = location.href;
  let visits = 0;

  const fire = (name, detail = {}, cancelable = false, target = document) =>
    target.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable, detail }));

  const cache = () => {
    fire("turbo:before-cache");
    snapshots.set(here, document.body.cloneNode(true));
  };

  const render = (newBody, isPreview = false) => {
    document.documentElement.toggleAttribute("data-turbo-preview", isPreview);
    fire("turbo:before-render", { newBody, isPreview, resume() {} }, true);
    document.body.replaceWith(newBody);
    fire("turbo:render", { isPreview });
    railsAdmin.setUp();
    fire("rails_admin.dom_ready");
  };

  const tracked = (page) =>
    [...page.querySelectorAll("[data-turbo-track=reload]")].map((asset) => asset.href ?? asset.src).join();

  // Pages of another kind, the log-in among them, are loaded in full.
  const load = async (url, action) => {
    const fetchOptions = { headers: { Accept: "text/html, application/xhtml+xml" }, credentials: "same-origin" };
    fire("turbo:before-fetch-request", { url, fetchOptions, resume() {} }, true);
    const mine = visits;
    const response = await fetch(url, fetchOptions).catch(() => null);
    const html = await response?.text().catch(() => null);
    if (mine !== visits) return;
    fire("turbo:before-fetch-response", { fetchResponse: response }, true);
    const page = new DOMParser().parseFromString(html ?? "", "text/html");
    if (!tracked(page) || tracked(page) !== tracked(document)) {
      location.href = url;
      return;
    }
    if (document.documentElement.hasAttribute("data-turbo-preview")) {
      history.replaceState({ turbo: {} }, "", response.url);
    } else {
      cache();
      if (action === "advance") history.pushState({ turbo: {} }, "", response.url);
    }
    here = location.href;
    const token = (from) => from.querySelector("meta[name=csrf-token]");
    token(document).content = token(page).content;
    render(document.adoptNode(page.body));
    fire("turbo:load", { url: here });
  };

  const visit = async (url, action) => {
    visits += 1;
    fire("turbo:visit", { url, action });
    const snapshot = snapshots.get(url)?.cloneNode(true);
    if (!snapshot) return load(url, action);
    cache();
    if (action === "advance") history.pushState({ turbo: {} }, "", url);
    here = url;
    render(snapshot, action === "advance");
    if (action === "advance") return load(url, action);
    fire("turbo:load", { url });
  };

  const propose = (url) => fire("turbo:before-visit", { url }, true) && visit(url, "advance");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !railsAdmin.plain(event)) return;
    if (link.origin !== location.origin || link.target || link.hasAttribute("download") || link.closest("[data-turbo=false]")) return;
    if (link.getAttribute("href").startsWith("#") || /\.(?!html?$)\w+$/.test(link.pathname)) return;
    if (!fire("turbo:click", { url: link.href, originalEvent: event }, true, link)) return;
    event.preventDefault();
    propose(link.href);
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "get" || form.closest("[data-turbo=false]")) return;
    event.preventDefault();
    fire("turbo:submit-start", {}, true, form);
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form)).toString();
    await propose(url.href);
    fire("turbo:submit-end", { success: true });
  });

  addEventListener("popstate", (event) => {
    if (event.state?.turbo) visit(location.href, "restore");
  });

  history.replaceState({ turbo: {} }, "", here);
  railsAdmin.setUp();
  fire("rails_admin.dom_ready");
  fire("turbo:load", { url: here });
})();
