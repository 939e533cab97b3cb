//! The form as the official table, filled in place.
//!
//! The grid is the one from which the PDF is laid out: same columns, rows and spans. On a narrow screen
//! the cells stand one below the other; in print only the official form remains.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::field::FieldKind;
use crate::procedure::{PaperCell, PaperContent, PaperForm, Statement};
use crate::ui::browser;
use crate::ui::components::Icon;
use crate::ui::fields::{PaperQuestion, dom_id};
use crate::ui::hooks::{use_dossier, use_procedure};
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
    let (procedure, dossier) = (use_procedure(), use_dossier());
    use_effect_with(props.focus.clone(), |focus| {
        if let Some(field) = focus {
            browser::focus(&dom_id(field));
        }
    });
    let form = &procedure.form;
    let address = |page: Page| Route::Dossier(dossier.id.clone(), page).to_string();
    html! {
        <div class="paper-page">
            <header class="page-head">
                <div>
                    <h1>{ "申请表" }</h1>
                    <p class="lead">{ "与官方样表逐格一致，可直接在格中填写。盖章用的打印件请在“打印盖章”一步生成。" }</p>
                </div>
                <a class="button" href={address(Page::Form(None))}><Icon name="list" />{ "逐项填写" }</a>
            </header>
            <article class="paper" aria-labelledby="paper-title">
                <h2 id="paper-title" class="paper-title">{ &form.title }</h2>
                <Grid form={form.clone()} focus={props.focus.clone()} />
                { for form.below.iter().map(|line| html! { <p class="paper-below">{ line }</p> }) }
            </article>
            <p class="button-row page-foot">
                <a class="button button-primary" href={address(Page::Materials(None, None))}>
                    { "下一步：准备材料" }<Icon name="next" />
                </a>
            </p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct GridProps {
    form: PaperForm,
    focus: Option<String>,
}

/// The bordered table.
#[component]
fn Grid(props: &GridProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.form.clone(), move |form| {
            if let Some(grid) = node.cast::<HtmlElement>() {
                place_grid(&grid, form);
            }
        });
    }
    html! {
        <div ref={node} class="paper-grid">
            { for props.form.cells.iter().map(|cell| html! {
                <Cell cell={cell.clone()} focus={props.focus.clone()} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct CellProps {
    cell: PaperCell,
    focus: Option<String>,
}

#[component]
fn Cell(props: &CellProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.cell.clone(), move |cell| {
            if let Some(element) = node.cast::<HtmlElement>() {
                place_cell(&element, cell);
            }
        });
    }
    let insist = |field: &str| props.focus.as_deref() == Some(field);
    match &props.cell.content {
        PaperContent::Label(text) => html! {
            <div ref={node} class="paper-cell paper-label"><span>{ text }</span></div>
        },
        PaperContent::VerticalLabel(text) => html! {
            <div ref={node} class="paper-cell paper-label paper-vertical"><span>{ text }</span></div>
        },
        PaperContent::Field(field) => html! {
            <div ref={node} class="paper-cell paper-value">
                <Filled field={field.clone()} insist={insist(field)} />
            </div>
        },
        PaperContent::Statement(statement) => html! {
            <div ref={node} class="paper-cell paper-statement">
                { statement_text(statement, insist(&statement.date_field)) }
            </div>
        },
    }
}

fn statement_text(statement: &Statement, insist: bool) -> Html {
    html! {
        <>
            { for statement.paragraphs.iter().map(|text| html! { <p class="paper-paragraph">{ text }</p> }) }
            <div class="paper-signature">
                <p>{ &statement.seal }</p>
                <div class="paper-date">
                    <span>{ &statement.date_label }</span>
                    <Filled field={statement.date_field.clone()} {insist} />
                </div>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct FilledProps {
    field: String,
    insist: bool,
}

/// An answer on the form: in its official printed wording, and as an input once it is entered. On paper
/// only the printed wording stands. An answer that cannot be printed yet, a masked one and a choice always
/// show their input.
#[component]
fn Filled(props: &FilledProps) -> Html {
    let (procedure, dossier) = (use_procedure(), use_dossier());
    let Some(field) = procedure.field(&props.field) else { return Html::default() };
    let value = dossier.answers.get(&field.id).and_then(|answer| field.kind.read(answer).value);
    let always_input = field.sensitive || matches!(field.kind, FieldKind::Choice { .. } | FieldKind::Confirm);
    let settled = (value.is_some() && !always_input).then_some("paper-settled");
    let from_top = matches!(field.kind, FieldKind::LongText { .. }).then_some("paper-from-top");
    html! {
        <div class={classes!("paper-filled", settled, from_top)}>
            <span class="printed" aria-hidden="true">{ field.kind.print(value.as_ref()) }</span>
            <PaperQuestion field={props.field.clone()} insist={props.insist} />
        </div>
    }
}

// Placement goes through the CSSOM: the content security policy refuses `style` attributes.

fn place_grid(grid: &HtmlElement, form: &PaperForm) {
    let columns: Vec<String> = form.columns.iter().map(|width| format!("minmax(0, {width}fr)")).collect();
    let rows: Vec<String> = form.rows.iter().map(|height| format!("minmax({height}mm, auto)")).collect();
    set(grid, "grid-template-columns", &columns.join(" "));
    set(grid, "grid-template-rows", &rows.join(" "));
}

fn place_cell(element: &HtmlElement, cell: &PaperCell) {
    set(element, "grid-column", &format!("{} / span {}", cell.column, cell.column_span));
    set(element, "grid-row", &format!("{} / span {}", cell.row, cell.row_span));
}

fn set(element: &HtmlElement, property: &str, value: &str) {
    // A property that the browser does not know changes nothing.
    let _ = element.style().set_property(property, value);
}
