//! 运行流程图 as a file: taken in, then part of a text, which fixes its hash; seen by whoever may see a version that has it.

use super::eyes::Eyes;
use crate::attachments::{kept, media};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::ApiError;
use api::duty::TakeFlowChart;
use domain::duty::{DutyFields, FlowChart};
use serde_json::json;
use store::attachment::{self, Attachment};
use store::duty;

/// What flow charts belong to: the versions that name them.
pub(crate) const SUBJECT: &str = "flow_chart";

/// The caller may see a flow chart: he took it in, or sees a version that has it.
pub(crate) async fn is_seen(cx: &mut Cx<'_>, one: &Attachment) -> Result<bool, Failure> {
    let eyes = Eyes::of(cx).await?;
    seen_by(cx, &eyes, one).await
}

async fn seen_by(cx: &mut Cx<'_>, eyes: &Eyes, one: &Attachment) -> Result<bool, Failure> {
    if one.person == eyes.person {
        return Ok(true);
    }
    Ok(duty::with_chart(&mut cx.conn().await?, one.id).await?.iter().any(|head| eyes.sees(head)))
}

/// Refused if a text names a file as its flow chart that is none, or that the caller may not see: nobody gets to see a file by naming it.
pub(super) async fn fits(cx: &mut Cx<'_>, eyes: &Eyes, fields: &DutyFields) -> Result<(), Failure> {
    let Some(chart) = &fields.flow_chart_file else { return Ok(()) };
    let one = attachment::find(&mut cx.conn().await?, chart.id).await?.filter(|one| one.subject == SUBJECT && told(one) == *chart);
    let is_seen = match &one {
        Some(one) => seen_by(cx, eyes, one).await?,
        None => false,
    };
    if is_seen { Ok(()) } else { Err(ApiError::invalid("flow_chart_file", "unknown").into()) }
}

fn told(one: &Attachment) -> FlowChart {
    FlowChart { id: one.id, name: one.name.clone(), media: one.media, sha256: one.sha256.clone() }
}

impl Handle for TakeFlowChart {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FlowChart, Failure> {
        let eyes = Eyes::of(cx).await?;
        let (media, _) = media(cx, &self.file)?;
        let (path, blobs) = (cx.path_in(&self.file)?, cx.service.store().location().blobs());
        let kept = kept(path, blobs, &self.file).await?;
        cx.work().await?;
        let by = (eyes.person.as_str(), eyes.who.as_str());
        let new = Attachment::coming(SUBJECT.to_owned(), ("", &self.file.name), media, &kept, by, cx.now);
        let id = attachment::insert(&mut cx.conn().await?, &new).await?;
        let chart = told(&Attachment { id, ..new });
        cx.note(format!("attachment:{}", id.0), Some(json!({ "name": chart.name, "sha256": chart.sha256 })));
        Ok(chart)
    }
}
