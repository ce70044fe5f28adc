//! 编码规则: what codes of items look like.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::item::{Rules, SaveRules, ShowRules};
use api::{ApiError, ErrorCode};
use domain::catalogue::pattern::{Pattern, RULE_LIMIT, RuleError};
use serde_json::json;
use store::{Conn, meta, place};

/// The rule as it was typed, and read. One that can't be read any more allows any code.
pub(super) async fn read(conn: &mut Conn<'_>) -> Result<(String, Pattern), Failure> {
    let rule = meta::get(conn, meta::ITEM_CODES).await?.unwrap_or_default();
    let pattern = Pattern::read(&rule).map_err(|e| Failure::Fault(format!("the stored rule of codes: {e}")))?;
    Ok((rule, pattern))
}

impl Handle for ShowRules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Rules, Failure> {
        Ok(Rules { code: meta::get(&mut cx.conn().await?, meta::ITEM_CODES).await?.unwrap_or_default() })
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
        let conn = &mut cx.conn().await?;
        let before = Rules { code: meta::get(conn, meta::ITEM_CODES).await?.unwrap_or_default() };
        if before != self.before {
            return Err(crate::places::conflict(&before)?);
        }
        meta::set(conn, meta::ITEM_CODES, Some(rule.as_str()).filter(|rule| !rule.is_empty())).await?;
        let after = Rules { code: rule };
        cx.note("setting:item_codes", Some(json!({ "before": before, "after": after })));
        cx.work().await?.changed("catalogue", None);
        Ok(after)
    }
}
