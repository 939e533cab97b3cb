//! The documentation of one rule: the same data as `beian explain CODE`.

use yew::prelude::*;

use super::data::use_cases;
use super::notes::found_line;
use crate::calendar::chinese_date;
use crate::check::{Documentation, Example, RuleOutcome};
use crate::procedure::Procedure;
use crate::ui::components::{Weight, weight_mark};
use crate::ui::hooks::use_services;
use crate::ui::route::LawPlace;
use crate::ui::state::{Fixed, Slices};

/// Which rule.
#[derive(Properties, PartialEq)]
pub(super) struct RulePageProps {
    /// The procedure's id.
    pub(super) procedure: String,
    /// The rule's code.
    pub(super) code: String,
}

/// The documentation of one rule.
#[component]
pub(super) fn RulePage(props: &RulePageProps) -> Html {
    let services = use_services();
    let definition = services.catalog.get(&props.procedure);
    let cases = use_cases(definition.map(|_| props.procedure.as_str()));
    let (fixed, slices) = (use_context::<Fixed>(), use_context::<Slices>());
    let examples = match &cases {
        Some(Ok(cases)) => cases.as_slice(),
        _ => &[],
    };
    let documented = definition.and_then(|definition| {
        let documentation = definition.checks()?.engine().documentation(
            &props.code,
            examples,
            services.holidays.calendar(),
        )?;
        Some((definition.procedure(), documentation))
    });
    let Some((procedure, documentation)) = documented else {
        return html! {
            <div class="stack">
                <h1>{ "没有这条规则" }</h1>
                <p>{ format!("本页面的事项中没有编号为“{}”的规则。", props.code) }</p>
                <p><a href={LawPlace::Rules(None, None).here().to_string()}>{ "查看全部规则" }</a></p>
            </div>
        };
    };
    let is_own =
        |(fixed, slices): &(Fixed, Slices)| slices.checked && fixed.definition.procedure().id == procedure.id;
    let own = fixed.zip(slices).filter(is_own);
    html! {
        <article class="law-rule">
            { head(procedure, &documentation) }
            if let Some((fixed, slices)) = own {
                { here(fixed.definition.procedure(), &slices, &props.code) }
            }
            { basis(procedure, &documentation) }
            <section>
                <h2>{ "例子" }</h2>
                { match &cases {
                    None => html! { <p role="status">{ "正在载入…" }</p> },
                    Some(Err(reason)) => html! { <p class="notice notice-waiting" role="alert">{ &**reason }</p> },
                    Some(Ok(_)) => html! {
                        <>
                            <p class="soft small">{ "没有列出的栏目均为空白。每个例子都由程序实际检查得出结果。" }</p>
                            { group("不通过", &documentation.fails) }
                            { group("通过", &documentation.passes) }
                            { group("不适用或者待定", &documentation.neither) }
                        </>
                    },
                } }
            </section>
        </article>
    }
}

fn head(procedure: &Procedure, documentation: &Documentation<'_>) -> Html {
    let rule = documentation.rule;
    let weight = Weight::failing(rule.severity);
    let line = |name: &'static str, text: &str| {
        html! { if !text.is_empty() { <div><dt>{ name }</dt><dd>{ text }</dd></div> } }
    };
    html! {
        <header class="stack">
            <p class="law-rule-path">
                <a href={LawPlace::Rules(None, None).here().to_string()}>{ "规则说明" }</a>{ " › " }
                <a href={LawPlace::Rules(Some(procedure.id.clone()), None).here().to_string()}>{ &procedure.title }</a>
            </p>
            <h1>{ &rule.title }</h1>
            <p class="law-rule-weight">
                { "不通过时：" }{ weight_mark(weight) }{ " " }<span class="soft">{ weight.meaning() }</span>
            </p>
            <dl class="law-rule-facts">
                { line("查什么", &rule.what) }
                { line("为什么", &rule.why) }
                { line("不查什么", &rule.not_covered) }
                <div><dt>{ "规则编号" }</dt><dd class="code">{ &rule.code }</dd></div>
            </dl>
        </header>
    }
}

/// What the rule says about the open dossier.
fn here(procedure: &Procedure, slices: &Slices, code: &str) -> Html {
    let mut found = slices.report.findings.iter().filter(|finding| finding.code == code).peekable();
    html! {
        <section>
            <h2>{ "本卷宗" }</h2>
            if found.peek().is_none() {
                <p>{ "这条规则在本卷宗中没有发现问题，或者不适用。" }</p>
            } else {
                { for found.map(|finding| found_line(procedure, &slices.dossier.id, finding, "rule")) }
            }
        </section>
    }
}

fn basis(procedure: &Procedure, documentation: &Documentation<'_>) -> Html {
    html! {
        <section>
            <h2>{ "依据" }</h2>
            { for documentation.rule.basis.iter().map(|code| html! {
                <figure class="law-quote" key={code.clone()}>
                    <figcaption>
                        <a href={LawPlace::clause(code).here().to_string()}>{ procedure.cite(code) }</a>
                    </figcaption>
                    <blockquote>
                        { for procedure.clauses.get(code).map_or("", |clause| &clause.text).lines().map(|line| html! {
                            <p class="law-line">{ line }</p>
                        }) }
                    </blockquote>
                </figure>
            }) }
        </section>
    }
}

fn group(title: &'static str, examples: &[Example]) -> Html {
    html! {
        if !examples.is_empty() {
            <h3 class="law-examples-title">{ title }</h3>
            <ol class="law-examples">{ for examples.iter().map(example) }</ol>
        }
    }
}

fn example(example: &Example) -> Html {
    html! {
        <li class="law-example">
            <dl class="law-given">
                <div><dt>{ "检查日" }</dt><dd>{ chinese_date(example.today) }</dd></div>
                { for example.given.iter().map(|(label, value)| html! {
                    <div><dt>{ label }</dt><dd>{ value }</dd></div>
                }) }
            </dl>
            { match &example.outcome {
                RuleOutcome::Passed => html! {},
                RuleOutcome::NotApplicable => html! { <p class="law-outcome">{ "不适用" }</p> },
                RuleOutcome::Found(finding) => html! {
                    <div class="law-outcome">
                        { weight_mark(Weight::of(finding)) }
                        <div><p>{ &finding.message }</p><p class="soft">{ &finding.hint }</p></div>
                    </div>
                },
            } }
        </li>
    }
}
