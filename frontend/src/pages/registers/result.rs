//! What was taken, what comes back, and the codes of new accounts.

use super::ask;
use super::form::Form;
use crate::backend::door::Later;
use crate::pages::imports::{ProblemGroups, returned_name};
use crate::state::unsaved::leaving;
use crate::state::{guard_unsaved, texts, tr};
use crate::ui::{Button, Icon, Notice, NoticeKind, SaveButton, announce, fresh_id, use_clipboard};
use api::OutFile;
use api::register::{Enrolled, Taken};
use leptos::prelude::*;
use texts::Texts;
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
    let said = StoredValue::new(done.clone());
    let Taken { counts, refused, problems, problem_count, enrolled } = done;
    let returned = counts.returned;
    let kind = match (refused, returned) {
        (true, _) => NoticeKind::Bad,
        (false, 0) => NoticeKind::Done,
        (false, _) => NoticeKind::Warn,
    };
    let lines = move || t.with(|t| said.with_value(|done| sentences(done, t)));
    // The button that was pressed is gone: the focus goes on to what came of it, and it is told.
    let heading = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            request_animation_frame(move || {
                let _ = heading.focus();
            });
            announce(untrack(lines).join(""));
        }
    });
    // Codes are told once; they are kept once they were copied.
    let kept = RwSignal::new(enrolled.is_empty());
    guard_unsaved(Signal::derive(move || !kept.get()));
    let again = move || leaving(move || on_again.run(()));
    view! {
        <section class="card">
            <div class="job-head"><h2 node_ref=heading tabindex="-1">{file}</h2></div>
            <Notice kind>{move || lines().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</Notice>
            <div class="actions">
                {(returned > 0).then(|| view! { <ReturnedButton form/> })}
                <Button icon=Icon::Import on_press=again>{tr(|t| t.import_another())}</Button>
            </div>
            {(returned > 0).then(|| view! {
                <ProblemGroups problems=problems.clone() total=Some(problem_count) none=tr(|t| t.import_problems_none())/>
            })}
        </section>
        {(!enrolled.is_empty()).then(|| view! { <Codes enrolled kept/> })}
    }
}

/// What was done, in sentences.
pub(super) fn sentences(done: &Taken, t: &Texts) -> Vec<String> {
    let counts = &done.counts;
    let mut lines = vec![if done.refused {
        t.register_refused()
    } else {
        t.register_done(count(counts.taken), count(counts.replaced), count(counts.identical))
    }];
    lines.extend((counts.returned > 0).then(|| t.register_returned(count(counts.returned))));
    lines
}

/// The codes as a spreadsheet takes them from the clipboard: a header, then a line each.
fn as_table(enrolled: &[Enrolled], t: &Texts) -> String {
    let header = [t.account_name(), t.account_login(), t.register_code(), t.register_code_until()].join("\t");
    let line = |e: &Enrolled| [e.name.as_str(), &e.login, &e.code, &format::instant(e.until)].join("\t");
    std::iter::once(header).chain(enrolled.iter().map(line)).collect::<Vec<_>>().join("\n")
}

/// One-time codes of new accounts, shown once.
#[component]
fn Codes(
    /// Who they are for.
    enrolled: Vec<Enrolled>,
    /// They were copied.
    kept: RwSignal<bool>,
) -> impl IntoView {
    let (t, clipboard) = (texts(), use_clipboard());
    let all = StoredValue::new(enrolled.clone());
    let copy = move || {
        let text = t.with_untracked(|t| all.with_value(|all| as_table(all, t)));
        clipboard.put(
            &text,
            |t| t.register_codes_copied(),
            move || {
                kept.try_set(true);
            },
        );
    };
    let named = fresh_id("codes");
    let name = named.clone();
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
            <h2 id=named>{tr(|t| t.register_codes())}</h2>
            <p class="quiet">{tr(|t| t.register_codes_hint())}</p>
            <div class="actions"><Button icon=Icon::Copy on_press=copy>{tr(|t| t.register_codes_copy())}</Button></div>
            <div class="table-box grows" tabindex="0" role="region" aria-labelledby=name>
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
        t.with_untracked(|t| returned_name(&file, t))
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::AccountId;
    use domain::time::Instant;

    #[test]
    fn codes_are_copied_as_a_table() {
        let t = Texts::load(texts::Lang::Zh);
        let one = |login: &str| Enrolled {
            account: AccountId(uuid::Uuid::nil()),
            login: login.to_owned(),
            name: "李四".to_owned(),
            code: "ABCD-EFGH".to_owned(),
            until: Instant(0),
        };
        let table = as_table(&[one("li.si"), one("li.si2")], &t);
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(lines[0], ["姓名", "登录名", "登录码", "有效至"]);
        assert_eq!(lines[2][..3], ["李四", "li.si2", "ABCD-EFGH"]);
        assert!(lines.len() == 3 && lines.iter().all(|line| line.len() == 4));
    }
}
