//! An attached file: its name, what it is, its digest, and what can be done with it.

use web_sys::File;
use yew::prelude::*;

use super::{DropZone, FilePreview, use_file_preview};
use crate::dossier::{Attachment, FileRecord, MediaType};
use crate::ui::files::size_text;

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
    let file = &props.attachment.file;
    let FilePreview { button, shown } = use_file_preview(file);
    html! {
        <div class="file-card">
            <div class="file-card-line">
                <span class="file-card-kind" aria-hidden="true">{ kind(file.media) }</span>
                <span class="file-card-name">{ &file.name }</span>
                <span class="file-card-facts">{ facts(file) }</span>
                <span class="file-card-actions">
                    { button }
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
                    { remove_button(&props.attachment, &props.on_remove) }
                </span>
            </div>
            if let Some(line) = file.cleaned() {
                <p class="file-card-cleaned">{ line }</p>
            }
            { shown }
        </div>
    }
}

/// The button that removes a file.
pub fn remove_button(attachment: &Attachment, on_remove: &Callback<Attachment>) -> Html {
    let (gone, name) = (attachment.clone(), &attachment.file.name);
    html! {
        <button type="button" class="button-link" onclick={on_remove.reform(move |_: MouseEvent| gone.clone())}>
            { "移除" }<span class="visually-hidden">{ format!("：{name}") }</span>
        </button>
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
