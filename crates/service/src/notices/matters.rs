//! What happened with matters of 督办, told to those who asked for them, hand them out and answer for them; never to whoever did it.

use super::{NEWS_DAYS, News, People, WORDS, cut};
use crate::supervision::Land;
use api::Permission;
use api::notice::NoticeKind;
use domain::account::{AccountId, Role};
use domain::body::BodyId;
use domain::day::later;
use domain::place::PlaceId;
use domain::supervision::MatterId;
use domain::supervision::flow::{Act, State};
use domain::time::Instant;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Conn, StoreError, news, supervision};

/// Told to those who answer: what is asked of them, and what became of what they asked for.
const ANSWERERS: [Act; 8] = [Act::Issued, Act::Urged, Act::Granted, Act::Denied, Act::Returned, Act::Passed, Act::Halted, Act::Resumed];
/// Told to the office: what it has to decide about.
const OFFICE: [Act; 3] = [Act::Submitted, Act::Asked, Act::Returned];
/// Told to whoever registered it: how it goes.
const AUTHOR: [Act; 7] = [Act::Signed, Act::Reported, Act::Submitted, Act::Passed, Act::Halted, Act::Resumed, Act::Returned];

/// Holders of a permission, but not of another.
fn holds(role: Role, needed: Permission, but: Option<Permission>) -> bool {
    needed.roles().contains(&role) && but.is_none_or(|but| !but.roles().contains(&role))
}

/// Who is who to matters.
struct Concerned<'p> {
    people: &'p People,
    land: Land,
    /// The bodies of a matter, once they were asked for.
    parties: HashMap<MatterId, Vec<BodyId>>,
}

impl Concerned<'_> {
    async fn parties(&mut self, conn: &mut Conn<'_>, id: MatterId) -> Result<Vec<BodyId>, StoreError> {
        if let Some(known) = self.parties.get(&id) {
            return Ok(known.clone());
        }
        let (lead, helpers) = supervision::bodies(conn, id).await?;
        let all: Vec<BodyId> = lead.into_iter().chain(helpers).collect();
        self.parties.insert(id, all.clone());
        Ok(all)
    }

    /// Those who answer for one of the bodies, or for the town or village that it is about; the office is not among them.
    fn answerers(&self, place: PlaceId, bodies: &[BodyId]) -> impl Iterator<Item = AccountId> + '_ {
        let bodies = bodies.to_vec();
        let answers = move |shown: &&store::account::ShownGrant| {
            let (role, ground) = (shown.grant.role, (shown.grant.place, shown.grant.body));
            holds(role, Permission::Answer, Some(Permission::Supervise))
                && (self.land.is_about(ground, place) || self.land.stands_for(ground, place, bodies.iter().copied()))
        };
        self.people.grants.iter().filter(answers).map(|shown| shown.account)
    }

    /// The office for matters about a place.
    fn office(&self, place: PlaceId) -> impl Iterator<Item = AccountId> + '_ {
        let is_office = move |shown: &&store::account::ShownGrant| {
            let Some(ground) = Some(shown.grant.place).filter(|_| shown.grant.body.is_none()) else { return false };
            holds(shown.grant.role, Permission::Supervise, None) && self.land.is_below(place, ground)
        };
        self.people.grants.iter().filter(is_office).map(|shown| shown.account)
    }
}

/// What was done with matters in the last days, and which of them have turned red.
pub(super) async fn told(conn: &mut Conn<'_>, people: &People, now: Instant) -> Result<Vec<News>, StoreError> {
    let since = now.plus_seconds(-NEWS_DAYS * 86_400);
    let acts: Vec<Act> = Act::ALL.iter().copied().filter(|act| [&ANSWERERS[..], &OFFICE, &AUTHOR].concat().contains(act)).collect();
    let steps = news::matter_steps(conn, since, &acts).await?;
    let red = news::turned_red(conn, later(now.day(), -NEWS_DAYS), now.day()).await?;
    if steps.is_empty() && red.is_empty() {
        return Ok(Vec::new());
    }
    let mut concerned = Concerned { people, land: Land::read(conn).await?, parties: HashMap::new() };
    let mut found = Vec::new();
    for step in steps {
        let (Some(act), Some(state)) = (Act::from_code(&step.act), State::from_code(&step.state)) else { continue };
        let (id, place) = (MatterId(step.matter_id), PlaceId(step.place_id));
        let mut who = BTreeSet::new();
        // What is not handed out, or no longer, is not theirs to see.
        if ANSWERERS.contains(&act) && !matches!(state, State::Unissued | State::Revoked) {
            let bodies = concerned.parties(conn, id).await?;
            who.extend(concerned.answerers(place, &bodies));
        }
        if OFFICE.contains(&act) {
            who.extend(concerned.office(place));
        }
        if AUTHOR.contains(&act) {
            who.extend(people.account(&step.author));
        }
        let args = BTreeMap::from([
            ("matter", step.matter_id.to_string()),
            ("act", step.act),
            ("title", cut(&step.title, WORDS)),
            ("who", step.who),
            ("words", cut(&step.words, WORDS)),
        ]);
        let subject = format!("matter:{}", step.id);
        let tell = |account| News { account, kind: NoticeKind::MatterMoved, subject: subject.clone(), args: args.clone() };
        found.extend(people.told(who, &step.person).map(tell));
    }
    for matter in red {
        let (id, place) = (MatterId(matter.matter_id), PlaceId(matter.place_id));
        let bodies = concerned.parties(conn, id).await?;
        let who = concerned.answerers(place, &bodies).chain(concerned.office(place)).chain(people.account(&matter.author)).collect();
        let args = BTreeMap::from([
            ("matter", matter.matter_id.to_string()),
            ("title", cut(&matter.title, WORDS)),
            ("day", matter.sort_day.clone()),
        ]);
        let subject = format!("matter-red:{}:{}", matter.matter_id, matter.sort_day);
        let tell = |account| News { account, kind: NoticeKind::MatterRed, subject: subject.clone(), args: args.clone() };
        found.extend(people.told(who, "").map(tell));
    }
    Ok(found)
}
