//! Files as the user hands them over.

use std::cell::RefCell;

use beian::ui::files::{self, ReadError, size_text};
use js_sys::{Array, Uint8Array};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

fn file(name: &str, size: u32) -> File {
    let content = Uint8Array::new_with_length(size);
    content.fill(7, 0, size);
    File::new_with_u8_array_sequence(&Array::of1(&content), name).unwrap()
}

#[wasm_bindgen_test]
async fn a_file_is_read_in_pieces_and_told_of() {
    let size = 20 * 1024 * 1024;
    let told = RefCell::new(Vec::new());
    let scan = file("扫描件.pdf", size);
    let tell = |share| {
        told.borrow_mut().push(share);
        true
    };
    let content = files::read(&scan, tell).await.unwrap();
    assert_eq!(content.length(), size);
    assert_eq!(content.get_index(size - 1), 7);
    let told = told.into_inner();
    assert!(told.len() > 1 && told.windows(2).all(|pair| pair[0] < pair[1]), "{told:?}");
    assert!((told.last().unwrap() - 1.0).abs() < f64::EPSILON);
}

#[wasm_bindgen_test]
async fn reading_stops_when_told_to() {
    let outcome = files::read(&file("扫描件.pdf", 20 * 1024 * 1024), |_| false).await;
    assert_eq!(outcome.unwrap_err(), ReadError::Cancelled);
}

#[wasm_bindgen_test]
async fn an_empty_file_is_read_as_empty() {
    assert_eq!(files::read(&file("空.pdf", 0), |_| true).await.unwrap().length(), 0);
}

#[wasm_bindgen_test]
fn sizes_are_told_in_words() {
    let told = [0, 1023, 1024, 348_160, 1_572_864, 104_857_600, 4_294_967_296].map(size_text);
    assert_eq!(told, ["0 字节", "1023 字节", "1 KB", "340 KB", "1.5 MB", "100 MB", "4.0 GB"]);
}
