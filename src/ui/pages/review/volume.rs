//! Binding everything into one PDF (合订本).

use yew::prelude::*;

use crate::package::safe_name;
use crate::ui::components::{saved_file, work_line};
use crate::ui::hooks::{
    WorkState, use_definition, use_dossier, use_notify, use_report, use_services, use_work_named,
};
use crate::ui::outlet::{FileKind, Outlet, Saved};
use crate::ui::packages;

const VOLUME: FileKind = FileKind { label: "合订本", media: "application/pdf", extension: "pdf" };

/// The button that binds, and what came of it.
#[component]
pub(super) fn VolumeExport() -> Html {
    let (services, definition, notify) = (use_services(), use_definition(), use_notify());
    let (dossier, report) = (use_dossier(), use_report());
    let work = use_work_named("合订本");
    let bound = use_state(|| None::<(Saved, u32)>);
    {
        // A volume that no longer says what the dossier says is not offered.
        let (bound, work) = (bound.setter(), work.clone());
        use_effect_with(dossier.clone(), move |_| {
            work.stop();
            bound.set(None);
        });
    }
    let ready = report.verdict.ready;
    let on_bind = {
        let (work, bound) = (work.clone(), bound.setter());
        Callback::from(move |_: MouseEvent| {
            bound.set(None);
            let (services, definition) = (services.clone(), definition.clone());
            let dossier = report.asked.part_of(definition.procedure(), &dossier);
            let (bound, notify) = (bound.clone(), notify.clone());
            work.start(
                "正在准备",
                move |watch| async move {
                    let whose = dossier.subject(definition.procedure()).next();
                    let whose = whose.map(|(_, text)| text).unwrap_or_default();
                    let mark = dossier.example_mark().map(|mark| format!("（{mark}）")).unwrap_or_default();
                    let name = safe_name(format!("{whose}材料合订本{mark}").trim(), "材料合订本");
                    let name = format!("{name}.{}", VOLUME.extension);
                    let out = Outlet::open(&name, VOLUME).await?;
                    let pages = packages::bind(&services, &definition, &dossier, &out, &watch).await?;
                    Ok((out.close().await?, pages))
                },
                move |made: (Saved, u32)| {
                    notify.done(made.0.sentence());
                    bound.set(Some(made));
                },
            );
        })
    };
    let running = matches!(work.state(), WorkState::Running(_));
    html! {
        <section class="review-export sheet" aria-labelledby="review-volume-title">
            <h2 id="review-volume-title">{ "合订本" }</h2>
            <p>
                { "把全部材料按官方顺序装订成一个 PDF：封面、目录、材料清单和页码，便于通读、存档和打印。" }
                if !ready {
                    { "自查未通过时，由本程序打印的页上都有标记。" }
                }
            </p>
            <p class="button-row">
                <button type="button" class="button" disabled={running} onclick={on_bind}>{ "生成合订本" }</button>
            </p>
            { work_line(&work) }
            if let Some((saved, pages)) = &*bound {
                { saved_file(saved, &format!("共 {pages} 页。"), "") }
            }
        </section>
    }
}
