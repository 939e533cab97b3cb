//! The texts, the ledger and the rules' cases, fetched once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::law::{LawText, Ledger, TEXTS};
use crate::procedure::RuleCase;
use crate::ui::browser::fetch_text;

/// The official texts and what is done about them.
#[derive(Debug, PartialEq)]
pub(super) struct Law {
    pub(super) texts: Vec<LawText>,
    pub(super) ledger: Ledger,
}

/// What is fetched: not there yet, there, or a sentence that says why not.
pub(super) type Fetched<T> = Option<Result<Rc<T>, Rc<str>>>;

thread_local! {
    static LAW: RefCell<Option<Rc<Law>>> = const { RefCell::new(None) };
    static CASES: RefCell<BTreeMap<String, Rc<Vec<RuleCase>>>> = const { RefCell::new(BTreeMap::new()) };
}

async fn law() -> Result<Law, String> {
    let mut texts = Vec::new();
    for name in TEXTS {
        let file = format!("law/{name}.json");
        let json = fetch_text(&file).await?;
        texts.push(LawText::from_json(&json).map_err(|error| format!("{file} 无法使用：{error}。"))?);
    }
    let json = fetch_text("law/ledger.json").await?;
    let ledger = Ledger::from_json(&json).map_err(|error| format!("law/ledger.json 无法使用：{error}。"))?;
    Ok(Law { texts, ledger })
}

async fn cases(procedure: &str) -> Result<Vec<RuleCase>, String> {
    let file = format!("procedures/{procedure}/cases.json");
    let json = fetch_text(&file).await?;
    serde_json::from_str(&json).map_err(|error| format!("{file} 无法使用：{error}。"))
}

/// The texts and the ledger.
#[hook]
pub(super) fn use_law() -> Fetched<Law> {
    let fetched = use_state(|| LAW.with_borrow(Clone::clone).map(Ok));
    {
        let fetched = fetched.clone();
        use_effect_with((), move |()| {
            if fetched.is_none() {
                spawn_local(async move {
                    let law = law().await.map(Rc::new);
                    if let Ok(law) = &law {
                        LAW.set(Some(Rc::clone(law)));
                    }
                    fetched.set(Some(law.map_err(Rc::from)));
                });
            }
        });
    }
    (*fetched).clone()
}

/// The cases of a procedure's rules; never there without a procedure.
#[hook]
pub(super) fn use_cases(procedure: Option<&str>) -> Fetched<Vec<RuleCase>> {
    let known = procedure.and_then(|id| CASES.with_borrow(|cases| cases.get(id).cloned()));
    let fetched = use_state(|| None::<(String, Result<(), Rc<str>>)>);
    {
        let (setter, is_known) = (fetched.setter(), known.is_some());
        use_effect_with(procedure.map(str::to_owned), move |procedure| {
            if let Some(procedure) = procedure.clone().filter(|_| !is_known) {
                spawn_local(async move {
                    let outcome = cases(&procedure).await.map_err(Rc::from);
                    let outcome = outcome.map(|cases| {
                        CASES.with_borrow_mut(|all| all.insert(procedure.clone(), Rc::new(cases)));
                    });
                    setter.set(Some((procedure, outcome)));
                });
            }
        });
    }
    known.map(Ok).or_else(|| match &*fetched {
        Some((of, Err(reason))) if Some(of.as_str()) == procedure => Some(Err(reason.clone())),
        _ => None,
    })
}
