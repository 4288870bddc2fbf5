// The worker's loader. Browsers want every listener registered before the first event, while the WASM program is still
// loading: so the listeners are here, and hand everything on once it is there.

import init, {
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

const ready = init().then(start);
let connections = 0;

chrome.runtime.onConnect.addListener((port) => {
  const panel = ++connections;
  port.onMessage.addListener((message) => ready.then(() => panelSaid(panel, message)));
  port.onDisconnect.addListener(() => ready.then(() => portDisconnected(panel)));
  ready.then(() => portConnected(panel, port));
});

chrome.runtime.onMessage.addListener((message, sender) => {
  ready.then(() => pageSaid(message, sender));
});

chrome.action.onClicked.addListener((tab) => {
  ready.then(() => actionClicked(tab));
});

chrome.commands.onCommand.addListener((command, tab) => {
  if (command === "find-organization") ready.then(() => searchCommanded(tab));
});

chrome.contextMenus.onClicked.addListener((info, tab) => {
  ready.then(() => menuClicked(info, tab));
});

// Of the words of the handbook alone, which the options page keeps.
chrome.storage.local.onChanged.addListener(() => {
  ready.then(() => wordingChanged());
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
