//! Bringing a dossier that was filled in by another version of its definition to the one of this page.
//!
//! The earlier dossier is never written: the migrated one is a dossier beside it, whose id follows from the
//! earlier one's, so that opening the earlier one again leads to it. It is a part of the program that arrives later:
//! see [`parts`].
//!
//! [`parts`]: super::parts

use super::browser;
use super::parts::Brought;
use super::route::{Page, Route};
use super::state::{Definition, Services, Shared};
use crate::dossier::{Dossier, Migration, MigrationReport, migrate};
use crate::procedure::{Procedure, outline};

/// What stands between the id of a dossier and what tells those that migrations made of it apart.
const MARK: char = '~';
/// So many digits of a definition's digest tell its versions apart.
const DIGITS: usize = 8;

/// Brings a dossier to the definition of this page. Where nothing in it changes, it is opened as it is; else the
/// migrated dossier is kept beside it and shown with the report of what has changed, and `None` comes back.
pub(super) async fn bring(services: Services, dossier: Dossier, definition: Shared<Definition>) -> Brought {
    let library = services.library();
    let failed = |error: crate::vault::StoreError| format!("{error}。");
    let id = successor(&dossier.id, &definition.reference.digest);
    if library.open(&id).await.map_err(failed)?.is_some() {
        go(&id);
        return Ok(None);
    }
    let before = earlier(&definition, &dossier.procedure.version).await?;
    let Migration { dossier: mut made, report } = migrate(&dossier, before.as_ref(), definition.procedure());
    if report.is_empty() {
        let remark = (report.from != report.to).then(|| {
            format!(
                "这份卷宗按 {} 版填写，已按本页面的 {} 版重新检查，所填内容没有变化。",
                report.from, report.to
            )
        });
        return Ok(Some((made, remark)));
    }
    made.origin = Some(dossier.origin().to_owned());
    made.migrated_from = Some(std::mem::replace(&mut made.id, id.clone()));
    made.name = format!("{}（{} 版）", without_version(&dossier), report.to);
    made.changed = browser::now();
    library.save(&made).await.map_err(failed)?;
    go(&id);
    Ok(None)
}

/// What a migration has changed, worked out again from the earlier dossier; `None` where that is no more.
pub(super) async fn report(
    services: &Services,
    dossier: &Dossier,
    definition: &Definition,
) -> Result<Option<(Dossier, MigrationReport)>, String> {
    let Some(id) = &dossier.migrated_from else { return Ok(None) };
    let Some(found) = services.library().open(id).await.map_err(|error| format!("{error}。"))? else {
        return Ok(None);
    };
    let old = found.dossier;
    let before = earlier(definition, &old.procedure.version).await?;
    let report = migrate(&old, before.as_ref(), definition.procedure()).report;
    Ok(Some((old, report)))
}

/// An earlier version of a definition; `None` when the definition names none of this version.
async fn earlier(definition: &Definition, version: &str) -> Result<Option<Procedure>, String> {
    let Some((file, json)) = definition.earlier(version).await? else { return Ok(None) };
    outline(&file, &json).map(Some).map_err(|error| error.to_string())
}

/// The id of what a migration to a definition makes of a dossier.
fn successor(id: &str, digest: &str) -> String {
    let digits: String = digest.chars().take(DIGITS).collect();
    let of = |base: &str| format!("{base}{MARK}{digits}");
    let made = of(id.split(MARK).next().unwrap_or(id));
    // One that came from elsewhere under such an id is not what a migration made here.
    if made == id { of(id) } else { made }
}

/// The dossier's name without the version that an earlier migration gave it.
fn without_version(dossier: &Dossier) -> &str {
    let given = format!("（{} 版）", dossier.procedure.version);
    dossier.name.strip_suffix(&given).unwrap_or(&dossier.name)
}

/// Shows the migrated dossier in the place of the earlier one, so that going back does not lead here again.
fn go(id: &str) {
    let address = Route::Dossier(id.to_owned(), Page::Changes).to_string();
    // A hash is a valid address.
    let _ = gloo::utils::window().location().replace(&address);
}
