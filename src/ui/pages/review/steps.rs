//! The steps to a complete filing, each with how it stands and the way to it.

use yew::prelude::*;

use crate::procedure::Stage;
use crate::ui::fields::{Look, Questions};
use crate::ui::hooks::{progress, use_procedure, use_slices};
use crate::ui::route::{Page, Route};

/// Where to go.
#[derive(Properties, PartialEq)]
pub(super) struct StepsProps {
    /// The field to move focus to.
    pub(super) focus: Option<String>,
}

/// The steps to a complete filing.
#[component]
pub(super) fn Steps(props: &StepsProps) -> Html {
    let (procedure, slices) = (use_procedure(), use_slices());
    let (dossier, report) = (&slices.dossier, &slices.report);
    let to = |page: Page| Route::Dossier(dossier.id.clone(), page).to_string();
    let Some(progress) = progress(&procedure, &slices) else {
        return html! { <p class="soft" role="status">{ "正在自查……" }</p> };
    };
    html! {
        <ol class="review-steps plain">
            <li class="review-step">
                { mark(progress.passed) }
                <div>
                    <h2>{ "自查" }</h2>
                    <p>{ match (progress.passed, progress.open) {
                        (true, 0) => "全部检查已通过。".to_owned(),
                        (true, open) => format!("还有 {open} 个问题，完成以下各步即可解决。"),
                        (false, open) => format!("还有 {open} 个问题，不解决不能提交。"),
                    } }</p>
                    <p><a href={to(Page::Findings)}>{ "查看自查结果" }</a></p>
                </div>
            </li>
            if progress.stamped.total > 0 {
                <li class="review-step">
                    { mark(progress.stamped.complete()) }
                    <div>
                        <h2>{ "打印、盖章、放回扫描件" }</h2>
                        <p>{ match (progress.stamped.complete(), progress.unfit) {
                            (true, _) => "盖章扫描件已放入材料清单。",
                            (false, true) => "放入的盖章扫描件须更换或补齐，原因见自查结果。",
                            (false, false) => "还没有放入盖章扫描件。",
                        } }</p>
                        <p><a href={to(Page::Print(None, None))}>{ "前往打印盖章" }</a></p>
                    </div>
                </li>
            }
            { for procedure.sections_at(Stage::Export).map(|section| {
                let done = section.fields.iter().all(|field| {
                    field.optional || !report.asked.field(&field.id) || dossier.answers.contains_key(&field.id)
                });
                let fields: Vec<AttrValue> = section.fields.iter().map(|field| field.id.clone().into()).collect();
                html! {
                    <li class="review-step" key={section.id.clone()}>
                        { mark(done) }
                        <div>
                            <h2>{ &section.title }</h2>
                            <Questions {fields} look={Look::Beside} insist_on={props.focus.clone()} />
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
