//! 待办: what there is to do now, by role.
//!
//! Each area tells its own in a function that looks whether the caller may know it at all, and adds what there is. To add
//! one: a variant of [`TodoKind`], a function here or in a file of its area, a line in [`Show`], words and a door in the page.

mod areas;
mod people;
mod stations;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::home::{ListStations, Show, Shown, Stations, Todo, TodoKind, Urgency};
use domain::time::Instant;
use jiff::civil::Date;

/// What is found, as it is found.
pub(crate) struct Found<'f> {
    todos: &'f mut Vec<Todo>,
}

impl Found<'_> {
    /// Something to do, unless there is none of it.
    fn add(&mut self, kind: TodoKind, urgency: Urgency, n: i64, oldest: Option<Date>, span: i64) {
        self.at(kind, urgency, n, oldest, span, None);
    }

    /// The same at a place.
    fn at(&mut self, kind: TodoKind, urgency: Urgency, n: i64, oldest: Option<Date>, span: i64, place: Option<domain::place::PlaceId>) {
        if n > 0 {
            self.todos.push(Todo { kind, urgency, n, oldest, span, place });
        }
    }
}

/// Whole days from an instant until now.
fn days_since(at: Instant, now: Instant) -> i64 {
    (now.0.saturating_sub(at.0)) / 86_400_000_000
}

impl Handle for Show {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Shown, Failure> {
        let mut shown = Shown::default();
        let found = &mut Found { todos: &mut shown.todos };
        areas::returned_rows(cx, found).await?;
        areas::bad_ratings(cx, found).await?;
        stations::silent(cx, found).await?;
        areas::matters(cx, found).await?;
        areas::tasks(cx, found).await?;
        areas::inspections(cx, found).await?;
        areas::duties(cx, found).await?;
        areas::releases(cx, found).await?;
        areas::to_check(cx, found).await?;
        areas::failed_changes(cx, found).await?;
        people::accounts(cx, found).await?;
        people::grants(cx, found).await?;
        areas::calendar(cx, found).await?;
        areas::backups(cx, found).await?;
        areas::chain(cx, found).await?;
        areas::exceptions(cx, found).await?;
        // As they were told within the same urgency.
        shown.todos.sort_by_key(|todo| todo.urgency);
        Ok(shown)
    }
}

impl Handle for ListStations {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Stations, Failure> {
        Ok(Stations { stations: stations::list(cx, self.kind).await? })
    }
}
