//! What accounts and grants have to say.

use super::Found;
use crate::context::Cx;
use crate::failure::Failure;
use api::Permission;
use api::account::{Account, GrantFilter, granted};
use api::home::{TodoKind, Urgency};
use domain::account::AccountStanding;
use domain::time::Instant;
use jiff::civil::Date;

/// Days before its last day on which a grant should be looked at.
const ENDING_DAYS: u16 = 30;

/// Accounts that nobody has enrolled with, and those that are locked.
pub(super) async fn accounts(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Accounts).is_none() {
        return Ok(());
    }
    let now = cx.now;
    let all = crate::accounts::list(&mut cx.conn().await?).await?.accounts;
    let mut tell = |kind, urgency, standing, day: fn(&Account) -> Option<Instant>| {
        let of: Vec<&Account> = all.iter().filter(|a| a.standing(now) == standing).collect();
        let oldest: Option<Date> = of.iter().filter_map(|a| day(a)).min().map(Instant::day);
        found.add(kind, urgency, i64::try_from(of.len()).unwrap_or(i64::MAX), oldest, 0);
    };
    tell(TodoKind::LockedAccounts, Urgency::Due, AccountStanding::Locked, |a| a.seen);
    tell(TodoKind::CodesOver, Urgency::Due, AccountStanding::CodeOver, |a| a.code_until);
    tell(TodoKind::InvitedAccounts, Urgency::Some, AccountStanding::Invited, |a| a.code_until);
    Ok(())
}

/// Grants that end soon, and people without any.
pub(super) async fn grants(cx: &mut Cx<'_>, found: &mut Found<'_>) -> Result<(), Failure> {
    if cx.access_for(Permission::Grants).is_none() {
        return Ok(());
    }
    let today = cx.today();
    let all = crate::accounts::list(&mut cx.conn().await?).await?.accounts;
    let filter = GrantFilter { ends_within: Some(ENDING_DAYS), ..GrantFilter::default() };
    let soon = filter.of(granted(&all), None, today);
    let nearest = soon.iter().filter_map(|g| g.shown.grant.until).min();
    found.add(TodoKind::GrantsEnding, Urgency::Due, i64::try_from(soon.len()).unwrap_or(i64::MAX), nearest, i64::from(ENDING_DAYS));
    let n = all.iter().filter(|a| a.lacks_grants(today)).count();
    found.add(TodoKind::WithoutGrants, Urgency::Due, i64::try_from(n).unwrap_or(i64::MAX), None, 0);
    Ok(())
}
