//! The looks of flowing documents: paper, faces, sizes and distances, by name.
//!
//! Sizes are named as Chinese typesetters name them: 二号 22, 三号 16, 四号 14, 小四 12, 五号 10.5 and
//! 小五 9 points.

use super::model::MM;
use super::{Align, Face, Paragraph, Seal, Sheet, Style, Wrap};
use crate::procedure::Preset;

/// Text flush left on single lines; what all styles are made from.
pub(super) const PLAIN: Style = Style {
    face: Face::Body,
    size: 12.0,
    leading: 16.5,
    align: Align::Start,
    indent: 0.0,
    hang: 0.0,
    wrap: Wrap::Text,
    least_size: 12.0,
    before: 0.0,
    after: 0.0,
};

/// Largest diameter of an institution's round seal (国发〔1999〕25号).
pub(super) const SEAL: f32 = 45.0 * MM;

/// How the parts of a document are set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// The paper.
    pub(super) sheet: Sheet,
    /// The title on the first page of text.
    pub(super) title: Style,
    /// The title on a cover.
    pub(super) cover: Style,
    /// The lines at the foot of a cover.
    pub(super) cover_foot: Style,
    /// Headings of level 1, 2 and 3.
    pub(super) headings: [Style; 3],
    /// Running text.
    pub(super) body: Style,
    /// Cells of tables.
    pub(super) cell: Style,
    /// Room inside cells: above and below, left and right.
    pub(super) padding: (f32, f32),
    /// Space before and after a table.
    pub(super) space: (f32, f32),
    /// Whether pages carry the title as a running header.
    pub(super) header: bool,
}

impl Look {
    /// The look of a preset.
    pub(super) fn of(preset: Preset, landscape: bool) -> Self {
        let look = match preset {
            Preset::CacReport => cac_report(),
            Preset::Gbt9704 => gbt_9704(),
            Preset::Compact => compact(),
            Preset::Form => form(),
        };
        Self { sheet: if landscape { look.sheet.landscape() } else { look.sheet }, ..look }
    }

    /// A line of running text without an indent, as an addressee is set.
    pub(super) fn flush(&self) -> Style {
        Style { indent: 0.0, align: Align::Start, ..self.body }
    }

    /// The title of a table.
    pub(super) fn caption(&self) -> Style {
        Style {
            face: Face::Heading,
            align: Align::Center,
            wrap: Wrap::Balanced,
            indent: 0.0,
            before: self.space.0,
            ..self.cell
        }
    }

    /// The entries of a table of contents.
    pub(super) fn contents(&self) -> Vec<Style> {
        let level = |level: f32| Style {
            indent: level,
            hang: level + 1.0,
            align: Align::Start,
            leading: self.body.leading.max(self.body.size * 1.6),
            ..self.body
        };
        vec![level(0.0), level(1.0), level(2.0)]
    }

    /// The place for seal and date with these lines.
    pub(super) fn seal(&self, lines: Vec<String>) -> Seal {
        let leading = self.body.leading.max(24.0);
        let style = Style { align: Align::Center, wrap: Wrap::Balanced, leading, ..self.flush() };
        Seal { diameter: SEAL, lines: lines.into_iter().map(|text| Paragraph { text, style }).collect() }
    }
}

fn heading(face: Face, size: f32, leading: f32) -> Style {
    Style { face, size, least_size: size, leading, indent: 2.0, hang: 2.0, wrap: Wrap::Balanced, ..PLAIN }
}

fn body(size: f32, leading: f32) -> Style {
    Style { size, least_size: size, leading, indent: 2.0, align: Align::Justify, ..PLAIN }
}

fn title(size: f32, leading: f32, after: f32) -> Style {
    Style {
        face: Face::Heading,
        size,
        least_size: size,
        leading,
        align: Align::Center,
        wrap: Wrap::Balanced,
        after,
        ..PLAIN
    }
}

/// 五号, the size of what stands under a table to fill in.
pub(super) const NOTE: f32 = 10.5;

/// The title of a table to fill in: 小二.
pub(super) fn form_title() -> Style {
    title(18.0, 27.0, 8.0)
}

fn cell(size: f32, leading: f32) -> Style {
    // A code or number that is wider than its cell may become a little smaller.
    Style { size, least_size: size * 0.8, leading, ..PLAIN }
}

/// The Cyberspace Administration's templates for reports: 四号 text, 黑体, 楷体加黑 and 仿宋加黑
/// headings, lines at 26 points. 宋体 stands in for 仿宋, its bold for the two bold faces.
fn cac_report() -> Look {
    let leading = 26.0;
    Look {
        sheet: Sheet::REPORT,
        title: title(22.0, 36.0, 20.0),
        cover: title(22.0, 40.0, 0.0),
        cover_foot: Style { size: 16.0, least_size: 16.0, leading: 34.0, align: Align::Center, ..PLAIN },
        headings: [
            heading(Face::Sans, 14.0, leading),
            heading(Face::Heading, 14.0, leading),
            heading(Face::Heading, 14.0, leading),
        ],
        body: body(14.0, leading),
        cell: cell(10.5, 16.0),
        padding: (4.0, 5.0),
        space: (6.0, 8.0),
        header: true,
    }
}

/// Official letters after GB/T 9704—2012: 22 lines of 28 characters on 156 × 225 mm, 三号 text, 二号
/// title. 28 characters of 16 points are a little wider than 156 mm; as word processors do, they are
/// set at 15.8.
fn gbt_9704() -> Look {
    let size = 156.0 * MM / 28.0;
    let leading = 225.0 * MM / 22.0;
    Look {
        sheet: Sheet::GBT_9704,
        title: title(22.0, 34.0, leading),
        cover: title(22.0, 40.0, 0.0),
        cover_foot: Style { size, least_size: size, leading: 34.0, align: Align::Center, ..PLAIN },
        headings: [
            heading(Face::Sans, size, leading),
            heading(Face::Heading, size, leading),
            heading(Face::Body, size, leading),
        ],
        body: body(size, leading),
        cell: cell(12.0, 18.0),
        padding: (4.0, 5.0),
        space: (6.0, 8.0),
        header: false,
    }
}

/// Bordered tables to fill in, set as the official form is, with notes under them.
fn form() -> Look {
    let note =
        Style { size: NOTE, least_size: NOTE, leading: 16.0, hang: 3.0, before: 5.0, after: 3.0, ..PLAIN };
    Look { sheet: Sheet::FORM, title: form_title(), body: note, cell: PLAIN, header: false, ..compact() }
}

/// Wide tables of records.
fn compact() -> Look {
    Look {
        sheet: Sheet::COMPACT,
        title: title(16.0, 26.0, 8.0),
        cover: title(18.0, 32.0, 0.0),
        cover_foot: Style { size: 14.0, least_size: 14.0, leading: 28.0, align: Align::Center, ..PLAIN },
        headings: [
            Style { before: 6.0, indent: 0.0, hang: 0.0, ..heading(Face::Sans, 12.0, 20.0) },
            Style { before: 4.0, indent: 0.0, hang: 0.0, ..heading(Face::Heading, 10.5, 17.0) },
            Style { indent: 0.0, hang: 0.0, ..heading(Face::Heading, 10.5, 17.0) },
        ],
        body: body(10.5, 17.0),
        cell: cell(9.0, 13.0),
        padding: (2.6, 3.5),
        space: (4.0, 6.0),
        header: true,
    }
}
