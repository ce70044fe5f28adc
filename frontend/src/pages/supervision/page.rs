//! The ledger: lights with counts, what narrows it, its rows; beside it one matter or a form.

use super::answer::Wish;
use super::form::{Edited, MatterForm, Proposal};
use super::lamp::{Lamp, drawn, state_tint};
use super::papers::ReportButton;
use super::photos::PhotosButton;
use super::rules::RulesButton;
use super::show::MatterOf;
use super::take::TakeButton;
use crate::backend::{call, view};
use crate::list::{
    Clear, DataList, Days, ExportButton, Found, Line, ListColumn, ListState, Picked, SINCE, Shown, Ticked, Tools, UNTIL, WORDS, Words,
    WriteLater, stamp,
};
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_places, use_session};
use crate::ui::{Badge, Button, Drawer, EmptyState, Glyph, Icon, Look, PageHead};
use api::supervision::{ChosenMatter, CountMatters, ExportMatters, ListMatters, MatterFilter, MatterRow, Matters};
use api::{ChangeKind, OutFile, Permission};
use domain::body::BodyId;
use domain::place::{Level, PlaceId};
use domain::supervision::flow::State;
use domain::supervision::light::Light;
use domain::supervision::{Link, LinkKind, MatterId, Source};
use leptos::prelude::*;
use std::sync::Arc;
use texts::Texts;
use texts::format::or_none;
use texts::format::{self, count};
use texts::supervision::Names;
use texts::words::Word;

/// Matters of a page.
const PAGE: u32 = 50;
/// What narrows, in the address.
const KEYS: [&str; 9] = [WORDS, "light", "state", "source", "body", "area", "waiting", SINCE, UNTIL];
/// The word of the address for a matter that is not there yet.
const NEW: &str = "new";
/// The key of the address for the row that a new matter is made of.
const LINK: &str = "link";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("light", tr(|t| t.supervision_light())),
        ListColumn::new("title", tr(|t| t.supervision_matter_title())).width(15).fixed(),
        ListColumn::new("number", tr(|t| t.supervision_number())).sorts_up().width(9),
        ListColumn::new("lead", tr(|t| t.supervision_lead())).width(10),
        ListColumn::new("due", tr(|t| t.supervision_due())).sorts_up().width(6),
        ListColumn::new("state", tr(|t| t.supervision_state())),
        ListColumn::new("feedback", tr(|t| t.supervision_feedback())).width(6),
        ListColumn::new("instructor", tr(|t| t.supervision_instructor())),
        ListColumn::new("source", tr(|t| t.supervision_source())).off(),
        ListColumn::new("place", tr(|t| t.supervision_place())).off(),
        ListColumn::new("responsible", tr(|t| t.supervision_responsible())).off(),
        ListColumn::new("issued", tr(|t| t.supervision_issued())).off(),
        ListColumn::new("moved", tr(|t| t.supervision_moved())).off(),
    ]
}

/// What is asked for; tracked.
fn filter_of(list: ListState) -> MatterFilter {
    let key = |key: &str| list.get(key).and_then(|id| id.parse::<i64>().ok());
    let days = list.days();
    MatterFilter {
        text: list.words(),
        states: list.many("state", State::ALL, State::code),
        light: list.get("light").and_then(|code| Light::from_code(&code)),
        sources: list.many("source", Source::ALL, Source::code),
        body: key("body").map(BodyId),
        place: key("area").map(PlaceId),
        due_from: days.map(|days| days.from),
        due_to: days.map(|days| days.to),
        waiting: list.get("waiting").is_some(),
    }
}

/// The row that an address names: `rating:17`.
fn link_of(address: &str) -> Option<Link> {
    let (kind, id) = address.split_once(':')?;
    Some(Link { kind: LinkKind::from_code(kind)?, id: id.parse().ok()? })
}

/// What stands in the drawer.
#[derive(Clone, PartialEq)]
enum Open {
    /// A matter.
    Matter(MatterId),
    /// A form, as it was opened.
    Form(Box<Edited>),
    /// A form of what a row proposes.
    Proposal(Link),
}

/// The page.
#[component]
pub fn Ledger() -> impl IntoView {
    let (t, session, places) = (texts(), use_session(), use_places());
    let list = ListState::new("supervision", columns()).row_key("matter");
    let bodies = view(|| Some(api::body::List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    let names = Memo::new(move |_| Names {
        bodies: bodies.with(|l| l.map(|l| l.bodies.iter().map(|b| (b.id, b.name.clone())).collect()).unwrap_or_default()),
        places: places.tree().with(|tree| tree.all().iter().map(|place| (place.id, place.name.clone())).collect()),
    });
    let instructs = Memo::new(move |_| session.may(Permission::Instruct));
    let supervises = Memo::new(move |_| session.may(Permission::Supervise));
    let filter = Memo::new(move |_| filter_of(list));
    let open = RwSignal::new(None::<Open>);
    let opened = Memo::new(move |_| (list.opened(), list.get(LINK)));
    Effect::new(move |_| {
        let (key, link) = opened.get();
        open.set(match (key.as_deref(), link.as_deref().and_then(link_of)) {
            (Some(NEW), Some(link)) if instructs.get() => Some(Open::Proposal(link)),
            (Some(NEW), None) if instructs.get() => Some(Open::Form(Box::default())),
            (Some(id), _) => id.parse().ok().map(|id| Open::Matter(MatterId(id))),
            (None, _) => None,
        });
    });
    let show = Callback::new(move |id: MatterId| {
        list.set(&[(LINK, String::new())], true);
        list.open(&id.0.to_string());
        open.set(Some(Open::Matter(id)));
    });
    let edit = Callback::new(move |edited: Edited| open.set(Some(Open::Form(Box::new(edited)))));
    let close = move || {
        leaving(move || {
            list.set(&[(LINK, String::new())], true);
            list.open("");
        });
    };
    let cancelled = Callback::new(move |()| match open.get_untracked() {
        Some(Open::Form(edited)) if edited.id.is_some() => open.set(edited.id.map(Open::Matter)),
        _ => {
            list.set(&[(LINK, String::new())], true);
            list.open("");
        }
    });
    let add = move || leaving(move || list.open(NEW));
    let title = tr(move |t| {
        open.with(|open| match open {
            Some(Open::Form(edited)) if edited.id.is_some() => t.supervision_edit_title(),
            Some(Open::Form(_)) => t.supervision_new_title(),
            Some(Open::Proposal(_)) => t.supervision_turn(),
            _ => t.supervision_show_title(),
        })
    });
    let listed = view(move || Some(ListMatters { filter: filter.get(), sort: list.sort(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Matter, ChangeKind::Body, ChangeKind::Place]);
    let counted = view(move || Some(CountMatters { filter: filter.get() }));
    counted.reload_on(&[ChangeKind::Matter]);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || counted.with(|reply| reply.map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply.get().map(|Matters { matters, edges }| Shown { lines: matters.into_iter().map(|row| line(t, names, row)).collect(), edges })
    });
    let export = Callback::new(move |out: OutFile| {
        let asked = ExportMatters { filter: untrack(|| filter_of(list)), sort: untrack(|| list.sort()), out };
        WriteLater(Box::pin(call(asked)))
    });
    let in_sight =
        Signal::derive(move || reply.with(|reply| reply.iter().flat_map(|reply| reply.matters.iter().map(|row| row.id)).collect()));
    let urging = RwSignal::new(None::<Wish>);
    view! {
        <PageHead title=tr(|t| t.supervision_ledger()) lead=tr(|t| t.supervision_page_lead())>
            <Show when=move || supervises.get()>
                <RulesButton/>
                <TakeButton show/>
                <PhotosButton/>
            </Show>
            <ReportButton matters=in_sight/>
            <Show when=move || instructs.get()>
                <Button look=Look::Primary on_press=add>{tr(|t| t.supervision_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin supervision">
            <Lights list counts=Signal::derive(move || counted.with(|reply| reply.map(|reply| reply.lights.clone()).unwrap_or_default()))/>
            <Filters list names>
                <ExportButton name=tr(|t| t.supervision_ledger_file()) write=export/>
            </Filters>
            <DataList
                list
                caption=tr(|t| t.supervision_ledger())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                opens=true
                ticks=supervises
                bulk=move || view! {
                    <Button icon=Icon::Bell on_press=move || urging.set(Some(Wish::Urge(ticked(list))))>{tr(|t| t.supervision_urge())}</Button>
                }
                empty=|| view! { <EmptyState title=tr(|t| t.supervision_none_found()) body=tr(|t| t.supervision_none_found_body())/> }
            />
        </div>
        <super::answer::AnswerDialog wish=urging/>
        <Drawer open=Signal::derive(move || open.with(Option::is_some)) on_close=close title>
            {move || match open.get() {
                Some(Open::Form(edited)) => view! { <MatterForm edited=*edited names on_saved=show on_cancel=cancelled/> }.into_any(),
                Some(Open::Proposal(link)) => view! { <Proposal link names on_saved=show on_cancel=cancelled/> }.into_any(),
                Some(Open::Matter(id)) => view! { <MatterOf id names edit/> }.into_any(),
                None => ().into_any(),
            }}
        </Drawer>
    }
}

/// The ticked rows as they were read.
fn ticked(list: ListState) -> Vec<ChosenMatter> {
    let read = |(key, version): (&String, &i64)| Some(ChosenMatter { id: MatterId(key.parse().ok()?), version: *version });
    list.ticked.with_untracked(|ticked| ticked.iter().filter_map(read).collect())
}

/// Lights with how many matters each has, to be pressed; the pressed one again shows all.
#[component]
fn Lights(list: ListState, counts: Signal<Vec<(Light, i64)>>) -> impl IntoView {
    let t = texts();
    let chosen = Memo::new(move |_| list.get("light").and_then(|code| Light::from_code(&code)));
    let chip = move |light: Light| {
        let (icon, _) = drawn(light);
        let n = move || counts.with(|counts| counts.iter().find(|(one, _)| *one == light).map_or(0, |(_, n)| *n));
        let is_on = move || chosen.get() == Some(light);
        let press = move |_| {
            let word = if untrack(is_on) { String::new() } else { light.code().to_owned() };
            list.set(&[("light", word)], false);
        };
        view! {
            <button type="button" class=format!("light-chip is-{}", light.code()) aria-pressed=move || is_on().to_string() on:click=press>
                <Glyph icon/>
                <span>{move || t.with(|t| light.word(t))}</span>
                <strong>{move || count(n())}</strong>
            </button>
        }
    };
    view! {
        <div class="light-chips" role="group" aria-label=move || t.with(|t| t.supervision_light())>
            {Light::ALL.iter().map(|light| chip(*light)).collect_view()}
        </div>
    }
}

/// What narrows the ledger.
#[component]
fn Filters(list: ListState, names: Memo<Names>, children: Children) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let seats = Signal::derive(move || {
        places.tree().with(|tree| {
            let towns = tree.all().iter().filter(|place| place.level != Level::Village);
            towns.map(|place| (place.id.0.to_string(), place.name.clone())).collect::<Vec<_>>()
        })
    });
    let waits = Signal::derive(move || vec![("1".to_owned(), t.with(|t| t.supervision_waiting()))]);
    let bodies =
        Signal::derive(move || names.with(|n| n.bodies.iter().map(|(id, name)| (id.0.to_string(), name.clone())).collect::<Vec<_>>()));
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Words list hint=tr(|t| t.supervision_find())/>
                <Ticked list key="state" label=tr(|t| t.supervision_state()) all=State::ALL code=State::code/>
                <Ticked list key="source" label=tr(|t| t.supervision_source()) all=Source::ALL code=Source::code/>
                <Picked list key="area" label=tr(|t| t.supervision_place()) options=seats/>
                <Picked list key="waiting" label=tr(|t| t.supervision_turn_of()) options=waits/>
                <Found list key="body" label=tr(|t| t.supervision_body()) options=bodies/>
                <Days list/>
                <Clear list keys=&KEYS/>
            </div>
            <Tools list>{children()}</Tools>
        </div>
    }
}

/// A matter as a line.
fn line(t: Wording, names: Memo<Names>, row: MatterRow) -> Line {
    let stamp = stamp(&(row.version, &row.number, &row.title, row.state.code(), row.light.map(Light::code)));
    let (key, label, version) = (row.id.0.to_string(), row.title.clone(), row.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, names, &row, column)) }
}

fn cell(t: Wording, names: Memo<Names>, row: &Arc<MatterRow>, column: &'static str) -> AnyView {
    let row = Arc::clone(row);
    match column {
        "title" => row.title.clone().into_any(),
        "light" => view! { <Lamp light=row.light/> }.into_any(),
        "state" => {
            let state = row.state;
            view! { <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge> }.into_any()
        }
        "number" | "due" | "feedback" | "issued" => {
            view! { <span class="nowrap">{move || t.with(|t| names.with(|names| or_none(words(&row, column, names, t))))}</span> }
                .into_any()
        }
        _ => (move || t.with(|t| names.with(|names| or_none(words(&row, column, names, t))))).into_any(),
    }
}

/// The words of a cell.
fn words(row: &MatterRow, column: &str, names: &Names, t: &Texts) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(domain::day::text).unwrap_or_default();
    match column {
        "number" => row.number.clone(),
        "lead" => {
            let name = row.lead.map(|body| names.body(body)).unwrap_or_default();
            if row.helpers > 0 { format!("{name} +{}", row.helpers) } else { name }
        }
        "due" => day(row.due),
        "feedback" => day(row.feedback),
        "issued" => day(row.issued),
        "instructor" => row.instructor.clone(),
        "responsible" => row.responsible.clone(),
        "source" => row.source.word(t),
        "place" => names.place(row.place),
        "moved" => format::instant(row.moved_at),
        _ => String::new(),
    }
}
