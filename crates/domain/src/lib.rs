//! The district's words and rules; no I/O.
//!
//! Every other room speaks in these types. A rule of the field stands here once, with its source, and is tested here;
//! `api` carries it, `store` keeps it, `service` applies it and the page shows it.

pub mod account;
pub mod attachment;
pub mod backup;
pub mod body;
pub mod calendar;
pub mod catalogue;
pub mod change;
pub mod coverage;
pub mod day;
pub mod duty;
pub mod figures;
pub mod import;
pub mod inspection;
pub mod joined;
pub mod meeting;
pub mod packet;
pub mod period;
pub mod permission;
pub mod place;
pub mod point;
pub mod rating;
pub mod register;
pub mod retention;
pub mod supervision;
pub mod task;
pub mod time;
