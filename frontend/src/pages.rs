//! One folder an area; what two areas share beside them.

pub mod accounts;
mod adjusted;
pub mod audit;
pub mod availability;
pub mod backup;
pub mod calendar;
pub mod catalogue;
pub mod changes;
pub mod components;
pub mod duties;
pub mod erasure;
pub mod first_run;
pub mod home;
pub mod imports;
pub mod inspection;
pub mod meetings;
pub mod overview;
pub mod places;
pub mod provincial;
mod publication;
pub mod ratings;
pub mod registers;
pub mod settings;
pub mod sign_in;
pub mod supervision;
pub mod tasks;
pub mod visit;
