//! The place where files come in: dropped, chosen, or taken with the camera of a phone.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};
use yew::prelude::*;

/// What file choosers offer; what a file really is, its content decides.
const DOCUMENTS: &str =
    "application/pdf,image/jpeg,image/png,image/tiff,image/webp,.pdf,.jpg,.jpeg,.png,.tif,.tiff,.webp";

/// Properties of [`DropZone`].
#[derive(Properties, PartialEq)]
pub struct DropZoneProps {
    /// Id of the file chooser: links to this place move the focus to it.
    pub id: AttrValue,
    /// What the files are for, read out with the buttons, e.g. `1.3 法定代表人身份证件 正面`.
    pub purpose: AttrValue,
    /// The line shown beside the button.
    #[prop_or(AttrValue::Static("拖到此处，或者"))]
    pub invitation: AttrValue,
    /// The text of the button.
    #[prop_or(AttrValue::Static("选择文件"))]
    pub button: AttrValue,
    /// What the chooser offers.
    #[prop_or(AttrValue::Static(DOCUMENTS))]
    pub accept: AttrValue,
    /// Without frame and with the look of a link, in a line of other actions.
    #[prop_or_default]
    pub plain: bool,
    /// Without frame until something is dragged over it: there is enough here already.
    #[prop_or_default]
    pub quiet: bool,
    /// Takes several files.
    #[prop_or_default]
    pub many: bool,
    /// Offers the camera where there is one.
    #[prop_or_default]
    pub camera: bool,
    /// Called with the files, in order, never with none.
    pub on_files: Callback<Vec<File>>,
}

/// A dashed field that takes files.
#[component]
pub fn DropZone(props: &DropZoneProps) -> Html {
    let over = use_state_eq(|| false);
    let depth = use_mut_ref(|| 0_i32);

    let enter = {
        let (over, depth) = (over.clone(), depth.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            *depth.borrow_mut() += 1;
            over.set(true);
        })
    };
    let leave = {
        let (over, depth) = (over.clone(), depth.clone());
        Callback::from(move |_: DragEvent| {
            let mut depth = depth.borrow_mut();
            *depth = (*depth - 1).max(0);
            over.set(*depth > 0);
        })
    };
    let hover = Callback::from(|event: DragEvent| {
        event.prevent_default();
        if let Some(transfer) = event.data_transfer() {
            transfer.set_drop_effect("copy");
        }
    });
    let dropped = {
        let (over, depth, on_files) = (over.clone(), depth, props.on_files.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            event.stop_propagation();
            *depth.borrow_mut() = 0;
            over.set(false);
            hand_over(event.data_transfer().and_then(|transfer| transfer.files()), &on_files);
        })
    };
    let chosen = {
        let on_files = props.on_files.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            hand_over(input.files(), &on_files);
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    let look = if props.plain { "drop-zone-link" } else { "button" };
    let frame = if props.plain { "drop-zone-plain" } else { "drop-zone" };
    let camera_id = format!("{}-camera", props.id);

    html! {
        <div
            class={classes!(frame, props.quiet.then_some("drop-zone-quiet"), over.then_some("drop-zone-over"))}
            ondragenter={enter}
            ondragleave={leave}
            ondragover={hover}
            ondrop={dropped}
        >
            if !props.invitation.is_empty() {
                <span class="drop-zone-invitation">{ &props.invitation }</span>
            }
            <input autocomplete="off"
                type="file"
                id={&props.id}
                class="drop-zone-input visually-hidden"
                accept={&props.accept}
                multiple={props.many}
                onchange={chosen.clone()}
            />
            <label class={classes!("drop-zone-button", look)} for={&props.id}>
                { &props.button }<span class="visually-hidden">{ format!("：{}", props.purpose) }</span>
            </label>
            if props.camera {
                <input autocomplete="off"
                    type="file"
                    id={camera_id.clone()}
                    class="drop-zone-input drop-zone-input-camera visually-hidden"
                    accept="image/jpeg,image/png"
                    capture="environment"
                    onchange={chosen}
                />
                <label class={classes!("drop-zone-button", "drop-zone-button-camera", look)} for={camera_id}>
                    { "拍照" }<span class="visually-hidden">{ format!("：{}", props.purpose) }</span>
                </label>
            }
        </div>
    }
}

fn hand_over(list: Option<FileList>, on_files: &Callback<Vec<File>>) {
    let files: Vec<File> =
        list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default();
    if !files.is_empty() {
        on_files.emit(files);
    }
}

/// Keeps the browser from opening a file that was dropped beside a drop zone, which would leave the page.
#[hook]
pub fn use_drop_guard() {
    use_effect_with((), |()| {
        let window = gloo::utils::window();
        let passive = gloo::events::EventListenerOptions::enable_prevent_default();
        let listeners = ["dragover", "drop"].map(|kind| {
            gloo::events::EventListener::new_with_options(&window, kind, passive, |event| {
                event.prevent_default();
                let transfer = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
                if let Some(transfer) =
                    transfer.filter(|_| event.type_() == "dragover" && !in_drop_zone(event))
                {
                    transfer.set_drop_effect("none");
                }
            })
        });
        move || drop(listeners)
    });
}

fn in_drop_zone(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest(".drop-zone, .drop-zone-plain").ok().flatten().is_some())
}
