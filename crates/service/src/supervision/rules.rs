//! 编号规则 and 亮灯规则: a setting of the district.

use super::Eyes;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use api::supervision::{SaveSupervisionRules, ShowSupervisionRules, SupervisionRules};
use api::{ApiError, Done, ErrorCode};
use domain::supervision::light::RULE_DAYS;
use domain::supervision::number::{PATTERN_LIMIT, Pattern, PatternProblem, SERIAL, YEAR};
use serde_json::json;
use store::{Conn, meta, place, supervision, task};

/// The rules as they are set, else the usual ones.
pub(crate) async fn read(conn: &mut Conn<'_>) -> Result<SupervisionRules, Failure> {
    match meta::get(conn, meta::SUPERVISION_RULES).await? {
        None => Ok(SupervisionRules::default()),
        Some(text) => Ok(serde_json::from_str(&text)?),
    }
}

impl Handle for ShowSupervisionRules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<SupervisionRules, Failure> {
        read(&mut cx.conn().await?).await
    }
}

impl Handle for SaveSupervisionRules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let district = place::district(conn).await?.ok_or(ErrorCode::NotFound)?;
        if !eyes.supervises_at(district) {
            return Err(ErrorCode::NotPermitted.into());
        }
        let rules = SupervisionRules { number: Pattern(self.rules.number.0.trim().to_owned()), ..self.rules };
        let wrong = |rule: &str| ApiError::invalid("number", rule);
        match rules.number.problem() {
            None => {}
            Some(PatternProblem::Length) => return Err(wrong("too_long").with("limit", PATTERN_LIMIT).into()),
            Some(PatternProblem::Parts) => return Err(wrong("number_parts").with("year", YEAR).with("serial", SERIAL).into()),
            Some(PatternProblem::Character) => return Err(wrong("number_character").into()),
        }
        if let Some(field) = rules.light.problem() {
            return Err(ApiError::invalid(field, "range").with("from", 0).with("to", RULE_DAYS).into());
        }
        let before = read(conn).await?;
        if before != self.before {
            return Err(conflict(&before)?);
        }
        let text = serde_json::to_string(&rules)?;
        meta::set(conn, meta::SUPERVISION_RULES, Some(&text)).await?;
        let relit = if rules.light == before.light {
            0
        } else {
            supervision::relight(conn, &rules.light).await? + task::relight(conn, &rules.light).await?
        };
        cx.note("setting:supervision_rules", Some(json!({ "before": before, "after": rules, "relit": relit })));
        cx.work().await?.changed("matter", None);
        cx.work().await?.changed("task", None);
        Ok(Done {})
    }
}
