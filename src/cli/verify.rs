//! `beian verify`.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::arguments::{Places, Verify};
use super::error::{Defect, Failure};
use super::{End, Streams, resources};
use crate::check::{Coverage, Engine};
use crate::package::{self, Against, MAX_PACKAGE_BYTES, Outcome, PackageError, Verification};

/// What `--json` prints for each package: the verification, or why there is none.
#[derive(Serialize)]
struct Output {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    verification: Option<Verification>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub(super) fn run(given: &Verify, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let engines = engines(places, streams);
    let index = resources::face_index(places)?;
    let calendar = resources::calendar(places)?;
    let against = Against {
        engines: &engines,
        calendar: &calendar,
        coverage: index.as_ref().map(|index| index as &dyn Coverage),
        today: given.day.get(),
    };
    let mut end = End::Good;
    let mut outputs = Vec::new();
    for path in &given.packages {
        let file = path.display().to_string();
        let verified = read(path).and_then(|bytes| {
            package::verify(&bytes, &against).map_err(|error| Defect::new(path, error.to_string()))
        });
        match verified {
            Ok(verification) => {
                end = end.max(end_of(&verification));
                if !given.json {
                    streams.say(&format!("== {file}\n{verification}"))?;
                }
                if verification.outcome == Outcome::Unchecked {
                    streams
                        .note(&Defect::new(path, format!("{}。", verification.recheck_line())).to_string());
                }
                outputs.push(Output { file, verification: Some(verification), error: None });
            }
            Err(defect) => {
                end = End::Unusable;
                streams.note(&defect.to_string());
                outputs.push(Output { file, verification: None, error: Some(defect.reason) });
            }
        }
    }
    if given.json {
        let json = serde_json::to_string_pretty(&outputs)?;
        streams.say(&json)?;
    }
    Ok(end)
}

fn end_of(verification: &Verification) -> End {
    match verification.outcome {
        Outcome::Intact => End::Good,
        Outcome::Altered => End::Found,
        // Without the definition the package can be read but not verified.
        Outcome::Unchecked => End::Unusable,
    }
}

/// Reads a package, if it is not too large to be one.
fn read(path: &Path) -> Result<Vec<u8>, Defect> {
    let unreadable = |error: &std::io::Error| Defect::unreadable(path, error);
    let size = fs::metadata(path).map_err(|error| unreadable(&error))?.len();
    if size > MAX_PACKAGE_BYTES {
        return Err(Defect::new(path, PackageError::Oversized.to_string()));
    }
    fs::read(path).map_err(|error| unreadable(&error))
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
                        Err(failure) => streams.note(&failure.to_string()),
                    }
                }
                engines.push(engine);
            }
            Err(failure) => streams.note(&failure.to_string()),
        }
    }
    engines
}
