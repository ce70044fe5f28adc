//! Accounts, grants and bodies in words; no view.

use super::{bodies, grants, people};
use domain::account::{AccountStanding, Role, RoleClash};
use domain::time::Instant;
use texts::words::Word;
use texts::{Texts, format};

/// The state of an account; `until` is when a lock is over.
pub fn standing(standing: AccountStanding, until: Option<Instant>, t: &Texts) -> String {
    match (standing, until) {
        (AccountStanding::Locked, Some(until)) => t.account_state_locked(format::instant(until)),
        _ => standing.word(t),
    }
}

/// Roles in a row.
pub fn roles(roles: &[Role], t: &Texts) -> String {
    if roles.is_empty() { t.account_no_roles() } else { roles.iter().map(|role| role.word(t)).collect::<Vec<_>>().join(&t.merge_comma()) }
}

/// What is wrong with the form for a new account.
pub fn person_wrong(field: &str, wrong: people::Wrong, t: &Texts) -> String {
    match wrong {
        people::Wrong::Missing if field == "login" => t.account_missing_login(),
        people::Wrong::Missing => t.account_missing_name(),
        people::Wrong::NoLogin => t.account_no_login(),
        people::Wrong::Taken => t.account_taken(),
        people::Wrong::TooLong => t.account_name_too_long(),
    }
}

/// Why a role can't be given.
pub fn clash(clash: RoleClash, t: &Texts) -> String {
    match clash {
        RoleClash::Custodians { held } => t.grant_clash_custodians(held.word(t)),
        RoleClash::Business { held } => t.grant_clash_business(held.word(t)),
        RoleClash::Auditor { held } => t.grant_clash_auditor(held.word(t)),
    }
}

/// What is wrong with the form for a grant.
pub fn grant_wrong(field: &str, wrong: grants::Wrong, t: &Texts) -> String {
    match (wrong, field) {
        (grants::Wrong::Missing, "role") => t.grant_missing_role(),
        (grants::Wrong::Missing, "place") => t.grant_missing_place(),
        (grants::Wrong::Missing, "body") => t.grant_missing_body(),
        (grants::Wrong::Missing, _) => t.grant_missing_from(),
        (grants::Wrong::NoDay, _) => t.grant_no_day(),
        (grants::Wrong::TooEarly, _) => t.grant_too_early(),
        (grants::Wrong::Held, _) => t.grant_held(),
        (grants::Wrong::DistrictOnly, _) => t.grant_district_only(),
        (grants::Wrong::Clash(why), _) => {
            let (why, how) = (clash(why, t), t.grant_clash_how());
            if t.lang() == texts::Lang::En { format!("{why} {how}") } else { format!("{why}{how}") }
        }
    }
}

/// What is wrong with the form for a body.
pub fn body_wrong(field: &str, wrong: bodies::Wrong, t: &Texts) -> String {
    match (wrong, field) {
        (bodies::Wrong::Missing, "place") => t.body_missing_place(),
        (bodies::Wrong::Missing, _) => t.body_missing_name(),
        (bodies::Wrong::Taken, "code") => t.body_taken_code(),
        (bodies::Wrong::Taken, _) => t.body_taken_name(),
        (bodies::Wrong::TooLong, _) => t.body_name_too_long(),
        (bodies::Wrong::NoCreditCode, _) => t.body_no_credit_code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    #[test]
    fn a_clash_names_the_role_that_is_held() {
        let t = Texts::load(Lang::Zh);
        let wrong = grants::Wrong::Clash(RoleClash::Business { held: Role::SystemAdmin });
        let said = grant_wrong("role", wrong, &t);
        assert!(said.starts_with("已是系统管理员"), "{said}");
    }

    #[test]
    fn fields_are_told_apart() {
        let t = Texts::load(Lang::En);
        let said: Vec<String> = ["role", "place", "body", "from"].iter().map(|f| grant_wrong(f, grants::Wrong::Missing, &t)).collect();
        let mut unique = said.clone();
        unique.dedup();
        assert_eq!(said, unique);
    }
}
