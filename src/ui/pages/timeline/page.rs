//! The page: how rows stand, the picture, the list, and the deadlines as a calendar file.

use std::rc::Rc;

use chrono::DateTime;
use yew::prelude::*;

use super::list::Listing;
use super::picture::picture;
use super::records::Records;
use crate::calendar::calendar_file;
use crate::check::Standing;
use crate::check::timeline::{Mark, calendar_events, marks, months};
use crate::ui::browser;
use crate::ui::components::{Segment, icon, segments};
use crate::ui::hooks::{use_notify, use_procedure, use_services, use_slices};

/// So many lines of the list are shown at first, and more each time they are asked for.
const LINES: usize = 100;

/// What the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Open,
    Overdue,
    All,
}

impl Shown {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Open, "未办理"), (Self::Overdue, "已逾期"), (Self::All, "全部")];

    fn takes(self, mark: &Mark<'_>) -> bool {
        match self {
            Self::Open => mark.standing().is_some_and(Standing::is_open),
            Self::Overdue => mark.standing() == Some(Standing::Overdue),
            Self::All => true,
        }
    }
}

/// The timeline of a dossier.
#[component]
pub fn TimelinePage() -> Html {
    let (procedure, slices, services, notify) = (use_procedure(), use_slices(), use_services(), use_notify());
    let shown = use_state_eq(|| Shown::Open);
    let lines = use_state_eq(|| LINES);
    let opened = use_state_eq(|| None::<Rc<str>>);
    let today = browser::today();
    let (dossier, report) = (&slices.dossier, &slices.report);
    let marks = marks(&procedure, dossier, report, today);
    let wanted: Vec<_> = marks.iter().filter(|mark| shown.takes(mark)).collect();
    let months = months(&marks, today);
    let calendar = services.holidays.calendar();
    let listing = Listing { procedure: &procedure, calendar, dossier: &dossier.id, today, opened };
    let save = {
        let (procedure, dossier, report) = (procedure.clone(), dossier.clone(), report.clone());
        move |_: MouseEvent| {
            let marks = self::marks(&procedure, &dossier, &report, today);
            let events = calendar_events(&procedure, &dossier, &marks);
            let stamp = DateTime::parse_from_rfc3339(&browser::now()).map(|now| now.naive_utc());
            let file = calendar_file(&dossier.marked_name(), &events, stamp.unwrap_or_default());
            let name = format!("{}-期限.ics", dossier.marked_name());
            if browser::save_file(&name, file.as_bytes(), "text/calendar") {
                notify.done(format!("已导出 {} 个期限。", events.len()));
            }
        }
    };
    let choices = Shown::ALL.map(|(which, word)| Segment {
        value: which,
        label: format!("{word} {}", marks.iter().filter(|mark| which.takes(mark)).count()),
        title: None,
        chosen: *shown == which,
    });
    let on_choose = {
        let (shown, lines) = (shown.setter(), lines.setter());
        Callback::from(move |which| {
            shown.set(which);
            lines.set(LINES);
        })
    };
    let more = {
        let (setter, now) = (lines.setter(), *lines);
        move |_: MouseEvent| setter.set(now + LINES)
    };
    html! {
        <div class="timeline stack-large">
            <header class="stack">
                <div class="page-head">
                    <h1>{ "期限与变化" }</h1>
                    <button type="button" class="button" onclick={save}>
                        { icon("calendar") }{ "导出日历文件（.ics）" }
                    </button>
                </div>
                <p class="lead">{ "各项法定期限和状态变化，按日期排列。期限内尚未办理的可以导出到手机或者办公软件的日历。" }</p>
                { for procedure.machines.iter().map(|machine| html! {
                    <dl class="timeline-states" aria-label={machine.title.clone()}>
                        { for report.states.counts(machine).into_iter().map(|(state, count)| html! {
                            <div><dt>{ &state.title }</dt><dd>{ count }</dd></div>
                        }) }
                    </dl>
                }) }
            </header>
            <Records />
            { picture(&months, today) }
            <section class="stack" aria-labelledby="timeline-list">
                <h2 id="timeline-list">{ "逐项" }</h2>
                { segments(html! { <legend>{ "显示" }</legend> }, "timeline-shown", choices, &on_choose) }
                if wanted.is_empty() { <p class="soft">{ "没有这一类期限。" }</p> }
                <ol class="plain timeline-list">
                    { for wanted.iter().take(*lines).map(|mark| listing.line(mark)) }
                </ol>
                if wanted.len() > *lines {
                    <p><button type="button" class="button" onclick={more}>
                        { format!("再显示一些（还有 {} 项）", wanted.len() - *lines) }
                    </button></p>
                }
                <p class="small soft">{ services.holidays.note() }</p>
            </section>
        </div>
    }
}
