//! 预览: the printed report of a text as it is now.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::check::PrintedTitle;
use crate::dossier::Dossier;
use crate::jobs::Printout;
use crate::ui::hooks::use_modal;
use crate::ui::pages::print::FormPrint;
use crate::ui::state::Shared;

/// Properties of [`PreviewDialog`].
#[derive(Properties, PartialEq)]
pub(super) struct PreviewDialogProps {
    /// What the text is called.
    pub(super) title: AttrValue,
    /// The report.
    pub(super) printed: PrintedTitle,
    /// The dossier as it was when the preview was asked for.
    pub(super) dossier: Shared<Dossier>,
    /// Something blocks: every page is marked.
    pub(super) draft: bool,
    /// The dialog was closed.
    pub(super) on_close: Callback<()>,
}

/// The preview, open from the start.
#[component]
pub(super) fn PreviewDialog(props: &PreviewDialogProps) -> Html {
    let node = use_modal();
    let close = {
        let node = node.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    html! {
        <dialog ref={node} class="sheet-dialog write-preview" aria-labelledby="write-preview-title"
            onclose={props.on_close.reform(|_: Event| ())}>
            <header class="sheet-dialog-head">
                <h2 id="write-preview-title">{ format!("预览：{}", props.title) }</h2>
                <button type="button" class="button-link" onclick={close}>{ "关闭" }</button>
            </header>
            <div class="sheet-dialog-body">
                <FormPrint printout={Printout::Document(props.printed.id.clone(), None)}
                    title={props.printed.title.clone()} dossier={Some(props.dossier.clone())} draft={props.draft} />
            </div>
        </dialog>
    }
}
