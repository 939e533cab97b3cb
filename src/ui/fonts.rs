//! The printing faces: their index, and the files that a print needs, each fetched once.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::document::FaceIndex;
use crate::ui::browser::{fetch_bytes, fetch_text};

/// Where the faces lie.
const FOLDER: &str = "fonts";

/// The promise of a file's bytes; fails with a sentence.
fn fetched(path: String) -> Promise {
    future_to_promise(async move {
        fetch_bytes(&path).await.map(JsValue::from).map_err(|reason| JsValue::from_str(&reason))
    })
}

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
        let missing: Vec<&String> =
            names.iter().filter(|name| !self.files.borrow().contains_key(*name)).collect();
        // All at the same time.
        let fetches: Array = missing.iter().map(|name| fetched(format!("{FOLDER}/{name}"))).collect();
        let fetched = JsFuture::from(Promise::all(&fetches)).await;
        let fetched = fetched.map_err(|reason| reason.as_string().unwrap_or_default())?;
        for (name, bytes) in missing.into_iter().zip(Array::from(&fetched).iter()) {
            self.files.borrow_mut().insert(name.clone(), bytes.unchecked_into());
        }
        let files = self.files.borrow();
        let kept = |name: &String| files.get(name).map(|bytes| (name.clone(), bytes.clone()));
        Ok(names.iter().filter_map(kept).collect())
    }
}
