//! Clock, scratch databases and a door for tests.
//!
//! A contract test is written once and runs on both databases:
//!
//! ```ignore
//! testkit::on_both! {
//!     /// A leader sees the district.
//!     async fn a_leader_sees_the_district(scratch) {
//!         let mut desk = Desk::demo(&scratch).await;
//!         desk.enter(Role::Leader).await;
//!         assert_eq!(desk.call(api::place::Tree {}).await.unwrap().places.len(), 105);
//!     }
//! }
//! ```
//!
//! The PostgreSQL half needs `YIMEN_TEST_POSTGRES=postgres://…` (a role that may create databases) and says so loudly
//! when it is skipped.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::missing_panics_doc,
    reason = "a test that can't be set up has to fail"
)]

mod clock;
mod desk;
mod forms;
mod office;
mod photo;
mod point;
mod scratch;
mod timed;

pub use clock::TestClock;
pub use desk::{Desk, start};
pub use forms::filled_in;
pub use office::saved_by_office;
pub use photo::photo;
pub use point::station;
pub use scratch::Scratch;
pub use timed::{Timed, median};

/// Makes a test of each function, once on SQLite and once on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($scratch:ident) $body:block)+) => {
        $(
            $(#[$meta])*
            mod $name {
                #[allow(unused_imports, clippy::wildcard_imports, reason = "whatever the tests around use")]
                use super::*;

                async fn contract($scratch: $crate::Scratch) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    contract($crate::Scratch::sqlite()).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    if let Some(scratch) = $crate::Scratch::postgres().await {
                        contract(scratch).await;
                    }
                }
            }
        )+
    };
}
