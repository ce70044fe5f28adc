//! 诊断: looked at first, then written.

use crate::backend::{FileKind, call, save_file};
use crate::state::{texts, tr, use_session};
use crate::ui::{Button, ErrorNote, Glyph, Icon, Notice, NoticeKind, Progress, use_notices};
use api::ApiError;
use api::diagnosis::{Preview, Previewed, Write};
use leptos::prelude::*;
use texts::format::bytes;

#[component]
pub(super) fn DiagnosisCard() -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let (looking, writing) = (RwSignal::new(false), RwSignal::new(false));
    let (seen, failed) = (RwSignal::new(None::<Previewed>), RwSignal::new(None::<ApiError>));
    let look = move || {
        looking.set(true);
        failed.set(None);
        seen.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(Preview {}).await;
            looking.try_set(false);
            match answer {
                Ok(found) => {
                    seen.try_set(Some(found));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let write = move || {
        let name = format!("yimen-diagnosis-{}.zip", untrack(|| session.today()));
        let title = t.with_untracked(|t| t.backup_diagnosis_title());
        writing.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = match save_file(FileKind::Any, &title, &name).await {
                Ok(Some(out)) => call(Write { out }).await.map(Some),
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            };
            writing.try_set(false);
            match answer {
                Ok(Some(written)) => notices.done(t.with_untracked(|t| t.backup_diagnosis_written(bytes(written.size)))),
                Ok(None) => {}
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let found = move || {
        seen.get().map(|found| {
            let kind = if found.faults == 0 { NoticeKind::Done } else { NoticeKind::Warn };
            let n = found.faults;
            let facts = found.facts.into_iter().map(|fact| {
                view! { <div class:is-bad=fact.bad><dt>{fact.name}</dt><dd>{fact.bad.then(|| view! { <Glyph icon=Icon::Warn/> })}{fact.value}</dd></div> }
            });
            let files = found.files.into_iter().map(|file| view! { <li><code>{file.name}</code>" "{bytes(file.size)}</li> });
            let (facts, files) = (facts.collect_view(), files.collect_view());
            view! {
                <Notice kind>
                    <p>{move || t.with(|t| if n == 0 { t.backup_diagnosis_good() } else { t.backup_diagnosis_bad(n.to_string()) })}</p>
                </Notice>
                <dl class="backup-facts">{facts}</dl>
                <p>{tr(|t| t.backup_diagnosis_files())}</p>
                <ul class="mono">{files}</ul>
                <div class="actions">
                    <Button busy=writing on_press=write>{tr(|t| t.backup_diagnosis_write())}</Button>
                </div>
            }
        })
    };
    view! {
        <section class="card">
            <h2>{tr(|t| t.backup_diagnosis())}</h2>
            <p class="quiet">{tr(|t| t.backup_diagnosis_lead())}</p>
            <div class="actions">
                <Button icon=Icon::Check busy=looking on_press=look>{tr(|t| t.backup_diagnosis_look())}</Button>
            </div>
            <Show when=move || looking.get()>
                <Progress label=tr(|t| t.backup_diagnosis_looking()) percent=Signal::stored(None)/>
            </Show>
            <ErrorNote error=failed/>
            {found}
        </section>
    }
}
