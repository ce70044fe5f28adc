//! What an item must be before it is stored.

use super::Named;
use crate::failure::Failure;
use api::ApiError;
use domain::calendar::Calendar;
use domain::catalogue::item::{Item, ItemFields};
use domain::catalogue::limit;
use domain::catalogue::problem::{ItemProblem, Rule};
use jiff::civil::Date;
use store::catalogue::item;
use store::{Conn, calendar};

/// The error for what is wrong.
pub(crate) fn wrong(problem: &ItemProblem) -> ApiError {
    let path = problem.at.path();
    match problem.rule {
        Rule::Required => ApiError::invalid(&path, "required"),
        Rule::TooLong(limit) => ApiError::invalid(&path, "too_long").with("limit", limit),
        Rule::TooMany(max) => ApiError::invalid(&path, "too_many").with("max", max),
        Rule::Control => ApiError::invalid(&path, "control"),
        Rule::Range(to) => {
            let is_counted = matches!(path.as_str(), "legal" | "promised" | "term" | "cycle");
            ApiError::invalid(&path, "range").with("from", u8::from(is_counted)).with("to", to)
        }
        Rule::Order => ApiError::invalid(&path, "order"),
        Rule::Instant => ApiError::invalid(&path, "instant"),
    }
}

/// Tidy fields; refused if something is wrong with them by themselves.
pub(super) fn tidy(fields: ItemFields, today: Date) -> Result<ItemFields, ApiError> {
    let fields = fields.tidy();
    if let Some(problem) = fields.problem() {
        return Err(wrong(&problem));
    }
    match fields.verified {
        Some(day) if day > today => Err(ApiError::invalid("verified", "future").with("max", today)),
        _ => Ok(fields),
    }
}

/// Refused if it names a body or a module that is not there.
pub(super) fn refers(fields: &ItemFields, named: &Named) -> Result<(), ApiError> {
    if fields.body.is_some_and(|body| !named.bodies.contains_key(&body)) {
        return Err(ApiError::invalid("body", "unknown"));
    }
    if fields.joint.iter().any(|body| !named.bodies.contains_key(body)) {
        return Err(ApiError::invalid("joint", "unknown"));
    }
    if fields.modules.iter().any(|module| !named.modules.contains_key(module)) {
        return Err(ApiError::invalid("modules", "unknown"));
    }
    Ok(())
}

/// Refused if another item has the code or had it, or if a new code does not follow the rule; codes that are there stay. What is only
/// proposed may have none yet; nothing is stored without one ([`tidy`]).
pub(super) async fn code(conn: &mut Conn<'_>, fields: &ItemFields, before: Option<&Item>) -> Result<(), Failure> {
    if fields.code.is_empty() {
        return Ok(());
    }
    if let Some(other) = item::coded(conn, &fields.code).await?
        && before.map(|before| before.id) != Some(other)
    {
        return Err(ApiError::invalid("code", "taken").into());
    }
    if before.is_some_and(|before| before.fields.code == fields.code) {
        return Ok(());
    }
    let (rule, pattern) = super::rules::read(conn).await?;
    match pattern.fits(&fields.code) {
        true => Ok(()),
        false => Err(ApiError::invalid("code", "code_rule").with("pattern", rule).into()),
    }
}

/// Refused if the promise would end after the law's limit on any day of the coming year. Asked when either has changed: a
/// calendar that is published later does not stop other edits.
pub(super) async fn promise(conn: &mut Conn<'_>, fields: &ItemFields, before: Option<&ItemFields>, today: Date) -> Result<(), Failure> {
    let Some((promised, legal)) = fields.promised.zip(fields.legal) else { return Ok(()) };
    if before.is_some_and(|before| before.promised == fields.promised && before.legal == fields.legal) {
        return Ok(());
    }
    let calendar = Calendar::new(calendar::years(conn).await?.into_iter().map(|year| year.list));
    match limit::breach(&calendar, today, promised, legal) {
        None => Ok(()),
        Some(breach) => Err(ApiError::invalid("promised", "breach")
            .with("begins", breach.begins)
            .with("promised", breach.promised)
            .with("legal", breach.legal)
            .into()),
    }
}
