//! Where a large file goes out: to the place that the user picks, written piece by piece (File System Access), or
//! where the browser has no such thing, put together by the browser and handed to its downloads.

use std::cell::Cell;

use js_sys::{Array, Function, JSON, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, FileSystemFileHandle, FileSystemWritableFileStream};

use super::browser;
use super::packages::Stopped;

/// A kind of file as the user's choice of a place names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileKind {
    /// In words.
    pub label: &'static str,
    /// Media type.
    pub media: &'static str,
    /// Extension.
    pub extension: &'static str,
}

/// A file on its way out. Dropped before it is closed, it leaves nothing behind.
pub struct Outlet {
    place: Place,
    size: Cell<u64>,
}

enum Place {
    Picked { handle: FileSystemFileHandle, stream: FileSystemWritableFileStream, closed: bool },
    Downloads { name: String, media: &'static str, pieces: Array },
}

/// A file that went out.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// The file, where the browser's downloads were given it; else it is complete at the place that the user picked.
    pub offered: Option<Blob>,
}

impl Outlet {
    /// Asks for a place. To be called before anything is waited for: browsers allow it as the answer to a click only.
    pub async fn open(name: &str, kind: FileKind) -> Result<Self, Stopped> {
        let FileKind { label, media, extension } = kind;
        let types =
            serde_json::json!([{ "description": label, "accept": { media: [format!(".{extension}")] } }]);
        let options = serde_json::json!({ "suggestedName": name, "types": types }).to_string();
        let options = JSON::parse(&options).unwrap_or_default();
        let picked = match call(&gloo::utils::window(), "showSaveFilePicker", &options).await {
            Ok(handle) => handle.unchecked_into::<FileSystemFileHandle>(),
            Err(error) if named(&error) == "AbortError" => return Err(Stopped::Cancelled),
            // Not in this browser, or not where the page is embedded.
            Err(_) => {
                let place = Place::Downloads { name: name.to_owned(), media, pieces: Array::new() };
                return Ok(Self { place, size: Cell::default() });
            }
        };
        let stream = JsFuture::from(picked.create_writable()).await.map_err(|error| unwritten(&error))?;
        let place = Place::Picked { handle: picked, stream: stream.unchecked_into(), closed: false };
        Ok(Self { place, size: Cell::default() })
    }

    /// Adds a piece.
    pub async fn put(&self, piece: &Blob) -> Result<(), Stopped> {
        match &self.place {
            Place::Picked { stream, .. } => {
                let written = stream.write_with_blob(piece).map_err(|error| unwritten(&error))?;
                JsFuture::from(written).await.map_err(|error| unwritten(&error))?;
            }
            Place::Downloads { pieces, .. } => {
                pieces.push(piece);
            }
        }
        self.size.set(self.size.get() + browser::size(piece));
        Ok(())
    }

    /// Ends the file; until then, what lay at the picked place is unchanged.
    pub async fn close(mut self) -> Result<Saved, Stopped> {
        let size = self.size.get();
        match &mut self.place {
            Place::Picked { handle, stream, closed } => {
                JsFuture::from(stream.close()).await.map_err(|error| unwritten(&error))?;
                *closed = true;
                Ok(Saved { name: handle.name(), size, offered: None })
            }
            Place::Downloads { name, media, pieces } => {
                let refused = || Stopped::Failed("浏览器不允许下载，请检查浏览器设置后重试。".to_owned());
                let blob = browser::joined(pieces, media).ok_or_else(refused)?;
                if !browser::save_blob(name, &blob) {
                    return Err(refused());
                }
                Ok(Saved { name: std::mem::take(name), size, offered: Some(blob) })
            }
        }
    }
}

impl Drop for Outlet {
    fn drop(&mut self) {
        let Place::Picked { handle, stream, closed: false } = &self.place else { return };
        let (handle, stream) = (handle.clone(), stream.clone());
        spawn_local(async move {
            let _ = JsFuture::from(stream.abort()).await;
            // Browsers make an empty file where a place for a new one is picked.
            let there = JsFuture::from(handle.get_file()).await;
            if there.is_ok_and(|file| browser::size(file.unchecked_ref()) == 0) {
                let _ = call(&handle, "remove", &JsValue::UNDEFINED).await;
            }
        });
    }
}

impl Saved {
    /// What the user is told.
    pub fn sentence(&self) -> String {
        let Self { name, offered, .. } = self;
        match offered {
            None => format!("已保存为“{name}”。"),
            Some(_) => format!("已交给浏览器保存：{name}，请到下载位置核对。"),
        }
    }
}

/// Calls a method that not every browser has, and waits for what it gives.
async fn call(of: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &method.into())?.dyn_into()?;
    JsFuture::from(Promise::resolve(&method.call1(of, argument)?)).await
}

fn named(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name())).unwrap_or_default()
}

fn unwritten(error: &JsValue) -> Stopped {
    Stopped::Failed(match named(error).as_str() {
        "QuotaExceededError" => "所选位置的空间不足，文件没有写完，请清理空间或者换一个位置重试。".to_owned(),
        "NotFoundError" => "所选位置已经不在（例如 U 盘已拔出），文件没有写成，请重新选择位置。".to_owned(),
        "NotAllowedError" | "NoModificationAllowedError" => {
            "所选位置不允许写入，或者文件正被别的程序打开，请换一个位置重试。".to_owned()
        }
        other => format!("文件没有写成（{other}），请换一个位置重试。"),
    })
}
