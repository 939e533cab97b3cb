//! What a file is, by its content.

use crate::dossier::MediaType;

/// A kind of file that can be told from its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One that is accepted.
    Accepted(MediaType),
    /// HEIC or HEIF, as iPhones take pictures.
    Heif,
    /// AVIF.
    Avif,
    /// GIF.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// OFD, GB/T 33190.
    Ofd,
    /// A document of Word, Excel, PowerPoint or WPS, old or new format, or OpenDocument.
    Office,
    /// RTF.
    Rtf,
    /// ZIP, RAR, 7z or gzip.
    Archive,
    /// A web page.
    Html,
    /// Plain text, XML or SVG.
    Text,
    /// A film or a sound.
    Media,
    /// A program.
    Program,
    /// None of these.
    Unknown,
}

/// How far from its start a PDF file may begin; the same as in common readers.
const PDF_HEADER_WITHIN: usize = 1024;

impl Kind {
    /// Tells the kind of a content.
    pub fn of(bytes: &[u8]) -> Self {
        let is = |magic: &[u8]| bytes.starts_with(magic);
        match () {
            () if is(b"\xFF\xD8\xFF") => Self::Accepted(MediaType::Jpeg),
            () if is(b"\x89PNG\r\n\x1A\n") => Self::Accepted(MediaType::Png),
            () if is(b"%PDF-") => Self::Accepted(MediaType::Pdf),
            () if is(b"II*\0") || is(b"MM\0*") || is(b"II+\0") || is(b"MM\0+") => {
                Self::Accepted(MediaType::Tiff)
            }
            () if is(b"RIFF") => {
                if bytes.get(8..12) == Some(b"WEBP") {
                    Self::Accepted(MediaType::WebP)
                } else {
                    Self::Media
                }
            }
            () if bytes.get(4..8) == Some(b"ftyp") => brand(bytes),
            () if is(b"GIF87a") || is(b"GIF89a") => Self::Gif,
            () if is(b"BM") && bytes.get(6..10) == Some(&[0; 4]) => Self::Bmp,
            () if is(b"PK\x03\x04") || is(b"PK\x05\x06") => zipped(bytes),
            () if is(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => Self::Office,
            () if is(b"{\\rtf") => Self::Rtf,
            () if is(b"Rar!\x1A\x07") || is(b"7z\xBC\xAF\x27\x1C") || is(b"\x1F\x8B") => Self::Archive,
            () if is(b"MZ") || is(b"\x7FELF") => Self::Program,
            () if is(b"ID3") || is(b"OggS") || is(b"\x1A\x45\xDF\xA3") => Self::Media,
            () if contains(head(bytes, PDF_HEADER_WITHIN), b"%PDF-") => Self::Accepted(MediaType::Pdf),
            () if looks_like_text(bytes) => {
                if looks_like_html(bytes) {
                    Self::Html
                } else {
                    Self::Text
                }
            }
            () => Self::Unknown,
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted(MediaType::Pdf) => "PDF 文件",
            Self::Accepted(MediaType::Jpeg) => "JPEG 图片",
            Self::Accepted(MediaType::Png) => "PNG 图片",
            Self::Accepted(MediaType::Tiff) => "TIFF 图片",
            Self::Accepted(MediaType::WebP) => "WebP 图片",
            Self::Heif => "HEIC 图片",
            Self::Avif => "AVIF 图片",
            Self::Gif => "GIF 图片",
            Self::Bmp => "BMP 图片",
            Self::Ofd => "OFD 文件",
            Self::Office => "Office 文档",
            Self::Rtf => "RTF 文档",
            Self::Archive => "压缩包",
            Self::Html => "网页文件",
            Self::Text => "文本文件",
            Self::Media => "音视频文件",
            Self::Program => "程序文件",
            Self::Unknown => "无法识别的文件",
        }
    }

    /// What to do with a file of this kind.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Accepted(_) => "请重新扫描或重新导出后再添加",
            Self::Heif | Self::Avif => "请用手机相册或看图软件另存为 JPEG 后再添加",
            Self::Gif | Self::Bmp => "请用看图软件另存为 JPEG、PNG，或转换为 PDF 后再添加",
            Self::Ofd => "请用 OFD 阅读器导出为 PDF 后再添加",
            Self::Office | Self::Rtf => "请用 Office 或 WPS 导出为 PDF 后再添加",
            Self::Archive => "请解压后逐个添加其中的文件",
            Self::Html => "可能下载到的是登录页或出错页，请重新下载原文件后再添加",
            Self::Text | Self::Media | Self::Program | Self::Unknown => {
                "请添加 PDF、JPEG、PNG、TIFF 或 WebP 格式的扫描件"
            }
        }
    }
}

/// The kind that the name's extension claims, where it claims one of the accepted kinds.
pub(super) fn claimed(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "pdf" => Some("PDF"),
        "jpg" | "jpeg" => Some("JPEG"),
        "png" => Some("PNG"),
        "tif" | "tiff" => Some("TIFF"),
        "webp" => Some("WebP"),
        _ => None,
    }
}

/// Pictures and films of the ISO base media format, told apart by their brands.
fn brand(bytes: &[u8]) -> Kind {
    const HEIF: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"];
    let length = bytes.get(..4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    let length = usize::try_from(length).unwrap_or(usize::MAX).clamp(12, 256);
    let brands: Vec<&[u8]> = bytes[..length.min(bytes.len())].chunks_exact(4).skip(2).collect();
    if brands.contains(&b"avif".as_slice()) || brands.contains(&b"avis".as_slice()) {
        Kind::Avif
    } else if brands.iter().any(|brand| HEIF.contains(brand)) {
        Kind::Heif
    } else {
        Kind::Media
    }
}

/// Documents that are ZIP archives inside, told apart by the names in the archive's start and end.
fn zipped(bytes: &[u8]) -> Kind {
    const NEAR: usize = 65_536;
    let tail = &bytes[bytes.len().saturating_sub(NEAR)..];
    let has = |name: &[u8]| contains(head(bytes, NEAR), name) || contains(tail, name);
    if has(b"OFD.xml") {
        Kind::Ofd
    } else if has(b"[Content_Types].xml") || has(b"mimetypeapplication/vnd.oasis") {
        Kind::Office
    } else {
        Kind::Archive
    }
}

/// No byte that text of any common encoding lacks. UTF-16 begins with its mark.
fn looks_like_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return true;
    }
    head(bytes, 4096).iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B))
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let start = head(bytes, 1024).to_ascii_lowercase();
    contains(&start, b"<!doctype html") || contains(&start, b"<html")
}

fn head(bytes: &[u8], length: usize) -> &[u8] {
    &bytes[..length.min(bytes.len())]
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
