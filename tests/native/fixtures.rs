//! The sample dossiers: whole, true to their files, and ready to be handed in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use beian::calendar::Calendar;
use beian::check::Engine;
use beian::document::FaceIndex;
use beian::dossier::{Dossier, ProcedureRef};
use beian::field::Severity;
use beian::intake::inspect;
use beian::procedure::load;

const DOSSIERS: &str = "tests/fixtures/dossiers";
/// A day on which every sample is within its filing period.
const TODAY: &str = "2026-11-21";

struct Sample {
    slug: String,
    path: PathBuf,
    dossier: Dossier,
}

impl Sample {
    fn file(&self, name: &str) -> Vec<u8> {
        let path = self.path.join("files").join(name);
        fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }
}

fn samples() -> Vec<Sample> {
    let mut samples: Vec<_> = fs::read_dir(DOSSIERS)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let slug = path.file_name().unwrap().to_str().unwrap().to_owned();
            let json = fs::read_to_string(path.join("dossier.json")).unwrap();
            let dossier = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{slug}: {e}"));
            Sample { slug, path, dossier }
        })
        .collect();
    // A register is never finished; it has tests of its own.
    samples.retain(|sample: &Sample| sample.slug != "certificate-register");
    samples.sort_by(|a, b| a.slug.cmp(&b.slug));
    for slug in ["enterprise", "public-institution", "social-organisation", "route", "complaint", "violation"]
    {
        assert!(samples.iter().any(|sample| sample.slug == slug), "{slug}");
    }
    samples
}

/// The engine of the definition that a dossier answers.
fn engine(dossier: &Dossier) -> Engine {
    let file = format!("www/procedures/{}/procedure.json", dossier.procedure.id);
    Engine::new(load(&file, &fs::read_to_string(&file).unwrap()).unwrap()).unwrap()
}

#[test]
fn every_sample_was_started_with_the_definition_as_it_stands() {
    for sample in samples() {
        let reference = ProcedureRef::of(engine(&sample.dossier).procedure());
        assert_eq!(
            sample.dossier.procedure, reference,
            "{}: run node scripts/fixtures/refresh.mjs after a change of the definition",
            sample.slug
        );
    }
}

#[test]
fn every_record_says_what_intake_sees_in_the_file() {
    for sample in samples() {
        for attachment in &sample.dossier.attachments {
            let name = &attachment.file.name;
            let seen = inspect(name, &sample.file(name)).unwrap();
            assert_eq!(seen, attachment.file, "{}", sample.slug);
        }
    }
}

#[test]
fn every_file_is_recorded_once_and_none_is_astray() {
    let mut total = 0;
    for Sample { slug, path, dossier } in samples() {
        // A dossier without files has no folder for them.
        let there: BTreeSet<String> = fs::read_dir(path.join("files"))
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let recorded: BTreeSet<String> = dossier.attachments.iter().map(|a| a.file.name.clone()).collect();
        assert_eq!(there, recorded, "{slug}");
        assert_eq!(recorded.len(), dossier.attachments.len(), "{slug}: a name stands twice");
        let ids: BTreeSet<_> = dossier.attachments.iter().map(|a| &a.id).collect();
        assert_eq!(ids.len(), dossier.attachments.len(), "{slug}: an id stands twice");
        total += dossier.attachments.iter().map(|a| a.file.size).sum::<u64>();
    }
    assert!(total < 12_500_000, "the samples weigh {total} bytes; everyone who clones carries them");
}

#[test]
fn every_file_lies_at_a_place_that_takes_it() {
    for Sample { slug, dossier, .. } in samples() {
        let engine = engine(&dossier);
        let mut counts = BTreeMap::<_, usize>::new();
        for attachment in &dossier.attachments {
            *counts.entry((attachment.material.as_str(), attachment.slot.as_str())).or_default() += 1;
        }
        for ((material, slot), count) in counts {
            let place = engine
                .procedure()
                .material(material)
                .and_then(|m| m.slots.iter().find(|s| s.id == slot))
                .unwrap_or_else(|| panic!("{slug}: no place {material}/{slot}"));
            assert!(place.many || count == 1, "{slug}: {count} files at {material}/{slot}");
        }
    }
}

#[test]
fn every_answer_is_good_and_in_the_form_it_takes_when_left() {
    for Sample { slug, dossier, .. } in samples() {
        let engine = engine(&dossier);
        for (id, answer) in &dossier.answers {
            let field = engine.procedure().field(id).unwrap_or_else(|| panic!("{slug}: no field {id}"));
            let reading = field.kind.read(answer);
            assert!(reading.value.is_some(), "{slug} {id}: {:?}", reading.problems);
            assert_eq!(reading.problems, [], "{slug} {id}");
            assert_eq!(&field.kind.normalise(answer), answer, "{slug} {id}");
        }
    }
}

#[test]
fn every_sample_can_be_handed_in_without_a_warning() {
    let calendar = Calendar::built_in();
    let index = fs::read_to_string("www/fonts/fonts.json").ok();
    let faces = index.map(|json| FaceIndex::parse(&json).unwrap());
    for Sample { slug, dossier, .. } in samples() {
        let engine = engine(&dossier);
        let filed = dossier.answers.get("form_date").map_or(TODAY, |answer| answer.text());
        for today in [TODAY, filed] {
            let coverage = faces.as_ref().map(|faces| faces as _);
            let report = engine.check(&dossier, today.parse().unwrap(), &calendar, coverage);
            assert!(report.verdict.ready, "{slug} on {today}: {:#?}", report.findings);
            let doubts: Vec<_> = report.findings.iter().filter(|f| f.severity != Severity::Advice).collect();
            assert!(doubts.is_empty(), "{slug} on {today}: {doubts:#?}");
        }
    }
}

#[test]
fn the_samples_hold_names_that_only_large_faces_can_write() {
    let names: String =
        samples().iter().flat_map(|s| &s.dossier.attachments).map(|a| &*a.file.name).collect();
    for c in ['㛃', '䶮', '𬱖', '𫍯', '·'] {
        assert!(names.contains(c), "no file name with {c}");
    }
}

#[test]
fn every_bad_file_is_refused_in_one_sentence_that_names_it() {
    let bad = [
        ("empty.pdf", "空文件"),
        ("text-named.pdf", "文本"),
        ("password.pdf", "密码"),
        ("photo.heic", "HEIC"),
        ("truncated.jpg", "不完整"),
        ("truncated.pdf", "不完整"),
    ];
    for (name, reason) in bad {
        let bytes = fs::read(Path::new("tests/fixtures/bad").join(name)).unwrap();
        let message = inspect(name, &bytes).expect_err(name).to_string();
        assert!(message.contains(name) && message.contains(reason), "{message}");
        assert_eq!(message.matches('。').count(), 1, "{message}");
    }
}

#[test]
fn every_bad_definition_is_refused_with_file_place_and_reason() {
    let load_bad = |name: &str| {
        let file = format!("tests/fixtures/bad/procedure-{name}.json");
        load(&file, &fs::read_to_string(&file).unwrap()).map_err(|e| e.to_string())
    };
    // The same definition without a mistake is accepted: nothing else in it is wrong.
    load_bad("sound").unwrap();
    let bad = [
        ("syntax-error", "第 5 行", "不是有效的定义"),
        ("duplicate-id", "sections[0].fields[1].id", "org_name"),
        ("unknown-field-in-rule", "rules[0].check", "filing_date"),
        ("bad-cel", "rules[0].check", "CEL"),
    ];
    for (name, place, reason) in bad {
        let message = load_bad(name).expect_err(name);
        assert!(message.contains(&format!("procedure-{name}.json")), "{message}");
        assert!(message.contains(place) && message.contains(reason), "{message}");
    }
}
