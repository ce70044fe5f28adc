//! How backups stand, in one sentence, with what to do about it.

use super::ask::Asked;
use super::words;
use crate::state::{texts, tr};
use crate::ui::{Button, Icon, Look, Notice};
use api::backup::Shown;
use leptos::prelude::*;
use texts::format;

#[component]
pub(super) fn StandingCard(shown: Shown, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let t = texts();
    let is_busy = shown.running.is_some();
    let newest = shown.backups.iter().find(|b| words::is_usable(b)).cloned();
    let can_drill = newest.is_some() && !is_busy;
    let (standing, stands) = (shown.standing, shown.clone());
    let lines = move || {
        t.with(|t| {
            let mut lines = Vec::new();
            lines.extend(stands.newest.map(|at| t.backup_newest(format::instant(at))));
            lines.push(stands.proved.map_or_else(|| t.backup_never_proved(), |at| t.backup_proved_at(format::instant(at))));
            lines.push(words::database(&stands, t));
            lines.join(" · ")
        })
    };
    let warned = shown.clone();
    let warnings = move || {
        let all = t.with(|t| words::warnings(&warned, t));
        all.into_iter().map(|words| view! { <p class="backup-warning">{words}</p> }).collect_view()
    };
    let drill = move || asked.set(newest.clone().map(Asked::Drill));
    let why_not = Signal::derive(move || is_busy.then(|| t.with(|t| t.error_job_running_what())));
    view! {
        <section class="card backup-standing">
            <Notice kind=words::mood(standing)>
                <p class="backup-sentence"><strong>{move || t.with(|t| words::standing(standing, t))}</strong></p>
                <p>{lines}</p>
                {move || t.with(|t| words::advice(standing, t)).map(|words| view! { <p>{words}</p> })}
                {warnings}
            </Notice>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Lock why_not on_press=move || asked.set(Some(Asked::Make))>
                    {tr(|t| t.backup_make())}
                </Button>
                {can_drill.then(|| view! { <Button icon=Icon::Check on_press=drill>{tr(|t| t.backup_drill_title())}</Button> })}
                <Button why_not on_press=move || asked.set(Some(Asked::File))>{tr(|t| t.backup_other_file())}</Button>
            </div>
        </section>
    }
}
