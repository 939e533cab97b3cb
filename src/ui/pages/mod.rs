//! The pages, one file each.

mod assign;
mod calendar;
mod changes;
mod decision;
mod findings;
mod form;
mod home;
mod law;
mod materials;
mod paper;
mod print;
mod review;
mod roster;
mod tasks;
mod timeline;
mod verify;
mod write;

pub use assign::AssignPage;
pub use calendar::CalendarPage;
pub use changes::ChangesPage;
pub use decision::{AskPage, DecisionPage};
pub use findings::FindingsPage;
pub use form::FormPage;
pub use home::HomePage;
pub use law::LawPage;
pub use materials::MaterialsPage;
pub use paper::PaperPage;
pub use print::PrintPage;
pub use review::ReviewPage;
pub use roster::RosterPage;
pub use tasks::TasksPage;
pub use timeline::TimelinePage;
pub use verify::VerifyPage;
pub use write::WritePage;
