//! A photo as a phone makes it.

use domain::inspection::photo::Coordinates;
use jiff::civil::DateTime;

/// A made-up photo as JPEG; with neither time nor place it is what a chat program has sent.
pub fn photo(seed: u32, taken: Option<DateTime>, place: Option<Coordinates>) -> Vec<u8> {
    demo::photo::photo(seed, taken, place).expect("a picture")
}
