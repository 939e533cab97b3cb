//! `beian explain`: what a rule looks at and how it comes out, or what a clause says and what is done
//! about it.

use super::arguments::{Explain, Places};
use super::error::{Defect, Failure};
use super::{End, Streams, resources};
use crate::calendar::chinese_date;
use crate::check::{Documentation, Engine, Example, RuleOutcome};
use crate::law::{LawClause, LawText, Ledger, citations};
use crate::procedure::Procedure;

pub(super) fn run(given: &Explain, places: &Places, streams: &mut Streams<'_>) -> Result<End, Failure> {
    let engines = resources::engines(places)?;
    let (texts, ledger) = resources::law(places)?;
    let Some(code) = &given.code else {
        list(&engines, &texts, streams)?;
        return Ok(End::Good);
    };
    let calendar = resources::calendar(places)?;
    let mut found = false;
    for engine in &engines {
        let cases = resources::cases(places, &engine.procedure().id)?;
        if let Some(documentation) = engine.documentation(code, &cases, &calendar) {
            rule(&documentation, engine.procedure(), streams)?;
            found = true;
        }
    }
    if let Some((text, clause)) = texts.iter().find_map(|text| Some((text, text.clause(code)?))) {
        self::clause(&text.cite(clause), clause, ledger.as_ref(), &engines, streams)?;
        found = true;
    }
    if found {
        return Ok(End::Good);
    }
    let reason =
        format!("没有编号为“{}”的规则或条款，用 beian explain 列出全部编号。", crate::intake::shown(code));
    Err(Defect::new(&resources::procedures_folder(places), reason).into())
}

/// Lists all codes: the rules of each procedure, then the clauses.
fn list(engines: &[Engine], texts: &[LawText], streams: &mut Streams<'_>) -> Result<(), Failure> {
    for engine in engines {
        let procedure = engine.procedure();
        streams.say(&format!("规则：{}（{}）", procedure.title, procedure.id))?;
        for rule in &procedure.rules {
            streams.say(&format!("  {}　{}　{}", rule.code, rule.severity.word(), rule.title))?;
        }
        streams.say("")?;
    }
    for text in texts {
        streams.say(&format!("条款：《{}》", text.title))?;
        for clause in &text.clauses {
            streams.say(&format!("  {}　{}", clause.code, clause.cite))?;
        }
        streams.say("")?;
    }
    Ok(())
}

fn rule(
    documentation: &Documentation<'_>,
    procedure: &Procedure,
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    let rule = documentation.rule;
    streams.say(&format!("规则 {}：{}", rule.code, rule.title))?;
    streams.say(&format!("事项：{}（{}，版本 {}）", procedure.title, procedure.id, procedure.version))?;
    streams.say(&format!("不通过时：{}", rule.severity.word()))?;
    streams.say(&format!("查什么：{}", rule.what))?;
    streams.say(&format!("为什么：{}", rule.why))?;
    if !rule.not_covered.is_empty() {
        streams.say(&format!("不查什么：{}", rule.not_covered))?;
    }
    streams.say("依据：")?;
    for clause in &documentation.basis {
        streams.say(&format!("  {}", clause.cite))?;
        for line in clause.text.lines() {
            streams.say(&format!("    {line}"))?;
        }
    }
    examples("不通过的例子", &documentation.fails, streams)?;
    examples("通过的例子", &documentation.passes, streams)?;
    examples("不适用或者待定的例子", &documentation.neither, streams)
}

fn examples(title: &str, examples: &[Example], streams: &mut Streams<'_>) -> Result<(), Failure> {
    if examples.is_empty() {
        return Ok(());
    }
    streams.say(&format!("{title}："))?;
    for (at, example) in examples.iter().enumerate() {
        streams.say(&format!("  {}. 检查日 {}", at + 1, chinese_date(example.today)))?;
        for (label, value) in &example.given {
            streams.say(&format!("     {label}：{}", value.replace('\n', " ")))?;
        }
        match &example.outcome {
            RuleOutcome::Passed => {}
            RuleOutcome::NotApplicable => streams.say("     → 不适用")?,
            RuleOutcome::Found(finding) => {
                streams.say(&format!("     → {}", finding.message))?;
                streams.say(&format!("       办法：{}", finding.hint))?;
            }
        }
    }
    Ok(())
}

fn clause(
    cite: &str,
    clause: &LawClause,
    ledger: Option<&Ledger>,
    engines: &[Engine],
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    streams.say(&format!("条款 {}：{cite}", clause.code))?;
    for line in clause.text.lines().chain(clause.requirement.lines()) {
        streams.say(&format!("  {line}"))?;
    }
    if let Some(entry) = ledger.and_then(|ledger| ledger.entry(&clause.code)) {
        let ways: Vec<_> = entry.treatments.iter().map(|treatment| treatment.how.label()).collect();
        streams.say(&format!("由谁办理：{}", entry.who.label()))?;
        streams.say(&format!("本程序的处理（{}）：{}", ways.join("、"), entry.what))?;
    }
    for engine in engines {
        let procedure = engine.procedure();
        let citing = citations(procedure, &clause.code);
        if citing.is_empty() {
            continue;
        }
        streams.say(&format!("{}（{}）中引用它的：", procedure.title, procedure.id))?;
        for rule in citing.rules {
            streams.say(&format!("  规则 {}　{}", rule.code, rule.title))?;
        }
        for field in citing.fields {
            streams.say(&format!("  栏目 {}　{}", field.id, field.label))?;
        }
        for roster in citing.rosters {
            streams.say(&format!("  清单 {}　{}", roster.id, roster.title))?;
        }
        for material in citing.materials {
            streams.say(&format!("  材料 {}　{}", material.id, material.title))?;
        }
        for step in citing.steps {
            streams.say(&format!("  判断步骤 {}　{}", step.code, step.title))?;
        }
        for document in citing.documents {
            streams.say(&format!("  打印件 {}　{}", document.id, document.title))?;
        }
        for clock in citing.clocks {
            streams.say(&format!("  期限 {}　{}", clock.id, clock.title))?;
        }
    }
    Ok(())
}
