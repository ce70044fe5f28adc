//! Doing what the rows of a file ask for, each through the operation of its form, within one transaction.

use super::entry::{Act, Entry, Told};
use super::file::Opened;
use super::{accounts, bodies, duties, items, points, units};
use crate::context::{Cx, Handle};
use crate::duties::Many;
use crate::failure::Failure;
use crate::imports::problems::{Problems, shown};
use api::job::ImportCounts;
use api::register::{Decision, Enrolled, Seen};
use api::{ApiError, ErrorCode};
use documents::register::RegisterRow;
use domain::import::{Problem, RowProblem};
use domain::register::Register;
use std::collections::{HashMap, HashSet};

/// More rows than these are given room.
const ROOMY: usize = 2_000;

/// After how many rows it is told how far a file is.
const TOLD_EVERY: u64 = 100;

/// What was done.
pub(super) struct Done {
    pub(super) counts: ImportCounts,
    pub(super) first: Vec<Vec<String>>,
    pub(super) asides: Vec<u64>,
    pub(super) changes: Vec<Told>,
    pub(super) seen: Vec<Seen>,
    pub(super) absent: Vec<String>,
    pub(super) followers: u64,
    pub(super) enrolled: Vec<Enrolled>,
    pub(super) problems: Problems,
}

/// What is stored, by register.
enum Known {
    Bodies(bodies::Known),
    Points(points::Known),
    Accounts(accounts::Known),
    Units(units::Known),
    Items(items::Known),
    Duties(Box<duties::Known>),
}

impl Known {
    async fn read(cx: &mut Cx<'_>, register: Register, rows: &[RegisterRow]) -> Result<Self, Failure> {
        Ok(match register {
            Register::Bodies => Self::Bodies(bodies::Known::read(cx).await?),
            Register::Points => Self::Points(points::Known::read(cx).await?),
            Register::Accounts => Self::Accounts(accounts::Known::read(cx).await?),
            Register::Units => Self::Units(units::Known::read(cx, rows).await?),
            Register::Items => Self::Items(items::Known::read(cx, rows).await?),
            Register::Duties => Self::Duties(Box::new(duties::Known::read(cx, rows).await?)),
        })
    }

    fn entry(&self, row: &RegisterRow) -> Result<Entry, Vec<RowProblem>> {
        match self {
            Self::Bodies(known) => known.entry(row),
            Self::Points(known) => known.entry(row),
            Self::Accounts(known) => known.entry(row),
            Self::Units(known) => known.entry(row),
            Self::Items(known) => known.entry(row),
            Self::Duties(known) => known.entry(row),
        }
    }

    fn about(&self, row: &RegisterRow) -> Option<String> {
        match self {
            Self::Bodies(known) => known.about(row),
            Self::Points(known) => known.about(row),
            Self::Accounts(known) => known.about(row),
            Self::Units(known) => known.about(row),
            Self::Items(known) => known.about(row),
            Self::Duties(known) => known.about(row),
        }
    }

    fn expected(&self) -> Vec<(String, String)> {
        match self {
            Self::Bodies(known) => known.expected(),
            Self::Points(known) => known.expected(),
            Self::Accounts(known) => known.expected(),
            Self::Units(known) => known.expected(),
            Self::Items(known) => known.expected(),
            Self::Duties(known) => known.expected(),
        }
    }
}

/// An operation of the console as if a form had asked for it: with its own permission, and its own entry in the log.
pub(crate) async fn as_form<O: Handle>(cx: &mut Cx<'_>, operation: O) -> Result<O::Reply, Failure> {
    let as_before = cx.stand_for::<O>()?;
    let done = Box::pin(operation.handle(cx)).await;
    cx.stand_as(as_before);
    done
}

/// The column that a form's field is.
fn column(register: Register, field: &str) -> Option<&'static str> {
    let prefix = match register {
        Register::Items => Some("item_"),
        Register::Duties => Some("duty_"),
        _ => None,
    };
    if let Some(prefix) = prefix {
        // A cell of a row (`materials.2.name`) stands in the column of its rows.
        let field = field.split('.').next().unwrap_or(field);
        return register.columns().iter().map(|c| c.field).find(|known| known.strip_prefix(prefix) == Some(field));
    }
    let renamed = match (register, field) {
        (Register::Bodies, "name") => "body_name",
        (Register::Bodies, "code") => "credit_code",
        (Register::Bodies, "place") => "place_code",
        (Register::Points, "name") => "point_name",
        (Register::Points, "kind") => "point_kind",
        (Register::Accounts, "name") => "person_name",
        (Register::Units, "name") => "unit_name",
        (Register::Units, "code") => "unit_code",
        (Register::Units, "reason") => "uncounted_reason",
        (Register::Units, "above") => "above_code",
        (_, other) => other,
    };
    register.columns().iter().map(|c| c.field).find(|known| *known == renamed)
}

/// What a form refused, as the problem of what asked for it.
pub(crate) fn problem_of(error: &ApiError) -> Result<Problem, Failure> {
    Ok(match error.code {
        ErrorCode::Invalid => {
            let mut args = error.args.clone();
            let rule = args.remove("rule").unwrap_or_default();
            Problem::Rule { rule, args }
        }
        ErrorCode::NotFound => Problem::OutsideScope,
        ErrorCode::Conflict => Problem::ChangedMeanwhile { stored: String::new() },
        // Nothing that a row could mend.
        _ => return Err(error.clone().into()),
    })
}

/// What a form refused, as the problem of a row.
pub(crate) fn refused(register: Register, row: &RegisterRow, error: &ApiError) -> Result<RowProblem, Failure> {
    let problem = problem_of(error)?;
    let field = error.field.as_deref().and_then(|field| column(register, field));
    let value = shown(field.and_then(|field| row.get(field)).unwrap_or_default());
    Ok(RowProblem { row: row.row, field: field.map(str::to_owned), value, problem })
}

/// What somebody else changed since the file was exported or previewed, with both values.
fn moved(row: &RegisterRow, entry: &Entry, seen: Option<&HashMap<&str, i64>>) -> Option<Vec<RowProblem>> {
    let stored = entry.stored.as_ref()?;
    let is_known = |version: i64| version == stored.version || version == stored.version - stored.recoded;
    let by_file = row.filled("version").is_some_and(|version| !version.parse().is_ok_and(is_known));
    let by_preview = seen.is_some_and(|seen| !seen.get(stored.key.as_str()).copied().is_some_and(is_known));
    if !by_file && !by_preview {
        return None;
    }
    let told = |change: &Told| RowProblem {
        row: row.row,
        field: Some(change.field.to_owned()),
        value: shown(&change.file),
        problem: Problem::ChangedMeanwhile { stored: shown(&change.stored) },
    };
    Some(entry.changes.iter().map(told).collect())
}

/// Does what the rows ask for. Rows that are wrong are left out and told of; whoever calls decides whether the rest is kept.
pub(super) async fn run(
    cx: &mut Cx<'_>,
    register: Register,
    opened: Opened,
    decision: Option<&Decision>,
    seen: Option<&[Seen]>,
) -> Result<Done, Failure> {
    // Inside of the work from the beginning, so that nothing moves between comparing and writing.
    cx.work().await?;
    let Opened { first, asides, rows, mut problems, .. } = opened;
    let known = Known::read(cx, register, &rows).await?;
    let seen_before: Option<HashMap<&str, i64>> = seen.map(|seen| seen.iter().map(|s| (s.key.as_str(), s.version)).collect());
    let read = rows.len() as u64 + problems.rows;
    // Of rows whose cells can't be read nobody knows whom they are about.
    let is_all_read = problems.rows == 0;
    let mut done = Done {
        counts: ImportCounts { read, asides: asides.len() as u64, ..ImportCounts::default() },
        first,
        asides,
        changes: Vec::new(),
        seen: Vec::new(),
        absent: Vec::new(),
        followers: 0,
        enrolled: Vec::new(),
        problems: Problems::default(),
    };
    let mut told: HashMap<String, u64> = HashMap::new();
    let mut wanted: Vec<(&RegisterRow, Entry)> = Vec::new();
    for row in &rows {
        let entry = match known.entry(row) {
            Ok(entry) => entry,
            Err(wrong) => {
                // A row that is wrong is in the file all the same.
                told.extend(known.about(row).map(|key| (key, row.row)));
                add(&mut problems, row, wrong);
                continue;
            }
        };
        if let Some(stored) = &entry.stored {
            if let Some(earlier) = told.insert(stored.key.clone(), row.row) {
                let problem = Problem::TwiceInFile { row: earlier };
                add(&mut problems, row, vec![RowProblem { row: row.row, field: None, value: String::new(), problem }]);
                continue;
            }
            if entry.changes.is_empty() {
                done.counts.identical += 1;
                continue;
            }
            // Also of rows that a form refuses: they are seen all the same, and nobody else has changed what they are about.
            done.seen.push(Seen { key: stored.key.clone(), version: stored.version });
            if let Some(wrong) = moved(row, &entry, seen_before.as_ref()) {
                add(&mut problems, row, wrong);
                continue;
            }
        }
        wanted.push((row, entry));
    }
    wanted.sort_by_key(|(row, entry)| (entry.order, row.row));
    if is_all_read {
        let there: HashSet<&str> = told.keys().map(String::as_str).collect();
        done.absent = known.expected().into_iter().filter(|(key, _)| !there.contains(key.as_str())).map(|(_, name)| name).collect();
    }
    let mut drafts = match known {
        Known::Duties(known) => Some(Many::of(&mut cx.conn().await?, known.into_pen()).await?),
        _ => None,
    };
    let is_long = wanted.len() > ROOMY;
    if is_long {
        cx.work().await?.give_room(true).await?;
    }
    let written = write(cx, register, wanted, decision, drafts.as_mut(), &mut done, &mut problems).await;
    // Whatever came of it, the room is not kept.
    let narrowed = if is_long { cx.work().await?.give_room(false).await } else { Ok(()) };
    written?;
    narrowed?;
    done.changes.sort_by_key(|change| change.row);
    done.counts.returned = problems.rows;
    done.problems = problems;
    Ok(done)
}

/// Writes row by row; what a form refuses is a problem of its row.
async fn write(
    cx: &mut Cx<'_>,
    register: Register,
    wanted: Vec<(&RegisterRow, Entry)>,
    decision: Option<&Decision>,
    mut drafts: Option<&mut Many>,
    done: &mut Done,
    problems: &mut Problems,
) -> Result<(), Failure> {
    let meter = cx.service.meters.begin(cx, register, wanted.len() as u64);
    for (n, (row, entry)) in (0..).zip(wanted) {
        if n % TOLD_EVERY == 0 {
            meter.tell(n);
        }
        // A draft is written only after everything has been asked that a form asks: there is nothing to take back of one that is refused.
        let mark = match &entry.act {
            Act::Duty(_) => None,
            _ => Some(cx.work().await?.mark().await?),
        };
        let notes = cx.notes.len();
        match apply(cx, entry.act, decision, drafts.as_deref_mut(), done).await {
            Ok(()) => {
                if let Some(mark) = mark {
                    cx.work().await?.keep(mark).await?;
                }
            }
            Err(Failure::Api(error)) => {
                // A draft that is refused has noted nothing; those that waited for it may have been written on the way.
                if let Some(mark) = mark {
                    cx.work().await?.back_to(mark).await?;
                    cx.notes.truncate(notes);
                }
                add(problems, row, vec![refused(register, row, &error)?]);
                continue;
            }
            Err(failure) => return Err(failure),
        }
        match entry.stored {
            None => done.counts.taken += 1,
            Some(_) => {
                done.counts.replaced += 1;
                done.changes.extend(entry.changes);
            }
        }
    }
    match drafts {
        Some(drafts) => drafts.write(cx).await,
        None => Ok(()),
    }
}

fn add(problems: &mut Problems, row: &RegisterRow, wrong: Vec<RowProblem>) {
    problems.add(wrong, &row.cells.iter().map(String::as_str).collect::<Vec<_>>());
}

async fn apply(cx: &mut Cx<'_>, act: Act, decision: Option<&Decision>, drafts: Option<&mut Many>, done: &mut Done) -> Result<(), Failure> {
    match act {
        Act::Body(save) => {
            as_form(cx, save).await?;
        }
        Act::NewPoint(create) => {
            as_form(cx, create).await?;
        }
        Act::Point(save) => {
            as_form(cx, save).await?;
        }
        Act::Rename(rename) => {
            as_form(cx, rename).await?;
        }
        Act::NewAccount(create) => {
            let (login, name) = (create.login.clone(), create.name.clone());
            let invited = as_form(cx, create).await?;
            done.enrolled.push(Enrolled { account: invited.account, login, name, code: invited.code, until: invited.until });
        }
        Act::Item(save) => {
            as_form(cx, *save).await?;
        }
        Act::Duty(act) => {
            let drafts = drafts.ok_or_else(|| Failure::Fault("nobody to save drafts".to_owned()))?;
            act.save(cx, drafts).await?;
        }
        Act::Unit(act) => {
            let decision = decision.ok_or_else(|| ApiError::invalid("reason", "required"))?;
            done.followers += units::apply(cx, act, decision).await?;
        }
    }
    Ok(())
}
