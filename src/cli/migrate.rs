//! `beian migrate`.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::{Migrate, Places};
use super::error::{Defect, Failure};
use super::folder::{self, DOSSIER, FILES};
use super::write::write_whole;
use super::{End, Streams, resources};
use crate::dossier::{Change, ChangeKind, Migration, MigrationReport, migrate};
use crate::intake::shown;

pub(super) fn run(given: &Migrate, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let dossier = folder::dossier(&given.folder)?;
    let procedure = resources::required_procedure(places, &dossier.procedure.id)?;
    let before = resources::earlier(places, &procedure, &dossier.procedure.version)?;
    let Migration { dossier: migrated, report } = migrate(&dossier, before.as_ref(), &procedure);
    if given.json {
        streams.say_json(&report)?;
    } else {
        print(&report, streams)?;
    }
    let settled = report.of(ChangeKind::Aside).chain(report.of(ChangeKind::FileAside)).next().is_none();
    let end = if settled { End::Good } else { End::Found };
    if given.dry_run || migrated == dossier {
        return Ok(end);
    }
    let json = serde_json::to_vec_pretty(&migrated)?;
    match &given.out {
        Some(out) => {
            copy_files(&given.folder, out)?;
            write_whole(&out.join(DOSSIER), &json)?;
            streams.note(&format!("已写入 {}；原来的卷宗没有改动。", out.display()));
        }
        None => {
            let file = given.folder.join(DOSSIER);
            let old = fs::read(&file).map_err(|error| Defect::unreadable(&file, &error))?;
            let kept = kept_as(&given.folder, &dossier.procedure.version);
            write_whole(&kept, &old)?;
            write_whole(&file, &json)?;
            streams.note(&format!("旧卷宗保留为 {}，核对无误后可以删除。", kept.display()));
        }
    }
    Ok(end)
}

/// Prints what has changed, the most important first.
fn print(report: &MigrationReport, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let (from, to) = (shown(&report.from), &report.to);
    streams.say(&format!("{}：由 {from} 版转换为 {to} 版", report.title))?;
    if report.backwards {
        streams
            .say("注意：卷宗的版本比本机的事项定义新，请先更新事项定义；确需按旧版办理的，请逐项核对。")?;
    }
    if !report.known && report.from != report.to {
        let reason = "本机没有旧版的事项定义，旧答案按编号对应，新增了哪些内容无法列出。";
        streams.say(reason)?;
    }
    streams.say(&format!("原样保留 {} 项，变化 {} 项", report.unchanged, report.changes.len()))?;
    for kind in ChangeKind::ALL {
        let changes: Vec<&Change> = report.of(kind).collect();
        if changes.is_empty() {
            continue;
        }
        streams.say("")?;
        streams.say(&format!("{}（{}）：{}", kind.word(), changes.len(), kind.about()))?;
        for change in changes {
            streams.say(&format!("  {}", line(change)))?;
        }
    }
    Ok(())
}

/// `经办人电话（原“联系电话”）：010-1 → 010-1`.
fn line(change: &Change) -> String {
    let was = change.was.as_ref().map(|was| format!("（原“{}”）", shown(was))).unwrap_or_default();
    let count = if change.count > 1 { format!("，共 {} 处", change.count) } else { String::new() };
    let values = match (change.before.as_str(), change.after.as_str()) {
        ("", "") => String::new(),
        (before, "") => format!("：{}", shown(before)),
        (before, after) if before == after => format!("：{}", shown(after)),
        (before, after) => format!("：{} → {}", shown(before), shown(after)),
    };
    format!("[{}] {}{was}{values}{count}", shown(&change.place), shown(&change.label))
}

/// Copies the attachments into a folder that must be new or empty.
fn copy_files(from: &Path, to: &Path) -> Result<(), Failure> {
    folder::must_be_free(to)?;
    let files = to.join(FILES);
    fs::create_dir_all(&files).map_err(|error| Defect::unwritable(&files, &error))?;
    let entries = fs::read_dir(from.join(FILES)).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.path().is_file()) {
        let target = files.join(entry.file_name());
        fs::copy(entry.path(), &target).map_err(|error| Defect::unwritable(&target, &error))?;
    }
    Ok(())
}

/// A name for the earlier dossier that is not taken: `dossier.2026.1.json`.
fn kept_as(folder: &Path, version: &str) -> PathBuf {
    let plain: String = version
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' })
        .collect();
    let plain: String = plain.chars().take(40).collect();
    let names = (1..).map(|number| match number {
        1 => format!("dossier.{plain}.json"),
        number => format!("dossier.{plain}-{number}.json"),
    });
    names
        .map(|name| folder.join(name))
        .find(|path| !path.exists())
        .unwrap_or_else(|| folder.join("dossier.old.json"))
}
