//! The import dialog: a sheet is chosen, its columns are checked, what will change is seen, then applied.

use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use web_sys::{File, HtmlDialogElement};
use yew::prelude::*;

use super::changes::{changes, summary};
use super::mapping::mapping;
use super::options::options;
use super::source::{self, Source, SourceChoice};
use crate::dossier::Row;
use crate::sheet::{Choices, Preview};
use crate::ui::components::work_line;
use crate::ui::hooks::{
    WorkState, use_definition, use_dossier, use_modal, use_procedure, use_services, use_work,
};
use crate::ui::jobs::{SheetOf, SheetRead};
use crate::ui::packages::{Stopped, Watch};

/// Properties of [`ImportDialog`].
#[derive(Properties, PartialEq)]
pub struct ImportDialogProps {
    /// Id of the roster.
    pub roster: AttrValue,
    /// A text that was pasted already.
    #[prop_or_default]
    pub pasted: Option<AttrValue>,
    /// Receives the roster's rows after the import, and the import in words.
    pub on_rows: Callback<(Vec<Arc<Row>>, String)>,
    /// The dialog was closed.
    pub on_close: Callback<()>,
    /// The template is wanted.
    pub on_template: Callback<MouseEvent>,
}

/// What is on the way: the sheet, what was chosen, what it comes to.
#[derive(Clone)]
struct Plan {
    source: Rc<Source>,
    choices: Choices,
    read: Rc<SheetRead>,
}

/// The import dialog, open from the start.
#[component]
pub fn ImportDialog(props: &ImportDialogProps) -> Html {
    let (services, definition, dossier) = (use_services(), use_definition(), use_dossier());
    let procedure = use_procedure();
    let plan = use_state(|| None::<Plan>);
    let work = use_work();
    let node = use_modal();
    let title = procedure.roster(&props.roster).map(|roster| roster.title.clone()).unwrap_or_default();

    // Plans the import of a sheet with what was chosen, in the worker.
    let propose = {
        let (plan, work, roster) = (plan.setter(), work.clone(), props.roster.clone());
        move |source: Pending, choices: Choices| {
            let (services, definition, dossier) = (services.clone(), definition.clone(), dossier.clone());
            let (plan, roster, kept) = (plan.clone(), roster.clone(), choices.clone());
            let job = |watch: Watch| async move {
                let source = source.here().await.map_err(Stopped::Failed)?;
                let rows = dossier.rows(&roster);
                let of = SheetOf { procedure_json: &definition.json, roster: &roster, rows };
                let asked = services.jobs.read_sheet(&source.name, &source.bytes, of, &choices, watch.tell());
                Ok((source, watch.job(asked).await?))
            };
            work.start("正在读取表格", job, move |(source, read): (Rc<Source>, SheetRead)| {
                plan.set(Some(Plan { source, choices: kept, read: Rc::new(read) }));
            });
        }
    };
    let on_file = {
        let propose = propose.clone();
        Callback::from(move |file: File| propose(Pending::File(file), Choices::default()))
    };
    let on_text = {
        let propose = propose.clone();
        Callback::from(move |text: String| {
            let bytes = Uint8Array::from(text.as_bytes());
            propose(Pending::Here(Rc::new(Source { name: String::new(), bytes })), Choices::default());
        })
    };
    {
        let on_text = on_text.clone();
        use_effect_with(props.pasted.clone(), move |pasted| {
            if let Some(text) = pasted {
                on_text.emit(text.to_string());
            }
        });
    }
    let again = {
        let (plan, work) = (plan.clone(), work.clone());
        Callback::from(move |_: MouseEvent| {
            work.stop();
            plan.set(None);
        })
    };
    // Closing gives the focus back to the button that opened the dialog.
    let shut = {
        let node = node.clone();
        move || {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    let close = {
        let shut = shut.clone();
        Callback::from(move |_: MouseEvent| shut())
    };
    let closed = props.on_close.reform(|_: Event| ());
    let content = match &*plan {
        None => html! {
            <SourceChoice {on_file} {on_text} on_template={props.on_template.clone()} />
        },
        Some(now) => {
            let (then, plan) = (now.clone(), plan.setter());
            let choose = Callback::from(move |choices: Choices| {
                // What was chosen shows at once; what it comes to follows.
                plan.set(Some(Plan { choices: choices.clone(), ..then.clone() }));
                propose(Pending::Here(Rc::clone(&then.source)), choices);
            });
            planned(now, &choose, &again)
        }
    };
    let idle = *work.state() == WorkState::Idle;
    let ready = plan.as_ref().filter(|plan| would_change(&plan.read.preview)).map(|now| {
        let (read, on_rows) = (Rc::clone(&now.read), props.on_rows.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(rows) = read.rows() {
                shut();
                on_rows.emit((rows, summary(&read.preview.counts)));
            }
        })
    });
    html! {
        <dialog ref={node} class="sheet-dialog" aria-labelledby="sheet-dialog-title" onclose={closed}>
            <header class="sheet-dialog-head">
                <h2 id="sheet-dialog-title">{ format!("导入表格：{title}") }</h2>
                <button type="button" class="button-link" onclick={close.clone()}>{ "关闭" }</button>
            </header>
            <div class="sheet-dialog-body stack" aria-busy={(!idle).to_string()}>
                { content }
            </div>
            if !idle {
                <div class="sheet-dialog-work">{ work_line(&work) }</div>
            }
            if plan.is_some() {
                <footer class="sheet-dialog-foot button-row">
                    <button type="button" class="button button-primary" disabled={ready.is_none() || !idle}
                        onclick={ready.unwrap_or_else(Callback::noop)}>{ "导入" }</button>
                    <button type="button" class="button" onclick={close}>{ "取消" }</button>
                    <span class="small soft" role="status">{ foot(plan.as_ref()) }</span>
                </footer>
            }
        </dialog>
    }
}

/// A sheet that is to be read.
enum Pending {
    File(File),
    Here(Rc<Source>),
}

impl Pending {
    async fn here(self) -> Result<Rc<Source>, String> {
        match self {
            Self::File(file) => source::read(file).await.map(Rc::new),
            Self::Here(source) => Ok(source),
        }
    }
}

/// Whether an import would change anything.
fn would_change(preview: &Preview) -> bool {
    let counts = &preview.counts;
    preview.refusal.is_none() && counts.added + counts.replaced + counts.removed > 0
}

/// What the button will do.
fn foot(plan: Option<&Plan>) -> String {
    let Some(preview) = plan.map(|plan| &plan.read.preview) else { return String::new() };
    if preview.refusal.is_some() {
        return "尚不能导入，清单没有改动。".to_owned();
    }
    if !would_change(preview) {
        return "内容与清单相同，不需要导入。".to_owned();
    }
    let wrong = match preview.counts.wrong_cells {
        0 => String::new(),
        wrong => format!("；{wrong}个单元格有误"),
    };
    format!("{}{wrong}。导入后可以撤销。", summary(&preview.counts))
}

/// The sheet as it was read, its columns, and what will change.
fn planned(plan: &Plan, choose: &Callback<Choices>, again: &Callback<MouseEvent>) -> Html {
    let preview = &plan.read.preview;
    let name = if plan.source.name.is_empty() { "粘贴的内容" } else { plan.source.name.as_str() };
    html! {
        <>
            <p class="sheet-source">
                <strong>{ name }</strong>
                <button type="button" class="button-link" onclick={again.clone()}>{ "换一个表格" }</button>
            </p>
            { for preview.notes.iter().map(|note| html! { <p class="notice notice-warning">{ note }</p> }) }
            if let Some(refusal) = &preview.refusal {
                <p class="notice notice-blocking" role="alert">{ refusal }</p>
            }
            { mapping(preview, &plan.choices, choose) }
            if preview.refusal.is_none() {
                { options(preview, &plan.choices, choose) }
                { changes(preview) }
            }
        </>
    }
}
