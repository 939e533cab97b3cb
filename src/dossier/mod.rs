//! A dossier (卷宗): the answers and the attachments' records of one filing.
//!
//! The files themselves are kept apart, found by their SHA-256. Time stamps and ids are arguments.

mod assign;
mod attachment;
mod delta;
mod edit;
mod facts;
mod format;
mod kept;
mod migration;
mod model;
mod reading;
mod seen;

pub use assign::{Proposal, Sign, proposals};
pub use attachment::{Attachment, FileRecord, MediaType, PageMark, TextSeen};
pub use delta::Delta;
pub use edit::{Edit, History};
pub use format::{DossierError, FORMAT};
pub use kept::Kept;
pub use migration::{Change, ChangeKind, Migration, MigrationReport, migrate};
pub use model::{Dossier, ProcedureRef, Row};
pub use reading::printed_answer;
pub use seen::{PdfPart, Removed, Seen, SeenInk, SeenPage};
