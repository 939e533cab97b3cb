//! Packages (备案包) in and out of the store: opening one as a dossier, gathering what one is made from.

use std::collections::BTreeSet;

use js_sys::{Array, Map, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, File};
use yew::Callback;

use crate::dossier::{Attachment, Dossier};
use crate::jobs::{Printout, Progress};
use crate::package::{MAX_PACKAGE_BYTES, safe_name};
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::files::{self, size_text};
use crate::ui::jobs::{Asked, JobError, OpenedPackage, PackOrder, Packed, PrintOrder, Ticket};
use crate::ui::state::{Definition, Services};
use crate::vault::Table;

/// What file choosers offer for packages.
pub const PACKAGES: &str = ".zip,application/zip";

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

    /// Waits for a job that can be cancelled.
    pub async fn job<T>(&self, asked: Asked<T>) -> Result<T, Stopped> {
        self.ticket.emit(asked.ticket);
        Ok(asked.outcome.await?)
    }

    /// Reads a package's file unless it is too large.
    pub async fn read(&self, file: &File) -> Result<Uint8Array, Stopped> {
        let (name, size) = (file.name(), files::size(file));
        if size > MAX_PACKAGE_BYTES {
            return Err(Stopped::Failed(format!(
                "“{name}”有 {}，超过备案包 {} MB 的上限，没有读取。请核对所选文件。",
                size_text(size),
                MAX_PACKAGE_BYTES / (1024 * 1024)
            )));
        }
        let label = format!("正在读取 {name}");
        let on_piece = |share: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 100")]
            let done = (share * 100.0) as u64;
            self.progress.emit(Progress { label: label.clone(), done, total: 100 })
        };
        files::read(file, on_piece).await.map_err(|error| match error {
            files::ReadError::Cancelled => Stopped::Cancelled,
            other => Stopped::Failed(other.to_string()),
        })
    }
}

/// Opens a package's file in the worker.
pub async fn open(services: &Services, file: &File, watch: &Watch) -> Result<OpenedPackage, Stopped> {
    let bytes = watch.read(file).await?;
    watch.job(services.jobs.open_package(&file.name(), bytes, watch.tell())).await
}

/// Opens a package's file and keeps it as a dossier on this machine, under an id of its own.
pub async fn adopt(services: &Services, file: &File, watch: &Watch) -> Result<Dossier, Stopped> {
    let OpenedPackage { mut dossier, files, .. } = open(services, file, watch).await?;
    let name = file.name();
    if services.catalog.get(&dossier.procedure.id).is_none() {
        return Err(Stopped::Failed(format!(
            "“{name}”属于本页面没有的事项（{}），不能作为卷宗打开。请使用含有该事项的页面。",
            dossier.procedure.id
        )));
    }
    let failed = |error: crate::vault::StoreError| Stopped::Failed(format!("“{name}”没有打开：{error}。"));
    // Contents first: no dossier names a content that is not stored.
    for (digest, content) in files {
        services.store.put(Table::Files, &digest, &content.to_vec()).await.map_err(failed)?;
    }
    if services.library().open(&dossier.id).await.map_err(failed)?.is_some() {
        dossier.origin = Some(dossier.origin().to_owned());
        dossier.id = browser::new_id();
    }
    services.library().save(&dossier).await.map_err(failed)?;
    Ok(dossier)
}

/// An order to print today.
pub fn print_order<'a>(
    services: &'a Services,
    definition: &'a Definition,
    dossier: Option<&'a Dossier>,
    printout: Printout,
) -> PrintOrder<'a> {
    PrintOrder {
        procedure_json: &definition.json,
        dossier,
        printout,
        holiday_tables: services.holidays.files(),
        today: browser::today(),
    }
}

/// The faces that a print needs, fetched.
pub async fn faces(
    services: &Services,
    order: &PrintOrder<'_>,
    watch: &Watch,
) -> Result<Vec<(String, Uint8Array)>, Stopped> {
    let index = services.fonts.index().await.map_err(Stopped::Failed)?;
    let names = watch.job(services.jobs.faces(order, &index.json)).await?;
    services.fonts.files(&names).await.map_err(Stopped::Failed)
}

/// The contents of attachments as `Uint8Array` by SHA-256.
async fn contents<'a>(
    services: &Services,
    attachments: impl ExactSizeIterator<Item = &'a Attachment>,
    watch: &Watch,
) -> Result<Map, Stopped> {
    let files = Map::new();
    let total = attachments.len() as u64;
    for (done, attachment) in attachments.enumerate() {
        let file = &attachment.file;
        let label = format!("正在取出 {}", file.name);
        if !watch.progress.emit(Progress { label, done: done as u64, total }) {
            return Err(Stopped::Cancelled);
        }
        let key = file.sha256.as_str().into();
        if files.has(&key) {
            continue;
        }
        let content = services.store.get(Table::Files, &file.sha256).await;
        let content =
            content.map_err(|error| Stopped::Failed(format!("“{}”无法取出：{error}。", file.name)))?;
        let content = content.ok_or_else(|| {
            Stopped::Failed(format!(
                "本机浏览器中没有“{}”（材料 {}）的内容，可能浏览器数据已被清除。请移除后重新添加，再导出。",
                file.name, attachment.material
            ))
        })?;
        files.set(&key, &Uint8Array::from(content.as_slice()));
    }
    Ok(files)
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
    let found: Vec<&Attachment> = dossier.attachments.iter().filter(is_picture).collect();
    contents(services, found.into_iter(), watch).await
}

/// Checks, prints and packs a dossier.
pub async fn pack(
    services: &Services,
    definition: &Definition,
    dossier: &Dossier,
    watch: &Watch,
) -> Result<Packed, Stopped> {
    let faces =
        faces(services, &print_order(services, definition, Some(dossier), Printout::All), watch).await?;
    let index = services.fonts.index().await.map_err(Stopped::Failed)?;
    let files = contents(services, dossier.attachments.iter(), watch).await?;
    let order = PackOrder {
        procedure_json: &definition.json,
        dossier,
        faces: &faces,
        fonts_json: &index.json,
        holiday_tables: services.holidays.files(),
        files: &files,
        today: browser::today(),
    };
    watch.job(services.jobs.pack(&order, watch.tell())).await
}

/// A bound volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    /// The right file name.
    pub name: String,
    /// The PDF.
    pub blob: Blob,
    /// Its pages.
    pub pages: u32,
}

/// Binds everything into one PDF. Files go to the worker one after the other, and what it writes of each is
/// given to the browser at once, so that never more than one of them is in memory.
pub async fn bind(
    services: &Services,
    definition: &Definition,
    dossier: &Dossier,
    watch: &Watch,
) -> Result<Volume, Stopped> {
    let procedure = definition.procedure();
    let faces =
        faces(services, &print_order(services, definition, Some(dossier), Printout::Volume), watch).await?;
    let index = services.fonts.index().await.map_err(Stopped::Failed)?;
    let in_text = |file: &Attachment| {
        procedure.material(&file.material).is_some_and(|material| material.narrative(&file.slot).is_some())
    };
    let pieces = Array::new();
    let refused = || Stopped::Failed("浏览器无法保存合订本，请升级浏览器后重试。".to_owned());
    let keep =
        |piece: &Uint8Array| browser::blob(piece, PDF).map(|blob| pieces.push(&blob)).ok_or_else(refused);
    let mut seen = BTreeSet::new();
    let files: Vec<&Attachment> = dossier
        .attachments
        .iter()
        .filter(|file| !in_text(file) && seen.insert(file.file.sha256.clone()))
        .collect();
    for (number, attachment) in files.iter().enumerate() {
        let content = contents(services, std::iter::once(*attachment), watch).await?;
        let bytes: Uint8Array = content.get(&attachment.file.sha256.as_str().into()).unchecked_into();
        let (done, total, progress) = (number as u64 * 100, files.len() as u64 * 110, watch.progress.clone());
        let tell = Callback::from(move |step: Progress| {
            let share = 100 * step.done / step.total.max(1);
            progress.emit(Progress { done: done + share, total, ..step });
        });
        keep(&watch.job(services.jobs.bind_file(number == 0, &attachment.file, &bytes, tell)).await?)?;
    }
    let pictures = pictures(services, procedure, dossier, watch).await?;
    let order = PackOrder {
        procedure_json: &definition.json,
        dossier,
        faces: &faces,
        fonts_json: &index.json,
        holiday_tables: services.holidays.files(),
        files: &pictures,
        today: browser::today(),
    };
    let last = services.jobs.bind_pages(&order, !files.is_empty(), watch.tell());
    let (piece, pages) = watch.job(last).await?;
    keep(&piece)?;
    let blob = browser::joined(&pieces, PDF).ok_or_else(refused)?;
    let whose = dossier.subject(procedure).next().map(|(_, text)| text).unwrap_or_default();
    let name = safe_name(format!("{whose}材料合订本").trim(), "材料合订本");
    Ok(Volume { name: format!("{name}.pdf"), blob, pages })
}

/// Media type of a bound volume.
const PDF: &str = "application/pdf";
