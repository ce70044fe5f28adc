//! One text that was handed in: what it changes, why, how it went through the chain, and what the person can do with it now.

use super::super::differ::ItemDifferences;
use super::super::items::{Names, field_name, value};
use super::answer::{AnswerDialog, Asked, ReviewForm, Wish, take_back_word};
use super::words::{act_word, days, stage_tint, stage_word};
use crate::pages::adjusted::AdjustmentButton;
use crate::pages::duties::said::Said;
use crate::state::unsaved::OwnWork;
use crate::state::{texts, tr};
use crate::ui::{Badge, Button, Icon, Look, Notice, NoticeKind};
use api::duty::May;
use api::item::{ExportItemAdjustment, ItemAdjustmentOf, Release, ReleaseShown};
use domain::catalogue::item::{FIELDS, ItemFields};
use domain::duty::flow::Stage;
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::words::Word;

/// A text beside what it replaced or is to replace.
#[component]
pub(super) fn Text(
    /// The text.
    shown: ReleaseShown,
    /// What items refer to.
    names: Memo<Names>,
) -> impl IntoView {
    let t = texts();
    let ReleaseShown { head, fields, before, differing, chain, opinions } = shown;
    let (no, stage, deed) = (head.no, head.stage, head.deed);
    let (id, named, reason) = (head.id, head.name.clone(), head.reason.clone());
    // What was returned or given up is no adjustment.
    let has_paper = !matches!(stage, Stage::Draft | Stage::Dropped);
    let is_first = before.is_none();
    let reading = RwSignal::new(is_first);
    let changes = match before {
        None => view! { <p>{tr(|t| t.release_first())}</p> }.into_any(),
        Some(_) if differing.is_empty() => view! { <p class="quiet">{tr(|t| t.release_same())}</p> }.into_any(),
        Some(before) => view! { <ItemDifferences differing before after=fields.clone() names/> }.into_any(),
    };
    let fields = StoredValue::new(fields);
    let toggle = tr(move |t| if reading.get() { t.release_content_hide() } else { t.release_content_show() });
    view! {
        <section class="duty" aria-label=move || t.with(|t| t.duty_version_no(no.to_string()))>
            <p class="guide-badges">
                <strong>{move || t.with(|t| t.duty_version_no(no.to_string()))}</strong>
                <Badge tint=stage_tint(stage)>{move || t.with(|t| stage_word(stage, t))}</Badge>
                <Badge>{move || t.with(|t| deed.word(t))}</Badge>
            </p>
            <Facts head=head.clone()/>
            {(!reason.is_empty()).then(|| view! {
                <p class="lines"><span class="quiet">{tr(|t| t.duty_reason())}</span>" "{reason}</p>
            })}
            <Actions head/>
            {has_paper.then(|| {
                let write = move |out| Some(ExportItemAdjustment { of: ItemAdjustmentOf::Releases(vec![id]), out });
                let name = move || t.with(|t| t.release_adjustment_name(named.clone()));
                view! { <div class="actions"><AdjustmentButton write name/></div> }
            })}
            <section class="duty-part">
                <h4>{tr(|t| t.release_differing())}</h4>
                {changes}
                {(!is_first).then(|| view! {
                    <p>
                        <Button look=Look::Quiet on_press=move || reading.update(|on| *on = !*on)>{move || toggle.get()}</Button>
                    </p>
                })}
                <Show when=move || reading.get()><Content fields names/></Show>
            </section>
            <Said chain opinions begin=|t| t.release_act_submitted() act=act_word/>
        </section>
    }
}

/// From when on, by which paper, what was countersigned, and what stood in the way of its day.
#[component]
fn Facts(head: Release) -> impl IntoView {
    let t = texts();
    let (paper, countersigned, why) = (head.paper.clone(), head.countersigned.clone(), head.failed.clone());
    let is_said = !paper.is_empty() || head.from.is_some() || head.effective.is_some();
    let days = move || t.with(|t| days(&head, t));
    let failed = (!why.is_empty()).then(|| {
        let why = move || t.with(|t| t.duty_failed(texts::error::rule(&why, &BTreeMap::new(), t)));
        view! { <Notice kind=NoticeKind::Bad><p>{why}</p></Notice> }
    });
    view! {
        {is_said.then(|| view! { <p class="quiet provincial-facts"><span>{days}</span><span>{paper}</span></p> })}
        {(!countersigned.is_empty()).then(|| view! {
            <p class="lines"><span class="quiet">{tr(|t| t.duty_countersigned())}</span>" "{countersigned}</p>
        })}
        {failed}
    }
}

/// What the person may do with it; handing in again what was returned is done where items are handed in.
#[component]
fn Actions(head: Release) -> impl IntoView {
    let may = head.may.clone();
    let can = move |one: May| may.contains(&one);
    let wish = RwSignal::new(None::<Wish>);
    let (stage, step, asked) = (head.stage, head.step.clone(), vec![Asked::of(&head)]);
    let review = can(May::Review).then(|| {
        let asked = asked.clone();
        view! {
            <section class="duty-review" aria-label=tr(|t| t.duty_review_title())>
                <h4>{tr(|t| t.duty_review_title())}</h4>
                <ReviewForm asked step own=OwnWork::new() on_done=|()| ()/>
            </section>
        }
    });
    let publish = can(May::Publish).then(|| {
        view! {
            <Button look=Look::Primary icon=Icon::Check on_press=move || wish.set(Some(Wish::Publish(asked.clone())))>
                {tr(|t| t.duty_publish())}
            </Button>
        }
    });
    // At a step of the chain 退回 is an answer of the review; elsewhere it is taken back.
    let takes_back = can(May::Drop) || can(May::Unplan) || (can(May::Return) && !can(May::Review));
    let take_back = takes_back.then(|| {
        let word = tr(move |t| take_back_word(stage, t));
        view! { <Button on_press=move || wish.set(Some(Wish::TakeBack(Box::new(head.clone()))))>{word}</Button> }
    });
    view! {
        {review}
        {(publish.is_some() || take_back.is_some()).then(|| view! { <div class="actions">{publish}{take_back}</div> })}
        <AnswerDialog wish on_done=|()| ()/>
    }
}

/// The text field by field; what says nothing is left out.
#[component]
pub(in crate::pages::catalogue) fn Content(fields: StoredValue<ItemFields>, names: Memo<Names>) -> impl IntoView {
    let t = texts();
    let line = move |field: &'static str| {
        let said = Memo::new(move |_| t.with(|t| names.with(|names| fields.with_value(|fields| value(fields, field, names, t)))));
        view! {
            <Show when=move || said.with(|said| !said.is_empty())>
                <div class="diff-field">
                    <dt>{move || t.with(|t| field_name(field, t).unwrap_or_default())}</dt>
                    <dd class="lines">{move || said.get()}</dd>
                </div>
            </Show>
        }
    };
    view! { <dl class="diff">{FIELDS.into_iter().map(line).collect_view()}</dl> }
}
