//! A section of the writer's own: its title, its place, and what to do with one that nobody asked for.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::section::Latest;
use crate::dossier::Edit;
use crate::field::{Answer, Heading, OtherSection};
use crate::narrative::{Onto, Placing, Section, place};
use crate::ui::fields::Control;
use crate::ui::hooks::{use_fixed, use_notify};
use crate::ui::state::{Action, Notice};

/// Properties of [`OwnSection`].
#[derive(Properties)]
pub(super) struct OwnSectionProps {
    /// Id of the question.
    pub(super) field: AttrValue,
    /// The section, its text apart.
    pub(super) own: OtherSection,
    /// The headings that are asked for.
    pub(super) headings: Rc<[Heading]>,
    /// The whole answer.
    pub(super) latest: Latest,
}

impl PartialEq for OwnSectionProps {
    fn eq(&self, other: &Self) -> bool {
        let head = |own: &OtherSection| (own.number, own.title.clone(), own.after.clone(), own.kept);
        self.field == other.field && head(&self.own) == head(&other.own)
    }
}

/// The head of a section of the writer's own.
#[component]
pub(super) fn OwnSection(props: &OwnSectionProps) -> Html {
    let (dispatch, notify) = (use_fixed().dispatcher, use_notify());
    let id = format!("write-{}-{}", props.field, props.own.part().replace('.', "-"));
    // Changes the section as it is now; `None` takes it out.
    let change = {
        let (dispatch, latest, field) = (dispatch.clone(), Rc::clone(&props.latest), props.field.clone());
        let number = props.own.number;
        move |act: &dyn Fn(OtherSection, &Answer) -> Answer| {
            let before = latest.answer.borrow().clone();
            let Some(own) = OtherSection::all(&before).into_iter().find(|own| own.number == number) else {
                return;
            };
            let next = act(own, &before);
            latest.answer.borrow_mut().clone_from(&next);
            dispatch.edit(Edit::Answer(field.to_string(), Some(next)));
        }
    };
    let sealed = {
        let (change, dispatch) = (change.clone(), dispatch.clone());
        move |act: &dyn Fn(OtherSection, &Answer) -> Answer| {
            change(act);
            dispatch.dispatch(Action::Seal);
        }
    };
    let on_title = Callback::from(move |title: String| {
        change(&|own, answer| OtherSection { title: title.clone(), ..own }.write(answer));
    });
    let chosen = |event: &Event| {
        let list = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        list.map(|list| list.value()).unwrap_or_default()
    };
    let on_after = {
        let sealed = sealed.clone();
        Callback::from(move |event: Event| {
            let after = Some(chosen(&event)).filter(|code| !code.is_empty());
            sealed(&|own, answer| OtherSection { after: after.clone(), ..own }.write(answer));
        })
    };
    let on_belongs = {
        let (sealed, headings, notify) = (sealed.clone(), props.headings.clone(), notify.clone());
        Callback::from(move |event: Event| {
            let code = chosen(&event);
            let Some(heading) = headings.iter().find(|heading| heading.code == code) else { return };
            sealed(&|own, answer| {
                let gone =
                    OtherSection { title: String::new(), text: String::new(), ..own.clone() }.write(answer);
                let section = Section { title: own.title, text: own.text, means: None };
                let onto = Onto::Heading(heading.code.clone());
                place(&gone, [(section, onto)], &headings, Placing::After)
            });
            notify.done(format!("已并入“{}”。", heading.name()));
        })
    };
    let on_keep = {
        let sealed = sealed.clone();
        Callback::from(move |_: MouseEvent| {
            sealed(&|own, answer| OtherSection { kept: true, ..own }.write(answer));
        })
    };
    let on_remove = {
        let (title, latest, field) = (props.own.title.clone(), Rc::clone(&props.latest), props.field.clone());
        Callback::from(move |_: MouseEvent| {
            let before = latest.answer.borrow().clone();
            sealed(&|own, answer| {
                OtherSection { title: String::new(), text: String::new(), ..own }.write(answer)
            });
            let (dispatch, field) = (dispatch.clone(), field.to_string());
            notify.show(Notice::done(format!("已删去“{title}”。")).undone_by(move || {
                dispatch.edit(Edit::Answer(field.clone(), Some(before.clone())));
            }));
        })
    };
    html! {
        <div class="write-own">
            <div class="write-own-title">
                <label for={format!("{id}-title")}>{ "章节标题" }</label>
                <Control id={format!("{id}-title")} value={props.own.title.clone()} on_edit={on_title} width="width-full" />
            </div>
            <div class="write-own-ways">
                <label for={format!("{id}-after")}>{ "位置" }</label>
                <select autocomplete="off" id={format!("{id}-after")} class="control" onchange={on_after}>
                    <option value="" selected={props.own.after.is_none()}>{ "最前" }</option>
                    { for props.headings.iter().map(|heading| html! {
                        <option value={heading.code.clone()} selected={props.own.after.as_ref() == Some(&heading.code)}>
                            { format!("“{}”之后", heading.name()) }
                        </option>
                    }) }
                </select>
                <label for={format!("{id}-belongs")}>{ "并入" }</label>
                <select autocomplete="off" id={format!("{id}-belongs")} class="control" onchange={on_belongs}>
                    <option value="" selected={true}>{ "请选择要求写明的一项" }</option>
                    { for props.headings.iter().map(|heading| html! {
                        <option value={heading.code.clone()}>{ heading.name() }</option>
                    }) }
                </select>
                if !props.own.kept {
                    <button type="button" class="button button-small" onclick={on_keep}>{ "确认保留为另外的章节" }</button>
                }
                <button type="button" class="button-link" onclick={on_remove}>{ "删去本章" }</button>
            </div>
        </div>
    }
}
