//! What is drafted and reviewed, page by page, and what of it waits for the person; several are moved together from here.

use super::show::stage_tint;
use super::together::{Together, TogetherBar, Way};
use crate::backend::{View, view};
use crate::list::{ListState, PageBar, Picked};
use crate::pages::adjusted::AdjustmentButton;
use crate::state::{texts, tr};
use crate::ui::{Badge, Button, Checkbox, EmptyState, Loaded, Look, Notice, NoticeKind, Skeleton};
use api::ChangeKind;
use api::duty::{AdjustmentOf, DraftCounts, Drafts, ExportAdjustment, ListDrafts, Version};
use api::page::Total;
use domain::duty::flow::Stage;
use domain::duty::{DutyId, VersionId};
use leptos::prelude::*;
use texts::duty::Names;
use texts::format::{self, count};
use texts::words::Word;

/// Drafts of a page.
const PAGE: u32 = 50;
/// The key of the address for how far those have come that are listed.
pub(super) const STAGE: &str = "stage";

/// The list of drafts.
#[component]
pub(super) fn DraftList(
    /// The page's list: its address says which page.
    list: ListState,
    /// How many there are.
    counts: View<DraftCounts>,
    /// What entries refer to.
    names: Memo<Names>,
    /// Shows one.
    show: Callback<(DutyId, Option<VersionId>)>,
    /// Only what waits for the person.
    waits: bool,
) -> impl IntoView {
    let t = texts();
    // What a person has just published is told of here, also when nothing is left to be published.
    let published = RwSignal::new(Vec::<VersionId>::new());
    let offer = move || {
        let write = move |out| Some(ExportAdjustment { of: AdjustmentOf::Versions(published.get()), out });
        let name = move || t.with(|t| t.duty_adjustment_name(t.duty_n_entries(count(published.with(Vec::len)))));
        view! {
            <Notice kind=NoticeKind::Info>
                <p>{move || t.with(|t| t.duty_adjustment_offer(count(published.with(Vec::len))))}</p>
                <div class="actions"><AdjustmentButton write name/></div>
            </Notice>
        }
    };
    let has_published = Memo::new(move |_| published.with(|published| !published.is_empty()));
    let stage = Memo::new(move |_| list.get(STAGE).and_then(|code| Stage::from_code(&code)).filter(|stage| stage.is_open()));
    let drafts = view(move || Some(ListDrafts { waiting: waits, stage: stage.get(), page: list.page(), limit: PAGE }));
    drafts.reload_on(&[ChangeKind::Duty]);
    let total =
        Signal::derive(move || counts.with(|counts| counts.map(|counts| Total { n: counts.total(stage.get(), waits), exact: true })));
    let stages = Signal::derive(move || {
        let open = Stage::ALL.iter().copied().filter(|stage| stage.is_open());
        let n = |stage| counts.with(|counts| counts.map_or(0, |counts| counts.total(Some(stage), waits)));
        t.with(|t| open.map(|stage| (stage.code().to_owned(), t.duty_stage_n(stage.word(t), count(n(stage))))).collect::<Vec<_>>())
    });
    let together = Together::new();
    view! {
        <Show when=move || has_published.get()>{offer()}</Show>
        <div class="list-filters"><Picked list key=STAGE label=tr(|t| t.duty_field_step()) options=stages/></div>
        <TogetherBar together published/>
        <Loaded view=drafts skeleton=|| view! { <Skeleton lines=6/> } let:reply>
            <Listing reply list total names show waits together/>
        </Loaded>
    }
}

#[component]
fn Listing(
    reply: Drafts,
    list: ListState,
    total: Signal<Option<Total>>,
    names: Memo<Names>,
    show: Callback<(DutyId, Option<VersionId>)>,
    waits: bool,
    together: Together,
) -> impl IntoView {
    let Drafts { drafts, edges } = reply;
    together.renew(&drafts);
    if drafts.is_empty() && edges.before.is_none() {
        let (title, body) = if waits {
            (tr(|t| t.duty_waiting_none()), tr(|t| t.duty_waiting_none_body()))
        } else {
            (tr(|t| t.duty_drafts_none()), tr(|t| t.duty_drafts_none_body()))
        };
        return view! { <EmptyState title body/> }.into_any();
    }
    let shown = Signal::stored(drafts.len());
    let movable = drafts.iter().any(|version| Way::of(version).is_some());
    let page = StoredValue::new(drafts.clone());
    view! {
        {movable.then(|| view! {
            <div class="actions">
                <Button look=Look::Quiet on_press=move || page.with_value(|page| together.tick_page(page))>{tr(|t| t.duty_tick_page())}</Button>
            </div>
        })}
        <ul class="duty-drafts">{drafts.into_iter().map(|version| view! { <Draft version names show together/> }).collect_view()}</ul>
        <PageBar list edges=Signal::stored(edges) shown total size=PAGE as usize/>
    }
    .into_any()
}

/// A version in the list, to be ticked if the person may move it on.
#[component]
fn Draft(version: Version, names: Memo<Names>, show: Callback<(DutyId, Option<VersionId>)>, together: Together) -> impl IntoView {
    let t = texts();
    let (id, duty, stage, deed) = (version.id, version.duty, version.stage, version.deed);
    let facts = {
        let version = version.clone();
        move || {
            t.with(|t| {
                let body = version.body.map(|body| names.with(|names| names.body(body))).unwrap_or_default();
                let place = names.with(|names| names.place(version.place));
                let by = t.duty_version_by(crate::pages::audit::words::who(&version.author, t), format::instant(version.moved_at));
                [version.code.clone(), body, place, by].into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
            })
        }
    };
    let (step, name) = (version.step.clone(), version.name.clone());
    view! {
        <li class="duty-draft">
            {Way::of(&version).map(|_| view! { <Tick version together/> })}
            <div class="duty-draft-body">
                <p>
                    <Button look=Look::Quiet on_press=move || show.run((duty, Some(id)))>{name}</Button>
                    " "
                    <Badge tint=stage_tint(stage)>{move || t.with(|t| stage.word(t))}</Badge>
                    " "
                    <Badge>{move || t.with(|t| deed.word(t))}</Badge>
                    {(!step.is_empty()).then(|| view! { " "<span>{step}</span> })}
                </p>
                <p class="quiet">{facts}</p>
            </div>
        </li>
    }
}

#[component]
fn Tick(version: Version, together: Together) -> impl IntoView {
    let label = version.name.clone();
    let id = version.id;
    let tick = RwSignal::new(untrack(|| together.has(id)));
    // Ticked here, and all at once or no more from elsewhere.
    Effect::new(move |_| {
        let has = together.has(id);
        if tick.get_untracked() != has {
            tick.set(has);
        }
    });
    let version = StoredValue::new(version);
    Effect::new(move |before: Option<bool>| {
        let now = tick.get();
        if before.is_some_and(|before| before != now) {
            version.with_value(|version| together.tick(version, now));
        }
        now
    });
    let why_not = Signal::derive(move || version.with_value(|version| together.why_not(version)));
    view! { <Checkbox value=tick why_not><span class="visually-hidden">{label}</span></Checkbox> }
}
