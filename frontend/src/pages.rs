//! One folder an area.

pub mod accounts;
pub mod audit;
pub mod calendar;
pub mod changes;
pub mod first_run;
pub mod imports;
pub mod overview;
pub mod places;
pub mod ratings;
pub mod settings;
pub mod sign_in;
