//! The native command line; see `beian::cli`.

/// Checks make and drop many small values, in folders of packages on all cores at once: the system's own allocator
/// takes a fifth of their time.
#[cfg(not(target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    beian::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {
    // The command line is native; in the browser there is nothing to start.
}
