//! 权责清单: what a row asks for. Published versions never change: what a file says otherwise becomes a draft of whoever imports it.

use super::entry::{Act, Compare, Entry, Stored, Told, key_of};
use super::items::{one, pieces};
use crate::context::Cx;
use crate::duties::{Many, Pen};
use crate::failure::Failure;
use crate::words;
use api::duty::SaveDraft;
use api::{ApiError, Lang};
use documents::register::{RegisterRow, is_same};
use documents::times;
use domain::body::BodyId;
use domain::catalogue::codes::{ItemKind, Origin};
use domain::catalogue::parts::CellKind;
use domain::catalogue::rows_text;
use domain::duty::flow::{Deed, Stage};
use domain::duty::{DutyFields, DutyId, DutyList, DutyPart, VersionId, loose, stamp};
use domain::import::{Problem, RowProblem};
use domain::place::{Level, PlaceId};
use domain::register::Register;
use std::collections::{BTreeMap, HashMap};
use store::duty::{self, Standing as Head};
use store::{Conn, body, place};
use texts::Texts;
use texts::duty::cell_word;
use texts::words::Word;

/// What entries refer to, by names, and the words of files: those are Chinese whatever the person reads.
pub(crate) struct Wording {
    bodies: BTreeMap<BodyId, String>,
    by_name: HashMap<String, BodyId>,
    /// Where a body sits.
    seats: HashMap<BodyId, PlaceId>,
    places: HashMap<PlaceId, (String, Level, Option<PlaceId>)>,
    /// What an entry is named by in the cell of a main entry: its code, else its number.
    references: HashMap<DutyId, String>,
    t: Texts,
}

/// The number of an entry that has no code, as a cell names it.
fn numbered(id: DutyId) -> String {
    format!("#{}", id.0)
}

impl Wording {
    pub(crate) async fn read(conn: &mut Conn<'_>) -> Result<Self, Failure> {
        let heads = duty::standing(conn).await?;
        let reference = |head: &Head| if head.code.is_empty() { numbered(head.duty) } else { head.code.clone() };
        let references = heads.iter().map(|head| (head.duty, reference(head))).collect();
        Ok(Self { references, ..Self::of_cells(conn).await? })
    }

    /// The same without main entries, which stand in no cell that is edited in a table.
    pub(crate) async fn of_cells(conn: &mut Conn<'_>) -> Result<Self, Failure> {
        let bodies = body::all(conn).await?;
        Ok(Self {
            by_name: bodies.iter().map(|body| (body.name.clone(), body.id)).collect(),
            seats: bodies.iter().map(|body| (body.id, body.place)).collect(),
            bodies: bodies.into_iter().map(|body| (body.id, body.name)).collect(),
            places: place::all(conn).await?.into_iter().map(|place| (place.id, (place.name, place.level, place.parent))).collect(),
            references: HashMap::new(),
            t: words::texts(Lang::Zh),
        })
    }

    /// Bodies and places by name.
    pub(crate) fn names(&self) -> (BTreeMap<BodyId, String>, BTreeMap<PlaceId, String>) {
        (self.bodies.clone(), self.places.iter().map(|(id, (name, ..))| (*id, name.clone())).collect())
    }

    fn rows(&self, fields: &DutyFields, part: DutyPart) -> String {
        let worded = |cells: Vec<String>| {
            part.columns().iter().zip(cells).map(|(column, cell)| cell_word(part, column.key, &cell, &self.t)).collect::<Vec<_>>()
        };
        rows_text::text(&fields.rows(part).into_iter().map(worded).collect::<Vec<_>>())
    }

    /// What a file says of a column.
    pub(super) fn said(&self, fields: &DutyFields, column: &str) -> String {
        let (t, field) = (&self.t, field(column));
        let body = |id: &BodyId| self.bodies.get(id).cloned();
        let joined = |words: Vec<String>| words.join("、");
        if let Some(text) = fields.text(field) {
            return text.to_owned();
        }
        match field {
            "list" => fields.list.word(t),
            "parent" => fields.parent.and_then(|parent| self.references.get(&parent)).cloned().unwrap_or_default(),
            "kind" => fields.kind.word(t),
            "body" => fields.body.as_ref().and_then(body).unwrap_or_default(),
            "joint" => joined(fields.joint.iter().filter_map(body).collect()),
            "place" => fields.place.and_then(|place| self.places.get(&place)).map(|(name, ..)| name.clone()).unwrap_or_default(),
            "levels" => joined(fields.levels.iter().map(|level| level.word(t)).collect()),
            "origin" => fields.origin.word(t),
            "verified" => fields.verified.map(domain::day::text).unwrap_or_default(),
            rows => DutyPart::from_code(rows).map(|part| self.rows(fields, part)).unwrap_or_default(),
        }
    }

    fn body(&self, name: &str) -> Result<BodyId, Problem> {
        self.by_name.get(name).copied().ok_or(Problem::UnknownBody)
    }

    /// A district or a town by its name.
    fn place(&self, name: &str) -> Result<PlaceId, Problem> {
        let fits = |(_, (known, level, _)): &(&PlaceId, &(String, Level, Option<PlaceId>))| known == name && *level != Level::Village;
        self.places.iter().find(fits).map(|(id, _)| *id).ok_or(Problem::UnknownPlaceName)
    }

    /// The rows of a cell, from our own files or from an office's.
    fn read_rows(&self, fields: &mut DutyFields, part: DutyPart, text: &str) -> Result<(), Problem> {
        let columns = part.columns();
        let mut rows = Vec::new();
        for told in loose::rows(part, text) {
            if told.len() > columns.len() {
                return Err(Problem::Unreadable);
            }
            let mut told = told.into_iter();
            let mut cells = Vec::with_capacity(columns.len());
            for column in columns {
                let cell = told.next().unwrap_or_default();
                cells.push(match column.kind {
                    // Where nothing is said the usual one.
                    CellKind::Choice(codes) if cell.is_empty() => {
                        codes.iter().find(|code| **code == "medium").or(codes.first()).copied().unwrap_or_default().to_owned()
                    }
                    CellKind::Choice(codes) => {
                        let fits = |code: &&&str| **code == cell || cell_word(part, column.key, code, &self.t) == cell;
                        codes.iter().find(fits).map(|code| (*code).to_owned()).ok_or(Problem::Unreadable)?
                    }
                    _ => cell,
                });
            }
            rows.push(cells);
        }
        if fields.set_rows(part, &rows) { Ok(()) } else { Err(Problem::Unreadable) }
    }

    /// Takes what a file says of a column into the fields; a main entry is found by whoever knows the file's own rows too.
    pub(crate) fn read_into(&self, fields: &mut DutyFields, column: &str, text: &str) -> Result<(), Problem> {
        let t = &self.t;
        match field(column) {
            "list" => {
                let short = |list: DutyList| list.word(t).split('：').nth(1).is_some_and(|word| word == text);
                let found = DutyList::ALL.iter().copied().find(|list| short(*list));
                fields.list = match found {
                    Some(list) => list,
                    None => one(t, DutyList::ALL, DutyList::code, text)?,
                };
            }
            "code" => fields.code = text.to_owned(),
            "name" => fields.name = text.to_owned(),
            "kind" => fields.kind = one(t, ItemKind::ALL, ItemKind::code, text)?,
            "body" if text.is_empty() => fields.body = None,
            "body" => fields.body = Some(self.body(text)?),
            "joint" => fields.joint = pieces(text).map(|name| self.body(name)).collect::<Result<_, _>>()?,
            "undertaker" => fields.undertaker = text.to_owned(),
            "place" if text.is_empty() => fields.place = None,
            "place" => fields.place = Some(self.place(text)?),
            "levels" => {
                let level = |word: &str| {
                    let fits = |level: &Level| level.word(t) == word || domain::register::level_word(*level) == word;
                    Level::ALL.into_iter().find(fits).ok_or(Problem::Unreadable)
                };
                fields.levels = pieces(text).map(level).collect::<Result<_, _>>()?;
            }
            "authority" => fields.authority = text.to_owned(),
            "body_duty" => fields.body_duty = text.to_owned(),
            "measures" => fields.measures = text.to_owned(),
            "accountable" => fields.accountable = text.to_owned(),
            "situations" => fields.situations = text.to_owned(),
            "accountability_basis" => fields.accountability_basis = text.to_owned(),
            "hotline" => fields.hotline = text.to_owned(),
            "flow_chart" => fields.flow_chart = text.to_owned(),
            "origin" => fields.origin = one(t, Origin::ALL, Origin::code, text)?,
            "verified" if text.is_empty() || text == t.duty_unverified() => fields.verified = None,
            "verified" => fields.verified = Some(times::day(text).ok_or(Problem::BadTime)?),
            "note" => fields.note = text.to_owned(),
            rows => {
                if let Some(part) = DutyPart::from_code(rows) {
                    return self.read_rows(fields, part, text);
                }
            }
        }
        Ok(())
    }

    /// What goes without saying of a new entry: where its body sits, and that it is done there.
    fn complete(&self, fields: &mut DutyFields) {
        if fields.place.is_none() {
            let mut seat = fields.body.and_then(|body| self.seats.get(&body)).copied();
            while let Some((_, level, above)) = seat.and_then(|id| self.places.get(&id)) {
                if *level != Level::Village {
                    break;
                }
                seat = *above;
            }
            fields.place = seat;
        }
        if fields.levels.is_empty()
            && let Some((_, level, _)) = fields.place.and_then(|place| self.places.get(&place))
        {
            fields.levels = vec![*level];
        }
    }
}

/// The field that a column holds.
fn field(column: &str) -> &str {
    column.strip_prefix("duty_").unwrap_or(column)
}

/// The rows that a column holds, where it holds rows.
pub(super) fn part(column: &str) -> Option<DutyPart> {
    column.strip_prefix("duty_").and_then(DutyPart::from_code)
}

/// Saving a draft as a row asks for it.
#[derive(Clone, Debug)]
pub(super) struct DutyAct {
    save: SaveDraft,
    /// The code of a main entry that the same file brings.
    parent: Option<String>,
}

impl DutyAct {
    /// Saves the draft, below a main entry that the file has brought before.
    pub(super) async fn save(self, cx: &mut Cx<'_>, drafts: &mut Many) -> Result<(), Failure> {
        let Self { mut save, parent } = self;
        if let Some(code) = parent {
            if drafts.written(&code).is_none() {
                drafts.write(cx).await?;
            }
            save.fields.parent = Some(drafts.written(&code).ok_or_else(|| ApiError::invalid("parent", "unknown"))?);
        }
        drafts.save(cx, save).await
    }
}

/// What is known of entries, and in full those that the rows are about.
pub(super) struct Known {
    heads: HashMap<i64, Head>,
    codes: HashMap<String, i64>,
    /// Entries without codes, by what tells them apart.
    names: HashMap<(DutyList, PlaceId, Option<BodyId>, String), i64>,
    texts: HashMap<VersionId, DutyFields>,
    /// The caller's own drafts of entries.
    own: HashMap<i64, duty::Head>,
    /// Codes of the file's rows that are about nothing that is there.
    coming: HashMap<String, u64>,
    wording: Wording,
    pen: Pen,
}

impl Known {
    pub(super) async fn read(cx: &mut Cx<'_>, rows: &[RegisterRow]) -> Result<Self, Failure> {
        let pen = Pen::of(cx).await?;
        let conn = &mut cx.conn().await?;
        let wording = Wording::read(conn).await?;
        let heads: HashMap<i64, Head> = duty::standing(conn)
            .await?
            .into_iter()
            .filter(|head| pen.sees(head.stage, &head.author, head.place, head.body))
            .map(|head| (head.duty.0, head))
            .collect();
        let mut codes: HashMap<String, i64> = HashMap::new();
        let mut names = HashMap::new();
        for head in heads.values() {
            if !head.code.is_empty() {
                // Who holds a code now comes before who held it.
                let is_here = !is_withdrawn(head);
                let known = codes.entry(head.code.clone()).or_insert(head.duty.0);
                if is_here {
                    *known = head.duty.0;
                }
            } else {
                names.insert((head.list, head.place, head.body, head.name.clone()), head.duty.0);
            }
        }
        let own = pen.past_own(conn).await?.into_iter().map(|head| (head.duty.0, head)).collect();
        let mut known = Self { heads, codes, names, texts: HashMap::new(), own, coming: HashMap::new(), wording, pen };
        let mut wanted = Vec::new();
        for row in rows {
            match known.find(row) {
                Ok(Some(id)) => {
                    wanted.extend(known.heads.get(&id).map(|head| head.version));
                    wanted.extend(known.own.get(&id).map(|head| head.id));
                }
                Ok(None) => {
                    if let Some(code) = row.filled("duty_code") {
                        known.coming.entry(code.to_owned()).or_insert(row.row);
                    }
                }
                Err(_) => {}
            }
        }
        known.texts = duty::contents(conn, &wanted).await?;
        Ok(known)
    }

    /// Hands over what saves many drafts.
    pub(super) fn into_pen(self) -> Pen {
        self.pen
    }

    /// The entry that a row is about: by number, else by its code; without either by list, place, body and name.
    fn find(&self, row: &RegisterRow) -> Result<Option<i64>, Problem> {
        if let Some(key) = key_of(row) {
            let key = key.map_err(|(_, problem)| problem)?;
            return self.heads.get(&key).map(|head| Some(head.duty.0)).ok_or(Problem::UnknownKey);
        }
        if let Some(code) = row.filled("duty_code") {
            return Ok(self.codes.get(code).copied());
        }
        let mut fields = DutyFields::default();
        for column in ["duty_list", "duty_body", "duty_place", "duty_name"] {
            if let Some(text) = row.filled(column) {
                // What can't be read is told with the row.
                let _ = self.wording.read_into(&mut fields, column, text);
            }
        }
        self.wording.complete(&mut fields);
        let Some(place) = fields.place else { return Ok(None) };
        Ok(self.names.get(&(fields.list, place, fields.body, fields.name)).copied())
    }

    pub(super) fn about(&self, row: &RegisterRow) -> Option<String> {
        self.find(row).ok().flatten().map(|id| id.to_string())
    }

    /// A main entry by its code or number: one that is there, or one that the file brings.
    fn parent(&self, text: &str, of: Option<i64>) -> Result<(Option<DutyId>, Option<String>), Problem> {
        let known = match text.strip_prefix('#').and_then(|id| id.parse().ok()) {
            Some(id) => Some(id).filter(|id| self.heads.contains_key(id)),
            None => self.codes.get(text).copied(),
        };
        match known {
            Some(id) if Some(id) == of => Err(Problem::Rule { rule: "circular".to_owned(), args: BTreeMap::new() }),
            Some(id) => Ok((Some(DutyId(id)), None)),
            None if self.coming.contains_key(text) => Ok((None, Some(text.to_owned()))),
            None => Err(Problem::Rule { rule: "unknown".to_owned(), args: BTreeMap::new() }),
        }
    }

    pub(super) fn entry(&self, row: &RegisterRow) -> Result<Entry, Vec<RowProblem>> {
        let mut compare = Compare::new(row);
        let id = match self.find(row) {
            Ok(id) => id,
            Err(problem) => {
                compare.wrong("key", problem);
                return Err(compare.problems);
            }
        };
        let head = id.and_then(|id| self.heads.get(&id));
        let shown = head.and_then(|head| self.texts.get(&head.version));
        // The caller's own draft goes on; what the file says as the list has it leaves it alone.
        let own = id.and_then(|id| self.own.get(&id));
        let draft = own.and_then(|own| self.texts.get(&own.id));
        let mut fields = draft.or(shown).cloned().unwrap_or_default();
        let mut parent = None;
        for column in Register::Duties.columns() {
            let Some(text) = row.get(column.field) else { continue };
            if matches!(column.field, "key" | "version") {
                continue;
            }
            let of_shown = shown.map(|shown| self.wording.said(shown, column.field));
            if of_shown.as_ref().is_some_and(|said| is_same(column.field, said, text)) {
                continue;
            }
            // Of something new an empty cell leaves what is usual.
            if head.is_none() && text.is_empty() {
                continue;
            }
            let stored = self.wording.said(&fields, column.field);
            if head.is_some() && is_same(column.field, &stored, text) {
                continue;
            }
            let read = if column.field == "duty_parent" {
                self.parent_into(&mut fields, text, id, &mut parent)
            } else {
                self.wording.read_into(&mut fields, column.field, text)
            };
            if let Err(problem) = read {
                compare.wrong(column.field, problem);
                continue;
            }
            let file =
                if parent.is_some() && column.field == "duty_parent" { text.to_owned() } else { self.wording.said(&fields, column.field) };
            if file != stored {
                compare.changes.push(Told { row: row.row, field: column.field, stored, file });
            }
        }
        if head.is_none() {
            self.wording.complete(&mut fields);
        }
        if head.is_some_and(is_withdrawn) && own.is_none() && !compare.changes.is_empty() {
            // To bring back what was withdrawn is decided at the entry, not by a cell of a file.
            compare.wrong("key", Problem::Rule { rule: "duty_withdrawn".to_owned(), args: BTreeMap::new() });
        }
        // A draft that has never been published is what the list shows; a published one gets a draft beside it.
        let draft = own
            .map(|own| (own.id, own.version))
            .or_else(|| head.filter(|head| head.stage != Stage::Published).map(|head| (head.version, head.saved)));
        let save = SaveDraft {
            duty: id.filter(|_| draft.is_none()).map(DutyId),
            draft: draft.map(|(id, _)| id),
            based_on: None,
            fields,
            reason: own.map(|own| own.reason.clone()).unwrap_or_default(),
            version: draft.map_or(0, |(_, version)| version),
        };
        let stored = head.map(|head| Stored { key: head.duty.0.to_string(), version: stamp(head.no, head.saved), recoded: 0 });
        let order = u8::from(parent.is_some());
        compare.entry(stored, Act::Duty(Box::new(DutyAct { save, parent })), order)
    }

    fn parent_into(&self, fields: &mut DutyFields, text: &str, of: Option<i64>, parent: &mut Option<String>) -> Result<(), Problem> {
        if text.is_empty() {
            fields.parent = None;
            return Ok(());
        }
        (fields.parent, *parent) = self.parent(text, of)?;
        Ok(())
    }

    /// Entries that a file of the caller can lack: those that he drafts, and that are not withdrawn.
    pub(super) fn expected(&self) -> Vec<(String, String)> {
        let is_his = |head: &&Head| !is_withdrawn(head) && self.pen.drafts_at(head.place, head.body);
        let mut all: Vec<&Head> = self.heads.values().filter(is_his).collect();
        all.sort_by(|a, b| (&a.code, a.duty).cmp(&(&b.code, b.duty)));
        all.into_iter().map(|head| (head.duty.0.to_string(), head.name.clone())).collect()
    }
}

fn is_withdrawn(head: &Head) -> bool {
    head.stage == Stage::Published && head.deed == Deed::Withdraw
}

/// A row of the list as a file has it.
pub(super) fn cells(wording: &Wording, id: DutyId, shown: i64, fields: &DutyFields) -> Vec<super::export::Said> {
    use super::export::{Said, text};
    let said = |column: &domain::import::Column| match column.field {
        "key" => text(id.0.to_string()),
        "version" => Said::Version(shown),
        "duty_verified" => Said::Day(fields.verified),
        column => text(wording.said(fields, column)),
    };
    Register::Duties.columns().iter().map(said).collect()
}
