//! Reading structures by the names of their parts.

use std::collections::BTreeMap;

use beian::json::from_str;
use serde::Deserialize;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Crate {
    width: u8,
    #[serde(default)]
    lids: Option<Vec<Lid>>,
    #[serde(default)]
    labels: BTreeMap<String, Label>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Lid {
    height: f32,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Label {
    Plain(String),
    Framed { text: String },
}

#[test]
fn what_has_names_is_read_by_them() {
    let json = r#"{ "width": 3, "lids": [{ "height": 0.5 }], "labels": { "a": "x", "b": { "text": "y" } } }"#;
    let labels = [
        ("a".to_owned(), Label::Plain("x".to_owned())),
        ("b".to_owned(), Label::Framed { text: "y".to_owned() }),
    ];
    let expected = Crate { width: 3, lids: Some(vec![Lid { height: 0.5 }]), labels: BTreeMap::from(labels) };
    assert_eq!(from_str::<Crate>(json).unwrap(), expected);
}

#[test]
fn a_structure_without_its_names_is_refused_at_any_depth() {
    for json in ["[3]", r#"{ "width": 3, "lids": [[0.5]] }"#] {
        let error = from_str::<Crate>(json).unwrap_err().to_string();
        assert!(error.contains("invalid type: sequence"), "{json}: {error}");
    }
}

#[test]
fn a_mistake_is_found_where_it_stands() {
    let error =
        from_str::<Crate>("{\n  \"width\": 3,\n  \"lids\": [{ \"height\": \"high\" }]\n}").unwrap_err();
    assert_eq!((error.line(), error.column()), (3, 29), "{error}");
    assert_eq!(from_str::<Crate>("{ \"width\": 3 } x").unwrap_err().column(), 16);
}
