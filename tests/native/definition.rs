//! A definition with a mistake is refused with file, path and reason.

use beian::procedure::load;
use serde_json::{Value, json};

const FILE: &str = "www/procedures/pi-export-certifier-filing/procedure.json";

fn definition() -> Value {
    serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap()
}

fn refusal(change: impl FnOnce(&mut Value)) -> String {
    let mut definition = definition();
    change(&mut definition);
    load(FILE, &definition.to_string()).expect_err("the changed definition was accepted").to_string()
}

#[test]
fn the_shipped_definition_loads() {
    load(FILE, &std::fs::read_to_string(FILE).unwrap()).unwrap();
}

#[test]
fn every_mistake_is_named_with_its_path_and_reason() {
    type Change = fn(&mut Value);
    let mistakes: [(Change, &str, &str); 23] = [
        (|d| d["rules"][0]["chek"] = json!("x"), "rules[0].chek", "没有名为“chek”的键"),
        (|d| d["colour"] = json!("red"), "colour", "没有名为“colour”的键"),
        (|d| d["form"]["cells"][2]["colspan"] = json!(2), "form.cells[2].colspan", "没有名为“colspan”的键"),
        (|d| drop(d["rules"][2].as_object_mut().unwrap().remove("title")), "rules[2]", "缺少键“title”"),
        (|d| d["sections"][0]["fields"][0]["type"] = json!("number"), "sections[0].fields[0].type", "number"),
        (|d| d["sections"][0]["fields"][1]["max"] = json!(3), "sections[0].fields[1]", "不用键 max"),
        (|d| d["sections"][0]["fields"][1]["id"] = json!("org_name"), "sections[0].fields[1].id", "重复"),
        (|d| d["sections"][0]["fields"][1]["id"] = json!("Org Name"), "sections[0].fields[1].id", "不能用作"),
        (|d| d["rules"][0]["check"] = json!("qualified_on <= today"), "rules[0].check", "qualified_on"),
        (|d| d["rules"][0]["check"] = json!("qualification_date <= "), "rules[0].check", "CEL"),
        (|d| d["rules"][0]["check"] = json!("workdays(today) > 1"), "rules[0].check", "workdays"),
        (|d| d["rules"][0]["message"] = json!("已过 {qualification_date"), "rules[0].message", "}"),
        (|d| d["rules"][0]["about"] = json!(["materials/1.3/side"]), "rules[0].about[0]", "材料位置"),
        (|d| d["rules"][1]["code"] = d["rules"][0]["code"].clone(), "rules[1].code", "重复"),
        (|d| d["rules"][0]["basis"] = json!(["M99-9"]), "rules[0].basis", "M99-9"),
        (|d| d["form"]["cells"][2]["field"] = json!("nobody"), "form.cells[2].field", "nobody"),
        (|d| d["form"]["cells"][2]["column"] = json!(2), "form.cells[2]", "重叠"),
        (|d| d["rules"][0]["fields"] = json!(["nobody"]), "rules[0].fields[0]", "nobody"),
        (
            |d| {
                d["rules"][0]["each"] = json!("people");
                d["rules"][0]["fields"] = json!(["org_name"]);
            },
            "rules[0].fields",
            "只能用一项",
        ),
        (
            |d| d["materials"][1]["fields"][0]["same_as"] = json!("nobody"),
            "materials[1].fields[0].same_as",
            "nobody",
        ),
        (
            |d| d["materials"][5]["headings"][1]["code"] = json!("standards"),
            "materials[5].fields[1].headings",
            "重复",
        ),
        (|d| d["rosters"][0]["beside"] = json!("99"), "rosters[0].beside", "没有材料“99”"),
        (|d| d["materials"][3]["slots"][1]["when"] = json!("1 +"), "materials[3].slots[1].when", "CEL"),
    ];
    for (change, path, reason) in mistakes {
        let message = refusal(change);
        assert!(message.starts_with(FILE), "{message}");
        assert!(message.contains(path) && message.contains(reason), "{path} {reason}: {message}");
    }
}

#[test]
fn all_mistakes_are_reported_together() {
    let message = refusal(|d| {
        d["rules"][0]["check"] = json!("1 +");
        d["rules"][3]["check"] = json!("nobody == 1");
    });
    assert!(message.contains("rules[0].check") && message.contains("rules[3].check"), "{message}");
}

#[test]
fn broken_json_is_reported_with_line_and_column() {
    let message = load("procedure.json", "{\n  \"format\": 1,\n").unwrap_err().to_string();
    assert!(message.contains("procedure.json") && message.contains("第 3 行"), "{message}");
}

#[test]
fn a_variable_bound_by_a_macro_is_not_taken_for_a_field() {
    let mut definition = definition();
    definition["rules"][0]["check"] = json!("[1, 2].all(n, n > 0) && qualification_date <= today");
    load(FILE, &definition.to_string()).unwrap();
}
