//! Accounts as their administrators see them: the clock, the tint of a state, the form for a new one; no view.

use crate::ui::Tint;
use api::account::Account;
use domain::account::{AccountStanding, is_login};
use domain::time::Instant;

/// Longest name of a person, in characters.
pub const NAME_LIMIT: usize = 64;

/// The machine's clock: whether a lock or a code is over.
pub fn now() -> Instant {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
    Instant((js_sys::Date::now() as i64).saturating_mul(1_000))
}

/// How a state is tinted.
pub fn state_tint(standing: AccountStanding) -> Tint {
    match standing {
        AccountStanding::Active => Tint::Quiet,
        AccountStanding::Invited => Tint::Accent,
        AccountStanding::CodeOver | AccountStanding::Closed => Tint::Warn,
        AccountStanding::Locked => Tint::Bad,
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::{AccountId, AccountState};
    use uuid::Uuid;

    fn account(login: &str) -> Account {
        Account {
            id: AccountId(Uuid::nil()),
            login: login.to_owned(),
            name: format!("{login}名"),
            pinyin: String::new(),
            state: AccountState::Active,
            locked_until: None,
            code_until: None,
            seen: None,
            grants: Vec::new(),
            version: 1,
        }
    }

    #[test]
    fn new_accounts_need_a_free_login_and_a_name() {
        let there = [account("Li.Si")];
        assert_eq!(wrongs(" ", "", &there), [("login", Wrong::Missing), ("name", Wrong::Missing)]);
        assert_eq!(wrongs("li.si", "李四", &there), [("login", Wrong::Taken)]);
        assert_eq!(wrongs("a b", "李四", &there), [("login", Wrong::NoLogin)]);
        assert_eq!(wrongs("zhao", &"长".repeat(65), &there), [("name", Wrong::TooLong)]);
        assert!(wrongs(" 赵六 ", "赵六", &there).is_empty());
    }
}
