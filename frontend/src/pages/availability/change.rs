//! What a deed would change, before it is written: counts, what can't be set and why, and the reason of a suspension.

use super::data::{needs_reason, reasoned};
use super::{done, words};
use crate::backend::view;
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{Button, DateInput, Dialog, ErrorNote, Field, Look, Notice, NoticeKind, Skeleton, TextInput, use_notices};
use api::availability::{Block, OffersPlan, PreviewOffers};
use api::{ApiError, ChangeKind};
use domain::catalogue::availability::REASON_LIMIT;
use leptos::prelude::*;
use texts::format::count;

/// Something that a person wants to do to cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wish {
    /// Cells and what they are to say.
    pub(super) blocks: Vec<Block>,
    /// What was pasted and can't be read; then nothing is written.
    pub(super) unread: Vec<super::data::Unread>,
    /// Pasted cells that lie beyond the matrix.
    pub(super) beyond: usize,
}

/// The dialog, while there is a wish.
#[component]
pub(super) fn ChangeDialog(
    /// What is wanted; taken when it was done or left.
    wish: RwSignal<Option<Wish>>,
) -> impl IntoView {
    let title = tr(move |t| t.availability_change_title());
    view! {
        <Dialog open=Signal::derive(move || wish.with(Option::is_some)) on_close=move || wish.set(None) title>
            {move || wish.get().map(|wanted| view! { <Asked wanted wish/> })}
        </Dialog>
    }
}

#[component]
fn Asked(wanted: Wish, wish: RwSignal<Option<Wish>>) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let (reason, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let Wish { blocks, unread, beyond } = wanted;
    let asks = needs_reason(&blocks);
    let readable = unread.is_empty();
    let blocks = StoredValue::new(blocks);
    let whole = move |reason: &str, until: &str| blocks.with_value(|blocks| reasoned(blocks, reason, domain::day::of_text(until)));
    // Counted with a reason that stands for the one that is still to be typed.
    let plan = view(move || {
        let blocks = if asks { whole("…", "") } else { blocks.get_value() };
        (readable && !blocks.is_empty()).then_some(PreviewOffers { blocks })
    });
    plan.reload_on(&[ChangeKind::Availability, ChangeKind::Catalogue, ChangeKind::Point]);
    let nothing = Memo::new(move |_| plan.with(|plan| plan.is_none_or(|plan| plan.changed == 0)));
    let reason_wrong = move || asks && reason.with(|reason| reason.trim().is_empty());
    let is_day = move || until.with(|until| until.is_empty() || domain::day::of_text(until).is_some_and(|day| day >= session.today()));
    let reason_error = Signal::derive(move || {
        let missing = (tried.get() && reason_wrong()).then(|| t.with(|t| t.availability_reason_missing()));
        missing.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))))
    });
    let until_error = Signal::derive(move || (!is_day()).then(|| t.with(|t| t.availability_until_past())));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("reason")));
    let write = move || {
        tried.set(true);
        if untrack(|| reason_wrong() || !is_day() || nothing.get()) {
            return;
        }
        let Some((moves, stamp)) = plan.with(|plan| plan.map(|plan| (plan.moves.clone(), plan.stamp.clone()))) else { return };
        let blocks = untrack(|| whole(reason.with(|r| r.trim().to_owned()).as_str(), &until.get()));
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            // The stamp of what was looked at; where a reason was typed, of the same cells with that reason.
            let stamp = if asks {
                match crate::backend::call(PreviewOffers { blocks: blocks.clone() }).await {
                    Ok(plan) if plan.moves == moves => Ok(plan.stamp),
                    // Something else by now: that stamp does not fit, and what would change now is shown.
                    Ok(_) => Ok(stamp),
                    Err(error) => Err(error),
                }
            } else {
                Ok(stamp)
            };
            let answer = match stamp {
                Ok(stamp) => done::set(notices, t, blocks, stamp).await,
                Err(error) => Err(error),
            };
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    wish.try_set(None);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                    plan.reload();
                }
            }
        });
    };
    let why_not = Signal::derive(move || {
        if !readable {
            return Some(t.with(|t| t.availability_unread_first()));
        }
        nothing.get().then(|| t.with(|t| t.availability_nothing_changes()))
    });
    let lines = unread.into_iter().take(8).map(|cell| {
        let said = move || t.with(|t| t.availability_unread_cell(cell.row.to_string(), cell.column.to_string(), &cell.text));
        view! { <li>{said}</li> }
    });
    let lines: Vec<_> = lines.collect();
    view! {
        <div class="availability-change">
            {(!readable).then(|| view! {
                <Notice kind=NoticeKind::Bad>
                    <p><strong>{tr(|t| t.availability_unread_title())}</strong></p>
                    <ul>{lines}</ul>
                    <p>{tr(|t| t.availability_unread_how())}</p>
                </Notice>
            })}
            {(beyond > 0).then(|| view! {
                <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.availability_beyond(count(i64::try_from(beyond).unwrap_or(i64::MAX))))}</p></Notice>
            })}
            {asks.then(|| view! {
                <Field label=tr(|t| t.availability_reason()) hint=tr(|t| t.availability_reason_hint()) error=reason_error>
                    <TextInput value=reason max=u32::try_from(REASON_LIMIT).unwrap_or(u32::MAX) focused=true/>
                </Field>
                <Field label=tr(|t| t.availability_until()) hint=tr(|t| t.availability_until_hint()) error=until_error optional=true>
                    <DateInput value=until min=Signal::derive(move || Some(session.today()))/>
                </Field>
            })}
            {move || match (plan.get(), plan.error()) {
                (_, Some(error)) => view! { <ErrorNote error=Signal::stored(Some(error))/> }.into_any(),
                (Some(plan), None) => view! { <Counts plan/> }.into_any(),
                (None, None) if readable => view! { <Skeleton lines=3/> }.into_any(),
                (None, None) => ().into_any(),
            }}
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || wish.set(None)>{tr(|t| t.act_cancel())}</Button>
                <Button look=Look::Primary busy why_not on_press=write>{tr(|t| t.availability_write())}</Button>
            </div>
        </div>
    }
}

/// What would change, and what can't be set.
#[component]
fn Counts(plan: OffersPlan) -> impl IntoView {
    let t = texts();
    let OffersPlan { changed, same, items, points, moves, refused, .. } = plan;
    let head = move || {
        t.with(|t| {
            if changed == 0 {
                t.availability_nothing_changes()
            } else {
                t.availability_changes(count(changed), count(items), count(points))
            }
        })
    };
    let moves = moves.into_iter().map(|moved| view! { <li>{move || t.with(|t| words::moved(&moved, t))}</li> });
    let moves: Vec<_> = moves.collect();
    let refused = refused.into_iter().map(|refused| {
        let said = move || {
            t.with(|t| {
                let (why, n) = (words::unfit(refused.why, t), count(refused.n));
                if refused.point.is_empty() {
                    t.availability_refused_plain(n, why)
                } else {
                    t.availability_refused(n, why, &refused.point, &refused.item)
                }
            })
        };
        view! { <li>{said}</li> }
    });
    let refused: Vec<_> = refused.collect();
    view! {
        <p role="status"><strong>{head}</strong></p>
        {(!moves.is_empty()).then(|| view! { <ul class="availability-moves">{moves}</ul> })}
        {(same > 0).then(|| view! { <p class="quiet">{move || t.with(|t| t.availability_same(count(same)))}</p> })}
        {(!refused.is_empty()).then(|| view! {
            <Notice kind=NoticeKind::Warn>
                <p>{tr(|t| t.availability_refused_title())}</p>
                <ul>{refused}</ul>
            </Notice>
        })}
    }
}
