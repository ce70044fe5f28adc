//! 整改台账: what there is, by whom it may be known, how it is told, and as a file.

use super::records::finding_row;
use super::{Eyes, PAGE, course};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::supervision::day;
use crate::{lists, words};
use api::import::Written;
use api::inspection::{
    CountFindings, ExportFindings, FindingCounts, FindingFilter, FindingShown, FindingStep, Findings, LedgerRow, ListFindings, ShowFinding,
};
use api::page::Total;
use api::{ErrorCode, Permission};
use domain::inspection::finding::flow::{FindingAct, decide_until, object_until};
use domain::inspection::finding::{FindingId, FindingState};
use domain::inspection::plan::PlanKind;
use domain::place::PlaceId;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use store::inspection::course::{Step, steps};
use store::inspection::ledger::{self, At, Listed};
use store::place;
use texts::Texts;
use texts::words::Word;

/// Characters of what was found by which it is called elsewhere.
const LABEL: usize = 40;

/// What is asked for, as far as the caller sees it.
pub(super) fn filter(asked: &FindingFilter, eyes: &Eyes, today: Date) -> ledger::FindingFilter {
    ledger::FindingFilter {
        states: asked.states.clone(),
        unified: asked.unified.clone(),
        severities: asked.severities.clone(),
        remedies: asked.remedies.clone(),
        late: asked.late,
        place: asked.place,
        plan: asked.plan,
        again: asked.again,
        text: asked.text.clone(),
        asking: asked.asking,
        own: asked.own,
        from: asked.from,
        to: asked.to,
        closed: asked.closed,
        point: asked.point,
        to_issue: asked.to_issue.then(|| PlanKind::ALL.iter().copied().filter(|kind| eyes.makes(*kind)).collect()),
        seeing: eyes.seeing.clone(),
        today: Some(today),
    }
}

/// A row of the ledger as it crosses the door. Who looked again is told to everybody; of which earlier finding it is a repeat only to whoever may
/// know of that.
pub(super) fn row(listed: &Listed, today: Date) -> LedgerRow {
    let (one, course) = (&listed.finding, &listed.finding.course);
    LedgerRow {
        finding: finding_row(one.clone()),
        notice: course.notice.clone(),
        noticed: course.noticed,
        first_due: course.first_due,
        asked: course.asked,
        mended: course.mended,
        closed: course.closed,
        checker: course.checker.clone(),
        days_late: one.state.days_late(one.due, today),
        again: listed.again,
        repeat_of: course.repeat_of.filter(|_| listed.again),
        plan: listed.plan,
        plan_number: listed.plan_number.clone(),
        plan_title: listed.plan_title.clone(),
        cover: listed.cover,
        is_known: listed.is_known(today),
        point_name: listed.point_name.clone(),
        place: listed.place,
        town: listed.town,
    }
}

/// A finding that the caller may know of.
pub(super) async fn found(cx: &mut Cx<'_>, eyes: &Eyes, id: FindingId) -> Result<Listed, Failure> {
    let today = cx.today();
    Ok(ledger::seen(&mut cx.conn().await?, id, &eyes.seeing, today).await?.ok_or(ErrorCode::NotFound)?)
}

fn told(step: &Step) -> FindingStep {
    FindingStep {
        act: step.act,
        words: step.words.clone(),
        proof: step.proof.clone(),
        recipient: step.recipient.clone(),
        way: step.way,
        milestone: step.milestone,
        day: step.day,
        due_before: step.due_before,
        due_after: step.due_after,
        who: step.who.clone(),
        at: step.at,
    }
}

/// A finding with its whole history.
pub(super) async fn shown(cx: &mut Cx<'_>, eyes: &Eyes, id: FindingId) -> Result<FindingShown, Failure> {
    let (today, listed) = (cx.today(), found(cx, eyes, id).await?);
    let steps = steps(&mut cx.conn().await?, id).await?;
    let may = course::may(cx, eyes, &listed, &steps).await?;
    let (state, course) = (listed.finding.state, &listed.finding.course);
    let is_disputable = matches!(state, FindingState::Issued | FindingState::InHand);
    Ok(FindingShown {
        row: row(&listed, today),
        milestones: course::milestones(&steps),
        object_until: course.noticed.filter(|_| is_disputable).map(object_until),
        decide_until: course.objected.filter(|_| state == FindingState::Objected).map(decide_until),
        steps: steps.iter().map(told).collect(),
        may,
    })
}

impl Handle for ListFindings {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Findings, Failure> {
        let (limit, at, today) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, lists::place)?, cx.today());
        let eyes = Eyes::of(cx).await?;
        let filter = filter(&self.filter, &eyes, today);
        let conn = &mut cx.conn().await?;
        let page = ledger::page(conn, &filter, &at, limit).await?;
        let n = ledger::counts(conn, &filter).await?.iter().map(|one| one.n).sum();
        Ok(Findings {
            findings: page.rows.iter().map(|listed| row(listed, today)).collect(),
            edges: lists::around(page.before, page.after, lists::placed),
            total: Total { n, exact: true },
        })
    }
}

impl Handle for CountFindings {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingCounts, Failure> {
        let today = cx.today();
        let eyes = Eyes::of(cx).await?;
        let asked = FindingFilter { states: Vec::new(), late: false, asking: false, ..self.filter };
        let counts = ledger::counts(&mut cx.conn().await?, &filter(&asked, &eyes, today)).await?;
        let n = |state: FindingState| counts.iter().find(|one| one.state == state).map_or(0, |one| one.n);
        let states = FindingState::ALL.iter().filter(|state| **state != FindingState::Withdrawn);
        Ok(FindingCounts {
            states: states.map(|state| (*state, n(*state))).collect(),
            late: counts.iter().map(|one| one.late).sum(),
            asking: counts.iter().map(|one| one.asking).sum(),
        })
    }
}

impl Handle for ShowFinding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        Box::pin(shown(cx, &eyes, self.id)).await
    }
}

/// What waits for the caller.
#[derive(Default)]
pub(crate) struct Waiting {
    pub(crate) late: i64,
    pub(crate) in_hand: i64,
    /// The first last day of what is in hand.
    pub(crate) first_due: Option<Date>,
    pub(crate) to_issue: i64,
    pub(crate) to_recheck: i64,
    pub(crate) asking: i64,
    pub(crate) objected: i64,
    pub(crate) exemplars: i64,
}

/// How much waits for the caller; nothing if he has nothing to do with findings.
pub(crate) async fn waiting(cx: &mut Cx<'_>) -> Result<Waiting, Failure> {
    if cx.access_for(Permission::Inspections).is_none() || cx.actor.account().is_none() {
        return Ok(Waiting::default());
    }
    let (eyes, today) = (Eyes::of(cx).await?, cx.today());
    let answers = cx
        .access_for(Permission::Answer)
        .is_some_and(|access| access.scopes().iter().any(|scope| scope.body().is_none() && scope.place() != eyes.district));
    if !answers && !eyes.plans && !eyes.approves {
        return Ok(Waiting::default());
    }
    let asked = FindingFilter { own: !eyes.sees_all(), ..FindingFilter::default() };
    let counts = ledger::counts(&mut cx.conn().await?, &filter(&asked, &eyes, today)).await?;
    let to_issue = if eyes.plans {
        let asked = FindingFilter { to_issue: true, ..FindingFilter::default() };
        ledger::counts(&mut cx.conn().await?, &filter(&asked, &eyes, today)).await?.iter().map(|one| one.n).sum()
    } else {
        0
    };
    let n = |fits: fn(FindingState) -> bool| counts.iter().filter(|one| fits(one.state)).map(|one| one.n).sum::<i64>();
    let only = |is: bool, n: i64| if is { n } else { 0 };
    let running = counts.iter().filter(|one| answers && one.state.is_running());
    Ok(Waiting {
        late: only(answers || eyes.plans, counts.iter().map(|one| one.late).sum()),
        in_hand: running.clone().map(|one| one.n).sum(),
        first_due: running.filter_map(|one| one.first_due).min(),
        to_issue,
        to_recheck: only(eyes.plans, n(|state| state == FindingState::ToRecheck)),
        asking: only(eyes.plans, counts.iter().map(|one| one.asking).sum()),
        objected: only(eyes.approves, n(|state| state == FindingState::Objected)),
        exemplars: super::exemplars::waiting(cx, &eyes).await?,
    })
}

/// What a finding is called elsewhere, where it is and what was found, if the caller may know of it; and the checked side, which will read it there.
pub(crate) async fn label(cx: &mut Cx<'_>, id: FindingId) -> Result<(String, PlaceId, String), Failure> {
    if cx.access_for(Permission::Inspections).is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let eyes = Eyes::of(cx).await?;
    let listed = found(cx, &eyes, id).await?;
    if !listed.is_known(cx.today()) {
        return Err(ErrorCode::NotFound.into());
    }
    let what: String = listed.finding.fields.what.chars().take(LABEL).collect();
    Ok((format!("{} {what}", listed.point_name), listed.place, listed.finding.fields.what))
}

/// Names of town and village; of what lies in a town itself, none for the village.
pub(super) struct Land(HashMap<PlaceId, String>);

impl Land {
    pub(super) async fn read(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        Ok(Self(place::all(&mut cx.conn().await?).await?.into_iter().map(|place| (place.id, place.name)).collect()))
    }

    pub(super) fn name(&self, place: PlaceId) -> String {
        self.0.get(&place).cloned().unwrap_or_default()
    }

    pub(super) fn village(&self, listed: &Listed) -> String {
        if listed.place == listed.town { String::new() } else { self.name(listed.place) }
    }
}

/// 整改情况: the newest words about what was done; they and their proof.
pub(super) fn progress(steps: &[Step]) -> (String, String) {
    let tells = |step: &&Step| matches!(step.act, FindingAct::Reported | FindingAct::Mended | FindingAct::Reached | FindingAct::Replied);
    let newest = steps.iter().rev().find(tells).map(|step| step.words.clone()).unwrap_or_default();
    let proofs: Vec<&str> = steps.iter().map(|step| step.proof.as_str()).filter(|proof| !proof.is_empty()).collect();
    (newest, proofs.join("；"))
}

fn headers(t: &Texts) -> Vec<String> {
    vec![
        t.finding_ordinal(),
        t.finding_found(),
        t.finding_town(),
        t.finding_village(),
        t.visit_unified(),
        t.finding_what(),
        t.visit_unit(),
        t.visit_leader(),
        t.visit_person(),
        t.visit_measures(),
        t.finding_due(),
        t.finding_progress(),
        t.finding_proof(),
        t.finding_is_closed(),
        t.finding_checker(),
        t.visit_note(),
        t.finding_notice(),
        t.inspect_state(),
        t.visit_severity(),
        t.visit_remedy(),
        t.finding_first_due(),
        t.finding_again(),
        t.finding_is_mended(),
        t.field_key(),
        t.field_version(),
    ]
}

/// A row of the file: its columns are `domain::inspection::finding::columns`.
pub(super) fn cells(n: usize, listed: &Listed, steps: &[Step], land: &Land, today: Date, t: &Texts) -> Vec<String> {
    let (one, course, fields) = (&listed.finding, &listed.finding.course, &listed.finding.fields);
    let (progress, proof) = progress(steps);
    let yes_no = |is: bool| if is { t.common_yes() } else { t.common_no() };
    let state = match one.state.days_late(one.due, today) {
        Some(days) => t.finding_late_by(one.state.word(t), days.to_string()),
        None => one.state.word(t),
    };
    vec![
        n.to_string(),
        domain::day::text(one.found),
        land.name(listed.town),
        land.village(listed),
        fields.unified.word(t),
        fields.what.clone(),
        fields.unit.clone(),
        fields.leader.clone(),
        fields.person.clone(),
        fields.measures.clone(),
        day(one.due),
        progress,
        proof,
        yes_no(one.state == FindingState::Closed),
        course.checker.clone(),
        fields.note.clone(),
        course.notice.clone(),
        state,
        fields.severity.word(t),
        fields.remedy.word(t),
        day(course.first_due),
        yes_no(listed.again),
        yes_no(course.mended.is_some()),
        one.id.0.to_string(),
        one.version.to_string(),
    ]
}

impl Handle for ExportFindings {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let (today, t) = (cx.today(), words::texts(cx.lang));
        let eyes = Eyes::of(cx).await?;
        let wanted = filter(&self.filter, &eyes, today);
        let land = Land::read(cx).await?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut next = Some(At::First);
        while let Some(at) = next {
            let conn = &mut cx.conn().await?;
            let page = ledger::page(conn, &wanted, &at, lists::EXPORT_PAGE).await?;
            for listed in &page.rows {
                let steps = steps(conn, listed.finding.id).await?;
                rows.push(cells(rows.len() + 1, listed, &steps, &land, today, &t));
            }
            next = page.after.map(At::After);
        }
        lists::write(cx, &self.out, &headers(&t), rows.into_iter(), json!(self.filter)).await
    }
}
