//! A dialog that stands over the page.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// The node of a `<dialog>` that is open from the start.
#[hook]
pub fn use_modal() -> NodeRef {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                // Fails only where it is open already.
                let _ = dialog.show_modal();
            }
        });
    }
    node
}
