//! The faces loaded for printing, parsed once and kept.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{FontContext, FontFamilyName, LayoutContext};

use super::{DocumentError, Face};

/// Faces ready for shaping and embedding. Loading parses and hashes the files: keep the value as long
/// as documents are printed.
pub struct Faces {
    fonts: Vec<Font>,
    by_blob: BTreeMap<u64, usize>,
    body: Vec<FontFamilyName<'static>>,
    heading: Vec<FontFamilyName<'static>>,
    sans: Vec<FontFamilyName<'static>>,
    shaping: Mutex<Shaping>,
}

/// The shaper's scratch space.
pub(crate) struct Shaping {
    pub(crate) fonts: FontContext,
    pub(crate) layouts: LayoutContext<()>,
}

impl fmt::Debug for Faces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faces").field("files", &self.fonts.len()).finish_non_exhaustive()
    }
}

impl Faces {
    /// Loads TrueType files, each with its name, in order of preference.
    ///
    /// A file whose name starts with `title` is a heading face, one that starts with `sans` a sans-serif
    /// face; all others are body faces.
    pub fn load(files: Vec<(String, impl Into<Arc<Vec<u8>>>)>) -> Result<Self, DocumentError> {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut context =
            FontContext { collection: Collection::new(options), source_cache: SourceCache::default() };
        let mut faces = Self {
            fonts: Vec::new(),
            by_blob: BTreeMap::new(),
            body: Vec::new(),
            heading: Vec::new(),
            sans: Vec::new(),
            shaping: Mutex::new(Shaping { fonts: context.clone(), layouts: LayoutContext::new() }),
        };
        for (name, bytes) in files {
            let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = bytes.into();
            let font = Font::new(shared.clone().into(), 0)
                .ok_or_else(|| DocumentError::UnreadableFace(name.clone()))?;
            let blob = Blob::new(shared);
            let id = blob.id();
            let rename = FontInfoOverride { family_name: Some(&name), ..FontInfoOverride::default() };
            if context.collection.register_fonts(blob, Some(rename)).is_empty() {
                return Err(DocumentError::UnreadableFace(name));
            }
            faces.by_blob.insert(id, faces.fonts.len());
            faces.fonts.push(font);
            let stack = match name.as_str() {
                name if name.starts_with("title") => &mut faces.heading,
                name if name.starts_with("sans") => &mut faces.sans,
                _ => &mut faces.body,
            };
            stack.push(FontFamilyName::Named(name.into()));
        }
        if faces.body.is_empty() {
            return Err(DocumentError::NoFace);
        }
        // A title may hold a character that only the body's slices have.
        faces.heading.extend(faces.body.iter().cloned());
        faces.sans.extend(faces.heading.iter().cloned());
        faces.shaping = Mutex::new(Shaping { fonts: context, layouts: LayoutContext::new() });
        Ok(faces)
    }

    /// The stack of families for a style.
    pub(crate) fn stack(&self, face: Face) -> &[FontFamilyName<'static>] {
        match face {
            Face::Body => &self.body,
            Face::Heading => &self.heading,
            Face::Sans => &self.sans,
        }
    }

    /// The number of the face that holds a shaped run's glyphs.
    pub(crate) fn number(&self, blob: u64) -> Option<usize> {
        self.by_blob.get(&blob).copied()
    }

    /// A face by number.
    pub(crate) fn font(&self, number: usize) -> &Font {
        &self.fonts[number]
    }

    /// The shaper. A panic elsewhere leaves only scratch space behind, so poisoning is ignored.
    pub(crate) fn shaping(&self) -> MutexGuard<'_, Shaping> {
        self.shaping.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
