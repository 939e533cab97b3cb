//! What stands beside a clause: what is done about it, what cites it, what was found.

use yew::prelude::*;

use super::data::Law;
use crate::check::Finding;
use crate::check::grouping::place_name;
use crate::law::{Entry, LawClause, Query, citations, pieces};
use crate::procedure::{Field, Procedure};
use crate::ui::browser;
use crate::ui::components::{Weight, weight_mark};
use crate::ui::route::{LawPlace, Page, Route};
use crate::ui::state::{Catalog, Slices};

/// What a page of the law is made from.
pub(super) struct Reading<'a> {
    /// The texts.
    pub(super) law: &'a Law,
    /// The procedures.
    pub(super) catalog: &'a Catalog,
    /// The open dossier with its procedure.
    pub(super) dossier: Option<(&'a Procedure, &'a Slices)>,
    /// The clause to which the address leads.
    pub(super) here: Option<&'a str>,
    /// What is looked for.
    pub(super) query: Option<&'a Query>,
}

impl Reading<'_> {
    /// What was found in the open dossier that rests on a clause.
    pub(super) fn found(&self, code: &str) -> Vec<&Finding> {
        let findings = self.dossier.map(|(_, slices)| slices.report.all());
        findings.into_iter().flatten().filter(|finding| finding.clause.iter().any(|c| c == code)).collect()
    }

    /// Whether this page has one of the procedures that an entry names, where it names any.
    fn offers(&self, entry: &Entry) -> bool {
        let mut named = entry.treatments.iter().flat_map(|treatment| &treatment.procedures).peekable();
        named.peek().is_none() || named.any(|id| self.catalog.get(id).is_some())
    }

    /// A text with what is looked for marked in it.
    pub(super) fn marked(&self, text: &str) -> Html {
        let Some(query) = self.query else { return html! { { text } } };
        pieces(text, &query.marks(text))
            .into_iter()
            .map(|(piece, hit)| {
                if hit {
                    html! { <mark>{ piece }</mark> }
                } else {
                    html! { { piece } }
                }
            })
            .collect()
    }
}

/// The id of a clause's element.
pub(super) fn clause_id(code: &str) -> String {
    format!("law-{code}")
}

/// The notes of a clause.
pub(super) fn notes(reading: &Reading<'_>, clause: &LawClause) -> Html {
    let entry = reading.law.ledger.entry(&clause.code);
    let place = LawPlace::clause(&clause.code).here();
    html! {
        <div class="law-notes">
            <p class="law-cite"><a href={place.to_string()}>{ reading.marked(&clause.cite) }</a></p>
            if let Some(entry) = entry {
                { treatment(reading, entry) }
            } else {
                <p>{ "引出以下各项，处理见各项。" }</p>
            }
            { citing(reading, &clause.code) }
        </div>
    }
}

fn treatment(reading: &Reading<'_>, entry: &Entry) -> Html {
    html! {
        <>
            <p class="law-who">
                { for entry.treatments.iter().map(|treatment| html! {
                    <><span class="tag">{ treatment.how.label() }</span>{ " " }</>
                }) }
                <span class="law-actor">{ entry.who.label() }</span>
            </p>
            <p class="law-what">{ reading.marked(&entry.what) }</p>
            if !reading.offers(entry) {
                <p class="law-not-offered">{ "本页面没有提供办理此事的事项。" }</p>
            }
        </>
    }
}

/// The parts of all procedures that cite a clause.
fn citing(reading: &Reading<'_>, code: &str) -> Html {
    let mut rules = 0;
    let mut others = 0;
    let mut groups = Vec::new();
    for definition in reading.catalog.iter() {
        let procedure = definition.procedure();
        let found = citations(procedure, code);
        if found.is_empty() {
            continue;
        }
        rules += found.rules.len();
        others += found.others();
        let label = |field: &&Field| field.label.clone();
        let lists = [
            ("栏目", found.fields.iter().map(label).collect::<Vec<_>>()),
            ("清单", found.rosters.iter().map(|roster| roster.title.clone()).collect()),
            (
                "材料",
                found
                    .materials
                    .iter()
                    .map(|material| format!("{}　{}", material.id, material.title))
                    .collect(),
            ),
            ("判断步骤", found.steps.iter().map(|step| step.title.clone()).collect()),
            ("打印件", found.documents.iter().map(|document| document.title.clone()).collect()),
            ("期限", found.clocks.iter().map(|clock| clock.title.clone()).collect()),
        ];
        groups.push(html! {
            <div class="law-citing-procedure" key={procedure.id.clone()}>
                <p class="law-citing-title">{ &procedure.title }</p>
                <ul>
                    { for found.rules.iter().map(|rule| html! {
                        <li><a href={LawPlace::rule(&procedure.id, &rule.code).here().to_string()}>{ &rule.title }</a></li>
                    }) }
                    { for lists.into_iter().filter(|(_, names)| !names.is_empty()).map(|(kind, names)| html! {
                        <li class="law-citing-other">{ format!("{kind}：{}", names.join("、")) }</li>
                    }) }
                </ul>
            </div>
        });
    }
    let summary = match (rules, others) {
        (0, 0) => return html! {},
        (0, others) => format!("引用本条：栏目、材料等 {others} 处"),
        (rules, 0) => format!("引用本条：规则 {rules} 条"),
        (rules, others) => format!("引用本条：规则 {rules} 条，其他 {others} 处"),
    };
    html! {
        <details class="law-citing">
            <summary>{ summary }</summary>
            { for groups }
        </details>
    }
}

/// What was found in the open dossier that rests on a clause.
pub(super) fn found(reading: &Reading<'_>, code: &str) -> Html {
    let found = reading.found(code);
    let Some((procedure, slices)) = reading.dossier.filter(|_| !found.is_empty()) else { return html! {} };
    let few = found.len() <= 3;
    html! {
        <details class="law-found" open={few}>
            <summary>{ format!("本卷宗的自查结果 {} 条", found.len()) }</summary>
            <ul class="plain">
                { for found.into_iter().map(|finding| html! {
                    <li>{ found_line(procedure, &slices.dossier.id, finding, code) }</li>
                }) }
            </ul>
        </details>
    }
}

/// One finding with the way to where it is mended.
pub(super) fn found_line(procedure: &Procedure, dossier: &str, finding: &Finding, from: &str) -> Html {
    let way = finding.about.first().map(|place| {
        let to = Route::Dossier(dossier.to_owned(), Page::of(procedure, place));
        let id = format!("found-{from}-{}-{}", finding.code, place.to_string().replace('/', "-"));
        let onclick = {
            let id = id.clone();
            move |_: MouseEvent| browser::leave_from(&id)
        };
        html! { <a {id} href={to.to_string()} {onclick}>{ format!("前往：{}", place_name(procedure, place)) }</a> }
    });
    html! {
        <p class="law-finding">
            { weight_mark(Weight::of(finding)) }
            <span>{ &finding.message }{ " " }{ way.unwrap_or_default() }</span>
        </p>
    }
}
