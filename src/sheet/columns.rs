//! The columns in which a roster's rows stand in a sheet.

use std::collections::BTreeMap;

use crate::field::{Answer, FieldKind};
use crate::identity::IdKind;
use crate::procedure::{Field, Roster};
use crate::text::comparable;

/// The column in which a line is marked as an example: such a line is not imported.
pub(super) const EXAMPLE: &str = "示例";
/// How an answer that is not known is written.
pub(super) const UNKNOWN: &str = "不清楚";
/// How a ticked statement is written.
pub(super) const YES: &str = "是";

/// Where one text of a row stands: a field, or one of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Column<'a> {
    /// `valid`, or `valid.from` for a part.
    pub id: String,
    /// What stands in the head, e.g. `有效期起`.
    pub label: String,
    /// The field.
    pub field: &'a Field,
    /// The part of its answer; `None` for an answer of a single text.
    pub part: Option<&'static str>,
}

/// A part's own wordings: what is put after the field's label, the first being the one written.
fn tails(kind: &FieldKind, part: &str) -> &'static [&'static str] {
    match (kind, part) {
        (FieldKind::Choice { .. }, "other") => &["其他说明", "其他", "说明"],
        (FieldKind::Money, "unit") => &["单位"],
        (FieldKind::Money, "currency") => &["币种", "币别", "货币"],
        (FieldKind::Money, "note") => &["性质", "类别"],
        (FieldKind::IdDocument, "kind") => &["种类", "类型", "类别", "名称"],
        (FieldKind::IdDocument, "number") => &["号码", "号", "编号"],
        (FieldKind::IdDocument, "from") => &["有效期起", "有效期自", "有效期开始", "签发日期"],
        (FieldKind::IdDocument, "to") => &["有效期至", "有效期止", "有效期截止", "到期日期"],
        (FieldKind::Period, "from") => &["起", "自", "开始", "起始", "起始日期", "开始日期", "起始日"],
        (FieldKind::Period, "to") => &[
            "至",
            "止",
            "到",
            "截止",
            "终止",
            "结束",
            "截止日期",
            "终止日期",
            "结束日期",
            "到期日",
            "到期日期",
        ],
        _ => &[""],
    }
}

/// The label without the word that only fits the main part, to which the other parts' words are put.
fn stem<'a>(kind: &FieldKind, label: &'a str) -> &'a str {
    match kind {
        FieldKind::IdDocument => label.strip_suffix("号码").unwrap_or(label),
        FieldKind::Period => label.strip_suffix("起止日期").or(label.strip_suffix("起止")).unwrap_or(label),
        _ => label,
    }
}

/// The columns of a roster in order.
pub fn columns(roster: &Roster) -> Vec<Column<'_>> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    for field in &roster.fields {
        let unit = match &field.kind {
            FieldKind::Count { unit } if !unit.is_empty() => format!("（{unit}）"),
            _ => String::new(),
        };
        for part in parts(&field.kind) {
            let (id, label) = match part {
                None => (field.id.clone(), format!("{}{unit}", field.label)),
                Some(part) => {
                    let tail = tails(&field.kind, part)[0];
                    let stem = if tail.is_empty() { &field.label } else { stem(&field.kind, &field.label) };
                    (format!("{}.{part}", field.id), format!("{stem}{tail}"))
                }
            };
            columns.push(Column { id, label, field, part });
        }
    }
    columns
}

/// The parts that have a column: for a person who reads from left to right, the kind of a document comes
/// before its number, and a choice without 其他 is a single text.
fn parts(kind: &FieldKind) -> Vec<Option<&'static str>> {
    match kind {
        FieldKind::Choice { options } if !options.iter().any(|option| option.other) => vec![Some("choice")],
        FieldKind::IdDocument => ["kind", "number", "from", "to"].map(Some).to_vec(),
        _ if kind.parts().is_empty() => vec![None],
        _ => kind.parts().iter().map(|part| Some(*part)).collect(),
    }
}

impl Column<'_> {
    /// Whether this is the column where the answer mainly stands.
    pub(super) fn is_main(&self) -> bool {
        self.part.is_none_or(|part| self.field.kind.parts().first() == Some(&part))
    }

    /// Whether a screen masks what stands here: of an identity document its number, which alone is somebody's.
    pub(super) fn is_sensitive(&self) -> bool {
        let number = !matches!(self.field.kind, FieldKind::IdDocument) || self.part == Some("number");
        self.field.sensitive && number
    }

    /// What stands in this column for an answer.
    pub(super) fn text(&self, answer: &Answer) -> String {
        if answer.is_unknown() {
            return if self.is_main() { UNKNOWN.to_owned() } else { String::new() };
        }
        let text = match (answer, self.part) {
            (Answer::Text(text), _) if self.is_main() => text.as_str(),
            (Answer::Parts(_), Some(part)) => answer.part(part),
            _ => return String::new(),
        };
        match (&self.field.kind, self.part) {
            (FieldKind::Choice { options }, Some("choice")) => options
                .iter()
                .find(|option| option.code == text)
                .map_or(text, |option| option.label.as_str())
                .to_owned(),
            (FieldKind::IdDocument, Some("kind")) => {
                IdKind::from_code(text).map_or(text, |kind| kind.label()).to_owned()
            }
            (FieldKind::Confirm, _) if text == "yes" => YES.to_owned(),
            _ => text.to_owned(),
        }
    }

    /// What may be chosen in this column; empty where anything may stand.
    pub(super) fn choices(&self) -> Vec<String> {
        let mut choices: Vec<String> = match (&self.field.kind, self.part) {
            (FieldKind::Choice { options }, Some("choice")) => {
                options.iter().map(|option| option.label.clone()).collect()
            }
            (FieldKind::IdDocument, Some("kind")) => {
                IdKind::ALL.iter().map(|kind| kind.label().to_owned()).collect()
            }
            (FieldKind::Money, Some("unit")) => vec!["元".to_owned(), "万元".to_owned()],
            (FieldKind::Money, Some("note")) => vec!["注册资本".to_owned(), "开办资金".to_owned()],
            (FieldKind::Confirm, _) => vec![YES.to_owned()],
            _ => Vec::new(),
        };
        if self.field.unknown && self.is_main() && !choices.is_empty() {
            choices.push(UNKNOWN.to_owned());
        }
        choices
    }
}

/// The names by which columns are known, each of them meaning one column only.
pub(super) struct Names {
    exact: BTreeMap<String, usize>,
    labels: Vec<String>,
}

impl Names {
    pub(super) fn of(columns: &[Column<'_>]) -> Self {
        let mut exact = BTreeMap::new();
        let mut bare: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (at, column) in columns.iter().enumerate() {
            let Column { field, part, .. } = column;
            let mut add = |name: &str| {
                exact.entry(plain(name)).or_insert(at);
            };
            add(&column.label);
            add(&column.id);
            add(&column.id.replace('.', "_"));
            if column.is_main() {
                add(&field.id);
                add(&field.label);
            }
            let Some(part) = part else { continue };
            for tail in tails(&field.kind, part) {
                add(&format!("{}{tail}", stem(&field.kind, &field.label)));
                let general = match field.kind {
                    FieldKind::IdDocument if tail.starts_with("有效期") => (*tail).to_owned(),
                    FieldKind::IdDocument => format!("证件{tail}"),
                    FieldKind::Period => format!("有效期{tail}"),
                    _ => (*tail).to_owned(),
                };
                for name in [general.as_str(), tail] {
                    let claim = bare.entry(plain(name)).or_insert(Some(at));
                    *claim = claim.filter(|first| *first == at);
                }
            }
        }
        // A part's own word names it only where no other column could be meant.
        for (name, at) in bare {
            if let Some(at) = at.filter(|_| name.chars().count() > 1) {
                exact.entry(name).or_insert(at);
            }
        }
        Self { exact, labels: columns.iter().map(|column| plain(&column.label)).collect() }
    }

    /// The column that a name in a head means.
    pub(super) fn find(&self, head: &str) -> Option<usize> {
        self.exact.get(&plain(head)).copied()
    }

    /// The column that resembles a name: one holds the other, and no other column does.
    pub(super) fn resembling(&self, head: &str, free: impl Fn(usize) -> bool) -> Option<usize> {
        let head = plain(head);
        if head.chars().count() < 2 {
            return None;
        }
        let alike = |label: &String| {
            label.chars().count() >= 2 && (label.contains(&head) || head.contains(label.as_str()))
        };
        let mut found = (0..self.labels.len()).filter(|at| free(*at) && alike(&self.labels[*at]));
        found.next().filter(|_| found.next().is_none())
    }
}

/// A name as it is compared: without what is in brackets, numbering, stars and marks.
fn plain(name: &str) -> String {
    let name = comparable(name);
    let outside = outside_brackets(&name);
    let body = if outside.is_empty() { &name } else { &outside };
    let body = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let body = if body.is_empty() { &name } else { body };
    let bare: String =
        body.chars().filter(|c| !c.is_ascii_punctuation() && !"·、，。：；".contains(*c)).collect();
    if bare.is_empty() { name } else { bare }
}

fn outside_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// What stands in brackets at the end of a head, e.g. the `万元` of `合同金额（万元）`.
pub(super) fn bracketed(head: &str) -> Option<String> {
    let head = comparable(head);
    let (_, rest) = head.rsplit_once('(')?;
    rest.strip_suffix(')').map(str::to_owned)
}
