//! The store in the browser.

use beian::dossier::{Dossier, Edit, ProcedureRef};
use beian::keyring::Keys;
use beian::ui::state::Library;
use beian::vault::{
    IndexedDbStore, JournalShelf, KEYRING, Listing, MemoryStore, PageShelf, SealedStore, Shelf, Store,
    StoreError, Table,
};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// A database of its own for each test.
async fn database(name: &str) -> IndexedDbStore {
    let store = IndexedDbStore::open(&format!("beian-test-{name}")).await.expect("the browser stores");
    store.clear().await.expect("it is emptied");
    store
}

#[wasm_bindgen_test]
async fn what_was_taken_away_meanwhile_is_said_and_never_written_over() {
    let store = database("evicted").await;
    store.put(Table::Files, "ab", b"x").await.expect("bytes are kept");
    let other = database("evicted").await;
    assert_eq!(store.add(Table::Dossiers, "d/1", b"D").await, Err(StoreError::Evicted));
    assert_eq!(store.get(Table::Files, "ab").await, Err(StoreError::Evicted));
    assert_eq!(other.keys(Table::Dossiers).await, Ok(vec![]));
    other.put(Table::Files, "cd", b"y").await.expect("whoever emptied it goes on");
}

#[wasm_bindgen_test]
async fn a_connection_that_was_closed_is_opened_again_only_to_what_has_its_keyring() {
    let store = database("closed").await;
    store.add(Table::Settings, KEYRING, b"k").await.expect("bytes are kept");
    store.close();
    store.put(Table::Files, "ab", b"x").await.expect("it is open again");
    store.close();
    let elsewhere = IndexedDbStore::open("beian-test-closed").await.expect("it opens");
    elsewhere.delete(Table::Settings, &[KEYRING.to_owned()]).await.expect("it is deleted");
    assert_eq!(store.put(Table::Files, "ab", b"y").await, Err(StoreError::Evicted));
    assert_eq!(elsewhere.get(Table::Files, "ab").await, Ok(Some(b"x".to_vec())));
}

#[wasm_bindgen_test]
async fn what_was_put_is_there_when_the_database_is_opened_again() {
    let store = database("again").await;
    store.put(Table::Files, "ab", &[0, 255, 7]).await.expect("bytes are kept");
    store.put(Table::Settings, "ab", b"another table").await.expect("bytes are kept");
    drop(store);
    let store = IndexedDbStore::open("beian-test-again").await.expect("the database opens again");
    assert_eq!(store.get(Table::Files, "ab").await, Ok(Some(vec![0, 255, 7])));
    assert_eq!(store.get(Table::Files, "cd").await, Ok(None));
    assert_eq!(store.keys(Table::Settings).await, Ok(vec!["ab".to_owned()]));
}

#[wasm_bindgen_test]
async fn a_later_put_replaces_and_a_delete_removes() {
    let store = database("replace").await;
    store.put(Table::Dossiers, "x", b"one").await.expect("bytes are kept");
    store.put(Table::Dossiers, "x", b"two").await.expect("bytes are kept");
    assert_eq!(store.get(Table::Dossiers, "x").await, Ok(Some(b"two".to_vec())));
    store.delete(Table::Dossiers, &["x".to_owned()]).await.expect("the entry is deleted");
    store.delete(Table::Dossiers, &["x".to_owned()]).await.expect("deleting what is absent is no error");
    assert_eq!(store.get(Table::Dossiers, "x").await, Ok(None));
}

#[wasm_bindgen_test]
async fn what_is_there_is_not_added_again_and_the_store_goes_on() {
    let store = database("add").await;
    store.add(Table::Dossiers, "d/1", b"one").await.expect("it is added");
    assert_eq!(store.add(Table::Dossiers, "d/1", b"two").await, Err(StoreError::Conflict));
    assert_eq!(store.get(Table::Dossiers, "d/1").await, Ok(Some(b"one".to_vec())));
    store.add(Table::Dossiers, "d/2", b"two").await.expect("another is added");
}

#[wasm_bindgen_test]
async fn what_rests_in_the_database_is_sealed() {
    let disk: Rc<dyn Store> = Rc::new(database("sealed").await);
    let store = SealedStore::new(Rc::clone(&disk), Keys::of("secret"));
    store.put(Table::Files, "name", "华安认证".as_bytes()).await.expect("bytes are kept");
    assert_eq!(store.get(Table::Files, "name").await, Ok(Some("华安认证".as_bytes().to_vec())));
    let keys = disk.keys(Table::Files).await.expect("keys are listed");
    let bytes = disk.get(Table::Files, &keys[0]).await.expect("it is read").expect("it is there");
    assert!(!bytes.windows(6).any(|part| part == "华安".as_bytes()) && !keys[0].contains("name"));
}

/// In the page, and in a store.
fn libraries() -> [(Library, Rc<dyn Store>); 2] {
    let store = || -> Rc<dyn Store> { Rc::new(MemoryStore::new()) };
    let (with_page, with_journals) = (store(), store());
    let shelves: [Rc<dyn Shelf>; 2] =
        [Rc::new(PageShelf::default()), Rc::new(JournalShelf::new(Rc::clone(&with_journals)))];
    let [page, journals] = shelves;
    [
        (Library::new(page, Rc::clone(&with_page)), with_page),
        (Library::new(journals, Rc::clone(&with_journals)), with_journals),
    ]
}

fn reference() -> ProcedureRef {
    ProcedureRef { id: "p".to_owned(), version: "1".to_owned(), digest: String::new() }
}

#[wasm_bindgen_test]
async fn a_deleted_dossier_can_be_taken_back_whole() {
    for (library, _) in libraries() {
        let dossier: Dossier = library.create("甲".to_owned(), reference()).await.expect("it is created");
        let one = || Ok(Listing { dossiers: vec![dossier.clone()], ..Listing::default() });
        library.delete(&dossier.id).await.expect("it is deleted");
        assert_eq!(library.list().await, Ok(Listing::default()));
        assert_eq!(library.deleted().await, one());
        library.take_back(&dossier.id).await.expect("it is taken back");
        assert_eq!(library.list().await, one());
        assert_eq!(library.deleted().await, Ok(Listing::default()));
    }
}

#[wasm_bindgen_test]
async fn what_is_written_after_another_state_is_found_again() {
    for (library, _) in libraries() {
        let mut dossier = library.create("丙".to_owned(), reference()).await.expect("it is created");
        let log = library.open(&dossier.id).await.expect("it is read").expect("it is there").log;
        for number in 0..3 {
            let before = dossier.clone();
            dossier.answers.insert(format!("f{number}"), "值".into());
            log.write(Some(&before), &dossier).await.expect("it is written");
        }
        let found = library.open(&dossier.id).await.expect("it is read").expect("it is there");
        assert_eq!((found.dossier, found.lost), (dossier, 0));
    }
}

#[wasm_bindgen_test]
async fn an_unreadable_dossier_among_the_deleted_is_counted_and_keeps_all_files() {
    let [_, (library, store)] = libraries();
    store.put(Table::Settings, "deleted/x", br#"{"format":1}"#).await.expect("bytes are kept");
    store.put(Table::Files, "perhaps-its-own", b"x").await.expect("bytes are kept");
    let damaged = || Ok(Listing { damaged: vec!["x".to_owned()], ..Listing::default() });
    assert_eq!(library.deleted().await, damaged());
    library.empty_deleted().await.expect("the readable ones go");
    assert_eq!(library.deleted().await, damaged());
    assert_eq!(store.keys(Table::Files).await, Ok(vec!["perhaps-its-own".to_owned()]));
    library.discard("x").await.expect("the damaged one goes when asked");
    assert_eq!(library.deleted().await, Ok(Listing::default()));
}

#[wasm_bindgen_test]
async fn what_is_renamed_keeps_what_another_window_wrote_since() {
    for (library, _) in libraries() {
        let listed = library.create("丁".to_owned(), reference()).await.expect("it is created");
        let log = library.open(&listed.id).await.expect("it is read").expect("it is there").log;
        let mut written = listed.clone();
        written.answers.insert("f".to_owned(), "值".into());
        log.write(Some(&listed), &written).await.expect("it is written");
        assert_eq!(library.edit(&listed.id, |_| Edit::Rename("戊".to_owned())).await, Ok(true));
        let found = library.open(&listed.id).await.expect("it is read").expect("it is there").dossier;
        assert_eq!((found.name.as_str(), &found.answers), ("戊", &written.answers));
        library.delete(&listed.id).await.expect("it is deleted");
        library.take_back(&listed.id).await.expect("it is taken back");
        let found = library.open(&listed.id).await.expect("it is read").expect("it is there").dossier;
        assert_eq!((found.name.as_str(), &found.answers), ("戊", &written.answers));
        assert_eq!(library.edit("none", |_| Edit::Rename(String::new())).await, Ok(false));
    }
}

#[wasm_bindgen_test]
async fn a_file_goes_only_a_day_after_nothing_named_it_and_never_while_a_deleted_dossier_names_it() {
    use beian::dossier::{Attachment, FileRecord, MediaType};
    for (library, store) in libraries() {
        let mut dossier = library.create("乙".to_owned(), reference()).await.expect("it is created");
        let file = FileRecord {
            name: "a.pdf".to_owned(),
            media: MediaType::Pdf,
            size: 1,
            sha256: "named".to_owned(),
            sm3: String::new(),
            pages: 1,
            marks: Vec::new(),
            seen: None,
        };
        dossier.attachments.push(Attachment {
            id: "1".to_owned(),
            material: "1".to_owned(),
            slot: "copy".to_owned(),
            file,
            text: None,
            printed: None,
            row: None,
        });
        library.save(&dossier).await.expect("it is saved");
        for key in ["named", "orphan"] {
            store.put(Table::Files, key, b"x").await.expect("bytes are kept");
        }
        library.delete(&dossier.id).await.expect("it is deleted");
        for hours in [0, 1, 24] {
            library.sweep(hours * 3_600_000).await.expect("it is looked at");
            assert_eq!(store.keys(Table::Files).await, Ok(vec!["named".to_owned(), "orphan".to_owned()]));
        }
        library.sweep(25 * 3_600_000).await.expect("it is deleted");
        assert_eq!(store.keys(Table::Files).await, Ok(vec!["named".to_owned()]));
        library.empty_deleted().await.expect("what was deleted goes for good");
        assert_eq!(store.keys(Table::Files).await, Ok(vec![]));
    }
}
