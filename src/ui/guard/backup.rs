//! 保存为文件: the open dossier as an encrypted draft.

use std::collections::BTreeSet;

use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::passphrase::use_new_passphrase;
use super::vault::not_kept;
use crate::dossier::{Attachment, Dossier};
use crate::draft::{Contents, EXTENSION, file_name};
use crate::ui::browser;
use crate::ui::components::work_line;
use crate::ui::hooks::{WorkState, use_dossier, use_reach, use_work_named};
use crate::ui::outlet::{FileKind, Outlet, Saved};
use crate::ui::packages::{Stopped, Watch};
use crate::ui::state::Services;
use crate::vault::{StoreError, Table};

const DRAFT: FileKind =
    FileKind { label: "备案通卷宗备份", media: "application/octet-stream", extension: EXTENSION };

/// When a dossier was last saved to a file, and what stood in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Backup {
    /// RFC 3339.
    saved: String,
    /// The dossier's own time of its last edit.
    changed: String,
}

fn key(id: &str) -> String {
    format!("backup/{id}")
}

/// The last backup of a dossier.
pub(super) async fn last(services: &Services, id: &str) -> Option<Backup> {
    let bytes = services.store.get(Table::Settings, &key(id)).await.ok()??;
    crate::json::from_str(std::str::from_utf8(&bytes).ok()?).ok()
}

/// How a dossier stands to its last backup, in words.
pub(super) fn standing(dossier: &Dossier, last: Option<&Backup>) -> String {
    match last {
        None => "没有备份过".to_owned(),
        Some(last) if last.changed == dossier.changed => format!("已备份，{}", browser::moment(&last.saved)),
        Some(last) => format!("{}备份，之后有改动", browser::moment(&last.saved)),
    }
}

/// 保存为文件.
#[component]
pub(super) fn BackupPage() -> Html {
    let (reach, work, dossier) = (use_reach(), use_work_named("备份"), use_dossier());
    let new = use_new_passphrase(["backup-passphrase", "backup-again"]);
    let before = use_state(|| None::<Backup>);
    {
        let (before, services) = (before.setter(), reach.services.clone());
        use_effect_with(dossier.id.clone(), move |id| {
            let id = id.clone();
            wasm_bindgen_futures::spawn_local(async move { before.set(last(&services, &id).await) });
        });
    }
    let on_submit = {
        let (services, notify, work) = (reach.services.clone(), reach.notify.clone(), work.clone());
        let (dossier, new, before) = (dossier.clone(), new.clone(), before.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(passphrase) = new.take() else { return };
            let (services, dossier, notify) = (services.clone(), dossier.clone(), notify.clone());
            let before = before.clone();
            work.start(
                "正在备份",
                move |watch| async move { save(&services, &dossier, &passphrase, &watch).await },
                move |(backup, saved, gone): (Backup, Saved, Vec<String>)| {
                    before.set(Some(backup));
                    match gone.as_slice() {
                        [] => notify.done(saved.sentence()),
                        gone => notify.failed(format!(
                            "{}以下附件的内容已不在本机，没有存入备份，请重新添加：{}。",
                            saved.sentence(),
                            gone.join("、")
                        )),
                    }
                },
            );
        })
    };
    let files = Contents::of(&dossier, "").files;
    let size: u64 = files.iter().map(|file| file.size).sum();
    html! {
        <div class="guard-page stack-large">
            <header class="stack">
                <h1>{ "保存为文件" }</h1>
                <p class="lead">{ "把这份卷宗连同全部附件存成一个加密文件，作为备份，或者带到另一台电脑继续。" }</p>
            </header>
            <section class="sheet stack" aria-label="备份">
                <dl class="fact-list">
                    <dt>{ "内容" }</dt>
                    <dd>{ format!("全部填写内容，{} 个附件文件，约 {}", files.len(), crate::ui::files::size_text(size)) }</dd>
                    <dt>{ "上次备份" }</dt>
                    <dd>{ standing(&dossier, before.as_ref()) }</dd>
                </dl>
                <form class="stack guard-form" onsubmit={on_submit}>
                    { new.fields("备份口令", "打开备份时要用，可以与本机口令相同。忘记后这份备份就打不开了。") }
                    <p><button type="submit" class="button button-primary"
                        disabled={matches!(work.state(), WorkState::Running(_))}>{ "保存备份文件" }</button></p>
                    { work_line(&work) }
                </form>
                <p class="small soft">{ "文件是 age 标准格式（age-encryption.org），里面是一个 ZIP：没有本页面时，也可以用 age 工具和口令解开。" }</p>
            </section>
        </div>
    }
}

/// So much of a file is handed to the worker at a time, so that only the page holds the whole of one.
const PIECE: usize = 4 * 1024 * 1024;

/// Saves a dossier with its files as a draft, one file in memory at a time, and notes that. A backup is made even where
/// contents have been taken away; it does without these files, whose names are given.
async fn save(
    services: &Services,
    dossier: &Dossier,
    passphrase: &str,
    watch: &Watch,
) -> Result<(Backup, Saved, Vec<String>), Stopped> {
    let refused = || Stopped::Failed("浏览器无法保存备份，请升级浏览器后重试。".to_owned());
    let saved = browser::now();
    let out = Outlet::open(&file_name(dossier, &saved), DRAFT).await?;
    let blob = |piece: &Uint8Array| browser::into_blob(piece, DRAFT.media).ok_or_else(refused);
    let there = match services.store.keys(Table::Files).await {
        Err(StoreError::Evicted) => Vec::new(),
        other => other.map_err(not_kept)?,
    };
    let is_there = |file: &Attachment| there.contains(&file.file.sha256);
    let (attachments, gone): (Vec<_>, Vec<_>) = dossier.attachments.iter().cloned().partition(is_there);
    let gone: BTreeSet<String> = gone.into_iter().map(|file| file.file.name).collect();
    let dossier = &Dossier { attachments, ..dossier.clone() };
    let drawn = watch.job(services.jobs.draft_key(None, passphrase)).await?;
    out.put(&blob(&watch.job(services.jobs.draft_begin(drawn, dossier, &saved)).await?)?).await?;
    let files = Contents::of(dossier, &saved).files;
    for (done, file) in files.iter().enumerate() {
        let name = file.name();
        watch.step(&format!("正在备份 {name}"), done, files.len())?;
        let content = services.store.get(Table::Files, &file.sha256).await.map_err(not_kept)?;
        let content = content.ok_or_else(|| {
            Stopped::Failed(format!("本机浏览器中没有“{name}”的内容，请移除后重新添加，再备份。"))
        })?;
        let mut rest = content.as_slice();
        loop {
            let (piece, further) = rest.split_at(rest.len().min(PIECE));
            let added = services.jobs.draft_add(&Uint8Array::from(piece), further.is_empty());
            out.put(&blob(&watch.job(added).await?)?).await?;
            if further.is_empty() {
                break;
            }
            rest = further;
        }
    }
    out.put(&blob(&watch.job(services.jobs.draft_end()).await?)?).await?;
    let file = out.close().await?;
    {
        let mut edited = services.notes.edited.borrow_mut();
        if edited.get(&dossier.id) == Some(&dossier.changed) {
            edited.remove(&dossier.id);
        }
    }
    let backup = Backup { saved, changed: dossier.changed.clone() };
    let json = serde_json::to_vec(&backup).unwrap_or_default();
    // The file is there; only its age would not be known.
    let _ = services.store.put(Table::Settings, &key(&dossier.id), &json).await;
    Ok((backup, file, gone.into_iter().collect()))
}
