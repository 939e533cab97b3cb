//! Binding everything into one PDF (合订本).

use yew::prelude::*;

use crate::ui::browser;
use crate::ui::components::work_line;
use crate::ui::hooks::{
    WorkState, use_definition, use_dossier, use_notify, use_report, use_services, use_work,
};
use crate::ui::packages::{self, Volume};

/// The button that binds, and what came of it.
#[component]
pub(super) fn VolumeExport() -> Html {
    let (services, definition, notify) = (use_services(), use_definition(), use_notify());
    let (dossier, report) = (use_dossier(), use_report());
    let work = use_work();
    let bound = use_state(|| None::<Volume>);
    {
        // A volume that no longer says what the dossier says is not offered.
        let (bound, work) = (bound.setter(), work.clone());
        use_effect_with(dossier.clone(), move |_| {
            work.stop();
            bound.set(None);
        });
    }
    {
        let work = work.clone();
        use_effect_with((), move |()| move || work.stop());
    }
    let ready = report.verdict.ready;
    let on_bind = {
        let (work, bound) = (work.clone(), bound.setter());
        Callback::from(move |_: MouseEvent| {
            bound.set(None);
            let (services, definition, dossier) = (services.clone(), definition.clone(), dossier.clone());
            let (bound, notify) = (bound.clone(), notify.clone());
            work.start(
                "正在准备字体",
                move |watch| async move { packages::bind(&services, &definition, &dossier, &watch).await },
                move |made: Volume| {
                    if browser::save_blob(&made.name, &made.blob) {
                        notify.done(format!("已交给浏览器保存：{}", made.name));
                    }
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
            if let Some(made) = &*bound {
                { saved(made) }
            }
        </section>
    }
}

fn saved(made: &Volume) -> Html {
    let on_save = {
        let made = made.clone();
        Callback::from(move |_: MouseEvent| {
            browser::save_blob(&made.name, &made.blob);
        })
    };
    html! {
        <div class="notice notice-passed review-saved" role="status">
            <p>
                <strong>{ "已生成：" }</strong>
                <span class="review-file">{ &made.name }</span>
                { format!("，共 {} 页。", made.pages) }
            </p>
            <p>
                { "没有看到下载的，请" }
                <button type="button" class="button-link" onclick={on_save}>{ "再次保存" }</button>
                { "。" }
            </p>
        </div>
    }
}
