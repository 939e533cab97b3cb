//! The page: files come in, their lines are picked, one press assigns them all; below, who has what.

use std::collections::BTreeMap;

use yew::prelude::*;

use super::draft::{Line, Names, assignment, lines};
use super::line::{DraftLine, PEOPLE};
use super::settled::{SOME, Settled};
use crate::dossier::{Attachment, Edit};
use crate::procedure::{Material, Roster, Slot};
use crate::ui::browser;
use crate::ui::components::{DropZone, use_drop_guard};
use crate::ui::hooks::{use_dispatch, use_dossier, use_notify, use_procedure, use_slice};
use crate::ui::pages::materials::{Intake, Spot, show_inbox, use_intake, use_kept, use_remove};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Action, Notice};

/// Which place.
#[derive(Properties, PartialEq)]
pub struct AssignPageProps {
    /// Number of the material.
    pub material: String,
    /// Id of the slot.
    pub slot: String,
}

/// The files at a place, put to the rows of its roster.
#[component]
pub fn AssignPage(props: &AssignPageProps) -> Html {
    let procedure = use_procedure();
    let found = procedure.material(&props.material).and_then(|material| {
        let slot = material.slots.iter().find(|slot| slot.id == props.slot)?;
        Some((material, slot, procedure.roster(slot.for_each.as_deref()?)?))
    });
    match found {
        Some((material, slot, roster)) => {
            let (material, slot, roster) = (material.clone(), slot.clone(), roster.clone());
            html! { <Assign key={format!("{}/{}", props.material, props.slot)} {material} {slot} {roster} /> }
        }
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct AssignProps {
    material: Material,
    slot: Slot,
    roster: Roster,
}

#[component]
fn Assign(props: &AssignProps) -> Html {
    use_drop_guard();
    let (dossier, dispatch, notify) = (use_dossier(), use_dispatch(), use_notify());
    let procedure = use_procedure();
    let AssignProps { material, slot, roster } = props;
    let picked = use_state_eq(BTreeMap::<String, String>::new);
    let (shown, settled_shown) = (use_state_eq(|| SOME), use_state_eq(|| SOME));
    let spot = Spot::new(material, slot);
    let attachments = use_slice(&dossier.attachments);
    let now = use_kept(&dossier);
    let Intake { inbox, take, dismiss } = use_intake(&spot, &attachments, &now);
    let rows = dossier.rows(&roster.id);
    let files: Vec<&Attachment> = dossier.files_at(&material.id, &slot.id).collect();
    let names = Names::of(roster, rows);
    let lines = lines((&procedure, &dossier), roster, &names, &files);
    let (edit, count) = assignment(&lines, &picked, &names, rows);

    let on_pick = {
        let picked = picked.clone();
        Callback::from(move |(id, text): (String, String)| {
            let mut now = (*picked).clone();
            now.insert(id, text);
            picked.set(now);
        })
    };
    let on_assign = {
        let (dispatch, notify, picked) = (dispatch.clone(), notify.clone(), picked.clone());
        let what = title(material, slot).to_owned();
        Callback::from(move |_: MouseEvent| {
            dispatch.edit(edit.clone());
            picked.set(BTreeMap::new());
            browser::hold_focus("assign-head");
            let dispatch = dispatch.clone();
            let undo = move || dispatch.dispatch(Action::Undo);
            notify.show(Notice::done(format!("已对应 {count} 份{what}。")).on("assign").undone_by(undo));
        })
    };
    let on_release = {
        let dispatch = dispatch.clone();
        Callback::from(move |id: String| dispatch.edit(Edit::Assign(id, None)))
    };
    let on_remove = use_remove(Some("assign-head".to_owned()), &now);
    let settled = Settled { rows, names: &names, files: &files, on_release, on_remove: on_remove.clone() };
    let lacking = settled.lacking();
    let what = title(material, slot);
    let back =
        Route::Dossier(dossier.id.clone(), Page::Materials(Some(material.id.clone()), Some(slot.id.clone())));
    let assigned = files.len() - lines.len();
    html! {
        <div class="assign stack-large">
            <header class="stack">
                <p><a href={back.to_string()}>{ format!("返回材料 {}", material.id) }</a></p>
                <h1 id="assign-head" tabindex="-1">{ format!("{what}：逐人对应") }</h1>
                <p class="lead">{ "把盖章后的扫描件一起放到这里。页上有打印标识的、文件名中有姓名或者证件号码的，下面已经填好，核对后一次对应；其余的逐份选择。" }</p>
                <dl class="assign-counts">
                    { count_of(&roster.title, rows.len()) }
                    { count_of("已有", rows.len() - lacking.len()) }
                    { count_of("还没有", lacking.len()) }
                    { count_of("尚未对应的文件", lines.len()) }
                </dl>
            </header>
            <section class="stack" aria-label="放入扫描件">
                <DropZone id="assign-choose" purpose={what.to_owned()} many={true} camera={true}
                    invitation="把扫描件拖到此处，可以一次放入多份；或者"
                    on_files={take.reform(|files| (files, None))} />
                { show_inbox(&inbox, &dismiss) }
            </section>
            if !lines.is_empty() {
                <section class="stack" aria-labelledby="assign-open">
                    <h2 id="assign-open">{ format!("尚未对应的文件（{} 份）", lines.len()) }</h2>
                    <datalist id={PEOPLE}>
                        { for lacking.iter().map(|at| html! { <option value={names.labels[*at].clone()} /> }) }
                    </datalist>
                    { draft(&lines[..lines.len().min(*shown)], &picked, &names, (&on_pick, &on_remove), &lacking) }
                    { more(lines.len(), *shown, &shown) }
                    <p class="button-row assign-do">
                        <button type="button" class="button button-primary" disabled={count == 0} onclick={on_assign}>
                            { format!("对应 {count} 份") }
                        </button>
                        <span class="small soft">{ "对应后可以撤销。一份文件含几人的表的，写明各人，用“、”分开。" }</span>
                    </p>
                </section>
            }
            if !lacking.is_empty() {
                <section class="stack" aria-labelledby="assign-lacking">
                    <h2 id="assign-lacking">{ format!("还没有{what}的人员（{} 人）", lacking.len()) }</h2>
                    { settled.lacking_list(&lacking, &dossier.id, &roster.id, SOME * 4) }
                    if lacking.len() > SOME * 4 {
                        <p class="small soft">{ format!("另有 {} 人，见{}。", lacking.len() - SOME * 4, roster.title) }</p>
                    }
                </section>
            } else if !rows.is_empty() {
                <p class="notice notice-passed">{ format!("{} 人都有{what}。", rows.len()) }</p>
            }
            if assigned > 0 {
                <section class="stack" aria-labelledby="assign-settled">
                    <h2 id="assign-settled">{ format!("已经对应的文件（{assigned} 份）") }</h2>
                    { settled.table("已经对应的文件", *settled_shown) }
                    { more(assigned, *settled_shown, &settled_shown) }
                </section>
            }
        </div>
    }
}

/// The lines of files with what is picked in them.
fn draft(
    lines: &[Line],
    picked: &BTreeMap<String, String>,
    names: &Names,
    (on_pick, on_remove): (&Callback<(String, String)>, &Callback<Attachment>),
    lacking: &[usize],
) -> Html {
    html! {
        <table class="assign-table assign-draft">
            <caption class="visually-hidden">{ "尚未对应的文件和所选的人员" }</caption>
            <thead><tr><th scope="col">{ "文件" }</th><th scope="col">{ "人员" }</th><th scope="col">{ "依据" }</th></tr></thead>
            <tbody>
                { for lines.iter().map(|line| {
                    let id = &line.file.id;
                    let text = picked.get(id).cloned().unwrap_or_else(|| line.preset.clone());
                    let wrong = names.read(&text).err();
                    let note = match (&wrong, picked.contains_key(id)) {
                        (Some(wrong), _) => wrong.clone(),
                        (None, true) => "手工选择".to_owned(),
                        (None, false) => line.reason.to_owned(),
                    };
                    let pages = usize::try_from(line.file.file.pages).unwrap_or(usize::MAX);
                    let in_order = (pages > 1 && pages <= lacking.len() && text.is_empty()).then(|| {
                        lacking.iter().take(pages).map(|at| names.labels[*at].as_str()).collect::<Vec<_>>().join("、")
                    });
                    html! {
                        <DraftLine key={id.clone()} file={line.file.clone()} {text} wrong={wrong.is_some()} {note} {in_order}
                            on_pick={on_pick.clone()} on_remove={on_remove.clone()} />
                    }
                }) }
            </tbody>
        </table>
    }
}

fn more(all: usize, now: usize, shown: &UseStateHandle<usize>) -> Html {
    if all <= now {
        return Html::default();
    }
    let setter = shown.setter();
    html! {
        <p><button type="button" class="button" onclick={move |_: MouseEvent| setter.set(now + SOME)}>
            { format!("再显示一些（还有 {} 份）", all - now) }
        </button></p>
    }
}

fn count_of(title: &str, count: usize) -> Html {
    html! { <div><dt>{ title.to_owned() }</dt><dd>{ count }</dd></div> }
}

fn title<'a>(material: &'a Material, slot: &'a Slot) -> &'a str {
    if slot.title.is_empty() { &material.title } else { &slot.title }
}
