//! The lines of files that belong to no row yet, and what was picked in them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::dossier::{Attachment, Dossier, Edit, Row, Sign, proposals};
use crate::mark::{Placement, place};
use crate::procedure::{Procedure, Roster};
use crate::text::comparable;
use crate::ui::browser;

/// How the rows are called in the list to pick from, and by which words they are found.
pub(super) struct Names {
    /// Label by position; people of one name carry the end of their number too.
    pub(super) labels: Vec<String>,
    by_label: HashMap<String, Vec<usize>>,
}

impl Names {
    pub(super) fn of(roster: &Roster, rows: &[Arc<Row>]) -> Self {
        let names: Vec<String> = rows.iter().map(|row| row.name(roster)).collect();
        let mut count: HashMap<String, usize> = HashMap::new();
        names.iter().for_each(|name| *count.entry(comparable(name)).or_default() += 1);
        let label = |(at, name): (usize, &String)| match count.get(&comparable(name)) {
            _ if name.trim().is_empty() => format!("第 {} 行", at + 1),
            Some(1) => name.clone(),
            _ => format!("{name}（第 {} 行）", at + 1),
        };
        let labels: Vec<String> = names.iter().enumerate().map(label).collect();
        let mut by_label: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (label, name)) in labels.iter().zip(&names).enumerate() {
            let (label, name) = (comparable(label), comparable(name));
            if name != label && !name.is_empty() {
                by_label.entry(name).or_default().push(at);
            }
            by_label.entry(label).or_default().push(at);
        }
        Self { labels, by_label }
    }

    /// The rows that a picked text names, parted by 、; else what is wrong with it.
    pub(super) fn read(&self, text: &str) -> Result<Vec<usize>, String> {
        let parts = text.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|part| !part.is_empty());
        parts
            .map(|part| match self.by_label.get(&comparable(part)).map(Vec::as_slice) {
                Some([at]) => Ok(*at),
                Some(_) => Err(format!("“{part}”不止一人，请从列表中选择。")),
                None => Err(format!("名册中没有“{part}”。")),
            })
            .collect()
    }
}

/// A file that belongs to no row yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) file: Attachment,
    /// What stands in the line before anything is picked: the labels of the rows proposed.
    pub(super) preset: String,
    /// Where the proposal comes from.
    pub(super) reason: &'static str,
}

/// The files among these that belong to no row, with what their print marks or else their names propose. A row
/// that has a file already, or that another line proposes, is not proposed.
pub(super) fn lines(
    (procedure, dossier): (&Procedure, &Dossier),
    roster: &Roster,
    names: &Names,
    files: &[&Attachment],
) -> Vec<Line> {
    let rows = dossier.rows(&roster.id);
    let at: HashMap<&str, usize> = rows.iter().enumerate().map(|(at, row)| (row.id.as_str(), at)).collect();
    let row_of = |file: &Attachment| file.row.as_deref().and_then(|row| at.get(row).copied());
    let mut taken = vec![false; rows.len()];
    files.iter().filter_map(|file| row_of(file)).for_each(|at| taken[at] = true);
    let free: Vec<&Attachment> = files.iter().copied().filter(|file| row_of(file).is_none()).collect();
    let found = proposals(roster, rows, free.iter().copied());
    let by_name: HashMap<String, (usize, Sign)> = found
        .into_iter()
        .filter_map(|found| Some((found.attachment, (*at.get(found.row.as_str())?, found.sign))))
        .collect();
    free.into_iter()
        .map(|file| {
            let marked: Vec<usize> = marked_rows(procedure, dossier, file)
                .iter()
                .filter_map(|row| at.get(row.as_str()).copied())
                .collect();
            let (wanted, reason) = match (marked.is_empty(), by_name.get(&file.id)) {
                (false, _) => (marked, "页上的打印标识"),
                (true, Some((at, Sign::Name))) => (vec![*at], "文件名中有姓名"),
                (true, Some((at, Sign::Number))) => (vec![*at], "文件名中有证件号码"),
                (true, None) => (Vec::new(), ""),
            };
            let free = |at: &usize| !std::mem::replace(&mut taken[*at], true);
            let some = !wanted.is_empty();
            let preset: Vec<&str> =
                wanted.iter().copied().filter(free).map(|at| names.labels[at].as_str()).collect();
            let reason = if some && preset.is_empty() { "此人已有一份，请核对" } else { reason };
            Line { file: file.clone(), preset: preset.join("、"), reason }
        })
        .collect()
}

/// The ids of the rows that the print marks on a file's pages name.
fn marked_rows(procedure: &Procedure, dossier: &Dossier, file: &Attachment) -> Vec<String> {
    match place(procedure, dossier, &file.file) {
        Placement::Whole(there) => there.row.into_iter().collect(),
        Placement::Stack(parts) => parts.into_iter().filter_map(|part| part.destination?.row).collect(),
        Placement::Unmarked | Placement::Foreign(_) | Placement::Nowhere => Vec::new(),
    }
}

/// What the lines come to as one edit, and how many files it is about. A file of several rows stands there
/// once for each.
pub(super) fn assignment(
    lines: &[Line],
    picked: &BTreeMap<String, String>,
    names: &Names,
    rows: &[Arc<Row>],
) -> (Edit, usize) {
    let (mut edits, mut count) = (Vec::new(), 0);
    for line in lines {
        let text = picked.get(&line.file.id).map_or_else(|| line.preset.as_str(), String::as_str);
        let Ok(chosen) = names.read(text) else { continue };
        let mut chosen = chosen.into_iter().filter_map(|at| rows.get(at)).map(|row| row.id.clone());
        let Some(first) = chosen.next() else { continue };
        count += 1;
        edits.push(Edit::Assign(line.file.id.clone(), Some(first)));
        edits.extend(chosen.map(|row| {
            let copy = Attachment { id: browser::new_id(), row: Some(row), ..line.file.clone() };
            Edit::Attach(usize::MAX, copy)
        }));
    }
    (Edit::Together(edits), count)
}
