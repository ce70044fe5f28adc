//! Importing a year: the notice's text or a file is checked, what it would change is shown, then it is imported.

use crate::backend::{FileKind, call};
use crate::state::{field_error, guard_unsaved, texts, tr, use_taste};
use crate::ui::{Button, ErrorNote, Field, FileButton, Look, Notice, NoticeKind, TextArea, TextInput, use_notices};
use api::calendar::{DayChange, Import, Preview, Previewed};
use api::{ApiError, ErrorCode, InFile};
use leptos::prelude::*;
use texts::format;
use texts::words::{Word, weekday};

/// Fewest and most characters of a reason.
const REASON: (usize, usize) = (2, 200);

/// The card that imports.
#[component]
pub(super) fn ImportCard(
    /// A year was imported.
    on_imported: Callback<i16>,
) -> impl IntoView {
    let t = texts();
    let (text, year) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let file = RwSignal::new(None::<InFile>);
    let found = RwSignal::new(None::<Previewed>);
    let failed = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    // What was checked is no longer what would be imported.
    Effect::new(move |before: Option<()>| {
        text.track();
        year.track();
        file.track();
        if before.is_some() {
            found.set(None);
            failed.set(None);
        }
    });
    guard_unsaved(Signal::derive(move || text.with(|text| !text.trim().is_empty())));
    let has_something = Memo::new(move |_| file.with(Option::is_some) || text.with(|text| !text.trim().is_empty()));
    let why_not = Signal::derive(move || (!has_something.get()).then(|| t.with(|t| t.calendar_import_nothing())));
    let check = move || {
        let request = untrack(|| Preview {
            file: file.get(),
            text: file.with(Option::is_none).then(|| text.get()),
            year: year.get().trim().parse().ok(),
        });
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(previewed) => found.try_set(Some(previewed)).map_or((), drop),
                Err(error) => failed.try_set(Some(error)).map_or((), drop),
            }
        });
    };
    let done = Callback::new(move |imported: i16| {
        text.set(String::new());
        year.set(String::new());
        file.set(None);
        on_imported.run(imported);
    });
    let text_error = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "list", t)))));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("list")));
    view! {
        <section class="card calendar-import">
            <h2>{tr(|t| t.calendar_import_title())}</h2>
            <p class="quiet">{tr(|t| t.calendar_import_lead())}</p>
            <Show when=move || file.with(Option::is_none)>
                <Field label=tr(|t| t.calendar_import_text()) hint=tr(|t| t.calendar_import_text_hint()) error=text_error>
                    <TextArea value=text rows=6 max=20_000/>
                </Field>
            </Show>
            <div class="calendar-import-file">
                <FileButton file kind=FileKind::Any title=tr(|t| t.calendar_import_or_file()) on_error=move |error| failed.set(Some(error))/>
                <Show when=move || file.with(Option::is_some) && text_error.with(Option::is_some)>
                    <p class="field-error" role="alert">{move || text_error.get()}</p>
                </Show>
            </div>
            <Field label=tr(|t| t.calendar_import_year()) hint=tr(|t| t.calendar_import_year_hint()) optional=true>
                <TextInput value=year width=6/>
            </Field>
            <ErrorNote error=above/>
            {move || match found.get() {
                Some(previewed) => view! { <Found previewed on_done=done on_leave=move || found.set(None)/> }.into_any(),
                None => view! {
                    <div class="actions">
                        <Button busy why_not on_press=check>
                            {move || t.with(|t| if busy.get() { t.calendar_import_checking() } else { t.calendar_import_check() })}
                        </Button>
                    </div>
                }
                .into_any(),
            }}
        </section>
    }
}

/// What was read, what it would change, and the deed.
#[component]
fn Found(previewed: Previewed, on_done: Callback<i16>, #[prop(into)] on_leave: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (reason, tried, busy) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let year = previewed.list.year;
    let replaces = previewed.version > 0;
    let count = |off: bool| previewed.list.days.iter().filter(|d| d.off == off).count().to_string();
    let (off, worked) = (count(true), count(false));
    let wrong = move || {
        let n = reason.with(|r| r.trim().chars().count());
        (replaces && !(REASON.0..=REASON.1).contains(&n)).then(|| t.with(|t| t.calendar_import_reason_missing()))
    };
    let error = Signal::derive(move || tried.get().then(wrong).flatten());
    let request = StoredValue::new(Import { list: previewed.list, reason: String::new(), version: previewed.version });
    let apply = move || {
        tried.set(true);
        if untrack(wrong).is_some() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let request = Import { reason: reason.get_untracked().trim().to_owned(), ..request.get_value() };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    notices.tell(NoticeKind::Done, t.with_untracked(|t| t.calendar_import_done(year.to_string())));
                    on_done.try_run(year);
                }
                Err(error) if error.code == ErrorCode::Conflict => {
                    notices.tell(NoticeKind::Warn, t.with_untracked(|t| t.calendar_import_moved()));
                    on_leave.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let same = previewed.same;
    view! {
        <div class="calendar-found">
            <h3>{move || t.with(|t| t.calendar_import_found(year.to_string()))}</h3>
            <p>{move || t.with(|t| t.calendar_import_counts(&off, &worked))}</p>
            {if same {
                view! { <Notice kind=NoticeKind::Info><p>{tr(|t| t.calendar_import_same())}</p></Notice> }.into_any()
            } else {
                view! { <Changes changes=previewed.changes/> }.into_any()
            }}
            {(replaces && !same).then(|| view! {
                <Field label=tr(|t| t.calendar_import_reason()) hint=tr(|t| t.calendar_import_reason_hint()) error>
                    <TextArea value=reason rows=2 max=200/>
                </Field>
            })}
            <ErrorNote error=failed/>
            <div class="actions">
                {(!same).then(|| view! {
                    <Button look=Look::Primary busy on_press=apply>
                        {move || t.with(|t| if busy.get() { t.calendar_import_applying() } else { t.calendar_import_apply() })}
                    </Button>
                })}
                <Button on_press=on_leave>{tr(|t| t.calendar_import_cancel())}</Button>
            </div>
        </div>
    }
}

#[component]
fn Changes(changes: Vec<DayChange>) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    if changes.is_empty() {
        return view! { <p>{tr(|t| t.calendar_import_no_changes())}</p> }.into_any();
    }
    let n = changes.len().to_string();
    let row = move |change: DayChange| {
        let day = change.date;
        let number = day.weekday().to_monday_zero_offset().unsigned_abs();
        let words = move || t.with(|t| t.calendar_day_weekday(format::date(day, taste.lang()), weekday(number, t)));
        let (before, after) = (change.before, change.after);
        view! {
            <tr>
                <td>{words}</td>
                <td>{change.name}</td>
                <td>{move || t.with(|t| before.word(t))}</td>
                <td><strong>{move || t.with(|t| after.word(t))}</strong></td>
            </tr>
        }
    };
    view! {
        <p>{move || t.with(|t| t.calendar_import_changes(n.clone()))}</p>
        <div class="table-box">
            <table>
                <thead><tr>
                    <th scope="col">{tr(|t| t.calendar_import_day())}</th>
                    <th scope="col">{tr(|t| t.calendar_import_name())}</th>
                    <th scope="col">{tr(|t| t.calendar_import_before())}</th>
                    <th scope="col">{tr(|t| t.calendar_import_after())}</th>
                </tr></thead>
                <tbody>{changes.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
