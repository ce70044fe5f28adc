//! Files people exchange: CSV and workbooks, in and out; no I/O beyond the readers and writers that are passed in.
//!
//! [`decode`] finds the encoding, `book` reads workbooks, [`table`] reads the rows of either and maps headers to fields, [`ratings`] and [`cases`] type a
//! row, [`register`] does both for registers, [`export`] and [`returned`] write; [`paper`] writes what people read and sign;
//! [`photo`] reads what photos tell of themselves and makes smaller copies. Names stay names here; the service resolves them.

mod book;
pub mod bundle;
pub mod cases;
pub mod cells;
pub mod decode;
pub mod export;
pub mod form;
mod header;
pub mod list;
pub mod paper;
pub mod photo;
mod quotes;
pub mod ratings;
pub mod register;
pub mod returned;
pub mod rework;
pub mod rows;
pub mod table;
pub mod times;
