//! A definition reads the same in the browser as natively.

use beian::procedure;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_certifier_filing_loads_in_the_browser() {
    let json = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");
    let procedure = procedure::load("procedure.json", json).expect("the definition is sound");
    assert_eq!(procedure.id, "pi-export-certifier-filing");
    assert_eq!(procedure.digest.len(), 64);
}
