//! Addresses.

use beian::check::Place;
use beian::procedure;
use beian::ui::route::{LawPlace, Page, Route};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_address_reads_as_the_page_that_wrote_it() {
    let page = |page| Route::Dossier("ab12".to_owned(), page);
    let routes = [
        Route::Home,
        Route::Verify,
        Route::Law(LawPlace::Clause(None)),
        Route::Law(LawPlace::clause("A1-1.3")),
        Route::Law(LawPlace::Rules(None, None)),
        Route::Law(LawPlace::Rules(Some("certificate-register".to_owned()), None)),
        Route::Law(LawPlace::rule("pi-export-route", "splitting")),
        Route::Calendar(None),
        Route::Calendar(Some("2026".to_owned())),
        page(Page::Tasks),
        page(Page::Form(None)),
        page(Page::Form(Some("org_name".to_owned()))),
        page(Page::Paper(Some("uscc".to_owned()))),
        page(Page::Materials(None, None)),
        page(Page::Materials(Some("1.3".to_owned()), None)),
        page(Page::Materials(Some("1.3".to_owned()), Some("back".to_owned()))),
        page(Page::Assign("3".to_owned(), "tables".to_owned())),
        page(Page::Findings),
        page(Page::Print(None, None)),
        page(Page::Print(Some("background_table".to_owned()), Some("p01".to_owned()))),
        page(Page::Review(None)),
        page(Page::Review(Some("truth_declared".to_owned()))),
        page(Page::Law(LawPlace::Clause(None))),
        page(Page::Law(LawPlace::clause("M12-1"))),
        page(Page::Law(LawPlace::rule("pi-export-route", "splitting"))),
        page(Page::Unknown),
    ];
    for route in routes {
        assert_eq!(Route::parse(&route.to_string()), route);
    }
}

#[wasm_bindgen_test]
fn an_unknown_address_leads_home_and_within_a_dossier_it_is_said_to_be_no_page() {
    for address in ["", "#", "#/", "#/nowhere", "#/d", "#main"] {
        assert_eq!(Route::parse(address), Route::Home, "{address}");
    }
    for address in ["#/d/ab12/nowhere", "#/d/ab12/nowhere/else", "#/d/ab12/roster"] {
        assert_eq!(Route::parse(address), Route::Dossier("ab12".to_owned(), Page::Unknown), "{address}");
    }
    assert_eq!(Route::parse("#/d/ab12/"), Route::Dossier("ab12".to_owned(), Page::Tasks));
}

#[wasm_bindgen_test]
fn a_page_about_what_the_definition_does_not_have_is_no_page() {
    let json = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");
    let procedure = procedure::load("procedure.json", json).expect("the definition is sound");
    let known = |address: &str| match Route::parse(&format!("#/d/ab12/{address}")) {
        Route::Dossier(_, page) => page.known_in(&procedure) != Page::Unknown,
        other => panic!("{other:?}"),
    };
    for address in [
        "materials",
        "materials/1.3/back",
        "materials/1.3/nowhere",
        "assign/3/tables",
        "write/plan_text",
        "roster/people/nobody",
        "print",
        "print/background_table",
        "form/nothing",
        "law/M12-1",
    ] {
        assert!(known(address), "{address}");
    }
    for address in [
        "materials/99",
        "assign/3/statement",
        "assign/99/x",
        "write/org_name",
        "roster/animals",
        "print/poem",
    ] {
        assert!(!known(address), "{address}");
    }
}

#[wasm_bindgen_test]
fn a_finding_leads_to_the_page_where_it_is_mended() {
    let json = include_str!("../../www/procedures/pi-export-certifier-filing/procedure.json");
    let procedure = procedure::load("procedure.json", json).expect("the definition is sound");
    let field = |id: &str| Page::of(&procedure, &Place::Field(id.to_owned()));
    assert_eq!(field("uscc"), Page::Form(Some("uscc".to_owned())));
    assert!(matches!(field("handler_id"), Page::Materials(Some(material), _) if material == "1.4"));
    let slot = Place::Material("1.3".to_owned(), Some("back".to_owned()));
    let page = Page::of(&procedure, &slot);
    assert_eq!(page, Page::Materials(Some("1.3".to_owned()), Some("back".to_owned())));
}
