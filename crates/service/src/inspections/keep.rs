//! A plan's words, and how it is handed in, agreed to, sent back, given up and released.

use super::{Eyes, Names, acting, content, is_own, lead, moved, noted, people, read, roster, shown, step, years};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::ratings::within;
use api::inspection::{DecidePlan, PlanShown, PlanVerdict, RecallPlan, ReleasePlan, RevokePlan, SavePlan, SubmitPlan};
use api::{ApiError, ErrorCode};
use domain::inspection::checklist::{ListStage, Target};
use domain::inspection::plan::{Cover, PlanAct, PlanFields, PlanState};
use domain::period::FIRST_DAY;
use domain::place::Level;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use domain::task::LAST_DAY;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::inspection::plan::{self, Head};
use store::inspection::{checklist, visit};
use store::{place, point};

/// Tidy fields; refused if something is wrong with them by themselves.
fn checked(fields: PlanFields) -> Result<PlanFields, ApiError> {
    let fields = fields.tidy();
    if let Some(problem) = fields.problem() {
        return Err(items::check::wrong(&problem));
    }
    if let Some(field) = fields.twice() {
        return Err(ApiError::invalid(field, "twice"));
    }
    if let Some((field, from, to)) = fields.numbers() {
        return Err(ApiError::invalid(field, "range").with("from", from).with("to", to));
    }
    for (field, day) in [("from", fields.from), ("until", fields.until)] {
        match day {
            Some(day) if day < FIRST_DAY => return Err(ApiError::invalid(field, "too_early").with("min", FIRST_DAY)),
            Some(day) if day > LAST_DAY => return Err(ApiError::invalid(field, "too_late").with("max", LAST_DAY)),
            _ => {}
        }
    }
    Ok(fields)
}

/// Refused if it names what is not there.
async fn refers(cx: &mut Cx<'_>, eyes: &Eyes, fields: &PlanFields) -> Result<(), Failure> {
    let levels: HashMap<_, _> = place::all(&mut cx.conn().await?).await?.into_iter().map(|place| (place.id, place.level)).collect();
    if fields.towns.iter().any(|town| levels.get(town) != Some(&Level::Town)) {
        return Err(ApiError::invalid("towns", "unknown").into());
    }
    let people = people::all(cx, eyes.district).await?;
    for (n, one) in fields.inspectors.iter().enumerate() {
        if !people.get(&one.account).is_some_and(people::Person::can_be_sent) {
            return Err(ApiError::invalid(&format!("inspectors.{n}.account"), "inspector_role").into());
        }
        if one.recused.iter().any(|place| !matches!(levels.get(place), Some(Level::Town | Level::Village))) {
            return Err(ApiError::invalid(&format!("inspectors.{n}.recused"), "unknown").into());
        }
    }
    if fields.approver.is_some_and(|approver| !people.get(&approver).is_some_and(|person| person.approves(fields.kind))) {
        return Err(ApiError::invalid("approver", "approver_role").into());
    }
    if let Some(at) = fields.checklist {
        match checklist::content(&mut cx.conn().await?, at).await? {
            Some((ListStage::Published, _)) => {}
            _ => return Err(ApiError::invalid("checklist", "checklist_unpublished").into()),
        }
    }
    for (n, one) in fields.exclusions.iter().enumerate() {
        if point::place_of(&mut cx.conn().await?, one.point).await?.is_none() {
            return Err(ApiError::invalid(&format!("exclusions.{n}.point"), "unknown").into());
        }
    }
    Ok(())
}

/// A text as the log tells it, with names beside keys.
fn logged(names: &Names, fields: &PlanFields) -> Value {
    let people: Vec<String> = fields.inspectors.iter().map(|one| names.of(Some(one.account))).collect();
    let mut told = json!(fields);
    if let Value::Object(map) = &mut told {
        map.insert("inspector_names".to_owned(), json!(people));
        map.insert("approver_name".to_owned(), json!(names.of(fields.approver)));
    }
    json!({ "plan": told })
}

impl Handle for SavePlan {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let mut fields = checked(self.fields)?;
        if !eyes.plans {
            return Err(ErrorCode::NotPermitted.into());
        }
        if !eyes.makes(fields.kind) {
            return Err(ApiError::invalid("kind", "plan_kind").into());
        }
        if self.id.is_none() && fields.checklist.is_none() {
            fields.checklist = checklist::newest(&mut cx.conn().await?, Target::Station).await?;
        }
        Box::pin(refers(cx, &eyes, &fields)).await?;
        let names = Names::read(cx).await?;
        let (id, before, act) = match self.id {
            None => (plan::insert(&mut cx.conn().await?, &fields, &eyes.person, &eyes.who, now).await?, None, PlanAct::Made),
            Some(id) => {
                let (head, _) = acting(cx, &eyes, id, self.version, PlanAct::Edited).await?;
                let before = content(cx, id).await?;
                if !plan::save(&mut cx.conn().await?, &head, &fields, now).await? {
                    return Err(conflict(&shown(cx, &eyes, id).await?)?);
                }
                (id, Some(before), PlanAct::Edited)
            }
        };
        step(cx, &eyes, id, act, "").await?;
        let head = plan::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
        let before = before.as_ref().map(|before| logged(&names, before));
        noted(cx, &head, json!({ "begun": before.is_none(), "version": head.version, "before": before, "after": logged(&names, &fields) }))
            .await?;
        shown(cx, &eyes, id).await
    }
}

/// Refused if nothing could come of the plan as it is now.
async fn ready(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head, fields: &PlanFields) -> Result<(), Failure> {
    if let Some(problem) = fields.unready() {
        return Err(items::check::wrong(&problem).into());
    }
    let today = cx.today();
    if fields.until.is_some_and(|until| until < today) {
        return Err(ApiError::invalid("until", "past").with("min", today).into());
    }
    // Whoever was named may have lost his role since.
    refers(cx, eyes, fields).await?;
    let steps = plan::steps(&mut cx.conn().await?, head.id).await?;
    let approver = fields.approver.map(|approver| approver.0.to_string()).unwrap_or_default();
    if is_own(&steps, &approver) || approver == eyes.person {
        return Err(ApiError::invalid("approver", "plan_own").into());
    }
    let built = roster::build(cx, eyes, fields, &head.number, 1).await?;
    built.check()?;
    Ok(())
}

impl Handle for SubmitPlan {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let (head, state) = acting(cx, &eyes, self.id, self.version, PlanAct::Submitted).await?;
        let fields = content(cx, self.id).await?;
        Box::pin(ready(cx, &eyes, &head, &fields)).await?;
        moved(cx, &eyes, &Head { state, ..head.clone() }).await?;
        step(cx, &eyes, self.id, PlanAct::Submitted, "").await?;
        let approver = Names::read(cx).await?.of(fields.approver);
        noted(cx, &head, json!({ "approver": approver })).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for RecallPlan {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let (head, state) = acting(cx, &eyes, self.id, self.version, PlanAct::Recalled).await?;
        moved(cx, &eyes, &Head { state, ..head.clone() }).await?;
        step(cx, &eyes, self.id, PlanAct::Recalled, "").await?;
        noted(cx, &head, json!({})).await?;
        shown(cx, &eyes, self.id).await
    }
}

/// The next number of the plan's kind that no plan has: a pattern may have been another one before.
async fn number(cx: &mut Cx<'_>, head: &Head) -> Result<String, Failure> {
    let year = cx.today().year();
    let conn = &mut cx.conn().await?;
    let rules = years::rules(conn).await?;
    // Plans under cover are counted by themselves.
    let series = format!("{}:{}", head.kind.code(), head.cover.code());
    loop {
        let serial = plan::serial(conn, year, &series).await?;
        let number = rules.pattern(head.kind, head.cover).number(year, serial);
        if !plan::has_number(conn, &number).await? {
            return Ok(number);
        }
    }
}

impl Handle for DecidePlan {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let (act, least) = match self.verdict {
            PlanVerdict::Approve => (PlanAct::Approved, 0),
            PlanVerdict::Return => (PlanAct::Returned, REASON_LEAST),
        };
        let opinion = within(&self.opinion, "opinion", least, WORDS_LIMIT)?.to_owned();
        let head = read(cx, &eyes, self.id, self.version).await?;
        let state = lead(&head, act)?;
        let steps = plan::steps(&mut cx.conn().await?, self.id).await?;
        if is_own(&steps, &eyes.person) {
            return Err(ApiError::invalid("id", "plan_own").into());
        }
        if !eyes.is_approver(&head) {
            return Err(ApiError::invalid("id", "plan_approver").with("name", Names::read(cx).await?.of(head.approver)).into());
        }
        let number = if state == PlanState::Approved { number(cx, &head).await? } else { head.number.clone() };
        let head = Head { state, number, ..head };
        moved(cx, &eyes, &head).await?;
        step(cx, &eyes, self.id, act, &opinion).await?;
        noted(cx, &head, json!({ "verdict": self.verdict, "reason": opinion })).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for RevokePlan {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (head, state) = acting(cx, &eyes, self.id, self.version, PlanAct::Revoked).await?;
        moved(cx, &eyes, &Head { state, ..head.clone() }).await?;
        visit::void(&mut cx.conn().await?, self.id).await?;
        step(cx, &eyes, self.id, PlanAct::Revoked, &reason).await?;
        noted(cx, &head, json!({ "reason": reason })).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for ReleasePlan {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        cx.work().await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let (head, state) = acting(cx, &eyes, self.id, self.version, PlanAct::Released).await?;
        if head.cover == Cover::Open {
            return Err(ApiError::invalid("id", "plan_open").into());
        }
        // What is known can't be taken back.
        if head.released.is_some_and(|day: Date| day <= today) {
            return Err(ApiError::invalid("id", "plan_state").into());
        }
        if self.day < today {
            return Err(ApiError::invalid("day", "past").with("min", today).into());
        }
        if self.day > LAST_DAY {
            return Err(ApiError::invalid("day", "too_late").with("max", LAST_DAY).into());
        }
        moved(cx, &eyes, &Head { state, released: Some(self.day), ..head.clone() }).await?;
        step(cx, &eyes, self.id, PlanAct::Released, &domain::day::text(self.day)).await?;
        noted(cx, &head, json!({ "day": self.day })).await?;
        shown(cx, &eyes, self.id).await
    }
}
