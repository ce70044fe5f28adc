//! When backups are made by themselves, and how many are kept.

use crate::backend::call;
use crate::state::unsaved::guard_unsaved;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Checkbox, ErrorNote, Field, InputForm, Look, Select, TextInput, use_notices};
use api::ApiError;
use api::backup::SaveSchedule;
use domain::backup::{Keep, Schedule};
use leptos::prelude::*;

/// The schedule that was typed; the field that is no number.
fn read(schedule: Schedule, [daily, weekly, monthly]: [&str; 3]) -> Result<Schedule, &'static str> {
    let number = |typed: &str, field| typed.trim().parse::<u16>().map_err(|_| field);
    let keep = Keep { daily: number(daily, "daily")?, weekly: number(weekly, "weekly")?, monthly: number(monthly, "monthly")? };
    let schedule = Schedule { keep, ..schedule };
    schedule.wrong().map_or(Ok(schedule), Err)
}

/// How many are kept, as they are typed.
fn kept(schedule: Schedule) -> [String; 3] {
    [schedule.keep.daily, schedule.keep.weekly, schedule.keep.monthly].map(|n| n.to_string())
}

#[component]
pub(super) fn ScheduleCard(
    /// As it is stored.
    stored: Signal<Schedule>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let first = stored.get_untracked();
    // What the fields were filled with.
    let filled = RwSignal::new(first);
    let (on, hour) = (RwSignal::new(first.on), RwSignal::new(first.hour));
    let (protected, drill) = (RwSignal::new(first.protected), RwSignal::new(first.drill));
    let keep = kept(first).map(RwSignal::new);
    let (busy, tried, failed) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let asked = move || {
        let typed = keep.map(|k| k.get());
        let rest = Schedule { on: on.get(), hour: hour.get(), protected: protected.get(), drill: drill.get(), ..filled.get() };
        read(rest, [&typed[0], &typed[1], &typed[2]])
    };
    let is_dirty = Memo::new(move |_| asked() != Ok(filled.get()));
    guard_unsaved(is_dirty);
    let fill = move |schedule: Schedule| {
        on.set(schedule.on);
        hour.set(schedule.hour);
        protected.set(schedule.protected);
        drill.set(schedule.drill);
        for (field, number) in keep.into_iter().zip(kept(schedule)) {
            field.set(number);
        }
        filled.set(schedule);
    };
    // Another desk's change comes in where nobody has typed.
    Effect::new(move |_| {
        let now = stored.get();
        if !is_dirty.get_untracked() && filled.get_untracked() != now {
            fill(now);
        }
    });
    let error = move |field: &'static str| {
        Signal::derive(move || {
            let own = (tried.get() && asked().err() == Some(field)).then(|| {
                let from = if field == "daily" { "1" } else { "0" };
                t.with(|t| t.error_field_range(from, domain::backup::MOST_KEPT.to_string()))
            });
            own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))))
        })
    };
    let save = move || {
        tried.set(true);
        let Ok(schedule) = untrack(asked) else { return };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(SaveSchedule { schedule }).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    filled.try_set(schedule);
                    tried.try_set(false);
                    notices.done(t.with_untracked(|t| t.backup_schedule_saved()));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let hours = Signal::derive(move || t.with(|t| (0..24_u8).map(|h| (h, t.backup_schedule_at(format!("{h:02}")))).collect::<Vec<_>>()));
    let [daily, weekly, monthly] = keep;
    view! {
        <section class="card form">
            <h2>{tr(|t| t.backup_schedule())}</h2>
            <InputForm on_submit=save>
                <Checkbox value=on>{tr(|t| t.backup_schedule_on())}</Checkbox>
                <Field label=tr(|t| t.backup_schedule_hour()) hint=tr(|t| t.backup_schedule_hint())>
                    <Select value=Signal::derive(move || Some(hour.get())) options=hours on_choose=move |h| hour.set(h)/>
                </Field>
                <div class="backup-keep">
                    <Field label=tr(|t| t.backup_keep_daily()) error=error("daily")><TextInput value=daily width=5/></Field>
                    <Field label=tr(|t| t.backup_keep_weekly()) error=error("weekly")><TextInput value=weekly width=5/></Field>
                    <Field label=tr(|t| t.backup_keep_monthly()) error=error("monthly")><TextInput value=monthly width=5/></Field>
                </div>
                <p class="quiet">{tr(|t| t.backup_keep_hint())}</p>
                <Checkbox value=drill>{tr(|t| t.backup_schedule_drill())}</Checkbox>
                <Checkbox value=protected>{tr(|t| t.backup_schedule_protect())}</Checkbox>
                <Show when=move || protected.get()><p class="quiet">{tr(|t| t.backup_schedule_protect_hint())}</p></Show>
                <ErrorNote error=Signal::derive(move || failed.get().filter(|e| e.field.is_none()))/>
                <div class="actions">
                    <Button submit=true busy look=Look::Primary>{tr(|t| t.backup_schedule_save())}</Button>
                </div>
            </InputForm>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_named() {
        let usual = Schedule::default();
        assert_eq!(read(usual, ["7", " 4 ", "6"]), Ok(usual));
        assert_eq!(read(usual, ["", "4", "6"]), Err("daily"));
        assert_eq!(read(usual, ["0", "4", "6"]), Err("daily"));
        assert_eq!(read(usual, ["7", "4", "99"]), Err("monthly"));
    }
}
