//! The buttons of a roster's sheets.

use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::ClipboardEvent;
use yew::prelude::*;

use super::ImportDialog;
use crate::dossier::{Edit, Row};
use crate::sheet::SheetFormat;
use crate::ui::browser;
use crate::ui::components::work_line;
use crate::ui::hooks::{
    use_definition, use_dispatch, use_dossier, use_notify, use_services, use_window_event, use_work,
};
use crate::ui::jobs::{SheetOf, SheetWritten};
use crate::ui::state::{Action, Notice};

/// Media type of a workbook (IANA).
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv";

/// Properties of [`SheetTools`].
#[derive(Properties, PartialEq)]
pub struct SheetToolsProps {
    /// Id of the roster.
    pub roster: AttrValue,
}

/// 导入表格, 下载模板 and 导出, ready for use on any page of a dossier.
#[component]
pub fn SheetTools(props: &SheetToolsProps) -> Html {
    let (services, definition, dossier) = (use_services(), use_definition(), use_dossier());
    let (dispatch, notify) = (use_dispatch(), use_notify());
    let open = use_state_eq(|| false);
    let work = use_work();
    let blank = dossier.rows(&props.roster).is_empty();

    let write = |format: Option<SheetFormat>| {
        let (services, definition, dossier) = (services.clone(), definition.clone(), dossier.clone());
        let (work, notify, roster) = (work.clone(), notify.clone(), props.roster.clone());
        Callback::from(move |_: MouseEvent| {
            let (services, definition, dossier) = (services.clone(), definition.clone(), dossier.clone());
            let (notify, roster) = (notify.clone(), roster.clone());
            let write = |watch: crate::ui::packages::Watch| async move {
                let rows = dossier.rows(&roster);
                let of = SheetOf { procedure_json: &definition.json, roster: &roster, rows };
                watch.job(services.jobs.write_sheet(of, format)).await
            };
            work.start("正在生成表格", write, move |SheetWritten { name, bytes }| {
                let media = if format == Some(SheetFormat::Csv) { CSV } else { XLSX };
                if browser::save_array(&name, &bytes, media) {
                    notify.done(format!("已生成“{name}”，请在浏览器的下载内容中查看。"));
                } else {
                    notify.failed(format!("浏览器没有保存“{name}”，请检查下载设置后重试。"));
                }
            });
        })
    };
    let on_rows = {
        let (dispatch, notify, roster) = (dispatch.clone(), notify.clone(), props.roster.to_string());
        Callback::from(move |(rows, summary): (Vec<Arc<Row>>, String)| {
            dispatch.edit(Edit::Rows(roster.clone(), rows));
            let dispatch = dispatch.clone();
            let undo = move || dispatch.dispatch(Action::Undo);
            notify.show(Notice::done(format!("已导入：{summary}。")).on("sheet").undone_by(undo));
        })
    };
    let pasted = use_state(|| None::<AttrValue>);
    let (show, close) = {
        let (show, close, pasted) = (open.clone(), open.clone(), pasted.clone());
        let close = move |()| {
            pasted.set(None);
            close.set(false);
        };
        (move |_: MouseEvent| show.set(true), Callback::from(close))
    };
    // A table pasted anywhere on the page is an import; a text pasted into a control is that control's.
    let on_paste = {
        let (open, pasted) = (open.setter(), pasted.setter());
        use_callback((), move |event: web_sys::Event, ()| {
            let Some(event) = event.dyn_ref::<ClipboardEvent>().filter(|event| !browser::in_text(event))
            else {
                return;
            };
            let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
            if let Some(text) = text.filter(|text| text.contains(['\n', '\t'])) {
                event.prevent_default();
                pasted.set(Some(text.into()));
                open.set(true);
            }
        })
    };
    use_window_event("paste", on_paste);
    html! {
        <div class="sheet-tools">
            <div class="button-row" role="group" aria-label="表格">
                <button type="button" class="button button-small" onclick={show}>{ "导入表格" }</button>
                <button type="button" class="button button-small" disabled={blank}
                    onclick={write(Some(SheetFormat::Xlsx))}>{ "导出 Excel" }</button>
                <button type="button" class="button button-small" disabled={blank}
                    onclick={write(Some(SheetFormat::Csv))}>{ "导出 CSV" }</button>
                <button type="button" class="button-link" onclick={write(None)}>{ "下载模板" }</button>
            </div>
            { work_line(&work) }
            if *open {
                <ImportDialog roster={props.roster.clone()} pasted={(*pasted).clone()} {on_rows} on_close={close}
                    on_template={write(None)} />
            }
        </div>
    }
}
