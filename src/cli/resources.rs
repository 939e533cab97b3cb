//! Where definitions, holiday tables, official texts and fonts are found.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::Places;
use super::error::{Defect, Failure};
use super::json::{read, read_text};
use crate::calendar::Calendar;
use crate::check::Engine;
use crate::document::{Document, FaceIndex, Faces};
use crate::law::{LawText, Ledger, TEXTS};
use crate::procedure::{self, Procedure, RuleCase};

/// The definition's file in its folder.
const DEFINITION: &str = "procedure.json";
/// The folder of its earlier versions.
const EARLIER: &str = "earlier";
/// The rules' cases beside it.
const CASES: &str = "cases.json";
/// What is done about each of their clauses.
const LEDGER: &str = "ledger.json";
/// The index of the faces.
const INDEX: &str = "fonts.json";

/// The folder given by an argument, else by the environment, else beside the program, else in the sources.
fn find(given: Option<&Path>, variable: &str, name: &str) -> PathBuf {
    if let Some(given) = given {
        return given.to_owned();
    }
    if let Some(folder) = env::var_os(variable).filter(|folder| !folder.is_empty()) {
        return folder.into();
    }
    let beside = env::current_exe().ok().and_then(|program| Some(program.parent()?.join(name)));
    beside.filter(|folder| folder.is_dir()).unwrap_or_else(|| Path::new("www").join(name))
}

/// The folder of the definitions.
pub(super) fn procedures_folder(places: &Places) -> PathBuf {
    find(places.procedures.as_deref(), "BEIAN_PROCEDURES", "procedures")
}

/// The folder of the faces.
fn fonts_folder(places: &Places) -> PathBuf {
    find(places.fonts.as_deref(), "BEIAN_FONTS", "fonts")
}

/// The ids of the definitions at hand, in order.
pub(super) fn procedure_ids(places: &Places) -> Vec<String> {
    let folder = procedures_folder(places);
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut ids: Vec<String> = entries
        .filter(|entry| entry.path().join(DEFINITION).is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    ids.sort();
    ids
}

/// Whether an id can be the name of a folder among the definitions, and nothing else.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Loads a definition by id; `None` when there is none of this id.
pub(super) fn procedure(places: &Places, id: &str) -> Result<Option<Procedure>, Failure> {
    let file = procedures_folder(places).join(id).join(DEFINITION);
    if !is_id(id) || !file.is_file() {
        return Ok(None);
    }
    load(&file).map(Some)
}

/// An earlier version of a definition; `None` when the definition names none of this version.
pub(super) fn earlier(places: &Places, now: &Procedure, version: &str) -> Result<Option<Procedure>, Failure> {
    // Only what the definition names: a version from a dossier could be any path.
    let Some(version) = now.earlier.iter().find(|known| *known == version) else { return Ok(None) };
    let file = procedures_folder(places).join(&now.id).join(EARLIER).join(format!("{version}.json"));
    load(&file).map(Some)
}

fn load(file: &Path) -> Result<Procedure, Failure> {
    let json = read_text(file)?;
    procedure::load(DEFINITION, &json).map_err(|error| {
        let defect = |problem: procedure::DefinitionProblem| Defect::at(file, problem.path, problem.reason);
        Failure::Input(error.problems.into_iter().map(defect).collect())
    })
}

/// Compiles a definition.
pub(super) fn engine(places: &Places, procedure: Procedure) -> Result<Engine, Failure> {
    let file = procedures_folder(places).join(&procedure.id).join(DEFINITION);
    Engine::new(procedure).map_err(|error| {
        let defect = |problem: procedure::DefinitionProblem| Defect::at(&file, problem.path, problem.reason);
        Failure::Input(error.problems.into_iter().map(defect).collect())
    })
}

/// All definitions at hand, compiled, in the order of their ids.
pub(super) fn engines(places: &Places) -> Result<Vec<Engine>, Failure> {
    let found = procedure_ids(places).into_iter().filter_map(|id| procedure(places, &id).transpose());
    found.map(|procedure| engine(places, procedure?)).collect()
}

/// The cases of a definition's rules; none when it has no such file.
pub(super) fn cases(places: &Places, id: &str) -> Result<Vec<RuleCase>, Failure> {
    let file = procedures_folder(places).join(id).join(CASES);
    if file.is_file() { Ok(read(&file)?) } else { Ok(Vec::new()) }
}

/// The calendar: the program's own tables with those that lie beside the definitions' folder.
pub(super) fn calendar(places: &Places) -> Result<Calendar, Failure> {
    let folder = procedures_folder(places).join("../calendar");
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let is_table =
        |name: &String| name.len() == 9 && name.ends_with(".json") && name[..4].parse::<u16>().is_ok();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(is_table).collect();
    names.sort();
    let mut calendar = Calendar::built_in();
    for name in &names {
        let file = folder.join(name);
        let json = read_text(&file)?;
        let further = calendar.with_file_of(name[..4].parse().unwrap_or_default(), &json);
        calendar = further.map_err(|error| Defect::new(&file, format!("{error}。")))?;
    }
    Ok(calendar)
}

/// The official texts and the ledger, of those that are at hand; they lie beside the definitions' folder.
pub(super) fn law(places: &Places) -> Result<(Vec<LawText>, Option<Ledger>), Failure> {
    let folder = procedures_folder(places).join("../law");
    let load = |name: &str| {
        let file = folder.join(name);
        if file.is_file() { read_text(&file).map(|json| Some((file, json))) } else { Ok(None) }
    };
    let mut texts = Vec::new();
    for name in TEXTS {
        if let Some((file, json)) = load(&format!("{name}.json"))? {
            texts.push(LawText::from_json(&json).map_err(|error| Defect::new(&file, format!("{error}。")))?);
        }
    }
    let ledger = load(LEDGER)?
        .map(|(file, json)| {
            Ledger::from_json(&json).map_err(|error| Defect::new(&file, format!("{error}。")))
        })
        .transpose()?;
    Ok((texts, ledger))
}

/// The definition of this id, or what to do without it.
pub(super) fn required_procedure(places: &Places, id: &str) -> Result<Procedure, Failure> {
    procedure(places, id)?.ok_or_else(|| {
        let known = procedure_ids(places).join("、");
        let known = if known.is_empty() {
            "该目录下没有事项定义".to_owned()
        } else {
            format!("现有：{known}")
        };
        let reason = format!(
            "没有事项“{}”（{known}），请核对编号或用 --procedures 指定目录。",
            crate::intake::shown(id)
        );
        Defect::new(&procedures_folder(places), reason).into()
    })
}

/// The index of the faces; `None` when there is none, unless one was asked for.
pub(super) fn face_index(places: &Places) -> Result<Option<FaceIndex>, Failure> {
    let file = fonts_folder(places).join(INDEX);
    if places.fonts.is_none() && !file.is_file() {
        return Ok(None);
    }
    let json = read_text(&file)?;
    FaceIndex::parse(&json).map(Some).map_err(|error| Defect::new(&file, format!("{error}。")).into())
}

/// Loads the faces that a document needs.
pub(super) fn faces(places: &Places, documents: &[Document]) -> Result<Faces, Failure> {
    let folder = fonts_folder(places);
    let index = face_index(places)?.ok_or_else(|| {
        Defect::new(&folder.join(INDEX), "没有打印字体，请先运行 scripts/fonts，或用 --fonts 指定目录。")
    })?;
    let needed = index.needed_for_all(documents);
    let mut files = Vec::with_capacity(needed.len());
    for name in needed {
        let file = folder.join(&name);
        let bytes = fs::read(&file).map_err(|error| Defect::unreadable(&file, &error))?;
        files.push((name, bytes));
    }
    Faces::load(files).map_err(|error| Defect::new(&folder, format!("{error}。")).into())
}
