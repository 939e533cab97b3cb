//! Reading `.docx` (ECMA-376): the archive, its limits, and what is to be said of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use serde_bytes::ByteBuf;
use zip::ZipArchive;

use super::docx_body::{Around, Body};
use super::docx_parts::{Lists, Styles, notes, relations, walk};
use super::read::{MAX_UNPACKED_BYTES, Pieces};
use super::{ImportReason, ImportedPicture};
use crate::digest::sha256_hex;
use crate::dossier::{MediaType, Removed};
use crate::intake::{clean, examine};
use crate::text::markdown::picture;

/// The largest part of text.
const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Pieces, ImportReason> {
    let mut archive = Archive::open(bytes)?;
    let text = archive.text("word/document.xml")?.ok_or(ImportReason::Damaged)?;
    let mut part = |name: &str| archive.text(name).map(Option::unwrap_or_default);
    let mut around = Around {
        styles: Styles::read(&part("word/styles.xml")?),
        lists: Lists::read(&part("word/numbering.xml")?),
        footnotes: notes(&part("word/footnotes.xml")?),
        endnotes: notes(&part("word/endnotes.xml")?),
        pictures: BTreeMap::new(),
        unprintable: BTreeSet::new(),
    };
    let targets = relations(&part("word/_rels/document.xml.rels")?);
    let mut read = Pieces::default();
    let mut cleaned = BTreeSet::new();
    let mut count = 0;
    for (id, target) in targets.iter().filter(|(_, target)| target.contains("media/")) {
        let part = format!("word/{}", target.trim_start_matches("/word/").trim_start_matches('/'));
        let Some(content) = archive.bytes(&part, MAX_UNPACKED_BYTES)? else { continue };
        let Some(media) = printable(&content) else {
            let kind = part.rsplit('.').next().unwrap_or_default().to_uppercase();
            around.pictures.insert(id.clone(), format!("（此处原有一幅 {kind} 格式的图，未能导入）"));
            around.unprintable.insert(id.clone());
            continue;
        };
        // Before the digest is taken, by which the text names it.
        let (content, removed) = clean(media, &content).unwrap_or((content, Vec::new()));
        count += usize::from(!removed.is_empty());
        cleaned.extend(&removed);
        let digest = sha256_hex(&content);
        around.pictures.insert(id.clone(), picture("", &digest));
        let name = format!("插图-{}.{}", &digest[..6], media.extension());
        let bytes = ByteBuf::from(content);
        read.pictures.insert(digest, ImportedPicture { name, media, bytes, removed });
    }
    let mut body = Body::new(&around);
    walk(&text, |step| body.step(step)).ok_or(ImportReason::Damaged)?;
    let Body { inserted, deleted, objects, contents, unprintable, shapes, symbols, pieces, .. } = body;
    read.pieces = pieces;
    let mut remark = |text: String| read.remarks.push(text);
    if inserted + deleted > 0 {
        remark(format!(
            "文档带有修订标记（插入 {inserted} 处、删除 {deleted} 处），已按接受全部修订后的文字导入。"
        ));
    }
    if archive.has("word/vbaProject.bin") {
        remark("文档带有宏：只读取了文字和图片，宏没有运行，也没有导入。".to_owned());
    }
    if archive.has("word/comments.xml") {
        remark("文档中的批注没有导入。".to_owned());
    }
    if count > 0 {
        let labels: Vec<&str> = cleaned.into_iter().map(Removed::label).collect();
        remark(format!(
            "已从文档的 {count} 幅图中去除{}，画面没有改动；您的原文件不受影响。",
            labels.join("、")
        ));
    }
    if unprintable > 0 {
        remark(format!(
            "有 {unprintable} 幅图不是 PNG 或者 JPEG 格式，或者已损坏，没有导入，原处已注明，请另存为 PNG 后插入。"
        ));
    }
    if objects > 0 {
        remark(format!("有 {objects} 处图表或者嵌入的对象没有导入，请另存为图片后插入。"));
    }
    if shapes > 0 {
        remark(format!(
            "有 {shapes} 处用形状绘制的图（流程图、箭头等）没有导入，其中的文字已导入，请将图另存为图片后插入。"
        ));
    }
    if symbols > 0 {
        remark(format!("有 {symbols} 个符号字体的字符没有导入，原处已用“〓”注明，请改写。"));
    }
    if contents > 0 {
        remark("原来的目录没有导入，打印时自动生成目录。".to_owned());
    }
    Ok(read)
}

/// The kind of a picture that can be printed; `None` for other kinds, and for one that is damaged.
fn printable(content: &[u8]) -> Option<MediaType> {
    let (media, _) = examine("", content).ok()?;
    matches!(media, MediaType::Png | MediaType::Jpeg).then_some(media)
}

/// A document's archive, which unpacks to no more than it may.
struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    left: u64,
}

impl<'b> Archive<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, ImportReason> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportReason::Damaged)?;
        let names: Vec<String> = zip.file_names().flatten().map(|name| name.to_string()).collect();
        let archive = Self { zip, names, left: MAX_UNPACKED_BYTES };
        let below = |folder: &str| archive.names.iter().any(|name| name.starts_with(folder));
        match () {
            () if archive.has("word/document.xml") => Ok(archive),
            () if below("word/") => Err(ImportReason::Damaged),
            () if below("xl/") => Err(ImportReason::OtherKind(" Excel 工作簿")),
            () if below("ppt/") => Err(ImportReason::OtherKind("演示文稿")),
            () if archive.has("content.xml") => Err(ImportReason::OtherKind(" OpenDocument 文档")),
            () if archive.has("OFD.xml") => Err(ImportReason::OtherKind(" OFD 文件")),
            () => Err(ImportReason::OtherKind("压缩包")),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|found| found.eq_ignore_ascii_case(name))
    }

    /// A part of at most so many bytes; `None` when there is none of this name.
    fn bytes(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, ImportReason> {
        let Some(name) = self.names.iter().find(|found| found.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let most = most.min(self.left);
        let entry = self.zip.by_name(name).map_err(|_| ImportReason::Damaged)?;
        let mut content = Vec::new();
        // What an archive says of its own size cannot be relied on.
        entry.take(most + 1).read_to_end(&mut content).map_err(|_| ImportReason::Damaged)?;
        let size = content.len() as u64;
        if size > most {
            return Err(ImportReason::TooLargeUnpacked);
        }
        self.left -= size;
        Ok(Some(content))
    }

    /// A part of XML in UTF-8 or UTF-16.
    fn text(&mut self, name: &str) -> Result<Option<String>, ImportReason> {
        let Some(bytes) = self.bytes(name, MAX_PART_BYTES)? else { return Ok(None) };
        let encoding = encoding_rs::Encoding::for_bom(&bytes).map_or(encoding_rs::UTF_8, |(found, _)| found);
        let (text, _, broken) = encoding.decode(&bytes);
        if broken { Err(ImportReason::Damaged) } else { Ok(Some(text.into_owned())) }
    }
}
