//! An attached file: its name, what it is, its digest, and what can be done with it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::{BlobAddress, DropZone, Preview};
use crate::dossier::{Attachment, FileRecord, MediaType};
use crate::ui::browser;
use crate::ui::files::size_text;
use crate::ui::hooks::use_services;
use crate::ui::state::Services;
use crate::vault::Table;

/// Properties of [`FileCard`].
#[derive(Properties, PartialEq)]
pub struct FileCardProps {
    /// The file at its place.
    pub attachment: Attachment,
    /// Receives what is to take its place; absent where nothing can.
    #[prop_or_default]
    pub on_replace: Option<Callback<Vec<File>>>,
    /// Called when it is to be removed.
    pub on_remove: Callback<Attachment>,
}

/// An attached file.
#[component]
pub fn FileCard(props: &FileCardProps) -> Html {
    let services = use_services();
    let preview = use_state_eq(|| None::<Result<Rc<BlobAddress>, String>>);
    let page = use_state_eq(|| 1_u32);
    let file = &props.attachment.file;
    {
        // Another content at the same card needs another preview.
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
    let on_remove = {
        let (on_remove, attachment) = (props.on_remove.clone(), props.attachment.clone());
        Callback::from(move |_: MouseEvent| on_remove.emit(attachment.clone()))
    };
    let open = preview.is_some();
    let of_this = || html! { <span class="visually-hidden">{ format!("：{}", file.name) }</span> };
    html! {
        <div class="file-card">
            <div class="file-card-line">
                <span class="file-card-kind" aria-hidden="true">{ kind(file.media) }</span>
                <span class="file-card-name">{ &file.name }</span>
                <span class="file-card-facts">{ facts(file) }</span>
                <span class="file-card-actions">
                    <button type="button" class="button-link" aria-expanded={open.to_string()} onclick={on_preview}>
                        { if open { "收起预览" } else { "预览" } }{ of_this() }
                    </button>
                    if let Some(on_replace) = &props.on_replace {
                        <DropZone
                            id={format!("replace-{}", props.attachment.id)}
                            purpose={file.name.clone()}
                            invitation=""
                            button="替换"
                            plain={true}
                            on_files={on_replace.clone()}
                        />
                    }
                    <button type="button" class="button-link" onclick={on_remove}>
                        { "移除" }{ of_this() }
                    </button>
                </span>
            </div>
            if let Some(line) = file.cleaned() {
                <p class="file-card-cleaned">{ line }</p>
            }
            if preview.is_some() && paged(file) {
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
        </div>
    }
}

fn kind(media: MediaType) -> &'static str {
    match media {
        MediaType::Pdf => "PDF",
        MediaType::Jpeg => "JPEG",
        MediaType::Png => "PNG",
        MediaType::Tiff => "TIFF",
        MediaType::WebP => "WebP",
    }
}

fn facts(file: &FileRecord) -> String {
    // The kind stands before the name already.
    let facts: Vec<String> = file.facts().into_iter().chain([size_text(file.size)]).collect();
    facts.join(" · ")
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
