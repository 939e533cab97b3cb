//! Searching texts, rules and titles, as one types.

use yew::prelude::*;

use super::notes::{Reading, clause_id, notes};
use super::rules::rule_line;
use crate::law::{LawClause, LawText, Piece, Query, outline};
use crate::procedure::{Procedure, Rule};
use crate::ui::fields::Control;
use crate::ui::route::{LawPlace, Route};

/// The search box with what it found in words.
pub(super) fn search_box(typed: &str, on_edit: Callback<String>, outcome: Option<String>) -> Html {
    let clear = {
        let on_edit = on_edit.clone();
        move |_: MouseEvent| on_edit.emit(String::new())
    };
    html! {
        <div class="law-search" role="search">
            <label for="law-search">{ "查找条文、规则和标题" }</label>
            <div class="law-search-line">
                <Control id="law-search" value={typed.to_owned()} {on_edit} described_by="law-search-outcome"
                    placeholder="例如：10个工作日、第十二条、背景审查" width="width-full" />
                if !typed.is_empty() {
                    <button type="button" class="button" onclick={clear}>{ "清除" }</button>
                }
            </div>
            <p id="law-search-outcome" class="law-search-outcome" role="status">{ outcome.unwrap_or_default() }</p>
        </div>
    }
}

/// What a query finds.
pub(super) struct Hits<'a> {
    titles: Vec<(&'a str, Route)>,
    clauses: Vec<(&'a LawText, &'a LawClause)>,
    rules: Vec<(&'a Procedure, &'a Rule)>,
}

impl<'a> Hits<'a> {
    /// Searches everything.
    pub(super) fn of(query: &Query, reading: &Reading<'a>) -> Self {
        let Reading { law, catalog, .. } = *reading;
        let mut titles = Vec::new();
        for text in &law.texts {
            let mut pending = vec![text.title.as_str()];
            for piece in outline(text) {
                let code = match piece {
                    Piece::Heading(_, words) => {
                        pending.push(words);
                        continue;
                    }
                    Piece::Running(running) => &running.clause.code,
                    Piece::Table(head, _) => &head.code,
                };
                let found = pending.drain(..).filter(|title| query.finds([*title]));
                titles.extend(found.map(|title| (title, LawPlace::clause(code).here())));
            }
        }
        for definition in catalog.iter() {
            let procedure = definition.procedure();
            if query.finds([procedure.title.as_str()]) {
                let place = LawPlace::Rules(Some(procedure.id.clone()), None);
                titles.push((procedure.title.as_str(), place.here()));
            }
        }
        let clauses = law.texts.iter().flat_map(|text| text.clauses.iter().map(move |clause| (text, clause)));
        let clauses = clauses.filter(|(_, clause)| {
            let what = law.ledger.entry(&clause.code).map_or("", |entry| entry.what.as_str());
            query.finds([&clause.code, &clause.cite, &clause.text, &clause.requirement, what])
        });
        let procedures = catalog.iter().map(|definition| &**definition.procedure());
        let rules =
            procedures.flat_map(|procedure| procedure.rules.iter().map(move |rule| (procedure, rule)));
        let rules = rules.filter(|(_, rule)| {
            query.finds([&rule.code, &rule.title, &rule.what, &rule.why, rule.not_covered.as_str()])
        });
        Self { titles, clauses: clauses.collect(), rules: rules.collect() }
    }

    /// How many there are, in words; that there are none, too.
    pub(super) fn outcome(&self) -> String {
        let parts = [
            (self.titles.len(), "标题", "个"),
            (self.clauses.len(), "条文", "条"),
            (self.rules.len(), "规则", "条"),
        ];
        let found: Vec<_> = parts
            .iter()
            .filter(|(number, ..)| *number > 0)
            .map(|(number, kind, measure)| format!("{kind} {number} {measure}"))
            .collect();
        if found.is_empty() {
            "没有找到。请换一个词，或者只输入其中几个字。".to_owned()
        } else {
            format!("找到{}。", found.join("、"))
        }
    }

    /// The hits, each leading to its place. `on_go` is told when one is followed.
    pub(super) fn show(&self, reading: &Reading<'_>, on_go: &Callback<MouseEvent>) -> Html {
        html! {
            <div class="law-hits" onclick={on_go.clone()}>
                if !self.titles.is_empty() {
                    <section>
                        <h2>{ "标题" }</h2>
                        <ul class="plain">
                            { for self.titles.iter().map(|(title, to)| html! {
                                <li><a href={to.to_string()}>{ reading.marked(title) }</a></li>
                            }) }
                        </ul>
                    </section>
                }
                if !self.clauses.is_empty() {
                    <section class="law-text">
                        <h2>{ "条文" }</h2>
                        { for self.clauses.iter().map(|(text, clause)| hit(reading, text, clause)) }
                    </section>
                }
                if !self.rules.is_empty() {
                    <section>
                        <h2>{ "规则" }</h2>
                        <ul class="plain">
                            { for self.rules.iter().map(|(procedure, rule)| rule_line(reading, procedure, rule)) }
                        </ul>
                    </section>
                }
            </div>
        }
    }
}

fn hit(reading: &Reading<'_>, text: &LawText, clause: &LawClause) -> Html {
    html! {
        <div class="law-clause" key={clause_id(&clause.code)}>
            <div class="law-words">
                <h3 class="law-hit-title">
                    <a href={LawPlace::clause(&clause.code).here().to_string()}>
                        { format!("《{}》", text.title) }{ reading.marked(&clause.cite) }
                    </a>
                </h3>
                { for clause.text.lines().chain(clause.requirement.lines()).map(|line| html! {
                    <p class="law-line">{ reading.marked(line) }</p>
                }) }
            </div>
            { notes(reading, clause) }
        </div>
    }
}
