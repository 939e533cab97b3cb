//! Flowing documents: how blocks are set on pages, and what the PDF says about them.

use beian::document::{
    Align, Blank, Block, CellKind, Contents, Cover, Document, Face, Heading, List, ListItem, Paragraph, Seal,
    Sheet, Stamp, Style, Table, TableCell, TableRow, Wrap,
};
use proptest::prelude::*;

use crate::document_support::{base_faces, dense, read_pdf, text_of};

const BODY: Style = Style {
    face: Face::Body,
    size: 14.0,
    leading: 26.0,
    align: Align::Justify,
    indent: 2.0,
    hang: 0.0,
    wrap: Wrap::Text,
    least_size: 14.0,
    before: 0.0,
    after: 0.0,
};
const LEFT: Style = Style { align: Align::Start, indent: 0.0, ..BODY };
const CELL: Style = Style { size: 10.5, least_size: 8.0, leading: 16.0, ..LEFT };

fn set(text: impl Into<String>, style: Style) -> Paragraph {
    Paragraph { text: text.into(), style }
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(set(text, BODY))
}

fn heading(level: u16, text: &str) -> Block {
    let face = if level == 1 { Face::Sans } else { Face::Heading };
    Block::Heading(Heading::new(level, set(text, Style { face, ..LEFT })))
}

fn cell(kind: CellKind, text: impl Into<String>) -> TableCell {
    TableCell { kind, span: 1, text: vec![set(text, CELL)] }
}

fn table(columns: usize, rows: impl IntoIterator<Item = Vec<String>>) -> Block {
    let head = (1..=columns).map(|n| cell(CellKind::Head, format!("第{n}栏"))).collect();
    let row = |texts: Vec<String>| TableRow {
        cells: texts.into_iter().map(|text| cell(CellKind::Data, text)).collect(),
    };
    Block::Table(Table {
        summary: "示例".into(),
        columns: vec![1.0; columns],
        head: vec![TableRow { cells: head }],
        rows: rows.into_iter().map(row).collect(),
        padding: (3.0, 4.0),
        space: (6.0, 6.0),
    })
}

fn seal() -> Block {
    let line = |text: &str| set(text, Style { align: Align::Center, ..LEFT });
    Block::Seal(Seal {
        diameter: 127.5,
        lines: vec![line("北京赛安认证有限责任公司（盖章）"), line("2026年11月20日")],
    })
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "个人信息出境认证路径自评报告".into(),
        description: String::new(),
        language: "zh-CN".into(),
        stamp: Stamp { year: 2026, month: 11, day: 20, hour: 9, minute: 30, second: 0, offset_minutes: 480 },
        mark: None,
        always: None,
        marked: None,
        sheet: Sheet::REPORT,
        header: Some("个人信息出境认证路径自评报告".into()),
        blocks,
        prints: Vec::new(),
    }
}

/// A text of `n` distinct sentences.
fn prose(n: usize) -> String {
    (1..=n)
        .map(|n| format!("第{n}项业务向境外接收方提供个人信息，依据《个人信息出境认证办法》办理。"))
        .collect()
}

fn report() -> Document {
    let title = Style {
        face: Face::Heading,
        size: 26.0,
        least_size: 26.0,
        leading: 46.0,
        align: Align::Center,
        indent: 0.0,
        wrap: Wrap::Balanced,
        ..BODY
    };
    let entry = |indent: f32| Style { indent, hang: indent + 1.0, align: Align::Start, ..BODY };
    let item = |n: usize| ListItem {
        label: set(format!("{n}."), Style { indent: 2.0, ..LEFT }),
        text: vec![set(prose(2), Style { indent: 3.5, hang: 3.5, ..BODY })],
    };
    let mut blocks = vec![
        Block::Cover(Cover {
            title: set("个人信息出境认证路径自评报告", title),
            foot: vec![
                set("北京赛安信息安全技术认证有限责任公司（盖章）", Style { align: Align::Center, ..LEFT }),
                set("2026年11月20日", Style { align: Align::Center, ..LEFT }),
            ],
        }),
        Block::Contents(Contents {
            title: set("目　录", Style { align: Align::Center, ..LEFT }),
            levels: vec![entry(0.0), entry(1.0), entry(2.0)],
            entries: None,
        }),
        Block::PageBreak,
    ];
    for (number, part) in [
        "一、自评工作简述",
        "二、出境活动整体情况",
        "三、拟出境个人信息情况及风险评估结论与整改措施落实情况的说明",
    ]
    .into_iter()
    .enumerate()
    {
        blocks.push(heading(1, part));
        blocks.push(paragraph(prose(6)));
        blocks.push(heading(2, "（一）境内处理者基本情况"));
        blocks.push(paragraph(prose(9)));
        blocks.push(Block::List(List { ordered: true, items: (1..=3).map(item).collect() }));
        blocks.push(heading(3, "1. 数据流清单"));
        let rows = (1..=8)
            .map(|n| vec![format!("{n}"), format!("2026-0{n}-01"), prose(number + 1), "中国香港".to_owned()]);
        blocks.push(table(4, rows));
        blocks.push(Block::Blank(Blank { text: set("（未填写）", BODY), lines: 3 }));
    }
    blocks.push(paragraph(prose(3)));
    blocks.push(seal());
    document(blocks)
}

/// The lines of each page.
fn pages(blocks: Vec<Block>) -> Vec<Vec<String>> {
    document(blocks).lines(base_faces()).unwrap()
}

fn bookmarks(pdf: &[u8]) -> String {
    read_pdf("mutool", &["show", "-", "outline"], pdf)
}

#[test]
fn a_report_is_pdf_a_and_pdf_ua_and_well_formed_for_others_too() {
    // Writing fails when krilla's validators for either standard find a violation.
    let pdf = report().to_pdf(base_faces()).unwrap();
    let checked = read_pdf("qpdf", &["--check", "-"], &pdf);
    assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
    assert!(pdf == report().to_pdf(base_faces()).unwrap(), "the same document gives the same bytes");
}

#[test]
fn its_structure_has_headings_lists_and_tables_with_heads() {
    let pdf = report().to_pdf(base_faces()).unwrap();
    let structure = read_pdf("pdfinfo", &["-struct", "-"], &pdf);
    // poppler prints attribute texts in the encoding of the file; only tags are compared.
    let mut tags: Vec<&str> = structure
        .lines()
        .map(|line| line.split([' ', ':']).find(|word| !word.is_empty()).unwrap_or_default())
        .filter(|tag| !tag.starts_with('/'))
        .collect();
    tags.dedup();
    assert_eq!(tags[..7], ["Document", "P", "TOC", "TOCI", "Link", "Object", "TOCI"]);
    let part = tags.iter().position(|&tag| tag == "H1").unwrap();
    let expected = "H1 P H2 P L LI Lbl LBody LI Lbl LBody LI Lbl LBody H3 Table THead TR TH TBody TR TD TR";
    assert_eq!(tags[part..part + 23].join(" "), expected);
    let scopes = structure.matches("/Scope /Column").count();
    assert_eq!(scopes, 12, "each head cell of three tables is tagged once, however often it is repeated");
}

#[test]
fn contents_lead_to_the_pages_that_their_headings_stand_on() {
    let pdf = report().to_pdf(base_faces()).unwrap();
    let text = text_of(&pdf);
    let printed: Vec<&str> = text.split('\u{c}').collect();
    // The cover is not counted, so that a printed number n is the page with index n.
    let entries: Vec<&str> =
        printed[1].lines().filter(|line| line.ends_with(|c: char| c.is_ascii_digit())).collect();
    assert_eq!(entries.len(), 9, "{entries:?}");
    for part in ["一、自评工作简述", "二、出境活动整体情况"] {
        let entry = entries.iter().find(|line| line.starts_with(part)).unwrap();
        let number: usize = entry.rsplit(' ').next().unwrap().parse().unwrap();
        assert!(printed[number].contains(part), "{entry}");
    }
    let outline = bookmarks(&pdf);
    let depth = |text: &str| {
        let line = outline.lines().find(|line| line.contains(text)).unwrap();
        line.chars().skip(1).take_while(|c| *c == '\t').count()
    };
    let levels = ["路径自评报告", "一、自评工作简述", "（一）境内处理者基本情况", "1. 数据流清单"];
    assert_eq!(levels.map(depth), [1, 2, 3, 4]);
}

#[test]
fn a_cover_has_no_number_and_every_other_page_has_one() {
    let text = text_of(&report().to_pdf(base_faces()).unwrap());
    let printed: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(!printed[0].contains("页") && printed[0].contains("（盖章）"));
    let count = printed.len() - 1;
    for (number, page) in printed.iter().enumerate().skip(1) {
        assert!(page.contains(&format!("第 {number} 页 共 {count} 页")), "page {number}: {page}");
        assert!(page.contains("个人信息出境认证路径自评报告"), "the running header is missing: {page}");
    }
}

#[test]
fn the_head_of_a_table_stands_on_each_of_its_pages() {
    let rows = (1..=200).map(|n| vec![format!("甲{n}"), format!("乙{n}"), prose(1)]);
    let pdf = document(vec![table(3, rows)]).to_pdf(base_faces()).unwrap();
    let text = text_of(&pdf);
    let printed: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(printed.len() > 5);
    for page in printed {
        assert!(page.contains("第1栏") && page.contains("第3栏"), "{page}");
    }
}

#[test]
fn a_row_goes_on_over_pages_only_when_it_is_taller_than_one() {
    let row = |text: String| vec!["甲".to_owned(), text];
    let lines =
        pages(vec![paragraph(prose(12)), table(2, [row("短".into()), row(prose(60)), row("尾".into())])]);
    assert!(lines.len() >= 4, "{} pages", lines.len());
    assert!(dense(&lines.concat().concat()).contains(&dense(&prose(60))));
    let fits = pages(vec![paragraph(prose(16)), table(2, [row(prose(14))])]);
    assert_eq!(fits.len(), 2);
    assert!(fits[1].iter().any(|line| line == "第1栏"), "a table does not leave its head behind");
}

#[test]
fn a_heading_stands_on_the_page_of_what_follows_it() {
    for lines in 1..40 {
        let filler = (0..lines).map(|_| paragraph("填充一行。"));
        let follows = [heading(1, "一、标题"), heading(2, "（一）小标题"), paragraph(prose(5))];
        for page in pages(filler.chain(follows).collect()) {
            let last_two = &page[page.len().saturating_sub(2)..];
            assert!(
                !last_two.iter().any(|line| line.ends_with("标题")),
                "{lines} lines before: {last_two:?}"
            );
        }
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for lines in 18..28 {
        let filler = (0..lines).map(|_| paragraph("填充一行。"));
        let parted = pages(filler.chain([paragraph(prose(6))]).collect());
        let of_text = |page: &Vec<String>| page.iter().filter(|line| !line.starts_with("填充")).count();
        assert!(parted.iter().map(of_text).all(|count| count != 1), "{lines} lines before");
    }
}

#[test]
fn no_row_of_a_table_stands_alone() {
    for lines in 12..27 {
        let filler = (0..lines).map(|_| paragraph("填充一行。"));
        let rows = (0..6).map(|_| vec!["甲".to_owned(), "乙".to_owned()]);
        let parted = pages(filler.chain([heading(1, "一、标题"), table(2, rows)]).collect());
        let of_table = |page: &Vec<String>| page.iter().filter(|line| *line == "甲").count();
        assert!(parted.iter().map(of_table).all(|count| count != 1), "{lines} lines before");
    }
}

#[test]
fn a_seal_is_never_alone_on_its_page() {
    for lines in 0..30 {
        let filler = (0..lines).map(|_| paragraph("填充一行。"));
        let rows = |count| (0..count).map(|_| vec!["甲".to_owned(), "乙".to_owned()]);
        for before in [paragraph(prose(6)), table(2, rows(1)), table(2, rows(4))] {
            let last = pages(filler.clone().chain([before, seal()]).collect()).pop().unwrap();
            let at = last.iter().position(|line| line.contains("北京赛安")).unwrap();
            assert!(at >= 1 && last.len() == at + 2, "{lines} lines before: {last:?}");
        }
    }
}

#[test]
fn paper_may_be_turned() {
    let mut wide = document(vec![paragraph(prose(3))]);
    wide.sheet = Sheet::COMPACT.landscape();
    let info = read_pdf("pdfinfo", &["-"], &wide.to_pdf(base_faces()).unwrap());
    assert!(info.contains("Page size:       841.89 x 595.276 pts (A4)"), "{info}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost_in_text_list_or_table(counts in proptest::collection::vec(0_usize..90, 3)) {
        let texts: Vec<String> = counts.iter().map(|&n| prose(n)).collect();
        let item = ListItem {
            label: set("1.", LEFT),
            text: vec![set(texts[1].clone(), Style { indent: 2.0, hang: 2.0, ..BODY })],
        };
        let blocks = vec![
            heading(1, "一、起点"),
            paragraph(texts[0].clone()),
            Block::List(List { ordered: true, items: vec![item] }),
            table(2, [vec!["甲".to_owned(), texts[2].clone()]]),
            paragraph("终点。"),
        ];
        let set = dense(&pages(blocks).concat().concat());
        for text in &texts {
            prop_assert!(set.contains(&dense(text)));
        }
        prop_assert!(set.starts_with("一、起点") && set.ends_with("终点。"));
    }
}

/// The texts of a table are shaped together, those of the same cells in tables of their own each alone.
#[test]
fn a_text_is_set_the_same_whatever_stands_in_the_cells_around_it() {
    let texts = [
        "王建国",
        "110101199003071234",
        "2026年3月1日",
        "（甲）",
        "。",
        "“乙”——丙",
        "A",
        "GB/T 22239—2019",
        "，、。",
        "欧阳·娜仁",
        "10,000.50",
        "第3栏：合格（有条件）",
        "ISO/IEC 17065:2012 认证",
        "——",
        "甲 乙",
        "fi",
        "（",
        "）",
    ];
    let rows = || texts.iter().map(|text| vec![(*text).to_owned()]);
    let together = document(vec![table(1, rows())]);
    let alone = document(rows().map(|row| table(1, [row])).collect());
    let places = |document: Document| -> Vec<(String, String, String)> {
        let boxes =
            read_pdf("pdftotext", &["-bbox", "-", "/dev/stdout"], &document.to_pdf(base_faces()).unwrap());
        let part = |line: &str, name: &str| {
            line.split_once(&format!("{name}=\"")).unwrap().1.split('"').next().unwrap().to_owned()
        };
        let word = |line: &str| {
            let shown = line.split_once('>')?.1.strip_suffix("</word>")?.to_owned();
            Some((shown, part(line, "xMin"), part(line, "xMax")))
        };
        boxes.lines().filter(|line| line.contains("<word")).filter_map(word).collect()
    };
    // Headers and footers stand further right, or are none of the texts.
    let of_texts = |places: Vec<(String, String, String)>| -> Vec<(String, String, String)> {
        let is_text = |(shown, left, _): &(String, String, String)| {
            left.parse::<f32>().unwrap() < 240.0 && texts.iter().any(|text| text.contains(shown.as_str()))
        };
        places.into_iter().filter(is_text).collect()
    };
    let (together, alone) = (of_texts(places(together)), of_texts(places(alone)));
    assert!(together.len() >= texts.len(), "{together:?}");
    assert_eq!(together, alone);
}
