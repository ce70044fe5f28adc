//! Files people exchange: CSV in and out; no I/O beyond the readers and writers that are passed in.
//!
//! [`decode`] finds the encoding, [`table`] reads rows and maps headers to fields, [`ratings`] and [`cases`] type a
//! row, [`export`] and [`returned`] write. Names stay names here; the service resolves them.

pub mod bundle;
pub mod cases;
pub mod cells;
pub mod decode;
pub mod export;
pub mod list;
pub mod ratings;
pub mod returned;
pub mod table;
pub mod times;
