//! 导入文档: a file is chosen, its sections are matched, then everything comes in as one step.

use std::rc::Rc;

use web_sys::{File, HtmlDialogElement};
use yew::prelude::*;

use super::matching::{matching, proposed};
use super::pictures::PicturePlace;
use super::section::Latest;
use crate::dossier::{Edit, FileRecord};
use crate::field::Heading;
use crate::narrative::{Imported, MAX_FILE_BYTES, Onto, Placing, place};
use crate::text::markdown;
use crate::ui::components::{DropZone, work_line};
use crate::ui::files::{self, size_text};
use crate::ui::hooks::{
    WorkState, use_definition, use_dispatch, use_modal, use_notify, use_services, use_work,
};
use crate::ui::packages::{Stopped, Watch};
use crate::ui::state::Services;
use crate::vault::Table;

/// What file choosers offer.
const DOCUMENTS: &str = ".docx,.docm,.md,.markdown,.txt,text/markdown,text/plain";

/// Properties of [`ImportDialog`].
#[derive(Properties)]
pub(super) struct ImportDialogProps {
    /// The question and its material.
    pub(super) place: PicturePlace,
    /// What the text is called.
    pub(super) title: AttrValue,
    /// The headings that are asked for.
    pub(super) headings: Rc<[Heading]>,
    /// The answer as it is now.
    pub(super) latest: Latest,
    /// The dialog was closed.
    pub(super) on_close: Callback<()>,
}

impl PartialEq for ImportDialogProps {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place && self.title == other.title
    }
}

/// A document that was read.
#[derive(Clone)]
struct Plan {
    name: String,
    read: Rc<Imported>,
    records: Rc<Vec<FileRecord>>,
    ways: Vec<Onto>,
    placing: Placing,
}

/// The import dialog, open from the start.
#[component]
pub(super) fn ImportDialog(props: &ImportDialogProps) -> Html {
    let (services, definition, dispatch) = (use_services(), use_definition(), use_dispatch());
    let notify = use_notify();
    let plan = use_state(|| None::<Plan>);
    let work = use_work();
    let node = use_modal();
    let on_files = {
        let (plan, work, services, field) =
            (plan.setter(), work.clone(), services.clone(), props.place.field.clone());
        Callback::from(move |chosen: Vec<File>| {
            let (services, definition, field) = (services.clone(), definition.clone(), field.clone());
            let (file, plan) = (chosen[0].clone(), plan.clone());
            let name = file.name();
            let job = |watch: Watch| async move {
                let size = files::size(&file);
                if size > MAX_FILE_BYTES {
                    let (name, limit) = (file.name(), MAX_FILE_BYTES / (1024 * 1024));
                    return Err(Stopped::Failed(format!(
                        "“{name}”有 {}，超过导入文档 {limit} MB 的上限，请压缩其中的图片后再导入。",
                        size_text(size)
                    )));
                }
                let read =
                    files::read(&file, |_| true).await.map_err(|error| Stopped::Failed(error.to_string()))?;
                watch
                    .job(services.jobs.read_narrative(
                        &file.name(),
                        &read,
                        &definition.json,
                        &field,
                        watch.tell(),
                    ))
                    .await
            };
            work.start("正在读取文档", job, move |(read, records): (Imported, Vec<FileRecord>)| {
                let ways = read.sections.iter().map(proposed).collect();
                let (read, records) = (Rc::new(read), Rc::new(records));
                plan.set(Some(Plan { name, read, records, ways, placing: Placing::After }));
            });
        })
    };
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
    let again = {
        let plan = plan.setter();
        Callback::from(move |_: MouseEvent| plan.set(None))
    };
    let on_import = {
        let (plan, work, props_place) = (plan.clone(), work.clone(), props.place.clone());
        let (latest, headings) = (Rc::clone(&props.latest), props.headings.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(now) = (*plan).clone() else { return };
            let (services, latest, headings) = (services.clone(), Rc::clone(&latest), headings.clone());
            let (dispatch, notify, shut, place_of) =
                (dispatch.clone(), notify.clone(), shut.clone(), props_place.clone());
            let stored = now.clone();
            let job = |_: Watch| async move { store(&services, &stored).await };
            work.start("正在存入图片", job, move |()| {
                let before = latest.answer.borrow().clone();
                let sections = now.read.sections.iter().cloned().zip(now.ways.iter().cloned());
                let next = place(&before, sections, &headings, now.placing);
                latest.answer.borrow_mut().clone_from(&next);
                let here = latest.files.borrow().clone();
                let pictures = now.records.iter().filter_map(|record| place_of.record(record.clone(), &here));
                let mut edits: Vec<Edit> = pictures.collect();
                edits.push(Edit::Answer(place_of.field.to_string(), Some(next)));
                dispatch.edit(Edit::Together(edits));
                shut();
                notify.done(format!("已导入“{}”。可以撤销。", now.name));
            });
        })
    };
    let idle = *work.state() == WorkState::Idle;
    let content = match &*plan {
        None => html! {
            <div class="stack">
                <p>
                    { "选择 Word 或 WPS 的 .docx 文档，或者 .md 文档。文档中的标题与要求写明的各项对应，对应不上的保留为另外的章节。" }
                </p>
                <DropZone id="write-file" purpose="要导入的文档" accept={DOCUMENTS} {on_files}
                    invitation="把 .docx 或 .md 文件拖到此处，或者" />
            </div>
        },
        Some(now) => {
            let set = plan.setter();
            let choose = {
                let (now, set) = (now.clone(), set.clone());
                Callback::from(move |(at, onto): (usize, Onto)| {
                    let mut next = now.clone();
                    next.ways[at] = onto;
                    set.set(Some(next));
                })
            };
            planned(now, &props.headings, &props.latest, &choose, &again, &set)
        }
    };
    let open = plan.as_ref().map_or(0, |now| now.ways.iter().filter(|it| **it == Onto::Own(false)).count());
    html! {
        <dialog ref={node} class="sheet-dialog" aria-labelledby="write-import-title"
            onclose={props.on_close.reform(|_: Event| ())}>
            <header class="sheet-dialog-head">
                <h2 id="write-import-title">{ format!("导入文档：{}", props.title) }</h2>
                <button type="button" class="button-link" onclick={close.clone()}>{ "关闭" }</button>
            </header>
            <div class="sheet-dialog-body stack" aria-busy={(!idle).to_string()}>{ content }</div>
            if !idle { <div class="sheet-dialog-work">{ work_line(&work) }</div> }
            if plan.is_some() {
                <footer class="sheet-dialog-foot button-row">
                    <button type="button" class="button button-primary" disabled={!idle} onclick={on_import}>{ "导入" }</button>
                    <button type="button" class="button" onclick={close}>{ "取消" }</button>
                    <span class="small soft" role="status">
                        if open > 0 {
                            { format!("{open} 个标题没有对应，导入后列为须核对的章节。") }
                        } else {
                            { "导入后可以撤销。" }
                        }
                    </span>
                </footer>
            }
        </dialog>
    }
}

/// Keeps the pictures before anything names them.
async fn store(services: &Services, plan: &Plan) -> Result<(), Stopped> {
    for record in plan.records.iter() {
        let Some(picture) = plan.read.pictures.get(&record.sha256) else { continue };
        let put = services.store.put(Table::Files, &record.sha256, &picture.bytes).await;
        put.map_err(|error| Stopped::Failed(format!("图片没有存入本机，没有导入：{error}。")))?;
    }
    Ok(())
}

/// The document as it was read, and where its sections go.
fn planned(
    plan: &Plan,
    headings: &[Heading],
    latest: &Latest,
    choose: &Callback<(usize, Onto)>,
    again: &Callback<MouseEvent>,
    set: &UseStateSetter<Option<Plan>>,
) -> Html {
    let answer = latest.answer.borrow();
    let onto_written = plan.ways.iter().any(|onto| match onto {
        Onto::Heading(code) => !markdown::is_blank(answer.part(code)),
        _ => false,
    });
    let written = |heading: &Heading| {
        let mut sections = plan.read.sections.iter().zip(&plan.ways);
        let onto = Onto::Heading(heading.code.clone());
        sections.any(|(section, way)| *way == onto && !markdown::is_blank(&section.text))
    };
    let missing: Vec<String> = headings
        .iter()
        .filter(|heading| !written(heading))
        .filter(|heading| markdown::is_blank(answer.part(&heading.code)))
        .map(Heading::name)
        .collect();
    let radio = |placing: Placing, label: &'static str| {
        let onchange = {
            let (plan, set) = (plan.clone(), set.clone());
            Callback::from(move |_: Event| set.set(Some(Plan { placing, ..plan.clone() })))
        };
        html! {
            <label class="sheet-choice">
                <input autocomplete="off" type="radio" name="write-placing" checked={plan.placing == placing} {onchange} />{ label }
            </label>
        }
    };
    html! {
        <>
            <p class="sheet-source">
                <strong>{ &plan.name }</strong>
                <button type="button" class="button-link" onclick={again.clone()}>{ "换一份文档" }</button>
            </p>
            { for plan.read.remarks.iter().map(|remark| html! { <p class="notice notice-warning">{ remark }</p> }) }
            if !missing.is_empty() {
                <p class="notice notice-blocking">{ format!("文档中没有找到，或者标题下没有内容：{}。", missing.join("、")) }</p>
            }
            { matching(&plan.read.sections, &plan.ways, headings, choose) }
            if onto_written {
                <fieldset class="sheet-where">
                    <legend>{ "已经写有内容的部分" }</legend>
                    { radio(Placing::After, "接在原有内容之后") }
                    { radio(Placing::Instead, "替换原有内容") }
                </fieldset>
            }
        </>
    }
}
