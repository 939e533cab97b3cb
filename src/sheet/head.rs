//! Finding the head of a table, and which column of the sheet is which of the roster.

use super::columns::Names;
use super::{Line, Table};

/// The head is looked for in so many lines.
const LOOKED_AT: usize = 30;

/// The head of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Number of its last line; 0 for a table without a head.
    pub(super) number: u32,
    /// Its texts by column of the sheet.
    pub(super) texts: Vec<String>,
    /// How many of them name a column of the roster.
    pub(super) known: usize,
}

/// What a column of the sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Index of the roster's column.
    pub(super) column: usize,
    /// Told by resemblance only.
    pub(super) guessed: bool,
}

/// The line, or the two lines, that name most columns of the roster: titles and notes may stand above.
/// `None` when too few do, as in a sheet of something else.
pub(super) fn find(table: &Table, names: &Names) -> Option<Head> {
    let width = table.width();
    let lines = &table.lines[..table.lines.len().min(LOOKED_AT)];
    let mut best = Head::default();
    let mut consider = |head: Head| {
        if head.known > best.known {
            best = head;
        }
    };
    for line in lines {
        consider(one_line(table, line, width, names));
    }
    for pair in lines.windows(2).filter(|pair| pair[0].number + 1 == pair[1].number) {
        consider(two_lines(table, &pair[0], &pair[1], width, names));
    }
    let filled = best.texts.iter().filter(|text| !text.is_empty()).count();
    (best.known >= 2 || (best.known == 1 && filled <= 2)).then_some(best)
}

/// The head that ends with a certain line, whatever it says.
pub(super) fn at(table: &Table, number: u32, names: &Names) -> Head {
    let width = table.width();
    let Some(at) = table.lines.iter().position(|line| line.number == number) else {
        return Head { number, texts: vec![String::new(); width], known: 0 };
    };
    let one = one_line(table, &table.lines[at], width, names);
    let above = at.checked_sub(1).map(|above| &table.lines[above]);
    match above.filter(|above| above.number + 1 == number) {
        Some(above) => {
            let two = two_lines(table, above, &table.lines[at], width, names);
            if two.known > one.known { two } else { one }
        }
        None => one,
    }
}

fn one_line(table: &Table, line: &Line, width: usize, names: &Names) -> Head {
    let texts = (0..width).map(|column| table.head_text(line, column).trim().to_owned());
    rated(line.number, texts.collect(), names)
}

/// `有效期` merged over `起` and `止` names two columns.
fn two_lines(table: &Table, upper: &Line, lower: &Line, width: usize, names: &Names) -> Head {
    let texts = (0..width).map(|column| {
        let (upper, lower) = (table.head_text(upper, column).trim(), table.head_text(lower, column).trim());
        if upper == lower { upper.to_owned() } else { format!("{upper}{lower}") }
    });
    rated(lower.number, texts.collect(), names)
}

fn rated(number: u32, texts: Vec<String>, names: &Names) -> Head {
    let mut found: Vec<usize> = texts.iter().filter_map(|text| names.find(text)).collect();
    found.sort_unstable();
    found.dedup();
    Head { number, texts, known: found.len() }
}

/// What each column of the sheet is: first by name, then by resemblance where nothing else could be meant.
pub(super) fn meanings(texts: &[String], names: &Names) -> Vec<Option<Meaning>> {
    let mut meanings: Vec<Option<Meaning>> = vec![None; texts.len()];
    let mut taken = Vec::new();
    for (meaning, text) in meanings.iter_mut().zip(texts) {
        if let Some(column) = names.find(text).filter(|column| !taken.contains(column)) {
            taken.push(column);
            *meaning = Some(Meaning { column, guessed: false });
        }
    }
    let guesses: Vec<Option<usize>> = meanings
        .iter()
        .zip(texts)
        .map(|(meaning, text)| match meaning {
            Some(_) => None,
            None => names.resembling(text, |column| !taken.contains(&column)),
        })
        .collect();
    for (meaning, guess) in meanings.iter_mut().zip(&guesses) {
        if let Some(column) = guess.filter(|_| guesses.iter().filter(|other| *other == guess).count() == 1) {
            *meaning = Some(Meaning { column, guessed: true });
        }
    }
    meanings
}
