//! The official texts clause by clause, the ledger of what the program does about each clause, and which
//! parts of a procedure cite it.
//!
//! Data: `www/law/measures.json` and `www/law/guide.json` hold the texts verbatim, `www/law/ledger.json`
//! the ledger. A *code* names a clause in all three and in procedures: `M12-1-4` = 办法 article 12,
//! paragraph 1, item 4; `G3-4` = guide, part 3, item 4; `A1-…` = 附件1, `A2-…` = the printed form.
//!
//! Invariant: codes are unique in a text and in the ledger. A clause that only introduces its items
//! (`M5-1`) need not stand in the ledger when all of its items do.

mod citations;
mod ledger;
mod outline;
mod search;
mod text;

pub use citations::{Citations, citations};
pub use ledger::{Entry, How, Ledger, Treatment, Who};
pub use outline::{Piece, Running, outline};
pub use search::{Query, pieces};
pub use text::{LawClause, LawError, LawText, Layout};

/// The official texts, by the names of their files in `www/law/`, in the order in which they are shown.
pub const TEXTS: [&str; 2] = ["measures", "guide"];
