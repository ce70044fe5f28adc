//! The page: which edition, what narrows its rows, the rows, and one of them beside the item here.

use super::super::catalogue::items::Names;
use super::decide::{DecideDialog, Wish};
use super::show::{RowOf, tint};
use super::{LOAD, words};
use crate::backend::view;
use crate::list::{Clear, DataList, Found, Line, ListColumn, ListState, Picked, Shown, WORDS, Words, stamp};
use crate::pages::catalogue::names::{modules, names_with};
use crate::state::{Wording, texts, tr, use_at, use_session};
use crate::ui::{
    Badge, Button, Drawer, EmptyState, ErrorState, Field, Icon, LinkButton, Look, Notice, NoticeKind, PageHead, Select, Skeleton, Tab,
    Tabs, Tint,
};
use api::provincial::{Counts, Edition, ListEditions, ListRows, Row, RowFilter, Rows};
use api::{ChangeKind, Permission};
use domain::body::BodyId;
use domain::catalogue::provincial::{Decision, EditionId, RowId, Standing};
use leptos::prelude::*;
use std::sync::Arc;
use texts::Texts;
use texts::format::or_none;
use texts::format::{self, count};
use texts::words::Word;

/// Rows of a page.
const PAGE: u32 = 50;
/// The key of the address for the edition.
const EDITION: &str = "edition";
/// The key of the address for what rows mean.
const WHAT: &str = "what";
/// The key of the address for what was decided.
const DECISION: &str = "decision";
/// The key of the address for the body.
const BODY: &str = "body";
/// What narrows, in the address.
const KEYS: [&str; 3] = [WORDS, DECISION, BODY];
/// All of them, as a tab.
const ALL: &str = "all";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("name", tr(|t| t.item_name())).width(18).fixed(),
        ListColumn::new("what", tr(|t| t.provincial_what())).fixed(),
        ListColumn::new("changes", tr(|t| t.provincial_changes())).width(16).fixed(),
        ListColumn::new("body", tr(|t| t.item_body())).width(8).fixed(),
        ListColumn::new("decision", tr(|t| t.provincial_decision())).fixed(),
    ]
}

/// What is asked for; tracked.
fn filter_of(list: ListState) -> RowFilter {
    RowFilter {
        edition: list.get(EDITION).and_then(|id| id.parse().ok()).map(EditionId),
        what: list.get(WHAT).and_then(|code| Standing::from_code(&code)).into_iter().collect(),
        decision: list.get(DECISION).and_then(|code| Decision::from_code(&code)),
        text: list.words(),
        body: list.get(BODY).and_then(|id| id.parse().ok()).map(BodyId),
    }
}

/// What is to be seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Waiting,
    Failed,
    Empty,
    Rows,
}

/// The page of editions.
#[component]
pub fn Provincial() -> impl IntoView {
    let (at, session) = (use_at(), use_session());
    let may = Memo::new(move |_| session.may(Permission::Catalogue));
    let editions = view(|| Some(ListEditions {}));
    editions.reload_on(&[ChangeKind::Catalogue]);
    let face = Memo::new(move |_| match editions.with(|e| e.map(|e| e.editions.is_empty())) {
        None if editions.has_failed() => Face::Failed,
        None => Face::Waiting,
        Some(true) => Face::Empty,
        Some(false) => Face::Rows,
    });
    let all = Memo::new(move |_| editions.with(|e| e.map(|e| e.editions.clone()).unwrap_or_default()));
    let load = move |look| {
        view! { <LinkButton look icon=Icon::Import href=Signal::derive(move || at.href(LOAD, &[]))>{tr(|t| t.provincial_load())}</LinkButton> }
    };
    view! {
        <PageHead title=tr(|t| t.provincial_title()) lead=tr(|t| t.provincial_lead())>
            <Show when=move || may.get() && face.get() == Face::Rows>{load(Look::Plain)}</Show>
        </PageHead>
        {move || match face.get() {
            Face::Waiting => view! { <Skeleton lines=12/> }.into_any(),
            Face::Failed => match editions.error() {
                Some(error) => view! { <ErrorState error=Signal::stored(error) retry=move || editions.reload()/> }.into_any(),
                None => ().into_any(),
            },
            Face::Empty => {
                let body = tr(move |t| if may.get() { t.provincial_none_body() } else { t.provincial_none_body_reader() });
                view! {
                    <EmptyState title=tr(|t| t.provincial_none()) body/>
                    {move || may.get().then(|| view! { <div class="actions">{load(Look::Primary)}</div> })}
                }
                .into_any()
            }
            Face::Rows => view! { <Editions all may/> }.into_any(),
        }}
    }
}

/// The edition that is looked at, its rows and one of them.
#[component]
fn Editions(all: Memo<Vec<Edition>>, may: Memo<bool>) -> impl IntoView {
    let t = texts();
    let list = ListState::new("provincial", columns());
    let filter = Memo::new(move |_| filter_of(list));
    let here = Memo::new(move |_| {
        let asked = filter.with(|filter| filter.edition);
        all.with(|all| all.iter().find(|edition| Some(edition.id) == asked).or_else(|| all.first()).cloned())
    });
    let is_current = Memo::new(move |_| here.with(|here| here.as_ref().is_some_and(|here| here.is_current)));
    let can = Memo::new(move |_| may.get() && is_current.get());
    let listed = view(move || Some(ListRows { filter: filter.get(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Catalogue, ChangeKind::Body]);
    let names = names_with(modules());
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let counts = Memo::new(move |_| reply.with(|reply| reply.as_ref().map(|reply| reply.counts).unwrap_or_default()));
    let shown = Signal::derive(move || {
        reply.get().map(|Rows { rows, edges, .. }| Shown { lines: rows.into_iter().map(|row| line(t, names, row)).collect(), edges })
    });
    let wish = RwSignal::new(None::<Wish>);
    let ticked = move || -> Vec<RowId> {
        list.ticked.with_untracked(|ticked| ticked.keys().filter_map(|key| key.parse().ok().map(RowId)).collect())
    };
    let bulk = move |decision: Decision| wish.set(Some(Wish { rows: ticked(), filter: RowFilter::default(), decision, what: None }));
    let whole = move |decision: Decision| {
        wish.set(Some(Wish { rows: Vec::new(), filter: filter.get_untracked(), decision, what: None }));
    };
    let value = Signal::derive(move || list.get(WHAT).filter(|code| Standing::from_code(code).is_some()).unwrap_or_else(|| ALL.to_owned()));
    let tabs = Signal::derive(move || {
        let of =
            |what: Standing| Tab { key: what.code(), label: tr(move |t| t.provincial_tab(what.word(t), count(counts.get().of(what)))) };
        let all = tr(move |t| t.provincial_tab(t.common_all(), count(counts.with(|c: &Counts| c.to_decide() + c.same))));
        std::iter::once(Tab { key: ALL, label: all }).chain(Standing::ALL.iter().map(|what| of(*what))).collect::<Vec<_>>()
    });
    let choose = move |key: String| list.set(&[(WHAT, if key == ALL { String::new() } else { key })], false);
    let opened = Memo::new(move |_| list.opened().and_then(|key| key.parse().ok()).map(RowId));
    let fitting = Memo::new(move |_| total.get().map_or(0, |total| total.n));
    let fit = move || t.with(|t| t.provincial_all_fitting(count(fitting.get())));
    view! {
        <Head all here list/>
        <div class="provincial">
            <Tabs label=tr(|t| t.provincial_kinds()) value tabs on_choose=choose>
                <Filters list names/>
                <div class="provincial-all">
                    <span role="status">{fit}</span>
                    <Show when=move || can.get() && fitting.get().gt(&0)>
                        <Button look=Look::Quiet on_press=move || whole(Decision::Claimed)>{tr(|t| t.provincial_claim_all())}</Button>
                        <Button look=Look::Quiet on_press=move || whole(Decision::Declined)>{tr(|t| t.provincial_decline_all())}</Button>
                    </Show>
                </div>
                <DataList
                    list
                    caption=tr(|t| t.provincial_title())
                    shown
                    status=listed.status()
                    size=PAGE as usize
                    total
                    opens=true
                    ticks=can
                    bulk=move || view! {
                        <Button look=Look::Primary icon=Icon::Check on_press=move || bulk(Decision::Claimed)>{tr(|t| t.provincial_claim())}</Button>
                        <Button on_press=move || bulk(Decision::Declined)>{tr(|t| t.provincial_decline())}</Button>
                        <Button on_press=move || bulk(Decision::Open)>{tr(|t| t.provincial_reopen())}</Button>
                    }
                    empty=|| view! { <EmptyState title=tr(|t| t.provincial_none_found()) body=tr(|t| t.provincial_none_found_body())/> }
                />
            </Tabs>
        </div>
        <Drawer open=Signal::derive(move || opened.get().is_some()) on_close=move || list.open("") title=tr(|t| t.provincial_show_title())>
            {move || opened.get().map(|id| view! { <RowOf id names may wish/> })}
        </Drawer>
        <DecideDialog wish names on_done=move || list.ticked.set(std::collections::BTreeMap::new())/>
    }
}

/// Which edition, where it comes from, and how far it has been worked through.
#[component]
fn Head(all: Memo<Vec<Edition>>, here: Memo<Option<Edition>>, list: ListState) -> impl IntoView {
    let t = texts();
    let options = Signal::derive(move || {
        t.with(|t| {
            let name = |e: &Edition| if e.is_current { t.provincial_edition_now(&e.name) } else { e.name.clone() };
            all.with(|all| all.iter().map(|edition| (edition.id, name(edition))).collect::<Vec<_>>())
        })
    });
    let choose = move |id: EditionId| {
        let is_newest = all.with_untracked(|all| all.first().is_some_and(|first| first.id == id));
        list.set(&[(EDITION, if is_newest { String::new() } else { id.0.to_string() })], false);
    };
    let about = move |edition: &Edition, t: &Texts| {
        let loaded = t.provincial_edition_about(
            crate::pages::audit::words::who(&edition.loaded_by, t),
            format::instant(edition.loaded_at),
            &edition.file_name,
        );
        let day = edition.issued_on.map(domain::day::text);
        [edition.paper.clone(), day.unwrap_or_default(), loaded].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let sentence = move |edition: &Edition, t: &Texts| {
        let done = |counts: &Counts| count(counts.to_decide() + counts.same);
        t.provincial_sentence(count(edition.open.to_decide()), done(&edition.claimed), done(&edition.declined))
    };
    view! {
        <div class="provincial-head">
            <Field label=tr(|t| t.provincial_edition())>
                <Select value=Signal::derive(move || here.with(|here| here.as_ref().map(|here| here.id))) options on_choose=choose/>
            </Field>
            <div>
                <p><strong>{move || t.with(|t| here.with(|here| here.as_ref().map(|here| sentence(here, t))))}</strong></p>
                <p class="quiet">{move || t.with(|t| here.with(|here| here.as_ref().map(|here| about(here, t))))}</p>
            </div>
        </div>
        {move || here.with(|here| here.as_ref().is_some_and(|here| !here.is_current)).then(|| view! {
            <Notice kind=NoticeKind::Info><p>{tr(|t| t.provincial_old())}</p></Notice>
        })}
    }
}

/// What narrows the rows.
#[component]
fn Filters(list: ListState, names: Memo<Names>) -> impl IntoView {
    let t = texts();
    let bodies =
        Signal::derive(move || names.with(|n| n.bodies.iter().map(|(id, name)| (id.0.to_string(), name.clone())).collect::<Vec<_>>()));
    let decisions =
        Signal::derive(move || t.with(|t| Decision::ALL.iter().map(|one| (one.code().to_owned(), one.word(t))).collect::<Vec<_>>()));
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Words list hint=tr(|t| t.provincial_find())/>
                <Picked list key=DECISION label=tr(|t| t.provincial_decision()) options=decisions/>
                <Found list key=BODY label=tr(|t| t.item_body()) options=bodies/>
                <Clear list keys=&KEYS/>
            </div>
        </div>
    }
}

/// A row as a line.
fn line(t: Wording, names: Memo<Names>, row: Row) -> Line {
    let stamp = stamp(&(row.version, row.what.code(), &row.fields, row.decision.code(), &row.name));
    let (key, label, version) = (row.id.0.to_string(), row.name.clone(), row.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, names, &row, column)) }
}

fn cell(t: Wording, names: Memo<Names>, row: &Arc<Row>, column: &'static str) -> AnyView {
    let row = Arc::clone(row);
    let (what, decision) = (row.what, row.decision);
    match column {
        "name" => {
            let code = if row.base_code.is_empty() { row.code.clone() } else { row.base_code.clone() };
            view! { <span class="cell-first">{row.name.clone()}</span><span class="cell-second mono">{code}</span> }.into_any()
        }
        "what" => view! { <Badge tint=tint(what)>{move || t.with(|t| what.word(t))}</Badge> }.into_any(),
        "changes" => (move || t.with(|t| words::changes(&row, t))).into_any(),
        // The body here; where the file names one that is none of ours, as it stands there.
        "body" => (move || {
            let known = row.body.map(|body| names.with(|names| names.body(body))).filter(|name| !name.is_empty());
            or_none(known.unwrap_or_else(|| row.body_name.clone()))
        })
        .into_any(),
        // Of one that is the same nothing has to be decided.
        _ if what == Standing::Same && decision == Decision::Open => or_none(String::new()).into_any(),
        _ => {
            let tint = if decision == Decision::Open { Tint::Warn } else { Tint::Quiet };
            view! { <Badge tint>{move || t.with(|t| words::decision(what, decision, t))}</Badge> }.into_any()
        }
    }
}
