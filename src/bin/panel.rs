//! The panel: a page of the extension, shown in a frame in the host page.

fn main() {
    #[cfg(target_arch = "wasm32")]
    vouch::panel::start();
}
