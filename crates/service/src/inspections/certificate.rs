//! 抽取证书: as JSON that anybody can compute anew, and as a paper with blanks for signatures.

use super::{Eyes, draw, found, roster};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files::{self, Atomic};
use crate::{papers, words};
use api::ErrorCode;
use api::import::Written;
use api::inspection::{CertificateKind, ExportCertificate, ReplacedStation};
use documents::paper::{Block, Paper, Sheet, Words};
use domain::inspection::certificate::{self, Certificate};
use domain::inspection::draw::Roster;
use domain::inspection::plan::PlanId;
use domain::time::Instant;
use serde_json::json;
use std::collections::HashMap;
use std::io::Write;
use store::inspection::attempt;
use store::inspection::plan::Head;
use store::place;
use texts::Texts;
use texts::format::NONE;
use texts::words::Word;

/// Microseconds of a millisecond.
const MILLI: i64 = 1_000;

/// Every attempt of a plan, drawn as they are.
async fn certificate(cx: &mut Cx<'_>, id: PlanId) -> Result<Certificate, Failure> {
    let attempts = attempt::of(&mut cx.conn().await?, id).await?;
    draw::drawn(&attempts)?;
    let mut told = Vec::with_capacity(attempts.len());
    for one in attempts {
        let (_, roster, drawn) = attempt::texts(&mut cx.conn().await?, id, one.no).await?.ok_or(ErrorCode::NotFound)?;
        let (drawn, drawn_at) = drawn.zip(one.drawn_at).ok_or(ErrorCode::NotFound)?;
        told.push(certificate::Attempt {
            roster,
            digest: one.digest,
            sealed_at: one.sealed_at.0 / MILLI,
            sealed_by: one.sealed_by,
            nonce: one.nonce,
            witnesses: one.witnesses,
            drawn_at: drawn_at.0 / MILLI,
            drawn_by: one.drawn_by,
            drawn,
            void: one.void,
        });
    }
    Ok(Certificate { form: certificate::FORM.to_owned(), attempts: told })
}

/// When it was, as a paper says it.
fn moment(millis: i64) -> String {
    Instant(millis.saturating_mul(MILLI)).text()
}

struct Towns(HashMap<String, String>);

impl Towns {
    fn name(&self, code: &str) -> String {
        self.0.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }
}

fn list(names: &[String], t: &Texts) -> String {
    if names.is_empty() { NONE.to_owned() } else { names.join(&t.merge_comma()) }
}

fn attempt_blocks(one: &certificate::Attempt, towns: &Towns, t: &Texts) -> Vec<Block> {
    let Roster { objects, inspectors, .. } = &one.roster;
    let object = |code: &str| objects.iter().find(|object| object.code == code);
    let name = |code: &str| object(code).map_or_else(|| code.to_owned(), |object| object.name.clone());
    let town = |code: &str| object(code).map(|object| towns.name(&object.stratum)).unwrap_or_default();
    let person = |code: &String| inspectors.iter().find(|one| one.code == *code).map_or_else(|| code.clone(), |one| one.name.clone());
    let excluded: Vec<_> = objects.iter().filter(|object| !object.excluded.is_empty()).collect();
    let mut blocks = vec![Block::Heading(t.inspect_attempt(one.roster.attempt.to_string()))];
    if !one.void.is_empty() {
        blocks.push(Block::Text(t.inspect_void_why(&one.void)));
    }
    blocks.push(Block::Facts(vec![
        (t.inspect_certificate_objects(), objects.len().to_string()),
        (t.inspect_certificate_excluded(), excluded.len().to_string()),
        (t.inspect_take(), one.roster.take.to_string()),
        (t.inspect_certificate_algorithm(), one.roster.algorithm.clone()),
        (t.inspect_digest(), one.digest.clone()),
        (t.inspect_certificate_sealed(), format!("{} {}", moment(one.sealed_at), one.sealed_by)),
        (t.inspect_nonce(), one.nonce.clone()),
        (t.inspect_witnesses(), list(&one.witnesses, t)),
        (t.inspect_certificate_drawn(), format!("{} {}", moment(one.drawn_at), one.drawn_by)),
        (t.inspect_seed(), one.drawn.seed.clone()),
    ]));
    blocks.push(Block::Subheading(t.inspect_certificate_chosen()));
    let rows = (1..).zip(&one.drawn.chosen).map(|(no, chosen)| {
        let people: Vec<String> = chosen.inspectors.iter().map(person).collect();
        papers::cells([no.to_string(), town(&chosen.object), name(&chosen.object), list(&people, t)])
    });
    let head = vec![t.inspect_order(), t.inspect_roster_town(), t.inspect_roster_station(), t.inspect_goers()];
    blocks.push(Block::Table { head, widths: vec![9, 18, 43, 30], rows: rows.collect() });
    let standby: Vec<Vec<Words>> = one
        .drawn
        .standby
        .values()
        .flat_map(|codes| (1..).zip(codes))
        .map(|(no, code)| papers::cells([no.to_string(), town(code), name(code)]))
        .collect();
    if !standby.is_empty() {
        blocks.push(Block::Subheading(t.inspect_certificate_standby()));
        let head = vec![t.inspect_order(), t.inspect_roster_town(), t.inspect_roster_station()];
        blocks.push(Block::Table { head, widths: vec![9, 25, 66], rows: standby });
    }
    if !excluded.is_empty() {
        blocks.push(Block::Subheading(t.inspect_certificate_excluded_list()));
        let row = |object: &&domain::inspection::draw::Object| {
            papers::cells([towns.name(&object.stratum), object.name.clone(), object.excluded.clone()])
        };
        let head = vec![t.inspect_roster_town(), t.inspect_roster_station(), t.inspect_roster_why()];
        blocks.push(Block::Table { head, widths: vec![20, 40, 40], rows: excluded.iter().map(row).collect() });
    }
    blocks
}

/// 替补: beside what was drawn, which stays as it is.
fn replaced_blocks(replaced: &[ReplacedStation], t: &Texts) -> Vec<Block> {
    if replaced.is_empty() {
        return Vec::new();
    }
    let row = |one: &ReplacedStation| {
        papers::cells([one.from.clone(), one.to.clone(), one.reason.clone(), format!("{} {}", one.at.text(), one.who)])
    };
    let head = vec![t.inspect_replaced_from(), t.inspect_replaced_to(), t.inspect_replaced_why(), t.inspect_replaced_when()];
    vec![
        Block::Heading(t.inspect_replaced()),
        Block::Table { head, widths: vec![24, 24, 28, 24], rows: replaced.iter().map(row).collect() },
    ]
}

fn sheet(head: &Head, certificate: &Certificate, replaced: &[ReplacedStation], towns: &Towns, stamp: Option<&str>, t: &Texts) -> Sheet {
    let mut blocks: Vec<Block> = stamp.map(|stamp| Block::Under(stamp.to_owned())).into_iter().collect();
    blocks.push(Block::Facts(vec![
        (t.inspect_title(), head.title.clone()),
        (t.inspect_kind(), head.kind.word(t)),
        (t.inspect_cover(), head.cover.word(t)),
        (t.inspect_coverage(), head.coverage.word(t)),
    ]));
    for one in &certificate.attempts {
        blocks.extend(attempt_blocks(one, towns, t));
    }
    blocks.extend(replaced_blocks(replaced, t));
    blocks.push(Block::Text(t.inspect_certificate_proof()));
    blocks.push(Block::Signed(t.inspect_certificate_sign_drawer()));
    blocks.push(Block::Signed(t.inspect_certificate_sign_witness()));
    blocks.push(Block::Signed(t.supervision_paper_day()));
    Sheet { number: head.number.clone(), title: t.inspect_certificate(), blocks }
}

impl Handle for ExportCertificate {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let eyes = Eyes::of(cx).await?;
        let head = found(cx, &eyes, self.id).await?;
        let certificate = certificate(cx, self.id).await?;
        match self.kind {
            CertificateKind::Json => {
                let path = cx.path_out(&self.out)?;
                let text = serde_json::to_string_pretty(&certificate)?;
                let mut file = Atomic::create(&path, &self.out.name)?;
                file.writer().write_all(text.as_bytes()).map_err(|e| files::unwritable(&self.out.name, &e))?;
                file.keep(&self.out.name)?;
            }
            CertificateKind::Paper => {
                let t = words::texts(cx.lang);
                let stamp = crate::ratings::stamp(cx).await?;
                let places = place::all(&mut cx.conn().await?).await?;
                let towns = Towns(places.into_iter().map(|place| (place.code.as_str().to_owned(), place.name)).collect());
                let last = certificate.attempts.last().map_or(0, |one| one.roster.attempt);
                let replaced = roster::replaced(cx, self.id, last).await?;
                let sheets = vec![sheet(&head, &certificate, &replaced, &towns, stamp, &t)];
                papers::keep(cx, &self.out, &Paper { creator: t.product_title(), sheets, ..Paper::default() }).await?;
            }
        }
        let rows = certificate.attempts.len() as u64;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "paper": "certificate", "inspection": self.id.0, "rows": rows })));
        Ok(Written { rows })
    }
}
