//! What the list of ratings and cases shows, as plain data: no view, no call, tested natively.

pub mod chips;
pub mod detail;
pub mod rows;
pub mod standing;

use texts::Texts;
use texts::words::Word;

/// The word for a value in the person's language. (The coded types have a `word` of their own: the one that files use.)
pub fn said<T: Word>(t: &Texts, value: &T) -> String {
    value.word(t)
}
