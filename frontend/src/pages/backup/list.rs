//! The backups of the folder, with what can be done to each.

use super::ask::Asked;
use super::words;
use crate::state::{texts, tr};
use crate::ui::{Badge, Column, EmptyState, Menu, MenuItem, Popover, Table, Tint};
use api::backup::Backup;
use leptos::prelude::*;
use texts::format::{bytes, count, instant};

#[component]
pub(super) fn List(
    /// Newest first.
    backups: Vec<Backup>,
    /// What is asked.
    asked: RwSignal<Option<Asked>>,
    /// Other work goes on.
    is_busy: bool,
) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("made", tr(|t| t.backup_column_made())).width(17),
        Column::new("why", tr(|t| t.backup_column_why())),
        Column::new("size", tr(|t| t.backup_column_size())).figures(),
        Column::new("rows", tr(|t| t.backup_column_rows())).figures(),
        Column::new("protected", tr(|t| t.backup_column_protected())),
        Column::new("proof", tr(|t| t.backup_column_proof())).width(14),
        Column::new("acts", tr(|t| t.backup_column_acts())),
    ]);
    view! {
        <section class="card">
            <h2>{tr(|t| t.backup_list())}</h2>
            {if backups.is_empty() {
                view! { <EmptyState title=tr(|t| t.backup_list_empty())/> }.into_any()
            } else {
                let rows = backups.into_iter().map(|backup| view! { <BackupRow backup asked is_busy/> }).collect_view();
                view! { <Table caption=tr(|t| t.backup_list()) columns grows=true>{rows}</Table> }.into_any()
            }}
        </section>
    }
}

#[component]
fn BackupRow(backup: Backup, asked: RwSignal<Option<Asked>>, is_busy: bool) -> impl IntoView {
    let t = texts();
    let about = backup.about.clone();
    let made = about.as_ref().map(|a| instant(a.made));
    let why = about.as_ref().map(|a| a.trigger);
    let rows = about.as_ref().map_or_else(|| "—".to_owned(), |a| count(a.rows));
    let (protected, proof) = (backup.protected, backup.proof.as_ref().map(|p| instant(p.at)));
    let size = bytes(backup.size);
    let problem = backup.problem.clone();
    let is_bad = problem.is_some();
    let proof = match (problem, proof) {
        (Some(problem), _) => {
            let words = Signal::derive(move || t.with(|t| texts::error::backup(&problem, t)));
            view! { <span title=words><Badge tint=Tint::Bad>{words}</Badge></span> }.into_any()
        }
        (None, Some(at)) => view! { <span class="nowrap">{move || t.with(|t| t.backup_proof_good(at.clone()))}</span> }.into_any(),
        (None, None) => view! { <Badge tint=Tint::Warn>{tr(|t| t.backup_proof_none())}</Badge> }.into_any(),
    };
    let name = backup.name.clone();
    view! {
        <tr>
            <td class="nowrap" title=name.clone()>
                {move || made.clone().unwrap_or_else(|| t.with(|t| t.backup_unknown()))}
                <span class="backup-name">{name.clone()}</span>
            </td>
            <td>{move || why.map(|why| t.with(|t| words::why(why, t)))}</td>
            <td class="num nowrap">{size}</td>
            <td class="num">{rows}</td>
            <td>{move || t.with(|t| words::protected(protected, t))}</td>
            <td>{proof}</td>
            <td><Acts backup asked usable=!is_bad && !is_busy/></td>
        </tr>
    }
}

/// What can be done to a backup.
#[component]
fn Acts(backup: Backup, asked: RwSignal<Option<Asked>>, usable: bool) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let backup = StoredValue::new(backup);
    let name = backup.with_value(|b| b.name.clone());
    let ask = move |what: fn(Backup) -> Asked| asked.set(Some(what(backup.get_value())));
    view! {
        <Popover
            open
            kind="menu"
            at_end=true
            label=Signal::derive(move || t.with(|t| t.backup_acts_of(name.clone())))
            words=move || tr(|t| t.backup_column_acts()).get()
        >
            <Menu>
                {usable.then(|| view! {
                    <MenuItem on_press=move || ask(Asked::Drill)>{tr(|t| t.backup_act_drill())}</MenuItem>
                    <MenuItem on_press=move || ask(Asked::Verify)>{tr(|t| t.backup_act_verify())}</MenuItem>
                    <MenuItem on_press=move || ask(Asked::Restore)>{tr(|t| t.backup_act_restore())}</MenuItem>
                })}
                <MenuItem on_press=move || ask(Asked::Remove)>{tr(|t| t.backup_act_remove())}</MenuItem>
            </Menu>
        </Popover>
    }
}
