//! Field checks, material checks and rules in CEL → findings and the verdict.
//!
//! Three-valued: a rule that reads a blank or unreadable answer *waits*; it neither fails nor passes.
//! A rule that cannot be evaluated for any other reason is itself a blocking finding, never silence.

mod documentation;
mod engine;
mod finding;
mod functions;
pub mod grouping;
mod material;
mod progress;
mod rule;
mod scope;

pub use documentation::{Documentation, Example, case_dossier};
pub use engine::{Coverage, Engine};
pub use finding::{ClockReport, Finding, Place, Report, State, Verdict};
pub use progress::{Progress, Step};
pub use rule::RuleOutcome;
