//! 督办: matters are registered, handed out, signed for, reported on, reviewed and taken off the ledger here.
//!
//! - `eyes`: who the caller is to a matter, and what he may do with it.
//! - `source`: the row that a matter is made of (转督办).
//! - `keep`: registering, editing, giving up.
//! - `work`: handing out, signing, reporting, reviewing, urging, halting, closing.
//! - `extend`: more time.
//! - `forms`: 反馈表, out and in.
//! - `rules`: numbers and lights, a setting.
//! - `ledger`: 台账 as a file; `papers`: 通知单, 催办单, 专报.

mod extend;
pub(crate) mod eyes;
pub(crate) mod forms;
mod keep;
mod ledger;
mod papers;
pub(crate) mod photos;
pub(crate) mod recount;
mod rules;
mod source;
mod work;

pub(crate) use eyes::{Eyes, Land};
pub(crate) use keep::{Back, may_know, register, taken_back};
pub(crate) use ledger::day;
pub(crate) use rules::read as rules_of;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use crate::places::conflict;
use api::page::{PageAt, Sort, Total};
use api::supervision::{
    Asking, CountMatters, Form, LinkedMatters, ListLinked, ListMatters, MatterCounts, MatterFilter, MatterRow, MatterShown, Matters,
    ShowMatter, Step, SupervisionRules, Why,
};
use api::{ApiError, ErrorCode};
use domain::body::BodyId;
use domain::meeting::AgreedId;
use domain::place::PlaceId;
use domain::supervision::flow::{Act, State};
use domain::supervision::light::{Light, light, turns, why};
use domain::supervision::{LinkKind, MatterId, Source};
use domain::time::Instant;
use eyes::Parties;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::calendar::calendar;
use store::ledger::{Spot, SpotAt};
use store::supervision::list::{self, Counted, Listed, MatterOrder};
use store::supervision::{self, Head};
use store::{Conn, attachment, body, meeting, place};

/// Most rows of a page.
const PAGE: u32 = 200;

fn filter(asked: &MatterFilter, eyes: &Eyes) -> list::MatterFilter {
    let own = list::MatterFilter {
        text: asked.text.clone(),
        states: asked.states.clone(),
        light: asked.light,
        sources: asked.sources.clone(),
        body: asked.body,
        place: asked.place,
        due_from: asked.due_from,
        due_to: asked.due_to,
        waiting: asked.waiting.then(|| eyes.waiting()),
        ..list::MatterFilter::default()
    };
    eyes.seen(own)
}

fn order(sort: Option<&Sort>) -> Result<MatterOrder, ApiError> {
    let orders = [
        ("urgency", false, MatterOrder::Urgency),
        ("due", false, MatterOrder::Due(false)),
        ("due", true, MatterOrder::Due(true)),
        ("number", false, MatterOrder::Number(false)),
        ("number", true, MatterOrder::Number(true)),
    ];
    lists::order(sort, MatterOrder::Urgency, &orders)
}

/// A row's place as it crosses the door.
pub(crate) fn placed(spot: Spot) -> String {
    format!("{}:{}:{}", spot.lane, spot.id, spot.key)
}

/// The page that is asked for.
pub(crate) fn at(page: &PageAt) -> Result<SpotAt, ApiError> {
    lists::at(page, |text| {
        let mut parts = text.splitn(3, ':');
        Some(Spot { lane: parts.next()?.parse().ok()?, id: parts.next()?.parse().ok()?, key: parts.next()?.to_owned() })
    })
}

fn row(listed: Listed) -> MatterRow {
    MatterRow {
        id: listed.id,
        number: listed.number,
        title: listed.title,
        source: listed.source,
        state: listed.state,
        light: listed.light,
        lead: listed.lead,
        helpers: u32::try_from(listed.helpers).unwrap_or(u32::MAX),
        place: listed.place,
        instructor: listed.instructor,
        responsible: listed.responsible,
        issued: listed.issued,
        due: listed.due,
        feedback: listed.feedback,
        moved_at: listed.moved_at,
        is_linked: listed.is_linked,
        version: listed.version,
    }
}

/// A matter as a row of the ledger.
fn row_of(head: &Head, parties: &Parties, rules: &SupervisionRules, today: Date) -> MatterRow {
    let light = head.facts().and_then(|facts| turns(&facts, &rules.light)).map(|turns| light(&turns, today));
    MatterRow {
        id: head.id,
        number: head.number.clone(),
        title: head.title.clone(),
        source: head.source,
        state: head.state,
        light,
        lead: head.lead,
        helpers: u32::try_from(parties.1.len()).unwrap_or(u32::MAX),
        place: head.place,
        instructor: head.instructor.clone(),
        responsible: head.responsible.clone(),
        issued: head.issued,
        due: head.due,
        feedback: head.feedback,
        moved_at: head.moved_at,
        is_linked: head.link.is_some(),
        version: head.version,
    }
}

impl Handle for ListMatters {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Matters, Failure> {
        let (limit, order, at, today) = (lists::limit(self.limit, PAGE)?, order(self.sort.as_ref())?, at(&self.page)?, cx.today());
        let eyes = Eyes::of(cx).await?;
        let page = list::page(&mut cx.conn().await?, &filter(&self.filter, &eyes), order, &at, today, limit).await?;
        let edges = lists::around(page.before, page.after, placed);
        Ok(Matters { matters: page.rows.into_iter().map(row).collect(), edges })
    }
}

impl Handle for CountMatters {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterCounts, Failure> {
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let counts = list::counts(&mut cx.conn().await?, &filter(&self.filter, &eyes), today).await?;
        let asked = &self.filter;
        let has_state = |one: &Counted| {
            if asked.states.is_empty() { one.state != State::Revoked } else { asked.states.contains(&one.state) }
        };
        let has_source = |one: &Counted| asked.sources.is_empty() || asked.sources.contains(&one.source);
        let has_light = |one: &Counted| asked.light.is_none() || asked.light == one.light;
        let sum = |fits: &dyn Fn(&Counted) -> bool| counts.iter().filter(|one| fits(one)).map(|one| one.n).sum::<i64>();
        let total = sum(&|one| has_state(one) && has_source(one) && has_light(one));
        // What a filter offers is counted with all filters but itself.
        let of_light = |light: Light| (light, sum(&|one| one.light == Some(light) && has_state(one) && has_source(one)));
        let of_state = |state: State| (state, sum(&|one| one.state == state && has_light(one) && has_source(one)));
        let of_source = |source: Source| (source, sum(&|one| one.source == source && has_light(one) && has_state(one)));
        Ok(MatterCounts {
            total: Total { n: total, exact: true },
            lights: Light::ALL.iter().copied().map(of_light).collect(),
            states: State::ALL.iter().copied().map(of_state).collect(),
            sources: Source::ALL.iter().copied().map(of_source).collect(),
        })
    }
}

/// What is to do, for the first page: how many wait for the caller, and, if he registers matters, how many are red.
pub(crate) struct ToDo {
    pub(crate) waiting: i64,
    pub(crate) red: i64,
    /// Since when the oldest is red.
    pub(crate) red_since: Option<Date>,
}

/// The same where the caller sees matters at all.
pub(crate) async fn to_do(cx: &mut Cx<'_>) -> Result<ToDo, Failure> {
    let none = ToDo { waiting: 0, red: 0, red_since: None };
    if cx.access_for(api::Permission::Matters).is_none() {
        return Ok(none);
    }
    let (eyes, today) = (Eyes::of(cx).await?, cx.today());
    let mut found = none;
    let waits = eyes.waiting();
    if waits.office || waits.answer {
        let asked = filter(&MatterFilter { waiting: true, ..MatterFilter::default() }, &eyes);
        let counts = list::counts(&mut cx.conn().await?, &asked, today).await?;
        found.waiting = counts.iter().map(|one| one.n).sum();
    }
    if eyes.is_instructing() {
        let counts = list::counts(&mut cx.conn().await?, &filter(&MatterFilter::default(), &eyes), today).await?;
        let red: Vec<&Counted> = counts.iter().filter(|one| one.light == Some(Light::Red)).collect();
        found.red = red.iter().map(|one| one.n).sum();
        found.red_since = red.iter().filter_map(|one| one.since).min();
    }
    Ok(found)
}

/// Bodies and places by name, for files and papers.
pub(crate) struct Names {
    bodies: HashMap<BodyId, String>,
    places: HashMap<PlaceId, String>,
}

impl Names {
    pub(crate) async fn read(conn: &mut Conn<'_>) -> Result<Self, Failure> {
        let bodies = body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect();
        Ok(Self { bodies, places: place::all(conn).await?.into_iter().map(|place| (place.id, place.name)).collect() })
    }

    pub(crate) fn body(&self, id: Option<BodyId>) -> String {
        id.and_then(|id| self.bodies.get(&id).cloned()).unwrap_or_default()
    }

    pub(crate) fn place(&self, id: PlaceId) -> String {
        self.places.get(&id).cloned().unwrap_or_default()
    }
}

/// A matter that the caller sees, with its bodies.
async fn found(cx: &mut Cx<'_>, eyes: &Eyes, id: MatterId) -> Result<(Head, Parties), Failure> {
    let conn = &mut cx.conn().await?;
    let head = supervision::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let parties = supervision::bodies(conn, id).await?;
    if eyes.sees(&head, &parties) { Ok((head, parties)) } else { Err(ErrorCode::NotFound.into()) }
}

/// The same as it was read, or what has become of it since.
async fn read(cx: &mut Cx<'_>, eyes: &Eyes, id: MatterId, version: i64) -> Result<(Head, Parties), Failure> {
    let (head, parties) = found(cx, eyes, id).await?;
    if head.version != version {
        return Err(conflict(&shown(cx, eyes, id).await?)?);
    }
    Ok((head, parties))
}

fn told(step: supervision::Step) -> Step {
    Step {
        act: step.act,
        words: step.words,
        problems: step.problems,
        steps: step.steps,
        due_before: step.due_before,
        due_after: step.due_after,
        form: step.form,
        filler: step.filler,
        who: step.who,
        at: Instant(step.at),
    }
}

/// A matter with everything that is known of it.
async fn shown(cx: &mut Cx<'_>, eyes: &Eyes, id: MatterId) -> Result<MatterShown, Failure> {
    let (head, parties) = found(cx, eyes, id).await?;
    whole(cx, eyes, head, parties).await
}

async fn whole(cx: &mut Cx<'_>, eyes: &Eyes, head: Head, parties: Parties) -> Result<MatterShown, Failure> {
    let (today, id) = (cx.today(), head.id);
    let conn = &mut cx.conn().await?;
    let rules = rules::read(conn).await?;
    let fields = supervision::content(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let steps = supervision::steps(conn, id).await?;
    let forms = supervision::form::of(conn, id).await?;
    let photos = attachment::of(conn, &photos::subject(id)).await?;
    let photos = crate::attachments::rows(cx.service, photos).await?;
    let conn = &mut cx.conn().await?;
    let reasons = head.facts().map(|facts| why(&facts, &rules.light, today)).unwrap_or_default();
    let linked = match head.link.clone() {
        Some((link, label)) => {
            let meeting = match link.kind {
                LinkKind::Agreed => meeting::of_agreed(conn, AgreedId(link.id)).await?.map(|(meeting, _)| meeting),
                _ => None,
            };
            Some(api::supervision::Linked { link, label, meeting })
        }
        None => None,
    };
    Ok(MatterShown {
        provisional: recount::is_provisional(&head, &fields, &steps, &calendar(conn).await?),
        row: row_of(&head, &parties, &rules, today),
        fields,
        why: reasons.into_iter().map(|(cause, days)| Why { cause, days }).collect(),
        first_due: head.first_due,
        asking: head.asking.clone().map(|(to, reason, who)| Asking { to, reason, who }),
        linked,
        may: eyes.may(&head, &parties, &steps),
        steps: steps.into_iter().map(told).collect(),
        photos,
        forms: forms.into_iter().map(|form| Form { number: form.number, made_at: form.made_at, taken_at: form.taken_at }).collect(),
    })
}

impl Handle for ShowMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        shown(cx, &eyes, self.id).await
    }
}

/// The matters of a row that the caller sees.
pub(crate) async fn linked(cx: &mut Cx<'_>, eyes: &Eyes, link: domain::supervision::Link) -> Result<Vec<MatterRow>, Failure> {
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let rules = rules::read(conn).await?;
    let mut matters = Vec::new();
    for head in supervision::linked(conn, link).await? {
        let parties = supervision::bodies(conn, head.id).await?;
        if eyes.sees(&head, &parties) {
            matters.push(row_of(&head, &parties, &rules, today));
        }
    }
    Ok(matters)
}

impl Handle for ListLinked {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<LinkedMatters, Failure> {
        let eyes = Eyes::of(cx).await?;
        Ok(LinkedMatters { matters: linked(cx, &eyes, self.link).await? })
    }
}

/// A step that the caller takes now.
fn step(cx: &Cx<'_>, eyes: &Eyes, act: Act, words: &str) -> supervision::Step {
    supervision::Step {
        act,
        words: words.to_owned(),
        person: eyes.person.clone(),
        who: eyes.who.clone(),
        day: Some(cx.today()),
        at: cx.now.0,
        ..supervision::Step::default()
    }
}

/// Moves a matter on, or tells what somebody else has made of it meanwhile.
async fn moved(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head) -> Result<(), Failure> {
    let head = Head { moved_at: cx.now, ..head.clone() };
    let conn = &mut cx.conn().await?;
    let rules = rules::read(conn).await?;
    if supervision::move_to(conn, &head, &rules.light).await? { Ok(()) } else { Err(conflict(&shown(cx, eyes, head.id).await?)?) }
}

/// Enters in the log what was done to a matter, and tells everybody who shows it.
async fn noted(cx: &mut Cx<'_>, head: &Head, values: Value) -> Result<(), Failure> {
    let mut told = json!({ "number": head.number, "title": head.title });
    if let (Value::Object(told), Value::Object(values)) = (&mut told, values) {
        told.extend(values);
    }
    cx.note(format!("matter:{}", head.id.0), Some(told));
    cx.work().await?.changed("matter", Some(head.id.0.to_string()));
    Ok(())
}

/// A matter as it is told to whoever has just sent it back, and does not see it any more.
async fn as_office(cx: &mut Cx<'_>, eyes: &Eyes, id: MatterId) -> Result<MatterShown, Failure> {
    let conn = &mut cx.conn().await?;
    let head = supervision::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let parties = supervision::bodies(conn, id).await?;
    whole(cx, eyes, head, parties).await
}
