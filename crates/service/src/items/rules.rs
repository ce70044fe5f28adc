//! 编码规则 and 复核周期: what codes of items look like, and after how many months items and entries are to be checked again.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::item::{Rules, SaveRules, ShowRules};
use api::{ApiError, ErrorCode};
use domain::catalogue::pattern::{Pattern, RULE_LIMIT, RuleError};
use domain::catalogue::recheck::{MONTHS, MONTHS_LIMIT};
use serde_json::json;
use store::{Conn, meta, place};

/// The rule as it was typed, and read. One that can't be read any more allows any code.
pub(super) async fn read(conn: &mut Conn<'_>) -> Result<(String, Pattern), Failure> {
    let rule = meta::get(conn, meta::ITEM_CODES).await?.unwrap_or_default();
    let pattern = Pattern::read(&rule).map_err(|e| Failure::Fault(format!("the stored rule of codes: {e}")))?;
    Ok((rule, pattern))
}

/// Months after a check, as they are settled.
pub(crate) async fn recheck_months(conn: &mut Conn<'_>) -> Result<u32, Failure> {
    let settled = meta::get(conn, meta::RECHECK_MONTHS).await?;
    Ok(settled.and_then(|months| months.parse().ok()).unwrap_or(MONTHS))
}

async fn settled(conn: &mut Conn<'_>) -> Result<Rules, Failure> {
    Ok(Rules { code: meta::get(conn, meta::ITEM_CODES).await?.unwrap_or_default(), recheck_months: recheck_months(conn).await? })
}

impl Handle for ShowRules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Rules, Failure> {
        settled(&mut cx.conn().await?).await
    }
}

impl Handle for SaveRules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Rules, Failure> {
        cx.work().await?;
        let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
        cx.scope_at(district).await?;
        let rule = self.rules.code.trim().to_owned();
        let wrong = |rule: &str| ApiError::invalid("code", rule);
        Pattern::read(&rule).map_err(|error| match error {
            RuleError::TooLong => wrong("too_long").with("limit", RULE_LIMIT),
            RuleError::EmptyForm => wrong("pattern_empty"),
            RuleError::Repeat => wrong("pattern_repeat"),
            RuleError::TooMany => wrong("pattern_too_many"),
            RuleError::Character => wrong("pattern_character"),
        })?;
        let months = self.rules.recheck_months;
        if months > MONTHS_LIMIT {
            return Err(ApiError::invalid("recheck_months", "range").with("from", 0).with("to", MONTHS_LIMIT).into());
        }
        let conn = &mut cx.conn().await?;
        let before = settled(conn).await?;
        if before != self.before {
            return Err(crate::places::conflict(&before)?);
        }
        meta::set(conn, meta::ITEM_CODES, Some(rule.as_str()).filter(|rule| !rule.is_empty())).await?;
        meta::set(conn, meta::RECHECK_MONTHS, Some(months.to_string().as_str())).await?;
        let after = Rules { code: rule, recheck_months: months };
        cx.note("setting:item_codes", Some(json!({ "before": before, "after": after })));
        cx.work().await?.changed("catalogue", None);
        cx.work().await?.changed("duty", None);
        Ok(after)
    }
}
