//! Fields for a passphrase, and for a new one twice.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::keyring::{LEAST_LENGTH, Refusal, Strength, refusal, strength};
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
    /// Told when something was typed.
    #[prop_or_default]
    pub(super) on_edit: Callback<()>,
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
        let (strong, new, on_edit) = (strong.setter(), props.new, props.on_edit.clone());
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            let text = input.value();
            let long = text.chars().count() >= LEAST_LENGTH;
            strong.set((new && !text.is_empty()).then(|| (strength(&text), long)));
            on_edit.emit(());
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
                if !verdict.is_empty() && props.error.is_empty() { <p class={classes!("field-note", look)}>{ verdict }</p> }
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
    /// Why it was not taken.
    refused: UseStateHandle<Option<Refusal>>,
    /// Where a weak one can be said to be meant, once it was refused for that.
    meant: NodeRef,
    /// Whether that is asked.
    asks: UseStateHandle<bool>,
}

/// What a weak passphrase was refused with.
const WEAK: &str =
    "这个口令容易被猜中，拿到文件的人可以用程序逐个试。请换一个；确实要用的，请勾选下面一项后再提交。";

/// A new passphrase, typed into two fields with these ids.
#[hook]
pub(super) fn use_new_passphrase(ids: [&'static str; 2]) -> NewPassphrase {
    NewPassphrase {
        ids,
        controls: [use_node_ref(), use_node_ref()],
        refused: use_state_eq(|| None),
        meant: use_node_ref(),
        asks: use_state_eq(|| false),
    }
}

impl NewPassphrase {
    /// What was typed twice. `None` where it cannot be taken: its field says why and has the focus.
    pub(super) fn take(&self) -> Option<String> {
        let [text, repeated] = self.controls.each_ref().map(typed);
        let control = self.meant.cast::<HtmlInputElement>().filter(|_| *self.asks);
        let meant = control.is_some_and(|control| control.checked());
        let refusal = refusal(&text, &repeated, meant);
        if let Some(refusal) = refusal {
            browser::focus(self.ids[field_of(refusal)]);
        }
        if refusal == Some(Refusal::Weak) {
            self.asks.set(true);
        }
        self.refused.set(refusal);
        refusal.is_none().then_some(text)
    }

    /// The fields.
    pub(super) fn fields(&self, label: &'static str, help: &'static str) -> Html {
        let error = |field: usize| match *self.refused {
            Some(refusal) if field_of(refusal) == field => AttrValue::from(match refusal {
                Refusal::TooShort => format!("口令至少 {LEAST_LENGTH} 个字符。"),
                Refusal::Weak => WEAK.to_owned(),
                Refusal::Differs => "两次输入的口令不一致，请重新输入。".to_owned(),
            }),
            _ => AttrValue::default(),
        };
        let [once, again] = self.controls.clone();
        // What was said to be meant is the passphrase that stood there.
        let on_edit = {
            let (asks, refused) = (self.asks.setter(), self.refused.setter());
            Callback::from(move |()| {
                asks.set(false);
                refused.set(None);
            })
        };
        html! {
            <>
                <Passphrase id={self.ids[0]} {label} {help} new=true control={once} error={error(0)} {on_edit} />
                if *self.asks {
                    <label class="option">
                        <input ref={self.meant.clone()} type="checkbox" autocomplete="off" />
                        { "我知道这个口令容易被猜中，仍要使用" }
                    </label>
                }
                <Passphrase id={self.ids[1]} label="再输入一次" control={again} error={error(1)} />
            </>
        }
    }
}

/// Which of the two fields a refusal is about.
fn field_of(refusal: Refusal) -> usize {
    match refusal {
        Refusal::TooShort | Refusal::Weak => 0,
        Refusal::Differs => 1,
    }
}
