//! Pictures on their way into a text: looked at by the worker, stored, recorded, then named in the text.

use web_sys::File;
use yew::prelude::*;

use super::edits::insert_block;
use super::toolbar::apply;
use crate::dossier::{Attachment, Edit, FileRecord, MediaType};
use crate::intake::refuse_by_size;
use crate::js_bytes;
use crate::text::markdown::picture;
use crate::ui::browser;
use crate::ui::files::{self, ReadError};
use crate::ui::packages::{Stopped, Watch};
use crate::ui::state::Services;
use crate::vault::Table;

/// Where pictures of a text are recorded.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PicturePlace {
    /// Number of the material.
    pub(super) material: AttrValue,
    /// Id of the question.
    pub(super) field: AttrValue,
}

impl PicturePlace {
    /// The edit that records a picture; `None` when it is recorded already.
    pub(super) fn record(&self, file: FileRecord, here: &[Attachment]) -> Option<Edit> {
        let known = |it: &Attachment| {
            it.material == *self.material && it.slot == *self.field && it.file.sha256 == file.sha256
        };
        if here.iter().any(known) {
            return None;
        }
        let (material, slot) = (self.material.to_string(), self.field.to_string());
        let attachment =
            Attachment { id: browser::new_id(), material, slot, file, printed: None, text: None, row: None };
        Some(Edit::Attach(usize::MAX, attachment))
    }
}

/// Reads, looks at and stores a picture.
pub(super) async fn take(services: &Services, file: &File, watch: &Watch) -> Result<FileRecord, Stopped> {
    let failed = |text: String| Stopped::Failed(text);
    let name = file.name();
    refuse_by_size(&name, files::size(file)).map_err(|error| failed(error.to_string()))?;
    let content = files::read(file, |_| true).await.map_err(|error| match error {
        ReadError::Cancelled => Stopped::Cancelled,
        other => failed(other.to_string()),
    })?;
    let (record, cleaned) = watch.job(services.jobs.inspect(&name, &content, watch.tell())).await?;
    if !matches!(record.media, MediaType::Jpeg | MediaType::Png) {
        return Err(failed(format!("“{name}”不是 JPEG 或者 PNG 图片，没有插入。请另存为图片后再插入。")));
    }
    let stored =
        services.store.put(Table::Files, &record.sha256, &js_bytes::take(&cleaned.unwrap_or(content))).await;
    stored.map_err(|error| failed(format!("“{name}”没有插入：{error}。")))?;
    Ok(record)
}

/// Names a picture in the text of a control, with its file's name as the caption.
pub(super) fn insert(control: &str, record: &FileRecord) {
    let caption = record.name.rsplit_once('.').map_or(record.name.as_str(), |(stem, _)| stem);
    let block = picture(caption, &record.sha256);
    let caption = 2..block.find(']').unwrap_or(2);
    apply(control, |text, selected| insert_block(text, selected, &block, caption));
}
