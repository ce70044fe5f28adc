//! What happened with matters of 督办, told to those who asked for them, hand them out and answer for them; never to whoever did it.

use super::{Args, NEWS_DAYS, News, People, WORDS, cut};
use crate::supervision::Land;
use api::Permission;
use api::notice::NoticeKind;
use domain::account::AccountId;
use domain::day::later;
use domain::place::PlaceId;
use domain::supervision::MatterId;
use domain::supervision::flow::{Act, State};
use domain::time::Instant;
use std::collections::{BTreeSet, HashSet};
use store::account::ShownGrant;
use store::news::{MatterStep, TurnedRed};
use store::{Conn, StoreError, news, supervision};

/// Told to those who answer: what is asked of them, and what became of what they asked for.
const ANSWERERS: [Act; 8] = [Act::Issued, Act::Urged, Act::Granted, Act::Denied, Act::Returned, Act::Passed, Act::Halted, Act::Resumed];
/// Told to the office: what it has to decide about.
const OFFICE: [Act; 3] = [Act::Submitted, Act::Asked, Act::Returned];
/// Told to whoever registered it: how it goes.
const AUTHOR: [Act; 7] = [Act::Signed, Act::Reported, Act::Submitted, Act::Passed, Act::Halted, Act::Resumed, Act::Returned];

/// Who is who to matters.
struct Concerned<'p> {
    people: &'p People,
    land: Land,
}

impl Concerned<'_> {
    /// Those who answer for one of a matter's bodies, or for the town or village that it is about; the office is not among them.
    async fn answerers(&self, conn: &mut Conn<'_>, id: MatterId, place: PlaceId) -> Result<Vec<AccountId>, StoreError> {
        let (lead, helpers) = supervision::bodies(conn, id).await?;
        let answers = |shown: &&ShownGrant| {
            let (role, ground) = (shown.grant.role, (shown.grant.place, shown.grant.body));
            let bodies = lead.iter().chain(&helpers).copied();
            Permission::Answer.roles().contains(&role)
                && !Permission::Supervise.roles().contains(&role)
                && (self.land.is_about(ground, place) || self.land.stands_for(ground, place, bodies))
        };
        Ok(self.people.grants.iter().filter(answers).map(|shown| shown.account).collect())
    }

    /// The office for matters about a place.
    fn office(&self, place: PlaceId) -> impl Iterator<Item = AccountId> + '_ {
        let is_office = move |shown: &&ShownGrant| {
            let grant = &shown.grant;
            Permission::Supervise.roles().contains(&grant.role) && grant.body.is_none() && self.land.is_below(place, grant.place)
        };
        self.people.grants.iter().filter(is_office).map(|shown| shown.account)
    }
}

/// What was done with matters in the last days, and which of them have turned red, as far as it is not told yet.
pub(super) async fn news(conn: &mut Conn<'_>, people: &People, told: &HashSet<&str>, now: Instant) -> Result<Vec<News>, StoreError> {
    let acts = [&ANSWERERS[..], &OFFICE, &AUTHOR].concat();
    let mut steps = news::matter_steps(conn, now.plus_seconds(-NEWS_DAYS * 86_400), &acts).await?;
    steps.retain(|step| !told.contains(step_subject(step).as_str()));
    let mut red = news::turned_red(conn, later(now.day(), -NEWS_DAYS), now.day()).await?;
    red.retain(|matter| !told.contains(red_subject(matter).as_str()));
    if steps.is_empty() && red.is_empty() {
        return Ok(Vec::new());
    }
    let concerned = Concerned { people, land: Land::read(conn).await? };
    let mut found = Vec::new();
    for step in steps {
        let (Some(act), Some(state)) = (Act::from_code(&step.act), State::from_code(&step.state)) else { continue };
        let place = PlaceId(step.place_id);
        let mut who = BTreeSet::new();
        // What is not handed out, or no longer, is not theirs to see.
        if ANSWERERS.contains(&act) && !matches!(state, State::Unissued | State::Revoked) {
            who.extend(concerned.answerers(conn, MatterId(step.matter_id), place).await?);
        }
        if OFFICE.contains(&act) {
            who.extend(concerned.office(place));
        }
        if AUTHOR.contains(&act) {
            who.extend(people.author(&step.author, Permission::Instruct));
        }
        who.retain(|account| account.0.to_string() != step.person);
        let subject = step_subject(&step);
        let args = Args::from([
            ("matter", step.matter_id.to_string()),
            ("act", step.act),
            ("title", cut(&step.title, WORDS)),
            ("who", step.who),
            ("words", cut(&step.words, WORDS)),
        ]);
        found.extend(people.tell(who, NoticeKind::MatterMoved, &subject, &args));
    }
    for matter in red {
        let place = PlaceId(matter.place_id);
        let mut who: BTreeSet<_> = concerned.answerers(conn, MatterId(matter.matter_id), place).await?.into_iter().collect();
        who.extend(concerned.office(place));
        who.extend(people.author(&matter.author, Permission::Instruct));
        let subject = red_subject(&matter);
        let args = Args::from([("matter", matter.matter_id.to_string()), ("title", cut(&matter.title, WORDS)), ("day", matter.sort_day)]);
        found.extend(people.tell(who, NoticeKind::MatterRed, &subject, &args));
    }
    Ok(found)
}

fn step_subject(step: &MatterStep) -> String {
    format!("matter:{}", step.id)
}

fn red_subject(matter: &TurnedRed) -> String {
    format!("matter-red:{}:{}", matter.matter_id, matter.sort_day)
}
