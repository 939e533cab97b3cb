//! Reads the data files of known-good and known-bad numbers.

use serde::de::DeserializeOwned;

/// One list of a file under `tests/vectors/`.
pub(crate) fn list<T: DeserializeOwned>(file: &str, name: &str) -> Vec<T> {
    let path = format!("{}/tests/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(json[name].clone()).unwrap_or_else(|error| panic!("{path}: {name}: {error}"))
}

/// So many cases for each property, with nothing written to disk.
pub(crate) fn cases(number: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config { cases: number, failure_persistence: None, ..Default::default() }
}
