//! Saves the answers with what comes of them as JSON.

use yew::prelude::*;

use super::icon;
use crate::package::{result_json, safe_name};
use crate::ui::browser;
use crate::ui::hooks::{use_notify, use_procedure, use_slices};

/// What the button says.
#[derive(Properties, PartialEq)]
pub struct ResultButtonProps {
    /// Its wording.
    pub children: Html,
}

/// Saves the answers with what comes of them as JSON.
#[component]
pub fn ResultButton(props: &ResultButtonProps) -> Html {
    let (procedure, slices, notify) = (use_procedure(), use_slices(), use_notify());
    let save = move |_: MouseEvent| {
        let json = result_json(&procedure, &slices.dossier, &slices.report, browser::today());
        let name = format!("{}.json", safe_name(&slices.dossier.marked_name(), "result"));
        if browser::save_file(&name, json.as_bytes(), "application/json") {
            notify.done(format!("已交给浏览器保存：{name}"));
        } else {
            notify.failed("浏览器没有保存文件，请检查下载设置后重试。");
        }
    };
    html! {
        <button type="button" class="button" onclick={save}>{ icon("disk") }{ props.children.clone() }</button>
    }
}
