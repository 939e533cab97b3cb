//! What is known of the prints among the attachments. A scan is held against the dossier again only when it, what
//! its documents print, or the row that it was printed for has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::changes::Changes;
use super::finding::Finding;
use super::prints::{Marked, Now, Reprint, incomplete};
use crate::dossier::Dossier;
use crate::mark::{Mark, Question, Questions, dossier_tag, row_tag};
use crate::procedure::{PrintedDocument, Procedure};

/// The questions of the official form and of every document, by the tags by which marks name them.
pub(super) struct Lists(BTreeMap<u16, List>);

struct List {
    /// Position of the document; `None` for the official form.
    document: Option<usize>,
    questions: Vec<Question>,
    check: u8,
    /// The fields and rosters that are read, the row at hand apart.
    reads: BTreeSet<String>,
    /// The roster for each row of which it is printed.
    each: Option<String>,
}

impl Lists {
    /// Those of a definition.
    pub(super) fn of(procedure: &Procedure) -> Self {
        let list = |(at, document): (Option<usize>, Option<&PrintedDocument>)| {
            let questions = Questions::of(procedure, document);
            let reads = questions.list().iter().filter_map(|question| match question {
                Question::Field(id) | Question::Roster(id) => Some(id.clone()),
                Question::Cell(_) => None,
            });
            let list = List {
                document: at,
                check: questions.check(),
                reads: reads.collect(),
                each: document.and_then(|document| document.for_each.clone()),
                questions: questions.list().to_vec(),
            };
            (questions.tag(), list)
        };
        let documents = procedure.documents.iter().enumerate();
        let documents = documents.map(|(at, document)| (Some(at), Some(document)));
        Self(std::iter::once((None, None)).chain(documents).map(list).collect())
    }

    fn of_mark(&self, mark: &Mark) -> Option<&List> {
        self.0.get(&mark.document)
    }
}

impl List {
    fn questions<'a>(&'a self, procedure: &'a Procedure) -> Questions<'a> {
        let document = self.document.and_then(|at| procedure.documents.get(at));
        Questions::known(procedure, document, &self.questions)
    }

    /// Whether what is printed, the row at hand apart, may be another now.
    fn depends_on(&self, changes: &Changes) -> bool {
        changes.touch(&self.reads) || changes.cells.iter().any(|(roster, _)| self.reads.contains(roster))
    }
}

/// What is known of the prints.
#[derive(Default)]
pub(super) struct Prints {
    /// In the order of the attachments.
    scans: Vec<Scan>,
    /// The digests of what documents print, the row at hand apart, by tag.
    digests: BTreeMap<u16, Vec<u16>>,
    /// Positions of rows by their tags, by roster.
    rows: BTreeMap<String, HashMap<u32, usize>>,
    /// About prints of which pages are missing or doubled.
    incomplete: Vec<Arc<Finding>>,
}

struct Scan {
    marks: Vec<Marked>,
    found: Vec<Arc<Finding>>,
}

impl Prints {
    /// All findings, scan by scan.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.scans.iter().flat_map(|scan| &scan.found).chain(&self.incomplete)
    }

    /// Brings them up to date.
    pub(super) fn update(
        &mut self,
        lists: &Lists,
        procedure: &Procedure,
        dossier: &Dossier,
        changes: &Changes,
    ) {
        let own = dossier_tag(dossier.origin());
        let anew = changes.everything || changes.files;
        if anew {
            *self = Self::default();
            let marked = |(page, mark)| Marked { page, mark, row: None };
            let scan = |marks: Vec<Marked>| Scan { marks, found: Vec::new() };
            let files = dossier.attachments.iter();
            self.scans = files.map(|file| scan(file.file.page_marks().map(marked).collect())).collect();
            let scans = self.scans.iter().map(|scan| &*scan.marks);
            let found = incomplete(dossier.attachments.iter().zip(scans), own);
            self.incomplete = found.into_iter().map(Arc::new).collect();
        }
        let changed = self.print_again(lists, procedure, dossier, changes);
        self.find_rows(lists, dossier, changes);
        let (digests, rows) = (&self.digests, &self.rows);
        let prints = |marked: &Marked| {
            let list = lists.of_mark(&marked.mark)?;
            let questions = list.questions(procedure);
            let mut digests = digests.get(&marked.mark.document)?.clone();
            if let Some(row) = &marked.row {
                questions.fill_row(&mut digests, dossier, row);
            }
            Some(Reprint { questions, check: list.check, digests })
        };
        let now = Now { procedure, dossier, own, prints: &prints };
        for (scan, file) in self.scans.iter_mut().zip(&dossier.attachments) {
            // What a scan without marks is held against are answers of the form.
            let mut again = anew || (file.printed.is_some() && !changes.names.is_empty());
            for marked in &mut scan.marks {
                let row = lists.of_mark(&marked.mark).and_then(|list| {
                    let roster = list.each.as_ref()?;
                    let at = rows.get(roster)?.get(&marked.mark.row?)?;
                    dossier.rows(roster).get(*at)
                });
                let same = match (row, &marked.row) {
                    (Some(now), Some(then)) => Arc::ptr_eq(now, then),
                    (now, then) => now.is_none() && then.is_none(),
                };
                again |= !same || changed.contains(&marked.mark.document);
                marked.row = row.cloned();
            }
            if again {
                scan.found = now.findings(file, &scan.marks).into_iter().map(Arc::new).collect();
            }
        }
    }

    fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.scans.iter().flat_map(|scan| &scan.marks).map(|marked| &marked.mark)
    }

    /// Works out the digests of the documents that there are prints of; gives the tags of those that have changed.
    fn print_again(
        &mut self,
        lists: &Lists,
        procedure: &Procedure,
        dossier: &Dossier,
        changes: &Changes,
    ) -> BTreeSet<u16> {
        let tags: BTreeSet<u16> = self.marks().map(|mark| mark.document).collect();
        let mut changed = BTreeSet::new();
        for (tag, list) in tags.iter().filter_map(|tag| Some((tag, lists.0.get(tag)?))) {
            let before = self.digests.get(tag);
            if before.is_none() || list.depends_on(changes) {
                let digests = list.questions(procedure).digests(dossier, None);
                if before != Some(&digests) {
                    changed.insert(*tag);
                    self.digests.insert(*tag, digests);
                }
            }
        }
        changed
    }

    /// Notes where the rows stand for which something was printed.
    fn find_rows(&mut self, lists: &Lists, dossier: &Dossier, changes: &Changes) {
        let rosters = self.marks().filter(|mark| mark.row.is_some());
        let rosters: BTreeSet<&String> =
            rosters.filter_map(|mark| lists.of_mark(mark)?.each.as_ref()).collect();
        for roster in rosters {
            if !self.rows.contains_key(roster) || changes.names.contains(roster) {
                let rows = dossier.rows(roster).iter().enumerate().rev();
                // Of rows with one tag the first counts.
                let tags = rows.map(|(at, row)| (row_tag(&row.id), at)).collect();
                self.rows.insert(roster.clone(), tags);
            }
        }
    }
}
