//! A page whose part of the program may still be on its way.

use yew::prelude::*;

use crate::ui::parts::Arrived;
use crate::ui::route::{Page, Route};
use crate::ui::state::{Kept, Reach};

/// The page of an address once its part of the program is here, until then a quiet line.
pub fn later(reach: &Reach, route: &Route) -> Html {
    let parts = &reach.services.parts;
    let guards =
        reach.services.kept == Kept::Locked || matches!(route, Route::Keep | Route::Dossier(_, Page::Backup));
    let draw = if guards { parts.guard.here() } else { parts.desk.here().map(|desk| desk.draw) };
    match (draw, reach.arrived) {
        (Some(draw), _) => draw(route),
        (None, Arrived::Failed) => Html::default(),
        (None, _) => html! { <p class="starting" role="status">{ "正在载入…" }</p> },
    }
}

/// Says that a part of the program could not be fetched, and offers another try.
pub(super) fn not_arrived(reach: &Reach) -> Html {
    if reach.arrived != Arrived::Failed {
        return Html::default();
    }
    html! {
        <div class="save-failure" role="alert">
            <div class="notice notice-blocking">
                <p>{ "页面没有完整载入，暂时不能自查，也打不开其他页面。已填写的内容不受影响。请检查网络后重试；仍然不行的，请刷新页面。" }</p>
                <p><button type="button" class="button button-small"
                    onclick={reach.retry.reform(|_: MouseEvent| ())}>{ "重试" }</button></p>
            </div>
        </div>
    }
}
