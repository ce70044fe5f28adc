//! What a newer schema makes of data that an older one kept.

use domain::coverage::Days;
use domain::period::Period;
use jiff::civil::date;
use store::{Store, case_cover, ground};

testkit::on_both! {
    /// Until schema 2 one span of days was kept for the whole district.
    async fn the_districts_span_becomes_a_cover(scratch) {
        Store::open_at(scratch.location(), 1).await.unwrap().close().await;
        for text in [
            "INSERT INTO place (id, level, name, short_name, active) VALUES (1, 1, '麻章区', '麻章区', TRUE)",
            "INSERT INTO place_code (code, place_id, valid_from) VALUES ('440811000000', 1, '2022-10-31')",
            "INSERT INTO place_closure (ancestor_id, descendant_id, depth) VALUES (1, 1, 0)",
            "INSERT INTO meta (name, value) VALUES ('case_days', '2024-11-24/2026-11-22')",
        ] {
            scratch.execute(text).await;
        }
        let store = Store::open(scratch.location()).await.unwrap();
        let mut reader = store.read().await.unwrap();
        let covers = ground::read(&mut reader.conn()).await.unwrap().covers;
        let days = Period { from: date(2024, 11, 24), to: date(2026, 11, 22) };
        assert_eq!(covers.len(), 1);
        assert_eq!((covers[0].with_below, covers[0].body, covers[0].days), (true, 0, days));
        assert_eq!(Some(covers[0].place), store::place::district(&mut reader.conn()).await.unwrap().map(|p| p.0));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM meta WHERE name = 'case_days'").await, [0]);
    }

    /// Until schema 4 nothing was known of bodies that followed others.
    async fn every_body_is_its_own_from_the_beginning(scratch) {
        Store::open_at(scratch.location(), 3).await.unwrap().close().await;
        for text in [
            "INSERT INTO place (id, level, name, short_name, active) VALUES (1, 1, '麻章区', '麻章区', TRUE)",
            "INSERT INTO body (id, name, place_id, active) VALUES (7, '区民政局', 1, TRUE)",
        ] {
            scratch.execute(text).await;
        }
        let store = Store::open(scratch.location()).await.unwrap();
        let mut reader = store.read().await.unwrap();
        let bodies = store::body::all(&mut reader.conn()).await.unwrap();
        assert!(bodies.len() == 1 && bodies[0].being.is_plain() && bodies[0].merged_into.is_none());
        assert_eq!(scratch.numbers("SELECT ancestor_id FROM body_closure WHERE descendant_id = 7").await, [7]);
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
        let covers = ground::read(&mut work.conn()).await.unwrap().covers;
        let below = Days::of(covers.iter().filter(|c| c.with_below).map(|c| c.days));
        assert_eq!(below.periods(), [days(1, 7), days(10, 12), days(20, 22)]);
        assert_eq!(case_cover::newest(&mut work.conn()).await.unwrap(), None, "no count of cases yet");
    }
}
