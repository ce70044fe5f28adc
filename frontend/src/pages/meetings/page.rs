//! The list of meetings, the newest first; beside it one meeting or a form.

use super::form::{Edited, MeetingForm};
use super::show::MeetingOf;
use crate::backend::view;
use crate::list::{Clear, DataList, Line, ListColumn, ListState, Shown, Ticked, Tools, WORDS, Words, stamp};
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_places};
use crate::ui::{Badge, Button, Drawer, EmptyState, Look, PageHead, Tint};
use api::ChangeKind;
use api::meeting::{ListMeetings, MeetingRow, Meetings};
use domain::meeting::{MeetingId, MeetingState};
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::count;
use texts::format::or_none;
use texts::supervision::Names;
use texts::words::Word;

/// Meetings of a page.
const PAGE: u32 = 50;
/// What narrows, in the address.
const KEYS: [&str; 2] = [WORDS, "state"];
/// The word of the address for a meeting that is not there yet.
const NEW: &str = "new";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("day", tr(|t| t.meeting_day())).width(6),
        ListColumn::new("title", tr(|t| t.meeting_title())).width(18).fixed(),
        ListColumn::new("number", tr(|t| t.meeting_number())).width(10),
        ListColumn::new("state", tr(|t| t.supervision_state())),
        ListColumn::new("agreed", tr(|t| t.meeting_agreed())).figures(),
        ListColumn::new("turned", tr(|t| t.meeting_turned())).figures(),
    ]
}

/// How a state is tinted.
pub(super) fn state_tint(state: MeetingState) -> Tint {
    match state {
        MeetingState::Draft => Tint::Warn,
        MeetingState::Issued => Tint::Accent,
        MeetingState::Revoked => Tint::Quiet,
    }
}

/// What stands in the drawer.
#[derive(Clone, PartialEq)]
enum Open {
    /// A meeting.
    Meeting(MeetingId),
    /// A form, as it was opened.
    Form(Box<Edited>),
}

/// The page.
#[component]
pub fn MeetingList() -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let list = ListState::new("meetings", columns()).row_key("meeting");
    let bodies = view(|| Some(api::body::List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    let names = Memo::new(move |_| Names {
        bodies: bodies.with(|l| l.map(|l| l.bodies.iter().map(|b| (b.id, b.name.clone())).collect()).unwrap_or_default()),
        places: places.tree().with(|tree| tree.all().iter().map(|place| (place.id, place.name.clone())).collect()),
    });
    let listed = view(move || {
        let states = list.many("state", MeetingState::ALL, MeetingState::code);
        Some(ListMeetings { text: list.words(), states, page: list.page(), limit: PAGE })
    });
    listed.reload_on(&[ChangeKind::Meeting, ChangeKind::Matter]);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let may_add = Memo::new(move |_| reply.with(|reply| reply.as_ref().is_some_and(|reply| reply.may_add)));
    let open = RwSignal::new(None::<Open>);
    let opened = Memo::new(move |_| list.opened());
    Effect::new(move |_| {
        open.set(match opened.get().as_deref() {
            Some(NEW) => Some(Open::Form(Box::default())),
            Some(id) => id.parse().ok().map(|id| Open::Meeting(MeetingId(id))),
            None => None,
        });
    });
    let show = Callback::new(move |id: MeetingId| {
        list.open(&id.0.to_string());
        open.set(Some(Open::Meeting(id)));
    });
    let edit = Callback::new(move |edited: Edited| open.set(Some(Open::Form(Box::new(edited)))));
    let close = move || leaving(move || list.open(""));
    let cancelled = Callback::new(move |()| match open.get_untracked() {
        Some(Open::Form(edited)) if edited.id.is_some() => open.set(edited.id.map(Open::Meeting)),
        _ => list.open(""),
    });
    let title = tr(move |t| {
        open.with(|open| match open {
            Some(Open::Form(edited)) if edited.id.is_some() => t.meeting_edit_title(),
            Some(Open::Form(_)) => t.meeting_new(),
            _ => t.subject_meeting(),
        })
    });
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply.get().map(|Meetings { meetings, edges, .. }| Shown { lines: meetings.into_iter().map(|row| line(t, row)).collect(), edges })
    });
    view! {
        <PageHead title=tr(|t| t.meeting_list()) lead=tr(|t| t.meeting_page_lead())>
            <Show when=move || may_add.get()>
                <Button look=Look::Primary on_press=move || leaving(move || list.open(NEW))>{tr(|t| t.meeting_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin supervision">
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.meeting_find())/>
                    <Ticked list key="state" label=tr(|t| t.supervision_state()) all=MeetingState::ALL code=MeetingState::code/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.meeting_list())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                opens=true
                empty=|| view! { <EmptyState title=tr(|t| t.meeting_none()) body=tr(|t| t.meeting_none_body())/> }
            />
        </div>
        <Drawer open=Signal::derive(move || open.with(Option::is_some)) on_close=close title>
            {move || match open.get() {
                Some(Open::Form(edited)) => view! { <MeetingForm edited=*edited names on_saved=show on_cancel=cancelled/> }.into_any(),
                Some(Open::Meeting(id)) => view! { <MeetingOf id names edit/> }.into_any(),
                None => ().into_any(),
            }}
        </Drawer>
    }
}

/// A meeting as a line.
fn line(t: Wording, row: MeetingRow) -> Line {
    let stamp = stamp(&(row.version, &row.number, &row.title, row.state.code(), row.agreed, row.turned));
    let (key, label, version) = (row.id.0.to_string(), row.title.clone(), row.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, &row, column)) }
}

fn cell(t: Wording, row: &Arc<MeetingRow>, column: &'static str) -> AnyView {
    match column {
        "day" => view! { <span class="nowrap">{domain::day::text(row.day)}</span> }.into_any(),
        "title" => row.title.clone().into_any(),
        "number" => or_none(row.number.clone()).into_any(),
        "state" => {
            let state = row.state;
            view! { <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge> }.into_any()
        }
        "agreed" => count(row.agreed).into_any(),
        "turned" => count(row.turned).into_any(),
        _ => ().into_any(),
    }
}
