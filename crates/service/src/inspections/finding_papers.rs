//! 整改通知书, 催办通知 and the blank 整改情况报告: one sheet a notice, that is one a station. What is signed and sealed by hand stays blank. Photos
//! stand behind it.

use super::Eyes;
use super::finding_photos::{self, Phase};
use super::ledger::{Land, found, progress};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::papers::{self, cells, signature, stamped};
use crate::words;
use api::ApiError;
use api::import::Written;
use api::inspection::{ExportFindingPaper, FindingPaper};
use documents::paper::{Block, Paper, Sheet};
use domain::inspection::finding::flow::FindingAct;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeMap;
use store::inspection::course::{Step, of_notice, steps};
use store::inspection::ledger::Listed;
use texts::Texts;
use texts::format::{NONE, or_none};
use texts::words::Word;

/// Most findings of a file.
const SEVERAL: usize = 200;

/// A finding with what papers tell of it.
struct Told {
    listed: Listed,
    steps: Vec<Step>,
}

pub(super) fn day(day: Option<Date>) -> String {
    day.map_or_else(|| NONE.to_owned(), domain::day::text)
}

/// The station, and where it lies.
fn station(one: &Told, land: &Land) -> String {
    let (town, village) = (land.name(one.listed.town), land.village(&one.listed));
    format!("{town}{village}{}", one.listed.point_name)
}

/// What was found, with the days that the notice gave: what was granted since is told elsewhere.
fn table(all: &[Told], t: &Texts) -> Block {
    let row = |(n, one): (usize, &Told)| {
        let (finding, fields) = (&one.listed.finding, &one.listed.finding.fields);
        let what = if fields.spot.is_empty() { fields.what.clone() } else { format!("{}：{}", fields.spot, fields.what) };
        cells([
            n.to_string(),
            fields.unified.word(t),
            what,
            or_none(fields.measures.clone()),
            or_none([fields.unit.as_str(), fields.person.as_str()].join(" ").trim().to_owned()),
            day(finding.course.first_due),
        ])
    };
    Block::Table {
        head: vec![t.finding_ordinal(), t.visit_unified(), t.finding_what(), t.visit_measures(), t.finding_responsible(), t.finding_due()],
        widths: vec![7, 14, 33, 20, 13, 13],
        rows: (1..).zip(all).map(row).collect(),
    }
}

fn notice(all: &[Told], first: &Told, photos: usize, stamp: Option<&str>, land: &Land, t: &Texts) -> Sheet {
    let (listed, course) = (&first.listed, &first.listed.finding.course);
    let mut blocks = stamped(stamp);
    blocks.push(Block::Flush(t.supervision_paper_to(station(first, land))));
    let found = domain::day::text(listed.finding.found);
    blocks.push(Block::Text(t.finding_paper_notice(found, listed.plan_title.as_str(), all.len().to_string())));
    blocks.push(table(all, t));
    blocks.push(Block::Text(t.finding_paper_ask(course.notice.as_str())));
    blocks.push(Block::Text(t.finding_paper_object()));
    if all.iter().any(|one| one.listed.again) {
        blocks.push(Block::Text(t.finding_paper_again()));
    }
    if photos > 0 {
        blocks.push(Block::Text(t.finding_paper_attached(photos.to_string())));
    }
    blocks.extend(signature(t));
    blocks.push(Block::Facts(vec![
        (t.supervision_paper_signed_off(), String::new()),
        (t.supervision_paper_contact(), String::new()),
        (t.supervision_paper_receipt(), String::new()),
    ]));
    Sheet { number: course.notice.clone(), title: t.finding_paper_notice_title(), blocks }
}

fn urging(all: &[Told], first: &Told, stamp: Option<&str>, land: &Land, today: Date, t: &Texts) -> Sheet {
    let course = &first.listed.finding.course;
    let mut blocks = stamped(stamp);
    blocks.push(Block::Flush(t.supervision_paper_to(station(first, land))));
    let late = all.iter().filter(|one| one.listed.finding.state.days_late(one.listed.finding.due, today).is_some()).count();
    blocks.push(Block::Text(t.finding_paper_urge(
        day(course.noticed),
        course.notice.as_str(),
        domain::day::text(today),
        all.len().to_string(),
        late.to_string(),
    )));
    let row = |(n, one): (usize, &Told)| {
        let finding = &one.listed.finding;
        let late = finding.state.days_late(finding.due, today).map_or_else(|| NONE.to_owned(), |days| days.to_string());
        let urged = one.steps.iter().filter(|step| step.act == FindingAct::Urged).count();
        cells([n.to_string(), finding.fields.what.clone(), day(finding.due), late, or_none(progress(&one.steps).0), urged.to_string()])
    };
    blocks.push(Block::Table {
        head: vec![
            t.finding_ordinal(),
            t.finding_what(),
            t.finding_due(),
            t.finding_days_late(),
            t.finding_progress(),
            t.finding_urged_times(),
        ],
        widths: vec![8, 32, 15, 12, 22, 11],
        rows: (1..).zip(all).map(row).collect(),
    });
    blocks.push(Block::Text(t.supervision_paper_urge_ask()));
    blocks.extend(signature(t));
    Sheet { number: course.notice.clone(), title: t.finding_paper_urge_title(), blocks }
}

/// To be filled in by hand and sent back; the number says what it answers.
fn reply(all: &[Told], first: &Told, stamp: Option<&str>, land: &Land, t: &Texts) -> Sheet {
    let course = &first.listed.finding.course;
    let mut blocks = stamped(stamp);
    blocks.push(Block::Under(t.finding_paper_reply_to(course.notice.as_str())));
    blocks.push(Block::Facts(vec![(t.visit_station(), station(first, land)), (t.finding_noticed(), day(course.noticed))]));
    blocks.push(Block::Text(t.finding_paper_reply_how()));
    let row = |(n, one): (usize, &Told)| {
        let finding = &one.listed.finding;
        cells([n.to_string(), finding.fields.what.clone(), day(finding.due), String::new(), String::new(), t.finding_paper_done_box()])
    };
    blocks.push(Block::Table {
        head: vec![t.finding_ordinal(), t.finding_what(), t.finding_due(), t.finding_progress(), t.finding_proof(), t.finding_paper_done()],
        widths: vec![7, 27, 13, 27, 13, 13],
        rows: (1..).zip(all).map(row).collect(),
    });
    blocks.push(Block::Facts(vec![
        (t.finding_paper_filler(), String::new()),
        (t.finding_paper_filler_phone(), String::new()),
        (t.finding_paper_head_sign(), String::new()),
    ]));
    blocks.push(Block::Signed(t.finding_paper_station_seal()));
    blocks.push(Block::Signed(t.supervision_paper_day()));
    Sheet { number: course.notice.clone(), title: t.finding_paper_reply_title(), blocks }
}

impl Handle for ExportFindingPaper {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        if self.findings.is_empty() || self.findings.len() > SEVERAL {
            return Err(ApiError::invalid("findings", "range").with("from", 1).with("to", SEVERAL).into());
        }
        let (t, today) = (words::texts(cx.lang), cx.today());
        let stamp = crate::ratings::stamp(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let land = Land::read(cx).await?;
        let mut by_notice: BTreeMap<String, Vec<Told>> = BTreeMap::new();
        for id in &self.findings {
            let listed = found(cx, &eyes, *id).await?;
            let (notice, state) = (listed.finding.course.notice.clone(), listed.finding.state);
            // There is nothing to tell of, to urge or to answer that no notice was sent of.
            let fits = match self.paper {
                FindingPaper::Notice => true,
                FindingPaper::Urge | FindingPaper::Reply => state.is_running(),
            };
            if notice.is_empty() || !fits {
                return Err(ApiError::invalid("findings", "finding_unsent").with("state", state.code()).into());
            }
            match self.paper {
                // A notice says all that it said when it was sent.
                FindingPaper::Notice if by_notice.contains_key(&notice) => {}
                FindingPaper::Notice => {
                    let all = of_notice(&mut cx.conn().await?, &notice).await?;
                    let mut told = Vec::with_capacity(all.len());
                    for id in all {
                        let listed = found(cx, &eyes, id).await?;
                        told.push(Told { steps: steps(&mut cx.conn().await?, id).await?, listed });
                    }
                    by_notice.insert(notice, told);
                }
                FindingPaper::Urge | FindingPaper::Reply => {
                    let steps = steps(&mut cx.conn().await?, *id).await?;
                    by_notice.entry(notice).or_default().push(Told { listed, steps });
                }
            }
        }
        let (mut sheets, mut printed) = (Vec::with_capacity(by_notice.len()), 0);
        for all in by_notice.values() {
            let Some(first) = all.first() else { continue };
            let phase = match self.paper {
                FindingPaper::Notice => Phase::Before,
                FindingPaper::Reply => Phase::After,
                FindingPaper::Urge => {
                    sheets.push(urging(all, first, stamp, &land, today, &t));
                    continue;
                }
            };
            let findings: Vec<_> = all.iter().map(|one| (one.listed.finding.id, one.listed.finding.visit)).collect();
            let appendix = Box::pin(finding_photos::taken(cx, &eyes, &findings, phase)).await?;
            let photos = appendix.count();
            // What a notice shows does not depend on what else is printed with it.
            if !sheets.is_empty() && printed + photos > finding_photos::MOST {
                return Err(ApiError::invalid("findings", "finding_photos_many").with("max", finding_photos::MOST).into());
            }
            let mut sheet = match phase {
                Phase::Before => notice(all, first, photos, stamp, &land, &t),
                Phase::After => reply(all, first, stamp, &land, &t),
            };
            // Behind the signatures: an appendix.
            sheet.blocks.extend(finding_photos::blocks(appendix, &findings, phase, printed, &t));
            sheets.push(sheet);
            printed += photos;
        }
        let rows = by_notice.values().map(Vec::len).sum::<usize>() as u64;
        papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
        let notices: Vec<&str> = by_notice.keys().map(String::as_str).collect();
        cx.note(
            format!("file:{}", self.out.name),
            Some(json!({ "paper": self.paper, "notices": notices, "rows": rows, "photos": printed })),
        );
        Ok(Written { rows })
    }
}
