//! What every list's handlers share: pages and keys as they cross the door, orders, and files of exactly what is filtered.

use crate::context::Cx;
use crate::failure::Failure;
use crate::files;
use api::import::Written;
use api::page::{Cursor, Edges, PageAt, Sort};
use api::{ApiError, OutFile};
use documents::list::ListWriter;
use documents::rows::FileForm;
use serde_json::Value;
use store::page::{At, Place};
use store::walk::{Ask, Key, Mark, Page};

/// Rows read at a time while a file is written.
pub(crate) const EXPORT_PAGE: usize = 5_000;

/// A page size within its limits.
pub(crate) fn limit<N: TryFrom<u32>>(limit: u32, most: u32) -> Result<N, ApiError> {
    let range = || ApiError::invalid("limit", "range").with("from", 1).with("to", most);
    if (1..=most).contains(&limit) { N::try_from(limit).map_err(|_| range()) } else { Err(range()) }
}

/// The page that is asked for; `read` reads a place as it crossed the door.
pub(crate) fn at<P>(page: &PageAt, read: impl Fn(&str) -> Option<P>) -> Result<At<P>, ApiError> {
    let place = |cursor: &Cursor| read(&cursor.0).ok_or_else(|| ApiError::invalid("page", "cursor"));
    Ok(match page {
        PageAt::First => At::First,
        PageAt::Last => At::Last,
        PageAt::After(cursor) => At::After(place(cursor)?),
        PageAt::Before(cursor) => At::Before(place(cursor)?),
    })
}

/// What lies around a page; `told` is a place as it crosses the door.
pub(crate) fn around<P>(before: Option<P>, after: Option<P>, told: impl Fn(P) -> String) -> Edges {
    let cursor = |place| Cursor(told(place));
    Edges { before: before.map(cursor), after: after.map(cursor), unfinished: false }
}

/// A place by text and key as it crosses the door.
pub(crate) fn placed(place: Place) -> String {
    format!("{}:{}", place.id, place.key)
}

/// The same read back.
pub(crate) fn place(text: &str) -> Option<Place> {
    let (id, key) = text.split_once(':')?;
    Some(Place { key: key.to_owned(), id: id.parse().ok()? })
}

fn cursor(mark: Mark) -> Cursor {
    Cursor(format!("{}.{}.{}", mark.lane, mark.key.major, mark.key.id))
}

fn mark(text: &str) -> Option<Mark> {
    let mut parts = text.splitn(3, '.').map(str::parse::<i64>);
    let mut part = || parts.next().and_then(Result::ok);
    Some(Mark { lane: part()?, key: Key { major: part()?, id: part()? } })
}

/// The page of a walk that is asked for.
pub(crate) fn ask(page: &PageAt) -> Result<Ask, ApiError> {
    at(page, mark)
}

/// What lies around a page of a walk.
pub(crate) fn edges<R>(page: &Page<R>) -> Edges {
    Edges { before: page.before.map(cursor), after: page.after.map(cursor), unfinished: page.unfinished }
}

/// Where an export goes on; none at the end.
pub(crate) fn next<R>(page: &Page<R>) -> Option<Ask> {
    page.after.map(Ask::After)
}

/// The order of a column, or an error for one that the list can't be ordered by.
pub(crate) fn order<T: Copy>(sort: Option<&Sort>, usual: T, orders: &[(&str, bool, T)]) -> Result<T, ApiError> {
    let Some(sort) = sort else { return Ok(usual) };
    let found = orders.iter().find(|(by, down, _)| *by == sort.by && *down == sort.down);
    found.map(|(.., order)| *order).ok_or_else(|| ApiError::invalid("sort", "not_sortable").with("by", &sort.by))
}

/// Writes rows that are at hand into a file, and notes in the log what was filtered.
pub(crate) async fn write(
    cx: &mut Cx<'_>,
    out: &OutFile,
    headers: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    filter: Value,
) -> Result<Written, Failure> {
    let stamp = crate::ratings::stamp(cx).await?;
    let path = cx.path_out(out)?;
    let unwritable = |e: std::io::Error| files::unwritable(&out.name, &e);
    let mut file = files::Atomic::create(&path, &out.name)?;
    let mut writer = ListWriter::new(file.writer(), FileForm::of_name(&out.name), headers, stamp).map_err(unwritable)?;
    let mut n = 0;
    for row in rows {
        writer.write(&row).map_err(unwritable)?;
        n += 1;
    }
    writer.finish(&crate::notes::of_list(cx, n, stamp)).map_err(unwritable)?;
    file.keep(&out.name)?;
    cx.note(format!("file:{}", out.name), Some(serde_json::json!({ "filter": filter, "rows": n })));
    Ok(Written { rows: n })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_as_they_went() {
        for (lane, major, id) in [(0, 0, 0), (7, -3, i64::MIN), (i64::MAX, i64::MAX, 5)] {
            let there = Mark { lane, key: Key { major, id } };
            assert_eq!(mark(&cursor(there).0), Some(there));
        }
        for wrong in ["", "1", "1.2", "1.2.x", "1.2.3.4", "a.b.c"] {
            assert_eq!(ask(&PageAt::After(Cursor(wrong.to_owned()))), Err(ApiError::invalid("page", "cursor")), "{wrong}");
        }
    }

    #[test]
    fn only_columns_with_an_order_are_taken() {
        let sort = |by: &str, down| Sort { by: by.to_owned(), down };
        let orders = [("time", true, 1), ("time", false, 2)];
        assert_eq!(order(None, 1, &orders), Ok(1));
        assert_eq!(order(Some(&sort("time", false)), 1, &orders), Ok(2));
        assert!(order(Some(&sort("comment", false)), 1, &orders).is_err());
    }
}
