//! Inputs of one field each, bound to the whole item or entry: what is typed goes into it, and what a draft or a merge puts there
//! comes back.

use domain::calendar::Unit;
use domain::catalogue::limit::Limit;
use jiff::civil::Date;
use leptos::prelude::*;

/// An input whose value is the field's own.
pub fn bound<F, T>(form: RwSignal<F>, get: fn(&F) -> T, set: fn(&mut F, T)) -> RwSignal<T>
where
    F: Send + Sync + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
{
    bound_as(form, get, set, Clone::clone, |typed| typed.clone())
}

/// A tick, where reading or setting it needs to know more.
pub fn bound_ticks<F: Send + Sync + 'static>(
    form: RwSignal<F>,
    get: impl Fn(&F) -> bool + Copy + Send + Sync + 'static,
    set: impl Fn(&mut F, bool) + Copy + Send + Sync + 'static,
) -> RwSignal<bool> {
    bound_as(form, get, set, |yes| *yes, |typed| *typed)
}

/// A number; what is none is larger than any that is allowed, so that it is told.
pub fn bound_number<F: Send + Sync + 'static>(form: RwSignal<F>, get: fn(&F) -> u32, set: fn(&mut F, u32)) -> RwSignal<String> {
    bound_as(form, get, set, ToString::to_string, |typed: &String| number(typed))
}

fn number(typed: &str) -> u32 {
    typed.trim().parse().unwrap_or(u32::MAX)
}

/// A day, empty while it is not complete.
pub fn bound_day<F: Send + Sync + 'static>(
    form: RwSignal<F>,
    get: fn(&F) -> Option<Date>,
    set: fn(&mut F, Option<Date>),
) -> RwSignal<String> {
    let text = |day: &Option<Date>| day.map(domain::day::text).unwrap_or_default();
    bound_as(form, get, set, text, |typed: &String| domain::day::of_text(typed.trim()))
}

/// Number and unit of a limit; an empty number is no limit.
pub fn bound_limit<F: Send + Sync + 'static>(
    form: RwSignal<F>,
    get: fn(&F) -> Option<Limit>,
    set: fn(&mut F, Option<Limit>),
) -> (RwSignal<String>, RwSignal<Unit>) {
    let stored = form.with_untracked(get);
    let unit = RwSignal::new(stored.map_or(Unit::Workday, |limit| limit.unit));
    let text = |limit: &Option<Limit>| limit.map(|limit| limit.days.to_string()).unwrap_or_default();
    let days = bound_as(form, get, set, text, move |typed: &String| {
        (!typed.trim().is_empty()).then(|| Limit { days: number(typed), unit: unit.get() })
    });
    let of_form = Memo::new(move |_| form.with(get).map(|limit| limit.unit));
    Effect::new(move |before: Option<()>| {
        let stored = of_form.get();
        if let Some(stored) = stored.filter(|stored| before.is_some() && unit.get_untracked() != *stored) {
            unit.set(stored);
        }
    });
    (days, unit)
}

/// An input that shows a field as something else. `show` and `read` need not be exact: a typed text that means what is
/// stored stays as it was typed.
pub fn bound_as<F, T, V>(
    form: RwSignal<F>,
    get: impl Fn(&F) -> V + Copy + Send + Sync + 'static,
    set: impl Fn(&mut F, V) + Copy + Send + Sync + 'static,
    show: impl Fn(&V) -> T + Copy + Send + Sync + 'static,
    read: impl Fn(&T) -> V + Copy + Send + Sync + 'static,
) -> RwSignal<T>
where
    F: Send + Sync + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    V: Clone + PartialEq + Send + Sync + 'static,
{
    let input = RwSignal::new(show(&form.with_untracked(get)));
    Effect::new(move |before: Option<()>| {
        let typed = input.with(read);
        if before.is_some() && form.with_untracked(get) != typed {
            form.update(|fields| set(fields, typed));
        }
    });
    let stored = Memo::new(move |_| form.with(get));
    Effect::new(move |before: Option<()>| {
        let stored = stored.get();
        if before.is_some() && untrack(|| input.with(read)) != stored {
            let shown = show(&stored);
            if input.with_untracked(|input| *input != shown) {
                input.set(shown);
            }
        }
    });
    input
}
