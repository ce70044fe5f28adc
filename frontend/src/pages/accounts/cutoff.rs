//! 统计截止日: the day up to which figures run.

use crate::backend::call;
use crate::edit::{History, done_undoable};
use crate::state::{Session, field_error, texts, tr, use_session, use_taste};
use crate::ui::{Button, DateInput, ErrorNote, Field, InputForm, Look, Option_, PageHead, RadioGroup, use_notices};
use api::ApiError;
use api::place::SetCutoff;
use jiff::civil::Date;
use leptos::prelude::*;
use texts::format;

/// What is wrong with a typed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    NoDay,
    Future,
}

/// The day that was typed, or what is wrong with it.
fn read_day(typed: &str, today: Date) -> Result<Date, Wrong> {
    let day = domain::day::of_text(typed.trim()).ok_or(Wrong::NoDay)?;
    if day > today { Err(Wrong::Future) } else { Ok(day) }
}

/// The page of the cutoff day.
#[component]
pub fn Cutoff() -> impl IntoView {
    let (t, session, taste, notices) = (texts(), use_session(), use_taste(), use_notices());
    let is_fixed = Memo::new(move |_| session.state().is_some_and(|s| s.cutoff_fixed));
    let fixed = RwSignal::new(is_fixed.get_untracked());
    let day = RwSignal::new(untrack(|| session.cutoff()).to_string());
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    // Somebody else has set it.
    Effect::new(move |_| {
        fixed.set(is_fixed.get());
        day.set(session.cutoff().to_string());
    });
    let asked = move || if fixed.get() { read_day(&day.get(), session.today()).map(Some) } else { Ok(None) };
    let error = Signal::derive(move || {
        let wrong = tried.get().then(|| asked().err()).flatten();
        let own = wrong.map(|wrong| {
            t.with(|t| match wrong {
                Wrong::NoDay => t.cutoff_no_day(),
                Wrong::Future => t.cutoff_future(),
            })
        });
        own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "day", t)))))
    });
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("day")));
    let unchanged = Signal::derive(move || {
        let same = match asked() {
            Ok(Some(day)) => is_fixed.get() && day == session.cutoff(),
            Ok(None) => !is_fixed.get(),
            Err(_) => false,
        };
        same.then(|| t.with(|t| t.error_field_unchanged()))
    });
    let apply = move || {
        tried.set(true);
        let Ok(day) = untrack(asked) else { return };
        busy.set(true);
        failed.set(None);
        let lang = untrack(|| taste.lang());
        leptos::task::spawn_local(async move {
            let done = call(SetCutoff { day }).await;
            busy.try_set(false);
            match done {
                Ok(_) => {
                    let words = t.with_untracked(|t| match day {
                        Some(day) => t.cutoff_saved_fixed(format::date(day, lang)),
                        None => t.cutoff_saved_follows(),
                    });
                    done_undoable(notices, t, words, "setting:cutoff");
                    session.refresh();
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let options = Signal::derive(move || {
        t.with(|t| {
            vec![
                Option_::new(false, t.cutoff_follows()).about(t.cutoff_follows_hint()),
                Option_::new(true, t.cutoff_fixed()).about(t.cutoff_fixed_hint()),
            ]
        })
    });
    view! {
        <PageHead title=tr(|t| t.nav_cutoff()) lead=tr(|t| t.cutoff_lead())/>
        <section class="card form">
            <p>{tr(|t| t.cutoff_now())}" "<strong>{move || format::date(session.cutoff(), taste.lang())}</strong></p>
            <InputForm on_submit=apply>
                <RadioGroup
                    label=tr(|t| t.nav_cutoff())
                    value=Signal::derive(move || Some(fixed.get()))
                    options
                    on_choose=move |picked| fixed.set(picked)
                />
                <Show when=move || fixed.get()>
                    <Field label=tr(|t| t.cutoff_day()) error>
                        <DateInput value=day max=Signal::derive(move || Some(session.today()))/>
                    </Field>
                </Show>
                <ErrorNote error=above/>
                <div class="actions">
                    <Button submit=true look=Look::Primary busy why_not=unchanged>
                        {move || t.with(|t| if busy.get() { t.cutoff_saving() } else { t.cutoff_save() })}
                    </Button>
                </div>
            </InputForm>
            <History subject="setting:cutoff"/>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_cutoff_lies_in_the_past() {
        let today = date(2026, 5, 4);
        assert_eq!(read_day(" 2026-05-04 ", today), Ok(today));
        assert_eq!(read_day("2026-05-05", today), Err(Wrong::Future));
        assert_eq!(read_day("2026-02-30", today), Err(Wrong::NoDay));
        assert_eq!(read_day("", today), Err(Wrong::NoDay));
    }
}
