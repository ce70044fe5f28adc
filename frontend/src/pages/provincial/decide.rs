//! What a decision would do is told before anything is written; then it is done, said, and can be taken back.

use super::super::catalogue::items::Names;
use super::words;
use crate::backend::{call, view};
use crate::edit::{length_of, wrong_length};
use crate::state::unsaved::OwnWork;
use crate::state::{Wording, error_line, field_error, texts, tr};
use crate::ui::{Button, Choice, Combobox, Dialog, ErrorNote, Field, Look, Notice, NoticeKind, Notices, Skeleton, TextArea, use_notices};
use api::provincial::{Decide, DecisionPlan, PreviewDecision, RowFilter, Ruling};
use api::{ApiError, ChangeKind};
use domain::body::BodyId;
use domain::catalogue::provincial::{Decision, REASON_CHARS, RowId, Standing};
use leptos::prelude::*;
use texts::format::count;

/// Something that is to be decided.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wish {
    /// These rows; empty: all that fit.
    pub(super) rows: Vec<RowId>,
    /// Which, if none are named.
    pub(super) filter: RowFilter,
    /// What.
    pub(super) decision: Decision,
    /// What the only row means.
    pub(super) what: Option<Standing>,
}

/// Bodies offered at a time.
const HITS: usize = 20;

/// The dialog, while there is a wish.
#[component]
pub(super) fn DecideDialog(
    /// What is wanted; taken when it was done or left.
    wish: RwSignal<Option<Wish>>,
    /// Names of bodies.
    names: Memo<Names>,
    /// It was done.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let own = OwnWork::new();
    let title = tr(move |t| {
        wish.with(|wish| match wish.as_ref().map(|wish| (wish.decision, wish.what)) {
            Some((Decision::Claimed, Some(Standing::Withdrawn))) => t.provincial_stop(),
            Some((Decision::Declined, Some(Standing::Withdrawn))) => t.provincial_keep(),
            Some((Decision::Declined, _)) => t.provincial_decline_title(),
            Some((Decision::Open, _)) => t.provincial_reopen_title(),
            _ => t.provincial_claim_title(),
        })
    });
    view! {
        <Dialog
            open=Signal::derive(move || wish.with(Option::is_some))
            on_close=move || own.leaving(move || wish.set(None))
            title
        >
            {move || wish.get().map(|wanted| view! { <Asked wanted wish names own on_done/> })}
        </Dialog>
    }
}

#[component]
fn Asked(wanted: Wish, wish: RwSignal<Option<Wish>>, names: Memo<Names>, own: OwnWork, on_done: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let Wish { rows, filter, decision, .. } = wanted;
    let asks = decision == Decision::Declined;
    let (rows, filter) = (StoredValue::new(rows), StoredValue::new(filter));
    let (reason, body) = (RwSignal::new(String::new()), RwSignal::new(None::<BodyId>));
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    own.guard(Signal::derive(move || reason.with(|reason| !reason.trim().is_empty())));
    // Counted before anybody has typed why: the reason changes no count.
    let plan = view(move || {
        let ruling = Ruling { decision, reason: String::new(), body: body.get() };
        Some(PreviewDecision { rows: rows.get_value(), filter: filter.get_value(), ruling })
    });
    plan.reload_on(&[ChangeKind::Catalogue, ChangeKind::Body]);
    let n = Memo::new(move |_| plan.with(|plan| plan.map_or(0, |plan| plan.rows.len())));
    // Once it was asked for the body it is asked for, also when one was named.
    let needs_body = Memo::new(move |before: Option<&i64>| {
        let now = plan.with(|plan| plan.map_or(0, |plan| plan.without_body));
        now.max(before.copied().unwrap_or(0))
    });
    let reason_error = Signal::derive(move || {
        let (least, most) = REASON_CHARS;
        let own = (asks && tried.get()).then(|| t.with(|t| wrong_length(length_of(reason), least, most, t)));
        own.flatten().or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))))
    });
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("reason")));
    let write = move || {
        tried.set(true);
        if untrack(|| asks && !(REASON_CHARS.0..=REASON_CHARS.1).contains(&length_of(reason))) {
            return;
        }
        let Some(stamp) = untrack(|| plan.with(|plan| plan.map(|plan| plan.stamp.clone()))) else { return };
        let ruling = Ruling { decision, reason: reason.with_untracked(|r| r.trim().to_owned()), body: body.get_untracked() };
        let order = Decide { rows: rows.get_value(), filter: filter.get_value(), ruling, stamp };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(order).await;
            busy.try_set(false);
            match answer {
                Ok(done) => {
                    say(notices, t, decision, &done);
                    wish.try_set(None);
                    on_done.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                    plan.reload();
                }
            }
        });
    };
    // While it is being counted there is nothing to agree to yet, which is not the same as nothing to do.
    let why_not = Signal::derive(move || (n.get() == 0 && !plan.is_waiting()).then(|| t.with(|t| t.provincial_plan_nothing())));
    let is_busy = Signal::derive(move || busy.get() || plan.is_waiting());
    let chosen = Signal::derive(move || {
        let id = body.get()?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.body(id)), note: String::new() })
    });
    let find = move |typed: String| {
        let typed = typed.trim().to_owned();
        untrack(|| {
            names.with(|names| {
                let fits = names.bodies.iter().filter(|(_, name)| name.contains(&typed)).take(HITS);
                fits.map(|(id, name)| Choice { key: id.0.to_string(), label: name.clone(), note: String::new() }).collect::<Vec<_>>()
            })
        })
    };
    let submit = move || {
        t.with(|t| match decision {
            Decision::Claimed => t.provincial_write_claim(),
            Decision::Declined => t.provincial_write_decline(),
            Decision::Open => t.provincial_write_reopen(),
        })
    };
    view! {
        <div class="provincial-decide">
            {move || match (plan.get(), plan.error()) {
                (_, Some(error)) => view! { <ErrorNote error=Signal::stored(Some(error))/> }.into_any(),
                (Some(plan), None) => view! { <Told plan decision/> }.into_any(),
                (None, None) => view! { <Skeleton lines=3/> }.into_any(),
            }}
            <Show when=move || needs_body.get().gt(&0)>
                <Field
                    label=Signal::derive(move || t.with(|t| t.provincial_body_needed(count(needs_body.get()))))
                    hint=tr(|t| t.provincial_body_hint())
                    optional=true
                >
                    <Combobox value=chosen search=find on_choose=move |choice: Choice| body.set(choice.key.parse().ok().map(BodyId))/>
                </Field>
            </Show>
            {asks.then(|| view! {
                <Field label=tr(|t| t.provincial_reason()) hint=tr(|t| t.provincial_reason_hint()) error=reason_error>
                    <TextArea value=reason rows=2/>
                </Field>
            })}
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || wish.set(None))>{tr(|t| t.act_cancel())}</Button>
                <Button look=Look::Primary busy=is_busy why_not on_press=write>{submit}</Button>
            </div>
        </div>
    }
}

/// What would be done, and what can't be.
#[component]
fn Told(plan: DecisionPlan, decision: Decision) -> impl IntoView {
    let t = texts();
    let DecisionPlan { done, skipped, refused, refused_count, .. } = plan;
    let lines = move || {
        let lines = t.with(|t| words::plan(decision, done, t));
        let lines = if lines.is_empty() { vec![t.with(|t| t.provincial_plan_nothing())] } else { lines };
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    let more = refused_count - i64::try_from(refused.len()).unwrap_or(0);
    let each = refused.into_iter().map(|one| view! { <li>{move || t.with(|t| words::refused(&one, t))}</li> });
    let each: Vec<_> = each.collect();
    view! {
        <ul class="provincial-plan" role="status">{lines}</ul>
        {(skipped > 0).then(|| view! { <p class="quiet">{move || t.with(|t| t.provincial_plan_skipped(count(skipped)))}</p> })}
        {(refused_count > 0).then(|| view! {
            <Notice kind=NoticeKind::Warn>
                <p>{move || t.with(|t| t.provincial_plan_refused(count(refused_count)))}</p>
                <ul class="provincial-refused">{each}</ul>
                {(more > 0).then(|| view! { <p>{move || t.with(|t| t.provincial_refused_more(count(more)))}</p> })}
            </Notice>
        })}
    }
}

/// Says what was done, with the button that takes it back.
fn say(notices: Notices, t: Wording, decision: Decision, plan: &DecisionPlan) {
    let words = t.with_untracked(|t| words::done(decision, plan, t));
    if decision == Decision::Open {
        notices.done(words);
        return;
    }
    let rows = plan.rows.clone();
    let undo = t.with_untracked(|t| t.act_undo());
    notices.done_with_undo(words, undo, move || take_back(notices, t, rows.clone()));
}

/// Opens rows again. What somebody has edited since stays, and is told.
fn take_back(notices: Notices, t: Wording, rows: Vec<RowId>) {
    leptos::task::spawn_local(async move {
        let ruling = Ruling { decision: Decision::Open, reason: String::new(), body: None };
        let ask = PreviewDecision { rows: rows.clone(), filter: RowFilter::default(), ruling: ruling.clone() };
        let answer = match call(ask).await {
            Ok(plan) => call(Decide { rows, filter: RowFilter::default(), ruling, stamp: plan.stamp }).await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(done) => say(notices, t, Decision::Open, &done),
            Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
        }
    });
}
