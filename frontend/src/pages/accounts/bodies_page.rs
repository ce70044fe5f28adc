//! Bodies (部门): who handles cases.

use super::bodies::Draft;
use super::body_form::BodyForm;
use crate::backend::{call, view};
use crate::list::{Clear, DataList, ExportButton, Line, ListColumn, ListState, Picked, Shown, Tools, WORDS, Words, WriteLater, cut, stamp};
use crate::pages::registers::ImportLink;
use crate::state::unsaved::leaving;
use crate::state::{Places, Wording, texts, tr, use_places, use_session};
use crate::ui::{Badge, Button, Drawer, EmptyState, Look, PageHead, Tint};
use api::body::{Export, Filter, List};
use api::page::Total;
use api::{ChangeKind, OutFile};
use domain::body::Body;
use domain::register::Register;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::NONE;

/// Bodies of a page.
const PAGE: usize = 50;

/// What narrows, in the address.
const KEYS: [&str; 2] = [WORDS, "state"];

/// The word of the address for a body that is not there yet.
const NEW: &str = "new";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("name", tr(|t| t.body_name())).width(16).sorts_up().fixed(),
        ListColumn::new("code", tr(|t| t.body_code())).width(18).sorts_up(),
        ListColumn::new("place", tr(|t| t.body_place())),
        ListColumn::new("state", tr(|t| t.body_state())).sorts_up(),
    ]
}

fn filter_of(list: ListState) -> Filter {
    let active = match list.get("state").as_deref() {
        Some("on") => Some(true),
        Some("off") => Some(false),
        _ => None,
    };
    Filter { text: list.words(), active }
}

/// The page of bodies.
#[component]
pub fn Bodies() -> impl IntoView {
    let (t, places, session) = (texts(), use_places(), use_session());
    let list = ListState::new("bodies", columns()).row_key("body");
    let bodies = view(|| Some(List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    let filter = Memo::new(move |_| filter_of(list));
    let found = Memo::new(move |_| {
        let (filter, sort) = (filter.get(), list.sort());
        bodies.with(|listed| listed.map(|listed| filter.of(listed.bodies.clone(), sort.as_ref())))
    });
    let total = Signal::derive(move || found.with(|f| f.as_ref().map(|f| Total::all(f.len()))));
    let shown = Signal::derive(move || {
        let page = list.page();
        found.get().map(|found| cut(found.into_iter().map(|body| line(t, places, body)).collect(), &page, PAGE))
    });
    // What is edited is held as it was opened: somebody else's change does not take the form away.
    let edited = RwSignal::new(None::<Draft>);
    let opened = Memo::new(move |_| list.opened());
    let ready = Memo::new(move |_| bodies.with(|b| b.is_some()));
    Effect::new(move |_| {
        let opened = opened.get();
        let draft = match opened.as_deref() {
            Some(NEW) => Some(Draft::new(untrack(|| places.tree().with(|tree| tree.district().map(|p| p.id))))),
            Some(id) if ready.get() => {
                let of = |b: &&Body| b.id.0.to_string() == id;
                untrack(|| bodies.with(|listed| listed?.bodies.iter().find(of).map(Draft::of)))
            }
            _ => None,
        };
        edited.set(draft);
    });
    let add = move || leaving(move || list.open(NEW));
    let title = Signal::derive(move || {
        let is_new = edited.with(|e| e.as_ref().is_some_and(|e| e.id.is_none()));
        t.with(|t| if is_new { t.body_new() } else { t.body_edit_title() })
    });
    let name = tr(move |t| t.body_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| {
        let (filter, sort) = (filter.get_untracked(), untrack(|| list.sort()));
        WriteLater(Box::pin(call(Export { filter, sort, template: false, out })))
    });
    let states = Signal::derive(move || t.with(|t| vec![("on".to_owned(), t.body_active_on()), ("off".to_owned(), t.body_active_off())]));
    view! {
        <PageHead title=tr(|t| t.nav_bodies()) lead=tr(|t| t.body_lead())>
            <ImportLink register=Register::Bodies/>
            <ExportButton name write/>
            <Button look=Look::Primary on_press=add>{tr(|t| t.body_new())}</Button>
        </PageHead>
        <div class="admin">
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.body_find())/>
                    <Picked list key="state" label=tr(|t| t.body_state()) options=states/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.nav_bodies())
                shown
                status=bodies.status()
                size=PAGE
                total
                opens=true
                empty=move || {
                    let none = bodies.with(|b| b.is_some_and(|b| b.bodies.is_empty()));
                    view! { <EmptyState title=tr(move |t| if none { t.body_empty() } else { t.body_none_found() })/> }
                }
            />
        </div>
        <Drawer open=Signal::derive(move || edited.with(Option::is_some)) on_close=move || leaving(move || list.open("")) title>
            {move || edited.get().map(|draft| view! { <BodyForm draft bodies on_done=move || list.open("")/> })}
        </Drawer>
    }
}

/// A body as a line.
fn line(t: Wording, places: Places, body: Body) -> Line {
    let stamp = stamp(&(body.version, &body.name, body.active));
    let (key, version, label) = (body.id.0.to_string(), body.version, body.name.clone());
    let body = Arc::new(body);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, places, &body, column)) }
}

fn cell(t: Wording, places: Places, body: &Arc<Body>, column: &'static str) -> AnyView {
    let (place, active) = (body.place, body.active);
    match column {
        "name" => body.name.clone().into_any(),
        "code" => view! { <span class="mono">{body.code.clone().unwrap_or_else(|| NONE.to_owned())}</span> }.into_any(),
        "place" => (move || places.name(place)).into_any(),
        _ if active => (move || t.with(|t| t.body_active_on())).into_any(),
        _ => view! { <Badge tint=Tint::Warn>{move || t.with(|t| t.body_active_off())}</Badge> }.into_any(),
    }
}
