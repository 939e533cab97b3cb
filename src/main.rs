//! Mounts the page, and marks where its program is taken apart.

#[cfg(target_arch = "wasm32")]
mod parts {
    //! The entries of the parts that are fetched later; see `beian::ui::parts`. They stand here and not in
    //! the library, because whatever links such a function would carry its part along: the worker would.

    use beian::ui::checks::Compile;
    use beian::ui::parts::{Desk, Draw, NotFetched, Part, Parts};
    use beian::ui::{checks, desk, guard};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// How to fetch them all.
    pub(super) fn all() -> Parts {
        Parts {
            checks: Part::new(|| Box::pin(async { checks().await.map_err(|_| NotFetched) })),
            desk: Part::new(|| Box::pin(async { desk().await.map_err(|_| NotFetched) })),
            guard: Part::new(|| Box::pin(async { guard().await.map_err(|_| NotFetched) })),
        }
    }

    #[wasm_split(checks, fallible)]
    fn checks() -> Result<Compile, SplitLoaderError> {
        Ok(checks::compile)
    }

    #[wasm_split(desk, fallible)]
    fn desk() -> Result<Desk, SplitLoaderError> {
        Ok(desk::DESK)
    }

    #[wasm_split(guard, fallible)]
    fn guard() -> Result<Draw, SplitLoaderError> {
        Ok(guard::draw)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    beian::ui::mount(parts::all());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    // The page lives in the browser; natively there is nothing to start.
}
