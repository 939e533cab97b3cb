//! The lists: dossiers, and those deleted that can be taken back.

use yew::prelude::*;

use super::changes::use_changes;
use super::row::DossierRow;
use crate::dossier::Dossier;
use crate::ui::browser;

/// Which dossiers.
#[derive(Properties, PartialEq)]
pub(super) struct ListProps {
    /// The dossiers, in order.
    pub(super) dossiers: Vec<Dossier>,
    /// Told when the store was changed.
    pub(super) on_change: Callback<()>,
}

/// The dossiers on this machine.
pub(super) fn dossier_list(dossiers: &[Dossier], on_change: &Callback<()>) -> Html {
    html! {
        <ul class="plain dossier-list">
            { for dossiers.iter().map(|dossier| html! {
                <DossierRow key={dossier.id.clone()} dossier={dossier.clone()} on_change={on_change.clone()} />
            }) }
        </ul>
    }
}

/// The deleted dossiers, folded away.
#[component]
pub(super) fn DeletedList(props: &ListProps) -> Html {
    let changes = use_changes(&props.on_change);
    let take_back = |id: &str| {
        let (changes, id) = (changes.clone(), id.to_owned());
        Callback::from(move |_: MouseEvent| changes.take_back(&id))
    };
    let empty = {
        let changes = changes.clone();
        Callback::from(move |_: MouseEvent| changes.empty_deleted())
    };
    html! {
        <details class="sheet">
            <summary>{ format!("最近删除（{} 份）", props.dossiers.len()) }</summary>
            <div class="stack">
                <p class="small soft">{ "删除的卷宗仍占用本机空间，彻底删除后不能恢复。" }</p>
                <ul class="plain stack">
                    { for props.dossiers.iter().map(|dossier| html! {
                        <li class="button-row" key={dossier.id.clone()}>
                            <span>{ &dossier.name }</span>
                            <span class="small faint">{ browser::moment(&dossier.changed) }</span>
                            <button type="button" class="button-link" onclick={take_back(&dossier.id)}
                                aria-label={format!("恢复{}", dossier.name)}>{ "恢复" }</button>
                        </li>
                    }) }
                </ul>
                <button type="button" class="button button-small button-danger" onclick={empty}>
                    { "全部彻底删除" }
                </button>
            </div>
        </details>
    }
}
