//! Dossiers that come in from outside other than as packages: the example, data files.
//!
//! Whatever comes in becomes a dossier of its own with a new id; nothing on this machine is replaced.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::Services;
use crate::digest::sha256_hex;
use crate::dossier::Dossier;
use crate::js_bytes;
use crate::ui::browser;
use crate::ui::jobs::PackageFile;
use crate::ui::packages::{self, Stopped, Watch};
use crate::ui::parts::Came;
use crate::vault::{StoreError, Table};

/// Where the example lies beside the page.
const SAMPLE: &str = "samples/enterprise";

/// A dossier that has come in.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Arrived {
    /// The dossier as saved.
    dossier: Dossier,
    /// What the user must know about it.
    remark: Option<String>,
}

/// Brings in what a file holds, by its name, or without one the example. Gives the dossier's id, and what the user
/// must know about it.
pub async fn arrive(services: Services, file: Option<File>, watch: Watch) -> Result<Came, Stopped> {
    let arrived = match file {
        None => sample(&services, &watch).await?,
        Some(file) if file.name().to_ascii_lowercase().ends_with(".json") => {
            data_file(&services, &file).await?
        }
        Some(file) => {
            let package = PackageFile { file, identity: None };
            Arrived { dossier: packages::adopt(&services, &package, &watch).await?, remark: None }
        }
    };
    Ok((arrived.dossier.id, arrived.remark))
}

/// Brings in the example: a complete dossier with its files.
async fn sample(services: &Services, watch: &Watch) -> Result<Arrived, Stopped> {
    let json = browser::fetch_text(&format!("{SAMPLE}/dossier.json")).await.map_err(Stopped::Failed)?;
    let mut dossier: Dossier = crate::json::from_str(&json)
        .map_err(|_| Stopped::Failed("示例无法读取，请刷新本页后重试。".to_owned()))?;
    let total = dossier.attachments.len();
    for (done, attachment) in dossier.attachments.iter().enumerate() {
        let file = &attachment.file;
        watch.step("正在取出示例", done, total)?;
        let name = String::from(js_sys::encode_uri_component(&file.name));
        let address = format!("{SAMPLE}/files/{name}");
        let bytes = js_bytes::take(&browser::fetch_bytes(&address).await.map_err(Stopped::Failed)?);
        if sha256_hex(&bytes) != file.sha256 {
            return Err(Stopped::Failed(format!("示例中的“{}”不完整，请刷新本页后重试。", file.name)));
        }
        services.store.put(Table::Files, &file.sha256, &bytes).await.map_err(not_kept)?;
    }
    dossier.example = true;
    if let Some(definition) = services.catalog.get(&dossier.procedure.id) {
        dossier.procedure = definition.reference.clone();
    }
    let name = dossier.name.clone();
    take_in(services, &dossier, name, None).await
}

/// Brings in a data file: the answers, with the attachments whose files are still on this machine.
async fn data_file(services: &Services, file: &File) -> Result<Arrived, Stopped> {
    let unusable = || Stopped::Failed(format!("“{}”不是由本页下载的数据文件，请重新选择。", file.name()));
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    let read = Dossier::from_json(&text.ok_or_else(unusable)?);
    let mut dossier = read.map_err(|error| Stopped::Failed(format!("“{}”{error}。", file.name())))?;
    let here = services.store.keys(Table::Files).await.map_err(not_kept)?;
    let before = dossier.attachments.len();
    dossier.attachments.retain(|attachment| here.contains(&attachment.file.sha256));
    let lost = before - dossier.attachments.len();
    let remark = (lost > 0).then(|| format!("数据文件不含附件，有 {lost} 个附件需要重新放入。"));
    let name = dossier.name.clone();
    take_in(services, &dossier, name, remark).await
}

/// Saves what came in as a dossier of its own.
async fn take_in(
    services: &Services,
    dossier: &Dossier,
    name: String,
    remark: Option<String>,
) -> Result<Arrived, Stopped> {
    let dossier = services.library().copy(dossier, name).await.map_err(not_kept)?;
    Ok(Arrived { dossier, remark })
}

fn not_kept(error: StoreError) -> Stopped {
    Stopped::Failed(format!("{error}。"))
}
