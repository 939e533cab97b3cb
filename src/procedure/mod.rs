//! A procedure (事项) as data: what is asked, which materials, which rules, how it is printed.
//!
//! Invariants: ids are unique and are valid CEL names; every reference resolves; every CEL text parses.
//! [`load`] refuses a definition that breaks one of them, naming file, path and reason.

mod audit;
mod audit_decision;
mod audit_documents;
mod audit_rosters;
mod audit_was;
mod clock;
mod decision;
pub mod expression;
mod field;
mod load;
mod machine;
mod material;
mod model;
mod outline;
mod paper;
mod parameter;
mod printed;
mod printed_answers;
mod records;
mod roster;
mod rule;
mod schema;

pub(crate) use audit_decision::OUTCOME;
pub use clock::{Clock, Length, Unit};
pub use decision::{Decision, DecisionChange, DecisionStep, Outcome, Undecided};
pub use field::Field;
pub use load::{DefinitionError, DefinitionProblem, load};
pub use machine::{Machine, MachineMove, MachineState};
pub use material::{Material, Scans, Slot};
pub use model::{Ask, Clause, Procedure, Section, Source, Stage};
pub use outline::outline;
pub use paper::{PaperCell, PaperContent, PaperForm, PrintedGrid, Statement};
pub use parameter::{EarlierValue, Parameter, ParameterValue, Valid};
pub use printed::{
    ConditionalItem, Preset, PrintedBlock, PrintedColumn, PrintedContent, PrintedDocument, PrintedItem,
    PrintedSeal, RosterTable,
};
pub use printed_answers::PrintedAnswers;
pub use records::{RecordColumn, RecordPart, RecordTable};
pub use roster::{DerivedValue, Roster};
pub use rule::{Rule, RuleCase};
pub use schema::definition_schema;
