//! What was taken, what comes back, and the codes of new accounts.

use super::ask;
use super::form::Form;
use crate::backend::{FileKind, save_file};
use crate::pages::imports::ProblemGroups;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Icon, Notice, NoticeKind, use_notices};
use api::ApiError;
use api::register::{Enrolled, Taken};
use leptos::prelude::*;
use texts::format::{self, count};

fn n(n: u64) -> String {
    count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// What an import did.
#[component]
pub(super) fn Outcome(
    /// The file, for the rows that come back.
    form: Form,
    /// What was done.
    done: Taken,
    /// Another file.
    #[prop(into)]
    on_again: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let file = form.file.get_untracked().map(|f| f.name).unwrap_or_default();
    let Taken { counts, refused, problems, problem_count, enrolled } = done;
    let (returned, identical) = (counts.returned, counts.identical);
    let kind = match (refused, returned) {
        (true, _) => NoticeKind::Bad,
        (false, 0) => NoticeKind::Done,
        (false, _) => NoticeKind::Warn,
    };
    let sentences = move || {
        let t = t.get();
        let mut lines = Vec::new();
        if refused {
            lines.push(t.register_refused());
        } else {
            lines.push(t.register_done(n(counts.taken), n(counts.replaced), n(identical)));
        }
        if returned > 0 {
            lines.push(t.register_returned(n(returned)));
        }
        lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
    };
    view! {
        <section class="card">
            <div class="job-head"><h2>{file}</h2></div>
            <Notice kind>{sentences}</Notice>
            <div class="actions">
                {(returned > 0).then(|| view! { <ReturnedButton form/> })}
                <Button icon=Icon::Import on_press=on_again>{tr(|t| t.import_another())}</Button>
            </div>
            {(returned > 0).then(|| view! {
                <ProblemGroups problems=problems.clone() total=Some(problem_count) none=tr(|t| t.import_problems_none())/>
            })}
        </section>
        {(!enrolled.is_empty()).then(|| view! { <Codes enrolled/> })}
    }
}

/// One-time codes of new accounts, shown once.
#[component]
fn Codes(enrolled: Vec<Enrolled>) -> impl IntoView {
    let rows = enrolled.into_iter().map(|e| {
        view! {
            <tr>
                <td>{e.name}</td>
                <td>{e.login}</td>
                <td><code class="mono">{e.code}</code></td>
                <td>{format::instant(e.until)}</td>
            </tr>
        }
    });
    view! {
        <section class="card codes">
            <h2>{tr(|t| t.register_codes())}</h2>
            <p class="quiet">{tr(|t| t.register_codes_hint())}</p>
            <div class="table-box grows" tabindex="0">
                <table>
                    <thead><tr>
                        <th scope="col">{tr(|t| t.account_name())}</th>
                        <th scope="col">{tr(|t| t.account_login())}</th>
                        <th scope="col">{tr(|t| t.register_code())}</th>
                        <th scope="col">{tr(|t| t.register_code_until())}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Writes the rows that would not be taken into a file of the person's choice: his own workbook, marked, where it was one.
#[component]
pub(super) fn ReturnedButton(form: Form) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let save = move || {
        let file = form.file.get_untracked().map(|f| f.name).unwrap_or_default();
        let (stem, ending) = file.rsplit_once('.').unwrap_or((&file, "csv"));
        let ending = if ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("txt") { "csv" } else { "xlsx" };
        let (title, name) = t.with_untracked(|t| (t.register_returned_save(), t.register_returned_name(stem, ending)));
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let done = async {
                let Some(out) = save_file(FileKind::Table, &title, &name).await? else { return Ok(None) };
                let name = out.name.clone();
                let Some(back) = form.back(out) else { return Ok(None) };
                Ok(Some((name, ask::give_back(form.register, back).await?)))
            };
            let done: Result<_, ApiError> = done.await;
            busy.try_set(false);
            match done {
                Ok(None) => {}
                Ok(Some((name, written))) => {
                    notices.done(t.with_untracked(|t| t.import_returned_saved(name, n(written.rows))));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Button icon=Icon::File busy on_press=save>{tr(|t| t.register_returned_save())}</Button>
        <ErrorNote error=failed/>
    }
}
