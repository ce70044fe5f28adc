//! Accounts as their administrators see them: state, search, the form for a new one; no view.

use api::account::Account;
use domain::account::{AccountState, is_login};
use domain::time::Instant;

/// Longest name of a person, in characters.
pub const NAME_LIMIT: usize = 64;

/// What a person reads of an account's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Waits for the person to enrol.
    Invited,
    /// In use.
    Active,
    /// Locked after failed sign-ins.
    Locked {
        /// Until then.
        until: Instant,
    },
    /// Closed.
    Closed,
}

/// The state of an account at that instant. A lock that is over counts no more.
pub fn standing(account: &Account, now: Instant) -> Standing {
    match (account.state, account.locked_until) {
        (AccountState::Closed, _) => Standing::Closed,
        (_, Some(until)) if until > now => Standing::Locked { until },
        (AccountState::Invited, _) => Standing::Invited,
        (AccountState::Active, _) => Standing::Active,
    }
}

/// What is wrong with the form for a new account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It must not be empty.
    Missing,
    /// Not a name to sign in with.
    NoLogin,
    /// Somebody signs in with it already.
    Taken,
    /// Longer than [`NAME_LIMIT`].
    TooLong,
}

/// Judges the form for a new account.
pub fn wrongs(login: &str, name: &str, accounts: &[Account]) -> Vec<(&'static str, Wrong)> {
    let (login, name) = (login.trim(), name.trim());
    let mut wrongs = Vec::new();
    if login.is_empty() {
        wrongs.push(("login", Wrong::Missing));
    } else if !is_login(login) {
        wrongs.push(("login", Wrong::NoLogin));
    } else if accounts.iter().any(|a| a.login.eq_ignore_ascii_case(login)) {
        wrongs.push(("login", Wrong::Taken));
    }
    if name.is_empty() {
        wrongs.push(("name", Wrong::Missing));
    } else if name.chars().count() > NAME_LIMIT {
        wrongs.push(("name", Wrong::TooLong));
    }
    wrongs
}

/// Accounts whose name or login contains the text; closed ones only if asked for.
pub fn found(accounts: &[Account], text: &str, with_closed: bool) -> Vec<Account> {
    let needle = text.trim().to_lowercase();
    let fits = |a: &&Account| {
        (with_closed || a.state != AccountState::Closed)
            && (needle.is_empty() || a.login.to_lowercase().contains(&needle) || a.name.to_lowercase().contains(&needle))
    };
    accounts.iter().filter(fits).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::AccountId;
    use uuid::Uuid;

    fn account(login: &str, state: AccountState, locked_until: Option<i64>) -> Account {
        Account {
            id: AccountId(Uuid::nil()),
            login: login.to_owned(),
            name: format!("{login}名"),
            state,
            locked_until: locked_until.map(Instant),
            seen: None,
            grants: Vec::new(),
            version: 1,
        }
    }

    #[test]
    fn a_lock_passes() {
        let locked = account("li", AccountState::Active, Some(10));
        assert_eq!(standing(&locked, Instant(9)), Standing::Locked { until: Instant(10) });
        assert_eq!(standing(&locked, Instant(10)), Standing::Active);
        assert_eq!(standing(&account("li", AccountState::Closed, Some(10)), Instant(0)), Standing::Closed);
    }

    #[test]
    fn new_accounts_need_a_free_login_and_a_name() {
        let there = [account("Li.Si", AccountState::Active, None)];
        assert_eq!(wrongs(" ", "", &there), [("login", Wrong::Missing), ("name", Wrong::Missing)]);
        assert_eq!(wrongs("li.si", "李四", &there), [("login", Wrong::Taken)]);
        assert_eq!(wrongs("a b", "李四", &there), [("login", Wrong::NoLogin)]);
        assert_eq!(wrongs("zhao", &"长".repeat(65), &there), [("name", Wrong::TooLong)]);
        assert!(wrongs(" 赵六 ", "赵六", &there).is_empty());
    }

    #[test]
    fn closed_accounts_are_shown_when_asked_for() {
        let all = [account("li", AccountState::Active, None), account("zhao", AccountState::Closed, None)];
        assert_eq!(found(&all, "", false).len(), 1);
        assert_eq!(found(&all, "ZHAO", true).len(), 1);
        assert_eq!(found(&all, "名", true).len(), 2);
    }
}
