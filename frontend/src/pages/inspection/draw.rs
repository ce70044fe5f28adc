//! The draw (抽取), step by step: the roster is sealed and its digest read out, then a number is entered in front of witnesses, then it is
//! drawn.

use super::MOVES;
use super::result::Result_;
use super::roster::{RosterLists, RosterTold};
use super::words::{groups, names_in, wrong};
use crate::backend::{call, view};
use crate::edit::{DraftNote, Input, ReasonDialog, Reasoned, Why, keep_words, sending};
use crate::pages::audit::words::who;
use crate::state::unsaved::OwnWork;
use crate::state::{error_line, field_error, texts, tr};
use crate::ui::{
    Badge, Button, ErrorNote, Field, Icon, InputForm, Loaded, Look, Notice, NoticeKind, Skeleton, TextInput, Tint, use_notices,
};
use api::ApiError;
use api::inspection::{AttemptRow, MakeDraw, PlanMay, PlanShown, RosterShown, SealRoster, ShowRoster};
use domain::inspection::plan::{PlanId, PlanState};
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use texts::format;

/// The panel of a plan that was agreed to.
#[component]
pub(super) fn DrawPanel(shown: PlanShown) -> impl IntoView {
    let PlanShown { row, attempts, may, steps, .. } = shown;
    let id = row.id;
    // What would be drawn from is only told to who reaches the whole district, as what was done is.
    let is_live = row.state.is_agreed() && (!steps.is_empty() || row.state != PlanState::Approved);
    let roster = view(move || is_live.then_some(ShowRoster { id, attempt: None }));
    roster.reload_on(MOVES);
    let (void, counts): (Vec<AttemptRow>, Vec<AttemptRow>) = attempts.into_iter().partition(|attempt| !attempt.void.is_empty());
    let last = counts.into_iter().next_back();
    let (state, version) = (row.state, row.version);
    let may = StoredValue::new(may);
    let row = StoredValue::new(row);
    let can = move |one: PlanMay| may.with_value(|may| may.contains(&one));
    let steps = move |roster: RosterShown| {
        let sealed = last.clone().filter(|_| roster.sealed);
        let drawn = last.clone().filter(|attempt| attempt.drawn_at.is_some());
        let title = row.with_value(|row| row.title.clone());
        let seal = match sealed {
            Some(attempt) => view! { <Sealed attempt/> }.into_any(),
            None => view! { <Seal id version roster=roster.clone() may=can(PlanMay::Seal)/> }.into_any(),
        };
        let result = drawn.is_some().then(|| {
            let again = can(PlanMay::Redraw).then(|| view! { <Redraw id version title=title.clone()/> });
            view! { <Result_ row=row.get_value() roster=roster.clone() may_export=can(PlanMay::Certificate)/> {again} }
        });
        let nonce = match drawn {
            Some(attempt) => view! { <DrawnWith attempt/> }.into_any(),
            None if can(PlanMay::Draw) => view! { <NonceForm id version title/> }.into_any(),
            None => ().into_any(),
        };
        let (told, lists) = (view! { <RosterTold roster=roster.clone()/> }, view! { <RosterLists roster/> });
        view! {
            <ol class="draw-steps">
                <StepBox no=1 title=tr(|t| t.inspect_step_seal()) at=at_step(state, PlanState::Approved)>{told} {seal} {lists}</StepBox>
                <StepBox no=2 title=tr(|t| t.inspect_step_nonce()) at=at_step(state, PlanState::Sealed)>{nonce}</StepBox>
                <StepBox no=3 title=tr(|t| t.inspect_step_result()) at=at_step(state, PlanState::Drawn)>{result}</StepBox>
            </ol>
        }
    };
    view! {
        <section class="duty-part draw">
            <h4>{tr(|t| t.inspect_draw())}</h4>
            {is_live.then(|| view! {
                <p class="quiet">{tr(|t| t.inspect_draw_lead())}</p>
                <Loaded view=roster skeleton=|| view! { <Skeleton lines=6/> } let:roster>{steps(roster)}</Loaded>
            })}
            <Void attempts=void/>
        </section>
    }
}

/// How far a step is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Done,
    Now,
    Coming,
}

/// How far the step is that is taken from a state.
fn at_step(state: PlanState, from: PlanState) -> At {
    let nth = |state: PlanState| PlanState::ALL.iter().position(|one| *one == state);
    match nth(state).cmp(&nth(from)) {
        std::cmp::Ordering::Greater => At::Done,
        // What came of a draw is there as soon as it was drawn.
        std::cmp::Ordering::Equal if from == PlanState::Drawn => At::Done,
        std::cmp::Ordering::Equal => At::Now,
        std::cmp::Ordering::Less => At::Coming,
    }
}

/// A step with its number and how far it is.
#[component]
fn StepBox(no: u8, title: Signal<String>, at: At, children: Children) -> impl IntoView {
    let (class, tint) = match at {
        At::Done => ("draw-step is-done", Tint::Quiet),
        At::Now => ("draw-step is-now", Tint::Accent),
        At::Coming => ("draw-step is-coming", Tint::Quiet),
    };
    let word = tr(move |t| match at {
        At::Done => t.inspect_step_done(),
        At::Now => t.inspect_step_now(),
        At::Coming => t.inspect_step_coming(),
    });
    view! {
        <li class=class aria-current=(at == At::Now).then_some("step")>
            <div class="draw-head">
                <span class="draw-no" aria-hidden="true">{no}</span>
                <h5>{title}</h5>
                <Badge tint>{word}</Badge>
            </div>
            <div class="draw-body">{children()}</div>
        </li>
    }
}

/// The digest, large and in groups, to be read out.
#[component]
pub(super) fn Digest(digest: String) -> impl IntoView {
    let parts = groups(&digest).into_iter().map(|group| view! { <span>{group}</span>" " }).collect_view();
    view! {
        <p class="digest-name quiet">{tr(|t| t.inspect_digest())}</p>
        <p class="digest">{parts}</p>
    }
}

/// The button that seals; what keeps it from being drawn stands in its place.
#[component]
fn Seal(id: PlanId, version: i64, roster: RosterShown, may: bool) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let sending = sending();
    let is_wrong = roster.wrong.is_some();
    let told = move || t.with(|t| wrong(&roster, t));
    let seal = move || {
        sending.send(SealRoster { id, void: None, version }, move |_| notices.done(t.with_untracked(|t| t.inspect_sealed())));
    };
    view! {
        {is_wrong.then(|| view! { <Notice kind=NoticeKind::Bad><p>{told}</p></Notice> })}
        {(may && !is_wrong).then(|| view! {
            <p class="quiet">{tr(|t| t.inspect_seal_lead())}</p>
            <div class="actions"><Button look=Look::Primary icon=Icon::Lock busy=sending.busy on_press=seal>{tr(|t| t.inspect_seal())}</Button></div>
        })}
        <ErrorNote error=sending.failed/>
    }
}

/// The seal, once it is there.
#[component]
fn Sealed(attempt: AttemptRow) -> impl IntoView {
    let t = texts();
    let AttemptRow { digest, sealed_by, sealed_at, .. } = attempt;
    let told = move || t.with(|t| t.inspect_sealed_by(who(&sealed_by, t), format::instant(sealed_at)));
    view! {
        <Digest digest/>
        <p class="quiet">{told}</p>
    }
}

/// What is entered in front of witnesses.
#[component]
fn NonceForm(id: PlanId, version: i64, title: String) -> impl IntoView {
    let (t, notices, own) = (texts(), use_notices(), OwnWork::new());
    let [nonce, witnesses] = [(); 2].map(|()| RwSignal::new(String::new()));
    let sending = sending();
    let named = tr(move |t| format!("{} {title}", t.inspect_draw()));
    let (draft, put_back) = keep_words(own, format!("inspection_plan:{}:draw", id.0), named, [Input::Text(nonce), Input::Text(witnesses)]);
    let draw = move || {
        let (nonce, witnesses) = (nonce.with_untracked(|nonce| nonce.trim().to_owned()), witnesses.with_untracked(|all| names_in(all)));
        let missing = match () {
            () if nonce.is_empty() => Some("nonce"),
            () if witnesses.is_empty() => Some("witnesses"),
            () => None,
        };
        if let Some(field) = missing {
            sending.lacks(field);
            return;
        }
        sending.send(MakeDraw { id, nonce, witnesses, version }, move |_| {
            draft.forget();
            notices.done(t.with_untracked(|t| t.inspect_made()));
        });
    };
    view! {
        <InputForm class="duty-answer" on_submit=draw>
            <DraftNote draft on_drop=put_back/>
            <Field label=tr(|t| t.inspect_nonce()) hint=tr(|t| t.inspect_nonce_hint()) error=sending.at("nonce")><TextInput value=nonce/></Field>
            <Field label=tr(|t| t.inspect_witnesses()) hint=tr(|t| t.inspect_witnesses_hint()) error=sending.at("witnesses")>
                <TextInput value=witnesses/>
            </Field>
            <ErrorNote error=sending.above(&["nonce", "witnesses"])/>
            <div class="actions"><Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.inspect_make())}</Button></div>
        </InputForm>
    }
}

/// What was entered, in front of whom.
#[component]
fn DrawnWith(attempt: AttemptRow) -> impl IntoView {
    let t = texts();
    let AttemptRow { nonce, witnesses, drawn_by, drawn_at, .. } = attempt;
    let with = move || t.with(|t| t.inspect_drawn_with(&nonce, witnesses.join(&t.merge_comma())));
    let by = move || drawn_at.map(|at| t.with(|t| t.inspect_drawn_by(who(&drawn_by, t), format::instant(at))));
    view! {
        <p>{with}</p>
        <p class="quiet">{by}</p>
    }
}

/// Voids the draw and seals the next one; asks why.
#[component]
fn Redraw(id: PlanId, version: i64, title: String) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let open = RwSignal::new(false);
    let why = move |()| {
        let act = tr(|t| t.inspect_redraw());
        let usual = Why::of(format!("inspection_plan:{}:redraw", id.0), title.clone(), act, (REASON_LEAST, WORDS_LIMIT));
        Why { lead: tr(|t| t.inspect_redraw_lead()), label: tr(|t| t.inspect_redraw_reason()), ..usual }
    };
    let send = Callback::new(move |reason: String| {
        Reasoned(Box::pin(async move {
            call(SealRoster { id, void: Some(reason), version }).await?;
            notices.done(t.with_untracked(|t| t.inspect_redrawn()));
            Ok(())
        }))
    });
    view! {
        <div class="actions"><Button look=Look::Danger on_press=move || open.set(true)>{tr(|t| t.inspect_redraw())}</Button></div>
        <ReasonDialog open title=tr(|t| t.inspect_redraw_title()) why send/>
    }
}

/// Draws that do not count, each with why; they are never left out.
#[component]
fn Void(attempts: Vec<AttemptRow>) -> impl IntoView {
    let t = texts();
    if attempts.is_empty() {
        return ().into_any();
    }
    let line = move |attempt: AttemptRow| {
        let AttemptRow { no, digest, void, .. } = attempt.clone();
        view! {
            <li>
                <p><strong>{move || t.with(|t| t.inspect_attempt(no.to_string()))}</strong></p>
                <p class="lines">{move || t.with(|t| t.inspect_void_why(&void))}</p>
                <DrawnWith attempt/>
                <p class="mono quiet digest-small">{digest}</p>
            </li>
        }
    };
    view! {
        <div class="void-attempts">
            <h5>{tr(|t| t.inspect_void_attempts())}</h5>
            <ol class="matter-line">{attempts.into_iter().map(line).collect_view()}</ol>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_step_is_taken_after_the_other() {
        let steps = |state| [PlanState::Approved, PlanState::Sealed, PlanState::Drawn].map(|from| at_step(state, from));
        assert!(steps(PlanState::Approved) == [At::Now, At::Coming, At::Coming]);
        assert!(steps(PlanState::Sealed) == [At::Done, At::Now, At::Coming]);
        assert!(steps(PlanState::Drawn) == [At::Done, At::Done, At::Done]);
    }
}
