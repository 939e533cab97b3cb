//! What the annotations of a page show, taken along with the page: pages are taken over without them, since they
//! belong to the file and not to what the page draws.
//!
//! A signature does not survive being bound or taken apart; the seal that it shows does.

use std::collections::HashMap;

use hayro_write::hayro_syntax::object::{Dict, MaybeRef, ObjRef, Object, ObjectIdentifier, Stream};
use hayro_write::hayro_syntax::page::Page;
use hayro_write::hayro_syntax::xref::XRef;
use hayro_write::hayro_syntax::{Filter, Pdf};
use pdf_writer::{Chunk, Content, Name, Null, Obj, Ref, Str};

use crate::intake::{Matrix, appearances};

/// What belongs to the file and not to what is drawn: structure, metadata, layers.
const LEFT: [&[u8]; 10] = [
    b"Metadata",
    b"StructParent",
    b"StructParents",
    b"OC",
    b"AF",
    b"PtData",
    b"Ref",
    b"LastModified",
    b"PieceInfo",
    b"OPI",
];

/// What is drawn over a page.
#[derive(Debug, Default)]
pub(super) struct Overlay(Vec<(Ref, Matrix)>);

impl Overlay {
    /// Nothing is drawn over it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Draws it, under a transformation of the page as it is shown.
    pub(super) fn draw(&self, content: &mut Content, transformation: Matrix) {
        for (at, (_, matrix)) in self.0.iter().enumerate() {
            content.save_state().transform(transformation).transform(*matrix);
            content.x_object(Name(name(at).as_bytes())).restore_state();
        }
    }

    /// Names its objects among those of a page or form.
    pub(super) fn list(&self, objects: &mut pdf_writer::Dict<'_>) {
        for (at, (object, _)) in self.0.iter().enumerate() {
            objects.pair(Name(name(at).as_bytes()), *object);
        }
    }
}

fn name(at: usize) -> String {
    format!("A{at}")
}

/// Copies what annotations show, with all that it refers to, each object once.
pub(super) struct Copier<'p> {
    xref: &'p XRef,
    copied: HashMap<ObjectIdentifier, Ref>,
}

impl<'p> Copier<'p> {
    pub(super) fn new(pdf: &'p Pdf) -> Self {
        Self { xref: pdf.xref(), copied: HashMap::new() }
    }

    /// What is drawn over a page; its objects go into the chunk.
    pub(super) fn overlay(
        &mut self,
        page: &Page<'p>,
        chunk: &mut Chunk,
        number: &mut dyn FnMut() -> Ref,
    ) -> Overlay {
        // From the page's own space to the page as it is shown.
        let shown = page.initial_transform(false).as_coeffs().map(|part| part as f32);
        let mut waiting = Vec::new();
        let mut drawn = Vec::new();
        for appearance in appearances(page) {
            let id = appearance.form.obj_id();
            let object = self.copied.get(&id).copied().unwrap_or_else(|| {
                let object = number();
                self.copied.insert(id, object);
                Copy { known: &mut self.copied, waiting: &mut waiting, xref: self.xref, number }.stream(
                    &appearance.form,
                    chunk,
                    object,
                );
                object
            });
            drawn.push((object, crate::intake::after(appearance.matrix, shown)));
        }
        while let Some((from, to)) = waiting.pop() {
            if let Some(object) = self.xref.get::<Object<'_>>(from) {
                Copy { known: &mut self.copied, waiting: &mut waiting, xref: self.xref, number }
                    .object(&object, chunk, to);
            }
        }
        Overlay(drawn)
    }
}

/// The copying of one object.
struct Copy<'c, 'p> {
    known: &'c mut HashMap<ObjectIdentifier, Ref>,
    /// Objects that are referred to and not copied yet.
    waiting: &'c mut Vec<(ObjectIdentifier, Ref)>,
    xref: &'p XRef,
    number: &'c mut dyn FnMut() -> Ref,
}

impl Copy<'_, '_> {
    fn object(&mut self, object: &Object<'_>, chunk: &mut Chunk, to: Ref) {
        match object {
            Object::Stream(stream) => self.stream(stream, chunk, to),
            other => self.value(other, chunk.indirect(to)),
        }
    }

    fn stream(&mut self, stream: &Stream<'_>, chunk: &mut Chunk, to: Ref) {
        // What was encrypted by a filter of its own comes decoded.
        let own_key = stream.filters().first() == Some(&Filter::Crypt);
        let decoded = if own_key { stream.decoded().ok() } else { None };
        let mut left: Vec<&[u8]> = vec![b"Length"];
        if decoded.is_some() {
            left.extend([b"Filter".as_slice(), b"DecodeParms", b"DP"]);
        }
        let data = decoded.unwrap_or_else(|| stream.raw_data());
        let mut written = chunk.stream(to, &data);
        self.entries(stream.dict(), &mut written, &left);
    }

    fn entries(&mut self, from: &Dict<'_>, to: &mut pdf_writer::Dict<'_>, left: &[&[u8]]) {
        for (key, value) in from.entries() {
            if !left.contains(&&*key) && !LEFT.contains(&&*key) {
                self.either(&value, to.insert(Name(&key)));
            }
        }
    }

    fn either(&mut self, value: &MaybeRef<Object<'_>>, to: Obj<'_>) {
        match value {
            MaybeRef::Ref(reference) => self.reference(*reference, to),
            MaybeRef::NotRef(value) => self.value(value, to),
        }
    }

    fn reference(&mut self, reference: ObjRef, to: Obj<'_>) {
        let id = ObjectIdentifier::from(reference);
        match self.known.get(&id) {
            Some(known) => to.primitive(*known),
            None if self.xref.get::<Object<'_>>(id).is_some() => {
                let object = (self.number)();
                self.known.insert(id, object);
                self.waiting.push((id, object));
                to.primitive(object);
            }
            None => to.primitive(Null),
        }
    }

    fn value(&mut self, value: &Object<'_>, to: Obj<'_>) {
        match value {
            Object::Null(_) => to.primitive(Null),
            Object::Boolean(value) => to.primitive(*value),
            Object::Number(number) if number.as_f64().fract() == 0.0 => to.primitive(number.as_f64() as i32),
            Object::Number(number) => to.primitive(number.as_f64() as f32),
            Object::String(text) => to.primitive(Str(text.as_bytes())),
            Object::Name(name) => to.primitive(Name(name)),
            Object::Dict(dict) => self.entries(dict, &mut to.dict(), &[]),
            Object::Array(array) => {
                let mut written = to.array();
                array.raw_iter().for_each(|item| self.either(&item, written.push()));
            }
            // A stream always is an object of its own.
            Object::Stream(_) => to.primitive(Null),
        }
    }
}
