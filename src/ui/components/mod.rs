//! What several pages share.

mod clauses;
mod clock_table;
mod dossier_shell;
mod drop_zone;
mod file_card;
mod file_preview;
mod filing_summary;
mod finding_note;
mod finding_row;
mod frame;
mod icon;
mod later;
mod numeral;
mod preview;
mod progress;
mod result_button;
mod roster_summary;
mod save_status;
mod saved_file;
mod segments;
mod severity;
mod shell;
mod steps_nav;
mod summary;
mod summary_text;
mod toasts;
mod verdict;
mod verdict_chip;

pub use clauses::{Cited, basis_link, clauses};
pub use clock_table::{
    WEEKDAYS, clock_left, clock_outcome, clock_standing, clock_table, count_table, month_steps,
};
pub use dossier_shell::{Standing, dossier_shell, use_undo_keys, window_title};
pub use drop_zone::{DropZone, use_drop_guard};
pub use file_card::{FileCard, remove_button};
pub use file_preview::{FilePreview, use_file_preview};
pub use filing_summary::FilingSummary;
pub use finding_note::{ToldAt, finding_note};
pub use finding_row::{finding_row, waiting_row};
pub use frame::{LOCK, to_top_of_page, use_page_change};
pub use icon::icon;
pub use later::later;
pub use numeral::numeral;
pub use preview::{BlobAddress, Preview};
pub use progress::{Batch, progress_line, work_line};
pub use result_button::{ResultButton, ResultButtonProps};
pub use saved_file::saved_file;
pub use segments::{Segment, segments};
pub use severity::{Weight, weight_mark};
pub use shell::Shell;
pub use steps_nav::step_number;
pub use summary::ErrorSummary;
pub(in crate::ui) use summary_text::masked;
pub use toasts::Toasts;
pub use verdict::{count as verdict_count, verdict_banner, verdict_text};
