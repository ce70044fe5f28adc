//! For which places and days a case file tells the cases, so that what it leaves out counts as none.

use super::run::Order;
use crate::failure::Failure;
use domain::coverage::with_weekends;
use domain::period::Period;
use jiff::civil::Date;
use std::collections::BTreeSet;
use store::case_cover::{self, Cover};
use store::{Work, rollup};

/// Notes what a file covers.
pub(super) async fn cover(work: &mut Work, order: &Order, rows: Option<Period>, named: &BTreeSet<i64>, today: Date) -> Result<(), Failure> {
    for cover in covers(work, order, rows, named, today).await? {
        case_cover::widen(&mut work.conn(), cover).await?;
    }
    Ok(())
}

/// What a file covers. `named`: the places of its good rows; `rows`: the days of those.
pub(super) async fn covers(
    work: &mut Work,
    order: &Order,
    rows: Option<Period>,
    named: &BTreeSet<i64>,
    today: Date,
) -> Result<Vec<Cover>, Failure> {
    let mut covers = Vec::new();
    let Some(rows) = rows else { return Ok(covers) };
    let days = match order.extent.days {
        None => with_weekends(rows, today),
        Some(told) => Period { from: told.from.min(rows.from), to: told.to.max(rows.to).min(today.max(rows.to)) },
    };
    let lines = rollup::lines(&mut work.conn()).await?;
    for scope in &order.scopes {
        let body = scope.body().map_or(0, |b| b.0);
        let top = scope.place().0;
        let paths: Vec<&[i64]> =
            named.iter().filter_map(|p| lines.get(p)).map(|l| l.path.as_slice()).filter(|path| path.contains(&top)).collect();
        if order.extent.named_only {
            for place in paths.iter().filter_map(|path| path.first()) {
                covers.push(Cover { place: *place, with_below: false, body, days });
            }
        } else if let Some(place) = common(&paths) {
            covers.push(Cover { place, with_below: true, body, days });
        }
    }
    Ok(covers)
}

/// The lowest place that is on every path; paths begin with the place itself.
fn common(paths: &[&[i64]]) -> Option<i64> {
    let (first, rest) = paths.split_first()?;
    first.iter().copied().find(|place| rest.iter().all(|path| path.contains(place)))
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn the_lowest_place_in_common() {
        let (village, other, town, elsewhere) = ([31, 3, 1], [32, 3, 1], [3, 1], [41, 4, 1]);
        assert_eq!(common(&[&village]), Some(31));
        assert_eq!(common(&[&village, &other]), Some(3));
        assert_eq!(common(&[&village, &town]), Some(3));
        assert_eq!(common(&[&village, &elsewhere]), Some(1));
        assert_eq!(common(&[]), None);
    }
}
