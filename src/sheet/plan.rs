//! Laying the lines of a table to the rows that are there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::answer::{Given, answer};
use super::columns::Column;
use super::head::Meaning;
use super::preview::{CellProblem, Choices, Counts, Fate, PlannedCell, PlannedLine, Preview};
use super::{Cell, Line, letters};
use crate::dossier::Row;
use crate::field::{Answer, Severity};
use crate::text::comparable;

/// So many lines are shown, with and without problems each.
const SHOWN: usize = 50;
/// So many problems are told one by one.
const TOLD: usize = 2_000;

/// How two keys are compared.
fn key_of(text: &str) -> String {
    comparable(text)
}

/// A column that is imported.
struct Imported<'a> {
    at: usize,
    column: &'a Column<'a>,
    head: &'a str,
}

/// Takes the lines one after the other.
pub(super) struct Planner<'a> {
    columns: Vec<Imported<'a>>,
    rows: Vec<Arc<Row>>,
    /// Rows that were there, by key: their names and positions.
    by_key: BTreeMap<String, Vec<(String, usize)>>,
    /// Keys of the lines so far, with their names and numbers.
    seen: BTreeMap<String, Vec<(String, u32)>>,
    /// Rows that a line is about.
    kept: BTreeSet<usize>,
    ids: BTreeSet<String>,
    key: &'a str,
    /// The field that names a row, where it is not the key.
    name: Option<&'a str>,
    choices: &'a Choices,
    seed: &'a str,
    counts: Counts,
    wrong: Vec<PlannedLine>,
    sound: Vec<PlannedLine>,
    problems: Vec<CellProblem>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        columns: &'a [Column<'a>],
        meanings: &[Option<Meaning>],
        heads: &'a [String],
        rows: &[Arc<Row>],
        (key, name): (&'a str, &'a str),
        choices: &'a Choices,
        seed: &'a str,
    ) -> Self {
        let imported = meanings.iter().zip(heads).enumerate().filter_map(|(at, (meaning, head))| {
            let column = &columns[meaning.as_ref()?.column];
            Some(Imported { at, column, head })
        });
        let mut planner = Self {
            columns: imported.collect(),
            rows: rows.to_vec(),
            by_key: BTreeMap::new(),
            seen: BTreeMap::new(),
            kept: BTreeSet::new(),
            ids: rows.iter().map(|row| row.id.clone()).collect(),
            key,
            name: (name != key).then_some(name),
            choices,
            seed,
            counts: Counts::default(),
            wrong: Vec::new(),
            sound: Vec::new(),
            problems: Vec::new(),
        };
        for (at, row) in rows.iter().enumerate() {
            if let Some(key) = planner.text(planner.key, &row.answers) {
                let name = planner.name(&row.answers);
                planner.by_key.entry(key).or_default().push((name, at));
            }
        }
        planner
    }

    /// What a row is found by, or called, where the sheet has a column for that and the row an answer.
    fn text(&self, field: &str, answers: &BTreeMap<String, Answer>) -> Option<String> {
        let text = key_of(&self.column(field)?.column.text(answers.get(field)?));
        (!text.is_empty()).then_some(text)
    }

    /// What tells a row from another one with its key; blank where nothing does.
    fn name(&self, answers: &BTreeMap<String, Answer>) -> String {
        let name = self.name.filter(|_| !self.choices.renamed);
        name.and_then(|name| self.text(name, answers)).unwrap_or_default()
    }

    /// In words that two lines have one key and two names, where they can.
    pub(super) fn alike(&self) -> Option<String> {
        let [key, name] = [self.key, self.name?].map(|field| self.column(field).map(|one| &one.column.label));
        Some(format!("{}相同、{}不同", key?, name?))
    }

    /// The main column of a field.
    fn column(&self, field: &str) -> Option<&Imported<'a>> {
        self.columns.iter().find(|one| one.column.field.id == field && one.column.is_main())
    }

    /// Plans one line.
    pub(super) fn take(&mut self, line: &Line) {
        let mut found = Found { line, cells: BTreeMap::new() };
        let read = self.read(line, None, &mut found);
        if read.is_empty() && found.cells.is_empty() {
            return;
        }
        let (key, name) = (self.text(self.key, &read), self.name(&read));
        let rows = key.as_ref().and_then(|key| self.by_key.get(key)).map_or(&[][..], Vec::as_slice);
        let lines = key.as_ref().and_then(|key| self.seen.get(key)).map_or(&[][..], Vec::as_slice);
        let (before, earlier) = (same(rows, &name), same(lines, &name));
        // Of two people with one number neither may be lost: which is wrong is for whoever knows them to say.
        let other = match (before, earlier, lines, rows) {
            (None, None, [(_, line), ..], _) => Some(format!("表格第{line}行")),
            (None, None, [], [(_, at), ..]) => Some(format!("清单中已有的第{}行", at + 1)),
            _ => None,
        };
        let answers = match before {
            Some(at) => {
                found.cells.clear();
                let before = self.rows[at].clone();
                self.read(line, Some(&before.answers), &mut found)
            }
            None => read,
        };
        let key_at = self.column(self.key).map(|one| one.at);
        if let (Some(other), Some(key_at), Some(alike)) = (other, key_at, self.alike()) {
            let message = format!("与{other}{alike}，作为另一行导入");
            let hint = "请核对是不是填错；确是改了名称的，选择“按改名替换”。".to_owned();
            found.add(key_at, Severity::Blocking, message, hint);
        }
        if let (Some(earlier), Some(key_at)) = (earlier, key_at) {
            let message = format!("与第{earlier}行相同，只导入前面的一行");
            found.add(key_at, Severity::Blocking, message, "请删去重复的行，或者更正其中一行。".to_owned());
        }
        let wrong = found.blocking() > 0;
        let fate = match before {
            _ if earlier.is_some() => Fate::Repeated,
            _ if wrong && self.choices.skip_wrong => Fate::Skipped,
            Some(at) if self.rows[at].answers == answers => Fate::Unchanged,
            Some(_) => Fate::Replaced,
            None => Fate::Added,
        };
        let shown = self.shown(line, fate, before, &answers, &found);
        if let (Some(key), None) = (key, earlier) {
            self.seen.entry(key).or_default().push((name, line.number));
        }
        if let Some(at) = before {
            self.kept.insert(at);
        }
        match (fate, before) {
            (Fate::Replaced, Some(at)) => {
                let id = self.rows[at].id.clone();
                self.rows[at] = Arc::new(Row { id, answers });
            }
            (Fate::Added, _) => {
                let id = self.fresh_id(line.number);
                self.kept.insert(self.rows.len());
                self.rows.push(Arc::new(Row { id, answers }));
            }
            _ => {}
        }
        self.count(fate, &found);
        let list = if found.cells.is_empty() { &mut self.sound } else { &mut self.wrong };
        if list.len() < SHOWN {
            list.push(shown);
        }
        self.tell(found);
    }

    /// The answers that a line makes on top of those that were there.
    fn read(
        &self,
        line: &Line,
        before: Option<&BTreeMap<String, Answer>>,
        found: &mut Found<'_>,
    ) -> BTreeMap<String, Answer> {
        let blank = Cell::default();
        let mut answers = before.cloned().unwrap_or_default();
        let mut groups: Vec<Vec<&Imported<'_>>> = Vec::new();
        for one in &self.columns {
            match groups.iter_mut().find(|group| group[0].column.field.id == one.column.field.id) {
                Some(group) => group.push(one),
                None => groups.push(vec![one]),
            }
        }
        for group in groups {
            let field = group[0].column.field;
            let mut given = Vec::new();
            for one in &group {
                let cell = line.cells.get(one.at).unwrap_or(&blank);
                match cell.defect {
                    Some(defect) => {
                        let (message, hint) = defect.words();
                        found.add(one.at, Severity::Blocking, message.to_owned(), hint.to_owned());
                    }
                    None => given.push(Given { column: one.column, head: one.head, text: &cell.text }),
                }
            }
            let clear = self.choices.clear_blank && given.len() == group.len();
            let Some(answer) = answer(&given, answers.get(&field.id), clear) else {
                if !given.is_empty() {
                    answers.remove(&field.id);
                }
                continue;
            };
            if !answer.is_unknown() && given.iter().any(|one| !crate::text::looks_blank(one.text)) {
                for problem in field.kind.read(&answer).problems {
                    let place = group
                        .iter()
                        .find(|one| problem.part.is_some() && one.column.part == problem.part.as_deref())
                        .or(group.iter().find(|one| one.column.is_main()))
                        .unwrap_or(&group[0]);
                    found.add(place.at, problem.severity, sentence(&problem.message), problem.hint);
                }
            }
            answers.insert(field.id.clone(), answer);
        }
        answers
    }

    fn fresh_id(&mut self, number: u32) -> String {
        let mut id = format!("{}-{number}", self.seed);
        while !self.ids.insert(id.clone()) {
            id.push('a');
        }
        id
    }

    fn count(&mut self, fate: Fate, found: &Found<'_>) {
        let counts = &mut self.counts;
        *match fate {
            Fate::Added => &mut counts.added,
            Fate::Replaced => &mut counts.replaced,
            Fate::Unchanged => &mut counts.unchanged,
            Fate::Repeated => &mut counts.repeated,
            Fate::Skipped => &mut counts.skipped,
        } += 1;
        let blocking = found.blocking();
        counts.wrong_lines += usize::from(blocking > 0);
        counts.wrong_cells += blocking;
        counts.doubtful_cells += found.cells.len() - blocking;
    }

    fn tell(&mut self, found: Found<'_>) {
        for (at, problems) in found.cells {
            let label = self.columns.iter().find(|one| one.at == at).map(|one| one.column.label.clone());
            for (severity, message, hint) in problems {
                if self.problems.len() < TOLD {
                    self.problems.push(CellProblem {
                        cell: format!("{}{}", letters(at), found.line.number),
                        label: label.clone().unwrap_or_default(),
                        severity,
                        message,
                        hint,
                    });
                }
            }
        }
    }

    fn shown(
        &self,
        line: &Line,
        fate: Fate,
        before: Option<usize>,
        answers: &BTreeMap<String, Answer>,
        found: &Found<'_>,
    ) -> PlannedLine {
        let cells = self.columns.iter().map(|one| {
            let text = |answers: &BTreeMap<String, Answer>| {
                answers.get(&one.column.field.id).map(|answer| one.column.text(answer)).unwrap_or_default()
            };
            let now = text(answers);
            let given = line.cells.get(one.at).map(|cell| cell.text.clone()).unwrap_or_default();
            let then = before.map(|at| text(&self.rows[at].answers)).filter(|then| *then != now);
            let worst =
                found.cells.get(&one.at).and_then(|all| all.iter().min_by_key(|(severity, ..)| *severity));
            PlannedCell {
                text: if now.is_empty() || worst.is_some() { given } else { now },
                before: then,
                problem: worst.map(|(_, message, _)| message.clone()),
                severity: worst.map(|(severity, ..)| *severity),
                sensitive: one.column.is_sensitive(),
            }
        });
        PlannedLine { number: line.number, fate, cells: cells.collect() }
    }

    /// The rows after the import; what was planned goes into the preview.
    pub(super) fn finish(self, preview: &mut Preview) -> Vec<Arc<Row>> {
        let examples = preview.counts.examples;
        let lines = self.counts.added
            + self.counts.replaced
            + self.counts.unchanged
            + self.counts.repeated
            + self.counts.skipped;
        let remove = self.choices.remove_absent;
        let total = self.rows.len();
        let rows: Vec<Arc<Row>> = self
            .rows
            .into_iter()
            .enumerate()
            .filter(|(at, _)| !remove || self.kept.contains(at))
            .map(|(_, row)| row)
            .collect();
        preview.counts = Counts { lines, examples, removed: total - rows.len(), ..self.counts };
        preview.columns = self.columns.iter().map(|one| one.column.label.clone()).collect();
        let room = SHOWN - self.wrong.len();
        preview.lines = self.wrong.into_iter().chain(self.sound.into_iter().take(room)).collect();
        preview.problems = self.problems;
        rows
    }
}

/// The first of those with a key that has this name; one without a name is whoever has the key.
fn same<T: Copy>(known: &[(String, T)], name: &str) -> Option<T> {
    let mut same = known.iter().filter(|(other, _)| name.is_empty() || other.is_empty() || other == name);
    same.next().map(|(_, it)| *it)
}

/// What was found wrong with the cells of one line, by column.
struct Found<'a> {
    line: &'a Line,
    cells: BTreeMap<usize, Vec<(Severity, String, String)>>,
}

impl Found<'_> {
    fn add(&mut self, at: usize, severity: Severity, message: String, hint: String) {
        self.cells.entry(at).or_default().push((severity, message, hint));
    }

    /// Cells with a blocking problem.
    fn blocking(&self) -> usize {
        let blocks = |all: &&Vec<(Severity, String, String)>| {
            all.iter().any(|(severity, ..)| *severity == Severity::Blocking)
        };
        self.cells.values().filter(blocks).count()
    }
}

/// A message without its full stop, to stand among others.
fn sentence(message: &str) -> String {
    message.strip_suffix('。').unwrap_or(message).to_owned()
}
