// The worker's loader. Browsers want every listener registered before the first event, while the WASM program is still
// loading: so the listeners are here, and hand everything on once it is there.

import init, {
  actionClicked,
  pageSaid,
  panelSaid,
  portConnected,
  portDisconnected,
  start,
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
