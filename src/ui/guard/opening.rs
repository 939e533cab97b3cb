//! Opening a backup file.

use web_sys::File;
use yew::prelude::*;

use super::passphrase::{Passphrase, typed};
use super::vault::not_kept;
use crate::dossier::Dossier;
use crate::js_bytes;
use crate::ui::browser;
use crate::ui::components::{DropZone, work_line};
use crate::ui::hooks::{WorkState, use_services, use_work_named};
use crate::ui::packages::{Stopped, Watch};
use crate::ui::route::{Page, Route};
use crate::ui::state::Services;
use crate::vault::Table;

/// Asks for a backup file and its passphrase. One that was chosen on another page is there already.
#[component]
pub(super) fn Opening() -> Html {
    let (services, work) = (use_services(), use_work_named("打开备份"));
    let chosen = {
        let services = services.clone();
        use_state(move || services.notes.incoming.take())
    };
    let passphrase = use_node_ref();
    {
        use_effect_with(chosen.is_some(), |there| {
            if *there {
                browser::focus("open-passphrase");
            }
        });
    }
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |files: Vec<File>| chosen.set(files.into_iter().next()))
    };
    let on_submit = {
        let (services, work) = (services.clone(), work.clone());
        let (chosen, passphrase) = (chosen.clone(), passphrase.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (services, file, passphrase) = (services.clone(), (*chosen).clone(), typed(&passphrase));
            work.start(
                "正在打开备份",
                move |watch| async move {
                    let file =
                        file.ok_or_else(|| Stopped::Failed("请选择备份文件（.beian）。".to_owned()))?;
                    open(&services, &file, &passphrase, &watch).await
                },
                |id: String| Route::Dossier(id, Page::Tasks).go(),
            );
        })
    };
    html! {
        <section class="sheet stack" aria-labelledby="opening-title">
            <h2 id="opening-title">{ "打开备份文件" }</h2>
            <form class="stack guard-form" onsubmit={on_submit}>
                <DropZone id="open-file" purpose="备份文件" accept=".beian" on_files={choose}
                    invitation="把备份文件（.beian）拖到此处，或者" />
                if let Some(file) = &*chosen {
                    <p>{ "备份文件：" }<strong>{ file.name() }</strong></p>
                }
                <Passphrase id="open-passphrase" label="备份口令" control={passphrase} />
                <p><button type="submit" class="button"
                    disabled={matches!(work.state(), WorkState::Running(_))}>{ "打开" }</button></p>
                { work_line(&work) }
            </form>
            <p class="small soft">{ "打开后成为本机的一份卷宗；本机已有的卷宗不会被覆盖。" }</p>
        </section>
    }
}

/// Keeps a backup as a dossier on this machine, under an id of its own; gives the id.
async fn open(services: &Services, file: &File, passphrase: &str, watch: &Watch) -> Result<String, Stopped> {
    let key = watch.job(services.jobs.draft_key(Some(file), passphrase)).await?;
    let (mut dossier, files): (Dossier, _) = watch.job(services.jobs.draft_open(file, key)).await?;
    if services.catalog.get(&dossier.procedure.id).is_none() {
        return Err(Stopped::Failed(format!(
            "“{}”属于本页面没有的事项，不能打开。请使用含有该事项的页面。",
            file.name()
        )));
    }
    // Contents first: no dossier names a content that is not stored.
    for (at, content) in files.iter().enumerate() {
        watch.step(&format!("正在取出 {}", content.name()), at, files.len())?;
        let bytes = watch.job(services.jobs.draft_take(at)).await?;
        services.store.put(Table::Files, &content.sha256, &js_bytes::take(&bytes)).await.map_err(not_kept)?;
    }
    services.library().add(&mut dossier).await.map_err(not_kept)?;
    Ok(dossier.id)
}
