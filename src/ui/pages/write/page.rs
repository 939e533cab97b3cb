//! The page: an outline, and the sections one below the other.

use std::rc::Rc;

use yew::prelude::*;

use super::import::ImportDialog;
use super::other::OwnSection;
use super::outline::{Outline, entries};
use super::pictures::PicturePlace;
use super::preview::PreviewDialog;
use super::section::{Latest, Now, TextEditor, control_id};
use super::sections::{Kind, Shown, State, about, all};
use crate::check::{PrintedTitle, Written};
use crate::dossier::{Dossier, Edit};
use crate::field::{Answer, FieldKind, Heading, OtherSection};
use crate::procedure::{Field, Material, Procedure};
use crate::ui::browser;
use crate::ui::components::{Cited, clauses, use_drop_guard};
use crate::ui::hooks::{use_fixed, use_slice, use_slices};
use crate::ui::route::{Page, Route};
use crate::ui::state::{Action, Fixed, Shared};

/// What is written.
#[derive(Properties, PartialEq)]
pub struct WritePageProps {
    /// Id of the question.
    pub field: String,
    /// The part to move focus to.
    pub part: Option<String>,
}

/// A text that is written, found in a definition.
fn found<'p>(procedure: &'p Procedure, id: &str) -> Option<(&'p Material, &'p Field, &'p [Heading])> {
    let material = procedure.materials.iter().find(|material| material.narrative(id).is_some())?;
    let field = material.narrative(id)?;
    match &field.kind {
        FieldKind::Narrative { headings } => Some((material, field, headings)),
        _ => None,
    }
}

/// The page.
#[component]
pub fn WritePage(props: &WritePageProps) -> Html {
    use_drop_guard();
    let Fixed { definition, dispatcher, .. } = use_fixed();
    let procedure = definition.procedure().clone();
    let slices = use_slices();
    let (dossier, report) = (&slices.dossier, &slices.report);
    let (importing, preview) = (use_state_eq(|| false), use_state(|| None::<Shared<Dossier>>));
    let latest: Latest = use_memo((), |()| Now::default());
    let answer = dossier.answers.get(&props.field).cloned().unwrap_or_else(|| Answer::from_parts([]));
    latest.answer.borrow_mut().clone_from(&answer);
    *latest.files.borrow_mut() = use_slice(&dossier.attachments);
    {
        let (field, part) = (props.field.clone(), props.part.clone());
        use_effect_with((field, part), |(field, part)| {
            if let Some(part) = part {
                let _ = browser::focus(&control_id(field, part))
                    || browser::focus(&control_id(field, &format!("{part}.text")));
            }
        });
    }
    let Some((material, field, headings)) = found(&procedure, &props.field) else {
        return Html::default();
    };
    let headings: Rc<[Heading]> = Rc::from(headings);
    let place = PicturePlace { material: material.id.clone().into(), field: field.id.clone().into() };
    let findings = about(report, &field.id);
    let written = Written::of(report, &field.id, &headings, Some(&answer));
    let sections = all(&answer, &headings, &findings, &written.demanded);
    let printed: Option<PrintedTitle> = report.documents_of(&material.id).next().cloned();
    let back = Route::Dossier(dossier.id.clone(), Page::Materials(Some(material.id.clone()), None));
    let on_import = {
        let importing = importing.setter();
        Callback::from(move |_: MouseEvent| importing.set(true))
    };
    let on_preview = {
        let (preview, dossier) = (preview.setter(), dossier.clone());
        Callback::from(move |_: MouseEvent| preview.set(Some(dossier.clone())))
    };
    let on_add = {
        let (latest, field, headings) = (Rc::clone(&latest), field.id.clone(), headings.clone());
        Callback::from(move |_: MouseEvent| {
            let before = latest.answer.borrow().clone();
            let number = OtherSection::next(&before);
            let after = headings.last().map(|heading| heading.code.clone());
            let own = OtherSection {
                number,
                title: "另外的章节".to_owned(),
                text: String::new(),
                after,
                kept: true,
            };
            let next = own.write(&before);
            latest.answer.borrow_mut().clone_from(&next);
            dispatcher.edit(Edit::Answer(field.clone(), Some(next)));
            dispatcher.dispatch(Action::Seal);
            browser::hold_focus(&format!("write-{field}-{}-title", own.part().replace('.', "-")));
        })
    };
    let close_import = {
        let importing = importing.setter();
        Callback::from(move |()| importing.set(false))
    };
    let close_preview = {
        let preview = preview.setter();
        Callback::from(move |()| preview.set(None))
    };
    html! {
        <div class="write-page">
            <header class="write-page-head">
                <p><a href={back.to_string()}>{ format!("返回材料 {}", material.id) }</a></p>
                <h1>{ &field.label }</h1>
                <p class="lead">{ &material.help }</p>
                { clauses(&procedure, Cited { codes: &field.basis, rule: None, anchor: &format!("basis-write-{}", field.id) }) }
                <div class="write-bar">
                    <p class="button-row">
                        <button type="button" class="button" onclick={on_import}>{ "导入文档" }</button>
                        if printed.is_some() {
                            <button type="button" class="button" onclick={on_preview}>{ "预览" }</button>
                        }
                    </p>
                    <p class="write-total" role="status">{ total(&written, &sections) }</p>
                </div>
            </header>
            <div class="write-layout">
                <Outline entries={entries(&field.id, &headings, &sections)} />
                <div class="write-sections">
                    { for sections.iter().map(|shown| section(shown, &procedure, field, &headings, &place, &latest)) }
                    <p><button type="button" class="button" onclick={on_add}>{ "添加另外的章节" }</button></p>
                </div>
            </div>
            if *importing {
                <ImportDialog place={place.clone()} title={field.label.clone()} headings={headings.clone()}
                    latest={Rc::clone(&latest)} on_close={close_import} />
            }
            if let (Some(dossier), Some(printed)) = (&*preview, printed) {
                <PreviewDialog title={field.label.clone()} {printed} dossier={dossier.clone()} draft={report.verdict.blocking > 0}
                    on_close={close_preview} />
            }
        </div>
    }
}

/// How much is written.
fn total(written: &Written, sections: &[Shown]) -> String {
    let words: usize = sections.iter().map(|it| it.words).sum();
    let doubtful = sections.iter().filter(|it| it.state == State::Doubtful).count();
    let doubt = if doubtful == 0 { String::new() } else { format!("，{doubtful} 部分须核对") };
    format!("{}共 {words} 字{doubt}", written.words())
}

/// One section with its head.
fn section(
    shown: &Shown,
    procedure: &Shared<Procedure>,
    field: &Field,
    headings: &Rc<[Heading]>,
    place: &PicturePlace,
    latest: &Latest,
) -> Html {
    let (word, look) = shown.state.word();
    let tag = html! { <span class={classes!("tag", look)}>{ word }</span> };
    let (name, head) = match &shown.kind {
        Kind::Mandated(at) => {
            let heading = &headings[*at];
            let first = heading.under.is_some()
                && at.checked_sub(1).is_none_or(|before| headings[before].under != heading.under);
            let head = html! {
                <>
                    if let Some(matter) = heading.under.as_ref().filter(|_| first) {
                        <h2 class="write-matter">{ matter }</h2>
                    }
                    <div class="write-head">
                        if heading.under.is_some() { <h3>{ &heading.label }</h3> } else { <h2>{ &heading.label }</h2> }
                        { tag }
                    </div>
                    if !heading.asks.is_empty() {
                        <p class="write-asks"><span class="soft">{ "应写明　" }</span>{ &heading.asks }</p>
                    }
                    if !heading.basis.is_empty() {
                        { clauses(procedure, Cited { codes: &heading.basis, rule: None, anchor: &format!("basis-write-{}-{}", field.id, heading.code) }) }
                    }
                </>
            };
            (heading.name(), head)
        }
        Kind::Own(own) => {
            let head = html! {
                <>
                    <div class="write-head"><h2>{ if own.title.is_empty() { "另外的章节" } else { &own.title } }</h2>{ tag }</div>
                    <OwnSection field={field.id.clone()} own={OtherSection { text: String::new(), ..own.clone() }}
                        headings={headings.clone()} latest={Rc::clone(latest)} />
                </>
            };
            (own.title.clone(), head)
        }
    };
    html! {
        <section key={shown.part.clone()} class={classes!("write-section", "sheet", matches!(shown.kind, Kind::Own(_)).then_some("write-section-own"))}>
            { head }
            <TextEditor procedure={procedure.clone()} place={place.clone()} part={shown.part.clone()} {name}
                text={shown.text.clone()} state={shown.state} findings={shown.findings.clone()}
                latest={Rc::clone(latest)} />
        </section>
    }
}
