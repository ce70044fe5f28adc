//! Turns: what falls due is done by one, once.

use domain::time::Instant;
use store::{Actor, Store, turn};
use uuid::Uuid;

const NAME: &str = "backup";

fn at(seconds: i64) -> Instant {
    Instant(1_795_392_000_000_000).plus_seconds(seconds)
}

testkit::on_both! {
    async fn a_turn_is_had_by_one_and_done_once(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(turn::take(conn, NAME, one, "2026-11-28", at(60), at(0)).await.unwrap());
        // Whoever has it may still be at it: he doesn't begin a second time either.
        for holder in [one, other] {
            assert!(!turn::take(conn, NAME, holder, "2026-11-28", at(61), at(1)).await.unwrap());
        }
        turn::renew(conn, NAME, one, at(90)).await.unwrap();
        turn::renew(conn, NAME, other, at(900)).await.unwrap();
        assert!(!turn::take(conn, NAME, other, "2026-11-28", at(140), at(80)).await.unwrap(), "it was renewed");
        assert!(turn::take(conn, NAME, other, "2026-11-28", at(151), at(91)).await.unwrap(), "a stranger renews nothing, and who is gone loses it");
        turn::done(conn, NAME, one, "2026-11-28", at(92)).await.unwrap();
        assert_eq!(turn::done_for(conn, NAME).await.unwrap(), None, "it was not his any more");
        turn::done(conn, NAME, other, "2026-11-28", at(93)).await.unwrap();
        // Somebody had read that it was due before it was done.
        assert!(!turn::take(conn, NAME, one, "2026-11-28", at(154), at(94)).await.unwrap());
        assert!(turn::take(conn, NAME, one, "2026-11-29", at(154), at(94)).await.unwrap());
        turn::put_off(conn, NAME, one, at(200)).await.unwrap();
        assert!(!turn::take(conn, NAME, other, "2026-11-29", at(250), at(190)).await.unwrap());
        assert!(turn::take(conn, NAME, other, "2026-11-29", at(261), at(201)).await.unwrap());
        // Given out by a clock that has been set back since.
        let before = at(-2 * turn::LONGEST_SECONDS);
        assert!(turn::take(conn, NAME, one, "2026-11-29", before.plus_seconds(60), before).await.unwrap());
        work.roll_back().await;
    }
}
