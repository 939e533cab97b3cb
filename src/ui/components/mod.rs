//! What several pages share.

mod shell;
mod toasts;

pub use shell::Shell;
pub use toasts::Toasts;
