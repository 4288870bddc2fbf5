
// Only in the sandbox's package, at the end of its worker.js: a test says on which cases the program is to trap, and after
// how much of its work on them.
{
  const channel = new BroadcastChannel("trap");
  // (module (func (export "trap") unreachable))
  const module = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0];
  const code = [10, 5, 1, 3, 0, 0, 11];
  const { trap } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([...module, ...code]))).exports;
  let armed = [];
  channel.onmessage = ({ data }) => {
    armed = data;
    channel.postMessage("armed");
  };
  let on = "";
  Object.defineProperty(work, "on", {
    get: () => on,
    set: (name) => {
      on = name;
      if (armed.length > 0 && name.endsWith(armed[0].on) && armed[0].after-- === 0) {
        armed.shift();
        trap();
      }
    },
  });
}
