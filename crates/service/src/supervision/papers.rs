//! 督办通知单, 催办单 and 督办专报: papers to be numbered, signed and edited further, so what is not the console's to fill in stays blank.

use super::eyes::Eyes;
use super::ledger::{day, progress};
use super::{Names, found, rules};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::papers::{self, cells, signature, stamped};
use crate::words;
use api::import::Written;
use api::supervision::{ExportPaper, PaperKind, SEVERAL, SupervisionRules};
use api::{ApiError, ErrorCode};
use documents::paper::{Block, Paper, Sheet};
use domain::supervision::MatterFields;
use domain::supervision::flow::{Act, State};
use domain::supervision::light::{Light, light, turns, why};
use jiff::civil::Date;
use serde_json::json;
use store::supervision::{self, Head, Step, form};
use texts::Texts;
use texts::format::NONE;
use texts::supervision::{cause, cycle};
use texts::words::Word;

/// A matter with what papers tell of it.
struct Told {
    head: Head,
    fields: MatterFields,
    steps: Vec<Step>,
    light: Option<Light>,
    why: String,
    /// The term may still change with the calendar.
    provisional: bool,
    /// The number of the form that is out; empty: none is.
    form: String,
}

async fn told(
    cx: &mut Cx<'_>,
    eyes: &Eyes,
    rules: &SupervisionRules,
    id: domain::supervision::MatterId,
    t: &Texts,
) -> Result<Told, Failure> {
    let today = cx.today();
    let (head, _) = found(cx, eyes, id).await?;
    let conn = &mut cx.conn().await?;
    let fields = supervision::content(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let steps = supervision::steps(conn, id).await?;
    let facts = head.facts();
    let reasons = facts.map(|facts| why(&facts, &rules.light, today)).unwrap_or_default();
    let why = reasons.into_iter().map(|(one, days)| cause(one, days, t)).collect::<Vec<_>>().join(&t.merge_comma());
    let light = facts.and_then(|facts| turns(&facts, &rules.light)).map(|turns| light(&turns, today));
    let form = form::of(conn, id).await?.into_iter().find(|form| form.taken_at.is_none()).map(|form| form.number).unwrap_or_default();
    let provisional = super::recount::is_provisional(&head, &fields, &steps, &store::calendar::calendar(conn).await?);
    Ok(Told { head, fields, steps, light, why, provisional, form })
}

impl Handle for ExportPaper {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        if self.matters.is_empty() || self.matters.len() > SEVERAL {
            return Err(ApiError::invalid("matters", "range").with("from", 1).with("to", SEVERAL).into());
        }
        let (t, today) = (words::texts(cx.lang), cx.today());
        let stamp = crate::ratings::stamp(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let (rules, names) = (rules::read(conn).await?, Names::read(conn).await?);
        let mut all = Vec::with_capacity(self.matters.len());
        for id in &self.matters {
            let one = told(cx, &eyes, &rules, *id, &t).await?;
            // There is nothing to notify of, or to urge, that was not handed out or is done.
            let fits = match self.paper {
                PaperKind::Notice => one.head.issued.is_some(),
                PaperKind::Urge => matches!(one.head.state, State::Unsigned | State::InHand),
                PaperKind::Report => one.head.state != State::Revoked,
            };
            if !fits {
                return Err(ApiError::invalid("matters", "matter_state").with("state", one.head.state.code()).into());
            }
            all.push(one);
        }
        let sheets: Vec<Sheet> = match self.paper {
            PaperKind::Notice => all.iter().map(|one| notice(one, stamp, &names, today, &t)).collect(),
            PaperKind::Urge => all.iter().map(|one| urging(one, stamp, &names, today, &t)).collect(),
            PaperKind::Report => vec![report(&all, stamp, &names, today, &t)],
        };
        let rows = all.len() as u64;
        papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "paper": self.paper, "rows": rows })));
        Ok(Written { rows })
    }
}

fn facts(one: &Told, names: &Names, t: &Texts) -> Vec<(String, String)> {
    let fields = &one.fields;
    let helpers: Vec<String> = fields.helpers.iter().map(|id| names.body(Some(*id))).collect();
    let instructed = match fields.instructed {
        Some(on) if !fields.instructor.is_empty() => t.supervision_paper_instructed(&fields.instructor, domain::day::text(on)),
        _ => fields.instructor.clone(),
    };
    let all = [
        (t.supervision_matter_title(), fields.title.clone()),
        (t.supervision_source(), fields.source.word(t)),
        (t.supervision_instructor(), instructed),
        (t.supervision_instruction(), fields.instruction.clone()),
        (t.supervision_demand(), fields.demand.clone()),
        (t.supervision_leader(), fields.leader.clone()),
        (t.supervision_lead(), names.body(fields.lead)),
        (t.supervision_helpers(), helpers.join(&t.merge_comma())),
        (t.supervision_responsible(), fields.responsible.clone()),
        (t.supervision_due(), day(one.head.due)),
        (t.supervision_cycle(), cycle(fields.cycle, t)),
    ];
    // What a paper has a line for stays to be filled in by hand.
    all.into_iter().map(|(name, words)| (name, if words.is_empty() { NONE.to_owned() } else { words })).collect()
}

/// Which form goes with it.
fn form_told(one: &Told, t: &Texts) -> Option<Block> {
    (!one.form.is_empty()).then(|| Block::Text(t.supervision_paper_form(one.form.as_str())))
}

fn notice(one: &Told, stamp: Option<&str>, names: &Names, today: Date, t: &Texts) -> Sheet {
    let mut blocks = stamped(stamp);
    blocks.push(Block::Under(one.head.number.clone()));
    blocks.push(Block::Flush(t.supervision_paper_to(names.body(one.fields.lead))));
    let issued = day(one.head.issued.or(Some(today)));
    blocks.push(Block::Text(t.supervision_paper_notice(issued, day(one.head.due))));
    blocks.push(Block::Facts(facts(one, names, t)));
    blocks.extend(form_told(one, t));
    blocks.extend(one.provisional.then(|| Block::Text(t.supervision_paper_provisional())));
    blocks.extend(signature(t));
    blocks.push(Block::Facts(vec![
        (t.supervision_paper_signed_off(), String::new()),
        (t.supervision_paper_contact(), String::new()),
        (t.supervision_paper_receipt(), String::new()),
    ]));
    Sheet { title: t.supervision_paper_notice_title(), blocks, ..Sheet::default() }
}

fn urging(one: &Told, stamp: Option<&str>, names: &Names, today: Date, t: &Texts) -> Sheet {
    let mut blocks = stamped(stamp);
    blocks.push(Block::Under(one.head.number.clone()));
    blocks.push(Block::Flush(t.supervision_paper_to(names.body(one.fields.lead))));
    let times = one.steps.iter().filter(|step| step.act == Act::Urged).count().max(1);
    let standing = if one.why.is_empty() { t.supervision_paper_on_track() } else { one.why.clone() };
    blocks.push(Block::Text(t.supervision_paper_urge(
        one.fields.title.as_str(),
        day(one.head.issued),
        day(one.head.due),
        domain::day::text(today),
        standing,
    )));
    blocks.push(Block::Text(t.supervision_paper_urge_ask()));
    blocks.extend(form_told(one, t));
    let newest = progress(&one.steps).map_or_else(|| NONE.to_owned(), |step| step.words.clone());
    blocks.push(Block::Facts(vec![
        (t.supervision_paper_times(), times.to_string()),
        (t.supervision_responsible(), one.fields.responsible.clone()),
        (t.supervision_progress(), newest),
    ]));
    blocks.extend(signature(t));
    Sheet { title: t.supervision_paper_urge_title(), blocks, ..Sheet::default() }
}

fn report(all: &[Told], stamp: Option<&str>, names: &Names, today: Date, t: &Texts) -> Sheet {
    let n = |light: Light| all.iter().filter(|one| one.light == Some(light)).count();
    let done = all.iter().filter(|one| matches!(one.head.state, State::Completed | State::Closed)).count();
    let (red, yellow, green) = (n(Light::Red), n(Light::Yellow), n(Light::Green));
    let mut blocks = stamped(stamp);
    blocks.push(Block::Under(t.supervision_paper_issue()));
    blocks.push(Block::Under(domain::day::text(today)));
    blocks.push(Block::Text(t.supervision_paper_summary(
        domain::day::text(today),
        all.len().to_string(),
        done.to_string(),
        red.to_string(),
        yellow.to_string(),
        green.to_string(),
    )));
    for (light, heading) in [(Light::Red, t.supervision_paper_red()), (Light::Yellow, t.supervision_paper_yellow())] {
        let lit: Vec<&Told> = all.iter().filter(|one| one.light == Some(light)).collect();
        if lit.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(heading));
        let row = |one: &&Told| {
            let newest = progress(&one.steps).map(|step| step.words.clone()).unwrap_or_default();
            let said = [
                (t.supervision_lead(), names.body(one.fields.lead)),
                (t.supervision_due(), day(one.head.due)),
                (t.supervision_why(), one.why.clone()),
                (t.supervision_progress(), newest),
            ];
            let title =
                if one.head.number.is_empty() { one.fields.title.clone() } else { format!("{} {}", one.head.number, one.fields.title) };
            (title, said.into_iter().filter(|(_, words)| !words.is_empty()).collect())
        };
        blocks.push(Block::Rows(lit.iter().map(row).collect()));
    }
    blocks.push(Block::Heading(t.supervision_paper_ledger()));
    let head = vec![t.supervision_number(), t.supervision_matter_title(), t.supervision_lead(), t.supervision_due(), t.supervision_state()];
    let rows = all.iter().map(|one| {
        let state = one.head.state.word(t);
        let state = one.light.map_or_else(|| state.clone(), |light| format!("{state}·{}", light.word(t)));
        cells([one.head.number.clone(), one.fields.title.clone(), names.body(one.fields.lead), day(one.head.due), state])
    });
    blocks.push(Block::Table { head, widths: vec![27, 24, 16, 19, 14], rows: rows.collect() });
    blocks.push(Block::Heading(t.supervision_paper_advice()));
    blocks.push(Block::Text(t.supervision_paper_advice_blank()));
    blocks.push(Block::Facts(vec![
        (t.supervision_paper_reported_to(), String::new()),
        (t.supervision_paper_sent_to(), String::new()),
        (t.supervision_paper_signed_off(), String::new()),
    ]));
    Sheet { title: t.supervision_paper_report_title(), blocks, ..Sheet::default() }
}
