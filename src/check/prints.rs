//! What the print marks of the scans say: printed before a change, from another dossier, as a draft, at the
//! wrong place, of a blank form, with pages missing or twice.
//!
//! A scan without a mark is no defect: then only what stood on the form when it was attached
//! ([`Attachment::printed`]) can be held against the form. The mark of a blank form says as little.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::finding::{Finding, Place, State};
use crate::dossier::{Attachment, Dossier, Row};
use crate::field::Severity;
use crate::mark::{Mark, Question, Questions, destination_of};
use crate::procedure::Procedure;

/// The code of the finding that what is printed on a scan was changed since.
pub const OUTDATED: &str = "print_outdated";
/// The code of the finding that a scan was printed from another dossier.
const FOREIGN: &str = "print_of_other_dossier";
/// The code of the finding that a scan is that of a draft.
const DRAFT: &str = "print_draft";
/// The code of the finding that a scan is that of the blank form.
const BLANK: &str = "print_blank";
/// The code of the finding that a scan stands where it does not belong.
const ELSEWHERE: &str = "print_misplaced";
/// The code of the finding that pages of a print are missing.
const MISSING_PAGES: &str = "print_pages_missing";
/// The code of the finding that pages of a print are there twice.
const PAGES_TWICE: &str = "print_pages_twice";

/// A mark on a scan.
pub(super) struct Marked {
    /// Page of the scan, from 1.
    pub(super) page: u32,
    pub(super) mark: Mark,
    /// The row that it was printed for, if that is still there.
    pub(super) row: Option<Arc<Row>>,
}

impl Marked {
    /// It was printed from the dossier with this tag, or says nothing about one.
    pub(super) fn belongs(&self, own: u32) -> bool {
        self.mark.blank || self.mark.dossier == own
    }
}

/// What the marks of a scan are held against.
pub(super) struct Now<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) dossier: &'a Dossier,
    /// The tag of the dossier.
    pub(super) own: u32,
    /// What would be printed now of the document that a mark names.
    pub(super) prints: &'a dyn Fn(&Marked) -> Option<Reprint<'a>>,
}

/// A document as it would be printed now.
pub(super) struct Reprint<'a> {
    pub(super) questions: Questions<'a>,
    /// The check of the list of questions.
    pub(super) check: u8,
    /// The digests of the answers.
    pub(super) digests: Vec<u16>,
}

impl Now<'_> {
    /// The findings about one scan.
    pub(super) fn findings(&self, scan: &Attachment, marks: &[Marked]) -> Vec<Finding> {
        let (mine, others): (Vec<&Marked>, Vec<&Marked>) =
            marks.iter().partition(|marked| marked.belongs(self.own));
        let mut found = Vec::new();
        found.extend(foreign(scan, &others));
        if mine.iter().all(|marked| marked.mark.blank) {
            found.extend(attached_before(self.procedure, self.dossier, scan));
            found.extend(by_hand(self.procedure, scan, &mine));
        } else {
            found.extend(self.outdated(scan, &mine));
        }
        found.extend(draft(scan, &mine));
        found.extend(self.elsewhere(scan, &mine));
        found
    }

    /// Pages with answers that were changed since they were printed.
    fn outdated(&self, scan: &Attachment, marks: &[&Marked]) -> Option<Finding> {
        let mut clauses = Vec::new();
        for marked in marks.iter().filter(|marked| !marked.mark.blank) {
            let (page, mark) = (marked.page, &marked.mark);
            let Some(Reprint { questions, check, digests }) = (self.prints)(marked) else { continue };
            if check != mark.list {
                clauses.push(format!("第 {page} 页是按旧版表格打印的"));
                continue;
            }
            if mark.row.is_some() && marked.row.is_none() {
                clauses.push(format!("第 {page} 页打印后，所属的一行已从清单中删去"));
                continue;
            }
            let (changed, more) = questions.changed(mark, &digests);
            let mut labels: Vec<&str> = changed.iter().map(|question| label(&questions, question)).collect();
            labels.extend(more.then_some("其他内容"));
            if !labels.is_empty() {
                clauses.push(format!("第 {page} 页打印后，{}已改", labels.join("、")));
            }
        }
        let message = format!("“{}”{}。", scan.file.name, clauses.join("；"));
        let hint = "请重新打印、盖章、扫描，替换这一份。";
        (!clauses.is_empty()).then(|| finding(scan, OUTDATED, Severity::Blocking, message, hint))
    }

    /// Prints that stand at another place than theirs.
    fn elsewhere(&self, scan: &Attachment, marks: &[&Marked]) -> Option<Finding> {
        if scan.material.is_empty() {
            return None;
        }
        let strays = marks.iter().filter_map(|marked| {
            let (place, title) = destination_of(self.procedure, &marked.mark, marked.row.as_deref());
            let place = place?;
            let here = (scan.material == place.material && scan.slot == place.slot)
                && (place.row.is_none() || scan.row.is_none() || scan.row == place.row);
            (!here).then(|| format!("第 {} 页是“{title}”，应放在材料 {}", marked.page, place.material))
        });
        let strays: BTreeSet<String> = strays.collect();
        let strays: Vec<String> = strays.into_iter().collect();
        let message = format!("“{}”放错了位置：{}。", scan.file.name, strays.join("；"));
        let hint = "请移到所属的材料；一个文件里有几份的，先拆分。";
        (!strays.is_empty()).then(|| finding(scan, ELSEWHERE, Severity::Warning, message, hint))
    }
}

/// Material, slot, document and row of a print.
type Copy<'a> = (&'a str, &'a str, u16, Option<u32>);

/// A finding about a scan.
fn finding(scan: &Attachment, code: &str, severity: Severity, message: String, hint: &str) -> Finding {
    Finding {
        code: code.to_owned(),
        severity,
        state: State::Failed,
        clause: Vec::new(),
        about: vec![Place::Material(scan.material.clone(), Some(scan.slot.clone()))],
        part: None,
        message,
        hint: hint.to_owned(),
    }
}

/// Pages of a scan that were printed from another dossier.
fn foreign(scan: &Attachment, marks: &[&Marked]) -> Option<Finding> {
    let pages = listed(marks.iter().map(|marked| marked.page))?;
    let message = format!("“{}”第 {pages} 页是从另一份卷宗打印的，不属于本次申报。", scan.file.name);
    let hint = "请移除这份文件，换上从本卷宗打印、盖章的扫描件。";
    Some(finding(scan, FOREIGN, Severity::Blocking, message, hint))
}

fn label<'a>(questions: &Questions<'a>, question: &Question) -> &'a str {
    match questions.label(question) {
        "" => "一项内容",
        label => label,
    }
}

/// A stamped scan without marks, attached before the form was changed.
fn attached_before(procedure: &Procedure, dossier: &Dossier, scan: &Attachment) -> Option<Finding> {
    let material = procedure.material(&scan.material).filter(|material| material.is_form)?;
    let changed = dossier.changed_since(scan, procedure);
    let labels: Vec<&str> = changed.iter().map(|field| field.label.as_str()).collect();
    let message = format!("盖章扫描件“{}”放入后，申请表又改了：{}。", scan.file.name, labels.join("、"));
    let hint = "请重新打印、盖章、扫描，替换这一份；扫描件与现在的内容逐字一致的，请在该处确认。";
    let found = Finding {
        clause: material.basis.clone(),
        ..finding(scan, OUTDATED, Severity::Blocking, message, hint)
    };
    (!labels.is_empty()).then_some(found)
}

/// A scan of the form that was printed blank: what was written on it by hand cannot be read.
fn by_hand(procedure: &Procedure, scan: &Attachment, marks: &[&Marked]) -> Option<Finding> {
    let is_form = procedure.material(&scan.material).is_some_and(|material| material.is_form);
    let message =
        format!("“{}”是空白表的打印件，上面没有填写的内容；手工填写的，本程序无法核对。", scan.file.name);
    let hint = "请打印已经填好的表，盖章、扫描后替换这一份；确需手工填写的，请逐项核对与此处所填一致。";
    (is_form && !marks.is_empty()).then(|| finding(scan, BLANK, Severity::Warning, message, hint))
}

/// Pages printed while the checks had not passed.
fn draft(scan: &Attachment, marks: &[&Marked]) -> Option<Finding> {
    let pages = listed(marks.iter().filter(|marked| marked.mark.draft).map(|marked| marked.page))?;
    let message = format!("“{}”第 {pages} 页是未通过自查时打印的，页面上有标记，不能提交。", scan.file.name);
    let hint = "请改正后重新打印、盖章、扫描，替换这一份。";
    Some(finding(scan, DRAFT, Severity::Blocking, message, hint))
}

/// Whether the pages of the prints among these scans are all there, each once.
pub(super) fn incomplete<'a>(
    scans: impl Iterator<Item = (&'a Attachment, &'a [Marked])>,
    own: u32,
) -> Vec<Finding> {
    let mut copies: BTreeMap<Copy<'_>, Vec<(&Attachment, Vec<&Mark>)>> = BTreeMap::new();
    for (scan, marks) in scans {
        for Marked { mark, .. } in marks.iter().filter(|marked| marked.belongs(own)) {
            let copy = (scan.material.as_str(), scan.slot.as_str(), mark.document, mark.row);
            let files = copies.entry(copy).or_default();
            match files.last_mut().filter(|(file, _)| file.id == scan.id) {
                Some((_, marks)) => marks.push(mark),
                None => files.push((scan, vec![mark])),
            }
        }
    }
    copies.values().flat_map(|files| completeness(files)).collect()
}

/// Whether the pages of one print are all there, each once.
fn completeness(files: &[(&Attachment, Vec<&Mark>)]) -> Vec<Finding> {
    let Some((first, _)) = files.first() else { return Vec::new() };
    let marks = || files.iter().flat_map(|(_, marks)| marks);
    let mut seen: BTreeMap<u16, usize> = BTreeMap::new();
    marks().for_each(|mark| *seen.entry(mark.page).or_default() += 1);
    let pages = marks().map(|mark| mark.pages).max().unwrap_or(0);
    let missing: Vec<u16> = (1..=pages).filter(|page| !seen.contains_key(page)).collect();
    // A page whose mark could not be read is there all the same.
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let unread: u32 =
        files.iter().map(|(file, _)| file.file.pages.saturating_sub(count(file.file.marks.len()))).sum();
    let mut found = Vec::new();
    if count(missing.len()) > unread
        && let Some(listed) = listed(missing.into_iter().map(u32::from))
    {
        let message = format!("“{}”缺少打印件的第 {listed} 页（共 {pages} 页）。", first.file.name);
        let hint = "请补扫缺少的页。";
        found.push(finding(first, MISSING_PAGES, Severity::Blocking, message, hint));
    }
    let twice = seen.iter().filter(|(_, times)| **times > 1).map(|(page, _)| u32::from(*page));
    if let Some(listed) = listed(twice) {
        let message = format!("“{}”所在的位置有打印件的第 {listed} 页不止一份。", first.file.name);
        let hint = "请只保留一份，以最后盖章的为准。";
        found.push(finding(first, PAGES_TWICE, Severity::Warning, message, hint));
    }
    found
}

/// Numbers in a text, `1、2`; `None` when there are none.
fn listed(numbers: impl Iterator<Item = u32>) -> Option<String> {
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    (!numbers.is_empty()).then(|| numbers.join("、"))
}
