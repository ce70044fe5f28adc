//! 工作日历: a year's days, what settles them, counting a deadline, importing a year's notice.
//!
//! - `year`: twelve months of a year. `month`: the logic of its grid, without a view.
//! - `count`: counts a deadline and explains it. `runs`: days in words, without a view.
//! - `import`: reads a notice or a file, shows what it would change, imports it.

mod count;
mod import;
mod month;
mod runs;
mod year;

use crate::backend::view;
use crate::state::{texts, tr, use_session, use_taste};
use crate::ui::{Loaded, Notice, NoticeKind, PageHead, Skeleton};
use api::ChangeKind;
use api::calendar::{ListYears, Years};
use count::CountCard;
use import::ImportCard;
use leptos::prelude::*;
use texts::format;
use year::YearCard;

/// The page of the work calendar.
#[component]
pub fn WorkCalendar() -> impl IntoView {
    let session = use_session();
    let years = view(|| Some(ListYears {}));
    years.reload_on(&[ChangeKind::Calendar]);
    let year = RwSignal::new(untrack(|| session.today()).year());
    let on_imported = Callback::new(move |imported: i16| year.set(imported));
    view! {
        <PageHead title=tr(|t| t.nav_calendar()) lead=tr(|t| t.calendar_lead())/>
        <div class="calendar-page">
            <Loaded view=years skeleton=|| view! { <Skeleton lines=1/> } let:years><Standing years/></Loaded>
            <YearCard year/>
            <CountCard/>
            <ImportCard on_imported/>
        </div>
    }
}

/// From when days are provisional, and which year is missed.
#[component]
fn Standing(years: Years) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    let (from, due) = (years.provisional_from, years.due);
    let kind = if due.is_some() { NoticeKind::Warn } else { NoticeKind::Info };
    view! {
        <Notice kind>
            {due.map(|year| view! { <p>{move || t.with(|t| t.calendar_due(year.to_string()))}</p> })}
            <p>{move || t.with(|t| t.calendar_provisional_from(format::date(from, taste.lang())))}</p>
        </Notice>
    }
}
