//! The tables of records of a procedure, each as a file.

use yew::prelude::*;

use crate::sheet::SheetFormat;
use crate::ui::browser;
use crate::ui::components::work_line;
use crate::ui::hooks::{use_definition, use_dossier, use_notify, use_services, use_work};
use crate::ui::jobs::{RecordsOf, SheetWritten};

/// What a table of records is saved as: the kind of file, its media type (IANA) and its name here.
const KINDS: [(Option<SheetFormat>, &str, &str); 3] = [
    (
        Some(SheetFormat::Xlsx),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "导出 Excel",
    ),
    (Some(SheetFormat::Csv), "text/csv", "导出 CSV"),
    (None, "application/json", "导出 JSON"),
];

/// The tables of records with their buttons; nothing where a procedure has none.
#[component]
pub(super) fn Records() -> Html {
    let (services, definition, dossier, notify) =
        (use_services(), use_definition(), use_dossier(), use_notify());
    let work = use_work();
    let procedure = definition.procedure().clone();
    let export = |table: String, format: Option<SheetFormat>, media: &'static str| {
        let (services, definition, dossier) = (services.clone(), definition.clone(), dossier.clone());
        let (work, notify) = (work.clone(), notify.clone());
        Callback::from(move |_: MouseEvent| {
            let (services, definition, dossier) = (services.clone(), definition.clone(), dossier.clone());
            let (notify, table) = (notify.clone(), table.clone());
            let write = |watch: crate::ui::packages::Watch| async move {
                let of = RecordsOf {
                    procedure_json: &definition.json,
                    dossier: &dossier,
                    table: &table,
                    holiday_tables: services.holidays.files(),
                    today: browser::today(),
                };
                watch.job(services.jobs.write_records(of, format)).await
            };
            work.start("正在生成记录", write, move |SheetWritten { name, bytes }| {
                if browser::save_array(&name, &bytes, media) {
                    notify.done(format!("已生成“{name}”，请在浏览器的下载内容中查看。"));
                } else {
                    notify.failed(format!("浏览器没有保存“{name}”，请检查下载设置后重试。"));
                }
            });
        })
    };
    html! {
        <>
            { for procedure.records.iter().map(|table| html! {
                <div class="timeline-records">
                    <span>{ &table.title }</span>
                    <div class="button-row" role="group" aria-label={table.title.clone()}>
                        { for KINDS.map(|(format, media, word)| html! {
                            <button type="button" class="button button-small"
                                onclick={export(table.id.clone(), format, media)}>{ word }</button>
                        }) }
                    </div>
                </div>
            }) }
            { work_line(&work) }
        </>
    }
}
