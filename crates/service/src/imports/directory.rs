//! From the names and codes of a file to the keys of the database.

use super::called::Called;
use super::dated::{self, Held};
use crate::failure::Failure;
use domain::change::{Being, ChangeKind, Unit};
use domain::import::Problem;
use domain::permission::Scope;
use domain::place::{PlaceCode, PlaceId};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use store::catalogue::item::CATALOGUE_IDS;
use store::import::{NewEntries, Reach};
use store::{Conn, body, change, dictionary, place, rollup};

struct Known {
    code: String,
    name: String,
    active: bool,
    being: Being,
    merged: bool,
    split_into: Vec<i64>,
}

/// A body that has ended: since when, and into which it was split.
struct EndedBody {
    since: Date,
    split_into: Vec<String>,
}

/// What a row says of where it happened, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Located {
    pub(super) place: i64,
    pub(super) point: Option<i64>,
}

/// A problem with the field it belongs to.
pub(super) type Wrong = (&'static str, Problem);

/// Everything that rows can name, read once at the beginning of an import. Entries that the file brings along get
/// keys here and are written with the merge.
pub(super) struct Directory {
    places: HashMap<i64, Known>,
    codes: HashMap<String, Vec<Held>>,
    names: Called,
    points: HashMap<i64, Vec<(i64, String)>>,
    bodies: HashMap<String, i64>,
    ended_bodies: HashMap<i64, EndedBody>,
    modules: HashMap<String, i64>,
    sources: HashMap<String, (i64, bool)>,
    items: HashMap<String, i64>,
    reasons: HashMap<String, i64>,
    windows: HashMap<(i64, i64), HashMap<String, i64>>,
    reach: Reach,
    next_item: i64,
    next_reason: i64,
    next_window: i64,
    next_source: i64,
    pub(super) new: NewEntries,
    pub(super) lines: rollup::Lines,
    /// Which state of the tree of places this is.
    pub(super) structure: i64,
}

fn next(ids: impl Iterator<Item = i64>) -> i64 {
    ids.max().unwrap_or(0) + 1
}

impl Directory {
    pub(super) async fn read(conn: &mut Conn<'_>, scopes: &[Scope]) -> Result<Self, Failure> {
        let all = place::all(conn).await?;
        let above: HashMap<PlaceId, (String, Option<PlaceId>)> = all.iter().map(|p| (p.id, (p.name.clone(), p.parent))).collect();
        let mut places = HashMap::new();
        let mut names = Called::default();
        let mut former: HashMap<i64, Vec<(String, Date)>> = HashMap::new();
        for (id, name, until) in change::names(conn, Unit::Place).await? {
            former.entry(id).or_default().push((name, until));
        }
        for p in all {
            let line = std::iter::successors(p.parent.and_then(|id| above.get(&id)), |(_, next)| above.get(&(*next)?));
            let line: Vec<&str> = line.map(|(name, _)| name.as_str()).collect();
            let mut since = p.being.opened;
            for (called, until) in former.remove(&p.id.0).unwrap_or_default() {
                names.add(&called, p.level, &line, Held { place: p.id.0, from: since, until: Some(until) });
                since = Some(until);
            }
            names.add(&p.name, p.level, &line, Held { place: p.id.0, from: since, until: p.being.ended });
            let known = Known {
                code: p.code.as_str().to_owned(),
                name: p.name,
                active: p.active,
                being: p.being,
                merged: p.merged_into.is_some(),
                split_into: p.split_into.into_iter().map(|id| id.0).collect(),
            };
            places.insert(p.id.0, known);
        }
        let mut codes: HashMap<String, Vec<Held>> = HashMap::new();
        let mut coded: HashSet<i64> = HashSet::new();
        let mut all_codes = place::codes(conn).await?;
        all_codes.sort_by_key(|c| c.from);
        for c in all_codes {
            // The first code that is known of a place was in force before that day, too, if the place was there.
            let opened = places.get(&c.place.0).and_then(|p| p.being.opened);
            let from = if coded.insert(c.place.0) { opened } else { Some(c.from) };
            codes.entry(c.code).or_default().push(Held { place: c.place.0, from, until: c.until });
        }
        let points = points(conn, &places).await?;
        let (bodies, ended_bodies) = bodies(conn).await?;
        let modules = dictionary::modules(conn).await?.into_iter().map(|(id, name)| (name, id)).collect();
        let sources: HashMap<String, (i64, bool)> =
            dictionary::sources(conn).await?.into_iter().map(|s| (s.name, (s.id, s.numberless))).collect();
        let mut items: HashMap<String, i64> = dictionary::items(conn).await?.into_iter().map(|(id, code, _)| (code, id)).collect();
        // The catalogue gives keys of its own, also while a file is being read.
        let next_item = next(items.values().copied().filter(|id| *id < CATALOGUE_IDS));
        for (id, key) in dictionary::item_keys(conn).await? {
            items.entry(key).or_insert(id);
        }
        let reasons: HashMap<String, i64> = dictionary::reasons(conn).await?.into_iter().map(|(id, name)| (name, id)).collect();
        let mut windows: HashMap<(i64, i64), HashMap<String, i64>> = HashMap::new();
        let mut last_window = 0;
        for (id, place, point, no) in dictionary::windows(conn).await? {
            last_window = last_window.max(id);
            windows.entry((place, point)).or_default().insert(no, id);
        }
        Ok(Self {
            next_item,
            next_reason: next(reasons.values().copied()),
            next_window: last_window + 1,
            next_source: next(sources.values().map(|s| s.0)),
            places,
            codes,
            names,
            points,
            bodies,
            ended_bodies,
            modules,
            sources,
            items,
            reasons,
            windows,
            reach: Reach::read(conn, scopes).await?,
            new: NewEntries::default(),
            lines: rollup::lines(conn).await?,
            structure: store::meta::structure(conn).await?,
        })
    }

    /// Where a row happened. Codes and names are understood as they were on its day.
    pub(super) fn locate(
        &self,
        code: Option<&PlaceCode>,
        name: Option<&str>,
        point: Option<&str>,
        day: impl Fn() -> Date,
    ) -> Result<Located, Wrong> {
        let place = match (code, name) {
            (Some(code), name) => {
                let held = self.codes.get(code.as_str()).ok_or(("place_code", Problem::UnknownPlaceCode))?;
                let id = dated::one(held, &day).map_err(|ids| ("place_code", self.ambiguous(&ids)))?;
                if let (Some(name), Some(known)) = (name, self.places.get(&id))
                    && !self.names.may_mean(name, id)
                {
                    return Err(("place_name", Problem::PlaceMismatch { name: known.name.clone() }));
                }
                id
            }
            (None, Some(name)) => match self.names.find(name) {
                Some(held) => dated::one(held, &day).map_err(|ids| ("place_name", self.ambiguous(&ids)))?,
                None => return Err(("place_name", Problem::UnknownPlaceName)),
            },
            (None, None) => return Err(("place_code", Problem::PlaceMissing)),
        };
        if !self.reach.touches(place) {
            return Err(("place_code", Problem::OutsideScope));
        }
        if let Some(known) = self.places.get(&place) {
            self.is_open(known, &day)?;
        }
        let point = match point {
            None => None,
            Some(name) => {
                let here = self.points.get(&place).map(Vec::as_slice).unwrap_or_default();
                let found = here.iter().find(|(_, n)| n == name);
                let candidates = || here.iter().map(|(_, n)| n.clone()).collect();
                Some(found.ok_or_else(|| ("point", Problem::UnknownPoint { candidates: candidates() }))?.0)
            }
        };
        Ok(Located { place, point })
    }

    /// The place counts, and was there on the day. What was merged is still taken under its own name: it counts for its
    /// successor.
    fn is_open(&self, known: &Known, day: &impl Fn() -> Date) -> Result<(), Wrong> {
        if !known.active {
            return Err(("place_code", Problem::PlaceInactive));
        }
        match known.being.ended {
            Some(since) if !known.merged && since <= day() => {
                let candidates = self.candidates(&known.split_into);
                Err(("place_code", Problem::PlaceEnded { since: since.to_string(), candidates }))
            }
            _ => Ok(()),
        }
    }

    fn ambiguous(&self, ids: &[i64]) -> Problem {
        Problem::AmbiguousPlaceName { candidates: self.candidates(ids) }
    }

    fn candidates(&self, ids: &[i64]) -> Vec<String> {
        ids.iter().filter_map(|id| self.places.get(id)).map(|p| format!("{} {}", p.code, p.name)).collect()
    }

    /// A body of that name, wherever it may handle.
    pub(super) fn is_body(&self, name: Option<&str>) -> Result<Option<i64>, Wrong> {
        name.map(|name| self.bodies.get(name).copied().ok_or(("body", Problem::UnknownBody))).transpose()
    }

    /// The body that handled it there; it must be known.
    pub(super) fn body(&self, located: Located, name: Option<&str>, day: impl Fn() -> Date) -> Result<Option<i64>, Wrong> {
        let id = self.is_body(name)?;
        if let Some(ended) = id.and_then(|id| self.ended_bodies.get(&id))
            && ended.since <= day()
        {
            let (since, candidates) = (ended.since.to_string(), ended.split_into.clone());
            return Err(("body", Problem::BodyEnded { since, candidates }));
        }
        if self.reach.covers(located.place, id) { Ok(id) } else { Err(("body", Problem::OutsideScope)) }
    }

    /// The terminal module; it must be known.
    pub(super) fn module(&self, name: Option<&str>) -> Result<Option<i64>, Wrong> {
        name.map(|n| self.modules.get(n).copied().ok_or(("module", Problem::UnknownModule))).transpose()
    }

    /// The source, made if it is new, and whether it is numberless.
    pub(super) fn source(&mut self, name: Option<&str>) -> Result<(i64, bool), Wrong> {
        let name = name.ok_or(("source", Problem::NoSource))?;
        if let Some(known) = self.sources.get(name) {
            return Ok(*known);
        }
        let id = self.next_source;
        self.next_source += 1;
        self.sources.insert(name.to_owned(), (id, false));
        self.new.sources.push((id, name.to_owned()));
        Ok((id, false))
    }

    /// The item by its code, else by its name; made if it is new.
    pub(super) fn item(&mut self, code: Option<&str>, name: Option<&str>) -> Option<i64> {
        let known = match (code, name) {
            (Some(code), _) => self.items.get(code),
            (None, Some(name)) => self.items.get(&format!("name:{name}")),
            (None, None) => return None,
        };
        if let Some(id) = known {
            return Some(*id);
        }
        let key = code.map_or_else(|| format!("name:{}", name.unwrap_or_default()), str::to_owned);
        let id = self.next_item;
        self.next_item += 1;
        self.items.insert(key.clone(), id);
        self.new.items.push((id, key, name.or(code).unwrap_or_default().to_owned()));
        Some(id)
    }

    /// A reason that was ticked; made if it is new.
    pub(super) fn reason(&mut self, name: &str) -> i64 {
        if let Some(id) = self.reasons.get(name) {
            return *id;
        }
        let id = self.next_reason;
        self.next_reason += 1;
        self.reasons.insert(name.to_owned(), id);
        self.new.reasons.push((id, name.to_owned()));
        id
    }

    /// A window of a place and point; made if it is new.
    pub(super) fn window(&mut self, located: Located, no: Option<&str>) -> Option<i64> {
        let no = no?;
        let at = (located.place, located.point.unwrap_or(0));
        let here = self.windows.entry(at).or_default();
        if let Some(id) = here.get(no) {
            return Some(*id);
        }
        let id = self.next_window;
        self.next_window += 1;
        here.insert(no.to_owned(), id);
        self.new.windows.push((id, at.0, at.1, no.to_owned()));
        Some(id)
    }

    /// A stored row of this place and body lies inside of what the importer may touch.
    pub(super) fn covers(&self, place: i64, body: Option<i64>) -> bool {
        self.reach.covers(place, body)
    }
}

/// The service points of each place, those of its predecessors among them, by every name that they have had.
async fn points(conn: &mut Conn<'_>, places: &HashMap<i64, Known>) -> Result<HashMap<i64, Vec<(i64, String)>>, Failure> {
    let mut points: HashMap<i64, Vec<(i64, String)>> = HashMap::new();
    let mut at: HashMap<i64, i64> = HashMap::new();
    for (id, place, name) in dictionary::point_names(conn).await? {
        points.entry(place).or_default().push((id, name));
        at.insert(id, place);
    }
    for (id, name, _) in change::names(conn, Unit::Point).await? {
        if let Some(here) = at.get(&id).and_then(|place| points.get_mut(place)) {
            here.push((id, name));
        }
    }
    // In order of days, so that what was merged twice arrives at the end of the chain.
    for s in change::successions(conn, Unit::Place).await?.iter().filter(|s| s.kind == ChangeKind::Merge) {
        if places.contains_key(&s.successor) {
            let more = points.get(&s.predecessor).cloned().unwrap_or_default();
            points.entry(s.successor).or_default().extend(more);
        }
    }
    Ok(points)
}

/// Bodies by every name and code that they have had, and those that have ended without being merged.
async fn bodies(conn: &mut Conn<'_>) -> Result<(HashMap<String, i64>, HashMap<i64, EndedBody>), Failure> {
    let all = body::all(conn).await?;
    let mut called: HashMap<String, i64> = HashMap::new();
    // Former names first: the present ones win.
    for (id, name, _) in change::names(conn, Unit::Body).await? {
        called.insert(name, id);
    }
    for (id, code) in body::former_codes(conn).await? {
        called.insert(code, id.0);
    }
    let mut split: HashMap<i64, Vec<i64>> = HashMap::new();
    for s in change::successions(conn, Unit::Body).await?.iter().filter(|s| s.kind == ChangeKind::Split) {
        split.entry(s.predecessor).or_default().push(s.successor);
    }
    let names: HashMap<i64, String> = all.iter().map(|b| (b.id.0, b.name.clone())).collect();
    let mut ended = HashMap::new();
    for b in all {
        if let Some(since) = b.being.ended.filter(|_| b.merged_into.is_none()) {
            let split_into = split.get(&b.id.0).into_iter().flatten().filter_map(|id| names.get(id).cloned()).collect();
            ended.insert(b.id.0, EndedBody { since, split_into });
        }
        called.insert(b.name, b.id.0);
        if let Some(code) = b.code {
            called.insert(code, b.id.0);
        }
    }
    Ok((called, ended))
}
