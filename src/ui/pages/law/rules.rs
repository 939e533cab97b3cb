//! The rules of every procedure, one line each.

use yew::prelude::*;

use super::notes::Reading;
use crate::procedure::{Procedure, Rule};
use crate::ui::components::{Weight, weight_mark};
use crate::ui::route::LawPlace;

/// The rules of all procedures, or of one by id.
pub(super) fn rules(reading: &Reading<'_>, only: Option<&str>) -> Html {
    let shown: Vec<_> = reading
        .catalog
        .iter()
        .filter(|definition| only.is_none_or(|id| definition.procedure().id == id))
        .collect();
    if shown.is_empty() {
        return html! { <p class="notice notice-waiting">{ "本页面没有这个事项。" }</p> };
    }
    html! {
        <div class="stack-large">
            { for shown.into_iter().map(|definition| {
                let procedure = definition.procedure();
                html! {
                    <section class="law-rules" key={procedure.id.clone()}>
                        <h2>{ &procedure.title }</h2>
                        <p class="soft small">
                            { format!("共 {} 条规则，事项定义 {} 版", procedure.rules.len(), procedure.version) }
                        </p>
                        <ul class="plain">
                            { for procedure.rules.iter().map(|rule| rule_line(reading, procedure, rule)) }
                        </ul>
                        { parameters(procedure) }
                    </section>
                }
            }) }
        </div>
    }
}

/// One rule, leading to its documentation.
pub(super) fn rule_line(reading: &Reading<'_>, procedure: &Procedure, rule: &Rule) -> Html {
    html! {
        <li class="law-rule-line" key={format!("{}-{}", procedure.id, rule.code)}>
            { weight_mark(Weight::failing(rule.severity)) }
            <div>
                <a href={LawPlace::rule(&procedure.id, &rule.code).here().to_string()}>{ reading.marked(&rule.title) }</a>
                <p class="soft">{ reading.marked(&rule.what) }</p>
            </div>
        </li>
    }
}

/// The numbers and days that the rules use, each with its source and validity.
fn parameters(procedure: &Procedure) -> Html {
    use crate::calendar::{chinese_date, chinese_period};
    use crate::procedure::ParameterValue;
    if procedure.parameters.is_empty() {
        return html! {};
    }
    let rows = procedure.parameters.values().flat_map(|parameter| parameter.values());
    html! {
        <details class="law-parameters">
            <summary>{ "规则所用的数值和日期，及其来源和有效期" }</summary>
            <div class="scroller">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ "数值" }</th>
                            <th scope="col">{ "来源" }</th>
                            <th scope="col">{ "有效期" }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for rows.map(|row| {
                            let value = match row.value {
                                ParameterValue::Number(number) => number.to_string(),
                                ParameterValue::Text(text) => {
                                    text.parse().map_or_else(|_| text.clone(), chinese_date)
                                }
                            };
                            let validity = match row.until {
                                Some(_) => chinese_period(row.from, row.until),
                                None => format!("{}起，现行有效", chinese_date(row.from)),
                            };
                            html! { <tr><td>{ value }</td><td>{ row.source }</td><td>{ validity }</td></tr> }
                        }) }
                    </tbody>
                </table>
            </div>
        </details>
    }
}
