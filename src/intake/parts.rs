//! What a PDF holds besides pages: scripts, actions, files, films, signatures.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object};

use super::Reason;
use super::pdf::open;
use crate::dossier::PdfPart;

/// How deep objects are looked into; what lies deeper is an object of its own in every real file.
const DEPTH: u8 = 12;

/// The kinds of parts, each once.
pub(super) fn parts(bytes: &[u8]) -> Result<Vec<PdfPart>, Reason> {
    let pdf: Pdf = open(bytes)?;
    let mut found = Vec::new();
    for object in pdf.objects() {
        read(&object, DEPTH, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn read(object: &Object<'_>, depth: u8, found: &mut Vec<PdfPart>) {
    if depth == 0 {
        return;
    }
    match object {
        Object::Dict(dict) => read_dict(dict, depth, found),
        Object::Stream(stream) => read_dict(stream.dict(), depth, found),
        Object::Array(array) => read_array(array, depth, found),
        _ => {}
    }
}

fn read_array(array: &Array<'_>, depth: u8, found: &mut Vec<PdfPart>) {
    // Numbers and references need no look: what is referred to is an object of the file.
    for item in array.raw_iter() {
        if let hayro_syntax::object::MaybeRef::NotRef(item) = item {
            read(&item, depth - 1, found);
        }
    }
}

fn read_dict(dict: &Dict<'_>, depth: u8, found: &mut Vec<PdfPart>) {
    let name = |key: &str| dict.get::<Name<'_>>(key);
    let is = |key: &str, values: &[&[u8]]| name(key).is_some_and(|name| values.contains(&&*name));
    let mut note = |part: PdfPart, holds: bool| {
        if holds {
            found.push(part);
        }
    };
    note(PdfPart::Script, dict.contains_key("JS") || is("S", &[b"JavaScript"]));
    note(PdfPart::Launch, is("S", &[b"Launch", b"SubmitForm", b"ImportData"]));
    note(PdfPart::Embedded, is("Type", &[b"EmbeddedFile"]));
    let media: [&[u8]; 6] = [b"RichMedia", b"Movie", b"Sound", b"Screen", b"3D", b"FileAttachment"];
    match name("Subtype").as_deref() {
        Some(b"FileAttachment") => note(PdfPart::Embedded, true),
        Some(subtype) => note(
            PdfPart::Media,
            name("Type").is_some_and(|kind| *kind == *b"Annot") && media.contains(&subtype),
        ),
        None => {}
    }
    note(PdfPart::Signature, is("Type", &[b"Sig"]) && dict.contains_key("ByteRange"));
    for (_, value) in dict.entries() {
        if let hayro_syntax::object::MaybeRef::NotRef(value) = value {
            read(&value, depth - 1, found);
        }
    }
}
