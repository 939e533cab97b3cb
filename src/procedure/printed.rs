//! Printed documents stated as data: reports, letters and tables of records.

use schemars::JsonSchema;
use serde::Deserialize;

use super::PrintedGrid;

/// A document that a dossier prints beside, or in place of, the official form.
///
/// Its texts may hold CEL between braces, evaluated as in a rule's message: days in Chinese form, blank
/// answers as （未填写）. `when` is CEL too: what it stands at is printed only when it is true.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintedDocument {
    /// Unique among documents; lower-case ASCII, digits and `_`.
    pub id: String,
    /// Its title; may hold CEL. A line end in it is where a long title is parted in two lines.
    pub title: String,
    /// How it looks.
    pub preset: Preset,
    /// On paper turned sideways.
    #[serde(default)]
    pub landscape: bool,
    /// Begins with a cover: the title, and who signs from the first `seal`.
    #[serde(default)]
    pub cover: bool,
    /// Has a table of contents.
    #[serde(default)]
    pub contents: bool,
    /// Headings are numbered 一、（一）1. by the program.
    #[serde(default)]
    pub numbered: bool,
    /// The number of the material that this document is: it stands in that material's folder of the package,
    /// and no file is asked for there.
    #[serde(default)]
    pub material: Option<String>,
    /// The one slot of the material that it fills; absent = all of them.
    #[serde(default)]
    pub slot: Option<String>,
    /// Where the stamped scan of it is put, as `material/slot`, e.g. `3/tables`; a package then holds the scan
    /// and not the print.
    #[serde(default)]
    pub returns_to: Option<String>,
    /// Whom it is addressed to, on a line of its own under the title; may hold CEL.
    #[serde(default)]
    pub addressee: Option<String>,
    /// Clause codes that ask for it.
    pub basis: Vec<String>,
    /// Printed only when true.
    #[serde(default)]
    pub when: Option<String>,
    /// Printed once for each row of this roster (一人一表), all in one run or one row alone; its blocks see
    /// the row. Each copy counts its own pages and is a bookmark by the row's name.
    #[serde(default)]
    pub for_each: Option<String>,
    /// Its blocks in order.
    pub blocks: Vec<PrintedBlock>,
}

/// The looks of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Preset {
    /// Reports as the Cyberspace Administration's templates set them: 四号 text, lines at 26 points.
    #[serde(rename = "cac_report")]
    CacReport,
    /// Official letters after GB/T 9704—2012: 三号 text, 22 lines of 28 characters.
    #[serde(rename = "gbt_9704")]
    Gbt9704,
    /// Wide tables of records.
    #[serde(rename = "compact")]
    Compact,
    /// Bordered tables to fill in, set as the official form is.
    #[serde(rename = "form")]
    Form,
}

/// A block with the condition under which it is printed.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "BlockEntry")]
#[schemars(with = "BlockEntry")]
pub struct PrintedBlock {
    /// Printed only when true.
    pub when: Option<String>,
    /// What it is.
    pub content: PrintedContent,
}

/// What a block prints. "May hold CEL" means between braces.
#[derive(Clone, Debug, PartialEq)]
pub enum PrintedContent {
    /// A heading of level 1, 2 or 3; may hold CEL.
    Heading(String, u16),
    /// A paragraph; may hold CEL. Line ends in it part paragraphs.
    Paragraph(String),
    /// Questions with their answers as a table of two columns: field ids, with a caption.
    Fields(Vec<String>, Option<String>),
    /// The answer of one field as paragraphs.
    Answer(String),
    /// A text written here: all of it under its headings of this level, or only what stands under one heading.
    Narrative(String, Option<String>, u16),
    /// The rows of a roster as a table.
    Roster(RosterTable),
    /// Derived values with their titles: value ids, with a caption.
    Values(Vec<String>, Option<String>),
    /// The outcome of a decision with its reasons.
    Decision,
    /// A list whose items may hold CEL; numbered or not.
    List(Vec<PrintedItem>, bool),
    /// The place for seal and date.
    Seal(PrintedSeal),
    /// Blocks printed once for each row of a roster, in which CEL and fields see the row.
    Each(String, Vec<PrintedBlock>),
    /// A table of records by its id, with a caption.
    Records(String, Option<String>),
    /// Statutory periods as a table: clock ids, with a caption.
    Clocks(Vec<String>, Option<String>),
    /// A bordered table to fill in.
    Grid(PrintedGrid),
    /// What follows starts on a new page.
    PageBreak,
}

/// A roster as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct RosterTable {
    /// The roster.
    pub roster: String,
    /// Its columns.
    pub columns: Vec<PrintedColumn>,
    /// CEL: the rows for which it is true; absent = all.
    pub only: Option<String>,
    /// The title above it; may hold CEL.
    pub caption: Option<String>,
    /// Has a first column that counts the rows.
    pub numbered: bool,
}

/// A column of a roster's table.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintedColumn {
    /// A field of the roster.
    pub field: String,
    /// Its head; absent = the field's label.
    #[serde(default)]
    pub title: Option<String>,
    /// Its share of the width (`fr`).
    pub width: f32,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PrintedItem {
    /// Printed always.
    Always(String),
    /// Printed on a condition.
    Sometimes(ConditionalItem),
}

/// An item of a list with its condition.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionalItem {
    /// May hold CEL.
    pub text: String,
    /// Printed only when true.
    pub when: String,
}

/// The place for seal and date.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintedSeal {
    /// The line in the circle, e.g. `{org_name}（盖章）`; may hold CEL.
    pub label: String,
    /// Id of the date field printed under it.
    pub date_field: String,
    /// A place to sign by hand: no circle is drawn.
    #[serde(default)]
    pub signature: bool,
    /// Who issues it and when, without a place for a seal.
    #[serde(default)]
    pub bare: bool,
}

/// A block as it stands in `procedure.json`: exactly one of `heading`, `paragraph`, `fields`, `answer`,
/// `narrative`, `roster`, `values`, `decision`, `list`, `seal`, `each`, `records`, `clocks`, `grid` and `page_break` says what
/// it is.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct BlockEntry {
    when: Option<String>,
    heading: Option<String>,
    /// Of `heading` and `narrative`: 1 to 3; absent = 1.
    level: Option<u16>,
    paragraph: Option<String>,
    fields: Option<Vec<String>>,
    answer: Option<String>,
    narrative: Option<String>,
    /// Of `narrative`: code of the heading whose text alone is printed.
    part: Option<String>,
    roster: Option<String>,
    /// Of `roster`: CEL that is true for the rows shown.
    only: Option<String>,
    /// Of `roster`.
    columns: Option<Vec<PrintedColumn>>,
    /// Of `roster`: counts the rows. Of `list`: counts the items.
    numbered: Option<bool>,
    values: Option<Vec<String>>,
    decision: Option<bool>,
    list: Option<Vec<PrintedItem>>,
    seal: Option<PrintedSeal>,
    each: Option<String>,
    /// Of `each`.
    blocks: Option<Vec<PrintedBlock>>,
    /// Id of a table of records.
    records: Option<String>,
    /// Empty = all clocks.
    clocks: Option<Vec<String>>,
    grid: Option<PrintedGrid>,
    page_break: Option<bool>,
    /// The title above a table; of `fields`, `roster`, `values`, `records` and `clocks`.
    caption: Option<String>,
}

impl TryFrom<BlockEntry> for PrintedBlock {
    type Error = String;

    fn try_from(entry: BlockEntry) -> Result<Self, String> {
        let BlockEntry { when, level, columns, numbered, blocks, caption, .. } = entry;
        let (mut level, mut columns, mut numbered) = (level, columns, numbered);
        let (mut blocks, mut caption) = (blocks, caption);
        let (mut part, mut only) = (entry.part, entry.only);
        let mut found = Vec::new();
        found.extend(entry.heading.map(|text| PrintedContent::Heading(text, level.take().unwrap_or(1))));
        found.extend(entry.paragraph.map(PrintedContent::Paragraph));
        found.extend(entry.fields.map(|ids| PrintedContent::Fields(ids, caption.take())));
        found.extend(entry.answer.map(PrintedContent::Answer));
        if let Some(id) = entry.narrative {
            found.push(PrintedContent::Narrative(id, part.take(), level.take().unwrap_or(1)));
        }
        if let Some(roster) = entry.roster {
            let columns = columns.take().ok_or("roster 没有写明各列 columns")?;
            let (caption, numbered) = (caption.take(), numbered.take().unwrap_or(true));
            found.push(PrintedContent::Roster(RosterTable {
                roster,
                columns,
                only: only.take(),
                caption,
                numbered,
            }));
        }
        found.extend(entry.values.map(|ids| PrintedContent::Values(ids, caption.take())));
        found.extend(entry.decision.filter(|given| *given).map(|_| PrintedContent::Decision));
        found.extend(entry.list.map(|items| PrintedContent::List(items, numbered.take().unwrap_or(true))));
        found.extend(entry.seal.map(PrintedContent::Seal));
        if let Some(roster) = entry.each {
            let blocks = blocks.take().ok_or("each 没有写明其中的内容 blocks")?;
            found.push(PrintedContent::Each(roster, blocks));
        }
        found.extend(entry.records.map(|id| PrintedContent::Records(id, caption.take())));
        found.extend(entry.clocks.map(|ids| PrintedContent::Clocks(ids, caption.take())));
        found.extend(entry.grid.map(PrintedContent::Grid));
        found.extend(entry.page_break.filter(|given| *given).map(|_| PrintedContent::PageBreak));
        let content = match (found.pop(), found.is_empty()) {
            (Some(content), true) => content,
            _ => {
                return Err("每块要有且只有 heading、paragraph、fields、answer、narrative、roster、values、decision、\
                            list、seal、each、records、clocks、grid、page_break 中的一项"
                    .to_owned());
            }
        };
        let left = [
            ("level", level.is_some()),
            ("part", part.is_some()),
            ("only", only.is_some()),
            ("columns", columns.is_some()),
            ("numbered", numbered.is_some()),
            ("blocks", blocks.is_some()),
            ("caption", caption.is_some()),
        ];
        match left.into_iter().find(|(_, given)| *given) {
            Some((key, _)) => Err(format!("这一块不用键 {key}")),
            None => Ok(Self { when, content }),
        }
    }
}
