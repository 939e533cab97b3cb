//! The rows of a roster (清单) in a table that stays quick with thousands of them.
//!
//! Reading order: [`columns`] and [`cell`] (what stands in the table), [`standing`] (what was found about
//! each row), [`view`] (which rows are shown), [`edits`] and [`order`] (what can be done with rows), [`keys`]
//! and [`hands`] (what is asked of the page and what it does), then the components: `line` (one row), `grid` (the table; only lines in sight are rendered), `panel` (one
//! row as questions), `papers` (its files), `tools` (the bar above), `printed` (the whole table on paper), `page`.
//!
//! Focus stays on the grid and the cell at hand is named to it, so that lines may come and go under the
//! reader. Sorting changes the order of the rows themselves: printed lists follow it, and the number of a
//! row on screen is the one that findings name.

mod cell;
mod columns;
mod edits;
mod grid;
mod hands;
mod keys;
mod line;
mod order;
mod page;
mod panel;
mod papers;
mod printed;
mod standing;
mod table;
mod tools;
mod view;

pub use page::RosterPage;
