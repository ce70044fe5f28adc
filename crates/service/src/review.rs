//! What the reviews of entries (权责清单) and of items share: whose hands are on a text, what is answered and published, what falls due.

use crate::Service;
use crate::context::Cx;
use crate::failure::Failure;
use crate::ratings::within;
use api::duty::Verdict;
use api::{ApiError, ErrorCode};
use domain::change::may_take_effect;
use domain::duty::flow::{Barred, Hand, OPINION_LIMIT, REASON_LEAST, SET_LIMIT, barred};
use domain::period::FIRST_DAY;
use jiff::civil::Date;
use std::sync::Arc;
use store::Actor;
use store::opinion::Opinion;
use store::place;

/// Most characters of 批准文号.
const PAPER_LIMIT: usize = 100;

/// Lists and catalogue are the whole district's: whoever keeps a part of it accepts and publishes nothing.
pub(crate) async fn keeps(cx: &mut Cx<'_>) -> Result<(), Failure> {
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    cx.scope_at(district).await.map(drop)
}

/// By whom hands are told apart: an account's key, or what does without one.
pub(crate) fn person(actor: &Actor) -> String {
    actor.account().map_or_else(|| actor.who().to_owned(), |account| account.0.to_string())
}

/// Why a person may neither review nor publish a text; none: he may, where it is his turn.
pub(crate) fn bars<K>(said: &[Opinion<K>], person: &str, round: i64) -> Option<Barred> {
    let hands: Vec<Hand<'_>> = said.iter().map(|hand| Hand { person: &hand.person, act: hand.act, round: hand.round }).collect();
    barred(&hands, person, round)
}

/// What was said about a text, as it crosses the door.
pub(crate) fn told<K>(opinions: Vec<Opinion<K>>) -> Vec<api::duty::Opinion> {
    let told = |one: Opinion<K>| api::duty::Opinion {
        round: one.round,
        step: one.step,
        act: one.act,
        opinion: one.opinion,
        who: one.who,
        at: one.at,
    };
    opinions.into_iter().map(told).collect()
}

/// Why the caller may not, as the rule of an error: its words say with whom it rests.
pub(crate) fn rule(barred: Barred) -> &'static str {
    match barred {
        Barred::Author => "duty_own",
        Barred::Reviewer => "duty_twice",
        Barred::Stage => "duty_stage",
    }
}

/// So many at once, and not none.
pub(crate) fn several(n: usize, field: &str) -> Result<(), ApiError> {
    if (1..=SET_LIMIT).contains(&n) { Ok(()) } else { Err(ApiError::invalid(field, "range").with("from", 1).with("to", SET_LIMIT)) }
}

/// An opinion: who does not agree says why.
pub(crate) fn opinion(opinion: &str, verdict: Verdict) -> Result<String, ApiError> {
    let least = if verdict == Verdict::Approve { 0 } else { REASON_LEAST };
    Ok(within(opinion, "opinion", least, OPINION_LIMIT)?.to_owned())
}

/// 批准文号 and 会签意见 of a publication from a day on, if that is a day on which anything can begin.
pub(crate) fn publication(paper: &str, countersigned: &str, effective: Date, today: Date) -> Result<(String, String), ApiError> {
    let paper = within(paper, "paper", 0, PAPER_LIMIT)?.to_owned();
    let countersigned = within(countersigned, "countersigned", 0, OPINION_LIMIT)?.to_owned();
    if !may_take_effect(effective, today) {
        let rule = if effective > today { "too_far" } else { "too_early" };
        return Err(ApiError::invalid("effective", rule).with("min", FIRST_DAY));
    }
    Ok((paper, countersigned))
}

/// Publishes what was set for one day together, else one by one, so that one that can't be published does not hold up the others. `order`
/// makes the operation that publishes some, or that notes of one why it could not be.
pub(crate) async fn publish_due<K, O>(service: &Arc<Service>, set: Vec<K>, order: impl Fn(Vec<K>, Option<ApiError>) -> O)
where
    K: Copy + std::fmt::Debug,
    O: crate::Handle,
{
    if service.run_plain(Actor::System, order(set.clone(), None)).await.is_ok() {
        return;
    }
    for id in set {
        match service.run_plain(Actor::System, order(vec![id], None)).await {
            Ok(_) => {}
            Err(error) if error.code == ErrorCode::Invalid => {
                if let Err(error) = service.run_plain(Actor::System, order(vec![id], Some(error))).await {
                    tracing::error!(?id, %error, "that it could not be published could not be noted");
                }
            }
            Err(error) => tracing::warn!(?id, %error, "what is to be published waits"),
        }
    }
}
