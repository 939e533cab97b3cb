//! A document or picture shown inside the page.

use web_sys::{Blob, Url};
use yew::prelude::*;

/// The address of a blob, withdrawn when it is no longer used.
#[derive(Debug)]
pub struct BlobAddress(String);

impl BlobAddress {
    /// Gives the blob an address; `None` when the browser refuses.
    pub fn new(blob: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(blob).ok().map(Self)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for BlobAddress {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Drop for BlobAddress {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Tells the browser's PDF viewer to show the pages alone, as wide as there is room.
const PAGES_ALONE: &str = "#toolbar=0&navpanes=0&pagemode=none&view=FitH";

/// Properties of [`Preview`].
#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    /// Id of the frame, for those who print what it shows.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// The file's name, for its description.
    pub name: AttrValue,
    /// Where it lies.
    pub address: std::rc::Rc<BlobAddress>,
    /// True for a picture, false for a PDF.
    pub picture: bool,
    /// Makes room for whole pages.
    #[prop_or_default]
    pub tall: bool,
}

/// The picture, or the PDF in the browser's own viewer, with a link that opens it in a window of its own.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let address = props.address.as_str().to_owned();
    html! {
        <div class={classes!("preview", props.tall.then_some("preview-tall"))}>
            <p class="preview-link">
                <a href={address.clone()} target="_blank" rel="noopener">{ "在新窗口打开" }</a>
            </p>
            if props.picture {
                <img class="preview-picture" src={address} alt={format!("{}的预览", props.name)} />
            } else {
                <iframe id={props.id.clone()} class="preview-document" src={format!("{address}{PAGES_ALONE}")} title={format!("{}的预览", props.name)} />
            }
        </div>
    }
}
