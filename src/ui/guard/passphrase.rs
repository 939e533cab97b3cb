//! Fields for a passphrase, and for a new one twice.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::keyring::{LEAST_LENGTH, Strength, strength};
use crate::ui::browser;

/// A passphrase as it is typed.
#[derive(Properties, PartialEq)]
pub(super) struct PassphraseProps {
    /// Id of the control.
    pub(super) id: &'static str,
    /// What it is for.
    pub(super) label: &'static str,
    /// Said beneath it.
    #[prop_or_default]
    pub(super) help: &'static str,
    /// A new one, whose strength is told.
    #[prop_or_default]
    pub(super) new: bool,
    /// The control, from which its form reads what was typed.
    pub(super) control: NodeRef,
    /// Why it was refused; blank = it was not.
    #[prop_or_default]
    pub(super) error: AttrValue,
    /// Takes focus when it is shown.
    #[prop_or_default]
    pub(super) first: bool,
}

/// A field for a passphrase: can be shown, says when capitals are locked and how strong a new one is.
#[component]
pub(super) fn Passphrase(props: &PassphraseProps) -> Html {
    let shown = use_state(|| false);
    let capitals = use_state_eq(|| false);
    let strong = use_state_eq(|| None::<(Strength, bool)>);
    {
        let (control, first) = (props.control.clone(), props.first);
        use_effect_with((), move |()| {
            if let Some(control) = control.cast::<HtmlInputElement>().filter(|_| first) {
                let _ = control.focus();
            }
        });
    }
    let on_key = {
        let capitals = capitals.setter();
        Callback::from(move |event: KeyboardEvent| capitals.set(event.get_modifier_state("CapsLock")))
    };
    let on_input = {
        let (strong, new) = (strong.setter(), props.new);
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            let text = input.value();
            let long = text.chars().count() >= LEAST_LENGTH;
            strong.set((new && !text.is_empty()).then(|| (strength(&text), long)));
        })
    };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let notes = format!("{}-notes", props.id);
    let (look, verdict) = match *strong {
        None => ("", String::new()),
        Some((_, false)) => ("field-note-warning", format!("至少 {LEAST_LENGTH} 个字符。")),
        Some((Strength::Weak, _)) => {
            ("field-note-warning", "强度：弱。容易被猜中，建议用几个不相干的词连成一句。".to_owned())
        }
        Some((Strength::Fair, _)) => ("field-note-hint", "强度：中。".to_owned()),
        Some((Strength::Strong, _)) => ("field-note-hint", "强度：强。".to_owned()),
    };
    html! {
        <div class="guard-field">
            <label class="question-label" for={props.id}>{ props.label }</label>
            if !props.help.is_empty() { <p class="question-help">{ props.help }</p> }
            <div class="guard-control">
                <input ref={props.control.clone()} id={props.id} class="control width-full"
                    type={if *shown { "text" } else { "password" }}
                    // What is shown as text would be written into the browser's session file.
                    autocomplete={if *shown { "off" } else if props.new { "new-password" } else { "current-password" }}
                    spellcheck="false" autocapitalize="off" aria-describedby={notes.clone()}
                    aria-invalid={(!props.error.is_empty()).then_some("true")}
                    onkeydown={on_key.clone()} onkeyup={on_key} oninput={on_input} />
                <button type="button" class="button button-small" onclick={toggle} aria-controls={props.id}
                    aria-pressed={shown.to_string()}>{ if *shown { "隐藏" } else { "显示" } }
                    <span class="visually-hidden">{ props.label }</span></button>
            </div>
            <div id={notes} aria-live="polite">
                if !props.error.is_empty() { <p class="field-note field-note-blocking">{ &props.error }</p> }
                if *capitals { <p class="field-note field-note-warning">{ "大写锁定（Caps Lock）已打开。" }</p> }
                if !verdict.is_empty() { <p class={classes!("field-note", look)}>{ verdict }</p> }
            </div>
        </div>
    }
}

/// What was typed into a control; blank where it is not there.
pub(super) fn typed(control: &NodeRef) -> String {
    control.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// A new passphrase, typed into two fields.
#[derive(Clone)]
pub(super) struct NewPassphrase {
    ids: [&'static str; 2],
    controls: [NodeRef; 2],
    /// In which of them something is wrong, and why.
    refused: UseStateHandle<Option<(usize, String)>>,
}

/// A new passphrase, typed into two fields with these ids.
#[hook]
pub(super) fn use_new_passphrase(ids: [&'static str; 2]) -> NewPassphrase {
    NewPassphrase { ids, controls: [use_node_ref(), use_node_ref()], refused: use_state(|| None) }
}

impl NewPassphrase {
    /// What was typed twice. `None` where it cannot be taken: its field says why and has the focus.
    pub(super) fn take(&self) -> Option<String> {
        let [text, repeated] = self.controls.each_ref().map(typed);
        let wrong = if text.chars().count() < LEAST_LENGTH {
            Some((0, format!("口令至少 {LEAST_LENGTH} 个字符。")))
        } else if text != repeated {
            Some((1, "两次输入的口令不一致，请重新输入。".to_owned()))
        } else {
            None
        };
        if let Some((field, _)) = &wrong {
            browser::focus(self.ids[*field]);
        }
        let taken = wrong.is_none().then_some(text);
        self.refused.set(wrong);
        taken
    }

    /// The fields.
    pub(super) fn fields(&self, label: &'static str, help: &'static str) -> Html {
        let error = |field: usize| match &*self.refused {
            Some((of, reason)) if *of == field => AttrValue::from(reason.clone()),
            _ => AttrValue::default(),
        };
        let [once, again] = self.controls.clone();
        html! {
            <>
                <Passphrase id={self.ids[0]} {label} {help} new=true control={once} error={error(0)} />
                <Passphrase id={self.ids[1]} label="再输入一次" control={again} error={error(1)} />
            </>
        }
    }
}
