//! For how long each thing is kept, by which rule, what is held and due; and changing a term.

use super::words;
use crate::backend::call;
use crate::state::unsaved::{guard_unsaved, leaving};
use crate::state::{field_error, texts, tr, use_taste};
use crate::ui::{Badge, Button, Column, Dialog, ErrorNote, Field, InputForm, Look, Table, TextArea, TextInput, Tint, use_notices};
use api::ApiError;
use api::erasure::{Save, Term};
use leptos::prelude::*;
use texts::format::{count, date};

#[component]
pub(super) fn Terms(
    /// All of them.
    terms: Vec<Term>,
    /// The one that is to be changed.
    changing: RwSignal<Option<Term>>,
) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("what", tr(|t| t.erasure_column_what())).width(20),
        Column::new("days", tr(|t| t.erasure_column_days())).figures(),
        Column::new("held", tr(|t| t.erasure_column_held())).figures(),
        Column::new("due", tr(|t| t.erasure_column_due())).figures(),
        Column::new("next", tr(|t| t.erasure_column_next())),
        Column::new("source", tr(|t| t.erasure_column_source())).width(24),
        Column::new("acts", tr(|t| t.erasure_column_acts())),
    ]);
    let rows = terms.into_iter().map(|term| view! { <TermRow term changing/> }).collect_view();
    view! {
        <section class="card">
            <Table caption=tr(|t| t.nav_erasure()) columns grows=true>{rows}</Table>
        </section>
    }
}

/// The dialog for the term that is to be changed.
#[component]
pub(super) fn ChangeTerm(changing: RwSignal<Option<Term>>) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || changing.with(Option::is_some))
            on_close=move || leaving(move || changing.set(None))
            title=tr(|t| t.erasure_set_title())
        >
            {move || changing.get().map(|term| view! { <Change term on_close=Callback::new(move |()| changing.set(None))/> })}
        </Dialog>
    }
}

#[component]
fn TermRow(term: Term, changing: RwSignal<Option<Term>>) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    let Term { kept, days, source, held, due, next, .. } = term;
    let reason = term.reason.clone();
    let held_words = move || if held == 0 { t.with(|t| t.erasure_none_held()) } else { count(held) };
    let due_words = move || match due {
        0 => view! { <span>"0"</span> }.into_any(),
        due => view! { <Badge tint=Tint::Warn>{count(due)}</Badge> }.into_any(),
    };
    view! {
        <tr>
            <td>{move || t.with(|t| words::kept(kept, t))}<p class="quiet">{move || t.with(|t| words::hint(kept, t))}</p></td>
            <td class="num nowrap" title=reason>{move || t.with(|t| t.erasure_days(days.to_string()))}</td>
            <td class="num">{held_words}</td>
            <td class="num">{due_words}</td>
            <td class="nowrap">{move || next.map_or_else(|| "—".to_owned(), |at| date(at.day(), taste.lang()))}</td>
            <td class="quiet">{move || t.with(|t| words::source(source, t))}</td>
            <td><Button look=Look::Quiet on_press=move || changing.set(Some(term.clone()))>{tr(|t| t.erasure_set())}</Button></td>
        </tr>
    }
}

#[component]
fn Change(term: Term, on_close: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let Term { kept, least, most, .. } = term;
    let stored = term.days.to_string();
    let (days, reason) = (RwSignal::new(stored.clone()), RwSignal::new(String::new()));
    guard_unsaved(Signal::derive(move || days.with(|days| *days != stored) || reason.with(|reason| !reason.trim().is_empty())));
    let (busy, tried, failed) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let save = move || {
        tried.set(true);
        let Some(days) = words::read_days(&days.get_untracked(), least, most) else { return };
        busy.set(true);
        failed.set(None);
        let reason = reason.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = call(Save { kept, days, reason }).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    notices.done(t.with_untracked(|t| t.erasure_set_done()));
                    on_close.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let wrong_days = Signal::derive(move || {
        let wrong = tried.get() && days.with(|d| words::read_days(d, least, most).is_none());
        wrong.then(|| t.with(|t| t.error_field_range(least.to_string(), most.to_string())))
    });
    let wrong_reason = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))));
    view! {
        <InputForm class="form" on_submit=save>
            <p><strong>{move || t.with(|t| words::kept(kept, t))}</strong></p>
            <p class="quiet">{move || t.with(|t| words::source(term.source, t))}</p>
            <Field
                label=tr(|t| t.erasure_set_days())
                hint=Signal::derive(move || Some(t.with(|t| t.erasure_bounds(least.to_string(), most.to_string()))))
                error=wrong_days
            >
                <TextInput value=days width=8/>
            </Field>
            <Field label=tr(|t| t.erasure_set_reason()) error=wrong_reason><TextArea value=reason rows=2 max=200/></Field>
            <ErrorNote error=Signal::derive(move || failed.get().filter(|e| e.field.is_none()))/>
            <div class="actions actions-end">
                <Button on_press=move || leaving(move || on_close.run(()))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true busy look=Look::Primary>{tr(|t| t.erasure_set_yes())}</Button>
            </div>
        </InputForm>
    }
}
