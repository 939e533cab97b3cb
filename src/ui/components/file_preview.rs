//! A file of the dossier shown below its line: the button that opens it, and what it opens.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{BlobAddress, Preview};
use crate::dossier::{FileRecord, MediaType};
use crate::ui::browser;
use crate::ui::hooks::use_services;
use crate::ui::state::Services;
use crate::vault::Table;

/// The two parts of a preview, to be put where there is room for each.
pub struct FilePreview {
    /// Opens and closes it.
    pub button: Html,
    /// The file, while it is open.
    pub shown: Option<Html>,
}

/// The preview of a file, closed at first.
#[hook]
pub fn use_file_preview(file: &FileRecord) -> FilePreview {
    let services = use_services();
    let preview = use_state_eq(|| None::<Result<Rc<BlobAddress>, String>>);
    let page = use_state_eq(|| 1_u32);
    {
        // Another content at the same place needs another preview.
        let (preview, page) = (preview.setter(), page.setter());
        use_effect_with(file.sha256.clone(), move |_| {
            preview.set(None);
            page.set(1);
        });
    }
    let open_at = {
        let (setter, page, file) = (preview.setter(), page.setter(), file.clone());
        Callback::from(move |number: u32| {
            page.set(number);
            let (setter, services, file) = (setter.clone(), services.clone(), file.clone());
            spawn_local(async move { setter.set(Some(address(&services, &file, number).await)) });
        })
    };
    let on_preview = {
        let (preview, open_at, page) = (preview.clone(), open_at.clone(), *page);
        Callback::from(move |_: MouseEvent| match &*preview {
            Some(_) => preview.set(None),
            None => open_at.emit(page),
        })
    };
    let open = preview.is_some();
    let button = html! {
        <button type="button" class="button-link" aria-expanded={open.to_string()} onclick={on_preview}>
            { if open { "收起预览" } else { "预览" } }
            <span class="visually-hidden">{ format!("：{}", file.name) }</span>
        </button>
    };
    let shown = || {
        html! {
            <>
                if paged(file) {
                    { turner(*page, file.pages, &open_at) }
                }
                if let Some(shown) = &*preview {
                    { match shown {
                        Ok(address) => html! {
                            <Preview
                                name={file.name.clone()}
                                address={Rc::clone(address)}
                                picture={file.media != MediaType::Pdf}
                            />
                        },
                        Err(sentence) => html! { <p class="notice notice-blocking" role="alert">{ sentence }</p> },
                    } }
                }
            </>
        }
    };
    FilePreview { button, shown: open.then(shown) }
}

/// Whether the browser cannot leaf through it.
fn paged(file: &FileRecord) -> bool {
    file.media == MediaType::Tiff && file.pages > 1
}

/// Leafs through the pages.
fn turner(page: u32, pages: u32, open_at: &Callback<u32>) -> Html {
    let to = |number: u32| open_at.reform(move |_: MouseEvent| number);
    html! {
        <p class="file-card-turner">
            <button type="button" class="button-link" disabled={page <= 1} onclick={to(page.saturating_sub(1))}>
                { "上一页" }
            </button>
            <span role="status">{ format!("第 {page} 页，共 {pages} 页") }</span>
            <button type="button" class="button-link" disabled={page >= pages} onclick={to(page + 1)}>
                { "下一页" }
            </button>
        </p>
    }
}

/// Gives the stored content an address; of a kind that browsers do not show, a picture of one page. The error is
/// a sentence for the user.
async fn address(services: &Services, file: &FileRecord, page: u32) -> Result<Rc<BlobAddress>, String> {
    let bytes = services.store.get(Table::Files, &file.sha256).await;
    let bytes = bytes.map_err(|error| format!("“{}”无法预览：{error}。", file.name))?;
    let bytes = bytes.ok_or_else(|| {
        format!("本机浏览器中没有“{}”的内容，可能浏览器数据已被清除。请移除后重新添加。", file.name)
    })?;
    let mut content = js_sys::Uint8Array::from(bytes.as_slice());
    let mut media = file.media;
    if media == MediaType::Tiff {
        let drawn = services.jobs.picture(file, &content, page).outcome.await;
        content = drawn.map_err(|error| error.to_string())?;
        media = MediaType::Png;
    }
    browser::blob(&content, media.as_str())
        .and_then(|blob| BlobAddress::new(&blob))
        .map(Rc::new)
        .ok_or_else(|| format!("浏览器无法预览“{}”。", file.name))
}
