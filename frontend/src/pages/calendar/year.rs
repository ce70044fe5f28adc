//! Twelve months of a year: what each day is, by word and colour, and which list says so.

use super::month::{Week, months};
use crate::backend::view;
use crate::state::{texts, tr, use_taste};
use crate::ui::{Icon, IconButton, Loaded, Skeleton};
use api::ChangeKind;
use api::calendar::{Origin, ShowYear, Year, YearShown};
use domain::calendar::{Day, DayKind};
use leptos::prelude::*;
use texts::format;
use texts::words::{Word, weekday};

/// Years that can be looked at.
const YEARS: (i16, i16) = (2016, 2036);

/// The card of a year.
#[component]
pub(super) fn YearCard(
    /// The year that is shown.
    year: RwSignal<i16>,
) -> impl IntoView {
    let t = texts();
    let shown = view(move || Some(ShowYear { year: year.get() }));
    shown.reload_on(&[ChangeKind::Calendar]);
    let go = move |by: i16| year.update(|year| *year = (*year + by).clamp(YEARS.0, YEARS.1));
    view! {
        <section class="card calendar-year">
            <header class="calendar-year-head">
                <IconButton icon=Icon::Left label=tr(|t| t.calendar_year_before()) on_press=move || go(-1)/>
                <h2 aria-live="polite">{move || t.with(|t| t.calendar_year(year.get().to_string()))}</h2>
                <IconButton icon=Icon::Right label=tr(|t| t.calendar_year_after()) on_press=move || go(1)/>
                <Legend/>
            </header>
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=16/> } let:shown><Facts shown=shown.clone()/><Months days=shown.days/></Loaded>
        </section>
    }
}

/// How days look, in words.
#[component]
fn Legend() -> impl IntoView {
    let t = texts();
    let entry = move |class: &'static str, mark: fn(&texts::Texts) -> String, name: fn(&texts::Texts) -> String| {
        view! {
            <li>
                <span class=format!("calendar-day {class}")><span class="calendar-mark">{move || t.with(mark)}</span></span>
                {move || t.with(name)}
            </li>
        }
    };
    view! {
        <ul class="calendar-legend">
            {entry("is-holiday", |t| t.calendar_mark_off(), |t| DayKind::Holiday.word(t))}
            {entry("is-made-up", |t| t.calendar_mark_worked(), |t| DayKind::MakeUp.word(t))}
            {entry("is-weekend", |_| String::new(), |t| DayKind::Weekend.word(t))}
            {entry("is-provisional", |_| String::new(), |t| t.calendar_kind_provisional())}
        </ul>
    }
}

/// How many days are worked, and what says so.
#[component]
fn Facts(shown: YearShown) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    let days = move |n: u32| t.with(|t| t.calendar_days(n.to_string()));
    let worked = shown.worked;
    let (off, made_up) = shown.list.as_ref().map_or((None, None), |l| (Some(l.off), Some(l.made_up)));
    let or_none = move |n: Option<u32>| n.map_or_else(|| format::NONE.to_owned(), days);
    let list = shown.list.clone();
    let origin = move || {
        t.with(|t| match &list {
            None => t.calendar_origin_none(),
            Some(Year { origin: Origin::Shipped, .. }) => t.calendar_origin_shipped(),
            Some(year) => t.calendar_origin_imported(&year.by, format::date(year.changed.day(), taste.lang())),
        })
    };
    let papers = shown.list.map(|l| l.papers).filter(|papers| !papers.is_empty());
    view! {
        <dl class="fact-strip">
            <div><dt>{tr(|t| t.calendar_worked_days())}</dt><dd>{move || days(worked)}</dd></div>
            <div><dt>{tr(|t| t.calendar_off_days())}</dt><dd>{move || or_none(off)}</dd></div>
            <div><dt>{tr(|t| t.calendar_made_up_days())}</dt><dd>{move || or_none(made_up)}</dd></div>
            <div><dt>{tr(|t| t.calendar_origin())}</dt><dd>{origin}</dd></div>
            {papers.map(|papers| view! {
                <div class="calendar-papers">
                    <dt>{tr(|t| t.calendar_papers())}</dt>
                    {papers.into_iter().map(|paper| view! { <dd>{paper}</dd> }).collect_view()}
                </div>
            })}
        </dl>
    }
}

#[component]
fn Months(days: Vec<Day>) -> impl IntoView {
    let t = texts();
    let head = move || (0..7).map(|n| view! { <th scope="col">{move || t.with(|t| short_weekday(n, t))}</th> }).collect_view();
    let month = move |(number, weeks): (usize, Vec<Week>)| {
        let name = move || t.with(|t| t.calendar_month((number + 1).to_string()));
        view! {
            <table class="calendar-month">
                <caption>{name}</caption>
                <thead><tr>{head()}</tr></thead>
                <tbody>{weeks.into_iter().map(|week| view! { <tr>{week.into_iter().map(|day| view! { <Cell day/> }).collect_view()}</tr> }).collect_view()}</tbody>
            </table>
        }
    };
    view! { <div class="calendar-months">{months(&days).into_iter().enumerate().map(month).collect_view()}</div> }
}

/// 一, 二 …; Mon, Tue …
fn short_weekday(n: u8, t: &texts::Texts) -> String {
    let word = weekday(n, t);
    word.strip_prefix('周').map_or_else(|| word.clone(), str::to_owned)
}

/// One day. What it is stands in its title and, for what differs from a plain week, as a word beside the number.
#[component]
fn Cell(day: Option<Day>) -> impl IntoView {
    let t = texts();
    let Some(day) = day else { return view! { <td></td> }.into_any() };
    let class = match day.kind {
        DayKind::Holiday => "calendar-day is-holiday",
        DayKind::MakeUp => "calendar-day is-made-up",
        DayKind::Weekend => "calendar-day is-weekend",
        DayKind::Workday => "calendar-day",
    };
    let (kind, name, provisional) = (day.kind, day.name.clone(), day.provisional);
    let title = move || {
        t.with(|t| {
            let mut words = vec![kind.word(t)];
            words.extend((!name.is_empty()).then(|| name.clone()));
            words.extend(provisional.then(|| t.calendar_kind_provisional()));
            words.join(" · ")
        })
    };
    let mark = move || {
        t.with(|t| match kind {
            DayKind::Holiday => t.calendar_mark_off(),
            DayKind::MakeUp => t.calendar_mark_worked(),
            DayKind::Weekend | DayKind::Workday => String::new(),
        })
    };
    view! {
        <td class=class class:is-provisional=provisional title=title>
            {day.date.day().to_string()}
            <span class="calendar-mark">{mark}</span>
        </td>
    }
    .into_any()
}
