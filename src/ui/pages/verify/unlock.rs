//! The way to give the identity that opens an encrypted package.

use web_sys::File;
use yew::prelude::*;

use crate::envelope::Identity;
use crate::ui::components::DropZone;
use crate::ui::files;

/// The longest file that is taken for one with an identity.
const LONGEST: u64 = 64 * 1024;

/// Properties of [`Unlock`].
#[derive(Properties, PartialEq)]
pub(super) struct UnlockProps {
    /// Tells this package from the others.
    pub(super) of: u32,
    /// Given the identity.
    pub(super) on_identity: Callback<String>,
}

/// Asks for the identity's file.
#[component]
pub(super) fn Unlock(props: &UnlockProps) -> Html {
    let wrong = use_state(|| None::<String>);
    let on_files = {
        let (wrong, on_identity) = (wrong.setter(), props.on_identity.clone());
        Callback::from(move |files: Vec<File>| {
            let (wrong, on_identity) = (wrong.clone(), on_identity.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let Some(file) = files.first() else { return };
                match identity(file).await {
                    Ok(identity) => on_identity.emit(identity),
                    Err(sentence) => wrong.set(Some(sentence)),
                }
            });
        })
    };
    html! {
        <div class="verify-unlock">
            <p>
                { "这是加密给接收方的备案包。请选择接收方的私钥文件（由 age 生成，含 AGE-SECRET-KEY- 开头的一行）。私钥只在本页打开期间使用，不保存，不上传。" }
            </p>
            if let Some(wrong) = &*wrong {
                <p class="notice notice-blocking" role="alert">{ wrong }</p>
            }
            <DropZone
                id={format!("verify-identity-{}", props.of)}
                purpose="打开加密的备案包"
                button="选择私钥文件"
                accept=".txt,.key,.age-key,text/plain"
                quiet={true}
                {on_files}
            />
        </div>
    }
}

/// Reads the identity of a file.
async fn identity(file: &File) -> Result<String, String> {
    let name = file.name();
    if files::size(file) > LONGEST {
        return Err(format!("“{name}”太大，不是私钥文件，请重新选择。"));
    }
    let bytes = files::read(file, |_| true).await.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&bytes.to_vec()).into_owned();
    let identity: Identity = text.parse().map_err(|error| format!("“{name}”：{error}。"))?;
    Ok(identity.to_secret_text().to_string())
}
