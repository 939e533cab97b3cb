//! A place for files: what is there, what is on its way in, and the ways to add.

use yew::prelude::*;

use super::existing::Existing;
use super::files::Files;
use super::inbox::{Inbox, Incoming, Stage};
use super::intake::{Intake, use_intake};
use super::marked::{Now, use_now};
use super::page::MISSING;
use super::place::Spot;
use crate::check::{Finding, OUTDATED, without_pages_of};
use crate::dossier::{Attachment, Edit};
use crate::ui::browser;
use crate::ui::components::{DropZone, Weight, progress_line, weight_mark};
use crate::ui::hooks::{use_dispatch, use_notify, use_procedure};
use crate::ui::state::{Notice, Shared};

/// Properties of [`SlotView`].
#[derive(Properties, PartialEq)]
pub(super) struct SlotViewProps {
    /// Which slot.
    pub(super) spot: Spot,
    /// Its title, where the material has several slots.
    pub(super) title: Option<AttrValue>,
    /// Asked for in this dossier.
    pub(super) asked: bool,
    /// May stay empty.
    pub(super) optional: bool,
    /// All files of the dossier.
    pub(super) attachments: Shared<Vec<Attachment>>,
    /// What was found about this slot.
    pub(super) findings: Vec<Finding>,
    /// Of a place for one file for each row of a roster: the ways to the page where files are put to rows, and
    /// to the print of what is stamped.
    pub(super) copies: Option<Copies>,
}

/// The ways from a place for one file for each row.
#[derive(Clone, PartialEq)]
pub(super) struct Copies {
    /// Address of the page where files are put to rows.
    pub(super) assign: AttrValue,
    /// Address of the print, where the definition has one.
    pub(super) print: Option<AttrValue>,
}

/// A place for files.
#[component]
pub(super) fn SlotView(props: &SlotViewProps) -> Html {
    let now = use_now();
    let Intake { inbox, take, dismiss } = use_intake(&props.spot, &props.attachments, &now);
    let dispatch = use_dispatch();

    let on_remove = use_remove(Some(props.spot.element()), &now);
    let on_existing = {
        let (dispatch, spot) = (dispatch, props.spot.clone());
        Callback::from(move |there: Attachment| {
            let (material, slot) = (spot.material.clone(), spot.slot.clone());
            let attachment = Attachment {
                id: browser::new_id(),
                material,
                slot,
                file: there.file,
                text: None,
                printed: None,
                row: None,
            };
            dispatch.edit(Edit::Attach(usize::MAX, attachment));
        })
    };
    let on_agrees = use_agreement(&props.spot, &props.attachments);

    let here: Vec<&Attachment> = props.attachments.iter().filter(|there| props.spot.holds(there)).collect();
    let empty = here.is_empty();
    let room = props.spot.many || empty;
    let state = slot_state(props, here.len());
    html! {
        <div class="slot" id={props.spot.element()} tabindex="-1" role="group" aria-label={format!("{}，{state}", props.spot.name)}>
            if let Some(title) = &props.title {
                <h3 class="slot-title">{ title }<span class="slot-state">{ state }</span></h3>
            }
            if let Some(copies) = &props.copies {
                { copies_line(copies, here.iter().filter(|there| there.row.is_none()).count()) }
            }
            <Files
                spot={props.spot.clone()}
                attachments={props.attachments.clone()}
                take={take.clone()}
                {on_remove}
                paged={props.copies.is_some()}
            />
            { show_inbox(&inbox, &dismiss) }
            { for props.findings.iter().filter(|finding| finding.code != MISSING).map(show_finding) }
            if here.iter().any(|there| there.printed.is_some()) && props.findings.iter().any(|f| f.code == OUTDATED) {
                <p>
                    <button type="button" class="button button-small" onclick={on_agrees}>
                        { "扫描件与现在的内容逐字一致" }
                    </button>
                </p>
            }
            if room {
                <div class="slot-add">
                    <DropZone
                        id={format!("{}-choose", props.spot.element())}
                        purpose={props.spot.name.clone()}
                        invitation={if empty { "拖到此处，或者" } else { "还有的，拖到此处，或者" }}
                        button={if empty { "选择文件" } else { "继续添加" }}
                        quiet={!empty}
                        many={props.spot.many}
                        camera={true}
                        on_files={take.reform(|files| (files, None))}
                    />
                    if empty {
                        <Existing
                            id={format!("{}-existing", props.spot.element())}
                            spot={props.spot.clone()}
                            attachments={props.attachments.clone()}
                            on_choose={on_existing}
                        />
                    }
                </div>
            }
        </div>
    }
}

/// What is to be done about one file for each row: print, and put to rows.
fn copies_line(copies: &Copies, open: usize) -> Html {
    html! {
        <p class="button-row slot-copies">
            if let Some(print) = &copies.print {
                <a class="button button-small" href={print}>{ "打印" }</a>
            }
            <a class="button button-small" href={&copies.assign}>{ "逐人对应" }</a>
            if open > 0 {
                <span class="tag tag-warning">{ format!("{open} 份尚未对应") }</span>
            }
        </p>
    }
}

/// Takes the stamped scans of a slot for scans of the form as it is now.
#[hook]
fn use_agreement(spot: &Spot, attachments: &Shared<Vec<Attachment>>) -> Callback<MouseEvent> {
    let (dispatch, spot, attachments) = (use_dispatch(), spot.clone(), attachments.clone());
    Callback::from(move |_: MouseEvent| {
        let here = attachments.iter().enumerate().filter(|(_, there)| spot.holds(there));
        let again = here.flat_map(|(at, there)| {
            let fresh = Attachment { printed: None, ..there.clone() };
            [Edit::Detach(there.id.clone()), Edit::Attach(at, fresh)]
        });
        dispatch.edit(Edit::Together(again.collect()));
    })
}

/// Removes a file and the pages that were stated for it, with a way back. The focus moves to the element, since the
/// button that had it is gone.
#[hook]
pub(in crate::ui::pages) fn use_remove(element: Option<String>, now: &Now) -> Callback<Attachment> {
    let (dispatch, notify, now) = (use_dispatch(), use_notify(), now.clone());
    let procedure = use_procedure();
    Callback::from(move |removed: Attachment| {
        let dossier = now.get();
        let at = dossier.attachments.iter().position(|there| there.id == removed.id);
        let material = procedure.material(&removed.material);
        let cleared = material.and_then(|material| without_pages_of(&dossier, material, &removed, 0));
        let stated = match &cleared {
            Some(Edit::Answer(field, _)) => {
                Some(Edit::Answer(field.clone(), dossier.answers.get(field).cloned()))
            }
            _ => None,
        };
        let gone = [Edit::Detach(removed.id.clone())];
        dispatch.edit(Edit::Together(gone.into_iter().chain(cleared).collect()));
        if let Some(element) = &element {
            browser::hold_focus(element);
        }
        let pages =
            if stated.is_some() { "按它填写的各项内容所在页码也已清除。" } else { "" };
        let message = format!("已移除“{}”。{pages}", removed.file.name);
        let back = dispatch.clone();
        notify.show(Notice::done(message).undone_alone_by(move || {
            // It may have come back by another way in the meantime.
            let attach = Edit::Attach(at.unwrap_or(usize::MAX), removed.clone());
            let edits = [Edit::Detach(removed.id.clone()), attach].into_iter().chain(stated.clone());
            back.edit(Edit::Together(edits.collect()));
        }));
    })
}

fn slot_state(props: &SlotViewProps, files: usize) -> String {
    match files {
        0 if !props.asked => "本卷宗不需要".to_owned(),
        0 if props.optional => "可不放".to_owned(),
        0 => "缺".to_owned(),
        n => format!("已有 {n} 件"),
    }
}

/// The files on their way in, above them a line for all where there are several; and why others were refused.
pub(in crate::ui::pages) fn show_inbox(inbox: &Inbox, dismiss: &Callback<u32>) -> Html {
    let open: Vec<u32> = inbox.files.iter().filter(|file| file.is_open()).map(|file| file.key).collect();
    let on_cancel = {
        let dismiss = dismiss.clone();
        Callback::from(move |()| open.iter().for_each(|key| dismiss.emit(*key)))
    };
    let share = inbox.files.iter().find_map(|file| file.stage.share()).unwrap_or(0.0);
    html! {
        <>
            { inbox.batch.line(share, on_cancel) }
            { for inbox.files.iter().map(|incoming| show_incoming(incoming, dismiss)) }
        </>
    }
}

/// A file on its way in, or why it was refused.
fn show_incoming(incoming: &Incoming, dismiss: &Callback<u32>) -> Html {
    let key = incoming.key;
    let on_cancel = dismiss.reform(move |()| key);
    let name = &incoming.name;
    let label = match &incoming.stage {
        Stage::Waiting => format!("等待处理：{name}"),
        Stage::Reading(_) => format!("正在读取：{name}"),
        Stage::Inspecting(step) => format!("{}：{name}", step.label),
        Stage::Storing => format!("正在存入本机：{name}"),
        Stage::Refused(sentence) => {
            return html! {
                <div key={key} class="notice notice-blocking slot-refused" role="alert">
                    <p>{ sentence }</p>
                    <button type="button" class="button-link" onclick={on_cancel.reform(|_: MouseEvent| ())}>
                        { "知道了" }
                    </button>
                </div>
            };
        }
    };
    html! { <div key={key}>{ progress_line(&label, incoming.stage.share(), Some(on_cancel)) }</div> }
}

fn show_finding(finding: &Finding) -> Html {
    html! {
        <p class="slot-finding">
            { weight_mark(Weight::of(finding)) }
            { format!(" {}{}", finding.message, finding.hint) }
        </p>
    }
}
