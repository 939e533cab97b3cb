//! What keys mean in the grid.

/// A cell: the position of its row among those shown, and of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) row: usize,
    pub(super) column: usize,
}

/// What the reader asks of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Go to a cell.
    Go(Spot),
    /// Answer in a cell, or in the panel where the cell is too small for that.
    Edit(Spot),
    /// Open the row of a cell as questions.
    Open(Spot),
    /// Stop answering in the cell; with `true` put back what stood there.
    Leave(bool),
    /// Select a row, or take that back; with `true` all from the one before.
    Select(usize, bool),
    /// Select all rows shown, or none.
    SelectAll,
    /// Clear the cell at hand.
    Clear,
    /// Remove the rows selected, or the one at hand.
    Remove,
    /// Move the row at hand up, or with `true` down.
    Move(bool),
    /// Put the rows in the order of a column.
    Sort(usize),
}

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press<'a> {
    pub(super) key: &'a str,
    /// Ctrl, or ⌘.
    pub(super) control: bool,
    pub(super) shift: bool,
    pub(super) alt: bool,
}

/// How many rows and columns there are, and how many rows are in sight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) page: usize,
}

impl Press<'_> {
    /// While no cell is being answered.
    pub(super) fn act(self, at: Spot, size: Size) -> Option<Act> {
        let Spot { row, column } = at;
        let (last_row, last_column) = (size.rows.checked_sub(1)?, size.columns.checked_sub(1)?);
        let go = |row: usize, column: usize| {
            Some(Act::Go(Spot { row: row.min(last_row), column: column.min(last_column) }))
        };
        match (self.key, self.control, self.alt) {
            ("ArrowUp" | "ArrowDown", false, true) => Some(Act::Move(self.key == "ArrowDown")),
            ("ArrowUp", false, _) => go(row.saturating_sub(1), column),
            ("ArrowDown", false, _) => go(row + 1, column),
            ("ArrowUp" | "Home", true, _) => go(0, if self.key == "Home" { 0 } else { column }),
            ("ArrowDown" | "End", true, _) => {
                go(last_row, if self.key == "End" { last_column } else { column })
            }
            ("ArrowLeft", false, _) => go(row, column.saturating_sub(1)),
            ("ArrowRight", false, _) => go(row, column + 1),
            ("Home", ..) | ("ArrowLeft", true, _) => go(row, 0),
            ("End", ..) | ("ArrowRight", true, _) => go(row, last_column),
            ("PageUp", ..) => go(row.saturating_sub(size.page), column),
            ("PageDown", ..) => go(row + size.page, column),
            ("Enter" | "F2", ..) => Some(Act::Edit(at)),
            (" ", ..) => Some(Act::Select(row, self.shift)),
            ("a" | "A", true, _) => Some(Act::SelectAll),
            ("Delete" | "Backspace", false, _) if column == 0 => Some(Act::Remove),
            ("Delete" | "Backspace", false, _) => Some(Act::Clear),
            // Typing begins an answer; so does the first key of an input method.
            (key, false, false) if key == "Process" || key.chars().count() == 1 => Some(Act::Edit(at)),
            _ => None,
        }
    }

    /// While a cell is being answered: whether that ends with what stood there before, and where to go.
    pub(super) fn leaves(self, at: Spot, size: Size) -> Option<(bool, Spot)> {
        let Spot { row, column } = at;
        let last_row = size.rows.checked_sub(1)?;
        match self.key {
            "Escape" => Some((true, at)),
            "Enter" if self.shift => Some((false, Spot { row: row.saturating_sub(1), column })),
            "Enter" => Some((false, Spot { row: (row + 1).min(last_row), column })),
            "Tab" if self.shift => Some((false, Spot { row, column: column.saturating_sub(1) })),
            "Tab" => Some((false, Spot { row, column: (column + 1).min(size.columns.saturating_sub(1)) })),
            _ => None,
        }
    }
}

/// Whether a key that begins an answer is typed into it, and so must reach the control.
pub(super) fn is_typed(press: Press<'_>) -> bool {
    !press.control
        && !press.alt
        && press.key != " "
        && (press.key == "Process" || press.key.chars().count() == 1)
}
