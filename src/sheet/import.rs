//! From a table to the rows of a roster, planned before anything changes.

use std::sync::Arc;

use super::columns::{Column, EXAMPLE, Names, columns};
use super::head::{self, Head, Meaning};
use super::plan::Planner;
use super::preview::{Choices, HeadShown, Preview, TableShown, Target};
use super::{Book, Line, Table, letters};
use crate::dossier::Row;
use crate::procedure::{Procedure, Roster};

/// An import that can be applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// What it would do.
    pub preview: Preview,
    /// The roster's rows after it; `None` when nothing can be imported.
    pub rows: Option<Vec<Arc<Row>>>,
}

/// Plans the import of a book into the rows that are there. New rows get ids that begin with `seed`.
pub fn import(
    book: &Book,
    procedure: &Procedure,
    roster: &Roster,
    rows: &[Arc<Row>],
    choices: &Choices,
    seed: &str,
) -> Import {
    let columns = columns(roster);
    let names = Names::of(&columns);
    let heads: Vec<Option<Head>> = book.tables.iter().map(|table| head::find(table, &names)).collect();
    let chosen = choices.table.filter(|at| *at < book.tables.len());
    let at = chosen.unwrap_or_else(|| fittest(book, &heads));
    let (Some(table), Some(found)) = (book.tables.get(at), heads.get(at)) else { return Import::default() };
    let head = match choices.head {
        None => found.clone(),
        Some(0) => Some(Head { texts: vec![String::new(); table.width()], ..Head::default() }),
        Some(number) => Some(head::at(table, number, &names)),
    };
    let chosen = choices.head.is_some() || !choices.columns.is_empty();
    let known = head.is_some() || chosen;
    // Where no head is found, the first line is shown as one, for whoever says what the columns are.
    let first = table.lines.first().map_or(0, |line| line.number);
    let head = head.unwrap_or_else(|| head::at(table, first, &names));
    let meanings = meanings(&head, choices, &columns, &names);
    let lines: Vec<&Line> = table.lines.iter().filter(|line| line.number > head.number).collect();
    let mut preview = Preview {
        notes: book.notes.clone(),
        tables: shown(book, &heads),
        table: at,
        head: head.number,
        heads: heads_shown(&head, &meanings, &columns, &lines),
        targets: columns.iter().map(|column| target(&column.id, &column.label)).collect(),
        // Several events happen to one thing: no answer tells which of them a line is.
        keys: if procedure.is_of_events(roster) { Vec::new() } else { keys(&columns, &meanings) },
        missing: missing(&columns, &meanings),
        ..Preview::default()
    };
    preview.key = chosen_key(choices, roster, &preview.keys);
    let example = head.texts.iter().position(|text| text.trim() == EXAMPLE);
    let is_example = |line: &Line| {
        let cell = example.filter(|at| meanings[*at].is_none()).and_then(|at| line.cells.get(at));
        cell.is_some_and(|cell| !cell.is_blank())
    };
    preview.counts.examples = lines.iter().filter(|line| is_example(line)).count();
    let lines: Vec<&Line> = lines.into_iter().filter(|line| !is_example(line)).collect();
    preview.counts.lines = lines.len();
    preview.refusal = refusal(table, known, &meanings, lines.len(), roster, &columns);
    if preview.refusal.is_some() {
        return Import { preview, rows: None };
    }
    let key = preview.key.clone();
    let mut planner =
        Planner::new(&columns, &meanings, &head.texts, rows, (&key, &roster.row_name), choices, seed);
    preview.alike = planner.alike().unwrap_or_default();
    lines.into_iter().for_each(|line| planner.take(line));
    let rows = planner.finish(&mut preview);
    if rows.len() > roster.most {
        preview.refusal = Some(format!(
            "导入后共有{}行，“{}”最多{}行，请减少行数或者分成几个卷宗后再导入。",
            rows.len(),
            roster.title,
            roster.most
        ));
        return Import { preview, rows: None };
    }
    Import { preview, rows: Some(rows) }
}

/// The worksheet whose head names most columns; among equals the first that is not hidden.
fn fittest(book: &Book, heads: &[Option<Head>]) -> usize {
    let rate = |at: usize| {
        let known = heads[at].as_ref().map_or(0, |head| head.known);
        (known, !book.tables[at].hidden, !book.tables[at].lines.is_empty())
    };
    (0..book.tables.len()).rev().max_by_key(|at| rate(*at)).unwrap_or(0)
}

/// What the columns of the sheet are: as chosen, else as found.
fn meanings(head: &Head, choices: &Choices, columns: &[Column<'_>], names: &Names) -> Vec<Option<Meaning>> {
    let mut meanings = if head.number == 0 && choices.head == Some(0) {
        let in_order = |at| (at < columns.len()).then_some(Meaning { column: at, guessed: true });
        (0..head.texts.len()).map(in_order).collect()
    } else {
        head::meanings(&head.texts, names)
    };
    for (at, id) in (0..meanings.len()).filter_map(|at| Some((at, choices.columns.get(&letters(at))?))) {
        let wanted = columns.iter().position(|column| column.id == *id);
        if wanted == meanings[at].map(|meaning| meaning.column) {
            continue;
        }
        // A column of the roster is one column of the sheet.
        for meaning in &mut meanings {
            *meaning = meaning.filter(|meaning| Some(meaning.column) != wanted);
        }
        meanings[at] = wanted.map(|column| Meaning { column, guessed: false });
    }
    meanings
}

fn shown(book: &Book, heads: &[Option<Head>]) -> Vec<TableShown> {
    let shown = book.tables.iter().zip(heads).map(|(table, head)| TableShown {
        name: table.name.clone(),
        lines: table.lines.len(),
        fits: head.is_some(),
    });
    shown.collect()
}

fn heads_shown(
    head: &Head,
    meanings: &[Option<Meaning>],
    columns: &[Column<'_>],
    lines: &[&Line],
) -> Vec<HeadShown> {
    let shown = head.texts.iter().zip(meanings).enumerate().map(|(at, (text, meaning))| {
        let mut cells = lines.iter().filter_map(|line| line.cells.get(at));
        let sample = cells.find(|cell| !cell.is_blank()).map(|cell| sample(&cell.text));
        let column = meaning.map(|meaning| &columns[meaning.column]);
        let sensitive = column.is_some_and(Column::is_sensitive);
        HeadShown {
            at,
            letters: letters(at),
            text: text.clone(),
            sample: sample.filter(|_| !sensitive).unwrap_or_default(),
            target: column.map(|column| column.id.clone()).unwrap_or_default(),
            guessed: meaning.is_some_and(|meaning| meaning.guessed),
        }
    });
    shown
        .filter(|shown| !(shown.text.is_empty() && shown.sample.is_empty() && shown.target.is_empty()))
        .collect()
}

/// The beginning of a text, on one line.
fn sample(text: &str) -> String {
    const LONGEST: usize = 24;
    let line = crate::text::single_line(text);
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

fn target(id: &str, label: &str) -> Target {
    Target { id: id.to_owned(), label: label.to_owned() }
}

/// Fields whose main column is imported and can tell rows apart.
fn keys(columns: &[Column<'_>], meanings: &[Option<Meaning>]) -> Vec<Target> {
    let imported = |at: usize| meanings.iter().flatten().any(|meaning| meaning.column == at);
    let columns = columns.iter().enumerate();
    let keys =
        columns.filter(|(at, column)| column.is_main() && column.choices().is_empty() && imported(*at));
    keys.map(|(_, column)| target(&column.field.id, &column.field.label)).collect()
}

/// The field by which a line finds its row: as chosen, else what the roster says is unique. Without either every line
/// is a new row: rows that merely have the same name are not the same.
fn chosen_key(choices: &Choices, roster: &Roster, keys: &[Target]) -> String {
    let is_key = |id: &&String| keys.iter().any(|key| key.id == **id);
    let wanted = match &choices.key {
        Some(chosen) => Some(chosen).filter(is_key),
        None => roster.unique.iter().find(is_key),
    };
    wanted.cloned().unwrap_or_default()
}

/// Columns of the roster that must be answered somewhere and are nowhere in the sheet.
fn missing(columns: &[Column<'_>], meanings: &[Option<Meaning>]) -> Vec<String> {
    let imported = |at: usize| meanings.iter().flatten().any(|meaning| meaning.column == at);
    let absent = columns.iter().enumerate().filter(|(at, column)| {
        !imported(*at) && column.is_main() && !column.field.optional && column.field.when.is_none()
    });
    absent.map(|(_, column)| column.label.clone()).collect()
}

/// Why nothing can be imported of a table.
fn refusal(
    table: &Table,
    known: bool,
    meanings: &[Option<Meaning>],
    lines: usize,
    roster: &Roster,
    columns: &[Column<'_>],
) -> Option<String> {
    let sheet =
        if table.name.is_empty() { "表格".to_owned() } else { format!("工作表“{}”", table.name) };
    let wanted: Vec<&str> = columns.iter().take(4).map(|column| column.label.as_str()).collect();
    let more = if columns.len() > wanted.len() { "等" } else { "" };
    let wanted = wanted.join("、");
    match () {
        () if !known => Some(format!(
            "{sheet}里没有“{}”的表头（{wanted}{more}），请选择另一个工作表、指明表头所在的行，或者下载模板填写。",
            roster.title
        )),
        () if meanings.iter().flatten().next().is_none() => {
            Some(format!("{sheet}没有一列对应“{}”的内容，请在下面指明各列是什么。", roster.title))
        }
        () if lines == 0 => Some(format!("{sheet}的表头下面没有内容，请核对是否选对了工作表。")),
        () if lines > roster.most => Some(format!(
            "{sheet}有{lines}行，“{}”最多{}行，请减少行数或者分成几个卷宗后再导入。",
            roster.title, roster.most
        )),
        () => None,
    }
}
