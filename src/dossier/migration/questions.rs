//! Answers on their way from the questions of one version to those of another.

use std::collections::BTreeMap;

use super::convert::{Converted, Taken, convert, convert_part};
use crate::field::Answer;
use crate::procedure::{Field, Roster};

/// The questions of both versions: those outside rosters, or those of a row.
pub(super) struct Course<'a> {
    /// Those before, by id; `None` where the earlier definition is not at hand.
    before: Option<BTreeMap<&'a str, &'a Field>>,
    after: Vec<&'a Field>,
}

/// An answer that has found its place.
pub(super) struct Step<'a> {
    /// The question that it answers now.
    pub(super) to: &'a Field,
    /// The question that it answered, where that is known.
    pub(super) question: Option<&'a Field>,
    /// The id of that question.
    pub(super) from: &'a str,
    /// The part of it that was asked for.
    pub(super) part: Option<&'a str>,
    pub(super) before: &'a Answer,
    pub(super) after: Answer,
    /// The same answer stands at several questions now.
    pub(super) split: bool,
}

/// What has become of a set of answers.
pub(super) struct Moved<'a> {
    /// The answers by new ids.
    pub(super) answers: BTreeMap<String, Answer>,
    /// How they came there, in the order of the questions.
    pub(super) steps: Vec<Step<'a>>,
    /// What has found no place, by the earlier ids.
    pub(super) rest: Vec<(&'a str, Answer)>,
}

impl<'a> Course<'a> {
    pub(super) fn new(before: Option<Vec<&'a Field>>, after: Vec<&'a Field>) -> Self {
        let by_id =
            |fields: Vec<&'a Field>| fields.into_iter().map(|field| (field.id.as_str(), field)).collect();
        Self { before: before.map(by_id), after }
    }

    /// The questions of rows.
    pub(super) fn of_rows(before: Option<&'a Roster>, after: &'a Roster) -> Self {
        Self::new(before.map(|before| before.fields.iter().collect()), after.fields.iter().collect())
    }

    /// The earlier question of this id, where it is known.
    pub(super) fn before(&self, id: &str) -> Option<&'a Field> {
        self.before.as_ref()?.get(id).copied()
    }

    /// Whether what was kept aside under this id has a place to go to.
    pub(super) fn wants(&self, id: &str) -> bool {
        self.after.iter().any(|field| sources(field).any(|it| it.0 == id && !self.refused(field, it)))
    }

    /// Whether a question asked for the same before: what it did not take from another place then, it does not take
    /// now.
    fn refused(&self, field: &Field, source: (&str, Option<&str>)) -> bool {
        let same = |before: &&Field| before.kind == field.kind && sources(before).any(|it| it == source);
        self.before(&field.id).is_some_and(|before| same(&before))
    }

    /// The questions that were not asked in any way; none where the earlier ones are not known.
    pub(super) fn added(&self) -> Vec<&'a Field> {
        let Some(before) = &self.before else { return Vec::new() };
        let known = |field: &&&'a Field| sources(field).any(|(from, _)| before.contains_key(from));
        self.after.iter().filter(|field| !known(field)).copied().collect()
    }

    /// Brings answers to the new questions. A question takes the answer of its own id before those of its earlier
    /// ones, and the first that it can read. `kept` says which were kept aside: of what type those were is not
    /// known, and they return only where they can be read.
    pub(super) fn apply(
        &self,
        given: &BTreeMap<&'a str, &'a Answer>,
        kept: &dyn Fn(&str) -> bool,
    ) -> Moved<'a> {
        let mut moved = Moved { answers: BTreeMap::new(), steps: Vec::new(), rest: Vec::new() };
        let mut taken: BTreeMap<&str, (Taken, usize)> = BTreeMap::new();
        for &field in &self.after {
            let found = sources(field).find_map(|(from, part)| {
                let (&from, &answer) = given.get_key_value(from)?;
                let earlier = from != field.id || part.is_some();
                if (kept(from) || earlier) && self.refused(field, (from, part)) {
                    return None;
                }
                let question = self.before(from).filter(|_| !kept(from));
                let converted = match part {
                    Some(part) => convert_part(part, field, answer),
                    None => convert(question, field, answer),
                };
                let readable = |it: &Converted| !kept(from) || field.kind.read(&it.answer).value.is_some();
                Some((from, part, question, answer, converted.filter(readable)?))
            });
            let Some((from, part, question, answer, Converted { answer: after, taken: much })) = found else {
                continue;
            };
            let (before, times) = taken.remove(from).unwrap_or((Taken::Parts(Default::default()), 0));
            taken.insert(from, (before.and(much), times + 1));
            moved.answers.insert(field.id.clone(), after.clone());
            moved.steps.push(Step { to: field, question, from, part, before: answer, after, split: false });
        }
        for step in &mut moved.steps {
            step.split = taken.get(step.from).is_some_and(|(_, times)| *times > 1);
        }
        for (&id, &answer) in given {
            match taken.get(id) {
                None if answer.is_blank() => {}
                None => moved.rest.push((id, answer.clone())),
                Some((taken, _)) => moved.rest.extend(taken.rest(answer).map(|rest| (id, rest))),
            }
        }
        moved
    }
}

/// Where the answer of a question may come from: ids, each perhaps with the part that is meant.
fn sources(field: &Field) -> impl Iterator<Item = (&str, Option<&str>)> {
    let was = field.was.0.iter().map(|was| match was.split_once('.') {
        Some((id, part)) => (id, Some(part)),
        None => (was.as_str(), None),
    });
    std::iter::once((field.id.as_str(), None)).chain(was)
}
