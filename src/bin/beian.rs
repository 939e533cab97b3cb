//! The native command line; see `beian::cli`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    beian::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {
    // The command line is native; in the browser there is nothing to start.
}
