//! The mark of one printed page, and its text in the QR code; format version 1.
//!
//! The text is `BA1:` and, in Base45, these bytes (numbers big-endian):
//!
//! | bytes | what |
//! |---|---|
//! | 1 | flags: 1 a row follows, 2 draft, 4 blank form, 8 a digest of the rest follows |
//! | 4 | tag of the dossier |
//! | 2 | tag of the document |
//! | 4 | tag of the row, if any |
//! | 2 + 2 | page, pages |
//! | 1 | check of the list of questions |
//! | 1 + n | the questions on the page as a set of bits, lowest first |
//! | 2 each | digests of the first [`MOST`] of these questions |
//! | 2 | one digest of the further ones, if any |
//! | 2 | check of all bytes before |

use super::base45;
use crate::digest::sha256;

/// What the text of every mark begins with.
const PREFIX: &str = "BA1:";
/// Most questions of a page with a digest of their own.
pub(super) const MOST: usize = 24;

const ROW: u8 = 1;
const DRAFT: u8 = 2;
const BLANK: u8 = 4;
const REST: u8 = 8;

/// What a printed page says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// [`dossier_tag`] of the dossier; 0 on a blank form.
    pub dossier: u32,
    /// Tag of the document.
    pub document: u16,
    /// [`row_tag`] of the roster row that it was printed for.
    pub row: Option<u32>,
    /// Printed while the checks had not passed.
    pub draft: bool,
    /// Printed without answers.
    pub blank: bool,
    /// Page, counted from 1.
    pub page: u16,
    /// Pages of the document.
    pub pages: u16,
    /// Check of the list of questions that `asked` counts in.
    pub list: u8,
    /// The questions printed on the page, ascending, by their number in the document's list.
    pub asked: Vec<u16>,
    /// Digests of the first of them, as many as have their own.
    pub answers: Vec<u16>,
    /// One digest of all further ones.
    pub rest: Option<u16>,
}

impl Mark {
    /// The text for the QR code, of its alphanumeric alphabet.
    pub fn text(&self) -> String {
        let flag = |flag, on| if on { flag } else { 0 };
        let flags = flag(ROW, self.row.is_some())
            | flag(DRAFT, self.draft)
            | flag(BLANK, self.blank)
            | flag(REST, self.rest.is_some());
        let mut bytes = vec![flags];
        bytes.extend(self.dossier.to_be_bytes());
        bytes.extend(self.document.to_be_bytes());
        bytes.extend(self.row.into_iter().flat_map(u32::to_be_bytes));
        bytes.extend([self.page, self.pages].into_iter().flat_map(u16::to_be_bytes));
        bytes.push(self.list);
        let set = bits(&self.asked);
        bytes.push(u8::try_from(set.len()).unwrap_or(u8::MAX));
        bytes.extend(set);
        bytes.extend(self.answers.iter().copied().chain(self.rest).flat_map(u16::to_be_bytes));
        bytes.extend(check(&bytes));
        PREFIX.to_owned() + &base45::encode(&bytes)
    }

    /// Reads the text of a QR code; `None` when it is not a mark of this program.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = base45::decode(text.strip_prefix(PREFIX)?)?;
        let (content, stated) = bytes.split_last_chunk::<2>()?;
        if check(content) != *stated {
            return None;
        }
        let mut bytes = Bytes(content);
        let flags = bytes.byte()?;
        let has = |flag| flags & flag != 0;
        let (dossier, document) = (bytes.long()?, bytes.short()?);
        let row = if has(ROW) { Some(bytes.long()?) } else { None };
        let (page, pages, list) = (bytes.short()?, bytes.short()?, bytes.byte()?);
        let length = usize::from(bytes.byte()?);
        let asked = numbers(bytes.take(length)?);
        let own = asked.len().min(MOST);
        let answers = (0..own).map(|_| bytes.short()).collect::<Option<_>>()?;
        let rest = if has(REST) { Some(bytes.short()?) } else { None };
        let whole = bytes.0.is_empty() && (1..=pages).contains(&page);
        let (draft, blank) = (has(DRAFT), has(BLANK));
        whole.then_some(Self {
            dossier,
            document,
            row,
            draft,
            blank,
            page,
            pages,
            list,
            asked,
            answers,
            rest,
        })
    }
}

/// The tag by which marks name a dossier; `id` is [`Dossier::origin`](crate::dossier::Dossier::origin).
pub fn dossier_tag(id: &str) -> u32 {
    tag("dossier", id).max(1)
}

/// The tag by which marks name a roster row.
pub fn row_tag(id: &str) -> u32 {
    tag("row", id)
}

/// The tag by which marks name a document; an empty id is the official form.
pub(super) fn document_tag(id: &str) -> u16 {
    short(tag("document", id))
}

fn tag(kind: &str, id: &str) -> u32 {
    let [a, b, c, d, ..] = sha256(format!("{kind}\0{id}").as_bytes());
    u32::from_be_bytes([a, b, c, d])
}

/// The upper half.
pub(super) fn short(number: u32) -> u16 {
    let [a, b, ..] = number.to_be_bytes();
    u16::from_be_bytes([a, b])
}

fn check(bytes: &[u8]) -> [u8; 2] {
    let [a, b, ..] = sha256(bytes);
    [a, b]
}

/// Ascending numbers as a set of bits.
fn bits(numbers: &[u16]) -> Vec<u8> {
    let mut set = vec![0; numbers.last().map_or(0, |last| usize::from(*last) / 8 + 1)];
    for number in numbers {
        set[usize::from(number / 8)] |= 1 << (number % 8);
    }
    set
}

fn numbers(set: &[u8]) -> Vec<u16> {
    let all = 0..u16::try_from(set.len() * 8).unwrap_or(u16::MAX);
    all.filter(|number| set[usize::from(number / 8)] & (1 << (number % 8)) != 0).collect()
}

/// Bytes that are read from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, left) = self.0.split_at_checked(count)?;
        self.0 = left;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn short(&mut self) -> Option<u16> {
        self.take(2).map(|bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) << 16 | u32::from(self.short()?))
    }
}
