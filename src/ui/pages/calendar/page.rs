//! The page of the holiday tables.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use super::count::{Asked, counting};
use super::months::months;
use crate::calendar::{Calendar, Holiday, HolidayTable, chinese_date, chinese_weekday};
use crate::ui::browser;
use crate::ui::components::to_top_of_page;
use crate::ui::hooks::use_services;
use crate::ui::route::Route;
use crate::ui::state::Holidays;

/// Which year, or which count.
#[derive(Properties, PartialEq)]
pub struct CalendarPageProps {
    /// What the address names: `2026`, or `2026-09-24+10` for ten working days after a day.
    pub year: Option<String>,
}

/// The holiday tables and until when they reach; one year as a picture.
#[component]
pub fn CalendarPage(props: &CalendarPageProps) -> Html {
    let holidays = use_services().holidays;
    let today = browser::today();
    let from_address = props.year.as_deref().and_then(Asked::from_address);
    let asked = use_state_eq(|| from_address.clone().unwrap_or_default());
    let year = props.year.as_deref().and_then(|year| year.parse().ok()).unwrap_or_else(|| today.year());
    {
        let (first, asked) = (use_mut_ref(|| true), asked.setter());
        use_effect_with(props.year.clone(), move |_| {
            let is_first = first.replace(false);
            if let Some(named) = from_address {
                asked.set(named);
                browser::focus("calendar-count");
            } else if !is_first && !browser::focus("calendar-year") {
                to_top_of_page();
            }
        });
    }
    let on_edit = {
        let asked = asked.setter();
        Callback::from(move |edited: Asked| asked.set(edited))
    };
    html! {
        <div class="calendar-page stack-large">
            <header class="stack">
                <h1>{ "工作日日历" }</h1>
                <p class="lead">
                    { "期限中的工作日，按国务院办公厅每年公布的节假日安排计算：周一至周五为工作日，放假的除外；调休上班的周末为工作日。" }
                </p>
            </header>
            { coverage(&holidays, year) }
            { counting(&asked, &on_edit, holidays.calendar(), today) }
            { picture(holidays.calendar(), year, today) }
            { adding(holidays.calendar()) }
        </div>
    }
}

/// The tables that there are, and the files that cannot be used.
fn coverage(holidays: &Holidays, shown: i32) -> Html {
    let calendar = holidays.calendar();
    let next = calendar.tables().last().map(|table| table.year() + 1);
    let link = |year: i32| {
        let to = Route::Calendar(Some(year.to_string()));
        html! { <a href={to.to_string()} aria-current={(year == shown).then_some("true")}>{ format!("{year}年") }</a> }
    };
    html! {
        <section class="stack" aria-labelledby="calendar-tables">
            <h2 id="calendar-tables">{ "已收录的节假日安排" }</h2>
            <p>{ calendar.coverage() }</p>
            { for holidays.problems().iter().map(|problem| html! {
                <p class="notice notice-blocking" role="alert">
                    { problem }{ "其他年份照常使用。请网站管理员对照通知改正这个文件。" }
                </p>
            }) }
            <div class="calendar-tables">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ "年份" }</th>
                            <th scope="col">{ "通知" }</th>
                            <th scope="col">{ "文号" }</th>
                            <th scope="col">{ "日期" }</th>
                        </tr>
                    </thead>
                    <tbody>
                        if let Some(next) = next {
                            <tr><th scope="row">{ link(next) }</th><td colspan="3">{ "未公布或者未收录" }</td></tr>
                        }
                        { for calendar.tables().collect::<Vec<_>>().into_iter().rev().map(|table| {
                            let year = table.year();
                            let notices = table.sources();
                            html! {
                                <>
                                    { for notices.iter().enumerate().map(|(at, notice)| html! {
                                        <tr>
                                            if at == 0 {
                                                <th scope="rowgroup" rowspan={notices.len().to_string()}>{ link(year) }</th>
                                            }
                                            <td>
                                                if notice.url.is_empty() { { &notice.title } } else {
                                                    <a href={notice.url.clone()} target="_blank" rel="noreferrer noopener">{ &notice.title }</a>
                                                }
                                            </td>
                                            <td>{ if notice.number.is_empty() { "未注明" } else { &notice.number } }</td>
                                            <td>{ chinese_date(notice.date) }</td>
                                        </tr>
                                    }) }
                                </>
                            }
                        }) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn picture(calendar: &Calendar, year: i32, today: NaiveDate) -> Html {
    let table = calendar.tables().find(|table| table.year() == year);
    html! {
        <section class="stack calendar-picture" aria-labelledby="calendar-year">
            <h2 id="calendar-year" tabindex="-1">{ format!("{year}年") }</h2>
            { match table {
                None => html! {
                    <p class="notice notice-waiting">
                        { format!("{year}年的节假日安排未公布或者未收录。涉及这一年的期限只给出最早可能的日期，不作推测。") }
                    </p>
                },
                Some(table) => html! {
                    <>
                        { legend() }
                        { months(calendar, year, today) }
                        { arrangement(table) }
                    </>
                },
            } }
        </section>
    }
}

fn legend() -> Html {
    let entry = |kind: &'static str, mark: &'static str, words: &'static str| {
        html! {
            <li>
                <span class={classes!("calendar-day", "calendar-sample", kind)} aria-hidden="true">
                    { "8" }if !mark.is_empty() { <span class="calendar-mark">{ mark }</span> }
                </span>
                { words }
            </li>
        }
    };
    html! {
        <ul class="plain calendar-legend" aria-label="图例">
            { entry("calendar-workday", "", "工作日") }
            { entry("calendar-weekend", "", "周末") }
            { entry("calendar-off", "休", "放假") }
            { entry("calendar-makeup", "班", "调休上班") }
        </ul>
    }
}

/// The arrangement holiday by holiday, as the notice has it.
fn arrangement(table: &HolidayTable) -> Html {
    html! {
        <div class="calendar-tables">
            <table>
                <caption class="visually-hidden">{ format!("{}年节假日安排", table.year()) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "节日" }</th>
                        <th scope="col">{ "放假" }</th>
                        <th scope="col">{ "调休上班" }</th>
                    </tr>
                </thead>
                <tbody>{ for table.holidays().iter().map(holiday) }</tbody>
            </table>
        </div>
    }
}

fn holiday(holiday: &Holiday) -> Html {
    let day = |day: NaiveDate| format!("{}（{}）", chinese_date(day), chinese_weekday(day));
    let days = holiday.days_off().count();
    let off = if days == 1 {
        format!("{}，1 天", day(holiday.from))
    } else {
        format!("{}至{}，共 {days} 天", day(holiday.from), day(holiday.to))
    };
    let work: Vec<_> = holiday.work.iter().map(|date| day(*date)).collect();
    html! {
        <tr>
            <th scope="row">{ &holiday.name }</th>
            <td>
                { off }
                if !holiday.note.is_empty() { <span class="soft calendar-note">{ &holiday.note }</span> }
            </td>
            <td>{ if work.is_empty() { "无".to_owned() } else { work.join("、") } }</td>
        </tr>
    }
}

/// How a further table is added.
fn adding(calendar: &Calendar) -> Html {
    let year = calendar.tables().last().map_or(0, HolidayTable::year) + 1;
    let example = format!(
        "{{\n  \"format\": 1,\n  \"year\": {year},\n  \"sources\": [{{\"title\": \"国务院办公厅关于{year}年部分节假日安排的通知\",\n    \
         \"number\": \"发文字号\", \"date\": \"通知落款日期 YYYY-MM-DD\", \"url\": \"通知的网址\"}}],\n  \"holidays\": [\n    \
         {{\"name\": \"元旦\", \"from\": \"放假首日\", \"to\": \"放假末日\", \"work\": [\"调休上班日\"]}}\n  ]\n}}"
    );
    html! {
        <section class="stack calendar-adding" aria-labelledby="calendar-adding">
            <h2 id="calendar-adding">{ "收录新一年的安排（网站管理员）" }</h2>
            <ol>
                <li>{ format!("国务院办公厅公布通知后，照通知写成 {year}.json，放进网站的 calendar 文件夹。文件夹中已有同名文件的，直接改写。") }</li>
                <li>{ "放假首日至末日之间的周末也在内；每个节日写明调休上班的周末。" }</li>
                <li>{ "不需要重新构建，也不需要改动别的文件。用户下次打开本页即按新的安排计算，最迟第二次打开时生效。" }</li>
                <li>{ "自相矛盾的文件（同一天既放假又上班、日期不在这一年、调休上班日不是周末、放假天数与法定节假日不符、文件名与内容的年份不同）不予采用，本页写明文件和原因，其他年份不受影响。" }</li>
            </ol>
            <pre class="calendar-example" tabindex="0" aria-label="文件写法"><code>{ example }</code></pre>
        </section>
    }
}
