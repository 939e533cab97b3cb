//! `beian verify`: one package in full, or many with a line each.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::arguments::{Places, Verify};
use super::diff::filed;
use super::error::{Defect, Failure};
use super::package_file::{PackageFile, identity};
use super::{End, Streams, resources};
use crate::check::Engine;
use crate::envelope::Identity;
use crate::package::{
    Against, Difference, Look, Outcome, PackageError, Received, Status, Verification, VerificationReport,
    verify_from,
};

/// From this size on, the files of one package are gone through side by side.
const LARGE: u64 = 16 * 1024 * 1024;
/// So many packages are verified before their lines are written.
const AT_A_TIME: usize = 64;

pub(super) fn run(given: &Verify, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let identity = given.key.identity.as_deref().map(identity).transpose()?;
    let engines = engines(places, streams);
    let index = resources::face_index(places)?;
    let calendar = resources::calendar(places)?;
    let against = Against {
        engines: &engines,
        calendar: &calendar,
        coverage: index.as_ref().map(|index| index as _),
        today: given.day.get(),
        marks: if given.quick { 0 } else { u32::MAX },
    };
    let paths = packages(&given.packages)?;
    let in_full = given.full || paths.len() == 1;
    if given.earlier.is_some() && paths.len() > 1 {
        let reason = "只核验一个备案包时才能用 --earlier 比较。";
        return Err(Defect::new(Path::new("--earlier"), reason).into());
    }
    let mut count = Count::default();
    let mut reports = Vec::new();
    for paths in paths.chunks(AT_A_TIME) {
        let verified: Vec<_> =
            paths.par_iter().map(|path| verify(path, identity.as_ref(), &against)).collect();
        for (path, mut verified) in paths.iter().zip(verified) {
            if let (Some(earlier), Ok(verification)) = (&given.earlier, &mut verified) {
                verification.difference = Some(difference(earlier, path, identity.as_ref(), &engines)?);
            }
            count.add(&verified);
            let file = path.display().to_string();
            match &verified {
                Ok(verification) if given.json => note_unchecked(path, verification, streams),
                Ok(verification) if in_full => {
                    streams.say(&format!("== {file}"))?;
                    streams.say_all(&verification.to_string())?;
                    streams.say("")?;
                    note_unchecked(path, verification, streams);
                }
                Ok(verification) => line(&file, verification, streams)?,
                Err(defect) => streams.note(&defect.to_string()),
            }
            if given.json {
                let (verification, error) = match verified {
                    Ok(verification) => (Some(verification), None),
                    Err(defect) => (None, Some(defect.reason)),
                };
                reports.push(VerificationReport { file, verification, error });
            }
        }
    }
    if given.json {
        streams.say_json(&reports)?;
    } else if paths.len() > 1 {
        streams.say(&count.summary())?;
    }
    Ok(count.end)
}

/// The packages that were named, and those in folders that were named, in order.
fn packages(given: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in given {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let before = found.len();
        gather(path, &mut found).map_err(|error| Defect::unreadable(path, &error))?;
        if found.len() == before {
            return Err(Defect::new(path, "目录中没有备案包（.zip 或者 .zip.age），请核对路径。").into());
        }
    }
    Ok(found)
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().to_ascii_lowercase());
        let kind = entry.file_type()?;
        if name.starts_with('.') {
            continue;
        }
        // Links are not followed: one may lead back up.
        if kind.is_dir() {
            gather(&path, found)?;
        } else if name.ends_with(".zip") || name.ends_with(".zip.age") {
            found.push(path);
        }
    }
    Ok(())
}

/// Verifies one package.
fn verify(path: &Path, identity: Option<&Identity>, against: &Against<'_>) -> Result<Verification, Defect> {
    let file = PackageFile::find(path, identity)?;
    let failed = |error: PackageError| Defect::new(path, error.to_string());
    let mut verification = if file.size < LARGE {
        verify_from(file.open()?, against, &mut |_, _| ()).map_err(failed)?
    } else {
        let (whole, looks) = rayon::join(
            || {
                Received::open(file.open()?, against)
                    .and_then(|mut received| received.whole())
                    .map_err(failed)
            },
            || looks(&file, against, &failed),
        );
        let received = Received::open(file.open()?, against).map_err(failed)?;
        received.conclude(looks?, whole?).map_err(failed)?
    };
    verification.signatures = file.signatures();
    Ok(verification)
}

/// What is different from an earlier package.
fn difference(
    before: &Path,
    after: &Path,
    identity: Option<&Identity>,
    engines: &[Engine],
) -> Result<Difference, Defect> {
    let procedures: Vec<_> = engines.iter().map(Engine::procedure).collect();
    Ok(Difference::between(&filed(before, identity)?, &filed(after, identity)?, &procedures))
}

/// Looks at all files of a package, as many at a time as there are processors.
fn looks(
    file: &PackageFile<'_>,
    against: &Against<'_>,
    failed: &(dyn Fn(PackageError) -> Defect + Sync),
) -> Result<Vec<Look>, Defect> {
    let next = AtomicUsize::new(0);
    let reader = |_| {
        let mut received = Received::open(file.open()?, against).map_err(failed)?;
        let mut seen = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= received.files() {
                return Ok(seen);
            }
            seen.push((at, received.look(at).map_err(failed)?));
        }
    };
    let seen: Vec<_> = (0..rayon::current_num_threads()).into_par_iter().map(reader).collect();
    let mut seen = seen.into_iter().collect::<Result<Vec<_>, Defect>>()?.concat();
    seen.sort_by_key(|(at, _)| *at);
    Ok(seen.into_iter().map(|(_, look)| look).collect())
}

/// A package in one line, and what does not agree below it.
fn line(file: &str, verification: &Verification, streams: &mut Streams<'_>) -> Result<(), Failure> {
    const SHOWN: usize = 3;
    streams.say(&format!("{}　{file}　{}", word(verification), verification.headline()))?;
    let mismatches = &verification.mismatches;
    for mismatch in mismatches.iter().take(SHOWN) {
        streams.say(&format!("    {}", mismatch.message))?;
    }
    if mismatches.len() > SHOWN {
        streams.say(&format!("    ……共 {} 处", mismatches.len()))?;
    }
    Ok(())
}

fn word(verification: &Verification) -> &'static str {
    match verification.outcome {
        Outcome::Intact if verification.example => "示　例",
        Outcome::Intact if is_draft(verification) => "草　稿",
        Outcome::Intact => "完　整",
        Outcome::Unchecked => "未复核",
        Outcome::Altered => "不一致",
    }
}

fn is_draft(verification: &Verification) -> bool {
    verification.manifest.as_ref().is_some_and(|manifest| manifest.status == Status::Draft)
}

fn note_unchecked(path: &Path, verification: &Verification, streams: &mut Streams<'_>) {
    if verification.outcome == Outcome::Unchecked {
        streams.note(&Defect::new(path, format!("{}。", verification.recheck_line())).to_string());
    }
}

/// How many packages came out how.
struct Count {
    end: End,
    intact: usize,
    drafts: usize,
    examples: usize,
    altered: usize,
    unchecked: usize,
    unusable: usize,
}

impl Default for Count {
    fn default() -> Self {
        Self { end: End::Good, intact: 0, drafts: 0, examples: 0, altered: 0, unchecked: 0, unusable: 0 }
    }
}

impl Count {
    fn add(&mut self, verified: &Result<Verification, Defect>) {
        let (counted, end) = match verified {
            Ok(verification) => match verification.outcome {
                Outcome::Intact if verification.example => (&mut self.examples, End::Good),
                Outcome::Intact if is_draft(verification) => (&mut self.drafts, End::Good),
                Outcome::Intact => (&mut self.intact, End::Good),
                Outcome::Altered => (&mut self.altered, End::Found),
                // Without the definition the package can be read but not verified.
                Outcome::Unchecked => (&mut self.unchecked, End::Unusable),
            },
            Err(_) => (&mut self.unusable, End::Unusable),
        };
        *counted += 1;
        self.end = self.end.max(end);
    }

    fn summary(&self) -> String {
        let Self { intact, drafts, examples, altered, unchecked, unusable, .. } = self;
        let all = intact + drafts + examples + altered + unchecked + unusable;
        let examples = if *examples == 0 { String::new() } else { format!("示例 {examples} 个，") };
        format!(
            "共 {all} 个备案包：完整 {intact} 个，草稿 {drafts} 个，{examples}不一致 {altered} 个，未复核 {unchecked} 个，无法核验 {unusable} 个。"
        )
    }
}

/// All definitions at hand; one that is faulty is told and left out.
fn engines(places: &Places, streams: &mut Streams<'_>) -> Vec<Engine> {
    let mut engines = Vec::new();
    for id in resources::procedure_ids(places) {
        let loaded = resources::required_procedure(places, &id);
        match loaded.and_then(|procedure| resources::engine(places, procedure)) {
            Ok(engine) => {
                // A package made by an earlier version is held to that version.
                let versions = engine.procedure().earlier.clone();
                let known = versions.iter().map(|it| resources::earlier(places, engine.procedure(), it));
                for earlier in known.collect::<Vec<_>>() {
                    let compiled =
                        earlier.and_then(|it| it.map(|it| resources::engine(places, it)).transpose());
                    match compiled {
                        Ok(engine) => engines.extend(engine),
                        Err(failure) => streams.complain(&failure),
                    }
                }
                engines.push(engine);
            }
            Err(failure) => streams.complain(&failure),
        }
    }
    engines
}
