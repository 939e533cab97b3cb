//! What happens with the earlier dossier: kept, deleted, or the migration undone.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::dossier::Dossier;
use crate::package::safe_name;
use crate::ui::browser;
use crate::ui::hooks::{use_dossier, use_notify, use_services};
use crate::ui::route::{Page, Route};
use crate::ui::state::Notice;

/// Which dossier.
#[derive(Properties, PartialEq)]
pub(super) struct OldDossierProps {
    /// The earlier dossier.
    pub(super) old: Dossier,
    /// Told when it is deleted.
    pub(super) on_gone: Callback<()>,
}

/// The earlier dossier, with what can be done about it.
#[component]
pub(super) fn OldDossier(props: &OldDossierProps) -> Html {
    let (services, notify, dossier) = (use_services(), use_notify(), use_dossier());
    let kept = use_state_eq(|| false);
    let keep = {
        let kept = kept.setter();
        move |_: MouseEvent| kept.set(true)
    };
    let delete = {
        let (services, notify, old) = (services.clone(), notify.clone(), props.old.clone());
        let gone = props.on_gone.clone();
        move |_: MouseEvent| {
            let (library, notify, old, gone) =
                (services.library(), notify.clone(), old.clone(), gone.clone());
            spawn_local(async move {
                if let Err(error) = library.delete(&old.id).await {
                    return notify.failed(format!("{error}。"));
                }
                gone.emit(());
                notify.show(Notice::done(format!("已删除旧卷宗“{}”。", old.name)).with("撤销", {
                    let notify = notify.clone();
                    move || {
                        let (library, old, notify) = (library.clone(), old.clone(), notify.clone());
                        spawn_local(async move {
                            match library.take_back(&old.id).await {
                                Ok(()) => notify.done("已恢复旧卷宗。"),
                                Err(error) => notify.failed(format!("{error}。")),
                            }
                        });
                    }
                }));
            });
        }
    };
    let undo = {
        let (services, notify, dossier, old) =
            (services.clone(), notify.clone(), dossier.clone(), props.old.clone());
        move |_: MouseEvent| {
            let (library, notify, dossier) = (services.library(), notify.clone(), dossier.clone());
            let name = old.name.clone();
            spawn_local(async move {
                if let Err(error) = library.delete(&dossier.id).await {
                    return notify.failed(format!("{error}。"));
                }
                Route::Home.go();
                let message =
                    format!("已撤销转换，旧卷宗“{name}”保持原样。再次打开它时，会重新转换并列出变化。");
                notify.show(Notice::done(message).with("恢复转换后的卷宗", move || {
                    let (library, dossier) = (library.clone(), dossier.clone());
                    spawn_local(async move {
                        if library.take_back(&dossier.id).await.is_ok() {
                            Route::Dossier(dossier.id.clone(), Page::Changes).go();
                        }
                    });
                }));
            });
        }
    };
    let save = {
        let (notify, old) = (notify.clone(), props.old.clone());
        move |_: MouseEvent| {
            let json = serde_json::to_vec_pretty(&old).unwrap_or_default();
            let name = format!("{}.json", safe_name(&old.name, "旧卷宗"));
            match browser::save_file(&name, &json, "application/json") {
                true => notify.done(format!("已交给浏览器保存：{name}")),
                false => notify.failed("浏览器没有保存文件，请检查下载设置后重试。"),
            }
        }
    };
    html! {
        <section class="sheet stack" aria-labelledby="old-title">
            <h2 id="old-title">{ "旧卷宗" }</h2>
            <p class="prose">{ format!(
                "“{}”没有改动，仍在“我的卷宗”中，直到您删除它。撤销转换会删除本卷宗（可恢复），按旧内容保留。", props.old.name
            ) }</p>
            <p class="button-row">
                <button type="button" class="button" onclick={keep} disabled={*kept}>{ "保留旧卷宗" }</button>
                <button type="button" class="button button-danger" onclick={delete}>{ "删除旧卷宗" }</button>
                <button type="button" class="button" onclick={undo}>{ "撤销转换，按旧内容保留" }</button>
                <button type="button" class="button" onclick={save}>{ "下载旧卷宗数据" }</button>
            </p>
            if *kept { <p class="soft" role="status">{ "旧卷宗已保留。以后可以在“我的卷宗”中删除。" }</p> }
        </section>
    }
}
