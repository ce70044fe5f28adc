//! 现场检查记录表: what was found, to be signed by those who were there; before a visit it is the form to write on.

use super::Eyes;
use super::photos::{Printed, printed};
use super::records::shown;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::papers::{self, cells};
use crate::words;
use api::import::Written;
use api::inspection::{AnswerRow, ExportVisit, RecordShown, VisitShown};
use documents::paper::{Block, Paper, Picture, Sheet, Words};
use domain::inspection::checklist::score::{Answer, lost};
use domain::inspection::checklist::{Line, Unified};
use domain::inspection::finding::FindingState;
use domain::inspection::photo::{PhotoPhase, TimeSource};
use domain::inspection::plan::{Cover, VisitState, form_number};
use domain::inspection::points::Points;
use domain::inspection::visit::Signing;
use domain::time::Instant;
use serde_json::json;
use std::collections::HashMap;
use texts::Texts;
use texts::format::NONE;
use texts::words::Word;

/// Rows to write findings on by hand.
const BLANK_FINDINGS: usize = 4;

/// A day and a minute.
fn moment(at: Option<Instant>) -> String {
    at.map(|at| at.text().chars().take(16).collect()).unwrap_or_default()
}

/// A line with what was answered there; blank where nothing was.
fn line_row(line: &Line, answer: Option<&AnswerRow>, t: &Texts) -> Vec<Words> {
    let given = answer.and_then(|answer| answer.filled.given());
    let result = given.map(|given| given.answer.word(t)).unwrap_or_default();
    let taken = given.map_or_else(String::new, |given| match (given.answer, lost(line, given)) {
        (Answer::NotApplicable, _) => NONE.to_owned(),
        (_, lost) => lost.to_string(),
    });
    let said = answer.map_or_else(String::new, |answer| {
        let faults = answer.filled.faults;
        let faults = if faults > 0 { t.visit_paper_faults(faults.to_string()) } else { String::new() };
        format!("{faults}{}", answer.filled.words)
    });
    cells([line.no.clone(), line.text.clone(), line.points.to_string(), result, taken, said])
}

fn answers(shown: &VisitShown, t: &Texts) -> Vec<Block> {
    let record = shown.record.as_ref();
    let answers: HashMap<&str, &AnswerRow> =
        record.iter().flat_map(|record| &record.answers).map(|answer| (answer.line.as_str(), answer)).collect();
    let mut blocks = vec![Block::Heading(t.visit_paper_answers())];
    for unified in Unified::ALL {
        let lines = shown.list.lines.iter().filter(|line| line.unified == *unified);
        let rows: Vec<_> = lines.map(|line| line_row(line, answers.get(line.no.as_str()).copied(), t)).collect();
        if rows.is_empty() {
            continue;
        }
        blocks.push(Block::Subheading(unified.word(t)));
        blocks.push(Block::Table {
            head: vec![
                t.visit_paper_no(),
                t.visit_paper_line(),
                t.visit_paper_points(),
                t.visit_paper_result(),
                t.visit_lost(),
                t.visit_words(),
            ],
            widths: vec![9, 37, 9, 12, 9, 24],
            rows,
        });
    }
    blocks
}

fn findings(record: Option<&RecordShown>, t: &Texts) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(t.visit_findings())];
    let open: Vec<_> = record.iter().flat_map(|record| &record.findings).filter(|one| one.state != FindingState::Withdrawn).collect();
    let rows: Vec<Vec<Words>> = match record {
        Some(_) if open.is_empty() => {
            blocks.push(Block::Text(t.visit_paper_no_findings()));
            return blocks;
        }
        Some(_) => (1..)
            .zip(&open)
            .map(|(no, one): (usize, _)| {
                let due = one.due.map(domain::day::text).unwrap_or_else(|| NONE.to_owned());
                let what =
                    if one.fields.line.is_empty() { one.fields.what.clone() } else { format!("{} {}", one.fields.line, one.fields.what) };
                let spot = if one.fields.spot.is_empty() { NONE.to_owned() } else { one.fields.spot.clone() };
                cells([no.to_string(), what, spot, one.fields.severity.word(t), one.fields.remedy.word(t), due])
            })
            .collect(),
        None => (1..=BLANK_FINDINGS)
            .map(|no| cells([no.to_string(), String::new(), String::new(), String::new(), String::new(), String::new()]))
            .collect(),
    };
    blocks.push(Block::Table {
        head: vec![t.visit_paper_no(), t.visit_what(), t.visit_spot(), t.visit_severity(), t.visit_remedy(), t.visit_due()],
        widths: vec![8, 36, 16, 12, 14, 14],
        rows,
    });
    blocks
}

/// 得分, as it stands; blank before.
fn score(record: &RecordShown, t: &Texts) -> String {
    let all = record.score.all;
    let Some(hundredth) = all.hundredth() else { return NONE.to_owned() };
    let score = t.visit_paper_score(Points(hundredth).to_string(), all.got.to_string(), all.of.to_string());
    if record.score.vetoed.is_empty() { score } else { format!("{score} {}", t.visit_vetoed(record.score.vetoed.join(&t.merge_comma()))) }
}

/// 附：现场照片, each with where it belongs and when it was taken.
fn pictures(all: Vec<Printed>, lost: usize, t: &Texts) -> Vec<Block> {
    if all.is_empty() && lost == 0 {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(t.visit_photo_appendix())];
    for (no, Printed { copied, photo }) in (1..).zip(all) {
        let fields = &photo.fields;
        let phase = if fields.phase == PhotoPhase::Any { String::new() } else { fields.phase.word(t) };
        let at = moment(photo.told.at.filter(|_| photo.told.source == TimeSource::Camera));
        let said = [fields.line.as_str(), &phase, &fields.caption, &at];
        let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
        let caption = t.visit_photo_figure(no.to_string(), said.join(" "));
        blocks.push(Block::Picture(Picture { no, caption, width: copied.width, height: copied.height, jpeg: copied.jpeg }));
    }
    if lost > 0 {
        blocks.push(Block::Text(t.visit_photo_left_out(lost.to_string())));
    }
    blocks
}

pub(super) fn sheet(shown: &VisitShown, photos: Vec<Block>, stamp: Option<&str>, t: &Texts) -> Sheet {
    let (visit, record) = (&shown.visit, shown.record.as_ref());
    let mut blocks: Vec<Block> = stamp.map(|stamp| Block::Under(stamp.to_owned())).into_iter().collect();
    match visit.state {
        VisitState::Agreed => {}
        VisitState::Waiting => blocks.push(Block::Under(t.visit_paper_blank())),
        _ => blocks.push(Block::Under(t.visit_paper_draft())),
    }
    let party = record.map(|record| &record.party.fields);
    let present: Vec<String> = visit
        .inspectors
        .iter()
        .filter(|goer| party.is_none_or(|party| party.present.contains(&goer.account)))
        .map(|goer| goer.name.clone())
        .collect();
    let fields = &shown.station.fields;
    let mut facts = vec![
        (t.inspect_title(), visit.title.clone()),
        (t.inspect_kind(), format!("{} {}", visit.kind.word(t), visit.cover.word(t))),
        (t.visit_station(), format!("{} {}", visit.point_name, shown.station.code)),
        (t.visit_address(), fields.address.clone()),
        (t.visit_head(), fields.head.clone()),
        (t.visit_checklist(), t.inspect_list_version(shown.list.name.clone(), visit.checklist.no.to_string())),
        (t.visit_began(), moment(party.and_then(|party| party.began))),
        (t.visit_ended(), moment(party.and_then(|party| party.ended))),
        (t.visit_present(), present.join(&t.merge_comma())),
    ];
    if visit.cover == Cover::Open {
        let of = |pick: fn(&domain::inspection::visit::PartyFields) -> &String| party.map(pick).cloned().unwrap_or_default();
        facts.push((t.visit_receiver(), of(|party| &party.receiver)));
        facts.push((t.visit_post(), of(|party| &party.post)));
        facts.push((t.visit_phone(), of(|party| &party.phone)));
    }
    facts.push((t.visit_score(), record.map(|record| score(record, t)).unwrap_or_default()));
    blocks.push(Block::Facts(facts));
    blocks.extend(answers(shown, t));
    blocks.extend(findings(record, t));
    if let Some(party) = party.filter(|party| party.signing == Signing::Refused) {
        blocks.push(Block::Text(t.visit_paper_refused(party.refusal.clone())));
    }
    blocks.push(Block::Signed(t.visit_paper_sign_inspectors()));
    if visit.cover == Cover::Open {
        blocks.push(Block::Signed(t.visit_paper_sign_receiver()));
    }
    blocks.push(Block::Signed(t.supervision_paper_day()));
    // Behind the signatures: an appendix.
    blocks.extend(photos);
    Sheet { number: form_number(&visit.number, visit.order), title: t.visit_paper_title(), blocks }
}

impl Handle for ExportVisit {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let stamp = crate::ratings::stamp(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let shown = Box::pin(shown(cx, &eyes, self.id)).await?;
        let photos = shown.record.as_ref().map(|record| record.photos.as_slice()).unwrap_or_default();
        let (printed, lost) = printed(cx, &shown.list, photos).await?;
        let sheets = vec![sheet(&shown, pictures(printed, lost, &t), stamp, &t)];
        papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
        let rows = shown.list.lines.len() as u64;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "paper": "visit", "inspection": shown.visit.plan.0, "rows": rows })));
        Ok(Written { rows })
    }
}
