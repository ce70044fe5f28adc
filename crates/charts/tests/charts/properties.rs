//! Whatever comes in: a well-formed, harmless, complete picture with everything inside it.

use charts::bars::bars;
use charts::gantt::gantt;
use charts::heat::heat;
use charts::ranking::ranking;
use charts::spark::spark;
use charts::tiles::tiles;
use charts::trend::trend;
use charts::{Frame, Ink};
use proptest::prelude::*;

use crate::check::{apart, check};
use crate::makers;

fn paper(frame: &Frame) -> bool {
    frame.ink == Ink::Paper
}

fn finite(value: Option<f64>) -> bool {
    value.is_some_and(f64::is_finite)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn tiles_hold(frame in makers::frame(), data in makers::tiles()) {
        let chart = tiles(&frame, &data, &makers::tiles_words());
        check(&chart, paper(&frame));
        apart(&chart.marks);
        let towns: usize = data.groups.iter().map(|g| g.tiles.len() + g.centre.iter().count()).sum();
        let all = towns + data.district.iter().count();
        prop_assert_eq!(chart.marks.len(), all);
        prop_assert_eq!(chart.table.rows.len(), all);
    }

    #[test]
    fn ranking_holds(frame in makers::frame(), data in makers::ranking()) {
        let chart = ranking(&frame, &data, &makers::ranking_words());
        check(&chart, paper(&frame));
        apart(&chart.marks);
        prop_assert_eq!(chart.table.rows.len(), data.rows.len());
        let ranked = data.rows.iter().filter(|r| finite(r.value)).count();
        let drawn = chart.marks.iter().filter(|m| m.value.is_some()).count();
        let wanted = data.first + data.last;
        prop_assert_eq!(drawn, if ranked <= wanted + 1 { ranked } else { wanted });
        prop_assert_eq!(chart.marks.len() - drawn, (data.rows.len() - ranked).min(data.unranked));
    }

    #[test]
    fn trend_holds(frame in makers::frame(), data in makers::trend()) {
        let chart = trend(&frame, &data, &makers::trend_words());
        check(&chart, paper(&frame));
        apart(&chart.marks);
        prop_assert_eq!(chart.table.rows.len(), data.months.len());
        prop_assert_eq!(chart.marks.len(), data.months.iter().filter(|m| finite(m.now) || finite(m.then)).count());
    }

    #[test]
    fn bars_hold(frame in makers::frame(), data in makers::bars()) {
        let chart = bars(&frame, &data, &makers::bars_words());
        check(&chart, paper(&frame));
        apart(&chart.marks);
        prop_assert_eq!(chart.marks.len(), data.bars.len());
        prop_assert_eq!(chart.table.rows.len(), data.bars.len());
    }

    #[test]
    fn spark_holds(frame in makers::frame(), data in makers::spark()) {
        let chart = spark(&frame, &data, &makers::spark_words());
        check(&chart, paper(&frame));
        apart(&chart.marks);
        prop_assert_eq!(chart.marks.len(), data.points.iter().filter(|p| finite(p.value)).count());
        prop_assert_eq!(chart.table.rows.len(), data.points.len());
    }

    #[test]
    fn gantt_holds(frame in makers::frame(), data in makers::plan()) {
        let chart = gantt(&frame, &data, &makers::plan_words());
        check(&chart, paper(&frame));
        apart(&chart.marks);
        prop_assert_eq!(chart.marks.len(), data.bars.len());
        prop_assert_eq!(chart.table.rows.len(), data.bars.len());
    }

    #[test]
    fn heat_holds(frame in makers::frame(), data in makers::heat()) {
        let chart = heat(&frame, &data, &makers::heat_words());
        check(&chart, paper(&frame));
        apart(&chart.marks);
        prop_assert_eq!(chart.marks.len(), data.cells.len().min(data.rows.len() * data.columns.len()));
        prop_assert_eq!(chart.table.rows.len(), data.rows.len());
    }
}
