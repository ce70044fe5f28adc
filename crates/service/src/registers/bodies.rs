//! 部门: what a row asks for.

use super::entry::{Act, Compare, Entry, Stored, key_of};
use super::seats::Seats;
use crate::context::Cx;
use crate::failure::Failure;
use documents::register::RegisterRow;
use domain::body::Body;
use domain::import::{Problem, RowProblem};
use domain::register::body_state;

/// Every body, and the places where they can sit.
pub(super) struct Known {
    all: Vec<Body>,
    seats: Seats,
}

impl Known {
    pub(super) async fn read(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let conn = &mut cx.conn().await?;
        Ok(Self { all: crate::bodies::sorted(conn).await?, seats: Seats::read(conn).await? })
    }

    /// The body that a row is about: by number, else by credit code, else by name.
    fn find(&self, row: &RegisterRow) -> Result<Option<&Body>, Problem> {
        if let Some(key) = key_of(row) {
            let key = key.map_err(|(_, problem)| problem)?;
            return self.all.iter().find(|b| b.id.0 == key).map(Some).ok_or(Problem::UnknownKey);
        }
        let coded = row
            .filled("credit_code")
            .and_then(|code| self.all.iter().find(|b| b.code.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(code))));
        Ok(coded.or_else(|| row.filled("body_name").and_then(|name| self.all.iter().find(|b| b.name == name))))
    }

    /// The number of the body that a row is about, also of a row that is wrong.
    pub(super) fn about(&self, row: &RegisterRow) -> Option<String> {
        self.find(row).ok().flatten().map(|b| b.id.0.to_string())
    }

    pub(super) fn entry(&self, row: &RegisterRow) -> Result<Entry, Vec<RowProblem>> {
        let mut compare = Compare::new(row);
        let before = match self.find(row) {
            Ok(before) => before,
            Err(problem) => {
                compare.wrong("key", problem);
                return Err(compare.problems);
            }
        };
        let name = compare.text("body_name", before.map(|b| b.name.as_str()));
        let own = before.map(|b| b.code.as_deref().unwrap_or_default());
        let upper = row.get("credit_code").map(str::to_uppercase);
        let code = match (own, upper) {
            (Some(own), Some(told)) if own == told => own.to_owned(),
            _ => compare.text("credit_code", own),
        };
        let active = compare.flag("body_state", before.map(|b| b.active), body_state);
        let stored_place = before.map(|b| b.place);
        let Some(place) = self.seats.seat(&mut compare, stored_place) else { return Err(compare.problems) };
        if let Some(stored) = stored_place.filter(|stored| *stored != place) {
            compare.changed("seat", &self.seats.name(stored), &self.seats.name(place));
        }
        let version = before.map_or(0, |b| b.version);
        let save = api::body::Save { id: before.map(|b| b.id), code: Some(code), name, place, active, version };
        let stored = before.map(|b| Stored { key: b.id.0.to_string(), version: b.version, recoded: 0 });
        compare.entry(stored, Act::Body(save), 0)
    }

    /// Bodies that a file can lack: those that have not ended.
    pub(super) fn expected(&self) -> Vec<(String, String)> {
        self.all.iter().filter(|b| !b.being.has_ended()).map(|b| (b.id.0.to_string(), b.name.clone())).collect()
    }
}
