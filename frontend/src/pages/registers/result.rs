//! What was taken, what comes back, and the codes of new accounts.

use super::ask;
use super::form::Form;
use crate::backend::door::Later;
use crate::pages::imports::ProblemGroups;
use crate::state::{texts, tr};
use crate::ui::{Button, Icon, Notice, NoticeKind, SaveButton};
use api::OutFile;
use api::register::{Enrolled, Taken};
use leptos::prelude::*;
use texts::format::{self, count};

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
            lines.push(t.register_done(count(counts.taken), count(counts.replaced), count(identical)));
        }
        if returned > 0 {
            lines.push(t.register_returned(count(returned)));
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
    let t = texts();
    let name = move || {
        let file = form.file.get_untracked().map(|f| f.name).unwrap_or_default();
        let (stem, ending) = file.rsplit_once('.').unwrap_or((&file, "csv"));
        let ending = if ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("txt") { "csv" } else { "xlsx" };
        t.with_untracked(|t| t.register_returned_name(stem, ending))
    };
    let write = move |out: OutFile| -> Option<Later<String>> {
        let name = out.name.clone();
        let back = form.back(out)?;
        Some(Box::pin(async move {
            let written = ask::give_back(form.register, back).await?;
            Ok(t.with_untracked(|t| t.import_returned_saved(name, count(written.rows))))
        }))
    };
    view! { <SaveButton label=tr(|t| t.register_returned_save()) name write/> }
}
