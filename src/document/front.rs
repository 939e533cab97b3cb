//! The first pages of a bound volume: cover, contents, and the list of materials with their pages.

use super::preset::Look;
use super::{
    Align, Block, CellKind, Contents, ContentsEntry, Cover, Document, Heading, Paragraph, Stamp, Style,
    Table, TableCell, TableRow, Wrap,
};
use crate::procedure::Preset;

/// What the first pages say.
#[derive(Clone, Debug)]
pub struct Front {
    /// The title, e.g. `个人信息出境认证专业机构备案材料`.
    pub title: String,
    /// Lines at the foot of the cover: whose volume it is, and the day.
    pub foot: Vec<String>,
    /// The entries of the contents.
    pub entries: Vec<ContentsEntry>,
    /// The list of materials: number, title, requirement, pages.
    pub materials: Vec<[String; 4]>,
    /// The mark of a draft.
    pub mark: Option<String>,
    /// The mark of an example.
    pub always: Option<&'static str>,
    /// The day.
    pub stamp: Stamp,
}

impl Front {
    /// The first pages as a document.
    pub fn compose(&self) -> Document {
        let look = Look::of(Preset::CacReport, false);
        let paragraph = |text: &str, style: Style| Paragraph { text: text.to_owned(), style };
        let mut lines =
            vec![paragraph("材料合订本", Style { size: 18.0, least_size: 18.0, ..look.cover_foot })];
        lines.extend(self.foot.iter().map(|text| paragraph(text, look.cover_foot)));
        let cover = Cover {
            title: paragraph(&self.title, Style { wrap: Wrap::Balanced, ..look.cover }),
            foot: lines,
        };
        let title = Style { size: 16.0, leading: 39.0, least_size: 16.0, ..look.caption() };
        // Entries closer than running text, so that the contents of one filing keep to a page or two.
        let levels = look.contents().into_iter().map(|style| Style {
            size: 12.0,
            least_size: 12.0,
            leading: 21.0,
            ..style
        });
        let levels: Vec<Style> = levels.collect();
        let contents =
            Contents { title: paragraph("目　录", title), levels, entries: Some(self.entries.clone()) };
        let blocks = vec![
            Block::Cover(cover),
            Block::Contents(contents),
            Block::PageBreak,
            Block::Heading(Heading {
                level: 1,
                text: paragraph("材料清单", Style { align: Align::Center, indent: 0.0, ..look.headings[0] }),
                bookmark: None,
            }),
            Block::Table(self.table(&look)),
        ];
        Document {
            title: self.title.clone(),
            description: "材料合订本".to_owned(),
            language: "zh-CN".to_owned(),
            stamp: self.stamp,
            mark: self.mark.clone(),
            sheet: look.sheet,
            header: None,
            blocks,
            always: self.always,
            marked: None,
            prints: Vec::new(),
        }
    }

    /// The list as 附件1 has it, with a column for the pages.
    fn table(&self, look: &Look) -> Table {
        let cell = |text: &str, kind, align| TableCell {
            kind,
            span: 1,
            text: (!text.is_empty())
                .then(|| Paragraph { text: text.to_owned(), style: Style { align, ..look.cell } })
                .into_iter()
                .collect(),
        };
        let head = ["序号", "材料名称", "要求", "页码"].map(|text| cell(text, CellKind::Head, Align::Center));
        let rows = self.materials.iter().map(|[number, title, requirement, pages]| TableRow {
            cells: vec![
                cell(number, CellKind::Data, Align::Center),
                cell(title, CellKind::Data, Align::Start),
                cell(requirement, CellKind::Data, Align::Start),
                cell(pages, CellKind::Data, Align::Center),
            ],
        });
        Table {
            summary: "材料清单：序号、材料名称、要求、在合订本中的页码".to_owned(),
            columns: vec![1.1, 6.6, 3.4, 1.9],
            head: vec![TableRow { cells: head.to_vec() }],
            rows: rows.collect(),
            padding: look.padding,
            space: look.space,
        }
    }
}
