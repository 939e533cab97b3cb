//! The printing faces: their index, and the files that a print needs, each fetched once.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::Uint8Array;

use crate::document::FaceIndex;
use crate::ui::browser::{fetch_bytes, fetch_text};

/// Where the faces lie.
const FOLDER: &str = "fonts";

/// The faces' index with its text, for the worker.
#[derive(Debug)]
pub struct Index {
    /// `fonts.json` to the letter.
    pub json: String,
    /// What it says.
    pub faces: FaceIndex,
}

/// The printing faces of this copy of the page. Clones share what was fetched.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    index: Rc<OnceCell<Rc<Index>>>,
    files: Rc<RefCell<BTreeMap<String, Uint8Array>>>,
}

impl Fonts {
    /// The index, once it has been loaded.
    pub fn known(&self) -> Option<&Index> {
        self.index.get().map(AsRef::as_ref)
    }

    /// The index. The error is a sentence for the user.
    pub async fn index(&self) -> Result<Rc<Index>, String> {
        if let Some(index) = self.index.get() {
            return Ok(Rc::clone(index));
        }
        let json = fetch_text(&format!("{FOLDER}/fonts.json")).await?;
        let faces = FaceIndex::parse(&json).map_err(|error| format!("字体清单无法使用：{error}。"))?;
        let index = Rc::new(Index { json, faces });
        // Whoever came first has put the same index there.
        let _ = self.index.set(Rc::clone(&index));
        Ok(index)
    }

    /// The files of these names, each fetched once.
    pub async fn files(&self, names: &[String]) -> Result<Vec<(String, Uint8Array)>, String> {
        let mut files = Vec::with_capacity(names.len());
        for name in names {
            let kept = self.files.borrow().get(name).cloned();
            let bytes = match kept {
                Some(bytes) => bytes,
                None => {
                    let bytes = fetch_bytes(&format!("{FOLDER}/{name}")).await?;
                    self.files.borrow_mut().insert(name.clone(), bytes.clone());
                    bytes
                }
            };
            files.push((name.clone(), bytes));
        }
        Ok(files)
    }
}
