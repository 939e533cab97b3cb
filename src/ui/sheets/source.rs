//! Where a sheet comes from: a file, or what was pasted.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, File, HtmlTextAreaElement};
use yew::prelude::*;

use crate::sheet::MAX_FILE_BYTES;
use crate::ui::components::DropZone;
use crate::ui::files::{self, size_text};

/// What file choosers offer.
const SHEETS: &str = ".xlsx,.xlsm,.csv,.tsv,.txt,text/csv,text/plain";

/// A sheet that is here. A pasted one has no name.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) bytes: Uint8Array,
}

/// Reads a file unless it is too large. The error is one sentence.
pub(super) async fn read(file: File) -> Result<Source, String> {
    let (name, size) = (file.name(), files::size(&file));
    if size > MAX_FILE_BYTES {
        return Err(format!(
            "“{name}”有 {}，超过导入表格 {} MB 的上限，请删去无关的工作表和图片后再导入。",
            size_text(size),
            MAX_FILE_BYTES / (1024 * 1024)
        ));
    }
    let bytes = files::read(&file, |_| true).await.map_err(|error| error.to_string())?;
    Ok(Source { name, bytes })
}

/// Asks for a file or for a text to be pasted.
#[derive(Properties, PartialEq)]
pub(super) struct SourceChoiceProps {
    /// A file was chosen.
    pub(super) on_file: Callback<File>,
    /// A text was pasted.
    pub(super) on_text: Callback<String>,
    /// The template is wanted.
    pub(super) on_template: Callback<MouseEvent>,
}

/// A place for a file, and one for a text.
#[component]
pub(super) fn SourceChoice(props: &SourceChoiceProps) -> Html {
    let text = use_node_ref();
    let on_files = props.on_file.reform(|files: Vec<File>| files[0].clone());
    let read = {
        let (text, on_text) = (text.clone(), props.on_text.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(area) = text.cast::<HtmlTextAreaElement>() {
                on_text.emit(area.value());
            }
        })
    };
    // A pasted table is read at once: thousands of lines in a text control would keep the browser busy.
    let on_paste = {
        let on_text = props.on_text.clone();
        Callback::from(move |event: Event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let pasted = data.and_then(|data| data.get_data("text").ok()).unwrap_or_default();
            if pasted.contains('\n') {
                event.prevent_default();
                on_text.emit(pasted);
            }
        })
    };
    html! {
        <div class="stack">
            <p>
                { "表格的第一行是各列的名称，每行一条。没有表格的，可以先" }
                <button type="button" class="button-link" onclick={props.on_template.clone()}>{ "下载模板" }</button>
                { "填写。" }
            </p>
            <DropZone id="sheet-file" purpose="要导入的表格" accept={SHEETS} {on_files}
                invitation="把 .xlsx 或 .csv 文件拖到此处，或者" />
            <div class="sheet-paste">
                <label for="sheet-text">{ "也可以从 Excel 或 WPS 复制单元格，粘贴在这里（连同表头）" }</label>
                <textarea autocomplete="off" id="sheet-text" class="control control-lines" ref={text} rows="5" spellcheck="false"
                    onpaste={on_paste} />
                <button type="button" class="button" onclick={read}>{ "读取粘贴的内容" }</button>
            </div>
        </div>
    }
}
