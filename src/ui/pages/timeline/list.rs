//! The list of deadlines and events, the most urgent first.

use std::rc::Rc;

use chrono::NaiveDate;
use yew::prelude::*;

use crate::calendar::{Calendar, chinese_date, chinese_weekday};
use crate::check::Standing;
use crate::check::timeline::Mark;
use crate::procedure::Procedure;
use crate::ui::components::clock_table;
use crate::ui::route::{Page, Route};

/// Where the list is drawn.
pub(super) struct Listing<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) calendar: &'a Calendar,
    pub(super) dossier: &'a str,
    pub(super) today: NaiveDate,
    /// The deadline whose days are counted out, by clock and row.
    pub(super) opened: UseStateHandle<Option<Rc<str>>>,
}

impl Listing<'_> {
    /// One mark as a line, under it its counted days when they are asked for.
    pub(super) fn line(&self, mark: &Mark<'_>) -> Html {
        let link = Route::Dossier(self.dossier.to_owned(), Page::of(self.procedure, &mark.place)).to_string();
        let name = if mark.name.is_empty() { "去填写" } else { mark.name.as_str() };
        let unknown = mark.clock.is_some_and(|(_, running, _)| running.due.is_none());
        let (word, weight) = match mark.standing() {
            None => ("状态变化", "event"),
            Some(standing) => (standing.label(), weight(standing)),
        };
        html! {
            <li class={classes!("timeline-line", format!("timeline-is-{weight}"))}>
                <p class="timeline-day">
                    <time datetime={mark.day.to_string()}>{ chinese_date(mark.day) }</time>
                    <span class="timeline-weekday">{ chinese_weekday(mark.day) }</span>
                    if unknown { <span class="timeline-unknown">{ "最早可能，安排未公布" }</span> }
                </p>
                <div class="timeline-what">
                    <p><strong>{ mark.title }</strong>{ "　" }<a href={link}>{ name }</a></p>
                    { self.more(mark) }
                </div>
                <p class="timeline-standing"><span class={classes!("tag", format!("tag-{weight}"))}>{ word }</span></p>
            </li>
        }
    }

    /// How much is left of a deadline, and its counted days.
    fn more(&self, mark: &Mark<'_>) -> Html {
        let Some((clock, running, standing)) = mark.clock else { return Html::default() };
        let key: Rc<str> = mark.place.to_string().into();
        let key: Rc<str> = format!("{}/{key}", clock.id).into();
        let open = self.opened.as_deref() == Some(&*key);
        let left = match standing {
            Standing::Running => format!("{}。", running.left(self.calendar, self.today)),
            Standing::Overdue => format!("已过 {} 日。", (self.today - mark.day).num_days()),
            Standing::InTime | Standing::Late => {
                running.done.map_or_else(String::new, |done| format!("{}办理。", chinese_date(done)))
            }
            Standing::Unknown => String::new(),
        };
        let advised = running.advised.map(|day| format!("当日不是工作日，建议提前到{}。", chinese_date(day)));
        let toggle = {
            let (opened, key) = (self.opened.setter(), key.clone());
            move |_: MouseEvent| opened.set((!open).then(|| key.clone()))
        };
        let started = format!("自{}，{}。", chinese_date(running.start), running.term.label());
        html! {
            <>
                <p class="small soft">{ started }{ left }{ advised.unwrap_or_default() }</p>
                <button type="button" class="button-link" aria-expanded={open.to_string()} onclick={toggle}
                    aria-label={format!("{}　{}：计算过程", mark.title, mark.name)}>
                    { if open { "收起计算过程" } else { "计算过程" } }
                </button>
                if open { { clock_table(clock, running, self.calendar, self.today) } }
            </>
        }
    }
}

fn weight(standing: Standing) -> &'static str {
    match standing {
        Standing::Overdue => "blocking",
        Standing::Unknown => "waiting",
        Standing::Running => "advice",
        Standing::Late => "warning",
        Standing::InTime => "passed",
    }
}
