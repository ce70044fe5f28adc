//! 典型: what stations do well, for all of them to read; what waits is decided about here.

use super::MOVES;
use super::words::exemplar_tint;
use crate::backend::{call, view};
use crate::edit::{DraftNote, Input, ReasonDialog, Reasoned, Why, keep_words, sending};
use crate::list::{Clear, DataList, Line, ListColumn, ListState, Shown, Ticked, Tools, stamp};
use crate::state::unsaved::OwnWork;
use crate::state::{Places, Wording, texts, tr, use_at, use_places};
use crate::ui::{
    Badge, Button, Dialog, Drawer, EmptyState, ErrorNote, Field, Icon, InputForm, LinkButton, Look, PageHead, Select, TextArea, TextInput,
    use_notices,
};
use api::inspection::{DecideExemplar, ExemplarRow, Exemplars as Reply, ListExemplars, ProposeExemplar};
use domain::inspection::checklist::Unified;
use domain::inspection::exemplar::{ExemplarFields, ExemplarId, ExemplarState};
use domain::inspection::plan::VisitId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use std::sync::Arc;
use texts::words::Word;

/// Exemplars of a page.
const PAGE: u32 = 50;
/// What narrows, in the address.
const KEYS: [&str; 1] = ["state"];

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("title", tr(|t| t.exemplar_name())).width(18).fixed(),
        ListColumn::new("station", tr(|t| t.finding_station())).width(12),
        ListColumn::new("town", tr(|t| t.finding_town())).width(4),
        ListColumn::new("unified", tr(|t| t.visit_unified())),
        ListColumn::new("state", tr(|t| t.inspect_state())),
    ]
}

/// The page.
#[component]
pub fn Exemplars() -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let list = ListState::new("inspection_exemplars", columns()).row_key("exemplar");
    let listed = view(move || {
        let states = list.many("state", ExemplarState::ALL, ExemplarState::code);
        Some(ListExemplars { states, page: list.page(), limit: PAGE })
    });
    listed.reload_on(MOVES);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply
            .get()
            .map(|Reply { exemplars, edges, .. }| Shown { lines: exemplars.into_iter().map(|row| line(t, places, row)).collect(), edges })
    });
    let opened = Memo::new(move |_| list.opened().and_then(|id| id.parse().ok()).map(ExemplarId));
    // The row stays in sight while the list moves on.
    let row = Memo::new(move |before: Option<&Option<ExemplarRow>>| {
        let id = opened.get()?;
        let found = reply.with(|reply| reply.as_ref().and_then(|reply| reply.exemplars.iter().find(|one| one.id == id).cloned()));
        found.or_else(|| before.cloned().flatten().filter(|row| row.id == id))
    });
    view! {
        <PageHead title=tr(|t| t.exemplar_title()) lead=tr(|t| t.exemplar_lead())/>
        <div class="admin supervision">
            <div class="list-head">
                <div class="list-filters">
                    <Ticked list key="state" label=tr(|t| t.inspect_state()) all=ExemplarState::ALL code=ExemplarState::code/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.exemplar_title())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                opens=true
                empty=|| view! { <EmptyState title=tr(|t| t.exemplar_none()) body=tr(|t| t.exemplar_none_body())/> }
            />
        </div>
        <Drawer
            open=Signal::derive(move || row.with(Option::is_some))
            on_close=move || list.open("")
            title=tr(|t| t.exemplar_title())
        >
            {move || row.get().map(|row| view! { <Exemplar row/> })}
        </Drawer>
    }
}

fn line(t: Wording, places: Places, row: ExemplarRow) -> Line {
    let stamp = stamp(&(row.version, row.state.code(), &row.fields.title));
    let (key, label, version) = (row.id.0.to_string(), row.fields.title.clone(), row.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, places, &row, column)) }
}

fn cell(t: Wording, places: Places, row: &Arc<ExemplarRow>, column: &'static str) -> AnyView {
    let (town, unified, state) = (row.town, row.fields.unified, row.state);
    match column {
        "title" => row.fields.title.clone().into_any(),
        "station" => row.point_name.clone().into_any(),
        "town" => (move || places.name(town)).into_any(),
        "unified" => (move || t.with(|t| unified.word(t))).into_any(),
        _ => view! { <Badge tint=exemplar_tint(state)>{move || t.with(|t| state.word(t))}</Badge> }.into_any(),
    }
}

/// One of them, and what is decided about it.
#[component]
fn Exemplar(row: ExemplarRow) -> impl IntoView {
    let (t, at, places, notices) = (texts(), use_at(), use_places(), use_notices());
    let (id, version, state, unified, town) = (row.id, row.version, row.state, row.fields.unified, row.town);
    let (who, day) = (row.who.clone(), domain::day::text(row.at.day()));
    let by = move || t.with(|t| t.exemplar_by(&who, &day));
    let decided = (!row.decided_by.is_empty()).then(|| {
        let (who, opinion) = (row.decided_by.clone(), row.opinion.clone());
        let opinion = move |t: &texts::Texts| if opinion.is_empty() { state.word(t) } else { opinion.clone() };
        view! { <p class="quiet lines">{move || t.with(|t| t.exemplar_decided(&who, opinion(t)))}</p> }
    });
    let (asks, spreads) = (RwSignal::new(false), RwSignal::new(true));
    let word = tr(move |t| if spreads.get() { t.exemplar_spread() } else { t.exemplar_decline() });
    let about = row.fields.title.clone();
    let why = move |()| {
        let spread = spreads.get_untracked();
        let least = if spread { 0 } else { REASON_LEAST };
        let form = format!("exemplar:{}:{}", id.0, if spread { "spread" } else { "decline" });
        Why { label: tr(|t| t.exemplar_opinion()), ..Why::of(form, about.clone(), word, (least, WORDS_LIMIT)) }
    };
    let send = Callback::new(move |opinion: String| {
        let spread = spreads.get_untracked();
        Reasoned(Box::pin(async move {
            call(DecideExemplar { id, spread, opinion, version }).await?;
            notices.done(t.with_untracked(|t| if spread { t.exemplar_spread_done() } else { t.exemplar_declined_done() }));
            Ok(())
        }))
    });
    let ask = move |spread: bool| {
        spreads.set(spread);
        asks.set(true);
    };
    let visit = row.visit;
    let to_visit = Signal::derive(move || at.href(crate::pages::visit::PATH, &[("visit", visit.0.to_string())]));
    view! {
        <div class="duty matter">
            <h3>{row.fields.title.clone()}</h3>
            <p class="guide-badges">
                <Badge tint=exemplar_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
                <Badge>{move || t.with(|t| unified.word(t))}</Badge>
            </p>
            {row.may_decide.then(|| view! {
                <div class="actions">
                    <Button look=Look::Primary icon=Icon::Check on_press=move || ask(true)>{tr(|t| t.exemplar_spread())}</Button>
                    <Button on_press=move || ask(false)>{tr(|t| t.exemplar_decline())}</Button>
                </div>
            })}
            <dl class="diff">
                <div class="diff-field">
                    <dt>{tr(|t| t.finding_station())}</dt>
                    <dd>{row.point_name.clone()}" "{move || places.name(town)}</dd>
                </div>
                <div class="diff-field"><dt>{tr(|t| t.exemplar_what())}</dt><dd class="lines">{row.fields.what.clone()}</dd></div>
                <div class="diff-field"><dt>{tr(|t| t.exemplar_copy())}</dt><dd class="lines">{row.fields.copy.clone()}</dd></div>
            </dl>
            <p class="quiet">{by}</p>
            {decided}
            {row.may_open.then(|| view! {
                <div class="actions">
                    <LinkButton look=Look::Quiet icon=Icon::Inspect href=to_visit>{tr(|t| t.visit_open())}</LinkButton>
                </div>
            })}
        </div>
        <ReasonDialog open=asks title=word why send/>
    }
}

/// The button that recommends what is done well where a visit was, and its dialog.
#[component]
pub fn ProposeButton(
    /// From which visit.
    visit: VisitId,
) -> impl IntoView {
    let (open, own) = (RwSignal::new(false), OwnWork::new());
    view! {
        <Button on_press=move || open.set(true)>{tr(|t| t.exemplar_propose())}</Button>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.exemplar_propose())>
            <Show when=move || open.get()><ProposeForm visit open own/></Show>
        </Dialog>
    }
}

#[component]
fn ProposeForm(visit: VisitId, open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let [line, title, what, copy] = [(); 4].map(|()| RwSignal::new(String::new()));
    let unified = RwSignal::new(Unified::default());
    let sending = sending();
    let fields = [Input::Text(line), Input::Text(title), Input::Text(what), Input::Text(copy)];
    let (draft, put_back) = keep_words(own, format!("visit:{}:exemplar", visit.0), tr(|t| t.exemplar_propose()), fields);
    let write = move || {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let fields =
            ExemplarFields { line: text(line), unified: unified.get_untracked(), title: text(title), what: text(what), copy: text(copy) };
        sending.send(ProposeExemplar { visit, fields }, move |_| {
            draft.forget();
            notices.done(t.with_untracked(|t| t.exemplar_proposed()));
            open.try_set(false);
        });
    };
    let of_five = Signal::derive(move || t.with(|t| Unified::ALL.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    let line_hint = tr(|t| t.exemplar_line_hint());
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p>{tr(|t| t.exemplar_propose_lead())}</p>
            <DraftNote draft on_drop=put_back/>
            <Field label=tr(|t| t.exemplar_name()) error=sending.at("title")><TextInput value=title/></Field>
            <Field label=tr(|t| t.exemplar_what()) error=sending.at("what")><TextArea value=what rows=4/></Field>
            <Field label=tr(|t| t.exemplar_copy()) error=sending.at("copy")><TextArea value=copy rows=3/></Field>
            <div class="field-pair">
                <Field label=tr(|t| t.visit_unified())>
                    <Select value=Signal::derive(move || Some(unified.get())) options=of_five on_choose=move |one| unified.set(one)/>
                </Field>
                <Field
                    label=tr(|t| t.exemplar_line())
                    hint=Signal::derive(move || Some(line_hint.get()))
                    error=sending.at("line")
                    optional=true
                >
                    <TextInput value=line width=6/>
                </Field>
            </div>
            <ErrorNote error=sending.above(&["title", "what", "copy", "line"])/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.exemplar_propose())}</Button>
            </div>
        </InputForm>
    }
}
