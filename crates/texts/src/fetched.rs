//! Languages that stand beside the page as files, not inside of its program: the program is smaller, and a window that
//! shows one language parses one.

use crate::Lang;
use crate::l10n::{L10n, L10nLanguage};
use std::sync::OnceLock;

static FILES: OnceLock<[Vec<u8>; 2]> = OnceLock::new();

/// Gives the languages' files, in the order of [`Lang::ALL`], before the first of them is loaded. They are made from
/// `locales/` by the same build as the program, so no message can be missing.
pub fn provide(files: [Vec<u8>; 2]) {
    // A second time brings the same files.
    let _ = FILES.set(files);
}

#[expect(clippy::expect_used, reason = "the build made the file from messages that it had checked")]
pub(crate) fn load(lang: Lang, l10n: L10n) -> L10nLanguage {
    let nth = Lang::ALL.iter().position(|l| *l == lang);
    let file = FILES.get().zip(nth).and_then(|(files, nth)| files.get(nth));
    L10nLanguage::new(l10n, file.map_or(&[], Vec::as_slice)).expect("the language's file is one of the build's")
}
