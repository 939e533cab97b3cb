//! The form as sections of questions.

use yew::prelude::*;

use crate::check::{Finding, Place, State};
use crate::field::Severity;
use crate::procedure::Stage;
use crate::ui::browser;
use crate::ui::components::{ErrorSummary, icon, numeral};
use crate::ui::fields::{Questions, dom_id};
use crate::ui::hooks::{progress, use_dispatch, use_procedure, use_report, use_slices};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Action, Slices, Step};

/// Where to go.
#[derive(Properties, PartialEq)]
pub struct FormPageProps {
    /// The field to move focus to.
    pub focus: Option<String>,
}

/// The form as sections of questions.
#[component]
pub fn FormPage(props: &FormPageProps) -> Html {
    let (procedure, report, dispatch) = (use_procedure(), use_report(), use_dispatch());
    let slices = use_slices();
    let Slices { dossier, checked, .. } = &slices;
    // How often the page was asked to check itself.
    let asked = use_state_eq(|| 0_usize);
    use_effect_with(props.focus.clone(), |focus| {
        if let Some(field) = focus {
            browser::focus(&dom_id(field));
        }
    });

    let on_page = |place: &Place| match place {
        Place::Field(id) => {
            procedure.sections_at(Stage::Form).flat_map(|section| &section.fields).any(|f| f.id == *id)
        }
        Place::Material(..) | Place::Row(..) => false,
    };
    let blocking: Vec<Finding> = report
        .all()
        .filter(|finding| finding.state == State::Failed && finding.severity == Severity::Blocking)
        .filter(|finding| finding.about.first().is_some_and(on_page))
        .cloned()
        .collect();
    let address = |page: Page| Route::Dossier(dossier.id.clone(), page);
    let onward = {
        let done = progress(&procedure, &slices).unwrap_or_default();
        let next = Step::Form.after(&procedure, &done).page(&procedure);
        let (asked, clear, next) = (asked.clone(), blocking.is_empty(), address(next));
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Action::Seal);
            if clear {
                next.go();
            } else {
                asked.set(*asked + 1);
            }
        })
    };
    html! {
        <div class="form-page">
            <header class="page-head">
                <div>
                    <h1>{ Step::Form.title(&procedure).to_owned() }</h1>
                    <p class="lead">
                        { "逐项填写，标 " }<span class="mark-required">{ "*" }</span>{ " 的必须填写。" }
                    </p>
                </div>
                if procedure.form.is_some() {
                    <a class="button" href={address(Page::Paper(None)).to_string()}>
                        { icon("table") }{ "表格视图" }
                    </a>
                }
            </header>
            if *asked > 0 && !blocking.is_empty() {
                <ErrorSummary findings={blocking} asked={*asked} />
            }
            { for procedure.sections_at(Stage::Form).enumerate().map(|(at, section)| {
                let title_id = format!("section-{}", section.id);
                let fields: Vec<AttrValue> = section.fields.iter().map(|f| f.id.clone().into()).collect();
                html! {
                    <section class="form-section" key={section.id.clone()} aria-labelledby={title_id.clone()}>
                        <header>
                            <h2 id={title_id}>
                                <span class="section-number">{ format!("{}、", numeral(at + 1)) }</span>{ &section.title }
                            </h2>
                            if !section.help.is_empty() { <p class="soft">{ &section.help }</p> }
                        </header>
                        <Questions {fields} insist={*asked > 0} insist_on={props.focus.clone()} />
                    </section>
                }
            }) }
            <div class="button-row page-foot">
                <button type="button" class="button button-primary" disabled={!checked} onclick={onward}>
                    { "检查本页并继续" }{ icon("next") }
                </button>
                <a class="button" href={address(Page::Tasks).to_string()}>{ "返回全部步骤" }</a>
            </div>
        </div>
    }
}
