//! `beian check`.

use std::sync::Arc;

use serde::Serialize;

use super::arguments::{Check, Places};
use super::error::Failure;
use super::{End, Streams, folder, resources};
use crate::check::{
    Coverage, DecisionReport, Engine, Finding, Memory, Place, Report, State, StepState, Verdict,
};
use crate::dossier::Dossier;
use crate::procedure::Procedure;

/// What `--json` prints.
#[derive(Serialize)]
struct Output<'a> {
    verdict: &'a Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'a DecisionReport>,
    findings: &'a [Arc<Finding>],
}

pub(super) fn run(given: &Check, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let mut folder = folder::read(&given.folder, places, streams)?;
    folder.look(&given.folder, streams);
    let report = report(&folder.engine, &folder.dossier, given.day.get(), places, streams)?;
    if given.json {
        let (verdict, findings) = (&report.verdict, &report.findings);
        let output = Output { verdict, decision: report.decision.as_ref(), findings };
        streams.say_json(&output)?;
    } else {
        print(&report, folder.engine.procedure(), streams)?;
    }
    Ok(if report.verdict.ready { End::Good } else { End::Found })
}

/// Checks a dossier, with the faces' coverage where there are faces.
pub(super) fn report(
    engine: &Engine,
    dossier: &Dossier,
    today: chrono::NaiveDate,
    places: &Places,
    streams: &mut Streams<'_>,
) -> Result<Report, Failure> {
    recheck(engine, &mut Memory::default(), dossier, today, places, streams)
}

/// Like [`report`]; what was worked out on the way stays in `memory`, for printing.
pub(super) fn recheck(
    engine: &Engine,
    memory: &mut Memory,
    dossier: &Dossier,
    today: chrono::NaiveDate,
    places: &Places,
    streams: &mut Streams<'_>,
) -> Result<Report, Failure> {
    let index = resources::face_index(places)?;
    if index.is_none() {
        streams.note("没有打印字体，未检查生僻字能否打印；可用 --fonts 指定字体目录。");
    }
    let coverage = index.as_ref().map(|index| index as &dyn Coverage);
    Ok(engine.recheck(memory, dossier, today, &resources::calendar(places)?, coverage))
}

/// Prints the verdict and all findings as text.
pub(super) fn print(
    report: &Report,
    procedure: &Procedure,
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    streams.say(&format!("结论：{}", crate::package::verdict_line(&report.verdict)))?;
    if let Some(decision) = &report.decision {
        self::decision(decision, procedure, streams)?;
    }
    let mut group = "";
    for finding in report.findings.iter() {
        let title = finding.state.word(finding.severity);
        if title != group {
            streams.say("")?;
            let checks = report.all().filter(|it| it.state == State::Waiting).count();
            match finding.state {
                State::Waiting if checks > report.verdict.waiting => {
                    streams.say(&format!(
                        "{title}（{checks} 项检查，等着 {} 项内容）",
                        report.verdict.waiting
                    ))?;
                }
                _ => streams.say(title)?,
            }
            group = title;
        }
        streams.say(&format!("  [{}] {}", finding.code, finding.message))?;
        let places: Vec<String> = finding.about.iter().map(Place::to_string).collect();
        streams.say(&format!("      位置：{}", places.join("，")))?;
        let clauses: Vec<&str> = finding.clause.iter().map(|code| procedure.cite(code)).collect();
        if !clauses.is_empty() {
            streams.say(&format!("      依据：{}", clauses.join("；")))?;
        }
        if !finding.hint.is_empty() {
            streams.say(&format!("      办法：{}", finding.hint))?;
        }
    }
    Ok(())
}

/// Prints what is decided, why, and what would change it.
fn decision(
    decision: &DecisionReport,
    procedure: &Procedure,
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    let question = procedure.decision.as_ref().map_or("", |decision| decision.title.as_str());
    streams.say("")?;
    streams.say(&format!("{question}：{}", decision.title))?;
    streams.say(&format!("  {}", decision.text))?;
    for (at, step) in decision.steps.iter().enumerate() {
        let word = match step.state {
            StepState::Held => "成立",
            StepState::NotHeld => "不成立",
            StepState::Unknown => "不能判断",
        };
        streams.say(&format!("  {}. {}：{word}。{}", at + 1, step.title, step.text))?;
        let clauses: Vec<&str> = step.clause.iter().map(|code| procedure.cite(code)).collect();
        streams.say(&format!("     依据：{}", clauses.join("；")))?;
    }
    for change in &decision.changes {
        streams.say(&format!("  变化：{}", change.text))?;
    }
    Ok(())
}
