//! Taking a file in: examined, cleaned, looked at.

use std::ops::ControlFlow;

use serde_bytes::ByteBuf;

use super::progress::Teller;
use super::run::sentence;
use super::{Inspected, Outcome};
use crate::dossier::FileRecord;
use crate::intake;
use crate::narrative::ImportedPicture;

/// Takes a file in.
pub(super) fn inspect(name: &str, bytes: Vec<u8>, tell: &mut Teller<'_>) -> Result<Outcome, String> {
    tell.step("正在检查文件", 0);
    let (media, _) = intake::examine(name, &bytes).map_err(sentence)?;
    let (content, removed) = match intake::clean(media, &bytes) {
        Some((cleaned, removed)) => (Some(cleaned), removed),
        None => (None, Vec::new()),
    };
    let kept = content.as_deref().unwrap_or(&bytes);
    let mut file = intake::inspect(name, kept).map_err(sentence)?;
    tell.step("正在查看页面", 10);
    let mut watch = |page: u32, of: u32| {
        let done = 10 + 90 * u64::from(page) / u64::from(of.max(1));
        tell.step(&format!("正在查看页面（第 {page} 页，共 {of} 页）"), done);
        ControlFlow::Continue(())
    };
    intake::look_into(&mut file, kept, &mut watch).map_err(sentence)?;
    if let Some(seen) = &mut file.seen {
        seen.removed = removed;
    }
    Ok(Outcome::Inspected(Inspected { file, content: content.map(ByteBuf::from) }))
}

/// A picture that came with a document: whatever cannot be shown is refused, since it could not be printed either.
pub(super) fn pictured(picture: &ImportedPicture) -> Result<FileRecord, String> {
    let mut watch = |_, _| ControlFlow::Continue(());
    let mut file = intake::inspect(&picture.name, &picture.bytes).map_err(sentence)?;
    let mut seen = intake::look(&file, &picture.bytes, &mut watch, &mut |_| ()).map_err(sentence)?;
    seen.removed.clone_from(&picture.removed);
    file.seen = Some(Box::new(seen));
    Ok(file)
}

/// A file made here of another's pages from this one, looked at like one that comes in; its marks are known.
pub(super) fn looked(
    mut file: FileRecord,
    bytes: Vec<u8>,
    (whole, first): (&FileRecord, u32),
) -> Result<(FileRecord, ByteBuf), String> {
    let mut watch = |_, _| ControlFlow::Continue(());
    let mut seen = intake::look(&file, &bytes, &mut watch, &mut |_| ()).map_err(sentence)?;
    let before = whole.seen.iter().flat_map(|seen| seen.pages.iter().skip(first as usize - 1));
    seen.pages.iter_mut().zip(before).for_each(|(page, before)| page.lies = before.lies);
    file.seen = Some(Box::new(seen));
    Ok((file, ByteBuf::from(bytes)))
}
