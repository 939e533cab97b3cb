//! The faces that jobs print with: each file fetched once, a set of them loaded once.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::kept::Kept;
use super::run::sentence;
use crate::document::{Document, FaceIndex, Faces};

/// A file on its way. The error is one Chinese sentence.
pub type Fetched = Pin<Box<dyn Future<Output = Result<Vec<u8>, String>>>>;

/// Begins to fetch the file at an address; it is on its way before it is waited for.
pub type Fetch = Box<dyn Fn(&str) -> Fetched>;

/// Where the faces' files are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaceFolder {
    /// The index of all faces (`fonts.json`), to the letter.
    pub index: String,
    /// The address to which the name of a file is added.
    pub address: String,
}

/// Faces from job to job: loading them takes longer than printing a form.
pub(super) struct FaceStore {
    fetch: Fetch,
    index: Kept<FaceIndex>,
    coming: BTreeMap<String, Fetched>,
    here: BTreeMap<String, Arc<Vec<u8>>>,
    loaded: Option<(Vec<String>, Faces)>,
}

impl FaceStore {
    pub(super) fn new(fetch: Fetch) -> Self {
        Self { fetch, index: Kept::default(), coming: BTreeMap::new(), here: BTreeMap::new(), loaded: None }
    }

    /// With which a job begins: the index. What every print needs is on its way from here on; what an earlier job did not
    /// wait for, or in vain, is fetched again where it is needed.
    pub(super) fn expect(&mut self, folder: &FaceFolder) -> Result<Rc<FaceIndex>, String> {
        self.coming.clear();
        let index = self.index(folder)?;
        index.needed(std::iter::empty()).into_iter().for_each(|name| self.begin(folder, name));
        Ok(index)
    }

    fn index(&mut self, folder: &FaceFolder) -> Result<Rc<FaceIndex>, String> {
        self.index.read(&folder.index, |json| FaceIndex::parse(json).map_err(sentence))
    }

    /// What these documents need is on its way from here on. Gives the names of the files.
    pub(super) fn begin_for<'d>(
        &mut self,
        folder: &FaceFolder,
        documents: impl IntoIterator<Item = &'d Document>,
    ) -> Result<Vec<String>, String> {
        let names = self.index(folder)?.needed_for_all(documents);
        names.iter().for_each(|name| self.begin(folder, name.clone()));
        Ok(names)
    }

    /// The faces for these documents.
    pub(super) async fn load<'d>(
        &mut self,
        folder: &FaceFolder,
        documents: impl IntoIterator<Item = &'d Document>,
    ) -> Result<&Faces, String> {
        let names = self.begin_for(folder, documents)?;
        for name in &names {
            if let Some(coming) = self.coming.remove(name) {
                self.here.insert(name.clone(), Arc::new(coming.await?));
            }
        }
        let loaded = match self.loaded.take().filter(|(kept, _)| *kept == names) {
            Some(loaded) => loaded,
            None => {
                let file = |name: &String| Some((name.clone(), Arc::clone(self.here.get(name)?)));
                let files = names.iter().filter_map(file).collect();
                (names, Faces::load(files).map_err(sentence)?)
            }
        };
        Ok(&self.loaded.insert(loaded).1)
    }

    fn begin(&mut self, folder: &FaceFolder, name: String) {
        if !self.here.contains_key(&name) && !self.coming.contains_key(&name) {
            let coming = (self.fetch)(&format!("{}{name}", folder.address));
            self.coming.insert(name, coming);
        }
    }
}

impl fmt::Debug for FaceStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaceStore").field("here", &self.here.keys()).finish_non_exhaustive()
    }
}
