//! Whether the form is fit to be stamped: apart from materials that are still missing. What stands against
//! a document, its report says.

use crate::check::{Finding, Place, Report};
use crate::procedure::Procedure;

/// The findings that stand against stamping a print: what blocks or waits about an answer that is printed.
pub(super) fn obstacles<'a>(procedure: &Procedure, report: &'a Report) -> Vec<&'a Finding> {
    let printed = |place: &Place| match place {
        Place::Field(id) => procedure.field(id).is_some_and(|field| !field.off_form),
        Place::Material(..) | Place::Row(..) => false,
    };
    report
        .all()
        .filter(|finding| finding.is_open())
        .filter(|finding| finding.about.first().is_some_and(printed))
        .collect()
}

/// The findings about characters that no face can print, among these.
pub(super) fn unprintable<'a>(findings: &[&'a Finding]) -> Vec<&'a Finding> {
    findings.iter().copied().filter(|finding| finding.code == "glyph_missing").collect()
}
