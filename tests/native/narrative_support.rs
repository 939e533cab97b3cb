//! What the tests of written texts share: documents of a word processor to read, and a plan with its pictures.

use std::io::{Cursor, Write as _};

use beian::dossier::{Attachment, FileRecord, MediaType};
use beian::field::{FieldKind, Heading};
use beian::narrative::{Imported, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::document_support::certifier_filing;

/// What a text must have as headings.
pub(crate) fn headings(field: &str) -> &'static [Heading] {
    match &certifier_filing().field(field).unwrap().kind {
        FieldKind::Narrative { headings } => headings,
        other => panic!("{other:?}"),
    }
}

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="章标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"#;

/// A ZIP of these files.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document with this body, and further files in it.
pub(crate) fn docx(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:a="a" xmlns:r="r" xmlns:mc="mc" xmlns:wps="wps" xmlns:asvg="asvg"><w:body>{body}</w:body></w:document>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
    ];
    parts.extend(more);
    archive(&parts)
}

/// A paragraph in a style.
pub(crate) fn p(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

/// A document as it is read for a text.
pub(crate) fn imported(bytes: &[u8], field: &str) -> Imported {
    read("细则.docx", bytes, headings(field)).unwrap()
}

/// The sections: their titles, and what they mean.
pub(crate) fn outline(read: &Imported) -> Vec<(&str, Option<&str>)> {
    read.sections.iter().map(|section| (section.title.as_str(), section.means.as_deref())).collect()
}

/// A paragraph of a numbered list.
pub(crate) fn item(list: u8, depth: u8, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

/// A picture of the plan that is written under material 5.
pub(crate) fn picture_of_plan(name: &str, media: MediaType, picture: &[u8]) -> Attachment {
    let file = FileRecord {
        name: name.into(),
        media,
        size: picture.len() as u64,
        sha256: beian::digest::sha256_hex(picture),
        sm3: String::new(),
        pages: 1,
        marks: Vec::new(),
        seen: None,
    };
    Attachment {
        id: "p1".into(),
        material: "5".into(),
        slot: "plan_text".into(),
        file,
        text: None,
        printed: None,
        row: None,
    }
}
