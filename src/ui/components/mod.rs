//! What several pages share.

mod clauses;
mod clock_table;
mod drop_zone;
mod file_card;
mod filing_summary;
mod finding_row;
mod package_opener;
mod preview;
mod progress;
mod severity;
mod shell;
mod toasts;
mod verdict;

pub use clauses::Clauses;
pub use clock_table::ClockTable;
pub use drop_zone::{DropZone, use_drop_guard};
pub use file_card::FileCard;
pub use filing_summary::FilingSummary;
pub use finding_row::FindingRow;
pub use package_opener::PackageOpener;
pub use preview::{BlobAddress, Preview};
pub use progress::{ProgressLine, work_line};
pub use severity::{Weight, WeightMark};
pub use shell::Shell;
pub use toasts::Toasts;
pub use verdict::{VerdictBanner, count as verdict_count, verdict_text};
