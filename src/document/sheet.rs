//! Paper: its size, its margins, and where headers and page numbers stand.

use super::model::MM;

/// Paper and margins in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Width of the paper.
    pub width: f32,
    /// Height of the paper.
    pub height: f32,
    /// Margin above the text.
    pub top: f32,
    /// Margin below the text.
    pub bottom: f32,
    /// Margin left of the text.
    pub left: f32,
    /// Margin right of the text.
    pub right: f32,
    /// Distance of the page number's baseline from the lower edge of the paper.
    pub number: f32,
}

/// Millimetres that the print mark takes with its distance from the edge.
const MARGIN_FOR_MARK: f32 = 25.0;

impl Sheet {
    /// A4 with the type area's width of GB/T 9704 (binding edge 28 mm, 156 mm wide), higher than
    /// there so that the form keeps to one page.
    pub const FORM: Self = Self::a4([21.0, 26.0, 18.0, 28.0], 11.0);
    /// The reports of the Cyberspace Administration: margins of 2.54 and 3.18 cm.
    pub const REPORT: Self = Self::a4([25.4, 31.8, 25.4, 31.8], 15.0);
    /// GB/T 9704—2012: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, page number 7 mm below it.
    pub const GBT_9704: Self = Self::a4([37.0, 26.0, 35.0, 28.0], 24.5);
    /// Wide tables of records; the print mark stands in the margin below.
    pub const COMPACT: Self = Self::a4([18.0, 15.0, MARGIN_FOR_MARK, 15.0], 9.0);

    /// A4 with margins above, right, below and left, and the page number's height, in millimetres.
    const fn a4(margins: [f32; 4], number: f32) -> Self {
        let [top, right, bottom, left] = margins;
        Self {
            width: 210.0 * MM,
            height: 297.0 * MM,
            top: top * MM,
            bottom: bottom * MM,
            left: left * MM,
            right: right * MM,
            number: number * MM,
        }
    }

    /// The same paper turned: what was its left edge, where it is bound, is its upper one.
    #[must_use]
    pub fn landscape(self) -> Self {
        Self {
            width: self.height,
            height: self.width,
            top: self.left,
            // The print mark stands in the margin on the right or below.
            right: self.top.max(if self.right < MARGIN_FOR_MARK * MM { MARGIN_FOR_MARK * MM } else { 0.0 }),
            bottom: self.right,
            left: self.bottom.min(self.top),
            number: self.number.min(self.right * 0.6),
        }
    }

    pub(crate) fn text_width(&self) -> f32 {
        self.width - self.left - self.right
    }

    pub(crate) fn text_bottom(&self) -> f32 {
        self.height - self.bottom
    }

    pub(crate) fn text_height(&self) -> f32 {
        self.text_bottom() - self.top
    }
}
