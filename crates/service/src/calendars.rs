//! 工作日历: the published lists, importing one, counting.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use api::calendar::{Count, DayChange, Import, ListYears, Origin, Preview, Previewed, ShowYear, Year, YearShown, Years};
use api::{ApiError, ErrorCode};
use domain::calendar::{Calendar, CountError, Counted, DayKind, LONGEST, ListError, YearList, notice};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::json;
use store::calendar::{self, StoredYear};
use store::place;

/// Longest text of a list, in characters: a notice has about a thousand, a JSON file a few thousand.
const TEXT_CHARS: usize = 20_000;
/// The month from which on the next year's list is missed; it is usually published in November.
const DUE_FROM_MONTH: i8 = 12;

fn told(year: &StoredYear) -> Year {
    let count = |off: bool| u32::try_from(year.list.days.iter().filter(|day| day.off == off).count()).unwrap_or(0);
    Year {
        year: year.list.year,
        origin: match year.origin {
            calendar::Origin::Shipped => Origin::Shipped,
            calendar::Origin::Imported => Origin::Imported,
        },
        papers: year.list.papers.clone(),
        off: count(true),
        made_up: count(false),
        changed: year.changed,
        by: year.by.clone(),
        version: year.version,
    }
}

/// The error for a list that can't be taken.
fn wrong(error: &ListError) -> ApiError {
    let rule = |rule: &str| ApiError::invalid("list", rule);
    match error {
        ListError::Unreadable(detail) => rule("list_unreadable").with("detail", detail),
        ListError::Year(year) => rule("list_year").with("year", year),
        ListError::Outside(day) => rule("list_outside").with("day", day),
        ListError::Twice(day) => rule("list_twice").with("day", day),
        ListError::Empty => rule("list_empty"),
        ListError::Missing(holiday) => rule("list_missing").with("name", holiday),
        ListError::NoYear => rule("list_no_year"),
        ListError::Weekday(day) => rule("list_weekday").with("day", day),
        ListError::Count { name, told, found } => rule("list_count").with("name", name).with("told", told).with("found", found),
    }
}

/// Reads the JSON of a list or the words of a notice.
fn read(text: &str, year: Option<i16>) -> Result<YearList, ApiError> {
    let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let list = if is_json { YearList::parse(text) } else { notice::read(text, year) };
    list.map_err(|e| wrong(&e))
}

/// The first day from one on that no list settles.
fn provisional_from(calendar: &Calendar, today: Date) -> Date {
    let mut day = today;
    // Nothing is published for more than a year ahead.
    for _ in 0..800 {
        if calendar.day(day).provisional {
            break;
        }
        day = day.saturating_add(1.day());
    }
    day
}

impl Handle for ListYears {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Years, Failure> {
        let years = calendar::years(&mut cx.conn().await?).await?;
        let today = cx.today();
        let all = Calendar::new(years.iter().map(|y| y.list.clone()));
        let next = today.year() + i16::from(today.month() >= DUE_FROM_MONTH);
        let due = (!all.is_published(next)).then_some(next);
        Ok(Years { years: years.iter().map(told).collect(), provisional_from: provisional_from(&all, today), due })
    }
}

impl Handle for ShowYear {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<YearShown, Failure> {
        let (first, last) = (2000, 2100);
        if !(first..=last).contains(&self.year) {
            return Err(ApiError::invalid("year", "range").with("from", first).with("to", last).into());
        }
        let years = calendar::years(&mut cx.conn().await?).await?;
        let list = years.iter().find(|y| y.list.year == self.year).map(told);
        let all = Calendar::new(years.into_iter().map(|y| y.list));
        let mut days = Vec::with_capacity(366);
        let mut day = date(self.year, 1, 1);
        while day.year() == self.year {
            days.push(all.day(day));
            day = day.saturating_add(1.day());
        }
        let worked = days.iter().filter(|day| day.kind.is_worked()).count();
        Ok(YearShown { days, worked: u32::try_from(worked).unwrap_or(0), list })
    }
}

impl Handle for Preview {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Previewed, Failure> {
        let text = match (&self.file, self.text) {
            (Some(file), _) => crate::files::small_text(cx, file, TEXT_CHARS * 4)?,
            (None, Some(text)) => text,
            (None, None) => return Err(ApiError::invalid("text", "required").into()),
        };
        if text.chars().count() > TEXT_CHARS {
            return Err(ApiError::invalid("text", "too_long").with("limit", TEXT_CHARS).into());
        }
        let list = read(&text, self.year)?;
        let years = calendar::years(&mut cx.conn().await?).await?;
        let stored = years.iter().find(|y| y.list.year == list.year);
        let version = stored.map_or(0, |y| y.version);
        let same = stored.is_some_and(|y| is_same(&y.list, &list));
        let changes = changes(&years, &list);
        Ok(Previewed { list, version, changes, same })
    }
}

/// The same days, whatever the order and the addresses.
fn is_same(a: &YearList, b: &YearList) -> bool {
    let sorted = |list: &YearList| {
        let mut days: Vec<_> = list.days.iter().map(|d| (d.date, d.off, d.name.clone())).collect();
        days.sort();
        days
    };
    sorted(a) == sorted(b)
}

/// Days that are another kind with a list than without.
fn changes(stored: &[StoredYear], list: &YearList) -> Vec<DayChange> {
    let before = Calendar::new(stored.iter().map(|y| y.list.clone()));
    let others = stored.iter().filter(|y| y.list.year < list.year).map(|y| y.list.clone());
    let later = stored.iter().filter(|y| y.list.year > list.year).map(|y| y.list.clone());
    let after = Calendar::new(others.chain([list.clone()]).chain(later));
    let old = stored.iter().filter(|y| y.list.year == list.year).flat_map(|y| &y.list.days);
    let mut dates: Vec<Date> = old.chain(&list.days).map(|d| d.date).collect();
    dates.sort_unstable();
    dates.dedup();
    let kinds = |day: Date| -> (DayKind, DayKind) { (before.day(day).kind, after.day(day).kind) };
    let change = |day: Date| {
        let (old, new) = kinds(day);
        let name = if new == DayKind::Weekend || new == DayKind::Workday { before.day(day).name } else { after.day(day).name };
        (old != new).then_some(DayChange { date: day, name, before: old, after: new })
    };
    dates.into_iter().filter_map(change).collect()
}

impl Handle for Import {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Year, Failure> {
        self.list.check().map_err(|e| wrong(&e))?;
        let by = cx.actor.who().to_owned();
        let now = cx.now;
        cx.work().await?;
        // It holds for the whole district.
        let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
        cx.scope_at(district).await?;
        let conn = &mut cx.conn().await?;
        let years = calendar::years(conn).await?;
        let then = Calendar::new(years.iter().map(|year| year.list.clone()));
        let before = years.into_iter().find(|y| y.list.year == self.list.year);
        let reason = match &before {
            Some(_) => crate::ratings::within(&self.reason, "reason", 2, 200)?,
            None => self.reason.trim(),
        };
        if before.as_ref().is_some_and(|b| b.version == self.version && is_same(&b.list, &self.list)) {
            return Err(ApiError::invalid("list", "unchanged").into());
        }
        if !calendar::save(conn, &self.list, &by, now, self.version).await? {
            return match &before {
                Some(before) => Err(conflict(&told(before))?),
                None => Err(ErrorCode::NotFound.into()),
            };
        }
        let reason = reason.to_owned();
        let years = calendar::years(conn).await?;
        let now_known = Calendar::new(years.iter().map(|year| year.list.clone()));
        let recounted = crate::supervision::recount::recount(cx, &then, &now_known).await?;
        let after = years.into_iter().find(|y| y.list.year == self.list.year).ok_or(ErrorCode::NotFound)?;
        let values = json!({ "before": before.map(|b| b.list), "after": after.list, "reason": reason, "recounted": recounted });
        cx.note(format!("calendar:{}", self.list.year), Some(values));
        cx.work().await?.changed("calendar", Some(self.list.year.to_string()));
        Ok(told(&after))
    }
}

impl Handle for Count {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Counted, Failure> {
        let calendar = calendar::calendar(&mut cx.conn().await?).await?;
        calendar.count(self.begins, self.days, self.unit).map_err(|e| {
            match e {
                CountError::Amount(_) => ApiError::invalid("days", "range").with("from", 1).with("to", LONGEST),
                CountError::Outside => ApiError::invalid("begins", "list_outside").with("day", self.begins),
            }
            .into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::SHIPPED;

    fn stored(text: &str) -> StoredYear {
        StoredYear {
            list: YearList::parse(text).unwrap(),
            origin: calendar::Origin::Shipped,
            changed: domain::time::Instant(0),
            by: "system".to_owned(),
            version: 1,
        }
    }

    #[test]
    fn what_a_corrected_list_changes() {
        let years: Vec<StoredYear> = SHIPPED.iter().map(|text| stored(text)).collect();
        let mut list = years.last().unwrap().list.clone();
        assert!(is_same(&list, &years.last().unwrap().list) && changes(&years, &list).is_empty());
        list.days.retain(|day| day.date != date(2026, 10, 10));
        assert!(!is_same(&list, &years.last().unwrap().list));
        let change = DayChange { date: date(2026, 10, 10), name: "国庆节".to_owned(), before: DayKind::MakeUp, after: DayKind::Weekend };
        assert_eq!(changes(&years, &list), [change]);
    }
}
