//! Field checks, material checks and rules in CEL → findings and the verdict.
//!
//! Three-valued: a rule that reads a blank or unreadable answer *waits*; it neither fails nor passes.
//! A rule that cannot be evaluated for any other reason is itself a blocking finding, never silence.

mod answered;
mod asked;
mod changes;
mod checked;
mod clock;
mod condition;
mod copies;
mod decision;
mod documentation;
mod engine;
mod finding;
mod found_text;
mod functions;
pub mod grouping;
mod known;
mod known_prints;
mod light;
mod machine;
mod material;
pub mod matrix;
mod memory;
mod named;
mod prints;
mod progress;
mod report;
mod row_plan;
mod rows;
mod rule;
mod scans;
mod scope;
mod texts;
pub mod timeline;
mod values;
mod written;

pub use answered::Coverage;
pub use asked::Asked;
pub use clock::{ClockReport, Left, Standing};
pub use copies::{FILE_OF_SEVERAL_ROWS, FILE_WITHOUT_ROW, ROW_WITH_SEVERAL_FILES, ROW_WITHOUT_FILE};
pub use decision::{ChangeReport, DecisionReport, StepReport, StepState};
pub use documentation::{Documentation, Example, case_dossier};
pub use engine::Engine;
pub use finding::{Finding, Place, PrintedTitle, Report, State, States, Verdict};
pub use found_text::{is_searched, names as wanted_names, wants_search, without_pages_of};
pub use memory::Memory;
pub use prints::OUTDATED;
pub use progress::{Progress, Step};
pub use rule::RuleOutcome;
pub use texts::{NOT_ANSWERED, NOT_PUBLISHED, Texts};
pub use written::Written;
