// The worker's loader. Browsers want every listener registered before the first event, while the WASM program is still
// loading: so the listeners are here, and hand everything on once it is there. Where the program breaks, they start it
// anew, without the one case that it worked on.

import init, {
  __wbg_reset_state as renew,
  actionClicked,
  menuClicked,
  pageSaid,
  panelSaid,
  portConnected,
  portDisconnected,
  searchCommanded,
  start,
  wordingChanged,
} from "./wasm/worker.js";

/** How often the program is started anew, for as long as the browser keeps this worker. */
const MOST_TIMES = 5;

/** What the program works on, as it says itself: the name of what it keeps of a case; empty for nothing. */
const work = { on: "" };
/** @type {Set<chrome.runtime.Port>} */
const ports = new Set();
let connections = 0;
let broke = 0;
let brokeAtStart = 0;
let isStarting = false;
let isOver = false;
/** @type {string[]} What the program worked on when it broke, until it has started again. */
let lost = [];
let ready = init().then(begin);

async function begin() {
  isStarting = true;
  await start(work, lost);
  isStarting = false;
  brokeAtStart = 0;
  lost = [];
}

/**
 * Has the program do something, once it is there. What was said to a program that broke meanwhile is dropped.
 * @param {() => unknown} call
 */
function enter(call) {
  const program = ready;
  program.then(() => {
    if (program !== ready) return;
    try {
      call();
    } catch (error) {
      mend(error);
    }
  });
}

/**
 * What nobody has caught has left the program half-way through its work, and deaf to all that comes.
 * @param {unknown} error
 */
function mend(error) {
  // What the program before has asked for comes too late: its closures say so.
  if (isOver || String(error).includes("previous WASM instance")) return;
  if (work.on) lost.push(work.on);
  work.on = "";
  if (isStarting) brokeAtStart += 1;
  broke += 1;
  isOver = brokeAtStart > 1 || broke > MOST_TIMES;
  if (isOver) {
    ready = new Promise(() => {});
    for (const port of ports) port.postMessage("stopped");
    return;
  }
  renew();
  ready = begin();
  for (const port of ports) port.postMessage("started_anew");
}

self.addEventListener("error", (event) => {
  event.preventDefault();
  mend(event.error);
});

self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  mend(event.reason);
});

// What is kept is for the extension's own pages alone, and not for the scripts in host pages.
for (const area of [chrome.storage.local, chrome.storage.session]) area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });

chrome.runtime.onConnect.addListener((port) => {
  // A page's whole document, which is nothing for the panels that hear what is sent to all.
  if (port.name === "page") {
    port.onMessage.addListener((message) => enter(() => pageSaid(message, port.sender)));
    return;
  }
  const panel = ++connections;
  ports.add(port);
  port.onMessage.addListener((message) => enter(() => panelSaid(panel, message)));
  port.onDisconnect.addListener(() => {
    ports.delete(port);
    enter(() => portDisconnected(panel));
  });
  if (isOver) port.postMessage("stopped");
  enter(() => portConnected(panel, port));
});

chrome.runtime.onMessage.addListener((message, sender) => {
  enter(() => pageSaid(message, sender));
});

chrome.action.onClicked.addListener((tab) => {
  enter(() => actionClicked(tab));
});

chrome.commands.onCommand.addListener((command, tab) => {
  if (command === "find-organization") enter(() => searchCommanded(tab));
});

chrome.contextMenus.onClicked.addListener((info, tab) => {
  enter(() => menuClicked(info, tab));
});

// Of the words of the handbook alone, which the options page keeps.
chrome.storage.local.onChanged.addListener(() => {
  enter(() => wordingChanged());
});

// The browsers keep the item from then on; an update of the extension installs it anew.
chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.removeAll(() => {
    chrome.contextMenus.create({
      id: "find-organization",
      title: "Find organization by Salesforce ID",
      contexts: ["selection"],
      documentUrlPatterns: chrome.runtime.getManifest().host_permissions,
    });
  });
});
