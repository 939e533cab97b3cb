//! Packages (备案包) in and out of the store: opening one as a dossier, gathering what one is made from.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::{Map, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;
use yew::Callback;

use crate::check::Verdict;
use crate::dossier::{Attachment, Dossier, FileRecord};
use crate::jobs::Progress;
use crate::js_bytes;
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::jobs::{Asked, JobError, OpenedPackage, PackOrder, PackageFile, Piece, Ticket};
use crate::ui::outlet::Outlet;
use crate::ui::state::{Definition, Services};
use crate::vault::Table;

/// What file choosers offer for packages.
pub const PACKAGES: &str = ".zip,.age,application/zip";

/// Why there is no outcome: stopped by the user, or one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The user cancelled.
    Cancelled,
    /// It failed for this reason.
    Failed(String),
}

impl From<JobError> for Stopped {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Cancelled => Self::Cancelled,
            other => Self::Failed(other.to_string()),
        }
    }
}

/// Follows a piece of work and can stop it.
#[derive(Clone)]
pub struct Watch {
    /// Told how far the work is; says whether to go on.
    pub progress: Callback<Progress, bool>,
    /// Given the running job, so that it can be cancelled.
    pub ticket: Callback<Ticket>,
}

impl Watch {
    /// Told how far a job is.
    pub fn tell(&self) -> Callback<Progress> {
        let progress = self.progress.clone();
        Callback::from(move |step| {
            progress.emit(step);
        })
    }

    /// Tells of a step; stops where the user has cancelled.
    pub fn step(&self, label: &str, done: usize, total: usize) -> Result<(), Stopped> {
        let step = Progress { label: label.to_owned(), done: done as u64, total: total as u64 };
        if self.progress.emit(step) { Ok(()) } else { Err(Stopped::Cancelled) }
    }

    /// Waits for a job that can be cancelled.
    pub async fn job<T>(&self, asked: Asked<T>) -> Result<T, Stopped> {
        self.ticket.emit(asked.ticket);
        Ok(asked.outcome.await?)
    }
}

/// Opens a package's file and keeps it as a dossier on this machine, under an id of its own. Its contents are read and
/// stored one after the other.
pub async fn adopt(services: &Services, package: &PackageFile, watch: &Watch) -> Result<Dossier, Stopped> {
    let opened = watch.job(services.jobs.open_package(package, watch.tell())).await?;
    let OpenedPackage { mut dossier, files } = opened;
    let name = package.file.name();
    if services.catalog.get(&dossier.procedure.id).is_none() {
        return Err(Stopped::Failed(format!(
            "“{name}”属于本页面没有的事项（{}），不能作为卷宗打开。请使用含有该事项的页面。",
            dossier.procedure.id
        )));
    }
    let failed = |error: crate::vault::StoreError| Stopped::Failed(format!("“{name}”没有打开：{error}。"));
    // Contents first: no dossier names a content that is not stored.
    for (done, file) in files.iter().enumerate() {
        let label = format!("正在存入材料（第 {} 个，共 {} 个）", done + 1, files.len());
        watch.step(&label, done, files.len())?;
        let content = watch.job(services.jobs.open_file(package, file)).await?;
        services
            .store
            .put(Table::Files, &file.digests.sha256, &js_bytes::take(&content))
            .await
            .map_err(failed)?;
    }
    services.library().add(&mut dossier).await.map_err(failed)?;
    Ok(dossier)
}

/// The content of an attached file.
async fn content(services: &Services, dossier: &Dossier, file: &FileRecord) -> Result<Uint8Array, Stopped> {
    let content = services.store.get(Table::Files, &file.sha256).await;
    let content = content.map_err(|error| Stopped::Failed(format!("“{}”无法取出：{error}。", file.name)))?;
    let content = content.ok_or_else(|| {
        let there = dossier.attachments.iter().find(|there| there.file.sha256 == file.sha256);
        Stopped::Failed(format!(
            "本机浏览器中没有“{}”（材料 {}）的内容，可能浏览器数据已被清除。请移除后重新添加，再导出。",
            file.name,
            there.map(|there| there.material.as_str()).unwrap_or_default()
        ))
    })?;
    Ok(Uint8Array::from(content.as_slice()))
}

/// The contents of the pictures that stand in texts written here.
pub async fn pictures(
    services: &Services,
    procedure: &Procedure,
    dossier: &Dossier,
    watch: &Watch,
) -> Result<Map, Stopped> {
    let is_picture = |it: &&Attachment| {
        procedure.material(&it.material).is_some_and(|material| material.narrative(&it.slot).is_some())
    };
    let files = Map::new();
    let found: Vec<&Attachment> = dossier.attachments.iter().filter(is_picture).collect();
    for (done, Attachment { file, .. }) in found.iter().enumerate() {
        watch.step(&format!("正在取出 {}", file.name), done, found.len())?;
        files.set(&file.sha256.as_str().into(), &content(services, dossier, file).await?.into());
    }
    Ok(files)
}

/// What everything that belongs to a dossier is printed from, fetched.
async fn pack_order<'a>(
    services: &'a Services,
    definition: &'a Definition,
    dossier: &'a Dossier,
    watch: &Watch,
) -> Result<PackOrder<'a>, Stopped> {
    Ok(PackOrder {
        procedure_json: &definition.json,
        dossier,
        index: services.fonts.index().await.map_err(Stopped::Failed)?,
        holiday_tables: services.holidays.files(),
        files: pictures(services, definition.procedure(), dossier, watch).await?,
        today: browser::today(),
    })
}

/// Checks, prints and packs a dossier, and encrypts the package where there is a recipient. Gives the verdict it was
/// packed with. Files go to the worker one after the other and then stay with the browser, of which the package is put
/// together, so that never more than one is in memory.
pub async fn pack(
    services: &Services,
    definition: &Definition,
    dossier: &Dossier,
    recipient: Option<&str>,
    out: &Outlet,
    watch: &Watch,
) -> Result<Verdict, Stopped> {
    let refused = || Stopped::Failed("浏览器无法保存备案包，请升级浏览器后重试。".to_owned());
    let (mut kept, mut seen) = (BTreeMap::new(), BTreeSet::new());
    let files: Vec<&FileRecord> = dossier
        .attachments
        .iter()
        .map(|there| &there.file)
        .filter(|file| seen.insert(&file.sha256))
        .collect();
    for (number, file) in files.iter().enumerate() {
        let label = format!("正在计算摘要（第 {} 个，共 {} 个）", number + 1, files.len());
        watch.step(&label, number, files.len())?;
        let bytes = content(services, dossier, file).await?;
        let blob = browser::blob(&bytes, OCTETS).ok_or_else(refused)?;
        let taken = services.jobs.pack_file(number == 0, file, &bytes);
        let (sha256, cleaned) = watch.job(taken).await?;
        let blob = match cleaned {
            Some(cleaned) => browser::into_blob(&cleaned, OCTETS).ok_or_else(refused)?,
            None => blob,
        };
        kept.insert(sha256, blob);
    }
    let order = pack_order(services, definition, dossier, watch).await?;
    let laid_out = watch.job(services.jobs.pack(&order, !files.is_empty(), watch.tell())).await?;
    let pieces = laid_out.pieces.iter().map(|piece| match piece {
        Piece::Bytes(bytes) => browser::into_blob(bytes, OCTETS),
        Piece::Content(sha256) => kept.get(sha256).cloned(),
    });
    let pieces: Vec<Blob> = pieces.collect::<Option<_>>().ok_or_else(refused)?;
    match recipient {
        Some(recipient) => seal(services, recipient, &pieces, out, watch).await?,
        None => {
            for (number, piece) in pieces.iter().enumerate() {
                watch.step("正在写入文件", number, pieces.len())?;
                out.put(piece).await?;
            }
        }
    }
    Ok(laid_out.verdict)
}

/// The pieces of a package, encrypted.
async fn seal(
    services: &Services,
    recipient: &str,
    pieces: &[Blob],
    out: &Outlet,
    watch: &Watch,
) -> Result<(), Stopped> {
    let refused = || Stopped::Failed("浏览器无法读取备案包，请升级浏览器后重试。".to_owned());
    for (number, piece) in pieces.iter().enumerate() {
        watch.step(
            &format!("正在加密（第 {} 段，共 {} 段）", number + 1, pieces.len()),
            number,
            pieces.len(),
        )?;
        let bytes = JsFuture::from(piece.array_buffer()).await.map_err(|_| refused())?;
        let recipient = (number == 0).then_some(recipient);
        let asked = services.jobs.seal(recipient, &Uint8Array::new(&bytes), number + 1 == pieces.len());
        out.put(&browser::into_blob(&watch.job(asked).await?, OCTETS).ok_or_else(refused)?).await?;
    }
    Ok(())
}

/// Binds everything into one PDF and gives the number of its pages. Files go to the worker one after the other, and what
/// it writes of each is given out at once, so that never more than one of them is in memory.
pub async fn bind(
    services: &Services,
    definition: &Definition,
    dossier: &Dossier,
    out: &Outlet,
    watch: &Watch,
) -> Result<u32, Stopped> {
    let procedure = definition.procedure();
    let in_text = |file: &Attachment| {
        procedure.material(&file.material).is_some_and(|material| material.narrative(&file.slot).is_some())
    };
    let refused = || Stopped::Failed("浏览器无法保存合订本，请升级浏览器后重试。".to_owned());
    let blob = |piece: &Uint8Array| browser::into_blob(piece, OCTETS).ok_or_else(refused);
    let mut seen = BTreeSet::new();
    let files: Vec<&Attachment> = dossier
        .attachments
        .iter()
        .filter(|file| !in_text(file) && seen.insert(file.file.sha256.clone()))
        .collect();
    for (number, attachment) in files.iter().enumerate() {
        let bytes = content(services, dossier, &attachment.file).await?;
        let (done, total, progress) = (number as u64 * 100, files.len() as u64 * 110, watch.progress.clone());
        let tell = Callback::from(move |step: Progress| {
            let share = 100 * step.done / step.total.max(1);
            progress.emit(Progress { done: done + share, total, ..step });
        });
        let piece = watch.job(services.jobs.bind_file(number == 0, &attachment.file, &bytes, tell)).await?;
        out.put(&blob(&piece)?).await?;
    }
    let order = pack_order(services, definition, dossier, watch).await?;
    let last = services.jobs.bind_pages(&order, !files.is_empty(), watch.tell());
    let (piece, pages) = watch.job(last).await?;
    out.put(&blob(&piece)?).await?;
    Ok(pages)
}

/// Media type of contents on their way.
const OCTETS: &str = "application/octet-stream";
