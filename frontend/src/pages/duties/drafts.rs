//! What is drafted and reviewed, and what of it waits for the person; what passed the chain is published from here, one or several.

use super::answer::{Answer, AnswerDialog};
use super::paper::AdjustmentButton;
use super::show::stage_tint;
use crate::backend::View;
use crate::state::{texts, tr};
use crate::ui::{Badge, Button, Checkbox, EmptyState, Icon, Loaded, Look, Notice, NoticeKind, Skeleton};
use api::duty::{AdjustmentOf, Drafts, May, Version};
use domain::duty::{DutyId, VersionId};
use leptos::prelude::*;
use std::collections::BTreeSet;
use texts::duty::Names;
use texts::format::{self, count};
use texts::words::Word;

/// The list of drafts.
#[component]
pub(super) fn DraftList(
    /// The drafts.
    drafts: View<Drafts>,
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
        let of = move || Some(AdjustmentOf::Versions(published.get()));
        let name = move || t.with(|t| t.duty_adjustment_name(t.duty_n_entries(count(published.with(Vec::len)))));
        view! {
            <Notice kind=NoticeKind::Info>
                <p>{move || t.with(|t| t.duty_adjustment_offer(count(published.with(Vec::len))))}</p>
                <div class="actions"><AdjustmentButton of name/></div>
            </Notice>
        }
    };
    let has_published = Memo::new(move |_| published.with(|published| !published.is_empty()));
    view! {
        <Show when=move || has_published.get()>{offer()}</Show>
        <Loaded view=drafts skeleton=|| view! { <Skeleton lines=6/> } let:reply>
            <Listing drafts=reply.drafts names show waits published/>
        </Loaded>
    }
}

#[component]
fn Listing(
    drafts: Vec<Version>,
    names: Memo<Names>,
    show: Callback<(DutyId, Option<VersionId>)>,
    waits: bool,
    published: RwSignal<Vec<VersionId>>,
) -> impl IntoView {
    let t = texts();
    let wish = RwSignal::new(None::<Answer>);
    if drafts.is_empty() {
        let (title, body) = if waits {
            (tr(|t| t.duty_waiting_none()), tr(|t| t.duty_waiting_none_body()))
        } else {
            (tr(|t| t.duty_drafts_none()), tr(|t| t.duty_drafts_none_body()))
        };
        return view! { <EmptyState title body/> }.into_any();
    }
    let chosen = RwSignal::new(BTreeSet::<i64>::new());
    let all = StoredValue::new(drafts.clone());
    let publish = move || {
        let versions =
            all.with_value(|all| all.iter().filter(|one| chosen.with_untracked(|chosen| chosen.contains(&one.id.0))).cloned().collect());
        wish.set(Some(Answer::Publish(versions)));
    };
    let row = move |version: Version| {
        let (id, duty, stage, deed) = (version.id, version.duty, version.stage, version.deed);
        let may_publish = version.may.contains(&May::Publish);
        let tick = RwSignal::new(false);
        Effect::new(move |_| {
            let ticked = tick.get();
            chosen.update(|chosen| {
                if ticked {
                    chosen.insert(id.0);
                } else {
                    chosen.remove(&id.0);
                }
            });
        });
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
        let step = version.step.clone();
        let name = version.name.clone();
        let label = version.name.clone();
        view! {
            <li class="duty-draft">
                {may_publish.then(|| view! { <Checkbox value=tick><span class="visually-hidden">{label}</span></Checkbox> })}
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
    };
    let n = Memo::new(move |_| chosen.with(BTreeSet::len));
    let told = move |done: Vec<VersionId>| {
        published.try_set(done);
    };
    view! {
        <Show when=move || n.get().gt(&0)>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Check on_press=publish>{move || t.with(|t| t.duty_publish_several(count(n.get())))}</Button>
            </div>
        </Show>
        <ul class="duty-drafts">{drafts.into_iter().map(row).collect_view()}</ul>
        <AnswerDialog wish on_done=told/>
    }
    .into_any()
}
