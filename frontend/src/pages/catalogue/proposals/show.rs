//! One proposal: what it says beside what the item said, why, what was answered, and what the person can do with it.

use super::super::differ::ItemDifferences;
use super::super::items::{Names, field_name};
use super::super::releases::Content;
use super::form::{About, ProposalForm};
use super::words::{kind, tint};
use crate::backend::{call, view};
use crate::edit::{Edited, ReasonDialog, Reasoned, Why};
use crate::pages::audit::words::who;
use crate::state::{texts, tr, use_at};
use crate::ui::{Badge, Button, ErrorState, Icon, LinkButton, Look, Notice, NoticeKind, Skeleton, use_notices};
use api::ChangeKind;
use api::item::{AcceptProposal, Proposal, ProposalMay, ProposalShown, RefuseProposal, ShowProposal, WithdrawProposal};
use domain::catalogue::proposal::{ProposalId, ProposalState};
use domain::duty::flow::{OPINION_LIMIT, REASON_LEAST};
use leptos::prelude::*;
use texts::format::{self, or_none};
use texts::words::Word;

/// A proposal, once it has come; its form takes its place while it is changed.
#[component]
pub(super) fn ProposalOf(id: ProposalId, names: Memo<Names>) -> impl IntoView {
    let shown = view(move || Some(ShowProposal { id }));
    shown.reload_on(&[ChangeKind::Catalogue]);
    let changing = RwSignal::new(None::<Box<ProposalShown>>);
    let told = Memo::new(move |_| shown.get());
    let back = move || {
        changing.try_set(None);
    };
    let form = move |opened: ProposalShown| {
        let ProposalShown { head, base, fields, .. } = opened;
        let about = About { proposal: Some(head.id), item: head.item, is_new: base.is_none() };
        let edited = Edited { id: about, fields, version: head.version };
        view! { <ProposalForm edited grounds=head.reason names on_saved=move |_| back() on_cancel=move |()| back()/> }
    };
    // Somebody else's change does not take the form away.
    move || match changing.get() {
        Some(opened) => form(*opened).into_any(),
        None => match (told.get(), shown.error()) {
            (Some(one), _) => view! { <Shown one names changing/> }.into_any(),
            (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
            (None, None) => view! { <Skeleton lines=12/> }.into_any(),
        },
    }
}

#[component]
fn Shown(one: ProposalShown, names: Memo<Names>, changing: RwSignal<Option<Box<ProposalShown>>>) -> impl IntoView {
    let t = texts();
    let ProposalShown { head, base, fields, differing, both, item_version } = one.clone();
    let (state, is_new) = (head.state, base.is_none());
    let answers = head.may.contains(&ProposalMay::Answer);
    let warnings = view! {
        {(answers && !both.is_empty()).then(|| {
            let fields = move || t.with(|t| both.iter().filter_map(|field| field_name(field, t)).collect::<Vec<_>>().join(&t.merge_comma()));
            view! { <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.proposal_both(fields()))}</p></Notice> }
        })}
        {(answers && head.code.is_empty()).then(|| view! {
            <Notice kind=NoticeKind::Warn><p>{tr(|t| t.proposal_without_code())}</p></Notice>
        })}
    };
    let changes = match base {
        None => view! { <Content fields=StoredValue::new(fields) names/> }.into_any(),
        Some(before) => view! { <ItemDifferences differing before after=fields names/> }.into_any(),
    };
    view! {
        <div class="duty">
            <h3>{head.name.clone()}</h3>
            <p class="guide-badges">
                <Badge tint=tint(state)>{move || t.with(|t| state.word(t))}</Badge>
                <Badge>{move || t.with(|t| kind(is_new, t))}</Badge>
                <span class="mono quiet">{or_none(head.code.clone())}</span>
            </p>
            <Facts head=head.clone()/>
            {warnings}
            <Actions head item_version on_change=move |()| changing.set(Some(Box::new(one.clone())))/>
            <section class="duty-part">
                <h4>{tr(move |t| if is_new { t.proposal_new_text() } else { t.proposal_differing() })}</h4>
                {changes}
            </section>
        </div>
    }
}

/// Who proposes it, when and why, and what was answered.
#[component]
fn Facts(head: Proposal) -> impl IntoView {
    let t = texts();
    let Proposal { from, author, editor, made_at, reason, answer, answered_by, moved_at, state, .. } = head;
    let by = move || t.with(|t| who(&author, t));
    let changed = (!editor.is_empty()).then(|| {
        view! { <dt>{tr(|t| t.proposal_editor())}</dt><dd>{move || t.with(|t| who(&editor, t))}</dd> }
    });
    let withdrawn = state == ProposalState::Withdrawn;
    let answered = (state != ProposalState::Open).then(|| {
        let by = move || t.with(|t| who(&answered_by, t));
        let words = (!answer.is_empty()).then(|| view! { <dt>{tr(move |t| if withdrawn { t.proposal_withdrawn_why() } else { t.proposal_answer() })}</dt><dd class="lines">{answer}</dd> });
        view! {
            <dt>{tr(move |t| if withdrawn { t.proposal_withdrawn_by() } else { t.proposal_answered_by() })}</dt>
            <dd>{by}" "<span class="quiet">{format::instant(moved_at)}</span></dd>
            {words}
        }
    });
    view! {
        <dl class="facts">
            <dt>{tr(|t| t.proposal_from())}</dt>
            <dd>{from}</dd>
            <dt>{tr(|t| t.proposal_author())}</dt>
            <dd>{by}" "<span class="quiet">{format::instant(made_at)}</span></dd>
            {changed}
            <dt>{tr(|t| t.proposal_reason())}</dt>
            <dd class="lines">{reason}</dd>
            {answered}
        </dl>
    }
}

/// What is done with a proposal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Accept,
    Refuse,
    Withdraw,
}

#[component]
fn Actions(
    head: Proposal,
    /// The version of the item's working text beside which it was read.
    item_version: i64,
    /// Its words are to be changed.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let (t, notices, at) = (texts(), use_notices(), use_at());
    let deed = RwSignal::new(Deed::Accept);
    let open = RwSignal::new(false);
    let (id, version) = (head.id, head.version);
    let (may, item, about) = (head.may, head.item, head.name);
    let can = move |one: ProposalMay| may.contains(&one);
    let word = move |one: Deed| {
        tr(move |t| match one {
            Deed::Accept => t.proposal_accept(),
            Deed::Refuse => t.proposal_refuse(),
            Deed::Withdraw => t.proposal_withdraw(),
        })
    };
    let name = about.clone();
    let why = move |()| {
        let deed = deed.get_untracked();
        let code = match deed {
            Deed::Accept => "accept",
            Deed::Refuse => "refuse",
            Deed::Withdraw => "withdraw",
        };
        let least = if deed == Deed::Accept { 0 } else { REASON_LEAST };
        let usual = Why::of(format!("proposal:{}:{code}", id.0), about.clone(), word(deed), (least, OPINION_LIMIT));
        match deed {
            Deed::Accept => {
                let hint = Signal::stored(Some(t.with_untracked(|t| t.proposal_answer_hint())));
                Why { lead: tr(|t| t.proposal_accept_lead()), label: tr(|t| t.proposal_answer()), hint, ..usual }
            }
            Deed::Refuse | Deed::Withdraw => usual,
        }
    };
    let send = Callback::new(move |words: String| {
        let (deed, name) = (deed.get_untracked(), name.clone());
        Reasoned(Box::pin(async move {
            match deed {
                Deed::Accept => call(AcceptProposal { id, answer: words, version, item_version }).await?,
                Deed::Refuse => call(RefuseProposal { id, reason: words, version }).await?,
                Deed::Withdraw => call(WithdrawProposal { id, reason: words, version }).await?,
            };
            notices.done(t.with_untracked(|t| match deed {
                Deed::Accept => t.proposal_accepted(name),
                Deed::Refuse => t.proposal_refused(name),
                Deed::Withdraw => t.proposal_withdrawn(name),
            }));
            Ok(())
        }))
    });
    let ask = move |one: Deed| {
        deed.set(one);
        open.set(true);
    };
    let answer = can(ProposalMay::Answer).then(|| {
        view! {
            <Button look=Look::Primary icon=Icon::Check on_press=move || ask(Deed::Accept)>{word(Deed::Accept)}</Button>
            <Button on_press=move || ask(Deed::Refuse)>{word(Deed::Refuse)}</Button>
        }
    });
    let change =
        can(ProposalMay::Change).then(|| view! { <Button on_press=move || on_change.run(())>{tr(|t| t.proposal_change())}</Button> });
    let withdraw =
        can(ProposalMay::Withdraw).then(|| view! { <Button on_press=move || ask(Deed::Withdraw)>{word(Deed::Withdraw)}</Button> });
    let see = item.map(|item| {
        let href = Signal::derive(move || at.href("/catalogue/items", &[("item", item.0.to_string())]));
        view! { <LinkButton look=Look::Quiet icon=Icon::Right href>{tr(|t| t.release_see_item())}</LinkButton> }
    });
    view! {
        <div class="actions">{answer} {change} {withdraw} {see}</div>
        <ReasonDialog open title=tr(move |_| word(deed.get()).get()) why send/>
    }
}
