//! 服务站点: what a row asks for, windows and devices included.

use super::entry::{Act, Compare, Entry, Stored, key_of};
use super::seats::Seats;
use crate::context::Cx;
use crate::failure::Failure;
use documents::register::{RegisterRow, is_same};
use documents::times;
use domain::import::{Problem, RowProblem};
use domain::place::PlaceId;
use domain::point::{Device, Point, PointFields, Window};
use domain::register::{Part, kind_of_word, kind_word, parts_of_text, parts_text, point_state};
use jiff::civil::Date;
use store::point;

/// The points within reach, and the places where they can stand.
pub(super) struct Known {
    all: Vec<Point>,
    seats: Seats,
}

/// Every point that the caller's scopes reach.
pub(super) async fn within_reach(cx: &mut Cx<'_>) -> Result<Vec<Point>, Failure> {
    let scopes = cx.access.scopes().to_vec();
    let mut all: Vec<Point> = Vec::new();
    for scope in &scopes {
        let found = point::within(&mut cx.conn().await?, scope).await?;
        all.extend(found.into_iter().filter(|p| !all.iter().any(|known| known.id == p.id)).collect::<Vec<_>>());
    }
    Ok(all)
}

fn windows(fields: &PointFields) -> Vec<Part> {
    fields.windows.iter().map(|w| (w.no.clone(), w.name.clone())).collect()
}

fn devices(fields: &PointFields) -> Vec<Part> {
    fields.devices.iter().map(|d| (d.no.clone(), d.name.clone())).collect()
}

/// Windows and devices as the files have them.
pub(super) fn parts(fields: &PointFields) -> (String, String) {
    (parts_text(&windows(fields)), parts_text(&devices(fields)))
}

impl Known {
    pub(super) async fn read(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let all = within_reach(cx).await?;
        Ok(Self { all, seats: Seats::read(&mut cx.conn().await?).await? })
    }

    /// The point whose number a row gives; none where it gives none.
    fn keyed(&self, row: &RegisterRow) -> Result<Option<&Point>, Problem> {
        let Some(key) = key_of(row) else { return Ok(None) };
        let key = key.map_err(|(_, problem)| problem)?;
        self.all.iter().find(|p| p.id.0 == key).map(Some).ok_or(Problem::UnknownKey)
    }

    /// The point of that name in a place.
    fn named(&self, row: &RegisterRow, place: PlaceId) -> Option<&Point> {
        self.all.iter().find(|p| p.place == place && row.filled("point_name") == Some(p.fields.name.as_str()))
    }

    /// The number of the point that a row is about, also of a row that is wrong.
    pub(super) fn about(&self, row: &RegisterRow) -> Option<String> {
        let keyed = self.keyed(row).ok()?;
        let place = self.seats.of(row, "place_code", "seat", keyed.map(|p| p.place)).ok().flatten();
        keyed.or_else(|| self.named(row, place?)).map(|p| p.id.0.to_string())
    }

    pub(super) fn entry(&self, row: &RegisterRow) -> Result<Entry, Vec<RowProblem>> {
        let mut compare = Compare::new(row);
        let keyed = match self.keyed(row) {
            Ok(keyed) => keyed,
            Err(problem) => {
                compare.wrong("key", problem);
                return Err(compare.problems);
            }
        };
        let Some(place) = self.seats.seat(&mut compare, keyed.map(|p| p.place)) else { return Err(compare.problems) };
        let before = keyed.or_else(|| self.named(row, place));
        if before.is_some_and(|p| p.place != place) {
            let stored = before.map(|p| self.seats.name(p.place)).unwrap_or_default();
            compare.wrong("seat", Problem::Fixed { stored });
        }
        let kind = self.kind(&mut compare, before);
        let fields = fields(&mut compare, before.map(|p| &p.fields));
        let (Some(kind), true) = (kind, compare.problems.is_empty()) else { return Err(compare.problems) };
        let act = match before {
            None => Act::NewPoint(api::point::Create { place, kind, fields }),
            Some(p) => Act::Point(api::point::Save { id: p.id, fields, version: p.version }),
        };
        let stored = before.map(|p| Stored { key: p.id.0.to_string(), version: p.version, recoded: 0 });
        compare.entry(stored, act, 0)
    }

    /// The kind, which is given once.
    fn kind(&self, compare: &mut Compare<'_>, before: Option<&Point>) -> Option<domain::point::PointKind> {
        let told = match compare.row.filled("point_kind") {
            None => None,
            Some(text) => match kind_of_word(text) {
                Some(kind) => Some(kind),
                None => {
                    compare.wrong("point_kind", Problem::Unreadable);
                    return None;
                }
            },
        };
        match (before, told) {
            (Some(p), Some(told)) if told != p.kind => {
                compare.wrong("point_kind", Problem::Fixed { stored: kind_word(p.kind).to_owned() });
                None
            }
            (Some(p), _) => Some(p.kind),
            (None, None) => {
                compare.wrong("point_kind", Problem::Missing);
                None
            }
            (None, told) => told,
        }
    }

    /// Points that a file can lack: those that have not ended.
    pub(super) fn expected(&self) -> Vec<(String, String)> {
        let there = self.all.iter().filter(|p| p.ended.is_none());
        there.map(|p| (p.id.0.to_string(), format!("{} {}", self.seats.name(p.place), p.fields.name))).collect()
    }
}

fn fields(compare: &mut Compare<'_>, before: Option<&PointFields>) -> PointFields {
    let mut text = |field: &'static str, stored: fn(&PointFields) -> &String| compare.text(field, before.map(|b| stored(b).as_str()));
    let name = text("point_name", |f| &f.name);
    let address = text("address", |f| &f.address);
    let head = text("head", |f| &f.head);
    let staff = text("staff", |f| &f.staff);
    let phone = text("phone", |f| &f.phone);
    let hours = text("hours", |f| &f.hours);
    let leader = text("leader", |f| &f.leader);
    let cadre = text("cadre", |f| &f.cadre);
    let opened = opened(compare, before.map(|b| b.opened));
    let active = compare.flag("point_state", before.map(|b| b.active), point_state);
    let windows = of_cell(compare, "windows", before.map(windows)).into_iter().map(|(no, name)| Window { no, name }).collect();
    let devices = of_cell(compare, "devices", before.map(devices)).into_iter().map(|(no, name)| Device { no, name }).collect();
    PointFields { name, address, head, staff, phone, hours, leader, cadre, opened, active, windows, devices }
}

/// 启用日; an empty cell empties it.
fn opened(compare: &mut Compare<'_>, stored: Option<Option<Date>>) -> Option<Date> {
    let Some(text) = compare.row.get("opened") else { return stored.flatten() };
    let told = if text.is_empty() { None } else { times::day(text) };
    if told.is_none() && !text.is_empty() {
        compare.wrong("opened", Problem::BadTime);
        return None;
    }
    if let Some(stored) = stored.filter(|stored| *stored != told) {
        let word = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
        compare.changed("opened", &word(stored), &word(told));
    }
    told
}

/// Windows or devices as they are to be.
fn of_cell(compare: &mut Compare<'_>, field: &'static str, stored: Option<Vec<Part>>) -> Vec<Part> {
    let Some(text) = compare.row.get(field) else { return stored.unwrap_or_default() };
    let told = parts_of_text(text);
    match stored {
        Some(stored) if stored == told || is_same(field, &parts_text(&stored), text) => stored,
        Some(stored) => {
            compare.changed(field, &parts_text(&stored), &parts_text(&told));
            told
        }
        None => told,
    }
}
