//! 整改台账 back from its file: what a town or a station has written into 整改情况, 佐证 and 整改完成 becomes what it reports. Nothing else changes this
//! way, and nothing is kept here: what was read is done by [`api::inspection::TakeLedger`], a row at a time by the rules of the form.

use super::course::SEVERAL;
use super::ledger::{Land, cells, progress};
use super::{Eyes, course};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::imports::{self, problems};
use crate::registers::file;
use crate::words;
use api::inspection::{FindingReply, LedgerChange, LedgerRead, ReadLedger};
use api::{ApiError, Lang};
use documents::register::{RegisterRow, is_same};
use domain::import::{Problem, Reading, RowProblem};
use domain::inspection::finding::columns::{ANSWERED, LEDGER_COLUMNS, day_of, fixed};
use domain::inspection::finding::flow::{FindingAct, PROOF_LIMIT};
use domain::inspection::finding::{FindingId, FindingState};
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use std::collections::HashMap;
use store::inspection::course::{Step, steps};
use store::inspection::ledger::{self, Listed};
use texts::Texts;

/// What stands between one proof and the next.
const SETS_OFF: [char; 4] = ['；', ';', '\n', ' '];
/// What the mapping of columns is remembered by.
const REMEMBERED: &str = "ledger";
/// Most problems that are told.
const TOLD: usize = 200;
/// Most rows of a file.
const ROWS: usize = 2_000;

fn rule<const N: usize>(rule: &str, args: [(&str, String); N]) -> Problem {
    Problem::Rule { rule: rule.to_owned(), args: args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }
}

fn wrong(row: &RegisterRow, field: &str, problem: Problem) -> RowProblem {
    let value = problems::shown(row.get(field).unwrap_or_default());
    RowProblem { row: row.row, field: Some(field.to_owned()), value, problem }
}

/// A finding as it would stand in the file now, in either language.
struct Stored {
    told: [Vec<String>; 2],
    /// The words for yes.
    yes: [String; 2],
    progress: String,
    proof: String,
}

impl Stored {
    fn of(listed: &Listed, steps: &[Step], land: &Land, today: jiff::civil::Date, texts: [&Texts; 2]) -> Self {
        let (progress, proof) = progress(steps);
        let told = texts.map(|t| cells(0, listed, steps, land, today, t));
        Self { told, yes: texts.map(|t| t.common_yes()), progress, proof }
    }

    /// The file says something else of a field.
    fn is_edited(&self, row: &RegisterRow, field: &str) -> bool {
        let Some(said) = row.get(field) else { return false };
        let Some(at) = LEDGER_COLUMNS.iter().position(|column| column.field == field) else { return false };
        let is_day = matches!(field, "ledger_found" | "ledger_due" | "ledger_first_due");
        let fits = |cell: &String| if is_day { day_of(cell) == day_of(said) } else { is_same(field, cell, said) };
        !self.told.iter().any(|cells| cells.get(at).is_some_and(fits))
    }
}

/// What a row reports, by what stands in its cells alone.
fn reported(row: &RegisterRow, stored: &Stored) -> Result<(String, String, bool), RowProblem> {
    let is_done = stored.is_edited(row, "ledger_mended");
    if is_done && !row.get("ledger_mended").is_some_and(|said| stored.yes.iter().any(|yes| yes == said.trim())) {
        return Err(wrong(row, "ledger_mended", rule("ledger_mended", [])));
    }
    let words = match row.get("ledger_progress") {
        Some(said) if stored.is_edited(row, "ledger_progress") => said.trim(),
        _ => stored.progress.as_str(),
    };
    let n = words.chars().count();
    if n < REASON_LEAST {
        return Err(wrong(row, "ledger_progress", rule("too_short", [("limit", REASON_LEAST.to_string())])));
    }
    if n > WORDS_LIMIT {
        return Err(wrong(row, "ledger_progress", Problem::TooLong { limit: WORDS_LIMIT }));
    }
    let proof = match row.get("ledger_proof") {
        Some(said) if stored.is_edited(row, "ledger_proof") => {
            // What stands there was told by an earlier report and stays; what is added is set off from it.
            let altered = || wrong(row, "ledger_proof", rule("ledger_proof", []));
            let added = said.trim().strip_prefix(stored.proof.as_str()).ok_or_else(altered)?;
            if !stored.proof.is_empty() && !added.is_empty() && !added.starts_with(SETS_OFF) {
                return Err(altered());
            }
            added.trim_start_matches(SETS_OFF).trim()
        }
        _ => "",
    };
    if proof.chars().count() > PROOF_LIMIT {
        return Err(wrong(row, "ledger_proof", Problem::TooLong { limit: PROOF_LIMIT }));
    }
    Ok((words.to_owned(), proof.to_owned(), is_done))
}

/// A cell says what stood there at some time before: nobody has edited it since the file was written.
fn stood(row: &RegisterRow, field: &str, steps: &[Step], texts: [&Texts; 2]) -> bool {
    let Some(said) = row.get(field).map(str::trim) else { return true };
    let before = |n: usize| progress(steps.get(..n).unwrap_or_default());
    let is_word = |word: fn(&Texts) -> String| texts.iter().any(|t| word(t) == said);
    match field {
        "ledger_progress" => (0..=steps.len()).any(|n| is_same(field, &before(n).0, said)),
        "ledger_proof" => (0..=steps.len()).any(|n| is_same(field, &before(n).1, said)),
        // It may have been put right, and found wanting since.
        _ => {
            said.is_empty()
                || is_word(|t| t.common_no())
                || is_word(|t| t.common_yes()) && steps.iter().any(|step| step.act == FindingAct::Mended)
        }
    }
}

/// What a row changes; none: nothing.
async fn change(
    cx: &mut Cx<'_>,
    eyes: &Eyes,
    land: &Land,
    row: &RegisterRow,
    texts: [&Texts; 2],
) -> Result<Result<Option<LedgerChange>, RowProblem>, Failure> {
    let today = cx.today();
    let number = |field: &str| row.get(field).and_then(|text| text.trim().parse::<i64>().ok());
    let found = match number("key") {
        Some(key) => ledger::seen(&mut cx.conn().await?, FindingId(key), &eyes.seeing, today).await?,
        None => None,
    };
    let Some(listed) = found else { return Ok(Err(wrong(row, "key", rule("ledger_unknown", [])))) };
    let steps = steps(&mut cx.conn().await?, listed.finding.id).await?;
    let stored = Stored::of(&listed, &steps, land, today, texts);
    let has_moved = number("version") != Some(listed.finding.version);
    let says = ANSWERED.iter().any(|field| stored.is_edited(row, field) && !(has_moved && stood(row, field, &steps, texts)));
    if has_moved {
        // Of a row that nobody has edited it does not matter what has become of it.
        return Ok(if says { Err(wrong(row, "version", rule("ledger_moved", []))) } else { Ok(None) });
    }
    if let Some(field) = fixed().find(|field| stored.is_edited(row, field)) {
        return Ok(Err(wrong(row, field, rule("ledger_fixed", []))));
    }
    if !says {
        return Ok(Ok(None));
    }
    let (words, proof, done) = match reported(row, &stored) {
        Ok(told) => told,
        Err(problem) => return Ok(Err(problem)),
    };
    if words == stored.progress && proof.is_empty() && !done {
        return Ok(Ok(None));
    }
    if !course::standing(cx, eyes, &listed).await?.is_checked {
        return Ok(Err(wrong(row, "ledger_progress", rule("finding_not_yours", []))));
    }
    let may = course::may(cx, eyes, &listed, &steps).await?;
    let act = if done { FindingAct::Mended } else { FindingAct::Reported };
    // What comes back shows that the notice was received.
    let signs = listed.finding.state == FindingState::Issued && may.contains(&FindingAct::Signed);
    if !signs && !may.contains(&act) {
        return Ok(Err(wrong(row, "ledger_progress", rule("finding_state", []))));
    }
    let reply = FindingReply { id: listed.finding.id, words, proof, done, version: listed.finding.version };
    Ok(Ok(Some(LedgerChange { reply, point_name: listed.point_name, what: listed.finding.fields.what, before: stored.progress })))
}

impl Handle for ReadLedger {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<LedgerRead, Failure> {
        let eyes = Eyes::of(cx).await?;
        let (_, opened) = file::open_as(cx, LEDGER_COLUMNS, REMEMBERED, &self.file, &Reading::default()).await?;
        opened.header.complete().map_err(|problem| imports::unreadable(&self.file.name, &problem))?;
        if opened.rows.len() > ROWS {
            return Err(ApiError::invalid("file", "too_many").with("max", ROWS).into());
        }
        let mut wrong: Vec<RowProblem> = opened.problems.kept().cloned().collect();
        let mut more = opened.problems.total - wrong.len() as u64;
        let (zh, en, land) = (words::texts(Lang::Zh), words::texts(Lang::En), Land::read(cx).await?);
        let (mut changes, mut same) = (Vec::new(), 0);
        let mut seen: HashMap<FindingId, u64> = HashMap::new();
        for row in &opened.rows {
            match Box::pin(change(cx, &eyes, &land, row, [&zh, &en])).await? {
                Ok(None) => same += 1,
                Ok(Some(change)) => match seen.insert(change.reply.id, row.row) {
                    None => changes.push(change),
                    Some(earlier) => wrong.push(self::wrong(row, "key", Problem::TwiceInFile { row: earlier })),
                },
                Err(problem) => wrong.push(problem),
            }
        }
        if changes.len() > SEVERAL {
            return Err(ApiError::invalid("file", "ledger_many").with("max", SEVERAL).into());
        }
        wrong.sort_by_key(|problem| problem.row);
        more += wrong.len() as u64;
        wrong.truncate(TOLD);
        if more > 0 {
            changes.clear();
        }
        Ok(LedgerRead { sheet: opened.sheet.unwrap_or_default(), changes, same, problems: wrong, wrong: more })
    }
}
