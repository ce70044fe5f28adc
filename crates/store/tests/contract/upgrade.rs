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

    /// Until schema 31 it was not kept on which day a visit was made.
    async fn a_visit_belongs_to_the_day_on_which_it_began(scratch) {
        Store::open_at(scratch.location(), 30).await.unwrap().close().await;
        // 2026-06-10 23:30 in China, and a record that says nothing of when it was begun; the third was not agreed to.
        let began = 1_781_105_400_000_000_i64;
        let mut texts = vec![
            "INSERT INTO place (id, level, name, short_name, active) VALUES (1, 1, '麻章区', '麻章区', TRUE)".to_owned(),
            "INSERT INTO point (id, place_id, kind, name, active) VALUES (1, 1, 'station', '站', TRUE)".to_owned(),
            "INSERT INTO inspection_plan (id, title, search, kind, cover, coverage, from_day, until_day, sort_day, approver, author, author_name, moved_at, content)
                VALUES (1, '督查', '督查', 'business_check', 'open_visit', 'sample', '', '', '~', '', '', '', 0, '{}')".to_owned(),
            "INSERT INTO inspection_attempt (plan_id, no, roster, digest, points, objects, excluded, take, sealed_by, sealed_at)
                VALUES (1, 1, '', '', '[]', 1, 0, 1, '', 0)".to_owned(),
        ];
        for (id, party, agreed) in [(1, format!("{{\"began\":{began}}}"), "5"), (2, "{}".to_owned(), "5"), (3, "{}".to_owned(), "NULL")] {
            texts.push(format!("INSERT INTO inspection_attempt (plan_id, no, roster, digest, points, objects, excluded, take, sealed_by, sealed_at)
                VALUES (1, {}, '', '', '[]', 1, 0, 1, '', 0)", id + 1));
            texts.push(format!("INSERT INTO inspection_visit (id, plan_id, attempt, ordinal, point_id, place_id, town_id, state)
                VALUES ({id}, 1, {}, 1, 1, 1, 1, 'visit_agreed')", id + 1));
            texts.push(format!("INSERT INTO inspection_record (visit_id, begun_by, begun_name, begun_at, party, agreed_at)
                VALUES ({id}, '', '', {}, '{party}', {agreed})", began + 3_600_000_000));
        }
        for text in texts {
            scratch.execute(&text).await;
        }
        Store::open(scratch.location()).await.unwrap().close().await;
        let of = async |day: &str| scratch.numbers(&format!("SELECT visit_id FROM inspection_record WHERE made_day = '{day}' ORDER BY 1")).await;
        assert_eq!((of("2026-06-10").await, of("2026-06-11").await, of("").await), (vec![1], vec![2], vec![3]));
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
