//! Inspection (督查检查): what is looked at, where, by whom, and what comes of it.

pub mod certificate;
pub mod checklist;
pub mod draw;
pub mod exemplar;
pub mod figures;
pub mod finding;
pub mod overview;
pub mod photo;
pub mod plan;
pub mod points;
pub mod rules;
pub mod visit;
pub mod warning;
