//! The steps to a complete filing, each with how it stands and the way to it.

use yew::prelude::*;

use crate::field::FieldKind;
use crate::ui::fields::Questions;
use crate::ui::hooks::{use_dossier, use_procedure, use_report};
use crate::ui::route::{Page, Route};

/// The steps to a complete filing.
#[component]
pub(super) fn Steps() -> Html {
    let (procedure, dossier, report) = (use_procedure(), use_dossier(), use_report());
    let to = |page: Page| Route::Dossier(dossier.id.clone(), page).to_string();
    let open = report.verdict.blocking + report.verdict.waiting;
    let stamped = procedure
        .materials
        .iter()
        .filter(|material| material.is_form)
        .all(|material| dossier.attachments.iter().any(|there| there.material == material.id));
    let to_be_stamped = procedure.materials.iter().any(|material| material.is_form);
    // What may be left unticked is a choice, not a declaration.
    let confirms: Vec<_> = procedure
        .fields()
        .filter(|field| matches!(field.kind, FieldKind::Confirm) && !field.optional)
        .collect();
    html! {
        <ol class="review-steps plain">
            <li class="review-step">
                { mark(open == 0) }
                <div>
                    <h2>{ "自查" }</h2>
                    if open == 0 {
                        <p>{ "全部检查已通过。" }</p>
                    } else {
                        <p>{ format!("还有 {open} 项阻断或待定。") }</p>
                    }
                    <p><a href={to(Page::Findings)}>{ "查看自查结果" }</a></p>
                </div>
            </li>
            if to_be_stamped {
                <li class="review-step">
                    { mark(stamped) }
                    <div>
                        <h2>{ "打印、盖章、放回扫描件" }</h2>
                        <p>{ if stamped { "盖章扫描件已放入材料清单。" } else { "还没有放入盖章扫描件。" } }</p>
                        <p><a href={to(Page::Print)}>{ "前往打印盖章" }</a></p>
                    </div>
                </li>
            }
            { for confirms.iter().map(|field| {
                let done = dossier.answers.contains_key(&field.id);
                html! {
                    <li class="review-step" key={field.id.clone()}>
                        { mark(done) }
                        <div>
                            <h2>{ "真实性确认" }</h2>
                            <Questions fields={vec![AttrValue::from(field.id.clone())]} />
                        </div>
                    </li>
                }
            }) }
        </ol>
    }
}

fn mark(done: bool) -> Html {
    let (look, word) = if done { ("tag-passed", "完成") } else { ("tag-waiting", "未完成") };
    html! { <span class={classes!("tag", "review-mark", look)}>{ word }</span> }
}
