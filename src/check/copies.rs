//! Whether the rows of a roster and the files at a place for one file each (一人一表) match one to one.
//!
//! One finding says one thing about all rows or files concerned and lists them as its places, so that it
//! stands beside each row. The files themselves say to whom they belong ([`Attachment::row`]); what is in
//! them is not read here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::finding::{Finding, Place, State};
use crate::dossier::{Attachment, Dossier, Row};
use crate::field::Severity;
use crate::procedure::{Material, Procedure, Roster, Slot};

/// The code of the finding that rows have no file.
pub const ROW_WITHOUT_FILE: &str = "row_without_file";
/// The code of the finding that files belong to no row.
pub const FILE_WITHOUT_ROW: &str = "file_without_row";
/// The code of the finding that rows have several files.
pub const ROW_WITH_SEVERAL_FILES: &str = "row_with_several_files";
/// The code of the finding that one file belongs to more rows than it has pages.
pub const FILE_OF_SEVERAL_ROWS: &str = "file_of_several_rows";

/// As many names stand in a message.
const NAMED: usize = 5;

/// What is found about the files at one place, each of the four with `None` when it is in order. An empty
/// place is found elsewhere, as any other.
pub(super) fn findings(
    procedure: &Procedure,
    dossier: &Dossier,
    material: &Material,
    slot: &Slot,
) -> Vec<Option<Finding>> {
    let Some(roster) = slot.for_each.as_ref().and_then(|id| procedure.roster(id)) else { return Vec::new() };
    let files: Vec<&Attachment> = dossier.files_at(&material.id, &slot.id).collect();
    let rows = dossier.rows(&roster.id);
    if files.is_empty() || rows.is_empty() {
        return Vec::new();
    }
    let about = About { roster, material, slot, what: title(material, slot) };
    let mut of_row: HashMap<&str, usize> = rows.iter().map(|row| (row.id.as_str(), 0)).collect();
    let mut homeless = Vec::new();
    let mut of_content: BTreeMap<&str, (&Attachment, BTreeSet<&str>)> = BTreeMap::new();
    for file in files {
        match file.row.as_deref().and_then(|row| of_row.get_key_value(row).map(|(id, _)| *id)) {
            Some(row) => {
                of_row.entry(row).and_modify(|count| *count += 1);
                let (_, rows) = of_content.entry(&file.file.sha256).or_insert((file, BTreeSet::new()));
                rows.insert(row);
            }
            None => homeless.push(file),
        }
    }
    let count = |row: &Row| of_row.get(row.id.as_str()).copied().unwrap_or(0);
    let having = |test: fn(usize) -> bool| -> Vec<(usize, &Row)> {
        let rows = rows.iter().enumerate().map(|(at, row)| (at, &**row));
        rows.filter(|(_, row)| test(count(row))).collect()
    };
    let (without, several) = (having(|files| files == 0), having(|files| files > 1));
    let crowded: Vec<_> = of_content
        .into_values()
        .filter(|(file, rows)| rows.len() > usize::try_from(file.file.pages).unwrap_or(usize::MAX))
        .collect();
    let crowds = crowded.iter().map(|(file, rows)| {
        let (name, pages) = (&file.file.name, file.file.pages);
        format!("“{name}”只有 {pages} 页，对应了 {} 名{}", rows.len(), roster.row_title)
    });
    vec![
        about.missing(&without, rows.len()),
        about.homeless(&homeless),
        about.several(&several, count),
        (!crowded.is_empty()).then(|| {
            about.finding(FILE_OF_SEVERAL_ROWS, Severity::Warning, &[], format!("{}。", list(crowds)), {
                format!("{}应当一份对应一名{}，请核对。", about.what, roster.row_title)
            })
        }),
    ]
}

/// What the findings are about.
struct About<'a> {
    roster: &'a Roster,
    material: &'a Material,
    slot: &'a Slot,
    /// What the files are called.
    what: &'a str,
}

impl About<'_> {
    fn missing(&self, rows: &[(usize, &Row)], all: usize) -> Option<Finding> {
        let names = list(rows.iter().map(|(at, row)| name(self.roster, *at, row)));
        let what = self.what;
        (!rows.is_empty()).then(|| {
            let message =
                format!("{all} 名{}中，{} 名没有{what}：{names}。", self.roster.row_title, rows.len());
            let hint = if self.material.requirement.is_empty() {
                format!("请补齐{what}，并对应到{}。", self.roster.row_title)
            } else {
                format!("要求：{}。请补齐，并对应到{}。", self.material.requirement, self.roster.row_title)
            };
            self.finding(ROW_WITHOUT_FILE, Severity::Blocking, rows, message, hint)
        })
    }

    fn homeless(&self, files: &[&Attachment]) -> Option<Finding> {
        let (row, title) = (&self.roster.row_title, &self.roster.title);
        let names = list(files.iter().map(|file| format!("“{}”", file.file.name)));
        let message = format!("{} 份{}没有对应到{row}：{names}。", files.len(), self.what);
        let hint = format!("请逐份对应；{title}中没有的{row}，补入{title}或者移除文件。");
        (!files.is_empty()).then(|| self.finding(FILE_WITHOUT_ROW, Severity::Warning, &[], message, hint))
    }

    fn several(&self, rows: &[(usize, &Row)], count: impl Fn(&Row) -> usize) -> Option<Finding> {
        let named =
            rows.iter().map(|(at, row)| format!("{}（{} 份）", name(self.roster, *at, row), count(row)));
        let message =
            format!("{} 名{}的{}不止一份：{}。", rows.len(), self.roster.row_title, self.what, list(named));
        let hint = "重复的，移除多余的一份；对应错的，改正；同一份分成几个文件的，不用改。".to_owned();
        (!rows.is_empty())
            .then(|| self.finding(ROW_WITH_SEVERAL_FILES, Severity::Warning, rows, message, hint))
    }

    fn finding(
        &self,
        code: &str,
        severity: Severity,
        rows: &[(usize, &Row)],
        message: String,
        hint: String,
    ) -> Finding {
        let (roster, material, slot) = (&self.roster.id, &self.material.id, &self.slot.id);
        let mut about = vec![
            Place::Material(material.clone(), Some(slot.clone())),
            Place::Row(roster.clone(), None, None),
        ];
        let place = |(_, row): &(usize, &Row)| Place::Row(roster.clone(), Some(row.id.clone()), None);
        about.extend(rows.iter().map(place));
        Finding {
            code: code.to_owned(),
            severity,
            state: State::Failed,
            clause: self.material.basis.clone(),
            about,
            part: None,
            message,
            hint,
        }
    }
}

/// What the files at a place are called.
fn title<'a>(material: &'a Material, slot: &'a Slot) -> &'a str {
    if slot.title.is_empty() { &material.title } else { &slot.title }
}

fn name(roster: &Roster, at: usize, row: &Row) -> String {
    let name = row.name(roster);
    if name.trim().is_empty() { format!("第 {} 行", at + 1) } else { name }
}

/// The first of them, parted by 、.
fn list(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len() > NAMED;
    let mut text = names.take(NAMED).collect::<Vec<_>>().join("、");
    if more {
        text.push('等');
    }
    text
}
