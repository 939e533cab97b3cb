//! Money and counts as people type them.

use beian::field::{Answer, FieldKind, Value};
use serde_json::json;

fn money(amount: &str, unit: &str, currency: &str, note: &str) -> Answer {
    Answer::from_parts([("amount", amount), ("unit", unit), ("currency", currency), ("note", note)])
}

/// What an amount prints as, or the codes of its problems.
fn outcome(kind: &FieldKind, answer: &Answer) -> String {
    let reading = kind.read(answer);
    match &reading.value {
        Some(value) => kind.print(Some(value)),
        None => reading.problems.iter().map(|p| p.code).collect::<Vec<_>>().join(" "),
    }
}

#[test]
fn amounts_are_read_however_they_are_typed() {
    for (amount, unit, printed) in [
        ("3000", "万元", "3000万元人民币"),
        ("３０００", "万元", "3000万元人民币"),
        ("3,000,000", "元", "3000000元人民币"),
        ("3，000，000", "元", "3000000元人民币"),
        ("3 000 000", "元", "3000000元人民币"),
        ("300,0000", "元", "3000000元人民币"),
        ("3000000.50", "元", "3000000.5元人民币"),
        ("0.000001", "万元", "0.000001万元人民币"),
        ("007", "元", "7元人民币"),
        ("300万元", "", "300万元人民币"),
        ("300 万 元", "元", "300万元人民币"),
        ("300万元", "万元", "300万元人民币"),
        ("3000000元", "万元", "3000000元人民币"),
        ("3000万元人民币", "", "3000万元人民币"),
        ("人民币3000万元整", "", "3000万元人民币"),
        ("RMB 3000万", "", "3000万元人民币"),
        ("￥3,000.00", "元", "3000元人民币"),
        ("1.5亿", "元", "15000万元人民币"),
        ("1.5亿元", "", "15000万元人民币"),
        ("3千万", "", "3000万元人民币"),
        ("5百万元", "", "500万元人民币"),
        ("100万美元", "", "100万美元"),
        ("USD 100万", "", "100万美元"),
        ("US$100万", "元", "100万美元"),
        ("500美元", "万元", "500美元"),
        ("500美元整", "", "500美元"),
        ("港币100", "万元", "100万港元"),
        ("100万日元", "", "100万日元"),
        ("200万新加坡元", "", "200万新加坡元"),
        ("500万元（开办资金）", "", "500万元（开办资金）"),
        ("开办资金：500万元", "", "500万元（开办资金）"),
        ("注册资本3000万元", "", "3000万元人民币"),
        ("不适用", "万元", "不适用"),
        (" 不 适 用 ", "", "不适用"),
        ("无", "", "不适用"),
        ("N/A", "", "不适用"),
        ("9999999999999999.99", "元", "9999999999999999.99元人民币"),
    ] {
        assert_eq!(outcome(&FieldKind::Money, &money(amount, unit, "", "")), printed, "{amount} {unit}");
        if unit.is_empty() {
            assert_eq!(outcome(&FieldKind::Money, &Answer::from(amount)), printed, "{amount} alone");
        }
    }
}

#[test]
fn unit_currency_and_note_stand_beside_the_amount() {
    let kind = FieldKind::Money;
    assert_eq!(outcome(&kind, &money("500", "万元", "人民币", "开办资金")), "500万元（开办资金）");
    assert_eq!(outcome(&kind, &money("500", "万元", "美元", "开办资金")), "500万美元（开办资金）");
    assert_eq!(outcome(&kind, &money("500", "万元", "美元", "注册资本")), "500万美元");
    assert_eq!(outcome(&kind, &money("500", "万元", "usd", "")), "500万美元");
    assert_eq!(outcome(&kind, &money("500", "万元", "泰铢", "")), "500万泰铢");
    assert_eq!(outcome(&kind, &money("500", "元", "泰铢", "")), "500泰铢");
    assert!(kind.read(&money("", "万元", "人民币", "注册资本")).is_blank(), "preset parts alone are blank");
}

#[test]
fn what_is_no_exact_amount_is_refused_clearly() {
    for (amount, code) in [
        ("叁佰万", "money_in_chinese_numerals"),
        ("三百万元", "money_in_chinese_numerals"),
        ("人民币叁佰万元整", "money_in_chinese_numerals"),
        ("约300万元", "money_not_exact"),
        ("300余万元", "money_not_exact"),
        ("300万元以上", "money_not_exact"),
        ("300-500万元", "money_is_range"),
        ("300至500万元", "money_is_range"),
        ("-300万元", "money_negative"),
        ("－1元", "money_negative"),
        ("1e99元", "money_scientific"),
        ("3E6元", "money_scientific"),
        ("30,00元", "money_grouping_wrong"),
        ("3.000.000元", "money_unreadable"),
        ("300.元", "money_unreadable"),
        ("三", "money_in_chinese_numerals"),
        ("很多", "money_not_exact"),
        ("abc", "money_unreadable"),
        ("300万股", "money_unreadable"),
        ("300", "money_unit_missing"),
        ("0.001元", "money_too_precise"),
        ("0.0000001万元", "money_too_precise"),
        ("99999999999999999999元", "money_too_large"),
        ("10000000000000000元", "money_too_large"),
        ("9999999999999亿元", "money_too_large"),
        ("999999999999999999999999999999999999999999999999元", "money_too_large"),
    ] {
        assert_eq!(outcome(&FieldKind::Money, &money(amount, "", "", "")), code, "{amount}");
    }
    assert_eq!(outcome(&FieldKind::Money, &money("3", "吨", "", "")), "money_unit_unknown");
    assert_eq!(outcome(&FieldKind::Money, &money("3", "元", "?", "")), "money_currency_unknown");
    assert_eq!(outcome(&FieldKind::Money, &money("3", "元", "", "实收资本")), "money_note_unknown");
}

#[test]
fn an_amount_of_nothing_is_doubted() {
    let reading = FieldKind::Money.read(&money("0", "万元", "", ""));
    assert!(reading.value.is_some());
    assert_eq!(reading.problems[0].code, "money_zero");
}

#[test]
fn a_typed_amount_is_put_into_its_parts() {
    let kind = FieldKind::Money;
    assert_eq!(kind.normalise(&Answer::from("３００ 万元")), money("300", "万元", "人民币", ""));
    assert_eq!(kind.normalise(&money("USD 1.50亿", "元", "人民币", "")), money("15000", "万元", "美元", ""));
    assert_eq!(
        kind.normalise(&money("500万（开办资金）", "", "", "注册资本")),
        money("500", "万元", "人民币", "开办资金")
    );
    assert_eq!(kind.normalise(&money("约 300万", "万元", "", "")), money("约 300万", "万元", "", ""));
    assert_eq!(kind.normalise(&money("无", "万元", "人民币", "")), money("不适用", "", "", ""));
}

#[test]
fn money_goes_out_as_an_exact_decimal_text() {
    let value = FieldKind::Money.read(&money("0.3", "万元", "", "")).value.unwrap();
    assert_eq!(
        value.to_json(),
        json!({ "amount": "3000", "currency": "人民币", "unit": "万元", "founding_fund": false })
    );
    let value = FieldKind::Money.read(&money("0.07", "元", "美元", "开办资金")).value.unwrap();
    assert_eq!(
        value.to_json(),
        json!({ "amount": "0.07", "currency": "美元", "unit": "元", "founding_fund": true })
    );
    let value = FieldKind::Money.read(&money("不适用", "", "", "")).value.unwrap();
    assert_eq!(value.to_json(), json!({ "not_applicable": true }));
}

#[test]
fn counts_are_read_however_they_are_typed() {
    let kind = FieldKind::Count { unit: "人".into() };
    for (typed, number) in [
        ("36", 36),
        ("３６", 36),
        (" 36 人", 36),
        ("36名", 36),
        ("1,200", 1200),
        ("1，200人", 1200),
        ("0", 0),
        ("-0", 0),
        ("+5", 5),
        ("12.0", 12),
        ("10万", 100_000),
        ("1.2万人", 12_000),
        ("999999999999", 999_999_999_999),
    ] {
        let answer = Answer::from(typed);
        assert_eq!(kind.read(&answer).value, Some(Value::Count(number)), "{typed}");
        assert_eq!(kind.normalise(&answer), Answer::Text(number.to_string()));
        assert_eq!(outcome(&kind, &answer), format!("{number}人"));
    }
}

#[test]
fn what_is_no_whole_number_is_refused_clearly() {
    let kind = FieldKind::Count { unit: "人".into() };
    for (typed, code) in [
        ("-1", "count_negative"),
        ("－1", "count_negative"),
        ("−1人", "count_negative"),
        ("负1", "count_negative"),
        ("1e99", "count_scientific"),
        ("1E+9", "count_scientific"),
        ("10^9", "count_scientific"),
        ("约十万", "count_not_exact"),
        ("约120人", "count_not_exact"),
        ("100余人", "count_not_exact"),
        ("100+", "count_not_exact"),
        ("10人以上", "count_not_exact"),
        ("十二人", "count_in_chinese_numerals"),
        ("一百二十", "count_in_chinese_numerals"),
        ("10-20人", "count_is_range"),
        ("10至20", "count_is_range"),
        ("12.5", "count_not_whole"),
        ("1.00005万", "count_not_whole"),
        ("12,34", "count_grouping_wrong"),
        ("1000000000000", "count_too_large"),
        ("99999999999999999999999999999999999999999999", "count_too_large"),
        ("人", "count_unreadable"),
        ("NaN", "count_unreadable"),
        ("0x10", "count_unreadable"),
    ] {
        let answer = Answer::from(typed);
        assert_eq!(outcome(&kind, &answer), code, "{typed}");
        assert_eq!(kind.normalise(&answer), answer, "{typed} stays as typed");
    }
}
