//! What is done to the program on purpose, with real processes: power cuts, full and read-only disks, damaged and cut files, a
//! clock that was set back, several programs on one folder, a PostgreSQL server that stops. Afterwards nothing is half done,
//! nothing that was acknowledged is lost, and whoever was working was told in words what happened.
//!
//! `YIMEN_FAULT_ROUNDS` says how many times each is done; more than the few of a usual run are for the record in
//! `docs/FAULTS.md`.
//!
//! - `district`: a demonstration in a folder, and programs that are run on it.
//! - `saving`: a program that saves one thing after the other and says so.
//! - `cut`: `kill -9`. `disk`: full, read-only. `damage`: flipped bytes, cut files. `versions`: newer and older databases.
//! - `clock`: set back. `together`: two programs. `server`: PostgreSQL. `moved`: a backup taken in use, in PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod clock;
mod cut;
mod damage;
mod disk;
mod district;
mod moved;
mod saving;
mod server;
mod together;
mod versions;

/// How many times each is done.
fn rounds() -> u64 {
    std::env::var("YIMEN_FAULT_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(4)
}
