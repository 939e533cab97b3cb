//! What a migration has done, for people to read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::questions::{Course, Step};
use super::shown::shown;
use crate::dossier::Dossier;
use crate::field::Answer;
use crate::procedure::{Field, Procedure};

/// So many values of a column stand in a report.
const SAMPLES: usize = 3;

/// What a migration has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MigrationReport {
    /// Official title of the definition.
    pub title: String,
    /// The version that the dossier was filled in by.
    pub from: String,
    /// The version that it is brought to.
    pub to: String,
    /// Whether the earlier definition was at hand; without it, what was added is not known, and answers are called by
    /// their ids.
    pub known: bool,
    /// The dossier was filled in by a later version than the one at hand.
    pub backwards: bool,
    /// How many answers stand where they stood, to the letter.
    pub unchanged: usize,
    /// How many answers are kept aside.
    pub kept: usize,
    /// All that has changed, in the order of the definition.
    pub changes: Vec<Change>,
}

/// What has happened at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What.
    pub kind: ChangeKind,
    /// Where it stands now; of what has no place any more, where it stood: `<field>`, `rosters/<roster>[/<field>]`,
    /// `materials/<material>[/<slot>]`.
    pub place: String,
    /// What it is called there.
    pub label: String,
    /// What it was called, where that is another name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What stood there, in few words; of a column, its first values.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What stands there now.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// How many rows or files it concerns; 0 for a single answer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub count: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The answer has no place, or cannot be read as what is asked now: kept aside.
    Aside,
    /// A file whose material or place is no more; it stays in the dossier, at no place.
    FileAside,
    /// The answer was converted to another type.
    Converted,
    /// One answer stands at several questions now.
    Split,
    /// The question, roster or material has another id.
    Renamed,
    /// The question is worded in another way.
    Reworded,
    /// What was kept aside stands in its place again.
    Returned,
    /// A question, roster, material or place that was not asked for.
    Added,
}

impl ChangeKind {
    /// All, in the order in which people need to know of them.
    pub const ALL: [Self; 8] = [
        Self::Aside,
        Self::FileAside,
        Self::Converted,
        Self::Split,
        Self::Renamed,
        Self::Reworded,
        Self::Returned,
        Self::Added,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Aside => "另存的旧答案",
            Self::FileAside => "需要重新归位的文件",
            Self::Converted => "换了填法",
            Self::Split => "一项分为几项",
            Self::Renamed => "编号有变",
            Self::Reworded => "题目措辞有变",
            Self::Returned => "恢复的旧答案",
            Self::Added => "新增的内容",
        }
    }

    /// What it means for whoever fills in the form.
    pub fn about(self) -> &'static str {
        match self {
            Self::Aside => {
                "新版不再收集，或者不能按新版的要求读取。旧答案另存在卷宗中，没有删除，也不作为填报内容。"
            }
            Self::FileAside => {
                "新版的材料清单中没有原来的位置。文件仍在卷宗中，请在“准备材料”中选择新的位置，或移除。"
            }
            Self::Converted => "已按新版的填法转换，请核对。",
            Self::Split => "原来一项的内容，现在分别填在几项中，请逐项核对。",
            Self::Renamed => "内容照旧，只是在新版中的编号或名称不同。",
            Self::Reworded => "内容照旧，题目的措辞不同，请核对所填内容是否仍然切题。",
            Self::Returned => "以前另存的旧答案，新版又要收集，已放回原处，请核对。",
            Self::Added => "旧版没有的内容，请补充填写或者放入。",
        }
    }
}

impl MigrationReport {
    pub(super) fn new(dossier: &Dossier, before: Option<&Procedure>, after: &Procedure) -> Self {
        Self {
            title: after.title.clone(),
            from: dossier.procedure.version.clone(),
            to: after.version.clone(),
            known: before.is_some(),
            backwards: is_later(&dossier.procedure.version, &after.version),
            unchanged: 0,
            kept: 0,
            changes: Vec::new(),
        }
    }

    /// Whether nothing has changed but the definition itself.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes of a kind, in order.
    pub fn of(&self, kind: ChangeKind) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.kind == kind)
    }

    /// Answers that have found their places. `at` stands before the ids of a roster's columns; `returned` says
    /// whether an answer was kept aside before.
    pub(super) fn steps(&mut self, steps: &[Step<'_>], at: &str, returned: &dyn Fn(&str) -> bool) {
        for step in steps {
            self.step(step, at, returned(step.from));
        }
    }

    /// One answer that has found its place.
    pub(super) fn step(&mut self, step: &Step<'_>, at: &str, returned: bool) {
        let (to, label) = (step.to, step.question.map(|field| &field.label));
        let kind = match () {
            () if returned => ChangeKind::Returned,
            () if step.split => ChangeKind::Split,
            () if *step.before != step.after || step.part.is_some() => ChangeKind::Converted,
            () if step.from != to.id => ChangeKind::Renamed,
            () if label.is_some_and(|label| *label != to.label) => ChangeKind::Reworded,
            () => {
                self.unchanged += 1;
                return;
            }
        };
        let change = Change {
            kind,
            place: format!("{at}{}", to.id),
            label: to.label.clone(),
            was: label.filter(|label| **label != to.label).cloned(),
            before: shown(step.question, step.before),
            after: shown(Some(to), &step.after),
            count: usize::from(!at.is_empty()),
        };
        self.add(change);
    }

    /// An answer that is kept aside.
    pub(super) fn aside(&mut self, field: Option<&Field>, id: &str, place: &str, answer: &Answer) {
        self.add(Change {
            kind: ChangeKind::Aside,
            place: place.to_owned(),
            label: field.map_or(id, |field| &field.label).to_owned(),
            was: None,
            before: shown(field, answer),
            after: String::new(),
            count: usize::from(place != id),
        });
    }

    /// The questions that were not asked before.
    pub(super) fn added(&mut self, course: &Course<'_>, at: &str) {
        for field in course.added() {
            self.plain(ChangeKind::Added, format!("{at}{}", field.id), &field.label);
        }
    }

    /// A change of a place as a whole.
    pub(super) fn plain(&mut self, kind: ChangeKind, place: String, label: &str) {
        let label = label.to_owned();
        self.add(Change {
            kind,
            place,
            label,
            was: None,
            before: String::new(),
            after: String::new(),
            count: 0,
        });
    }

    /// Adds a change; of a column, to the one that tells the same of other rows.
    pub(super) fn add(&mut self, change: Change) {
        let same = |known: &&mut Change| {
            (known.kind, &known.place, &known.was) == (change.kind, &change.place, &change.was)
                && known.count > 0
        };
        let Some(known) = self.changes.iter_mut().filter(|_| change.count > 0).find(same) else {
            return self.changes.push(change);
        };
        for (text, more) in [(&mut known.before, change.before), (&mut known.after, change.after)] {
            if known.count < SAMPLES && !more.is_empty() {
                text.push('；');
                text.push_str(&more);
            }
        }
        known.count += change.count;
    }
}

/// Whether a version comes after another, number by number: `2026.10` after `2026.9`.
fn is_later(one: &str, other: &str) -> bool {
    let numbers = |version: &str| -> Vec<u64> {
        let parts = version.split(|c: char| !c.is_ascii_digit());
        parts.filter_map(|part| part.parse().ok()).collect()
    };
    numbers(one) > numbers(other)
}
