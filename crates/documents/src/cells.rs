//! Cells: what spreadsheets wrap around them, and the guard against formulas.

use std::borrow::Cow;

/// First characters that make a spreadsheet take a cell for a formula; full-width ones too, which one set to Chinese or Japanese
/// may narrow by itself.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell as people mean it: without blanks around it, Excel's `="…"`, and the apostrophe that our own files put
/// before what looks like a formula.
pub fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    if let Some(inner) = cell.strip_prefix("=\"").and_then(|c| c.strip_suffix('"')) {
        return inner.trim();
    }
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) || rest.starts_with('\'') => rest,
        _ => cell,
    }
}

/// A cell that no spreadsheet takes for a formula; [`plain`] takes the guard off again.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let looks_guarded = text.strip_prefix('\'').is_some_and(|rest| rest.starts_with(FORMULA) || rest.starts_with('\''));
    if text.starts_with(FORMULA) || looks_guarded { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A full-width letter or digit as a plain one.
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// A cell in half-width forms, `None` if it is in them: what a guard stood before is guarded again, so that nothing that only
/// now looks like a guard or a wrapping comes off with [`plain`].
pub fn narrowed(cell: &str) -> Option<String> {
    if cell.is_ascii() || !cell.chars().any(|c| narrow(c) != c) {
        return None;
    }
    let narrow: String = plain(cell).chars().map(narrow).collect();
    Some(guarded(&narrow).into_owned())
}

/// Characters that belong in no cell; line breaks and tabs may stand in a comment.
pub fn has_bad_characters(text: &str, multiline: bool) -> bool {
    // Most cells have no byte of which such a character could be made. All are looked at, without a way out, many at a time.
    let may_be = text.bytes().fold(false, |found, b| found | (b < 0x20) | matches!(b, 0x7f | 0xc2 | 0xef));
    may_be && text.chars().any(|c| c.is_control() && !(multiline && matches!(c, '\n' | '\r' | '\t')) || c == '\u{fffd}')
}

/// An ASCII code in the form a spreadsheet leaves it in after taking it for a number: 4.40811E+11, 440811100000.0
pub fn is_mangled_code(text: &str) -> bool {
    let numeric = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'E' | b'e' | b'+' | b'-' | b','));
    numeric && text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| !b.is_ascii_digit())
}

/// A long number as a spreadsheet shows what is left of it: 4.40811E+17. Only the first digits are known.
pub fn is_cut_number(text: &str) -> bool {
    let b = text.as_bytes();
    let Some(at) = b.len().checked_sub(4).filter(|at| *at > 0) else { return false };
    matches!(b[at], b'E' | b'e')
        && b[at + 1] == b'+'
        && b[at + 2..].iter().all(u8::is_ascii_digit)
        && b[..at].iter().all(|b| b.is_ascii_digit() || *b == b'.')
}

/// What a spreadsheet leaves of a formula that failed.
pub fn is_error(text: &str) -> bool {
    text.starts_with('#') && ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!"].contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wrappings() {
        assert_eq!(plain(" =\"440811100201\" "), "440811100201");
        assert_eq!(plain("'=1+1"), "=1+1");
        assert_eq!(plain("'quoted'"), "'quoted'");
        assert_eq!(guarded("=cmd|'/c calc'!A1"), "'=cmd|'/c calc'!A1");
        assert!(is_cut_number("4.40811E+17") && is_cut_number("1E+20") && !is_cut_number("A1E+20") && !is_cut_number("E+20"));
        assert!(is_mangled_code("4.40811E+11") && is_mangled_code("440811100000.0") && !is_mangled_code("440811"));
    }

    #[test]
    fn half_width_forms_take_nothing_off() {
        let cases = [
            ("'＠", "@"),
            ("''＠", "'@"),
            ("＇=1", "'=1"),
            ("＝\"a\"", "=\"a\""),
            ("=\"４４０８\"", "4408"),
            ("'＝１", "=1"),
            ("（Ａ）", "(A)"),
        ];
        for (cell, meant) in cases {
            // As a person typed it, and as our own file says it.
            let typed = narrowed(cell).unwrap();
            let written = narrowed(&guarded(plain(cell))).unwrap();
            assert_eq!((plain(&typed), plain(&written)), (meant, meant), "{cell}");
        }
        assert_eq!((narrowed("'=1"), narrowed("好")), (None, None));
    }

    #[test]
    fn characters_of_no_cell() {
        for c in '\0'..=char::MAX {
            let text = format!("好{c}a");
            let is_bad = c.is_control() || c == '\u{fffd}';
            assert_eq!(has_bad_characters(&text, false), is_bad, "{c:?}");
            assert_eq!(has_bad_characters(&text, true), is_bad && !matches!(c, '\n' | '\r' | '\t'), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn the_guard_comes_off_again(text in "\\PC{0,40}|['＇=＝＋@＠\"a ]{0,6}") {
            let text = plain(&text).trim();
            prop_assume!(!(text.starts_with("=\"") && text.ends_with('"')));
            let written = guarded(text);
            prop_assert!(!written.starts_with(FORMULA));
            prop_assert_eq!(plain(&written), text);
            let code: String = text.chars().map(narrow).collect();
            let read = narrowed(&written).unwrap_or_else(|| written.into_owned());
            prop_assert_eq!(plain(&read), code);
        }
    }
}
