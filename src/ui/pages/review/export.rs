//! Packing the filing: made by the worker, saved under its right name.

use yew::prelude::*;

use super::recipient::{RecipientField, Typed};
use crate::check::Verdict;
use crate::package::{DRAFT_MARK, file_name};
use crate::ui::browser;
use crate::ui::components::{saved_file, verdict_text, work_line};
use crate::ui::hooks::{
    WorkState, use_definition, use_dossier, use_notify, use_report, use_services, use_work_named,
};
use crate::ui::outlet::{FileKind, Outlet, Saved};
use crate::ui::packages;

const PLAIN: FileKind = FileKind { label: "备案包", media: "application/zip", extension: "zip" };
const SEALED: FileKind =
    FileKind { label: "加密的备案包", media: "application/octet-stream", extension: "age" };

/// The button that packs, and what came of it.
#[component]
pub(super) fn Export() -> Html {
    let (services, definition, notify) = (use_services(), use_definition(), use_notify());
    let (dossier, report) = (use_dossier(), use_report());
    let work = use_work_named("备案包导出");
    let packed = use_state(|| None::<(Saved, Verdict)>);
    let typed = use_state_eq(Typed::default);
    {
        // A package that no longer says what the dossier says is not offered.
        let (packed, work) = (packed.setter(), work.clone());
        use_effect_with(dossier.clone(), move |_| {
            work.stop();
            packed.set(None);
        });
    }
    let (ready, example) = (report.verdict.ready, dossier.example);
    let on_export = {
        let (work, packed, notify) = (work.clone(), packed.setter(), notify.clone());
        let recipient = typed.recipient();
        Callback::from(move |_: MouseEvent| {
            packed.set(None);
            let (services, definition) = (services.clone(), definition.clone());
            let dossier = report.asked.part_of(definition.procedure(), &dossier);
            let (packed, notify, recipient) = (packed.clone(), notify.clone(), recipient.clone());
            work.start(
                "正在准备",
                move |watch| async move {
                    let name = file_name(definition.procedure(), &dossier, ready, browser::today());
                    let (name, kind) = match recipient {
                        Some(_) => (format!("{name}.{}", SEALED.extension), SEALED),
                        None => (name, PLAIN),
                    };
                    let out = Outlet::open(&name, kind).await?;
                    let recipient = recipient.as_deref();
                    let verdict =
                        packages::pack(&services, &definition, &dossier, recipient, &out, &watch).await?;
                    Ok((out.close().await?, verdict))
                },
                move |made: (Saved, Verdict)| {
                    notify.done(made.0.sentence());
                    packed.set(Some(made));
                },
            );
        })
    };
    let running = matches!(work.state(), WorkState::Running(_));
    let setter = typed.setter();
    html! {
        <section class="review-export sheet" aria-labelledby="review-export-title">
            <h2 id="review-export-title">{ if ready { "导出" } else { "导出草稿" } }</h2>
            if ready {
                <p>{ "生成一个 ZIP 文件：填报数据、申请表 PDF、全部材料，以及每个文件的 SHA-256 和 SM3 摘要。需要签名的，请用单位的签名软件对导出的文件签名，签名文件与备案包放在同一目录，同名、只加扩展名。" }</p>
            } else {
                <p class="notice notice-warning">
                    { format!(
                        "自查未通过，只能导出草稿：文件名、清单和申请表每一页都标明“{DRAFT_MARK}”，不能作为正式材料提交。草稿可以用来备份，或者交给同事继续填写；不再询问的内容不在其中。"
                    ) }
                </p>
            }
            if example {
                <p class="notice notice-warning">
                    { "这是示例卷宗：导出文件的文件名和本程序打印的每一页都标明“示例”，核验时也会说明，不能作为正式材料提交。正式填报请新建卷宗。" }
                </p>
            }
            <RecipientField typed={(*typed).clone()} on_typed={Callback::from(move |now| setter.set(now))} />
            <p class="button-row">
                <button
                    type="button"
                    class={classes!("button", ready.then_some("button-primary"))}
                    disabled={running || !typed.is_usable()}
                    onclick={on_export}
                >
                    { if ready { "导出备案包" } else { "导出草稿" } }
                </button>
            </p>
            { work_line(&work) }
            if let Some((saved, verdict)) = &*packed {
                { saved_file(saved, &format!("{}。", verdict_text(verdict)), advice(saved)) }
            }
        </section>
    }
}

/// What is to be done with the file.
fn advice(saved: &Saved) -> &'static str {
    if saved.name.ends_with(SEALED.extension) {
        "这份文件只有接收方能打开，请在本机另存一份不加密的备案包。"
    } else {
        "请在本机留存一份，并用“核验”打开检查一遍。"
    }
}
