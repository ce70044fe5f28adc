//! From the names and codes of a file to the keys of the database.

use crate::failure::Failure;
use domain::import::Problem;
use domain::permission::Scope;
use domain::place::PlaceCode;
use std::collections::HashMap;
use store::import::{NewEntries, Reach};
use store::rollup::Line;
use store::{Conn, dictionary, place, rollup};

struct Known {
    code: String,
    name: String,
    short_name: String,
    active: bool,
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
    codes: HashMap<String, i64>,
    names: HashMap<String, Vec<i64>>,
    points: HashMap<i64, Vec<(i64, String)>>,
    bodies: HashMap<String, i64>,
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
}

fn next(ids: impl Iterator<Item = i64>) -> i64 {
    ids.max().unwrap_or(0) + 1
}

impl Directory {
    pub(super) async fn read(conn: &mut Conn<'_>, scopes: &[Scope]) -> Result<Self, Failure> {
        let mut places = HashMap::new();
        let mut names: HashMap<String, Vec<i64>> = HashMap::new();
        let all = place::all(conn).await?;
        let full_names: HashMap<i64, String> = all.iter().map(|p| (p.id.0, p.name.clone())).collect();
        for p in all {
            let mut called = vec![p.name.clone(), p.short_name.clone()];
            if let Some(above) = p.parent.and_then(|id| full_names.get(&id.0)) {
                called.push(format!("{above}{}", p.name));
                called.push(format!("{above}{}", p.short_name));
            }
            called.sort();
            called.dedup();
            for name in called {
                names.entry(name).or_default().push(p.id.0);
            }
            places.insert(p.id.0, Known { code: p.code.as_str().to_owned(), name: p.name, short_name: p.short_name, active: p.active });
        }
        let codes = place::codes(conn).await?.into_iter().map(|(code, id)| (code, id.0)).collect();
        let mut points: HashMap<i64, Vec<(i64, String)>> = HashMap::new();
        for (id, place, name) in dictionary::point_names(conn).await? {
            points.entry(place).or_default().push((id, name));
        }
        let mut bodies = HashMap::new();
        for (id, code, name) in dictionary::body_names(conn).await? {
            bodies.insert(name, id);
            if let Some(code) = code {
                bodies.insert(code, id);
            }
        }
        let modules = dictionary::modules(conn).await?.into_iter().map(|(id, name)| (name, id)).collect();
        let sources: HashMap<String, (i64, bool)> =
            dictionary::sources(conn).await?.into_iter().map(|s| (s.name, (s.id, s.numberless))).collect();
        let items: HashMap<String, i64> = dictionary::items(conn).await?.into_iter().map(|(id, code, _)| (code, id)).collect();
        let reasons: HashMap<String, i64> = dictionary::reasons(conn).await?.into_iter().map(|(id, name)| (name, id)).collect();
        let mut windows: HashMap<(i64, i64), HashMap<String, i64>> = HashMap::new();
        let mut last_window = 0;
        for (id, place, point, no) in dictionary::windows(conn).await? {
            last_window = last_window.max(id);
            windows.entry((place, point)).or_default().insert(no, id);
        }
        Ok(Self {
            next_item: next(items.values().copied()),
            next_reason: next(reasons.values().copied()),
            next_window: last_window + 1,
            next_source: next(sources.values().map(|s| s.0)),
            places,
            codes,
            names,
            points,
            bodies,
            modules,
            sources,
            items,
            reasons,
            windows,
            reach: Reach::read(conn, scopes).await?,
            new: NewEntries::default(),
            lines: rollup::lines(conn).await?,
        })
    }

    /// Where a row happened.
    pub(super) fn locate(&self, code: Option<&PlaceCode>, name: Option<&str>, point: Option<&str>) -> Result<Located, Wrong> {
        let place = match (code, name) {
            (Some(code), name) => {
                let id = *self.codes.get(code.as_str()).ok_or(("place_code", Problem::UnknownPlaceCode))?;
                if let (Some(name), Some(known)) = (name, self.places.get(&id)) {
                    let fits = name == known.name || name == known.short_name || self.names.get(name).is_some_and(|ids| ids.contains(&id));
                    if !fits {
                        return Err(("place_name", Problem::PlaceMismatch { name: known.name.clone() }));
                    }
                }
                id
            }
            (None, Some(name)) => match self.names.get(name).map(Vec::as_slice) {
                Some([id]) => *id,
                Some(ids) => return Err(("place_name", Problem::AmbiguousPlaceName { candidates: self.candidates(ids) })),
                None => return Err(("place_name", Problem::UnknownPlaceName)),
            },
            (None, None) => return Err(("place_code", Problem::PlaceMissing)),
        };
        if !self.reach.touches(place) {
            return Err(("place_code", Problem::OutsideScope));
        }
        if self.places.get(&place).is_some_and(|p| !p.active) {
            return Err(("place_code", Problem::PlaceInactive));
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

    fn candidates(&self, ids: &[i64]) -> Vec<String> {
        ids.iter().filter_map(|id| self.places.get(id)).map(|p| format!("{} {}", p.code, p.name)).collect()
    }

    /// The body that handled it there; it must be known.
    pub(super) fn body(&self, located: Located, name: Option<&str>) -> Result<Option<i64>, Wrong> {
        let id = match name {
            None => None,
            Some(name) => Some(*self.bodies.get(name).ok_or(("body", Problem::UnknownBody))?),
        };
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

    /// The line of a place, for the sums.
    pub(super) fn line(&self, place: i64) -> Option<&Line> {
        self.lines.get(&place)
    }
}
