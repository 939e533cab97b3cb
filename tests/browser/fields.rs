//! The questions under a person's hands.

use beian::field::Answer;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::stand::{Page, send, settle};

#[wasm_bindgen_test]
async fn a_keystroke_in_one_field_renders_that_field_only() {
    let page = Page::asking(&["org_name", "uscc", "founded_on", "business_scope", "approval_period"]).await;
    page.rendered.borrow_mut().clear();
    page.type_in("#f-org_name", "华").await;
    page.type_in("#f-org_name", "华安").await;
    let rendered = page.rendered.borrow().clone();
    assert!(!rendered.is_empty());
    assert!(rendered.iter().all(|field| field == "org_name"), "{rendered:?}");
}

#[wasm_bindgen_test]
async fn nothing_goes_out_while_an_input_method_composes() {
    let page = Page::asking(&["legal_representative"]).await;
    let input: HtmlInputElement = page.find("#f-legal_representative");
    send(&input, "CompositionEvent", "compositionstart");
    for unfinished in ["z", "zh", "zhang"] {
        page.type_in("#f-legal_representative", unfinished).await;
        assert_eq!(page.answer("legal_representative"), None);
        assert_eq!(input.value(), unfinished);
    }
    input.set_value("张");
    send(&input, "CompositionEvent", "compositionend");
    settle().await;
    assert_eq!(page.answer("legal_representative"), Some(Answer::from("张")));
    assert_eq!(input.value(), "张");
}

#[wasm_bindgen_test]
async fn text_is_kept_as_typed_until_the_field_is_left_and_then_put_in_order() {
    let page = Page::asking(&["uscc", "org_name"]).await;
    page.type_in("#f-uscc", "９１１１００００ 600037341l").await;
    let input: HtmlInputElement = page.find("#f-uscc");
    assert_eq!(input.value(), "９１１１００００ 600037341l");
    page.leave().await;
    assert_eq!(input.value(), "91110000600037341L");
    assert_eq!(page.answer("uscc"), Some(Answer::from("91110000600037341L")));
}

#[wasm_bindgen_test]
async fn what_is_wrong_is_said_when_the_field_is_left_and_goes_when_it_is_mended() {
    let page = Page::asking(&["uscc"]).await;
    page.type_in("#f-uscc", "91110000600037341K").await;
    assert!(!page.has(".field-note"), "nothing is said while typing");
    page.leave().await;
    assert!(page.has(".field-note-blocking"), "the wrong check character is named");
    let input: HtmlInputElement = page.find("#f-uscc");
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    page.type_in("#f-uscc", "91110000600037341L").await;
    assert!(!page.has(".field-note"), "a mended fault goes at once");
}

#[wasm_bindgen_test]
async fn a_blank_field_is_not_blamed_before_it_was_visited() {
    let page = Page::asking(&["org_name", "uscc"]).await;
    assert!(!page.has(".field-note"));
    let input: HtmlElement = page.find("#f-org_name");
    input.focus().expect("a control takes focus");
    page.leave().await;
    assert!(page.has(".field-note-blocking"), "the field that was passed over is named");
}

#[wasm_bindgen_test]
async fn a_sensitive_number_is_masked_until_it_is_asked_for() {
    let page = Page::asking(&["handler_phone"]).await;
    page.type_in("#f-handler_phone", "13800138000").await;
    let input: HtmlInputElement = page.find("#f-handler_phone");
    assert_eq!(input.value(), "13800138000", "what is being typed is seen");
    page.leave().await;
    assert_eq!(input.value(), "138****8000");
    assert!(input.read_only());
    let show: HtmlElement = page.find("button.reveal");
    show.click();
    settle().await;
    assert_eq!(input.value(), "13800138000");
    assert!(!input.read_only());
    assert_eq!(page.answer("handler_phone"), Some(Answer::from("13800138000")));
}

#[wasm_bindgen_test]
async fn a_period_without_an_end_says_so() {
    let page = Page::asking(&["approval_period"]).await;
    page.type_in("#f-approval_period", "2024年3月1日").await;
    let box_: HtmlInputElement = page.find("#f-approval_period-long-term");
    box_.click();
    settle().await;
    let answer = page.answer("approval_period").expect("there is an answer");
    assert_eq!(answer.part("to"), "长期");
}

#[wasm_bindgen_test]
async fn an_amount_states_its_unit_and_a_cleared_amount_states_nothing() {
    let page = Page::asking(&["registered_capital"]).await;
    page.type_in("#f-registered_capital", "3000").await;
    let answer = page.answer("registered_capital").expect("there is an answer");
    assert_eq!(
        (answer.part("amount"), answer.part("unit"), answer.part("currency")),
        ("3000", "万元", "人民币")
    );
    page.type_in("#f-registered_capital", "").await;
    assert_eq!(page.answer("registered_capital"), None);
}
