//! `beian diff`.

use std::path::Path;

use super::arguments::{Diff, Places};
use super::error::{Defect, Failure};
use super::package_file::{PackageFile, identity};
use super::write::write_whole;
use super::{End, Streams, print, resources};
use crate::envelope::Identity;
use crate::package::{Difference, Filed, open_filing};
use crate::procedure::Procedure;

pub(super) fn run(given: &Diff, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let identity = given.key.identity.as_deref().map(identity).transpose()?;
    let (before, after) =
        rayon::join(|| filed(&given.before, identity.as_ref()), || filed(&given.after, identity.as_ref()));
    let (before, after) = (before?, after?);
    if before.dossier.procedure.id != after.dossier.procedure.id {
        let (before, after) = (&before.manifest.title, &after.manifest.title);
        let reason = format!("两个备案包属于不同的事项（{before}、{after}），不能比较。");
        return Err(Defect::new(&given.after, reason).into());
    }
    let procedure = resources::procedure(places, &after.dossier.procedure.id)?;
    if procedure.is_none() {
        streams.note("没有该事项的定义，栏目以编号显示；可用 --procedures 指定目录。");
    }
    let procedures: Vec<&Procedure> = procedure.iter().collect();
    let difference = Difference::between(&before, &after, &procedures);
    match &given.out {
        None => streams.say_all(&difference.to_string())?,
        Some(out) => {
            let extension = out.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
            let bytes = match extension.as_str() {
                "pdf" => print::pdf(&difference.document(), places, out)?,
                "json" => {
                    let mut json = serde_json::to_vec_pretty(&difference)?;
                    json.push(b'\n');
                    json
                }
                _ => return Err(Defect::new(out, "扩展名请用 .pdf 或者 .json。").into()),
            };
            write_whole(out, &bytes)?;
            streams.say(&out.display().to_string())?;
        }
    }
    Ok(if difference.is_empty() { End::Good } else { End::Found })
}

/// Opens a package of which nothing was changed.
pub(super) fn filed(path: &Path, identity: Option<&Identity>) -> Result<Filed, Defect> {
    let content = PackageFile::find(path, identity)?.open()?;
    open_filing(content, &mut |_, _| ()).map_err(|error| Defect::new(path, error.to_string()))
}
