//! The printing faces of this copy of the page. Their files are fetched when the worker wants them, which prints.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::document::FaceIndex;
use crate::jobs::FaceFolder;
use crate::ui::browser;

/// Where the faces lie.
const FOLDER: &str = "fonts/";

/// The faces' index with where it lies, for the worker.
#[derive(Debug)]
pub struct Index {
    /// The folder.
    pub folder: FaceFolder,
    /// What its index says.
    pub faces: FaceIndex,
}

/// The printing faces. Clones share what was fetched.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    index: Rc<OnceCell<Rc<Index>>>,
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
        let json = browser::fetch_text(&format!("{FOLDER}fonts.json")).await?;
        let faces = FaceIndex::parse(&json).map_err(|error| format!("字体清单无法使用：{error}。"))?;
        let folder = FaceFolder { index: json, address: browser::address_of(FOLDER) };
        let index = Rc::new(Index { folder, faces });
        // Whoever came first has put the same index there.
        let _ = self.index.set(Rc::clone(&index));
        Ok(index)
    }
}
