//! Giving roles: what the form asks for, and what clashes; no view.

use api::account::{GiveGrant, grant_standing};
use api::session::GrantShown;
use domain::account::{AccountId, Grant, Role, RoleClash, role_clash};
use domain::body::BodyId;
use domain::place::PlaceId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The form for giving a role, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The role.
    pub role: Option<Role>,
    /// Over this place and below.
    pub place: Option<PlaceId>,
    /// Only what this body handles.
    pub body: Option<BodyId>,
    /// First day.
    pub from: String,
    /// Last day; empty is open.
    pub until: String,
}

/// What is wrong with the form; the words are in `accounts.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Choose one.
    Missing,
    /// Not a day of the calendar.
    NoDay,
    /// The last day lies before the first, or in the past.
    TooEarly,
    /// The role excludes another that the person holds on some of these days.
    Clash(RoleClash),
    /// The person holds just this already.
    Held,
    /// A custodian's role reaches the whole district.
    DistrictOnly,
}

/// Grants in the order in which they matter today.
pub fn in_order(grants: &[GrantShown], today: Date) -> Vec<GrantShown> {
    let mut sorted = grants.to_vec();
    sorted.sort_by_key(|g| grant_standing(g, today));
    sorted
}

/// The roles a person holds on some day between the two: those that a new one must go with. No last day is open.
fn held(grants: &[GrantShown], from: Date, until: Option<Date>) -> Vec<Role> {
    let overlaps = |g: &Grant| until.is_none_or(|until| g.from <= until) && g.until.is_none_or(|last| from <= last);
    grants.iter().filter(|g| !g.ended && overlaps(&g.grant)).map(|g| g.grant.role).collect()
}

impl Draft {
    /// Why each role can't be given between the days chosen, in the order in which roles are listed; none where it can.
    pub fn roles(&self, grants: &[GrantShown], today: Date) -> Vec<(Role, Option<RoleClash>)> {
        let held = self.held(grants, today);
        Role::ALL.into_iter().map(|role| (role, role_clash(&held, role))).collect()
    }

    /// The roles held between the days chosen; from today on where they can't be read.
    fn held(&self, grants: &[GrantShown], today: Date) -> Vec<Role> {
        let from = day(&self.from).ok().flatten().unwrap_or(today);
        held(grants, from, day(&self.until).ok().flatten())
    }

    /// Everything that is wrong, in the order of the form. `district` is the top of the tree.
    pub fn wrongs(&self, grants: &[GrantShown], district: PlaceId, today: Date) -> Vec<(&'static str, Wrong)> {
        let mut wrongs = Vec::new();
        let same =
            |g: &&GrantShown| Some(g.grant.role) == self.role && Some(g.grant.place) == self.place && g.grant.body == self.chosen_body();
        match self.role {
            None => wrongs.push(("role", Wrong::Missing)),
            Some(role) => match role_clash(&self.held(grants, today), role) {
                Some(clash) => wrongs.push(("role", Wrong::Clash(clash))),
                None if grants.iter().filter(same).any(|g| self.held(std::slice::from_ref(g), today).contains(&role)) => {
                    wrongs.push(("role", Wrong::Held));
                }
                None => {}
            },
        }
        match self.place {
            None => wrongs.push(("place", Wrong::Missing)),
            Some(place) if place != district && self.role.is_some_and(Role::is_custodian) => wrongs.push(("place", Wrong::DistrictOnly)),
            Some(_) => {}
        }
        if self.role.is_some_and(Role::needs_body) && self.body.is_none() {
            wrongs.push(("body", Wrong::Missing));
        }
        match (day(&self.from), day(&self.until)) {
            (Err(()), _) => wrongs.push(("from", Wrong::NoDay)),
            (Ok(None), _) => wrongs.push(("from", Wrong::Missing)),
            (_, Err(())) => wrongs.push(("until", Wrong::NoDay)),
            (Ok(Some(from)), Ok(Some(until))) if until < from || until < today => wrongs.push(("until", Wrong::TooEarly)),
            _ => {}
        }
        wrongs
    }

    /// The body, unless the role is a custodian's, which knows none.
    fn chosen_body(&self) -> Option<BodyId> {
        self.body.filter(|_| self.role.is_some_and(|role| !role.is_custodian()))
    }

    /// The request, once nothing is wrong.
    pub fn request(&self, account: AccountId, grants: &[GrantShown], district: PlaceId, today: Date) -> Option<GiveGrant> {
        if !self.wrongs(grants, district, today).is_empty() {
            return None;
        }
        let role = self.role?;
        Some(GiveGrant {
            account,
            role,
            place: self.place?,
            body: self.chosen_body(),
            from: day(&self.from).ok().flatten()?,
            until: day(&self.until).ok().flatten(),
        })
    }
}

fn day(typed: &str) -> Result<Option<Date>, ()> {
    let typed = typed.trim();
    if typed.is_empty() { Ok(None) } else { domain::day::of_text(typed).map(Some).ok_or(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::GrantStanding;
    use jiff::civil::date;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 5, 4);
    const DISTRICT: PlaceId = PlaceId(1);

    fn shown(role: Role, from: Date, until: Option<Date>, ended: bool) -> GrantShown {
        GrantShown {
            grant: Grant { id: Uuid::nil(), role, place: DISTRICT, body: None, from, until },
            place_name: "麻章区".to_owned(),
            body_name: None,
            given_by: None,
            ended,
        }
    }

    fn draft(role: Role) -> Draft {
        Draft { role: Some(role), place: Some(DISTRICT), body: None, from: "2026-05-04".to_owned(), until: String::new() }
    }

    fn wrongs(draft: &Draft, grants: &[GrantShown]) -> Vec<(&'static str, Wrong)> {
        draft.wrongs(grants, DISTRICT, TODAY)
    }

    #[test]
    fn grants_stand_in_four_ways() {
        let grants = [
            shown(Role::Leader, date(2026, 1, 1), None, true),
            shown(Role::Leader, date(2025, 1, 1), Some(date(2025, 12, 31)), false),
            shown(Role::Leader, date(2026, 6, 1), None, false),
            shown(Role::Leader, date(2026, 5, 4), Some(date(2026, 5, 4)), false),
        ];
        let standings: Vec<_> = in_order(&grants, TODAY).iter().map(|g| grant_standing(g, TODAY)).collect();
        assert_eq!(standings, GrantStanding::ALL);
    }

    #[test]
    fn a_role_to_come_already_excludes_unless_the_new_one_ends_before() {
        let grants = [shown(Role::SystemAdmin, date(2026, 6, 1), None, false)];
        let clash = Wrong::Clash(RoleClash::Business { held: Role::SystemAdmin });
        assert_eq!(wrongs(&draft(Role::Leader), &grants), [("role", clash)]);
        let open: Vec<_> = draft(Role::Leader).roles(&grants, TODAY).into_iter().filter(|(_, c)| c.is_none()).map(|(r, _)| r).collect();
        assert_eq!(open, [Role::SystemAdmin]);
        let short = Draft { until: "2026-05-31".to_owned(), ..draft(Role::Leader) };
        assert!(wrongs(&short, &grants).is_empty());
    }

    #[test]
    fn an_ended_role_excludes_nothing() {
        let grants = [shown(Role::SystemAdmin, date(2026, 1, 1), None, true)];
        assert!(wrongs(&draft(Role::Leader), &grants).is_empty());
    }

    #[test]
    fn the_same_role_is_not_given_twice() {
        let grants = [shown(Role::Leader, date(2026, 1, 1), Some(date(2026, 5, 10)), false)];
        assert_eq!(wrongs(&draft(Role::Leader), &grants), [("role", Wrong::Held)]);
        let later = Draft { from: "2026-05-11".to_owned(), ..draft(Role::Leader) };
        assert!(wrongs(&later, &grants).is_empty());
        let elsewhere = Draft { place: Some(PlaceId(2)), ..draft(Role::Leader) };
        assert!(wrongs(&elsewhere, &grants).is_empty());
    }

    #[test]
    fn what_is_missing_is_said() {
        let fields: Vec<_> = wrongs(&Draft::default(), &[]).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["role", "place", "from"]);
        assert_eq!(wrongs(&draft(Role::DepartmentHandler), &[]), [("body", Wrong::Missing)]);
    }

    #[test]
    fn custodians_reach_the_district_and_know_no_body() {
        let in_a_town = Draft { place: Some(PlaceId(2)), ..draft(Role::SecurityAuditor) };
        assert_eq!(wrongs(&in_a_town, &[]), [("place", Wrong::DistrictOnly)]);
        let with_body = Draft { body: Some(BodyId(7)), ..draft(Role::SecurityAuditor) };
        let request = with_body.request(AccountId(Uuid::nil()), &[], DISTRICT, TODAY).unwrap();
        assert_eq!(request.body, None);
    }

    #[test]
    fn days_must_follow_each_other() {
        let with = |from: &str, until: &str| Draft { from: from.to_owned(), until: until.to_owned(), ..draft(Role::Leader) };
        assert_eq!(wrongs(&with("2026-13-01", ""), &[]), [("from", Wrong::NoDay)]);
        assert_eq!(wrongs(&with("2026-05-04", "x"), &[]), [("until", Wrong::NoDay)]);
        assert_eq!(wrongs(&with("2026-05-04", "2026-05-03"), &[]), [("until", Wrong::TooEarly)]);
        assert_eq!(wrongs(&with("2025-01-01", "2025-12-31"), &[]), [("until", Wrong::TooEarly)]);
        let request = with("2026-05-04", "2026-12-31").request(AccountId(Uuid::nil()), &[], DISTRICT, TODAY);
        assert_eq!(request.and_then(|r| r.until), Some(date(2026, 12, 31)));
    }
}
