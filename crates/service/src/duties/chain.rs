//! 审核链: the steps between 申报 and 公布, a setting of the district.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::review::keeps;
use api::duty::{SetChain, ShowChain};
use api::{ApiError, Done};
use domain::duty::flow::{Chain, ChainProblem, STEP_NAME_LIMIT, STEPS_LIMIT};
use serde_json::json;
use store::{Conn, body, meta};

/// The chain as it is set, else the usual one.
pub(crate) async fn read(conn: &mut Conn<'_>) -> Result<Chain, Failure> {
    match meta::get(conn, meta::DUTY_CHAIN).await? {
        None => Ok(Chain::default()),
        Some(text) => Ok(serde_json::from_str(&text)?),
    }
}

impl Handle for ShowChain {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Chain, Failure> {
        read(&mut cx.conn().await?).await
    }
}

impl Handle for SetChain {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let chain = self.chain.tidy();
        match chain.problem() {
            None => {}
            Some(ChainProblem::Number) => {
                return Err(ApiError::invalid("steps", "range").with("from", 1).with("to", STEPS_LIMIT).into());
            }
            Some(ChainProblem::Name(at)) => {
                let field = format!("steps.{at}.name");
                let is_empty = chain.steps.get(at).is_some_and(|step| step.name.is_empty());
                let error = ApiError::invalid(&field, if is_empty { "required" } else { "too_long" });
                return Err(error.with("limit", STEP_NAME_LIMIT).into());
            }
            Some(ChainProblem::Twice(at)) => return Err(ApiError::invalid(&format!("steps.{at}.name"), "taken").into()),
        }
        let conn = &mut cx.conn().await?;
        for (at, step) in chain.steps.iter().enumerate() {
            if let Some(body) = step.body
                && body::find(conn, body).await?.is_none()
            {
                return Err(ApiError::invalid(&format!("steps.{at}.body"), "unknown").into());
            }
        }
        let before = read(conn).await?;
        if before != self.before {
            return Err(conflict(&before)?);
        }
        let text = serde_json::to_string(&chain)?;
        meta::set(conn, meta::DUTY_CHAIN, Some(&text)).await?;
        cx.note("setting:duty_chain", Some(json!({ "before": before, "after": chain })));
        cx.work().await?.changed("duty", None);
        Ok(Done {})
    }
}
