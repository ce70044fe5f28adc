//! 事项申报: the proposals, page by page; beside the list one of them, or the form of a new one.

use super::super::items::Names;
use super::super::names::{modules, names_with};
use super::super::releases::changed;
use super::form::{self, ProposalForm};
use super::show::ProposalOf;
use super::words::{Opened, kind, tint};
use super::{ROW, begun};
use crate::backend::view;
use crate::list::{DataList, Line, ListColumn, ListState, Shown, Tools, stamp};
use crate::pages::audit::words::who;
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_session};
use crate::ui::{Badge, Button, Drawer, EmptyState, ErrorState, Look, PageHead, Skeleton, Tab, Tabs};
use api::item::{CountProposals, ItemShown, ListProposals, Proposal, Proposals, ShowItem};
use api::{ChangeKind, Permission};
use domain::catalogue::item::ItemId;
use domain::catalogue::proposal::{ProposalId, ProposalState};
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::{self, count, or_none};
use texts::words::Word;

/// Proposals of a page.
const PAGE: u32 = 50;
/// The key of the address for the tab.
const STATE: &str = "state";
/// The tab of all.
const ALL: &str = "all";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("name", tr(|t| t.item_name())).width(16).fixed(),
        ListColumn::new("kind", tr(|t| t.proposal_kind())),
        ListColumn::new("from", tr(|t| t.proposal_from())).width(10),
        ListColumn::new("author", tr(|t| t.proposal_author())),
        ListColumn::new("state", tr(|t| t.proposal_state())),
        ListColumn::new("moved", tr(|t| t.release_moved())),
        ListColumn::new("fields", tr(|t| t.release_fields())).width(14),
    ]
}

/// The page of proposals.
#[component]
pub fn ProposalList() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let list = ListState::new("proposals", columns()).row_key(ROW);
    let names = names_with(modules());
    // Whoever answers them comes for those that wait, whoever makes them for what became of his.
    let usual = Memo::new(move |_| if session.may(Permission::Catalogue) { ProposalState::Open.code() } else { ALL });
    let tab = Memo::new(move |_| list.get(STATE).filter(|tab| tab == ALL || ProposalState::from_code(tab).is_some()));
    let tab = Memo::new(move |_| tab.get().unwrap_or_else(|| usual.get().to_owned()));
    let state = Memo::new(move |_| ProposalState::from_code(&tab.get()));
    let listed = view(move || Some(ListProposals { state: state.get(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Catalogue]);
    let counts = view(|| Some(CountProposals {}));
    counts.reload_on(&[ChangeKind::Catalogue]);
    let n_of = move |state: Option<ProposalState>| count(counts.with(|counts| counts.map_or(0, |counts| counts.of(state))));
    let tabs = Signal::derive(move || {
        let of = |state: ProposalState| Tab { key: state.code(), label: tr(move |t| t.proposal_tab(state.word(t), n_of(Some(state)))) };
        let mut tabs: Vec<Tab> = ProposalState::ALL.iter().map(|state| of(*state)).collect();
        tabs.push(Tab { key: ALL, label: tr(move |t| t.proposal_tab(t.proposal_all(), n_of(None))) });
        tabs
    });
    let choose = move |key: String| list.set(&[(STATE, if key == usual.get_untracked() { String::new() } else { key })], false);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply
            .get()
            .map(|Proposals { proposals, edges, .. }| Shown { lines: proposals.into_iter().map(|one| line(t, one)).collect(), edges })
    });
    let opened = Memo::new(move |_| list.opened().and_then(|word| Opened::from_word(&word)));
    let title = tr(move |t| match opened.get() {
        Some(Opened::New(_)) => t.proposal_form_title(),
        _ => t.proposal_show_title(),
    });
    let saved = Callback::new(move |id: ProposalId| list.open(&id.0.to_string()));
    let shut = Callback::new(move |()| list.open(""));
    view! {
        <PageHead title=tr(|t| t.nav_proposals()) lead=tr(|t| t.proposal_lead())>
            <Button look=Look::Primary on_press=move || leaving(move || list.open(&begun(None)))>{tr(|t| t.proposal_new())}</Button>
        </PageHead>
        <div class="admin">
            <Tabs label=tr(|t| t.proposal_tabs()) value=Signal::derive(move || tab.get()) tabs on_choose=choose>
                <div class="list-head"><div class="list-filters"></div><Tools list/></div>
                <DataList
                    list
                    caption=tr(|t| t.nav_proposals())
                    shown
                    status=listed.status()
                    size=PAGE as usize
                    total
                    opens=true
                    empty=move || view! { <EmptyState title=tr(|t| t.proposal_none()) body=tr(|t| t.proposal_none_body())/> }
                />
            </Tabs>
        </div>
        <Drawer
            open=Signal::derive(move || opened.get().is_some())
            on_close=move || leaving(move || list.open(""))
            title
        >
            {move || match opened.get() {
                Some(Opened::One(id)) => view! { <ProposalOf id names/> }.into_any(),
                Some(Opened::New(None)) => {
                    view! { <ProposalForm edited=form::new() names on_saved=saved on_cancel=shut/> }.into_any()
                }
                Some(Opened::New(Some(item))) => view! { <FormOf item names saved shut/> }.into_any(),
                None => ().into_any(),
            }}
        </Drawer>
    }
}

/// The form of a proposal about an item, once that has come; somebody else's change does not take it away.
#[component]
fn FormOf(item: ItemId, names: Memo<Names>, saved: Callback<ProposalId>, shut: Callback<()>) -> impl IntoView {
    let shown = view(move || Some(ShowItem { id: item }));
    let read = RwSignal::new(None::<ItemShown>);
    Effect::new(move |_| {
        let now = shown.get();
        if now.is_some() && read.with_untracked(Option::is_none) {
            read.set(now);
        }
    });
    move || match (read.get(), shown.error()) {
        (Some(shown), _) => view! { <ProposalForm edited=form::about(shown) names on_saved=saved on_cancel=shut/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

/// A proposal as a line.
fn line(t: Wording, one: Proposal) -> Line {
    let stamp = stamp(&(one.version, one.may.len()));
    let (key, version, label) = (one.id.0.to_string(), one.version, one.name.clone());
    let one = Arc::new(one);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, &one, column)) }
}

fn cell(t: Wording, one: &Arc<Proposal>, column: &'static str) -> AnyView {
    let one = Arc::clone(one);
    match column {
        "name" => view! {
            <span>{one.name.clone()}</span>
            <br/>
            <span class="mono quiet">{or_none(one.code.clone())}</span>
        }
        .into_any(),
        // Once it is taken over a new item has its key; it has still no fields that were otherwise.
        "kind" => (move || t.with(|t| kind(one.fields.is_empty(), t))).into_any(),
        "from" => one.from.clone().into_any(),
        "author" => (move || t.with(|t| who(&one.author, t))).into_any(),
        "state" => view! { <Badge tint=tint(one.state)>{move || t.with(|t| one.state.word(t))}</Badge> }.into_any(),
        "moved" => view! { <span class="nowrap">{format::instant(one.moved_at)}</span> }.into_any(),
        _ => (move || t.with(|t| changed(&one.fields, t))).into_any(),
    }
}
