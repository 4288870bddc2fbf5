// The panel's loader: the policy of extension pages allows no inline script.
import init from "./wasm/panel.js";

await init();
