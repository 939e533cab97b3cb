//! The form as the official table, filled in place.
//!
//! The grid is the one from which the PDF is laid out: same columns, rows and spans. On a narrow screen
//! the cells stand one below the other; in print only the official form remains.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::check::{Place, Report};
use crate::dossier::Dossier;
use crate::field::{Answer, FieldKind};
use crate::procedure::{Field, PaperContent, PaperForm};
use crate::ui::browser;
use crate::ui::components::icon;
use crate::ui::fields::{Asking, Look, dom_id};
use crate::ui::hooks::{use_dossier, use_procedure, use_report};
use crate::ui::route::{Page, Route};

/// Where to go.
#[derive(Properties, PartialEq)]
pub struct PaperPageProps {
    /// The field to move focus to.
    pub focus: Option<String>,
}

/// The form as the official table, filled in place.
#[component]
pub fn PaperPage(props: &PaperPageProps) -> Html {
    let (procedure, dossier, report) = (use_procedure(), use_dossier(), use_report());
    use_effect_with(props.focus.clone(), |focus| {
        if let Some(field) = focus {
            browser::focus(&dom_id(field));
        }
    });
    let grid = use_node_ref();
    {
        let (grid, procedure) = (grid.clone(), procedure.clone());
        use_effect_with((), move |()| {
            if let (Some(grid), Some(form)) = (grid.cast::<HtmlElement>(), &procedure.form) {
                place(&grid, form);
            }
        });
    }
    let Some(form) = &procedure.form else { return Html::default() };
    let address = |page: Page| Route::Dossier(dossier.id.clone(), page).to_string();
    let filled = |id: &str| match procedure.field(id) {
        Some(field) => filled(field, dossier.answers.get(id), props.focus.as_deref() == Some(id)),
        None => Html::default(),
    };
    html! {
        <div class="paper-page">
            <header class="page-head">
                <div>
                    <h1>{ "申请表" }</h1>
                    <p class="lead">{ "与官方样表逐格一致，可直接在格中填写。盖章用的打印件请在“打印盖章”一步生成。" }</p>
                </div>
                <a class="button" href={address(Page::Form(None))}>{ icon("list") }{ "逐项填写" }</a>
            </header>
            <article class="paper" aria-labelledby="paper-title">
                <h2 id="paper-title" class="paper-title">{ &form.title }</h2>
                <div ref={grid} class="paper-grid">
                    { for form.cells.iter().map(|cell| content(&cell.content, filled)) }
                </div>
                { for form.below.iter().map(|line| html! { <p class="paper-below">{ line }</p> }) }
            </article>
            { beside(&report, &report.beside_table(&procedure), &dossier) }
            <p class="button-row page-foot">
                <a class="button button-primary" href={address(Page::Materials(None, None))}>
                    { "下一步：准备材料" }{ icon("next") }
                </a>
            </p>
        </div>
    }
}

/// The questions that cannot be reached from the table.
fn beside(report: &Report, fields: &[&Field], dossier: &Dossier) -> Html {
    if fields.is_empty() {
        return Html::default();
    }
    html! {
        <nav class="paper-beside" aria-labelledby="paper-beside">
            <h2 id="paper-beside">{ "不在表格上的问题" }</h2>
            <ul>
                { for fields.iter().map(|field| {
                    let to = Route::Dossier(dossier.id.clone(), Page::Form(Some(field.id.clone())));
                    let place = Place::Field(field.id.clone());
                    let state = match dossier.answers.contains_key(&field.id) {
                        false => "未填",
                        true if report.all().any(|it| it.is_open() && it.about.contains(&place)) => "有问题",
                        true => "已填",
                    };
                    html! {
                        <li key={field.id.clone()}>
                            <a href={to.to_string()}>{ &field.label }</a><span class="soft">{ format!("　{state}") }</span>
                        </li>
                    }
                }) }
            </ul>
        </nav>
    }
}

/// One cell; `filled` shows the answer to a field.
fn content(content: &PaperContent, filled: impl Fn(&str) -> Html) -> Html {
    match content {
        PaperContent::Label(text) => html! {
            <div class="paper-cell paper-label"><span>{ text }</span></div>
        },
        PaperContent::VerticalLabel(text) => html! {
            <div class="paper-cell paper-label paper-vertical"><span>{ text }</span></div>
        },
        PaperContent::Text(text) => html! {
            <div class="paper-cell paper-value"><p>{ text }</p></div>
        },
        PaperContent::Field(field) => html! {
            <div class="paper-cell paper-value">{ filled(field) }</div>
        },
        PaperContent::Statement(statement) => html! {
            <div class="paper-cell paper-statement">
                { for statement.paragraphs.iter().map(|text| html! { <p class="paper-paragraph">{ text }</p> }) }
                <div class="paper-signature">
                    <p>{ &statement.seal }</p>
                    <div class="paper-date">
                        <span>{ &statement.date_label }</span>
                        { filled(&statement.date_field) }
                    </div>
                </div>
            </div>
        },
    }
}

/// An answer on the form: in its official printed wording, and as an input once it is entered. On paper
/// only the printed wording stands. An answer that cannot be printed yet, a masked one and a choice always
/// show their input.
fn filled(field: &Field, answer: Option<&Answer>, insist: bool) -> Html {
    let value = answer.and_then(|answer| field.kind.read(answer).value);
    let always_input = field.sensitive || matches!(field.kind, FieldKind::Choice { .. } | FieldKind::Confirm);
    let settled = (value.is_some() && !always_input).then_some("paper-settled");
    let from_top = matches!(field.kind, FieldKind::LongText { .. }).then_some("paper-from-top");
    html! {
        <div class={classes!("paper-filled", settled, from_top)}>
            <span class="printed" aria-hidden="true">{ field.kind.print(value.as_ref()) }</span>
            <Asking field={field.id.clone()} look={Look::Paper} {insist} />
        </div>
    }
}

// Placement goes through the CSSOM: the content security policy refuses `style` attributes.

fn place(grid: &HtmlElement, form: &PaperForm) {
    let columns: Vec<String> = form.columns.iter().map(|width| format!("minmax(0, {width}fr)")).collect();
    let rows: Vec<String> = form.rows.iter().map(|height| format!("minmax({height}mm, auto)")).collect();
    set(grid, "grid-template-columns", &columns.join(" "));
    set(grid, "grid-template-rows", &rows.join(" "));
    let mut element = grid.first_element_child();
    for cell in &form.cells {
        let Some(Ok(placed)) = element.map(|element| element.dyn_into::<HtmlElement>()) else { return };
        set(&placed, "grid-column", &format!("{} / span {}", cell.column, cell.column_span));
        set(&placed, "grid-row", &format!("{} / span {}", cell.row, cell.row_span));
        element = placed.next_element_sibling();
    }
}

fn set(element: &HtmlElement, property: &str, value: &str) {
    // A property that the browser does not know changes nothing.
    let _ = element.style().set_property(property, value);
}
