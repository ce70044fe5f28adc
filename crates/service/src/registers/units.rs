//! 区划: what a row asks for. Names, codes and new units are changes (`change.make`) with the day and the reason that were given
//! once for the file; whether a village is counted is set as on its page.

use super::entry::{Act, Compare, Entry, Stored, key_of};
use super::run::as_form;
use super::seats::Seats;
use crate::context::Cx;
use crate::failure::Failure;
use api::change::{Ask, EffectKind, Make, Preview};
use api::place::SetActive;
use api::register::Decision;
use api::{ApiError, ErrorCode};
use documents::register::{RegisterRow, is_same};
use domain::change::{Deed, NewUnit, Unit};
use domain::import::{Problem, RowProblem};
use domain::place::{Level, Place, PlaceCode, PlaceId};
use domain::register::{counted, level_word};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::place;

/// The place above a unit: one that is there, or one that the file brings along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Above {
    There(PlaceId),
    Coming(PlaceCode),
}

/// What is to be done to a unit.
#[derive(Clone, Debug)]
pub(super) enum UnitAct {
    Change { unit: PlaceId, name: Option<String>, code: Option<String>, counted: Option<(bool, String)> },
    Open { above: Above, new: NewUnit, counted: Option<(bool, String)> },
}

/// Every unit, those within reach, and what the file calls them from now on.
pub(super) struct Known {
    seats: Seats,
    reach: HashSet<PlaceId>,
    /// Codes that the file gives to units that are there.
    given: HashMap<PlaceCode, PlaceId>,
    /// Names that it gives to them.
    called: HashMap<PlaceId, String>,
}

/// The towns and villages at and below the caller's scopes.
pub(super) async fn within_reach(cx: &mut Cx<'_>) -> Result<HashSet<PlaceId>, Failure> {
    let tops: Vec<PlaceId> = cx.access.scopes().iter().map(domain::permission::Scope::place).collect();
    let mut reach = HashSet::new();
    for top in tops {
        reach.extend(place::below(&mut cx.conn().await?, top).await?);
        reach.insert(top);
    }
    Ok(reach)
}

fn level_of(text: &str) -> Option<Level> {
    match text {
        "区" | "县" | "区县" | "县（区）" | "县(区)" => Some(Level::District),
        "镇" | "街道" | "乡" | "乡镇" | "镇街" | "镇（街）" | "镇(街)" => Some(Level::Town),
        "村" | "社区" | "村居" | "村（居）" | "村(居)" | "村（社区）" | "村(社区)" | "行政村" => Some(Level::Village),
        _ => None,
    }
}

impl Known {
    /// `rows` tell which codes the file gives to whom, so that units below a recoded one can name it by its new code.
    pub(super) async fn read(cx: &mut Cx<'_>, rows: &[RegisterRow]) -> Result<Self, Failure> {
        let reach = within_reach(cx).await?;
        let mut known = Self { seats: Seats::read(&mut cx.conn().await?).await?, reach, given: HashMap::new(), called: HashMap::new() };
        for row in rows {
            let Ok(Some(id)) = known.find(row).map(|found| found.map(|p| p.id)) else { continue };
            known.given.extend(row.filled("unit_code").and_then(PlaceCode::parse).map(|code| (code, id)));
            known.called.extend(row.filled("unit_name").map(|name| (id, name.to_owned())));
        }
        Ok(known)
    }

    /// The unit that a row is about: by number, else by its code, present or former, else by its name below the same place.
    fn find(&self, row: &RegisterRow) -> Result<Option<&Place>, Problem> {
        if let Some(key) = key_of(row) {
            let id = PlaceId(key.map_err(|(_, problem)| problem)?);
            let found = self.seats.all.get(&id).filter(|p| self.reach.contains(&p.id));
            return found.map(Some).ok_or(Problem::UnknownKey);
        }
        let coded = row.filled("unit_code").and_then(PlaceCode::parse).and_then(|code| self.seats.coded(&code));
        if let Some(place) = coded.and_then(|id| self.seats.all.get(&id)) {
            return if self.reach.contains(&place.id) { Ok(Some(place)) } else { Err(Problem::OutsideScope) };
        }
        let named = row.filled("unit_name").map(|name| self.seats.named(name)).unwrap_or_default();
        let above = self.above_of(row).ok().flatten();
        let beside = |id: &&PlaceId| {
            let Some(place) = self.seats.all.get(*id) else { return false };
            above.as_ref().is_some_and(|above| place.parent.map(Above::There).as_ref() == Some(above))
        };
        Ok(named.iter().find(beside).and_then(|id| self.seats.all.get(id)))
    }

    /// The place above that a row names; where it names none, the one that its code says.
    fn above_of(&self, row: &RegisterRow) -> Result<Option<Above>, (&'static str, Problem)> {
        if let Some(text) = row.filled("above_code") {
            let code = PlaceCode::parse(text).ok_or(("above_code", Problem::UnknownPlaceCode))?;
            let there = if self.seats.is_present(&code) { self.seats.coded(&code) } else { self.given.get(&code).copied() };
            return Ok(Some(there.or_else(|| self.seats.coded(&code)).map_or(Above::Coming(code), Above::There)));
        }
        if let Some(name) = row.filled("above") {
            return match self.seats.named(name) {
                [one] => Ok(Some(Above::There(*one))),
                [] => Err(("above", Problem::UnknownPlaceName)),
                _ => Err(("above", Problem::AmbiguousPlaceName { candidates: Vec::new() })),
            };
        }
        let Some(code) = row.filled("unit_code").and_then(PlaceCode::parse) else { return Ok(None) };
        let digits = if code.as_str().ends_with("000") { 6 } else { 9 };
        let Some(above) = code.as_str().get(..digits).and_then(PlaceCode::parse) else { return Ok(None) };
        let there = self.given.get(&above).copied().or_else(|| self.seats.coded(&above));
        Ok(Some(there.map_or(Above::Coming(above), Above::There)))
    }

    /// The number of the unit that a row is about, also of a row that is wrong.
    pub(super) fn about(&self, row: &RegisterRow) -> Option<String> {
        self.find(row).ok().flatten().map(|p| p.id.0.to_string())
    }

    pub(super) fn entry(&self, row: &RegisterRow) -> Result<Entry, Vec<RowProblem>> {
        let mut compare = Compare::new(row);
        match self.find(row) {
            Ok(Some(before)) => self.changed(compare, before),
            Ok(None) => self.opened(compare),
            Err(problem) => {
                compare.wrong(if row.filled("key").is_some() { "key" } else { "unit_code" }, problem);
                Err(compare.problems)
            }
        }
    }

    fn changed(&self, mut compare: Compare<'_>, before: &Place) -> Result<Entry, Vec<RowProblem>> {
        let row = compare.row;
        let told = compare.text("unit_name", Some(&before.name));
        let name = (told != before.name).then_some(told);
        let recoded = self.recoded(row, before);
        let code = self.code(&mut compare, before, recoded);
        if let Some(level) = row.filled("unit_level") {
            match level_of(level) {
                Some(level) if level == before.level => {}
                Some(_) => compare.wrong("unit_level", Problem::Fixed { stored: level_word(before.level).to_owned() }),
                None => compare.wrong("unit_level", Problem::Unreadable),
            }
        }
        self.stays_below(&mut compare, before);
        let counted = self.counted(&mut compare, Some(before));
        let act = UnitAct::Change { unit: before.id, name, code, counted };
        let stored = Stored { key: before.id.0.to_string(), version: before.version, recoded };
        compare.entry(Some(stored), Act::Unit(act), u8::try_from(before.level.number()).unwrap_or(3))
    }

    /// How many codes the unit got since it had the one that a row shows; 0 where the row shows none of its former ones.
    fn recoded(&self, row: &RegisterRow, before: &Place) -> i64 {
        let code = row.filled("unit_code").and_then(PlaceCode::parse);
        code.and_then(|code| self.seats.recoded_since(before.id, &code)).unwrap_or_default()
    }

    /// Another code. A former code of the unit itself says nothing: the file is older than the present one, as the rows of villages
    /// are once their town has been recoded. Only where the file has the present version somebody has typed it.
    fn code(&self, compare: &mut Compare<'_>, before: &Place, recoded: i64) -> Option<String> {
        let told = compare.row.get("unit_code")?;
        let parsed = PlaceCode::parse(told);
        let is_newest = compare.row.filled("version").is_some_and(|version| version.parse() == Ok(before.version));
        let is_known_by_it =
            compare.row.filled("key").is_none() && parsed.as_ref().and_then(|code| self.seats.coded(code)) == Some(before.id);
        if parsed.as_ref() == Some(&before.code) || is_known_by_it || (recoded > 0 && !is_newest) {
            return None;
        }
        let Some(code) = parsed else {
            compare.wrong("unit_code", if told.is_empty() { Problem::Missing } else { Problem::UnknownPlaceCode });
            return None;
        };
        compare.changed("unit_code", before.code.as_str(), code.as_str());
        Some(code.as_str().to_owned())
    }

    /// A unit is not moved below another one by a file.
    fn stays_below(&self, compare: &mut Compare<'_>, before: &Place) {
        let stored = before.parent.map(|id| self.seats.name(id)).unwrap_or_default();
        if compare.row.filled("above_code").is_some() {
            match self.above_of(compare.row) {
                Ok(Some(Above::There(above))) if Some(above) == before.parent => {}
                _ => compare.wrong("above_code", Problem::Fixed { stored: stored.clone() }),
            }
        }
        if let Some(name) = compare.row.filled("above").filter(|name| !is_same("above", &stored, name)) {
            // The name that the file itself gives to the place above is its name, too.
            let by_file = before.parent.and_then(|id| self.called.get(&id)).is_some_and(|called| called == name);
            if !by_file && !self.seats.named(name).iter().any(|id| Some(*id) == before.parent) {
                compare.wrong("above", Problem::Fixed { stored });
            }
        }
    }

    /// Whether it is counted, and why not, where that is other.
    fn counted(&self, compare: &mut Compare<'_>, before: Option<&Place>) -> Option<(bool, String)> {
        let active = compare.flag("counted", before.map(|p| p.active), counted);
        let why = before.map(|p| p.inactive_reason.as_deref().unwrap_or_default());
        if active {
            // The reason that is stored may still stand beside a unit that is counted again.
            if compare.row.filled("uncounted_reason").is_some_and(|told| Some(told) != why) {
                compare.wrong("uncounted_reason", Problem::Rule { rule: "only_uncounted".to_owned(), args: BTreeMap::new() });
            }
            return before.is_some_and(|p| !p.active).then(|| (true, String::new()));
        }
        let reason = compare.text("uncounted_reason", why);
        let is_other = before.is_none_or(|p| p.active || p.inactive_reason.as_deref() != Some(reason.as_str()));
        is_other.then_some((false, reason))
    }

    fn opened(&self, mut compare: Compare<'_>) -> Result<Entry, Vec<RowProblem>> {
        let row = compare.row;
        let above = match self.above_of(row) {
            Ok(Some(above)) => above,
            Ok(None) => {
                compare.wrong("unit_code", if row.filled("unit_code").is_some() { Problem::UnknownPlaceCode } else { Problem::Missing });
                return Err(compare.problems);
            }
            Err((field, problem)) => {
                compare.wrong(field, problem);
                return Err(compare.problems);
            }
        };
        let level = match &above {
            Above::There(id) if self.seats.all.get(id).is_some_and(|p| p.level == Level::District) => Level::Town,
            _ => Level::Village,
        };
        if let Some(told) = row.filled("unit_level") {
            match level_of(told) {
                Some(told) if told == level => {}
                Some(_) => compare.wrong("unit_level", Problem::Rule { rule: "level_below".to_owned(), args: BTreeMap::new() }),
                None => compare.wrong("unit_level", Problem::Unreadable),
            }
        }
        let counted = self.counted(&mut compare, None);
        let code = row.filled("unit_code").map(str::to_owned);
        let new = NewUnit { name: row.filled("unit_name").unwrap_or_default().to_owned(), code };
        compare.entry(None, Act::Unit(UnitAct::Open { above, new, counted }), u8::try_from(level.number()).unwrap_or(3))
    }

    /// Units that a file can lack: towns and villages within reach that have not ended.
    pub(super) fn expected(&self) -> Vec<(String, String)> {
        let there = self.seats.all.values().filter(|p| self.reach.contains(&p.id) && !p.being.has_ended() && p.level != Level::District);
        let mut there: Vec<&Place> = there.collect();
        there.sort_by(|a, b| a.code.cmp(&b.code));
        there.into_iter().map(|p| (p.id.0.to_string(), format!("{} {}", p.code.as_str(), p.name))).collect()
    }
}

/// One deed with the decision of the file; how many units follow from it.
async fn decide(cx: &mut Cx<'_>, deed: Deed, decision: &Decision) -> Result<u64, Failure> {
    let Decision { effective, reason, paper } = decision.clone();
    let ask = Ask { unit: Unit::Place, deed, effective, reason, paper };
    let told = as_form(cx, Preview { ask: ask.clone() }).await?;
    // What moved meanwhile was found by versions before.
    as_form(cx, Make { ask, newest: i64::MAX }).await?;
    Ok(told.effects.iter().filter(|e| e.kind == EffectKind::Follows).count() as u64)
}

async fn there(cx: &mut Cx<'_>, id: PlaceId) -> Result<Place, Failure> {
    Ok(place::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?)
}

async fn by_code(cx: &mut Cx<'_>, code: &PlaceCode) -> Result<Option<Place>, Failure> {
    let all = place::all(&mut cx.conn().await?).await?;
    Ok(all.into_iter().find(|p| p.code == *code && !p.being.has_ended()))
}

/// Does what a row asks for; how many units follow from it.
pub(super) async fn apply(cx: &mut Cx<'_>, act: UnitAct, decision: &Decision) -> Result<u64, Failure> {
    let mut followers = 0;
    let (id, counted) = match act {
        UnitAct::Change { unit, name, code, counted } => {
            let before = there(cx, unit).await?;
            // Another row may have done it already: villages follow their town.
            if let Some(code) = code.filter(|code| PlaceCode::parse(code).as_ref() != Some(&before.code)) {
                followers += decide(cx, Deed::Recode { unit: unit.0, code }, decision).await?;
            }
            if let Some(name) = name {
                decide(cx, Deed::Rename { unit: unit.0, name }, decision).await?;
            }
            (Some(unit), counted)
        }
        UnitAct::Open { above, new, counted } => {
            let parent = match above {
                Above::There(id) => id,
                Above::Coming(code) => {
                    by_code(cx, &code).await?.map(|p| p.id).ok_or_else(|| ApiError::invalid("above", "no_such_above"))?
                }
            };
            let code = new.code.as_deref().and_then(PlaceCode::parse);
            decide(cx, Deed::Open { parent: parent.0, new }, decision).await?;
            let opened = match code.filter(|_| counted.is_some()) {
                Some(code) => by_code(cx, &code).await?.map(|p| p.id),
                None => None,
            };
            (opened, counted)
        }
    };
    if let Some((active, reason)) = counted {
        let place = id.ok_or_else(|| Failure::Fault("a unit that was just opened is not there".to_owned()))?;
        let version = there(cx, place).await?.version;
        as_form(cx, SetActive { place, active, reason, version }).await?;
    }
    Ok(followers)
}
