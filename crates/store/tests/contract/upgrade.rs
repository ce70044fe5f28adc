//! What a newer schema makes of data that an older one kept.

use domain::coverage::Days;
use domain::period::Period;
use jiff::civil::date;
use store::{Store, case_cover};

testkit::on_both! {
    /// Until schema 2 one span of days was kept for the whole district.
    async fn the_districts_span_becomes_a_cover(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        store::seed::district(&mut work.conn()).await.unwrap();
        work.commit(domain::time::Instant(0)).await.unwrap();
        store.close().await;
        for text in [
            "DROP TABLE case_cover",
            "DELETE FROM _sqlx_migrations WHERE version >= 2",
            "INSERT INTO meta (name, value) VALUES ('case_days', '2024-11-24/2026-11-22')",
        ] {
            scratch.execute(text).await;
        }
        let store = Store::open(scratch.location()).await.unwrap();
        let mut reader = store.read().await.unwrap();
        let covers = case_cover::all(&mut reader.conn()).await.unwrap();
        let days = Period { from: date(2024, 11, 24), to: date(2026, 11, 22) };
        assert_eq!(covers.len(), 1);
        assert_eq!((covers[0].with_below, covers[0].body, covers[0].days), (true, 0, days));
        assert_eq!(Some(covers[0].place), store::place::district(&mut reader.conn()).await.unwrap().map(|p| p.0));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM meta WHERE name = 'case_days'").await, [0]);
    }

    /// Spans that meet or touch become one; others stay apart.
    async fn covers_grow_together(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        store::seed::district(&mut work.conn()).await.unwrap();
        let place = store::place::district(&mut work.conn()).await.unwrap().unwrap().0;
        let days = |from, to| Period { from: date(2026, 11, from), to: date(2026, 11, to) };
        for span in [days(1, 5), days(10, 12), days(6, 7), days(20, 22)] {
            let cover = case_cover::Cover { place, with_below: true, body: 0, days: span };
            case_cover::widen(&mut work.conn(), cover).await.unwrap();
        }
        let other = case_cover::Cover { place, with_below: false, body: 0, days: days(8, 9) };
        case_cover::widen(&mut work.conn(), other).await.unwrap();
        let covers = case_cover::all(&mut work.conn()).await.unwrap();
        let below = Days::of(covers.iter().filter(|c| c.with_below).map(|c| c.days));
        assert_eq!(below.periods(), [days(1, 7), days(10, 12), days(20, 22)]);
        assert_eq!(case_cover::newest(&mut work.conn()).await.unwrap(), None, "no count of cases yet");
    }
}
