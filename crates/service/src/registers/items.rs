//! 服务事项: what a row asks for.

use super::entry::{Act, Compare, Entry, Stored, Told, key_of};
use crate::context::Cx;
use crate::failure::Failure;
use crate::words;
use api::Lang;
use documents::register::{RegisterRow, is_same};
use documents::times;
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::ModuleId;
use domain::catalogue::codes::{Audience, BodyNature, Handling, ItemKind, ItemState, Origin, Reach};
use domain::catalogue::item::{Item, ItemFields, ItemId};
use domain::catalogue::limit::Limit;
use domain::catalogue::parts::{CellKind, PartKind};
use domain::catalogue::rows_text;
use domain::import::{Problem, RowProblem};
use domain::place::Level;
use domain::register::{Register, counted, yes_or_no};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::catalogue::item::{self, Known as Head};
use store::{Conn, body, catalogue, dictionary};
use texts::Texts;
use texts::words::{Word, cell_word};

/// What items refer to, by names, and the words of files: those are Chinese whatever the person reads.
pub(crate) struct Wording {
    bodies: BTreeMap<BodyId, String>,
    modules: BTreeMap<ModuleId, String>,
    t: Texts,
}

impl Wording {
    pub(crate) async fn read(conn: &mut Conn<'_>) -> Result<Self, Failure> {
        Ok(Self {
            bodies: body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect(),
            modules: catalogue::modules(conn).await?.into_iter().map(|module| (module.id, module.fields.name)).collect(),
            t: words::texts(Lang::Zh),
        })
    }

    fn limit(&self, limit: Option<Limit>) -> String {
        limit.map(|limit| self.t.item_limit(limit.days.to_string(), limit.unit.word(&self.t))).unwrap_or_default()
    }

    fn rows(&self, fields: &ItemFields, kind: PartKind) -> String {
        let worded = |cells: Vec<String>| {
            kind.columns().iter().zip(cells).map(|(column, cell)| cell_word(kind, column.key, &cell, &self.t)).collect::<Vec<_>>()
        };
        rows_text::text(&fields.rows(kind).into_iter().map(worded).collect::<Vec<_>>())
    }

    /// What a file says of a column.
    pub(super) fn said(&self, fields: &ItemFields, column: &str) -> String {
        let t = &self.t;
        let day = |day: Option<Date>| day.map(domain::day::text).unwrap_or_default();
        let flag = |yes: bool| counted(yes).to_owned();
        let joined = |words: Vec<String>| words.join("、");
        match column {
            "item_code" => fields.code.clone(),
            "item_name" => fields.name.clone(),
            "item_base_code" => fields.base_code.clone(),
            "item_handle_code" => fields.handle_code.clone(),
            "item_kind" => fields.kind.word(t),
            "item_origin" => fields.origin.word(t),
            "item_state" => fields.state.word(t),
            "item_verified" => day(fields.verified),
            "item_body" => fields.body.and_then(|body| self.bodies.get(&body)).cloned().unwrap_or_default(),
            "item_nature" => fields.nature.word(t),
            "item_undertaker" => fields.undertaker.clone(),
            "item_entrusted_by" => fields.entrusted_by.clone(),
            "item_joint" => joined(fields.joint.iter().filter_map(|body| self.bodies.get(body)).cloned().collect()),
            "item_power_source" => fields.power_source.clone(),
            "item_levels" => joined(fields.levels.iter().map(|level| level.word(t)).collect()),
            "item_handling" => fields.handling.word(t),
            "item_legal" => self.limit(fields.legal),
            "item_legal_note" => fields.legal_note.clone(),
            "item_promised" => self.limit(fields.promised),
            "item_promised_note" => fields.promised_note.clone(),
            "item_audience" => joined(fields.audience.iter().map(|one| one.word(t)).collect()),
            "item_special" => fields.special.clone(),
            "item_visits" => fields.visits.to_string(),
            "item_online" => flag(fields.online),
            "item_express" => flag(fields.express),
            "item_booking" => flag(fields.booking),
            "item_terminal" => flag(fields.terminal),
            "item_hall" => flag(fields.hall),
            "item_reach" => fields.reach.word(t),
            "item_hours" => fields.hours.clone(),
            "item_consult" => fields.consult.clone(),
            "item_supervise" => fields.supervise.clone(),
            "item_effective" => day(fields.effective),
            "item_ends" => day(fields.ends),
            "item_modules" => joined(fields.modules.iter().filter_map(|module| self.modules.get(module)).cloned().collect()),
            "item_note" => fields.note.clone(),
            rows => part(rows).map(|kind| self.rows(fields, kind)).unwrap_or_default(),
        }
    }

    /// The rows of a cell.
    fn read_rows(&self, fields: &mut ItemFields, kind: PartKind, text: &str) -> Result<(), Problem> {
        let columns = kind.columns();
        let mut rows = Vec::new();
        for told in rows_text::read(text) {
            if told.len() > columns.len() {
                return Err(Problem::Unreadable);
            }
            let mut told = told.into_iter();
            let mut cells = Vec::with_capacity(columns.len());
            for column in columns {
                let cell = told.next().unwrap_or_default();
                cells.push(match column.kind {
                    CellKind::Choice(codes) if cell.is_empty() => codes.first().copied().unwrap_or_default().to_owned(),
                    CellKind::Choice(codes) => {
                        let fits = |code: &&&str| **code == cell || cell_word(kind, column.key, code, &self.t) == cell;
                        codes.iter().find(fits).map(|code| (*code).to_owned()).ok_or(Problem::Unreadable)?
                    }
                    CellKind::Count if cell.is_empty() => "0".to_owned(),
                    _ => cell,
                });
            }
            rows.push(cells);
        }
        if fields.set_rows(kind, &rows) { Ok(()) } else { Err(Problem::Unreadable) }
    }

    /// Takes what a file says of a column into the fields.
    pub(crate) fn read_into(&self, fields: &mut ItemFields, column: &str, text: &str) -> Result<(), Problem> {
        let yes = |text: &str| if text.is_empty() { Ok(false) } else { yes_or_no(text).ok_or(Problem::Unreadable) };
        let day = |text: &str| if text.is_empty() { Ok(None) } else { times::day(text).map(Some).ok_or(Problem::BadTime) };
        match column {
            "item_code" => fields.code = text.to_owned(),
            "item_name" => fields.name = text.to_owned(),
            "item_base_code" => fields.base_code = text.to_owned(),
            "item_handle_code" => fields.handle_code = text.to_owned(),
            "item_kind" => fields.kind = one(&self.t, ItemKind::ALL, ItemKind::code, text)?,
            "item_origin" => fields.origin = one(&self.t, Origin::ALL, Origin::code, text)?,
            "item_state" => fields.state = one(&self.t, ItemState::ALL, ItemState::code, text)?,
            "item_verified" if text == self.t.item_unverified() => fields.verified = None,
            "item_verified" => fields.verified = day(text)?,
            "item_body" if text.is_empty() => fields.body = None,
            "item_body" => fields.body = Some(self.body(text)?),
            "item_nature" => fields.nature = one(&self.t, BodyNature::ALL, BodyNature::code, text)?,
            "item_undertaker" => fields.undertaker = text.to_owned(),
            "item_entrusted_by" => fields.entrusted_by = text.to_owned(),
            "item_joint" => fields.joint = pieces(text).map(|name| self.body(name)).collect::<Result<_, _>>()?,
            "item_power_source" => fields.power_source = text.to_owned(),
            "item_levels" => {
                let level = |word: &str| Level::ALL.into_iter().find(|level| level.word(&self.t) == word).ok_or(Problem::Unreadable);
                fields.levels = pieces(text).map(level).collect::<Result<_, _>>()?;
            }
            "item_handling" => fields.handling = one(&self.t, Handling::ALL, Handling::code, text)?,
            "item_legal" => fields.legal = limit(text)?,
            "item_legal_note" => fields.legal_note = text.to_owned(),
            "item_promised" => fields.promised = limit(text)?,
            "item_promised_note" => fields.promised_note = text.to_owned(),
            "item_audience" => {
                fields.audience = pieces(text).map(|word| one(&self.t, Audience::ALL, Audience::code, word)).collect::<Result<_, _>>()?;
            }
            "item_special" => fields.special = text.to_owned(),
            "item_visits" => {
                let digits = text.trim_end_matches('次').trim();
                fields.visits = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| Problem::Unreadable)? };
            }
            "item_online" => fields.online = yes(text)?,
            "item_express" => fields.express = yes(text)?,
            "item_booking" => fields.booking = yes(text)?,
            "item_terminal" => fields.terminal = yes(text)?,
            "item_hall" => fields.hall = yes(text)?,
            "item_reach" => fields.reach = one(&self.t, Reach::ALL, Reach::code, text)?,
            "item_hours" => fields.hours = text.to_owned(),
            "item_consult" => fields.consult = text.to_owned(),
            "item_supervise" => fields.supervise = text.to_owned(),
            "item_effective" => fields.effective = day(text)?,
            "item_ends" => fields.ends = day(text)?,
            "item_modules" => fields.modules = pieces(text).map(|name| self.module(name)).collect::<Result<_, _>>()?,
            "item_note" => fields.note = text.to_owned(),
            rows => {
                if let Some(kind) = part(rows) {
                    return self.read_rows(fields, kind, text);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn body(&self, name: &str) -> Result<BodyId, Problem> {
        self.bodies.iter().find(|(_, known)| *known == name).map(|(id, _)| *id).ok_or(Problem::UnknownBody)
    }

    fn module(&self, name: &str) -> Result<ModuleId, Problem> {
        self.modules.iter().find(|(_, known)| *known == name).map(|(id, _)| *id).ok_or(Problem::UnknownModule)
    }
}

/// One of a closed set of words, in any language, with or without 行政 before it, or by its code.
pub(super) fn one<T: Word + Copy>(t: &Texts, all: &[T], code: fn(T) -> &'static str, text: &str) -> Result<T, Problem> {
    let fits = |one: T| {
        let word = one.word(t);
        word == text || word.strip_prefix("行政") == Some(text) || code(one) == text
    };
    if let Some(found) = all.iter().copied().find(|one| fits(*one)) {
        return Ok(found);
    }
    let en = words::texts(Lang::En);
    all.iter().copied().find(|one| one.word(&en).eq_ignore_ascii_case(text)).ok_or(Problem::Unreadable)
}

/// What stands between commas and the like.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', ';', '；', '\n']).map(str::trim).filter(|piece| !piece.is_empty())
}

/// `20个工作日`, `20 日`, `30自然日`, `20 working days`; nothing and 无 are no limit. A number by itself does not say of what.
fn limit(text: &str) -> Result<Option<Limit>, Problem> {
    if text.is_empty() || text == "无" || text == words::texts(Lang::En).item_no_limit() {
        return Ok(None);
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let unit = text.get(digits.len()..).unwrap_or_default().trim().trim_start_matches('个').trim();
    let unit = match unit {
        "工作日" => Unit::Workday,
        "自然日" => Unit::NaturalDay,
        "日" | "天" => Unit::Day,
        other => {
            let en = words::texts(Lang::En);
            Unit::ALL.into_iter().find(|unit| unit.word(&en).eq_ignore_ascii_case(other)).ok_or(Problem::Unreadable)?
        }
    };
    Ok(Some(Limit { days: digits.parse().map_err(|_| Problem::Unreadable)?, unit }))
}

/// The rows that a column holds, where it holds rows.
pub(super) fn part(column: &str) -> Option<PartKind> {
    column.strip_prefix("item_").and_then(PartKind::from_code)
}

/// What is known of items, and in full those that the rows are about.
pub(super) struct Known {
    heads: Vec<Head>,
    keys: HashMap<String, i64>,
    full: HashMap<i64, Item>,
    wording: Wording,
}

impl Known {
    pub(super) async fn read(cx: &mut Cx<'_>, rows: &[RegisterRow]) -> Result<Self, Failure> {
        let conn = &mut cx.conn().await?;
        let heads = item::known(conn).await?;
        let mut keys: HashMap<String, i64> = heads.iter().map(|head| (head.code.clone(), head.id.0)).collect();
        for (id, key) in dictionary::item_keys(conn).await? {
            keys.entry(key).or_insert(id);
        }
        let mut known = Self { heads, keys, full: HashMap::new(), wording: Wording::read(conn).await? };
        for row in rows {
            if let Ok(Some(id)) = known.find(row)
                && !known.full.contains_key(&id)
                && let Some(item) = item::find(conn, ItemId(id)).await?
            {
                known.full.insert(id, item);
            }
        }
        Ok(known)
    }

    /// The item that a row is about: by number, else by its code or one that it had before.
    fn find(&self, row: &RegisterRow) -> Result<Option<i64>, Problem> {
        if let Some(key) = key_of(row) {
            let key = key.map_err(|(_, problem)| problem)?;
            return self.heads.iter().find(|head| head.id.0 == key).map(|head| Some(head.id.0)).ok_or(Problem::UnknownKey);
        }
        Ok(row.filled("item_code").and_then(|code| self.keys.get(code)).copied())
    }

    pub(super) fn about(&self, row: &RegisterRow) -> Option<String> {
        self.find(row).ok().flatten().map(|id| id.to_string())
    }

    pub(super) fn entry(&self, row: &RegisterRow) -> Result<Entry, Vec<RowProblem>> {
        let mut compare = Compare::new(row);
        let before = match self.find(row) {
            Ok(id) => id.and_then(|id| self.full.get(&id)),
            Err(problem) => {
                compare.wrong("key", problem);
                return Err(compare.problems);
            }
        };
        // One that only files of ratings have named is new to the catalogue.
        let described = before.filter(|item| item.version > 0);
        let mut fields = described.map(|item| item.fields.clone()).unwrap_or_default();
        for column in Register::Items.columns() {
            let Some(text) = row.get(column.field) else { continue };
            let stored = self.wording.said(&fields, column.field);
            if column.field == "version" || column.field == "key" || is_same(column.field, &stored, text) {
                continue;
            }
            // Of something new an empty cell leaves what is usual.
            if described.is_none() && text.is_empty() {
                continue;
            }
            if let Err(problem) = self.wording.read_into(&mut fields, column.field, text) {
                compare.wrong(column.field, problem);
                continue;
            }
            let file = self.wording.said(&fields, column.field);
            if file != stored {
                compare.changes.push(Told { row: row.row, field: column.field, stored, file });
            }
        }
        if let (Some(named), None) = (before, described) {
            let is_filled = compare.changes.iter().any(|change| !matches!(change.field, "item_code" | "item_name"));
            if !is_filled && compare.problems.is_empty() {
                // It was exported to be filled in, and nobody has.
                let stored = Some(Stored { key: named.id.0.to_string(), version: 0, recoded: 0 });
                let save = api::item::SaveItem { id: Some(named.id), fields, version: 0 };
                return Ok(Entry { stored, changes: Vec::new(), act: Act::Item(Box::new(save)), order: 0 });
            }
        }
        let version = described.map_or(0, |item| item.version);
        let stored = described.map(|item| Stored { key: item.id.0.to_string(), version, recoded: 0 });
        let save = api::item::SaveItem { id: before.map(|item| item.id), fields, version };
        compare.entry(stored, Act::Item(Box::new(save)), 0)
    }

    /// Items that a file can lack: those that have been described.
    pub(super) fn expected(&self) -> Vec<(String, String)> {
        self.heads.iter().filter(|head| head.version > 0).map(|head| (head.id.0.to_string(), head.name.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_as_offices_write_them() {
        let is = |days, unit| Ok(Some(Limit { days, unit }));
        assert_eq!(limit("20个工作日"), is(20, Unit::Workday));
        assert_eq!(limit("5工作日"), is(5, Unit::Workday));
        assert_eq!(limit("30 日"), is(30, Unit::Day));
        assert_eq!(limit("15天"), is(15, Unit::Day));
        assert_eq!(limit("7个自然日"), is(7, Unit::NaturalDay));
        let en = words::texts(Lang::En);
        for unit in Unit::ALL {
            assert_eq!(limit(&en.item_limit("20", unit.word(&en))), is(20, unit), "as the page writes it in English");
        }
        assert_eq!((limit(""), limit("无"), limit(&en.item_no_limit())), (Ok(None), Ok(None), Ok(None)));
        assert_eq!((limit("20"), limit("二十日")), (Err(Problem::Unreadable), Err(Problem::Unreadable)));
    }
}
