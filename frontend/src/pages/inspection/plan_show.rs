//! One plan: where it stands, what is to be looked at, the draw, what it says, and what was done with it.

use super::bulletins::BulletinButtons;
use super::draw::DrawPanel;
use super::names::{Names, value};
use super::plan_acts::Actions;
use super::plan_form::Edited;
use super::words::{cover_tint, is_verdict, phase_tint, state_tint, warned};
use super::{MOVES, PLANS, VISITS};
use crate::backend::view;
use crate::edit::History;
use crate::pages::audit::words::who;
use crate::state::{texts, tr, use_at, use_session};
use crate::ui::{Badge, ErrorState, Icon, LinkButton, Notice, NoticeKind, Skeleton};
use api::Permission;
use api::inspection::{PlanRow, PlanShown, PlanStep, PlanWarning, ShowPlan, ShowRoster};
use domain::inspection::plan::{Cover, FIELDS, PlanAct, PlanFields, PlanId, PlanState};
use leptos::prelude::*;
use texts::format::{self, count};
use texts::inspection::field_name;
use texts::words::Word;

/// A plan, once it has come.
#[component]
pub(super) fn PlanOf(
    /// Which.
    id: PlanId,
    /// What plans refer to.
    names: Memo<Names>,
    /// Opens its form.
    edit: Callback<Edited>,
) -> impl IntoView {
    let shown = view(move || Some(ShowPlan { id }));
    shown.reload_on(MOVES);
    let plan = Memo::new(move |_| shown.get());
    move || match (plan.get(), shown.error()) {
        (Some(shown), _) => view! { <Shown shown names edit/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

#[component]
fn Shown(shown: PlanShown, names: Memo<Names>, edit: Callback<Edited>) -> impl IntoView {
    let PlanShown { row, fields, checklist, steps, warnings, may, .. } = shown.clone();
    // They compare all towns: for who reaches the whole district.
    let has_bulletins = row.visits > 0 && row.attempts > 0 && !steps.is_empty();
    let has_draw = row.state.is_agreed() || !shown.attempts.is_empty();
    let verdict = steps.iter().rev().find(|step| is_verdict(step.act)).cloned();
    let subject = format!("inspection:{}", row.id.0);
    // What was done with it is told to who reaches the whole district.
    let is_whole = !steps.is_empty();
    let names = with_sent(row.id, is_whole && row.state != PlanState::Revoked, names);
    let approver = row.approver.clone();
    view! {
        <div class="duty matter inspection-plan">
            <h3>{row.title.clone()}</h3>
            <Badges row=row.clone()/>
            {verdict.map(|step| view! { <Verdict step state=row.state/> })}
            <Actions row=row.clone() fields=fields.clone() may edit/>
            <Warnings warnings names/>
            {has_draw.then(|| view! { <DrawPanel shown/> })}
            {has_bulletins.then(|| view! { <BulletinButtons plan=row.clone()/> })}
            <section class="duty-part">
                <h4>{tr(|t| t.inspect_facts())}</h4>
                <Content fields checklist approver names/>
            </section>
            <Steps steps/>
            {is_whole.then(|| view! { <History subject=Signal::stored(subject)/> })}
        </div>
    }
}

/// The names with those of who is sent, for who may not list everybody: he agrees to it, so he has to know.
fn with_sent(id: PlanId, is_asked: bool, names: Memo<Names>) -> Memo<Names> {
    let session = use_session();
    let roster = view(move || (is_asked && !session.may(Permission::PlanInspections)).then_some(ShowRoster { id, attempt: None }));
    roster.reload_on(MOVES);
    Memo::new(move |_| {
        let mut names = names.get();
        roster.with(|roster| {
            let people = roster.iter().flat_map(|roster| &roster.roster.inspectors);
            names.sent = people.map(|one| (one.code.clone(), one.name.clone())).collect();
        });
        names
    })
}

/// Where it stands, and of what kind it is; the way to its visits.
#[component]
fn Badges(row: PlanRow) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let PlanRow { id, number, kind, cover, coverage, state, phase, released, visits, .. } = row;
    let released = (cover == Cover::Covert).then(|| {
        tr(move |t| match released {
            Some(day) => t.inspect_released_from(domain::day::text(day)),
            None => t.inspect_not_released(),
        })
    });
    let href = Signal::derive(move || at.href(VISITS, &[("plan", id.0.to_string()), ("whose", "all".to_owned())]));
    view! {
        <p class="guide-badges">
            <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
            {phase.map(|phase| view! { <Badge tint=phase_tint(phase)>{move || t.with(|t| phase.word(t))}</Badge> })}
            {(!number.is_empty()).then(|| view! { <Badge>{number}</Badge> })}
            <Badge>{move || t.with(|t| kind.word(t))}</Badge>
            <Badge tint=cover_tint(cover)>{move || t.with(|t| cover.word(t))}</Badge>
            {released.map(|words| view! { <Badge>{words}</Badge> })}
            <Badge>{move || t.with(|t| coverage.word(t))}</Badge>
        </p>
        {(visits > 0).then(|| view! {
            <p><LinkButton href icon=Icon::Right>{tr(move |t| t.inspect_see_visits(count(visits)))}</LinkButton></p>
        })}
    }
}

/// Who agreed to it or sent it back, and with which words.
#[component]
fn Verdict(step: PlanStep, state: PlanState) -> impl IntoView {
    let t = texts();
    let PlanStep { act, words, who: by, at } = step;
    let told = move || {
        t.with(|t| match act {
            PlanAct::Returned => t.inspect_returned_by(who(&by, t), format::instant(at)),
            _ => t.inspect_approved_by(who(&by, t), format::instant(at)),
        })
    };
    let words = (!words.is_empty()).then(|| view! { <p class="lines">{words}</p> });
    if act == PlanAct::Returned && state.is_editable() {
        view! { <Notice kind=NoticeKind::Warn><p>{told}</p>{words}</Notice> }.into_any()
    } else {
        view! { <div class="verdict"><p class="quiet">{told}</p>{words}</div> }.into_any()
    }
}

/// What is to be looked at before it is agreed to or drawn.
#[component]
fn Warnings(warnings: Vec<PlanWarning>, names: Memo<Names>) -> impl IntoView {
    if warnings.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.inspect_warnings())}</h4>
            <ul class="plan-warnings">{warnings.into_iter().map(|warning| view! { <WarningLine warning names/> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// How many places a warning names.
const NAMED: usize = 12;

#[component]
fn WarningLine(warning: PlanWarning, names: Memo<Names>) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let (kind, other) = (warning.kind, warning.plan);
    let told = move || {
        let places: Vec<String> =
            names.with(|names| warning.places.iter().take(NAMED).map(|place| names.place(*place)).collect::<Vec<_>>());
        t.with(|t| warned(&warning, &places, t))
    };
    let see = other.map(|plan| {
        let href = Signal::derive(move || at.href(PLANS, &[("plan", plan.0.to_string())]));
        view! { " " <a href=move || href.get()>{tr(|t| t.inspect_see_plan())}</a> }
    });
    view! {
        <li>
            <Notice kind=NoticeKind::Warn>
                <p><strong>{move || t.with(|t| kind.word(t))}</strong></p>
                <p>{told}{see}</p>
            </Notice>
        </li>
    }
}

/// The plan, field by field; what says nothing is left out.
#[component]
fn Content(
    fields: PlanFields,
    /// The version of the checklist by name.
    checklist: String,
    /// The approver by name.
    approver: String,
    names: Memo<Names>,
) -> impl IntoView {
    let t = texts();
    let fields = StoredValue::new(fields);
    let named = StoredValue::new((checklist, approver));
    let line = move |field: &'static str| {
        let label = move || t.with(|t| field_name(field, t).unwrap_or_default());
        let said = Signal::derive(move || {
            let (checklist, approver) = named.get_value();
            t.with(|t| match field {
                "checklist" => {
                    let no = fields.with_value(|fields| fields.checklist.map(|version| version.no));
                    no.filter(|_| !checklist.is_empty()).map(|no| t.inspect_list_version(&checklist, no.to_string())).unwrap_or_default()
                }
                "approver" => approver,
                field => names.with(|names| fields.with_value(|fields| value(fields, field, names, t))),
            })
        });
        view! {
            <Show when=move || !said.with(String::is_empty)>
                <div class="diff-field"><dt>{label}</dt><dd class="lines">{move || said.get()}</dd></div>
            </Show>
        }
    };
    let told = FIELDS.into_iter().filter(|field| !matches!(*field, "title" | "kind" | "cover" | "coverage"));
    view! { <dl class="diff">{told.map(line).collect_view()}</dl> }
}

/// What was done with it, the newest first.
#[component]
fn Steps(steps: Vec<PlanStep>) -> impl IntoView {
    let t = texts();
    if steps.is_empty() {
        return ().into_any();
    }
    let line = move |step: PlanStep| {
        let PlanStep { act, words, who: by, at } = step;
        let told = move || t.with(|t| t.inspect_by(who(&by, t), format::instant(at)));
        view! {
            <li class=format!("is-{}", act.code())>
                <p><strong>{move || t.with(|t| act.word(t))}</strong>" "<span class="quiet">{told}</span></p>
                {(!words.is_empty()).then(|| view! { <p class="lines">{words}</p> })}
            </li>
        }
    };
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.inspect_steps())}</h4>
            <ol class="matter-line">{steps.into_iter().rev().map(line).collect_view()}</ol>
        </section>
    }
    .into_any()
}
