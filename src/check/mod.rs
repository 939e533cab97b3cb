//! Field checks, material checks and rules in CEL → findings and the verdict.
//!
//! Three-valued: what reads a blank or unreadable answer *waits*; it neither fails nor passes.

mod engine;
mod finding;
pub mod grouping;

pub use engine::{Coverage, Engine};
pub use finding::{ClockReport, Finding, Place, Report, State, Verdict};
