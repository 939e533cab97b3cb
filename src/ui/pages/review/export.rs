//! Packing the filing: made by the worker, saved under its right name.

use yew::prelude::*;

use crate::package::DRAFT_MARK;
use crate::ui::browser;
use crate::ui::components::{verdict_text, work_line};
use crate::ui::files::size_text;
use crate::ui::hooks::{
    WorkState, use_definition, use_dossier, use_notify, use_report, use_services, use_work,
};
use crate::ui::jobs::Packed;
use crate::ui::packages;

/// Media type of a package.
const ZIP: &str = "application/zip";

/// The button that packs, and what came of it.
#[component]
pub(super) fn Export() -> Html {
    let (services, definition, notify) = (use_services(), use_definition(), use_notify());
    let (dossier, report) = (use_dossier(), use_report());
    let work = use_work();
    let packed = use_state(|| None::<Packed>);
    {
        // A package that no longer says what the dossier says is not offered.
        let (packed, work) = (packed.setter(), work.clone());
        use_effect_with(dossier.clone(), move |_| {
            work.stop();
            packed.set(None);
        });
    }
    {
        let work = work.clone();
        use_effect_with((), move |()| move || work.stop());
    }
    let ready = report.verdict.ready;
    let on_export = {
        let (work, packed, notify) = (work.clone(), packed.setter(), notify.clone());
        Callback::from(move |_: MouseEvent| {
            packed.set(None);
            let (services, definition, dossier) = (services.clone(), definition.clone(), dossier.clone());
            let (packed, notify) = (packed.clone(), notify.clone());
            work.start(
                "正在准备字体",
                move |watch| async move { packages::pack(&services, &definition, &dossier, &watch).await },
                move |made: Packed| {
                    if browser::save_array(&made.name, &made.bytes, ZIP) {
                        notify.done(format!("已交给浏览器保存：{}", made.name));
                    }
                    packed.set(Some(made));
                },
            );
        })
    };
    let running = matches!(work.state(), WorkState::Running(_));
    html! {
        <section class="review-export sheet" aria-labelledby="review-export-title">
            <h2 id="review-export-title">{ if ready { "导出" } else { "导出草稿" } }</h2>
            if ready {
                <p>{ "生成一个 ZIP 文件：填报数据、申请表 PDF、全部材料，以及每个文件的 SHA-256 和 SM3 摘要。" }</p>
            } else {
                <p class="notice notice-warning">
                    { format!(
                        "自查未通过，只能导出草稿：文件名、清单和申请表每一页都标明“{DRAFT_MARK}”，不能作为正式材料提交。草稿可以用来备份，或者交给同事继续填写。"
                    ) }
                </p>
            }
            <p class="button-row">
                <button
                    type="button"
                    class={classes!("button", ready.then_some("button-primary"))}
                    disabled={running}
                    onclick={on_export}
                >
                    { if ready { "导出备案包" } else { "导出草稿" } }
                </button>
            </p>
            { work_line(&work) }
            if let Some(made) = &*packed {
                { saved(made) }
            }
        </section>
    }
}

fn saved(made: &Packed) -> Html {
    let on_save = {
        let made = made.clone();
        Callback::from(move |_: MouseEvent| {
            browser::save_array(&made.name, &made.bytes, ZIP);
        })
    };
    html! {
        <div class="notice notice-passed review-saved" role="status">
            <p><strong>{ "已生成：" }</strong><span class="review-file">{ &made.name }</span></p>
            <p>{ format!("{}。{}。", size_text(u64::from(made.bytes.length())), verdict_text(&made.verdict)) }</p>
            <p>
                { "没有看到下载的，请" }
                <button type="button" class="button-link" onclick={on_save}>{ "再次保存" }</button>
                { "。请在本机留存一份，并用“核验”打开检查一遍。" }
            </p>
        </div>
    }
}
