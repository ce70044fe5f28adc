//! What the overview shows, as plain data: no view, no call, tested natively.

pub mod causes;
pub mod change;
pub mod classing;
pub mod coverage;
pub mod door;
pub mod figures;
pub mod grid;
pub mod hours;
pub mod numbers;
pub mod ranking;
pub mod sentence;
pub mod stations;
pub mod trend;
pub mod words;

#[cfg(test)]
mod sample;
