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
    let file = &props.attachment.file;
    {
        // Another content at the same card needs another preview.
        let preview = preview.setter();
        use_effect_with(file.sha256.clone(), move |_| preview.set(None));
    }
    let on_preview = {
        let (preview, file) = (preview.clone(), file.clone());
        Callback::from(move |_: MouseEvent| {
            if preview.is_some() {
                preview.set(None);
                return;
            }
            let (setter, services, file) = (preview.setter(), services.clone(), file.clone());
            spawn_local(async move { setter.set(Some(address(&services, &file).await)) });
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
    match file.media {
        MediaType::Pdf => format!("PDF，{} 页，{}", file.pages, size_text(file.size)),
        other => format!("{} 图片，{}", kind(other), size_text(file.size)),
    }
}

/// Gives the stored content an address. The error is a sentence for the user.
async fn address(services: &Services, file: &FileRecord) -> Result<Rc<BlobAddress>, String> {
    let bytes = services.store.get(Table::Files, &file.sha256).await;
    let bytes = bytes.map_err(|error| format!("“{}”无法预览：{error}。", file.name))?;
    let bytes = bytes.ok_or_else(|| {
        format!("本机浏览器中没有“{}”的内容，可能浏览器数据已被清除。请移除后重新添加。", file.name)
    })?;
    browser::blob(&js_sys::Uint8Array::from(bytes.as_slice()), file.media.as_str())
        .and_then(|blob| BlobAddress::new(&blob))
        .map(Rc::new)
        .ok_or_else(|| format!("浏览器无法预览“{}”。", file.name))
}
