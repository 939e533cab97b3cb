//! Mounts the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    beian::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    // The page lives in the browser; natively there is nothing to start.
}
