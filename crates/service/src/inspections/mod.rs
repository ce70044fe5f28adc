//! 督查: checklists, plans, the provable draw, visits; see docs/decisions/0031.
//!
//! - here: who sees and may do what, lists of plans, one plan. `keep`: from the first words until it is agreed to, given up or released.
//! - `roster`: what is drawn from. `draw`: the seal, the draw, its certificate. `visits`: who goes where, and when. `replace`: 替补.
//! - `records`: what is written on a visit. `findings`: what is found wrong there. `photos`: photos of it. `reviews`: handed in, agreed to or sent back.
//! - `record_paper`: the paper of a visit; `forms`: blank ones.
//! - `ledger`: 整改台账; `ledger_file`: back from its file. `course`: what is done with a finding until it is closed. `finding_papers` with `finding_photos`, `bulletins`: their papers. `exemplars`: 典型.
//! - `overview`: 督查检查概况, and how stations are covered.
//! - `checklists`, `checklist_file` (as a workbook), `people`, `years` (annual plans and rules), `warnings`.
//!
//! Of what is under cover nobody hears whose grants are for a town, a village or a body: it is not found, stands in no list and in no count,
//! events name no plan, and its numbers are counted by themselves. Whoever is sent sees his own visits.

mod bulletins;
mod certificate;
mod checklist_file;
mod checklists;
mod course;
mod draw;
mod exemplars;
mod finding_papers;
mod finding_photos;
mod findings;
mod forms;
mod keep;
mod ledger;
mod ledger_file;
mod overview;
mod people;
pub(crate) mod photos;
mod record_paper;
mod records;
mod replace;
mod reviews;
mod roster;
mod visits;
mod warnings;
mod years;

pub(crate) use ledger::{label, waiting as findings_waiting};
pub(crate) use overview::unvisited;
pub(crate) use visits::row as visit_row;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use crate::places::conflict;
use crate::review::person;
use api::inspection::{AttemptRow, CountPlans, ListPlans, PlanCounts, PlanFilter, PlanMay, PlanRow, PlanShown, PlanStep, Plans, ShowPlan};
use api::page::Total;
use api::{ApiError, ErrorCode, Permission};
use domain::account::{AccountId, Role};
use domain::day::later;
use domain::inspection::plan::{Cover, PlanAct, PlanFields, PlanId, PlanKind, PlanState, VisitId, VisitState, phase};
use domain::permission::Access;
use domain::place::{Level, Place, PlaceId};
use domain::time::Instant;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::inspection::attempt::{self, Attempt};
use store::inspection::plan::{self, Head, Step};
use store::inspection::visit::{self, Visit};
use store::inspection::{Seeing, checklist};
use store::{Actor, account, place};

/// Most rows of a page.
const PAGE: u32 = 200;

/// The caller, and what he may reach.
pub(crate) struct Eyes {
    /// An account's key, or what does without one: whose hands are told apart by.
    person: String,
    /// By name.
    who: String,
    /// What he may see.
    seeing: Seeing,
    /// The whole district.
    district: PlaceId,
    /// Every town.
    towns: Vec<PlaceId>,
    /// His roles over the whole district, for all bodies.
    roles: Vec<Role>,
    /// He makes plans at all.
    plans: bool,
    /// He agrees to plans at all.
    approves: bool,
    /// No account: a command line on an own database, or the system.
    is_local: bool,
    /// As of which day.
    today: Date,
}

impl Eyes {
    pub(crate) async fn of(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let (who, today) = (cx.actor.who().to_owned(), cx.today());
        let places = place::all(&mut cx.conn().await?).await?;
        let district = places.iter().find(|one| one.level == Level::District).map(|one| one.id).ok_or(ErrorCode::SetupNeeded)?;
        let towns: Vec<PlaceId> = places.iter().filter(|one| one.level == Level::Town).map(|one| one.id).collect();
        let access = cx.access_for(Permission::Inspections);
        let seeing = seeing(access.as_ref(), person(&cx.actor), &places);
        let whole = |needed: Permission, cx: &Cx<'_>| cx.access_for(needed).as_ref().is_some_and(|access| is_whole(access, district));
        let is_local = matches!(cx.actor, Actor::LocalOperator | Actor::System);
        let held = cx.grants.iter().filter(|grant| grant.holds_on(today) && grant.place == district && grant.body.is_none());
        Ok(Self {
            person: person(&cx.actor),
            who,
            seeing,
            district,
            towns,
            roles: held.map(|grant| grant.role).collect(),
            plans: whole(Permission::PlanInspections, cx),
            approves: whole(Permission::ApproveInspections, cx),
            is_local,
            today,
        })
    }

    /// He sees all plans, whatever they are.
    pub(crate) fn sees_all(&self) -> bool {
        self.seeing.all
    }

    /// He makes plans of a kind.
    fn makes(&self, kind: PlanKind) -> bool {
        self.plans && (self.is_local || self.roles.iter().any(|role| kind.makers().contains(role)))
    }

    /// He is one of those who go there.
    fn is_sent(&self, visit: &Visit) -> bool {
        visit.goers.iter().any(|goer| goer.account.0.to_string() == self.person)
    }

    /// The plan names him as its approver, and he may agree to its kind; whether he made it himself is another question.
    fn is_approver(&self, head: &Head) -> bool {
        let is_named = head.approver.is_some_and(|account| account.0.to_string() == self.person);
        self.approves && is_named && self.roles.iter().any(|role| head.kind.approvers().contains(role))
    }
}

/// The whole district, for all bodies.
fn is_whole(access: &Access, district: PlaceId) -> bool {
    access.scopes().iter().any(|scope| scope.place() == district && scope.body().is_none())
}

/// What somebody may see by what a check of [`Permission::Inspections`] allowed him.
pub(crate) fn seeing(access: Option<&Access>, person: String, places: &[Place]) -> Seeing {
    let above: HashMap<PlaceId, (Level, Option<PlaceId>)> = places.iter().map(|one| (one.id, (one.level, one.parent))).collect();
    let of = |level: Level| places.iter().filter(move |one| one.level == level).map(|one| one.id);
    let is_all = |access: &Access| of(Level::District).next().is_some_and(|district| is_whole(access, district));
    let mut seeing = Seeing { all: access.is_some_and(is_all), person, ..Seeing::default() };
    for scope in access.into_iter().flat_map(Access::scopes) {
        seeing.places.push(scope.place());
        match above.get(&scope.place()) {
            Some((Level::District, _)) => seeing.towns.extend(of(Level::Town)),
            Some((Level::Town, _)) => seeing.towns.push(scope.place()),
            Some((Level::Village, above)) => seeing.towns.extend(above),
            None => {}
        }
    }
    seeing
}

/// Whether a person has his hands on a plan: he made it, edited it or handed it in.
fn is_own(steps: &[Step], person: &str) -> bool {
    let own = [PlanAct::Made, PlanAct::Edited, PlanAct::Submitted];
    steps.iter().any(|step| own.contains(&step.act) && step.person == person)
}

/// Accounts by name.
struct Names(HashMap<AccountId, String>);

impl Names {
    async fn read(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let all = account::all(&mut cx.conn().await?).await?;
        Ok(Self(all.into_iter().map(|account| (account.id, account.name)).collect()))
    }

    fn of(&self, account: Option<AccountId>) -> String {
        account.and_then(|account| self.0.get(&account).cloned()).unwrap_or_default()
    }
}

fn row(head: &Head, names: &Names, today: Date) -> PlanRow {
    let period = head.from.zip(head.until).filter(|_| head.state == PlanState::Drawn);
    PlanRow {
        id: head.id,
        number: head.number.clone(),
        title: head.title.clone(),
        kind: head.kind,
        cover: head.cover,
        coverage: head.coverage,
        state: head.state,
        phase: period.map(|(from, until)| phase(from, until, today)),
        from: head.from,
        until: head.until,
        released: head.released,
        author: head.author_name.clone(),
        approver: names.of(head.approver),
        visits: head.visits,
        attempts: head.attempts,
        moved_at: head.moved_at,
        version: head.version,
    }
}

fn attempt_row(attempt: Attempt) -> AttemptRow {
    AttemptRow {
        no: attempt.no,
        digest: attempt.digest,
        sealed_by: attempt.sealed_by,
        sealed_at: attempt.sealed_at,
        objects: attempt.objects,
        excluded: attempt.excluded,
        take: attempt.take,
        nonce: attempt.nonce,
        witnesses: attempt.witnesses,
        drawn_by: attempt.drawn_by,
        drawn_at: attempt.drawn_at,
        void: attempt.void,
    }
}

fn filter(asked: &PlanFilter, eyes: &Eyes, today: Date) -> Result<plan::PlanFilter, ApiError> {
    let period = match asked.year {
        None => None,
        Some(year) if (1..=9_999).contains(&year) => Some((date(year, 1, 1), date(year, 12, 31))),
        Some(_) => return Err(ApiError::invalid("year", "range").with("from", 1).with("to", 9_999)),
    };
    let usual = || PlanState::ALL.iter().copied().filter(|state| *state != PlanState::Revoked).collect();
    Ok(plan::PlanFilter {
        text: asked.text.clone(),
        states: if asked.states.is_empty() { usual() } else { asked.states.clone() },
        kinds: asked.kinds.clone(),
        cover: asked.cover,
        period,
        waiting: asked.waiting,
        seeing: eyes.seeing.clone(),
        today: Some(today),
    })
}

impl Handle for ListPlans {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Plans, Failure> {
        let (limit, at, today) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, lists::place)?, cx.today());
        let (eyes, names) = (Eyes::of(cx).await?, Names::read(cx).await?);
        let filter = filter(&self.filter, &eyes, today)?;
        let conn = &mut cx.conn().await?;
        let page = plan::page(conn, &filter, &at, limit).await?;
        let n = plan::counts(conn, &filter).await?.values().sum();
        Ok(Plans {
            plans: page.rows.iter().map(|head| row(head, &names, today)).collect(),
            edges: lists::around(page.before, page.after, lists::placed),
            total: Total { n, exact: true },
            may_add: PlanKind::ALL.iter().copied().filter(|kind| eyes.makes(*kind)).collect(),
        })
    }
}

impl Handle for CountPlans {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanCounts, Failure> {
        let today = cx.today();
        let eyes = Eyes::of(cx).await?;
        let asked = PlanFilter { states: PlanState::ALL.to_vec(), ..self.filter };
        let all = filter(&asked, &eyes, today)?;
        let waiting = plan::PlanFilter { waiting: true, states: Vec::new(), ..all.clone() };
        let conn = &mut cx.conn().await?;
        let counts = plan::counts(conn, &all).await?;
        let waiting = plan::counts(conn, &waiting).await?.values().sum();
        let n = |state: &PlanState| (*state, counts.get(state).copied().unwrap_or(0));
        Ok(PlanCounts { states: PlanState::ALL.iter().map(n).collect(), waiting })
    }
}

/// How many plans wait for the caller; none if he has nothing to do with them.
pub(crate) async fn waiting(cx: &mut Cx<'_>) -> Result<(i64, Option<Date>), Failure> {
    if cx.access_for(Permission::PlanInspections).is_none() && cx.access_for(Permission::ApproveInspections).is_none() {
        return Ok((0, None));
    }
    let (eyes, today) = (Eyes::of(cx).await?, cx.today());
    let asked = filter(&PlanFilter { waiting: true, ..PlanFilter::default() }, &eyes, today)?;
    let conn = &mut cx.conn().await?;
    let n = plan::counts(conn, &asked).await?.values().sum();
    let oldest = plan::oldest(conn, &asked).await?;
    Ok((n, oldest.map(|at| at.day())))
}

/// Days within which a visit is told of as something to do.
pub(crate) const SOON: i64 = 7;

/// To how many stations the caller is sent within the next days, and the first of these days.
pub(crate) async fn coming(cx: &mut Cx<'_>) -> Result<(i64, Option<Date>), Failure> {
    if cx.access_for(Permission::Inspections).is_none() || cx.actor.account().is_none() {
        return Ok((0, None));
    }
    let (eyes, today) = (Eyes::of(cx).await?, cx.today());
    let filter = visit::VisitFilter {
        mine: true,
        from: Some(today),
        to: Some(later(today, SOON)),
        states: vec![VisitState::Waiting],
        seeing: eyes.seeing,
        today: Some(today),
        ..visit::VisitFilter::default()
    };
    let days = visit::days(&mut cx.conn().await?, &filter).await?;
    Ok((days.iter().map(|(_, n)| n).sum(), days.iter().find_map(|(day, _)| *day)))
}

/// How many visits the caller has begun or got back, and how many wait for his review.
pub(crate) async fn unfinished(cx: &mut Cx<'_>) -> Result<(i64, i64), Failure> {
    if cx.access_for(Permission::Inspections).is_none() || cx.actor.account().is_none() {
        return Ok((0, 0));
    }
    let (eyes, today) = (Eyes::of(cx).await?, cx.today());
    let of = |states: Vec<VisitState>| visit::VisitFilter {
        states,
        seeing: eyes.seeing.clone(),
        today: Some(today),
        ..visit::VisitFilter::default()
    };
    let mine = visit::VisitFilter { mine: true, ..of(vec![VisitState::Begun, VisitState::Returned]) };
    let others = visit::VisitFilter { others: true, ..of(vec![VisitState::Submitted]) };
    let conn = &mut cx.conn().await?;
    let in_hand = visit::count(conn, &mine).await?;
    Ok((in_hand, if eyes.approves { visit::count(conn, &others).await? } else { 0 }))
}

/// A plan that the caller may know of.
async fn found(cx: &mut Cx<'_>, eyes: &Eyes, id: PlanId) -> Result<Head, Failure> {
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let head = plan::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let towns = plan::towns(conn, id).await?;
    if eyes.seeing.sees(&head, &towns, today) { Ok(head) } else { Err(ErrorCode::NotFound.into()) }
}

/// The same as it was read, or what has become of it since.
async fn read(cx: &mut Cx<'_>, eyes: &Eyes, id: PlanId, version: i64) -> Result<Head, Failure> {
    let head = found(cx, eyes, id).await?;
    if head.version == version { Ok(head) } else { Err(conflict(&shown(cx, eyes, id).await?)?) }
}

/// A plan as it was read that the caller makes, and where an act leads from it.
async fn acting(cx: &mut Cx<'_>, eyes: &Eyes, id: PlanId, version: i64, act: PlanAct) -> Result<(Head, PlanState), Failure> {
    let head = read(cx, eyes, id, version).await?;
    if !eyes.makes(head.kind) {
        return Err(ApiError::invalid("id", "plan_not_yours").into());
    }
    let state = lead(&head, act)?;
    Ok((head, state))
}

/// Where an act leads, or that it can't be done where the plan is.
fn lead(head: &Head, act: PlanAct) -> Result<PlanState, ApiError> {
    head.state.after(act).ok_or_else(|| ApiError::invalid("id", "plan_state").with("state", head.state.code()))
}

/// A plan that the caller makes, as it is now.
async fn read_plan(cx: &mut Cx<'_>, eyes: &Eyes, id: PlanId) -> Result<Head, Failure> {
    let head = found(cx, eyes, id).await?;
    if eyes.makes(head.kind) { Ok(head) } else { Err(ApiError::invalid("id", "plan_not_yours").into()) }
}

async fn content(cx: &mut Cx<'_>, id: PlanId) -> Result<PlanFields, Failure> {
    Ok(plan::content(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?)
}

/// The attempt that counts, if it is drawn.
fn counting(attempts: &[Attempt]) -> Option<&Attempt> {
    attempts.last().filter(|last| last.drawn_at.is_some())
}

fn may(head: &Head, eyes: &Eyes, steps: &[Step], attempts: &[Attempt], today: Date) -> Vec<PlanMay> {
    let office = eyes.makes(head.kind);
    let decides = eyes.is_approver(head) && !is_own(steps, &eyes.person);
    let is_secret = head.cover == Cover::Covert && head.released.is_none_or(|day| day > today);
    let drawn = counting(attempts).is_some();
    let all: Vec<(PlanMay, bool)> = match head.state {
        PlanState::Draft | PlanState::Returned => vec![(PlanMay::Submit, office), (PlanMay::Edit, office), (PlanMay::Revoke, office)],
        PlanState::Pending => vec![(PlanMay::Decide, decides), (PlanMay::Recall, office), (PlanMay::Revoke, office)],
        PlanState::Approved => vec![(PlanMay::Seal, office), (PlanMay::Revoke, office)],
        PlanState::Sealed => vec![(PlanMay::Draw, office), (PlanMay::Revoke, office)],
        PlanState::Drawn => vec![
            (PlanMay::SetDays, office),
            (PlanMay::Certificate, true),
            (PlanMay::Release, office && is_secret),
            (PlanMay::Redraw, office),
            (PlanMay::Revoke, office),
        ],
        PlanState::Revoked => vec![(PlanMay::Certificate, drawn)],
    };
    all.into_iter().filter(|(_, may)| *may).map(|(one, _)| one).collect()
}

/// A plan with everything that is known of it.
async fn shown(cx: &mut Cx<'_>, eyes: &Eyes, id: PlanId) -> Result<PlanShown, Failure> {
    let (today, head) = (cx.today(), found(cx, eyes, id).await?);
    let names = Names::read(cx).await?;
    let fields = content(cx, id).await?;
    let conn = &mut cx.conn().await?;
    let steps = plan::steps(conn, id).await?;
    let attempts = attempt::of(conn, id).await?;
    let checklist = match fields.checklist {
        Some(at) => checklist::content(conn, at).await?.map(|(_, list)| list.name).unwrap_or_default(),
        None => String::new(),
    };
    let warnings = if eyes.sees_all() { Box::pin(warnings::of(cx, eyes, &head, &fields)).await? } else { Vec::new() };
    let may = may(&head, eyes, &steps, &attempts, today);
    let told = |step: Step| PlanStep { act: step.act, words: step.words, who: step.who, at: Instant(step.at) };
    Ok(PlanShown {
        row: row(&head, &names, today),
        fields,
        checklist,
        steps: if eyes.sees_all() { steps.into_iter().map(told).collect() } else { Vec::new() },
        attempts: attempts.into_iter().map(attempt_row).collect(),
        warnings,
        may,
    })
}

impl Handle for ShowPlan {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PlanShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        shown(cx, &eyes, self.id).await
    }
}

/// Enters what the caller does with a plan now.
async fn step(cx: &mut Cx<'_>, eyes: &Eyes, id: PlanId, act: PlanAct, words: &str) -> Result<(), Failure> {
    let (person, who, at) = (eyes.person.clone(), eyes.who.clone(), cx.now.0);
    let step = Step { act, words: words.to_owned(), person, who, at };
    Ok(plan::add_step(&mut cx.conn().await?, id, &step).await?)
}

/// Moves a plan on, or tells what somebody else has made of it meanwhile.
async fn moved(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head) -> Result<(), Failure> {
    let head = Head { moved_at: cx.now, ..head.clone() };
    if plan::move_to(&mut cx.conn().await?, &head).await? { Ok(()) } else { Err(conflict(&shown(cx, eyes, head.id).await?)?) }
}

/// Enters in the log what was done with a plan, and tells everybody who shows plans. Which plan it is would tell of one under cover.
async fn noted(cx: &mut Cx<'_>, head: &Head, values: Value) -> Result<(), Failure> {
    let mut told = json!({ "number": head.number, "title": head.title });
    if let (Value::Object(told), Value::Object(values)) = (&mut told, values) {
        told.extend(values);
    }
    cx.note(format!("inspection:{}", head.id.0), Some(told));
    cx.work().await?.changed("inspection", None);
    Ok(())
}

/// Whether the caller may know what was done with a plan.
pub(crate) async fn may_know(cx: &mut Cx<'_>, id: PlanId) -> Result<bool, Failure> {
    if cx.access_for(Permission::Inspections).is_none() {
        return Ok(false);
    }
    let eyes = Eyes::of(cx).await?;
    Ok(eyes.sees_all() && plan::find(&mut cx.conn().await?, id).await?.is_some())
}

/// Whether the caller may know what was done on a visit.
pub(crate) async fn may_know_visit(cx: &mut Cx<'_>, id: VisitId) -> Result<bool, Failure> {
    if cx.access_for(Permission::Inspections).is_none() {
        return Ok(false);
    }
    let (eyes, today) = (Eyes::of(cx).await?, cx.today());
    let visit = visit::seen(&mut cx.conn().await?, id, &eyes.seeing, today).await?;
    Ok(visit.is_some_and(|visit| eyes.sees_all() || eyes.is_sent(&visit)))
}

/// Whether the caller may know what was done with checklists, rules and annual plans.
pub(crate) async fn may_know_rules(cx: &mut Cx<'_>) -> Result<bool, Failure> {
    if cx.access_for(Permission::Inspections).is_none() {
        return Ok(false);
    }
    Ok(Eyes::of(cx).await?.sees_all())
}
