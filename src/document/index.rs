//! The index of the faces' files (`fonts.json`, made by `scripts/fonts`): which file covers what.
//!
//! A printout loads the base faces and only those slices that hold a character it needs.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::text::printable;
use super::{Document, DocumentError, Face};
use crate::check::Coverage;

/// What a file's face is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Text.
    Body,
    /// Titles.
    Heading,
    /// First-level headings.
    Sans,
}

/// One file of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceFile {
    /// File name, beside `fonts.json`.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Loaded for every printout, whatever its characters.
    pub base: bool,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Inclusive ranges of code points, ascending.
    ranges: Vec<(u32, u32)>,
}

impl FaceFile {
    /// Whether the face has a glyph for the character.
    pub fn covers(&self, c: char) -> bool {
        let c = u32::from(c);
        let after = self.ranges.partition_point(|&(start, _)| start <= c);
        after > 0 && self.ranges[after - 1].1 >= c
    }
}

/// The faces that the program prints with, in order of preference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaceIndex {
    files: Vec<FaceFile>,
    /// What the faces of text cover together, a bit for each code point: every character of a dossier is looked up.
    body: Vec<u64>,
}

#[derive(Deserialize)]
struct Listing {
    format: u32,
    faces: Vec<ListedFace>,
}

#[derive(Deserialize)]
struct ListedFace {
    name: String,
    role: Role,
    base: bool,
    size: u64,
    sha256: String,
    ranges: String,
}

impl FaceIndex {
    /// Reads `fonts.json`.
    ///
    /// Each face's `ranges` is a list of `gap` or `gap.more` in base 36: from the end of the last
    /// range, `gap` code points on, there is a range of `1 + more` characters.
    pub fn parse(json: &str) -> Result<Self, DocumentError> {
        let listing: Listing =
            crate::json::from_str(json).map_err(|e| DocumentError::BadIndex(e.to_string()))?;
        if listing.format != 1 {
            return Err(DocumentError::BadIndex(format!("未知的清单版本 {}", listing.format)));
        }
        let files = listing
            .faces
            .into_iter()
            .map(|face| {
                let ranges = parse_ranges(&face.ranges)
                    .ok_or_else(|| DocumentError::BadIndex(format!("{} 的字符范围有误", face.name)))?;
                Ok(FaceFile {
                    name: face.name,
                    role: face.role,
                    base: face.base,
                    size: face.size,
                    sha256: face.sha256,
                    ranges,
                })
            })
            .collect::<Result<Vec<FaceFile>, DocumentError>>()?;
        let mut body = vec![0; (char::MAX as usize + 1) / 64];
        for (start, end) in files.iter().filter(|file| file.role == Role::Body).flat_map(|file| &file.ranges)
        {
            for c in *start..=(*end).min(u32::from(char::MAX)) {
                body[c as usize / 64] |= 1 << (c % 64);
            }
        }
        Ok(Self { files, body })
    }

    /// All files, in order of preference.
    pub fn files(&self) -> &[FaceFile] {
        &self.files
    }

    /// The names of the files needed to print these characters as text: the base faces, then for each
    /// character that these lack the first slice that has it.
    pub fn needed(&self, characters: impl Iterator<Item = char>) -> Vec<String> {
        self.wanted(characters.map(|c| (Face::Body, c)))
    }

    /// The names of the files needed to print documents, their titles included.
    pub fn needed_for_all<'a>(&self, documents: impl IntoIterator<Item = &'a Document>) -> Vec<String> {
        self.wanted(documents.into_iter().flat_map(Document::characters))
    }

    fn wanted(&self, characters: impl Iterator<Item = (Face, char)>) -> Vec<String> {
        let mut wanted = BTreeSet::new();
        wanted.extend((0..self.files.len()).filter(|&file| self.files[file].base));
        let mut distinct = BTreeSet::new();
        distinct.extend(characters);
        for (face, c) in distinct {
            let Some(c) = printable(c) else { continue };
            let find = |role| self.files.iter().position(|file| file.role == role && file.covers(c));
            let file = match face {
                Face::Heading => find(Role::Heading).or_else(|| find(Role::Body)),
                Face::Sans => find(Role::Sans).or_else(|| find(Role::Heading)).or_else(|| find(Role::Body)),
                Face::Body => find(Role::Body),
            };
            wanted.extend(file);
        }
        wanted.into_iter().map(|file| self.files[file].name.clone()).collect()
    }
}

impl Coverage for FaceIndex {
    fn covers(&self, c: char) -> bool {
        let covered = |c: u32| self.body.get(c as usize / 64).is_some_and(|bits| bits >> (c % 64) & 1 == 1);
        printable(c).is_none_or(|c| covered(c.into()))
    }
}

fn parse_ranges(text: &str) -> Option<Vec<(u32, u32)>> {
    let mut ranges = Vec::new();
    let mut end = 0_u32;
    for item in text.split_ascii_whitespace() {
        let (gap, more) = match item.split_once('.') {
            Some((gap, more)) => (gap, u32::from_str_radix(more, 36).ok()?),
            None => (item, 0),
        };
        let start = end.checked_add(u32::from_str_radix(gap, 36).ok()?)?;
        end = start.checked_add(more)?;
        ranges.push((start, end));
    }
    Some(ranges)
}
