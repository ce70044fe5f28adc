//! Which accounts and grants fit a filter, and in what order they stand: the same for the list in the page and for its export.

use super::{Account, Filter, GrantFilter};
use crate::page::Sort;
use crate::session::GrantShown;
use crate::wire;
use domain::account::{AccountId, AccountStanding, AccountState, GrantStanding, Role};
use domain::time::Instant;
use jiff::civil::Date;
use std::cmp::Ordering;

/// How a grant stands on that day.
pub fn grant_standing(shown: &GrantShown, today: Date) -> GrantStanding {
    if shown.ended {
        GrantStanding::Ended
    } else if shown.grant.from > today {
        GrantStanding::Coming
    } else if shown.grant.holds_on(today) {
        GrantStanding::InForce
    } else {
        GrantStanding::Over
    }
}

impl Account {
    /// It is used, or will be, and nothing can be done with it: it holds no grant in force, and none that is to come.
    pub fn lacks_grants(&self, today: Date) -> bool {
        let holds = |grant| matches!(grant_standing(grant, today), GrantStanding::InForce | GrantStanding::Coming);
        self.state != AccountState::Closed && !self.grants.iter().any(holds)
    }
}

/// Part of one of the words, whatever the case.
fn has(words: &[&str], part: &str) -> bool {
    let part = part.trim().to_lowercase();
    part.is_empty() || words.iter().any(|word| word.to_lowercase().contains(&part))
}

fn turned(order: Ordering, down: bool) -> Ordering {
    if down { order.reverse() } else { order }
}

impl Account {
    /// How it stands at that instant.
    pub fn standing(&self, now: Instant) -> AccountStanding {
        match self.state {
            AccountState::Closed => AccountStanding::Closed,
            _ if self.locked_until.is_some_and(|until| until > now) => AccountStanding::Locked,
            AccountState::Active => AccountStanding::Active,
            AccountState::Invited if self.code_until.is_none_or(|until| until <= now) => AccountStanding::CodeOver,
            AccountState::Invited => AccountStanding::Invited,
        }
    }

    /// The roles in force, in the order of roles, each once.
    pub fn roles(&self, today: Date) -> Vec<Role> {
        let in_force = self.grants.iter().filter(|g| grant_standing(g, today) == GrantStanding::InForce);
        let mut roles: Vec<Role> = in_force.map(|g| g.grant.role).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }
}

impl Filter {
    /// Whether an account fits.
    pub fn fits(&self, account: &Account, now: Instant) -> bool {
        let roles = || account.roles(now.day());
        has(&[&account.login, &account.name, &account.pinyin], &self.text)
            && (self.standings.is_empty() || self.standings.contains(&account.standing(now)))
            && (self.roles.is_empty() || roles().iter().any(|role| self.roles.contains(role)))
    }

    /// Those that fit, in order.
    pub fn of(&self, mut accounts: Vec<Account>, sort: Option<&Sort>, now: Instant) -> Vec<Account> {
        accounts.retain(|account| self.fits(account, now));
        let (by, down) = sort.map_or(("login", false), |sort| (sort.by.as_str(), sort.down));
        accounts.sort_by(|a, b| {
            let order = match by {
                "name" => a.pinyin.cmp(&b.pinyin),
                "state" => a.standing(now).cmp(&b.standing(now)),
                "seen" => a.seen.cmp(&b.seen),
                _ => Ordering::Equal,
            };
            turned(order.then_with(|| a.login.cmp(&b.login)), down)
        });
        accounts
    }
}

wire! {
    /// A grant with the person who holds it.
    pub struct Granted {
        /// The account.
        pub account: AccountId,
        /// Name to sign in with.
        pub login: String,
        /// Name.
        pub name: String,
        /// The name's pinyin.
        pub pinyin: String,
        /// The grant.
        pub shown: GrantShown,
    }
}

/// Every grant of these accounts.
pub fn granted(accounts: &[Account]) -> Vec<Granted> {
    let of = |account: &Account| {
        let Account { id, login, name, pinyin, .. } = account.clone();
        let grants = account.grants.clone();
        grants.into_iter().map(move |shown| Granted {
            account: id,
            login: login.clone(),
            name: name.clone(),
            pinyin: pinyin.clone(),
            shown,
        })
    };
    accounts.iter().flat_map(of).collect()
}

impl GrantFilter {
    /// Whether a grant fits on that day.
    pub fn fits(&self, granted: &Granted, today: Date) -> bool {
        let shown = &granted.shown;
        let body = shown.body_name.as_deref().unwrap_or_default();
        has(&[&granted.login, &granted.name, &granted.pinyin, &shown.place_name, body], &self.text)
            && (self.standings.is_empty() || self.standings.contains(&grant_standing(shown, today)))
            && (self.roles.is_empty() || self.roles.contains(&shown.grant.role))
            && self.account.is_none_or(|account| account == granted.account)
            && self.ends_within.is_none_or(|days| ends_within(shown, today, days))
    }

    /// Those that fit, in order.
    pub fn of(&self, mut grants: Vec<Granted>, sort: Option<&Sort>, today: Date) -> Vec<Granted> {
        grants.retain(|granted| self.fits(granted, today));
        let (by, down) = sort.map_or(("", false), |sort| (sort.by.as_str(), sort.down));
        grants.sort_by(|a, b| {
            let (x, y) = (&a.shown, &b.shown);
            let order = match by {
                "person" => a.pinyin.cmp(&b.pinyin),
                "role" => x.grant.role.cmp(&y.grant.role),
                "place" => x.place_name.cmp(&y.place_name),
                "from" => x.grant.from.cmp(&y.grant.from),
                // No last day is the latest.
                "until" => x.grant.until.unwrap_or(Date::MAX).cmp(&y.grant.until.unwrap_or(Date::MAX)),
                _ => grant_standing(x, today).cmp(&grant_standing(y, today)),
            };
            let same = || a.login.cmp(&b.login).then(x.grant.role.cmp(&y.grant.role)).then(x.grant.id.cmp(&y.grant.id));
            turned(order.then_with(same), down)
        });
        grants
    }
}

/// In force, and its last day comes within so many days.
fn ends_within(shown: &GrantShown, today: Date, days: u16) -> bool {
    let last = domain::day::later(today, i64::from(days));
    grant_standing(shown, today) == GrantStanding::InForce && shown.grant.until.is_some_and(|until| until <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::Grant;
    use domain::place::PlaceId;
    use jiff::civil::date;
    use uuid::Uuid;

    fn grant(role: Role, until: Option<Date>, ended: bool) -> GrantShown {
        let grant = Grant { id: Uuid::nil(), role, place: PlaceId(1), body: None, from: date(2026, 1, 1), until };
        GrantShown { grant, place_name: "太平镇".to_owned(), body_name: None, given_by: None, ended }
    }

    fn account(login: &str, pinyin: &str, state: AccountState, grants: Vec<GrantShown>) -> Account {
        Account {
            id: AccountId(Uuid::nil()),
            login: login.to_owned(),
            name: "李四".to_owned(),
            pinyin: pinyin.to_owned(),
            state,
            locked_until: None,
            code_until: None,
            seen: None,
            grants,
            version: 1,
        }
    }

    fn now() -> Instant {
        Instant::from_civil(date(2026, 11, 23).at(9, 0, 0, 0)).unwrap()
    }

    #[test]
    fn an_account_stands_as_the_moment_says() {
        let mut one = account("li", "lisi", AccountState::Invited, Vec::new());
        assert_eq!(one.standing(now()), AccountStanding::CodeOver);
        one.code_until = Some(now().plus_seconds(60));
        assert_eq!(one.standing(now()), AccountStanding::Invited);
        one.state = AccountState::Active;
        one.locked_until = Some(now().plus_seconds(1));
        assert_eq!(one.standing(now()), AccountStanding::Locked);
        assert_eq!(one.standing(now().plus_seconds(2)), AccountStanding::Active);
    }

    #[test]
    fn accounts_are_found_and_sorted() {
        let leader = account("b", "wang", AccountState::Active, vec![grant(Role::Leader, None, false)]);
        let clerk = account("a", "zhao", AccountState::Active, vec![grant(Role::StationClerk, Some(date(2026, 1, 2)), false)]);
        let all = vec![leader, clerk];
        let logins =
            |filter: Filter, sort: Option<&Sort>| filter.of(all.clone(), sort, now()).into_iter().map(|a| a.login).collect::<Vec<_>>();
        assert_eq!(logins(Filter::default(), None), ["a", "b"]);
        let by_name = Sort { by: "name".to_owned(), down: false };
        assert_eq!(logins(Filter::default(), Some(&by_name)), ["b", "a"]);
        assert_eq!(logins(Filter { text: "ZHA".to_owned(), ..Filter::default() }, None), ["a"]);
        assert_eq!(logins(Filter { roles: vec![Role::Leader], ..Filter::default() }, None), ["b"]);
        assert_eq!(logins(Filter { roles: vec![Role::StationClerk], ..Filter::default() }, None), [""; 0], "over since January");
    }

    #[test]
    fn an_account_that_can_do_nothing() {
        let today = date(2026, 11, 23);
        let lacks = |state, grants| account("li", "lisi", state, grants).lacks_grants(today);
        let coming = GrantShown {
            grant: Grant { from: date(2026, 12, 1), ..grant(Role::Leader, None, false).grant },
            ..grant(Role::Leader, None, false)
        };
        assert!(lacks(AccountState::Active, vec![grant(Role::Leader, Some(date(2026, 11, 22)), false)]), "it is over");
        assert!(lacks(AccountState::Invited, vec![grant(Role::Leader, None, true)]), "it was taken back");
        assert!(!lacks(AccountState::Closed, Vec::new()), "nobody uses it");
        assert!(!lacks(AccountState::Active, vec![grant(Role::Leader, None, false)]) && !lacks(AccountState::Active, vec![coming]));
    }

    #[test]
    fn grants_that_end_soon() {
        let today = date(2026, 11, 23);
        let ends = |until: Option<Date>, ended: bool| ends_within(&grant(Role::Leader, until, ended), today, 30);
        assert!(ends(Some(date(2026, 12, 23)), false) && ends(Some(today), false));
        assert!(
            !ends(Some(date(2026, 12, 24)), false)
                && !ends(None, false)
                && !ends(Some(today), true)
                && !ends(Some(date(2026, 11, 22)), false)
        );
        let one =
            account("li", "lisi", AccountState::Active, vec![grant(Role::Leader, Some(today), false), grant(Role::Leader, None, false)]);
        let soon = GrantFilter { ends_within: Some(30), ..GrantFilter::default() };
        assert_eq!(soon.of(granted(&[one]), None, today).len(), 1);
    }
}
