// What jquery-pjax does to the pages of rails_admin 2.x, as far as anybody else on the page can tell: only the content's
// inner HTML changes, <body> stays, and as its events are jQuery's own, no listener on the document hears of anything.
(() => {
  const contents = new Map();
  const container = () => document.querySelector("[data-pjax-container]");
  let here = Date.now();

  const keep = () => contents.set(here, { title: document.title, nodes: [...container().childNodes] });

  const visit = async (url) => {
    const asked = new URL(url);
    asked.searchParams.set("_pjax", "[data-pjax-container]");
    const headers = {
      Accept: "text/html, */*; q=0.01",
      "X-PJAX": "true",
      "X-PJAX-Container": "[data-pjax-container]",
      "X-Requested-With": "XMLHttpRequest",
    };
    const response = await fetch(asked, { headers, credentials: "same-origin" }).catch(() => null);
    const html = response?.ok ? await response.text() : null;
    if (html === null || /<html/i.test(html)) {
      location.href = url;
      return;
    }
    keep();
    here = Date.now();
    history.pushState({ id: here }, "", url);
    container().innerHTML = html;
    const title = container().querySelector("title");
    document.head.querySelector("title")?.remove();
    document.head.append(title);
    railsAdmin.setUp();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.pjax, th.pjax");
    if (!link || event.defaultPrevented || !railsAdmin.plain(event)) return;
    event.preventDefault();
    visit(new URL(link.href ?? link.dataset.href, location.href).href);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches(".pjax-form")) return;
    event.preventDefault();
    const url = new URL(form.action);
    // As jQuery's serialize does: spaces as %20, not as a plus.
    const query = new URLSearchParams(new FormData(form)).toString().replaceAll("+", "%20");
    url.search = url.search ? `${url.search}&${query}` : query;
    visit(url.href);
  });

  addEventListener("popstate", (event) => {
    const kept = contents.get(event.state?.id);
    if (!kept) {
      location.reload();
      return;
    }
    keep();
    here = event.state.id;
    container().replaceChildren(...kept.nodes);
    document.title = kept.title;
  });

  history.replaceState({ id: here }, "", location.href);
  railsAdmin.setUp();
})();
