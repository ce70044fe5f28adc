//! 检查表: the lists with their versions; beside them one version, or the draft's form.

use super::MOVES;
use super::checklist_form::{self, ListForm};
use super::checklist_show::ListOf;
use super::words::stage_tint;
use crate::backend::view;
use crate::list::{Clear, DataList, Line, ListColumn, ListState, Shown, Ticked, Tools, WORDS, Words, cut, stamp};
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr};
use crate::ui::{Badge, Button, Drawer, EmptyState, Look, PageHead};
use api::inspection::{ChecklistRow, ListChecklists};
use domain::inspection::checklist::{ChecklistId, ListStage, Target};
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::{count, or_none};
use texts::words::Word;

/// Lists of a page.
const PAGE: usize = 50;
/// What narrows, in the address.
const KEYS: [&str; 2] = [WORDS, "target"];
/// The key of the address for the list that is open.
pub(super) const ROW: &str = "checklist";
/// The key of the address for its version.
pub(super) const NO: &str = "no";
/// The word of the address for a list that is not there yet.
const NEW: &str = "new";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("code", tr(|t| t.inspect_list_code())).width(8),
        ListColumn::new("name", tr(|t| t.inspect_list_name())).width(18).fixed(),
        ListColumn::new("target", tr(|t| t.inspect_list_target())).width(8),
        ListColumn::new("published", tr(|t| t.inspect_list_published())).width(7),
        ListColumn::new("draft", tr(|t| t.inspect_list_draft())).width(7),
        ListColumn::new("lines", tr(|t| t.inspect_list_n_lines())).figures(),
        ListColumn::new("full", tr(|t| t.inspect_list_full())).figures(),
    ]
}

/// What stands in the drawer.
#[derive(Clone, PartialEq)]
enum Open {
    /// A list, or a version of it.
    List(ChecklistId, Option<i64>),
    /// A form, as it was opened; none for a new one.
    Form(Option<Box<checklist_form::Edited>>),
}

/// The page.
#[component]
pub fn Checklists() -> impl IntoView {
    let t = texts();
    let list = ListState::new("inspection_checklists", columns()).row_key(ROW);
    let listed = view(|| Some(ListChecklists {}));
    listed.reload_on(MOVES);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let edits = Memo::new(move |_| reply.with(|reply| reply.as_ref().is_some_and(|reply| reply.may_edit)));
    let found = Memo::new(move |_| {
        let words = list.words().to_lowercase();
        let targets = list.many("target", Target::ALL, Target::code);
        let fits = |row: &ChecklistRow| {
            let is_named = row.name.to_lowercase().contains(&words) || row.code.to_lowercase().contains(&words);
            is_named && (targets.is_empty() || targets.contains(&row.target))
        };
        reply.with(|reply| Some(reply.as_ref()?.checklists.iter().filter(|row| fits(row)).cloned().collect::<Vec<_>>()))
    });
    let total = Signal::derive(move || found.with(|found| found.as_ref().map(|found| api::page::Total::all(found.len()))));
    let shown = Signal::derive(move || found.get().map(|rows| cut(rows.into_iter().map(|row| line(t, row)).collect(), &list.page(), PAGE)));
    let open = RwSignal::new(None::<Open>);
    let opened = Memo::new(move |_| (list.opened(), list.get(NO)));
    Effect::new(move |_| {
        let (key, no) = opened.get();
        open.set(match key.as_deref() {
            Some(NEW) => Some(Open::Form(None)),
            Some(id) => id.parse().ok().map(|id| Open::List(ChecklistId(id), no.and_then(|no| no.parse().ok()))),
            None => None,
        });
    });
    let show = Callback::new(move |id: ChecklistId| {
        list.at.set(&[(ROW, id.0.to_string()), (NO, String::new())], false);
        open.set(Some(Open::List(id, None)));
    });
    let pick = Callback::new(move |(id, no): (ChecklistId, i64)| list.at.set(&[(ROW, id.0.to_string()), (NO, no.to_string())], true));
    let edit = Callback::new(move |edited: checklist_form::Edited| open.set(Some(Open::Form(Some(Box::new(edited))))));
    let shut = move || list.at.set(&[(ROW, String::new()), (NO, String::new())], false);
    let cancelled = Callback::new(move |()| match open.get_untracked() {
        Some(Open::Form(Some(edited))) => match edited.id {
            Some(id) => open.set(Some(Open::List(id, None))),
            None => shut(),
        },
        _ => shut(),
    });
    let title = tr(move |t| {
        open.with(|open| match open {
            Some(Open::Form(Some(_))) => t.inspect_list_form_edit(),
            Some(Open::Form(None)) => t.inspect_list_form_new(),
            _ => t.inspect_list_title(),
        })
    });
    view! {
        <PageHead title=tr(|t| t.inspect_checklists()) lead=tr(|t| t.inspect_lists_lead())>
            <Show when=move || edits.get()>
                <Button look=Look::Primary on_press=move || leaving(move || list.open(NEW))>{tr(|t| t.inspect_list_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin supervision">
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.inspect_list_find())/>
                    <Ticked list key="target" label=tr(|t| t.inspect_list_target()) all=Target::ALL code=Target::code/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.inspect_checklists())
                shown
                status=listed.status()
                size=PAGE
                total
                opens=true
                empty=|| view! { <EmptyState title=tr(|t| t.inspect_lists_none()) body=tr(|t| t.inspect_lists_none_body())/> }
            />
        </div>
        <Drawer open=Signal::derive(move || open.with(Option::is_some)) on_close=move || leaving(shut) title>
            {move || match open.get() {
                Some(Open::Form(edited)) => {
                    let edited = edited.map_or_else(checklist_form::new, |edited| *edited);
                    view! { <ListForm edited on_saved=show on_cancel=cancelled/> }.into_any()
                }
                Some(Open::List(id, no)) => view! { <ListOf id no pick edit/> }.into_any(),
                None => ().into_any(),
            }}
        </Drawer>
    }
}

/// A list as a line.
fn line(t: Wording, row: ChecklistRow) -> Line {
    let stamp = stamp(&(row.version, row.published, row.draft, &row.name));
    let (key, label, version) = (row.id.0.to_string(), row.name.clone(), row.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, &row, column)) }
}

fn cell(t: Wording, row: &Arc<ChecklistRow>, column: &'static str) -> AnyView {
    let version = |no: Option<i64>, stage: ListStage| match no {
        Some(no) => view! { <Badge tint=stage_tint(stage)>{move || t.with(|t| t.inspect_version(no.to_string()))}</Badge> }.into_any(),
        None => or_none(String::new()).into_any(),
    };
    // What plans begin with; of a list that was never published, its draft.
    let told = row.versions.iter().find(|one| Some(one.no) == row.published).or_else(|| row.versions.first());
    match column {
        "code" => view! { <span class="mono nowrap">{row.code.clone()}</span> }.into_any(),
        "name" => row.name.clone().into_any(),
        "target" => {
            let target = row.target;
            (move || t.with(|t| target.word(t))).into_any()
        }
        "published" => version(row.published, ListStage::Published),
        "draft" => version(row.draft, ListStage::Draft),
        "lines" => told.map_or_else(|| or_none(String::new()), |told| count(told.lines)).into_any(),
        _ => told.map_or_else(|| or_none(String::new()), |told| told.full.to_string()).into_any(),
    }
}
