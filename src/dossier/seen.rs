//! What was seen in a file: measures, not judgements. The findings about them are made in `check`, so that
//! whoever receives a package makes them again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was seen in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The pages looked at, from the first; fewer than the file has when it has very many.
    pub pages: Vec<SeenPage>,
    /// Of a PDF: what is in it besides pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PdfPart>,
    /// What was removed from a picture when it was taken in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Removed>,
}

/// One page, upright.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenPage {
    /// Width and height in millimetres, where the file says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mm: Option<(u32, u32)>,
    /// Pixels across and down, of a scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pixels: Option<(u32, u32)>,
    /// Pixels to an inch, where the file says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dpi: Option<u32>,
    /// Degrees clockwise by which the file says it is to be turned.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub turned: u32,
    /// How the colours are stored, of a scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ink: Option<SeenInk>,
    /// It has text that can be searched.
    #[serde(default, skip_serializing_if = "is_false")]
    pub text: bool,
    /// Hardly anything is on it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub blank: bool,
    /// Much of it is stored in a way that this program cannot read: nothing is known of how it looks.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unread: bool,
    /// By how many degrees clockwise what is printed on it lies, as its print mark tells.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lies: u32,
    /// There is colour on it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub colour: bool,
    /// By how much its lines rise or fall, in hundredths of a degree, clockwise; absent without lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skew: Option<i32>,
    /// How wide the sharper edges of its strokes are, in hundredths of a millimetre; of a picture whose size is
    /// not known, as if it were A4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edge: Option<u32>,
    /// How bright its paper is, 0 to 255.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<u32>,
    /// The diameters of round red seals in millimetres, the largest first; 0 where the size is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seals: Vec<u32>,
    /// How many cards lie on it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cards: u32,
}

/// How colours are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeenInk {
    /// Black and white.
    Bilevel,
    /// Shades of grey.
    Grey,
    /// Colours.
    Colour,
    /// Colours of the printing press.
    Cmyk,
}

/// What a PDF may hold besides pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PdfPart {
    /// A script.
    Script,
    /// An action that starts a program or sends something.
    Launch,
    /// Files inside the file.
    Embedded,
    /// Films, sounds or three-dimensional scenes.
    Media,
    /// An electronic signature.
    Signature,
}

/// What pictures carry besides the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Removed {
    /// The place where it was taken.
    Place,
    /// Device, time and settings.
    Camera,
    /// Comments, titles, histories of editing.
    Notes,
    /// A smaller copy, or data after the end of the picture.
    Rest,
}

impl Removed {
    /// In Chinese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Place => "拍摄位置",
            Self::Camera => "设备和时间",
            Self::Notes => "备注和编辑记录",
            Self::Rest => "缩略图等附带数据",
        }
    }
}

impl SeenPage {
    /// Pixels to an inch: as the file says, else as if the picture were a page of A4.
    pub fn likely_dpi(&self) -> Option<u32> {
        const A4_LONG_SIDE_TENTHS: u32 = 117;
        let as_page = |(width, height): (u32, u32)| width.max(height) * 10 / A4_LONG_SIDE_TENTHS;
        self.dpi.or_else(|| self.pixels.map(as_page))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
