//! 动态调整 of the responsibility lists as a paper: what became of them between two days, or what was or is to be published together.

use super::differ::adjusted;
use super::eyes::Eyes;
use super::papers::{content, name_parent, names};
use crate::adjusting::{self, Change, Step, Wording, counted, room};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{papers, review, words};
use api::duty::{AdjustmentOf, CompareDates, ExportAdjustment};
use api::import::Written;
use api::{ApiError, ErrorCode};
use documents::paper::{Block, Paper};
use domain::duty::differ::{Adjustment, differing};
use domain::duty::flow::{Deed, Stage};
use domain::duty::{DutyFields, DutyId, DutyPart, VersionId};
use serde_json::json;
use store::duty::{self, Head, Opinion};
use store::place;
use texts::Texts;
use texts::duty::{Names, cell_name, cell_word, field_name, value};
use texts::format::date;

/// An entry that is not as it was.
struct Adjusted {
    kind: Adjustment,
    /// What stood there; of what is added nothing.
    old: Option<DutyFields>,
    /// What stands there, or stood there until it was withdrawn.
    new: DutyFields,
    /// The versions that made it so, in turn, each with what was said about it.
    steps: Vec<(Head, Vec<Opinion>)>,
}

impl Adjusted {
    fn duty(&self) -> Option<DutyId> {
        self.steps.last().map(|(head, _)| head.duty)
    }

    fn is_open(&self) -> bool {
        self.steps.last().is_some_and(|(head, _)| head.stage != Stage::Published)
    }
}

/// What became of the list between two days.
async fn between(cx: &mut Cx<'_>, days: &CompareDates) -> Result<Vec<Adjusted>, Failure> {
    let all = adjusted(cx, days).await?;
    room(all.len())?;
    let conn = &mut cx.conn().await?;
    let mut changes = Vec::with_capacity(all.len());
    for one in all {
        let mut made: Vec<Head> = duty::versions(conn, one.id).await?;
        made.retain(|head| head.stage == Stage::Published && head.from.is_some_and(|from| from > days.from && from <= days.to));
        made.sort_by_key(|head| head.no);
        let mut steps = Vec::with_capacity(made.len());
        for head in made {
            let opinions = duty::opinions(conn, head.id).await?;
            steps.push((head, opinions));
        }
        let old = match one.old {
            Some(id) => duty::content(conn, id).await?,
            None => None,
        };
        let new = duty::content(conn, one.new.or(one.old).ok_or(ErrorCode::NotFound)?).await?.ok_or(ErrorCode::NotFound)?;
        changes.push(Adjusted { kind: one.adjustment, old, new, steps });
    }
    Ok(changes)
}

/// What versions say, each beside the one that it replaced or is to replace.
async fn of_versions(cx: &mut Cx<'_>, ids: &[VersionId]) -> Result<Vec<Adjusted>, Failure> {
    room(ids.len())?;
    let eyes = Eyes::of(cx).await?;
    let conn = &mut cx.conn().await?;
    let mut changes: Vec<Adjusted> = Vec::with_capacity(ids.len());
    for id in ids {
        let head = duty::find(conn, *id).await?.filter(|head| eyes.sees(head)).ok_or(ErrorCode::NotFound)?;
        if !matches!(head.stage, Stage::Review | Stage::Approved | Stage::Planned | Stage::Published) {
            return Err(ApiError::invalid("of", "duty_adjustment_stage").with("name", &head.name).into());
        }
        if changes.iter().any(|other| other.duty() == Some(head.duty)) {
            return Err(ApiError::invalid("of", "duty_set_twice").with("name", &head.name).into());
        }
        let kind = Adjustment::of(head.deed);
        let old = match head.based_on {
            // What was withdrawn before comes back as something new.
            Some(base) if head.deed != Deed::Add => duty::content(conn, base).await?,
            _ => None,
        };
        let new = duty::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
        let opinions = duty::opinions(conn, head.id).await?;
        changes.push(Adjusted { kind, old, new, steps: vec![(head, opinions)] });
    }
    changes.sort_by(|a, b| a.new.code.cmp(&b.new.code));
    Ok(changes)
}

impl Handle for ExportAdjustment {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let (adjusted, told) = match &self.of {
            AdjustmentOf::Dates(days) => (between(cx, days).await?, json!({ "from": days.from.to_string(), "to": days.to.to_string() })),
            AdjustmentOf::Versions(ids) => (of_versions(cx, ids).await?, json!({ "versions": ids })),
        };
        let stamp = crate::ratings::stamp(cx).await?;
        let conn = &mut cx.conn().await?;
        let mut names = names(conn).await?;
        for one in &adjusted {
            for fields in one.old.iter().chain([&one.new]) {
                name_parent(conn, &mut names, fields).await?;
            }
        }
        let district = place::district_name(conn).await?;
        let is_open = adjusted.iter().any(Adjusted::is_open);
        let changes: Vec<Change> = adjusted.into_iter().map(|one| change(one, &names, &t)).collect();
        let [added, changed, withdrawn] = counted(&changes);
        let mut lead = t.duty_adjustment_lead(&district, added, changed, withdrawn);
        if let AdjustmentOf::Dates(days) = &self.of {
            lead.push_str(&t.duty_adjustment_days(date(days.from, t.lang()), date(days.to, t.lang())));
        }
        let sheet = adjusting::sheet(t.duty_adjustment_title(district), lead, stamp, is_open, &changes, &t);
        let paper = Paper { creator: t.product_title(), sheets: vec![sheet], ..Paper::default() };
        let rows = changes.len() as u64;
        papers::written(cx, &self.out, &paper, rows, told).await?;
        Ok(Written { rows })
    }
}

fn change(one: Adjusted, names: &Names, t: &Texts) -> Change {
    let told = match (one.kind, &one.old) {
        (Adjustment::Changed, Some(old)) => {
            vec![adjusting::compared(differing(old, &one.new), &Beside { old, new: &one.new, names, t }, t)]
        }
        (Adjustment::Added, _) => content(&one.new, names, t),
        _ => {
            let fields = ["code", "list", "kind", "body", "place"];
            let fact = |field: &str| (field_name(field, t).unwrap_or_default(), value(&one.new, field, names, t));
            vec![Block::Facts(fields.into_iter().map(fact).filter(|(_, words)| !words.is_empty()).collect())]
        }
    };
    let body = one.new.body.map(|body| names.body(body)).unwrap_or_default();
    let steps = one.steps.into_iter().map(|(head, opinions)| step(head, opinions)).collect();
    Change { kind: one.kind, code: one.new.code, name: one.new.name, body, told, steps }
}

fn step(head: Head, opinions: Vec<Opinion>) -> Step {
    Step {
        no: head.no,
        reason: head.reason,
        countersigned: head.countersigned,
        paper: head.paper,
        published_at: head.published_at,
        from: head.from.or(head.effective),
        chain: head.chain,
        round: head.round,
        said: review::told(opinions),
    }
}

/// Two texts of an entry in words.
struct Beside<'b> {
    old: &'b DutyFields,
    new: &'b DutyFields,
    names: &'b Names,
    t: &'b Texts,
}

impl Wording for Beside<'_> {
    fn field(&self, field: &str) -> String {
        field_name(field, self.t).unwrap_or_default()
    }
    fn value(&self, is_new: bool, field: &str) -> String {
        value(if is_new { self.new } else { self.old }, field, self.names, self.t)
    }
    fn column(&self, field: &str, column: &str) -> String {
        DutyPart::from_code(field).map(|part| cell_name(part, column, self.t)).unwrap_or_default()
    }
    fn cell(&self, field: &str, column: &str, text: &str) -> String {
        DutyPart::from_code(field).map_or_else(|| text.to_owned(), |part| cell_word(part, column, text, self.t))
    }
    fn has_rows(&self, field: &str) -> bool {
        DutyPart::from_code(field).is_some()
    }
}
