//! One heading: what it asks for, the toolbar, the text, how many words, what was found.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use web_sys::File;
use yew::prelude::*;

use super::pictures::{PicturePlace, insert, take};
use super::sections::State;
use super::toolbar::{on_key, on_paste, toolbar};
use crate::check::Finding;
use crate::dossier::{Attachment, Edit};
use crate::field::Answer;
use crate::procedure::Procedure;
use crate::text::markdown;
use crate::ui::components::{finding_note, work_line};
use crate::ui::fields::Control;
use crate::ui::hooks::{use_fixed, use_notify, use_services, use_work};
use crate::ui::packages::Watch;
use crate::ui::state::{Action, Dispatcher, Fixed, Shared};

/// The answer and the files as they are now, not as they were when something was drawn.
#[derive(Debug)]
pub(super) struct Now {
    pub(super) answer: RefCell<Answer>,
    pub(super) files: RefCell<Shared<Vec<Attachment>>>,
}

impl Default for Now {
    fn default() -> Self {
        Self { answer: RefCell::new(Answer::from_parts([])), files: RefCell::default() }
    }
}

/// The same place in memory for as long as the page is open.
pub(super) type Latest = Rc<Now>;

/// Properties of [`TextEditor`].
#[derive(Properties)]
pub(super) struct TextEditorProps {
    /// The definition.
    pub(super) procedure: Shared<Procedure>,
    /// Where pictures go.
    pub(super) place: PicturePlace,
    /// The part of the answer that holds the text.
    pub(super) part: AttrValue,
    /// What the text is called.
    pub(super) name: AttrValue,
    /// The text.
    pub(super) text: AttrValue,
    /// How it stands.
    pub(super) state: State,
    /// What was found about it.
    pub(super) findings: Vec<Arc<Finding>>,
    /// The whole answer.
    pub(super) latest: Latest,
}

/// The whole answer is always the same place in memory.
impl PartialEq for TextEditorProps {
    fn eq(&self, other: &Self) -> bool {
        (&self.place, &self.part, &self.name, &self.text, self.state, &self.findings)
            == (&other.place, &other.part, &other.name, &other.text, other.state, &other.findings)
            && self.procedure == other.procedure
    }
}

/// Id of a part's control.
pub(super) fn control_id(field: &str, part: &str) -> String {
    format!("write-{field}-{}", part.replace('.', "-"))
}

/// Changes one part of an answer.
pub(super) fn edit_part(dispatch: &Dispatcher, field: &str, latest: &Latest, part: &str, text: String) {
    let next = latest.answer.borrow().with_part(part, text);
    latest.answer.borrow_mut().clone_from(&next);
    dispatch.edit(Edit::Answer(field.to_owned(), Some(next)));
}

/// The toolbar, the text and what was found about it.
#[component]
pub(super) fn TextEditor(props: &TextEditorProps) -> Html {
    let Fixed { dispatcher, probe, .. } = use_fixed();
    let field = props.place.field.clone();
    if let Some(probe) = probe {
        probe.emit(format!("{field}/{}", props.part));
    }
    let id: AttrValue = control_id(&field, &props.part).into();
    let left = use_state_eq(|| !props.text.is_empty());
    let on_edit = {
        let (dispatch, latest, part, field) =
            (dispatcher.clone(), Rc::clone(&props.latest), props.part.clone(), field.clone());
        Callback::from(move |text: String| edit_part(&dispatch, &field, &latest, &part, text))
    };
    let onfocusout = {
        let (dispatch, left) = (dispatcher, left.setter());
        Callback::from(move |_: FocusEvent| {
            left.set(true);
            dispatch.dispatch(Action::Seal);
        })
    };
    let plain = markdown::plain(&props.text);
    let count = markdown::word_count(&plain);
    let pictures = markdown::pictures(&props.text).count();
    let notes_id = format!("{id}-notes");
    let shown: Vec<&Finding> =
        props.findings.iter().map(|finding| &**finding).filter(|it| *left || it.code == UNMATCHED).collect();
    let beside = None;
    html! {
        <div class="write-editor" {onfocusout}>
            <Tools id={id.clone()} name={props.name.clone()} place={props.place.clone()} latest={props.latest.clone()} />
            <div class="write-text" onkeydown={on_key(id.clone())} onpaste={on_paste(id.clone())}>
                <Control {id} value={props.text.clone()} {on_edit} lines={true} rows={rows(&props.text)}
                    label={format!("{}：正文", props.name)} described_by={notes_id.clone()} width="width-full" />
            </div>
            <p class="counter">
                { format!("{count} 字") }
                if pictures > 0 { { format!("，{pictures} 幅图") } }
            </p>
            <div id={notes_id} class="question-notes">
                { for shown.iter().map(|finding| finding_note(&props.procedure, &field, beside, finding)) }
            </div>
        </div>
    }
}

/// The code of the finding that a section is none of those asked for.
const UNMATCHED: &str = "section_unmatched";

/// Lines that a text takes, from six to thirty: beyond that it is scrolled, so that long texts stay quick.
fn rows(text: &str) -> u32 {
    const ACROSS: usize = 46;
    let mut lines = 1;
    for line in text.split('\n') {
        lines += 1 + line.chars().take(ACROSS * 30).count() / ACROSS;
        if lines >= 30 {
            break;
        }
    }
    u32::try_from(lines.clamp(6, 30)).unwrap_or(30)
}

/// Properties of [`Tools`].
#[derive(Properties)]
struct ToolsProps {
    id: AttrValue,
    name: AttrValue,
    place: PicturePlace,
    latest: Latest,
}

impl PartialEq for ToolsProps {
    fn eq(&self, other: &Self) -> bool {
        (&self.id, &self.name, &self.place) == (&other.id, &other.name, &other.place)
    }
}

/// The toolbar with the way in for pictures.
#[component]
fn Tools(props: &ToolsProps) -> Html {
    let Fixed { dispatcher, .. } = use_fixed();
    let (services, notify) = (use_services(), use_notify());
    let work = use_work();
    let on_picture = {
        let (work, place, id) = (work.clone(), props.place.clone(), props.id.clone());
        let latest = Rc::clone(&props.latest);
        Callback::from(move |file: File| {
            let (services, place, id) = (services.clone(), place.clone(), id.clone());
            let (dispatch, notify) = (dispatcher.clone(), notify.clone());
            let latest = Rc::clone(&latest);
            let job = |watch: Watch| async move { take(&services, &file, &watch).await };
            work.start("正在检查图片", job, move |record| {
                let here = latest.files.borrow().clone();
                if let Some(edit) = place.record(record.clone(), &here) {
                    dispatch.edit(edit);
                }
                insert(&id, &record);
                notify.done(format!("已插入“{}”。", record.name));
            });
        })
    };
    html! {
        <>
            { toolbar(&props.id, &props.name, &on_picture) }
            { work_line(&work) }
        </>
    }
}
