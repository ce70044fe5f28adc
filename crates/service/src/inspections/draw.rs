//! 封存名录 and 抽取: first the seal, then the nonce in front of witnesses, then what follows from both.

use super::{Eyes, acting, content, counting, moved, noted, roster, shown, step};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use api::inspection::{MakeDraw, PlanShown, SealRoster};
use api::{ApiError, ErrorCode};
use domain::inspection::draw::{Drawn, Roster, digest, draw};
use domain::inspection::plan::{NAME_LIMIT, NONCE_LIMIT, PlanAct, PlanId, VisitState, WITNESSES_LIMIT};
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use serde_json::json;
use std::collections::HashMap;
use store::inspection::attempt::{self, Attempt, Made, Spot};
use store::inspection::plan::Head;
use store::inspection::visit::{self, Goer, NewVisit};

impl Handle for SealRoster {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        cx.work().await?;
        let (eyes, now, today) = (Eyes::of(cx).await?, cx.now, cx.today());
        let act = if self.void.is_some() { PlanAct::Voided } else { PlanAct::Sealed };
        let (head, state) = acting(cx, &eyes, self.id, self.version, act).await?;
        let void = match &self.void {
            Some(reason) => within(reason, "void", REASON_LEAST, WORDS_LIMIT)?.to_owned(),
            None => String::new(),
        };
        // What inspectors have seen is not undone by another draw.
        if act == PlanAct::Voided && visit::begun(&mut cx.conn().await?, self.id).await? > 0 {
            return Err(ApiError::invalid("id", "plan_begun").into());
        }
        if head.until.is_some_and(|until| until < today) {
            return Err(ApiError::invalid("id", "plan_over").into());
        }
        let fields = content(cx, self.id).await?;
        let attempts = attempt::of(&mut cx.conn().await?, self.id).await?;
        let no = u32::try_from(attempts.len()).unwrap_or(u32::MAX).saturating_add(1);
        let built = Box::pin(roster::build(cx, &eyes, &fields, &head.number, no)).await?;
        // A draw from it can't fail afterwards.
        built.check()?;
        let conn = &mut cx.conn().await?;
        if let Some(last) = attempts.last() {
            if !attempt::void(conn, self.id, last.no, &void).await? {
                return Err(conflict(&shown(cx, &eyes, self.id).await?)?);
            }
            visit::void(conn, self.id).await?;
        }
        if !attempt::seal(conn, self.id, &built.roster, &built.spots(), &eyes.who, now).await? {
            return Err(conflict(&shown(cx, &eyes, self.id).await?)?);
        }
        moved(cx, &eyes, &Head { state, ..head.clone() }).await?;
        step(cx, &eyes, self.id, act, &void).await?;
        let roster = &built.roster;
        let values = json!({
            "attempt": no, "algorithm": roster.algorithm, "digest": roster.digest(), "objects": roster.objects.len(),
            "inspectors": roster.inspectors.len(), "take": roster.take, "reason": void,
        });
        noted(cx, &head, values).await?;
        shown(cx, &eyes, self.id).await
    }
}

/// Witnesses by name, each once; the one who draws is none.
fn witnesses(names: Vec<String>, who: &str) -> Result<Vec<String>, ApiError> {
    let mut kept: Vec<String> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        within(name, "witnesses", 1, NAME_LIMIT)?;
        if name.chars().any(char::is_control) {
            return Err(ApiError::invalid("witnesses", "control"));
        }
        if name == who {
            return Err(ApiError::invalid("witnesses", "witness_self"));
        }
        if !kept.iter().any(|one| one == name) {
            kept.push(name.to_owned());
        }
    }
    match kept.len() {
        0 => Err(ApiError::invalid("witnesses", "required")),
        n if n > WITNESSES_LIMIT => Err(ApiError::invalid("witnesses", "too_many").with("max", WITNESSES_LIMIT)),
        _ => Ok(kept),
    }
}

impl Handle for MakeDraw {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let nonce = within(&self.nonce, "nonce", 1, NONCE_LIMIT)?.to_owned();
        if nonce.chars().any(char::is_control) {
            return Err(ApiError::invalid("nonce", "control").into());
        }
        let witnesses = witnesses(self.witnesses, &eyes.who)?;
        let (head, state) = acting(cx, &eyes, self.id, self.version, PlanAct::Drawn).await?;
        let attempts = attempt::of(&mut cx.conn().await?, self.id).await?;
        let attempt = attempts.last().filter(|last| last.drawn_at.is_none()).ok_or(ErrorCode::NotFound)?;
        let (text, roster, _) = attempt::texts(&mut cx.conn().await?, self.id, attempt.no).await?.ok_or(ErrorCode::NotFound)?;
        if digest(&text) != attempt.digest || roster.digest() != attempt.digest {
            return Err(Failure::Fault(format!("the sealed roster of inspection {} is not what was sealed", self.id.0)));
        }
        // A clock that was set back would put the draw before the seal.
        if now < attempt.sealed_at {
            return Err(ApiError::invalid("id", "draw_clock").into());
        }
        let drawn = draw(&roster, &nonce).map_err(|problem| ApiError::invalid("id", "roster_wrong").with("detail", problem))?;
        let made = Made { nonce: &nonce, witnesses: &witnesses, who: &eyes.who, at: now, drawn: &drawn };
        if !attempt::draw(&mut cx.conn().await?, self.id, attempt.no, &made).await? {
            return Err(conflict(&shown(cx, &eyes, self.id).await?)?);
        }
        assign(cx, self.id, attempt, &roster, &drawn).await?;
        moved(cx, &eyes, &Head { state, ..head.clone() }).await?;
        step(cx, &eyes, self.id, PlanAct::Drawn, "").await?;
        let values = json!({
            "attempt": attempt.no, "digest": attempt.digest, "nonce": nonce, "witnesses": witnesses, "seed": drawn.seed,
            "chosen": drawn.chosen.len(),
        });
        noted(cx, &head, values).await?;
        shown(cx, &eyes, self.id).await
    }
}

/// Makes the visits that follow from a draw.
async fn assign(cx: &mut Cx<'_>, plan: PlanId, attempt: &Attempt, roster: &Roster, drawn: &Drawn) -> Result<(), Failure> {
    let gone = |code: &str| Failure::Fault(format!("{code} stands on no sealed roster of inspection {}", plan.0));
    let spots: HashMap<&str, Spot> = roster.objects.iter().map(|object| object.code.as_str()).zip(attempt.spots.iter().copied()).collect();
    let names: HashMap<&str, &str> = roster.inspectors.iter().map(|one| (one.code.as_str(), one.name.as_str())).collect();
    let goer = |code: &String| {
        let account = roster::account(code).ok_or_else(|| gone(code))?;
        Ok::<_, Failure>(Goer { account, name: names.get(code.as_str()).copied().unwrap_or_default().to_owned() })
    };
    let conn = &mut cx.conn().await?;
    let attempt = attempt.no;
    for (order, chosen) in (1..).zip(&drawn.chosen) {
        let spot = *spots.get(chosen.object.as_str()).ok_or_else(|| gone(&chosen.object))?;
        let goers = chosen.inspectors.iter().map(goer).collect::<Result<Vec<_>, _>>()?;
        visit::add(conn, &NewVisit { plan, attempt, order, spot, state: VisitState::Waiting, goers }).await?;
    }
    for codes in drawn.standby.values() {
        for (order, code) in (1..).zip(codes) {
            let spot = *spots.get(code.as_str()).ok_or_else(|| gone(code))?;
            visit::add(conn, &NewVisit { plan, attempt, order, spot, state: VisitState::Standby, goers: Vec::new() }).await?;
        }
    }
    Ok(())
}

/// The attempt that counts, or that nothing was drawn.
pub(super) fn drawn(attempts: &[Attempt]) -> Result<&Attempt, ApiError> {
    counting(attempts).ok_or_else(|| ApiError::invalid("id", "plan_undrawn"))
}
