//! For whom a package is encrypted: a folded question, since most receivers ask for a plain one.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::envelope::Recipient;

/// Length of a recipient in characters.
const LENGTH: usize = 62;
/// Id of the input and of what is said about it.
const INPUT: &str = "export-recipient";
const NOTE: &str = "export-recipient-note";

/// What was typed, and what it comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typed {
    /// To the letter.
    pub(super) text: String,
    /// Why it is no recipient; a blank one is none either, but nothing wrong.
    pub(super) wrong: Option<String>,
}

impl Typed {
    fn new(text: String) -> Self {
        let wrong = text.parse::<Recipient>().err().filter(|_| !text.trim().is_empty());
        Self { wrong: wrong.map(|error| format!("{error}。")), text }
    }

    /// The recipient, where one was typed.
    pub(super) fn recipient(&self) -> Option<String> {
        let text = self.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether a package can be made with it.
    pub(super) fn is_usable(&self) -> bool {
        self.wrong.is_none()
    }
}

/// Properties of [`RecipientField`].
#[derive(Properties, PartialEq)]
pub(super) struct RecipientFieldProps {
    /// What was typed.
    pub(super) typed: Typed,
    /// Told what is typed.
    pub(super) on_typed: Callback<Typed>,
}

/// The folded question.
#[component]
pub(super) fn RecipientField(props: &RecipientFieldProps) -> Html {
    let Typed { text, wrong } = &props.typed;
    let left = use_state_eq(|| false);
    let oninput = {
        let (on_typed, left) = (props.on_typed.clone(), left.setter());
        Callback::from(move |event: InputEvent| {
            left.set(false);
            on_typed.emit(Typed::new(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let onblur = {
        let left = left.setter();
        Callback::from(move |_: FocusEvent| left.set(true))
    };
    // While a beginning is being typed it is not wrong yet.
    let whole = *left || text.trim().chars().count() >= LENGTH;
    let wrong = wrong.as_ref().filter(|_| whole);
    let (look, note) = match wrong {
        Some(wrong) => ("review-wrong", wrong.clone()),
        None if props.typed.recipient().is_none() => (
            "soft",
            "由接收方提供，以 age1 开头，共 62 个字符。加密后只有接收方能打开，本机和填报单位也不能；请向接收方核对公钥，并在本机另存一份不加密的备案包。".to_owned(),
        ),
        None if whole => ("review-right", "公钥格式正确。导出的文件名以 .zip.age 结尾。".to_owned()),
        None => ("soft", format!("已输入 {} 个字符，应为 {LENGTH} 个。", text.trim().chars().count())),
    };
    html! {
        <details class="review-recipient">
            <summary>{ "加密给接收方（可选）" }</summary>
            <label for={INPUT}>{ "接收方公钥" }</label>
            <input id={INPUT} class="control" type="text" autocomplete="off" autocapitalize="none" spellcheck="false"
                placeholder="age1…" value={text.clone()} aria-describedby={NOTE}
                aria-invalid={wrong.is_some().then_some("true")} {oninput} {onblur} />
            <p id={NOTE} class={classes!("small", look)}>{ note }</p>
        </details>
    }
}
