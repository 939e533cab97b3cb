//! 选项: one of a list, possibly 其他 with free text. Printed `□事业单位　☑企业　□社会组织　□其他：____`.

use serde_json::json;

use super::{Answer, ChoiceOption, Problem, Reading, Value, running_text};
use crate::text::{looks_blank, single_line, tidy};

pub(super) fn read(answer: &Answer, options: &[ChoiceOption]) -> Reading {
    let other = single_line(answer.part("other"));
    if looks_blank(answer.part("choice")) {
        let label =
            options.iter().find(|option| option.other).map_or("其他", |option| option.label.as_str());
        return Reading::refused(
            Problem::blocking(
                "choice_missing",
                "填写了说明，但没有选择任何一项。",
                format!("请选择“{label}”，或者选择其他选项。"),
            )
            .at("choice"),
        );
    }
    let Some(option) = chosen(answer, options) else {
        return Reading::refused(
            Problem::blocking("choice_unknown", "所选的内容不在选项之中。", "请在列出的选项中重新选择。")
                .at("choice"),
        );
    };
    let code = option.code.clone();
    if !option.other {
        return Reading::good(Value::Choice { code, other: None });
    }
    if other.is_empty() {
        let message = format!("选择了“{}”，但没有写明具体内容。", option.label);
        return Reading::refused(
            Problem::blocking("choice_other_missing", message, "请在后面的横线处写明。").at("other"),
        );
    }
    let problems =
        running_text::character_problems(&other).into_iter().map(|problem| problem.at("other")).collect();
    Reading::with_problems(Value::Choice { code, other: Some(other) }, problems)
}

pub(super) fn normalise(answer: &Answer, options: &[ChoiceOption]) -> Answer {
    let normal = answer.tidied().with_part("other", single_line(answer.part("other")));
    match chosen(answer, options) {
        Some(option) => normal.with_part("choice", option.code.as_str()),
        None => normal,
    }
}

pub(super) fn print(options: &[ChoiceOption], value: Option<&Value>) -> String {
    let print = |option: &ChoiceOption| {
        let (ticked, text) = match value {
            Some(Value::Choice { code, other }) if *code == option.code => (true, other.as_deref()),
            _ => (false, None),
        };
        let mark = if ticked { '☑' } else { '□' };
        if option.other {
            format!("{mark}{}：{}", option.label, text.unwrap_or("____"))
        } else {
            format!("{mark}{}", option.label)
        }
    };
    options.iter().map(print).collect::<Vec<_>>().join("　")
}

/// The option meant, by code or by printed wording.
fn chosen<'a>(answer: &Answer, options: &'a [ChoiceOption]) -> Option<&'a ChoiceOption> {
    let choice = tidy(answer.part("choice"));
    options
        .iter()
        .find(|option| option.code == choice)
        .or_else(|| options.iter().find(|option| option.label == choice))
}

pub(super) fn schema(options: &[ChoiceOption]) -> serde_json::Value {
    let codes = |other: Option<bool>| -> Vec<&str> {
        let wanted = options.iter().filter(|option| other.is_none_or(|other| option.other == other));
        wanted.map(|option| option.code.as_str()).collect()
    };
    json!({
        "type": "object",
        "properties": { "choice": { "enum": codes(None) }, "other": { "type": "string", "minLength": 1 } },
        "required": ["choice"],
        "if": { "properties": { "choice": { "enum": codes(Some(true)) } } },
        "then": { "required": ["choice", "other"] },
        "additionalProperties": false,
    })
}
