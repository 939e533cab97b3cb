//! What came of a file that was made.

use yew::prelude::*;

use crate::ui::browser;
use crate::ui::files::size_text;
use crate::ui::outlet::Saved;

/// Says which file was made and where it went; a download can be had again.
pub fn saved_file(saved: &Saved, about: &str, advice: &str) -> Html {
    html! {
        <div class="notice notice-passed review-saved" role="status">
            <p>
                <strong>{ if saved.offered.is_none() { "已保存：" } else { "已生成：" } }</strong>
                <span class="review-file">{ &saved.name }</span>
            </p>
            <p>{ format!("{}。{about}", size_text(saved.size)) }</p>
            <p>
                if let Some(blob) = &saved.offered {
                    { "没有看到下载的，请" }
                    <button type="button" class="button-link" onclick={again(&saved.name, blob)}>{ "再次保存" }</button>
                    { "。" }
                }
                { advice }
            </p>
        </div>
    }
}

fn again(name: &str, blob: &web_sys::Blob) -> Callback<MouseEvent> {
    let (name, blob) = (name.to_owned(), blob.clone());
    Callback::from(move |_| {
        browser::save_blob(&name, &blob);
    })
}
