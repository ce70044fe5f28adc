//! One version of a checklist: its lines by 五统一, with points, deduction, veto and evidence.

use super::MOVES;
use super::checklist_form::Edited;
use super::words::stage_tint;
use crate::backend::{call, door::Later, view};
use crate::edit::{History, sending};
use crate::pages::audit::words::who;
use crate::state::{texts, tr};
use crate::ui::{
    Badge, Button, Column, ConfirmDialog, ErrorNote, ErrorState, Icon, Look, SaveButton, Select, Skeleton, Table, Tint, use_notices,
};
use api::inspection::{Checklist, ChecklistRow, ChecklistShown, ExportChecklist, PublishChecklist, ShowChecklist, VersionRow};
use api::{ApiError, OutFile};
use domain::inspection::checklist::{ChecklistId, Deduct, Evidence, Line, ListStage, Unified, Veto};
use domain::inspection::points::Points;
use leptos::prelude::*;
use texts::Texts;
use texts::format::{self, count};
use texts::words::Word;

/// A list with one of its versions, once it has come.
#[component]
pub(super) fn ListOf(
    /// Which.
    id: ChecklistId,
    /// Which version; none: the newest that the person sees.
    no: Option<i64>,
    /// Shows another version.
    pick: Callback<(ChecklistId, i64)>,
    /// Opens the draft's form.
    edit: Callback<Edited>,
) -> impl IntoView {
    let shown = view(move || Some(ShowChecklist { id, no }));
    shown.reload_on(MOVES);
    let list = Memo::new(move |_| shown.get());
    move || match (list.get(), shown.error()) {
        (Some(shown), _) => view! { <Shown shown pick edit/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

#[component]
fn Shown(shown: ChecklistShown, pick: Callback<(ChecklistId, i64)>, edit: Callback<Edited>) -> impl IntoView {
    let t = texts();
    let ChecklistShown { row, shown: Checklist { no, stage, fields }, may_edit } = shown;
    let (id, target) = (row.id, row.target);
    let (n, full) = (fields.lines.len(), fields.full().to_string());
    let versions: Vec<i64> = row.versions.iter().map(|one| one.no).collect();
    let has_several = versions.len() > 1;
    let options =
        Signal::derive(move || t.with(|t| versions.iter().map(|no| (*no, t.inspect_version(no.to_string()))).collect::<Vec<_>>()));
    let told = row.versions.iter().find(|one| one.no == no).cloned();
    let groups = Unified::ALL.iter().filter_map(|unified| {
        let lines: Vec<Line> = fields.lines.iter().filter(|line| line.unified == *unified).cloned().collect();
        (!lines.is_empty()).then(|| view! { <Group unified=*unified lines/> })
    });
    let groups = groups.collect_view();
    let subject = format!("checklist:{}", id.0);
    let note = fields.note.clone();
    let (list, ending) = (fields.name.clone(), no);
    let file_name = move || t.with_untracked(|t| format!("{list}_{}.xlsx", t.inspect_version(ending.to_string())));
    let write = move |out: OutFile| -> Option<Later<String>> {
        let file = out.name.clone();
        Some(Box::pin(async move {
            let written = call(ExportChecklist { id, no: Some(no), out }).await?;
            Ok(t.with_untracked(|t| t.inspect_list_exported(&file, count(written.rows))))
        }))
    };
    view! {
        // Who only reads has nothing else in it that a key could scroll by.
        <div class="duty matter checklist" role="group" tabindex="0" aria-label=fields.name.clone()>
            <h3>{fields.name.clone()}</h3>
            <p class="guide-badges">
                <Badge tint=stage_tint(stage)>{move || t.with(|t| stage.word(t))}</Badge>
                <Badge>{move || t.with(|t| t.inspect_version(no.to_string()))}</Badge>
                <Badge>{move || t.with(|t| target.word(t))}</Badge>
                <span class="mono quiet">{row.code.clone()}</span>
            </p>
            <p><strong>{tr(move |t| t.inspect_version_told(count(n), &full))}</strong></p>
            {told.map(|version| view! { <VersionTold version/> })}
            {(!note.is_empty()).then(|| view! { <p class="lines">{note}</p> })}
            {has_several.then(|| view! {
                <div class="version-pick">
                    <Select
                        value=Signal::stored(Some(no))
                        options
                        on_choose=move |no: i64| pick.run((id, no))
                        label=Signal::derive(move || Some(t.with(|t| t.inspect_version_pick())))
                    />
                </div>
            })}
            <SaveButton label=tr(|t| t.inspect_list_export()) name=file_name write/>
            {may_edit.then(|| view! { <Actions row=row.clone() no stage fields=fields.clone() edit/> })}
            {groups}
            {may_edit.then(|| view! { <History subject=Signal::stored(subject)/> })}
        </div>
    }
}

/// Who wrote and who published it.
#[component]
fn VersionTold(version: VersionRow) -> impl IntoView {
    let t = texts();
    let VersionRow { saved_by, saved_at, published_by, published_at, .. } = version;
    let saved = move || t.with(|t| t.inspect_version_saved(who(&saved_by, t), format::instant(saved_at)));
    let published = move || published_at.map(|at| t.with(|t| t.inspect_version_published(who(&published_by, t), format::instant(at))));
    view! { <p class="quiet provincial-facts"><span>{saved}</span><span>{published}</span></p> }
}

/// Writing the next version, or going on with the draft; publishing it.
#[component]
fn Actions(
    row: ChecklistRow,
    /// Of the version in sight.
    no: i64,
    stage: ListStage,
    fields: domain::inspection::checklist::ListFields,
    edit: Callback<Edited>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (id, version) = (row.id, row.version);
    let (asks, sending) = (RwSignal::new(false), sending());
    // A draft is gone on with where it is in sight; what is published begins the next one while there is none.
    let is_draft = stage == ListStage::Draft;
    let writes = is_draft || (row.draft.is_none() && row.published == Some(no));
    let code = row.code;
    let open = move || edit.run(Edited { id: Some(id), fields: super::checklist_form::typed(&code, &fields), version });
    let publish = move |()| {
        sending.tried(PublishChecklist { id, version }, move |shown| {
            asks.try_set(false);
            if let Some(shown) = shown {
                notices.done(t.with_untracked(|t| t.inspect_list_was_published(&shown.row.name)));
            }
        });
    };
    view! {
        <div class="actions">
            {is_draft.then(|| view! {
                <Button look=Look::Primary icon=Icon::Check on_press=move || asks.set(true)>{tr(|t| t.inspect_list_publish())}</Button>
            })}
            {writes.then(|| view! {
                <Button on_press=open>{tr(move |t| if is_draft { t.inspect_list_go_on() } else { t.inspect_list_write() })}</Button>
            })}
        </div>
        <ErrorNote error=sending.failed/>
        <ConfirmDialog
            open=asks
            title=tr(|t| t.inspect_list_publish_title())
            body=tr(|t| t.inspect_list_publish_body())
            yes=tr(|t| t.inspect_list_publish())
            busy=sending.busy
            on_yes=publish
            on_no=move |()| asks.set(false)
        />
    }
}

/// The lines of one of the 五统一.
#[component]
fn Group(unified: Unified, lines: Vec<Line>) -> impl IntoView {
    let t = texts();
    let name = tr(move |t| unified.word(t));
    let (n, full) = (lines.len(), Points(lines.iter().map(|line| line.points.0).sum()).to_string());
    let columns = Signal::derive(|| {
        vec![
            Column::new("no", tr(|t| t.inspect_line_no())),
            Column::new("text", tr(|t| t.inspect_line_text())).width(24),
            Column::new("points", tr(|t| t.inspect_line_points())).figures(),
            Column::new("deduct", tr(|t| t.inspect_line_deduct())).width(12),
            Column::new("evidence", tr(|t| t.inspect_line_evidence())),
        ]
    });
    let rows = lines.into_iter().map(move |line| {
        let Line { no, text, points, deduct, each, veto, evidence, guidance, only_if, .. } = line;
        let only_if = Some(only_if).filter(|no| !no.is_empty());
        view! {
            <tr>
                <td class="nowrap">{no}</td>
                <td>
                    <span class="lines">{text}</span>
                    {(veto == Veto::Yes).then(|| view! { " "<Badge tint=Tint::Bad>{move || t.with(|t| veto.word(t))}</Badge> })}
                    {only_if.map(|no| view! { <p class="quiet">{move || t.with(|t| t.inspect_rule_only_if(&no))}</p> })}
                    {(!guidance.is_empty()).then(|| view! { <p class="quiet lines">{guidance}</p> })}
                </td>
                <td class="num">{points.to_string()}</td>
                <td>{move || t.with(|t| rule(deduct, points, each, t))}</td>
                <td class="nowrap">
                    {(evidence != Evidence::None).then(|| view! { <span>{move || t.with(|t| evidence.word(t))}</span> })}
                </td>
            </tr>
        }
    });
    view! {
        <section class="duty-part">
            <h4>{name}" "<span class="quiet">{tr(move |t| t.inspect_version_told(count(n), &full))}</span></h4>
            <Table caption=name columns grows=true>{rows.collect_view()}</Table>
        </section>
    }
}

/// What is taken off for a fault; nothing where nothing can be.
fn rule(deduct: Deduct, points: Points, each: Points, t: &Texts) -> String {
    if points.0 == 0 {
        return String::new();
    }
    match deduct {
        // Half of the points if nothing is said.
        Deduct::Graded if each.0 == 0 => t.inspect_deduct_graded(),
        Deduct::Graded => t.inspect_rule_graded(each.to_string()),
        Deduct::PerFault => t.inspect_rule_per_fault(each.to_string()),
    }
}
