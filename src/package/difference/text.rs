//! A difference in words: as lines, and as the blocks of a supplementary note (补充说明).

use std::fmt;

use super::{AnswerChange, Difference, FileAt, FileChange, FindingLine, RosterChange, RowName, Side};
use crate::calendar::chinese_date;
use crate::document::{Document, Notes, NotesTable, Stamp};
use crate::intake::{shown, visible};

/// Longest answer in a line; the note and the JSON have all of it.
const LONGEST: usize = 120;
/// What stands for no answer.
const NONE: &str = "（未填）";

impl Difference {
    /// All changes as tables. `sensitive` makes what is to be masked fit for a screen.
    pub fn tables(&self, sensitive: &dyn Fn(&str) -> String) -> Vec<NotesTable> {
        let mut tables = Vec::new();
        if self.before.procedure != self.after.procedure {
            let version = |side: &Side| format!("{} {}", side.procedure.id, side.procedure.version);
            let row = ["事项定义版本".to_owned(), version(&self.before), version(&self.after)];
            tables.push(table("事项版本", &["项目", "变更前", "变更后"], &[3, 5, 5], vec![row.to_vec()]));
        }
        if !self.answers.is_empty() {
            let rows = self.answers.iter().map(|change| answer_cells(change, sensitive)).collect();
            tables.push(table("填报内容", &["栏目", "变更前", "变更后"], &[3, 5, 5], rows));
        }
        for roster in &self.rosters {
            let head = ["条目", "栏目", "变更前", "变更后"];
            tables.push(table(&roster.title, &head, &[3, 3, 4, 4], roster_rows(roster, sensitive)));
        }
        if !self.files.is_empty() {
            let rows = self.files.iter().map(file_cells).collect();
            tables.push(table("材料", &["位置", "变更", "变更前", "变更后"], &[4, 2, 4, 4], rows));
        }
        let finding = |word: &str, line: &FindingLine| {
            vec![word.to_owned(), line.state.word(line.severity).to_owned(), line.message.clone()]
        };
        let gone = self.findings_gone.iter().map(|line| finding("已消除", line));
        let new = self.findings_new.iter().map(|line| finding("新出现", line));
        let rows: Vec<_> = gone.chain(new).collect();
        if !rows.is_empty() {
            tables.push(table("自查结果", &["变化", "程度", "内容"], &[2, 2, 9], rows));
        }
        tables
    }

    /// The supplementary note as a document, dated by the later package.
    pub fn document(&self) -> Document {
        let tables = self.tables(&str::to_owned);
        let mut lines = vec![format!(
            "本说明列出{}制作的备案材料与{}制作的备案材料之间的全部变更。",
            chinese_date(self.after.day),
            chinese_date(self.before.day)
        )];
        if tables.is_empty() {
            lines.push(SAME.to_owned());
        }
        Notes {
            title: format!("{}补充说明", self.after.title),
            lines,
            tables,
            seal: vec![format!("{}（盖章）", self.after.subject), chinese_date(self.after.day)],
            stamp: Stamp::midnight(self.after.day),
        }
        .compose()
    }

    /// What is compared, in one Chinese sentence.
    pub fn headline(&self) -> String {
        let (before, after) = (chinese_date(self.before.day), chinese_date(self.after.day));
        if self.is_empty() {
            return format!("与{before}制作的备案包相比：{SAME}");
        }
        let rows: usize =
            self.rosters.iter().map(|it| it.added.len() + it.removed.len() + it.changed.len()).sum();
        format!(
            "{after}制作的备案包与{before}制作的相比：填报内容 {} 处，名册 {rows} 行，材料 {} 处，检查发现新增 {} 项、消除 {} 项。",
            self.answers.len(),
            self.files.len(),
            self.findings_new.len(),
            self.findings_gone.len()
        )
    }
}

/// Said of two packages without a difference.
const SAME: &str = "两份备案材料的填报内容、名册、材料和自查结果相同。";

fn table(title: &str, head: &[&str], widths: &[u16], rows: Vec<Vec<String>>) -> NotesTable {
    let head = head.iter().map(|text| (*text).to_owned()).collect();
    NotesTable {
        title: title.to_owned(),
        head,
        widths: widths.iter().map(|width| f32::from(*width)).collect(),
        rows,
    }
}

fn answer_cells(change: &AnswerChange, sensitive: &dyn Fn(&str) -> String) -> Vec<String> {
    let text = |text: &str| match text {
        "" => NONE.to_owned(),
        text if change.sensitive => sensitive(text),
        text => text.to_owned(),
    };
    vec![change.label.clone(), text(&change.before), text(&change.after)]
}

fn row_name(row: &RowName) -> String {
    if row.name.trim().is_empty() { "（未命名）".to_owned() } else { row.name.clone() }
}

fn roster_rows(roster: &RosterChange, sensitive: &dyn Fn(&str) -> String) -> Vec<Vec<String>> {
    let whole =
        |row: &RowName, word: &str| vec![row_name(row), word.to_owned(), String::new(), String::new()];
    let mut rows: Vec<Vec<String>> = roster.added.iter().map(|row| whole(row, "新增")).collect();
    rows.extend(roster.removed.iter().map(|row| whole(row, "删去")));
    for change in &roster.changed {
        for answer in &change.answers {
            let mut cells = vec![row_name(&change.row)];
            cells.extend(answer_cells(answer, sensitive));
            rows.push(cells);
        }
    }
    if roster.reordered {
        rows.push(vec!["全部".to_owned(), "顺序有变".to_owned(), String::new(), String::new()]);
    }
    rows
}

fn file_cells(change: &FileChange) -> Vec<String> {
    let file = |at: &Option<FileAt>| at.as_ref().map(file_words).unwrap_or_default();
    let at = change.after.as_ref().or(change.before.as_ref());
    let place = at.map(|at| at.place.clone()).unwrap_or_default();
    let before = match (&change.before, &change.after) {
        // Where it stood before is what has changed.
        (Some(before), Some(after)) if before.place != after.place => {
            format!("{}：{}", before.place, file_words(before))
        }
        _ => file(&change.before),
    };
    vec![place, change.kind.label().to_owned(), before, file(&change.after)]
}

/// `批准书.pdf（3 页，SHA-256 6ff6094d…）`.
fn file_words(at: &FileAt) -> String {
    let digest: String = at.sha256.chars().take(16).collect();
    format!("{}（{} 页，SHA-256 {digest}…）", at.name, at.pages)
}

fn short(text: &str) -> String {
    if text.is_empty() {
        return NONE.to_owned();
    }
    let mut cut: String = text.chars().take(LONGEST).collect::<String>().replace('\n', " ");
    if text.chars().count() > LONGEST {
        cut.push('…');
    }
    cut
}

/// The difference as lines of Chinese text; nothing in a package adds a line to them or rewrites one.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines().iter().try_for_each(|line| writeln!(f, "{}", visible(line)))
    }
}

impl Difference {
    fn lines(&self) -> Vec<String> {
        let side = |side: &Side| {
            let Side { dossier, day, procedure, .. } = side;
            let (id, version) = (shown(&procedure.id), shown(&procedure.version));
            format!("{}（{}，{id} {version}）", shown(dossier), chinese_date(*day))
        };
        let mut lines = vec![format!("先前：{}", side(&self.before)), format!("现在：{}", side(&self.after))];
        if self.is_empty() {
            lines.push(SAME.to_owned());
            return lines;
        }
        if self.before.procedure != self.after.procedure {
            lines.push("事项定义的版本不同".to_owned());
        }
        if !self.answers.is_empty() {
            lines.push(format!("填报内容：{} 处", self.answers.len()));
        }
        let change = |label: &str, change: &AnswerChange| {
            format!("  {label}：{} → {}", short(&change.before), short(&change.after))
        };
        lines.extend(self.answers.iter().map(|answer| change(&answer.label, answer)));
        for roster in &self.rosters {
            let RosterChange { title, added, removed, changed, reordered, .. } = roster;
            let (new, gone, other) = (added.len(), removed.len(), changed.len());
            let order = if *reordered { "，顺序有变" } else { "" };
            lines.push(format!("{title}：新增 {new}，删去 {gone}，更改 {other}{order}"));
            lines.extend(added.iter().map(|row| format!("  新增 {}", row_name(row))));
            lines.extend(removed.iter().map(|row| format!("  删去 {}", row_name(row))));
            lines.extend(changed.iter().flat_map(|row| {
                let label = |answer: &AnswerChange| format!("{} {}", row_name(&row.row), answer.label);
                row.answers.iter().map(move |answer| change(&label(answer), answer))
            }));
        }
        if !self.files.is_empty() {
            lines.push(format!("材料：{} 处", self.files.len()));
        }
        for file in &self.files {
            let cells = file_cells(file);
            let (before, after) = (&cells[2], &cells[3]);
            let arrow = if before.is_empty() || after.is_empty() { "" } else { " → " };
            lines.push(format!("  {} {}：{before}{arrow}{after}", cells[1], cells[0]));
        }
        for (title, findings) in
            [("新出现的检查发现", &self.findings_new), ("已消除的检查发现", &self.findings_gone)]
        {
            lines.extend((!findings.is_empty()).then(|| format!("{title}：{} 项", findings.len())));
            lines.extend(findings.iter().map(|finding| {
                let word = finding.state.word(finding.severity);
                format!("  [{word}] {}（{}）", finding.message, finding.code)
            }));
        }
        lines
    }
}
