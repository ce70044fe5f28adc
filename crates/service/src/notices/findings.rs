//! What happened with findings of inspections, told to those who have to do something about it; never to whoever did it. Of what is under cover
//! nothing is told. And exemplars that were spread, to everybody who has a part in inspections.

use super::{Args, NEWS_DAYS, News, People, WORDS, cut};
use crate::supervision::Land;
use api::Permission;
use api::notice::NoticeKind;
use domain::account::AccountId;
use domain::day::later;
use domain::inspection::finding::FindingFields;
use domain::inspection::finding::flow::{FindingAct, SOON};
use domain::inspection::plan::PlanKind;
use domain::place::PlaceId;
use domain::time::Instant;
use std::collections::{BTreeSet, HashSet};
use store::account::ShownGrant;
use store::inspection::exemplar;
use store::news::FindingNews;
use store::{Conn, StoreError, news};

/// Told to the checked side: what is asked of it, and what became of what it asked for.
const CHECKED: [FindingAct; 10] = [
    FindingAct::Issued,
    FindingAct::Urged,
    FindingAct::Granted,
    FindingAct::Denied,
    FindingAct::Upheld,
    FindingAct::Rejected,
    FindingAct::Passed,
    FindingAct::Failed,
    FindingAct::Cancelled,
    FindingAct::Reopened,
];
/// Told to the office: what it has to look at or to decide about.
const OFFICE: [FindingAct; 3] = [FindingAct::Mended, FindingAct::Asked, FindingAct::Objected];

/// Who is who to findings.
struct Concerned<'p> {
    people: &'p People,
    land: Land,
}

impl Concerned<'_> {
    fn with(&self, fits: impl Fn(&ShownGrant) -> bool) -> Vec<AccountId> {
        self.people.grants.iter().filter(|shown| fits(shown)).map(|shown| shown.account).collect()
    }

    /// Those who answer for a place.
    fn checked(&self, place: PlaceId) -> Vec<AccountId> {
        self.with(|shown| {
            let grant = &shown.grant;
            let is_theirs = grant.body.is_none() && !self.land.is_district(grant.place) && self.land.is_below(place, grant.place);
            is_theirs && Permission::Answer.roles().contains(&grant.role)
        })
    }

    /// Those who order inspections of a kind, over the whole district.
    fn office(&self, kind: &str) -> Vec<AccountId> {
        let makers = PlanKind::from_code(kind).map(PlanKind::makers).unwrap_or_default();
        self.with(|shown| makers.contains(&shown.grant.role) && shown.grant.body.is_none() && self.land.is_district(shown.grant.place))
    }

    /// Those who decide about what is objected to.
    fn approvers(&self) -> Vec<AccountId> {
        let roles = Permission::ApproveInspections.roles();
        self.with(|shown| roles.contains(&shown.grant.role) && shown.grant.body.is_none() && self.land.is_district(shown.grant.place))
    }
}

/// What the finding says, cut short.
fn what(one: &FindingNews) -> String {
    let fields: FindingFields = serde_json::from_str(&one.content).unwrap_or_default();
    cut(&fields.what, WORDS)
}

fn step_subject(step: &FindingNews) -> String {
    format!("finding:{}", step.id)
}

/// Told once before the last day and once after it, and anew where that is another day.
fn due_subject(one: &FindingNews, is_late: bool) -> String {
    format!("finding-{}:{}:{}", if is_late { "late" } else { "due" }, one.finding_id, one.due_day)
}

/// What was done in the last days, and what is due soon or late, as far as it is not told yet.
pub(super) async fn news(conn: &mut Conn<'_>, people: &People, told: &HashSet<&str>, now: Instant) -> Result<Vec<News>, StoreError> {
    let (today, since) = (now.day(), now.plus_seconds(-NEWS_DAYS * 86_400));
    let mut steps = news::finding_steps(conn, since, &[&CHECKED[..], &OFFICE].concat(), today).await?;
    steps.retain(|step| !told.contains(step_subject(step).as_str()));
    let mut due = news::findings_due(conn, later(today, -NEWS_DAYS), later(today, SOON), today).await?;
    let is_late = |one: &FindingNews| domain::day::of_text(&one.due_day).is_some_and(|day| day < today);
    due.retain(|one| !told.contains(due_subject(one, is_late(one)).as_str()));
    let mut found = exemplars(conn, people, told, (since, now)).await?;
    if steps.is_empty() && due.is_empty() {
        return Ok(found);
    }
    let concerned = Concerned { people, land: Land::read(conn).await? };
    for step in steps {
        let Some(act) = FindingAct::from_code(&step.act) else { continue };
        let mut who = BTreeSet::new();
        if CHECKED.contains(&act) {
            who.extend(concerned.checked(PlaceId(step.place_id)));
        }
        if OFFICE.contains(&act) {
            who.extend(concerned.office(&step.kind));
        }
        if act == FindingAct::Objected {
            who.extend(concerned.approvers());
        }
        who.retain(|account| account.0.to_string() != step.person);
        let subject = step_subject(&step);
        let args = Args::from([
            ("finding", step.finding_id.to_string()),
            ("what", what(&step)),
            ("act", step.act),
            ("point", step.point_name),
            ("who", step.who),
            ("words", cut(&step.words, WORDS)),
        ]);
        found.extend(people.tell(who, NoticeKind::FindingMoved, &subject, &args));
    }
    for one in due {
        let late = is_late(&one);
        let mut who: BTreeSet<_> = concerned.checked(PlaceId(one.place_id)).into_iter().collect();
        if late {
            who.extend(concerned.office(&one.kind));
        }
        let subject = due_subject(&one, late);
        let args = Args::from([
            ("finding", one.finding_id.to_string()),
            ("what", what(&one)),
            ("point", one.point_name),
            ("day", one.due_day),
            ("late", if late { "1".to_owned() } else { String::new() }),
        ]);
        found.extend(people.tell(who, NoticeKind::FindingDue, &subject, &args));
    }
    Ok(found)
}

/// Exemplars that were spread, to whoever answers for a place.
async fn exemplars(
    conn: &mut Conn<'_>,
    people: &People,
    told: &HashSet<&str>,
    (since, now): (Instant, Instant),
) -> Result<Vec<News>, StoreError> {
    let mut found = Vec::new();
    for one in exemplar::spread_since(conn, since, now.day()).await? {
        let subject = format!("exemplar:{}", one.id.0);
        if told.contains(subject.as_str()) {
            continue;
        }
        let answers = |shown: &&ShownGrant| Permission::Answer.roles().contains(&shown.grant.role) && shown.grant.body.is_none();
        let others = people.grants.iter().filter(answers).map(|shown| shown.account).filter(|account| account.0.to_string() != one.person);
        let who: BTreeSet<_> = others.collect();
        let args = Args::from([("exemplar", one.id.0.to_string()), ("title", cut(&one.fields.title, WORDS)), ("point", one.point_name)]);
        found.extend(people.tell(who, NoticeKind::ExemplarSpread, &subject, &args));
    }
    Ok(found)
}
