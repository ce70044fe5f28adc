//! Who can be sent, and who can agree to plans.

use super::Eyes;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::ErrorCode;
use api::inspection::{ListPeople, People, PersonRow};
use domain::account::{AccountId, AccountState, Role};
use domain::inspection::plan::{PlanKind, SENT};
use domain::place::PlaceId;
use jiff::civil::Date;
use std::collections::HashMap;
use store::account;

/// Somebody with what his grants in force say.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) roles: Vec<Role>,
    /// Towns and villages that his grants are for.
    pub(super) own: Vec<PlaceId>,
    /// Roles over the whole district, for all bodies.
    whole: Vec<Role>,
}

impl Person {
    /// He can be sent.
    pub(super) fn can_be_sent(&self) -> bool {
        self.roles.iter().any(|role| SENT.contains(role))
    }

    /// He can agree to a kind of plans.
    pub(super) fn approves(&self, kind: PlanKind) -> bool {
        self.whole.iter().any(|role| kind.approvers().contains(role))
    }
}

/// Everybody whose account is not closed, with his grants in force.
pub(super) async fn all(cx: &mut Cx<'_>, district: PlaceId) -> Result<HashMap<AccountId, Person>, Failure> {
    let today: Date = cx.today();
    let conn = &mut cx.conn().await?;
    let open = account::all(conn).await?.into_iter().filter(|account| account.state != AccountState::Closed);
    let none = |name: String| Person { name, roles: Vec::new(), own: Vec::new(), whole: Vec::new() };
    let mut people: HashMap<AccountId, Person> = open.map(|account| (account.id, none(account.name))).collect();
    for given in account::grants_shown(conn).await? {
        let (grant, Some(person)) = (&given.grant, people.get_mut(&given.account)) else { continue };
        if given.ended || !grant.holds_on(today) {
            continue;
        }
        if !person.roles.contains(&grant.role) {
            person.roles.push(grant.role);
        }
        if grant.place != district {
            if !person.own.contains(&grant.place) {
                person.own.push(grant.place);
            }
        } else if grant.body.is_none() {
            person.whole.push(grant.role);
        }
    }
    Ok(people)
}

impl Handle for ListPeople {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<People, Failure> {
        let eyes = Eyes::of(cx).await?;
        if !eyes.plans {
            return Err(ErrorCode::NotPermitted.into());
        }
        let told = |(account, person): (AccountId, Person)| {
            let approves: Vec<PlanKind> = PlanKind::ALL.iter().copied().filter(|kind| person.approves(*kind)).collect();
            let can_be_sent = person.can_be_sent();
            (can_be_sent || !approves.is_empty()).then_some(PersonRow {
                account,
                can_be_sent,
                approves,
                name: person.name,
                roles: person.roles,
                own: person.own,
            })
        };
        let mut people: Vec<PersonRow> = all(cx, eyes.district).await?.into_iter().filter_map(told).collect();
        people.sort_by_cached_key(|person| (store::seed::pinyin_of(&person.name).0, person.account));
        Ok(People { people })
    }
}
