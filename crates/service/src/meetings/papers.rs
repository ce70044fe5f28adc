//! 会议纪要: a paper to be signed, so signature and seal stay blank.

use super::{Eyes, found};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::supervision::{Names, day};
use crate::{papers, words};
use api::import::Written;
use api::meeting::ExportMinutes;
use documents::paper::{Block, Paper, Sheet};
use domain::meeting::{MeetingFields, MeetingState};
use serde_json::json;
use store::meeting::Head;
use texts::Texts;
use texts::format::NONE;

fn sheet(head: &Head, fields: &MeetingFields, stamp: Option<&str>, names: &Names, t: &Texts) -> Sheet {
    let mut blocks: Vec<Block> = stamp.map(|stamp| Block::Under(stamp.to_owned())).into_iter().collect();
    if head.state != MeetingState::Issued {
        blocks.push(Block::Under(t.meeting_paper_draft()));
    }
    let or_none = |words: &str| if words.is_empty() { NONE.to_owned() } else { words.to_owned() };
    blocks.push(Block::Facts(vec![
        (t.meeting_day(), day(fields.day)),
        (t.meeting_venue(), or_none(&fields.venue)),
        (t.meeting_chair(), or_none(&fields.chair)),
        (t.meeting_attended(), or_none(&fields.attended)),
    ]));
    if !fields.summary.is_empty() {
        blocks.push(Block::Heading(t.meeting_summary()));
        blocks.extend(fields.summary.lines().filter(|line| !line.trim().is_empty()).map(|line| Block::Text(line.trim().to_owned())));
    }
    if !fields.agreed.is_empty() {
        blocks.push(Block::Heading(t.meeting_agreed()));
        let helpers = |all: &[domain::body::BodyId]| {
            let all: Vec<String> = all.iter().map(|id| names.body(Some(*id))).collect();
            if all.is_empty() { NONE.to_owned() } else { all.join(&t.merge_comma()) }
        };
        let rows = (1..).zip(&fields.agreed).map(|(no, one)| {
            papers::cells([no.to_string(), one.text.clone(), or_none(&names.body(one.lead)), helpers(&one.helpers), or_none(&day(one.due))])
        });
        blocks.push(Block::Table {
            head: vec![t.meeting_no(), t.meeting_agreed(), t.supervision_lead(), t.supervision_helpers(), t.task_due()],
            widths: vec![7, 43, 18, 18, 14],
            rows: rows.collect(),
        });
    }
    blocks.extend(papers::signature(t));
    blocks.push(Block::Facts(vec![
        (t.supervision_paper_reported_to(), String::new()),
        (t.supervision_paper_sent_to(), String::new()),
        (t.supervision_paper_signed_off(), String::new()),
    ]));
    Sheet { number: head.number.clone(), title: t.meeting_paper_title(&head.title), blocks }
}

impl Handle for ExportMinutes {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let stamp = crate::ratings::stamp(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let (head, fields) = found(cx, &eyes, self.id).await?;
        let names = Names::read(&mut cx.conn().await?).await?;
        let sheets = vec![sheet(&head, &fields, stamp, &names, &t)];
        papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "paper": "minutes", "meeting": self.id.0, "rows": 1 })));
        Ok(Written { rows: 1 })
    }
}
