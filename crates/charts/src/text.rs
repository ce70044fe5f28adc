//! Text measured by rule, fitted and made harmless.
//!
//! No font is asked: a Han character is one em, a digit 0.58 (0.555 in Noto Sans SC, but 7 pixels at size 12 where the
//! screen rounds to whole pixels). The rule errs to the wide side, so what fits here fits on the screen in Noto Sans SC,
//! PingFang SC and Microsoft YaHei alike, and layouts are the same natively, in wasm and in tests.

use std::fmt::Write as _;

/// The width of `text` at font size `size`, in the unit of `size`.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// Advance of one character in em.
fn advance(c: char) -> f32 {
    match c {
        _ if is_unprintable(c) => 0.0,
        '\u{300}'..='\u{36F}' | '\u{FE00}'..='\u{FE0F}' => 0.0,
        ' ' | '\u{A0}' => 0.26,
        '\u{2009}' | '\u{200A}' | '\u{202F}' => 0.2,
        '0'..='9' | '\u{2013}' => 0.58,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.3,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.39,
        '%' | '@' | 'W' | 'M' | 'm' => 0.92,
        'w' => 0.82,
        'A'..='Z' => 0.68,
        _ if c < '\u{1100}' => 0.6,
        _ => 1.0,
    }
}

/// Control characters, what XML 1.0 forbids, and invisible characters that reorder or hide text.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

/// `text` without control characters, invisible reordering and line breaks; runs of white space become one space.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_unprintable(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Writes `text` cleaned and escaped for XML and HTML, in content and in quoted attributes.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// `text` cut to `max` with an ellipsis where it does not fit; nothing where not even the ellipsis does.
pub fn fit(text: &str, size: f32, max: f32) -> String {
    let text = clean(text);
    if width(&text, size) <= max {
        return text;
    }
    let room = max - width("…", size);
    let mut out = String::new();
    if room < 0.0 {
        return out;
    }
    let mut used = 0.0;
    for c in text.chars() {
        used += advance(c) * size;
        if used > room {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// `text` on at most `lines` lines of `max`, the last one cut where it does not fit. Two lines are balanced.
pub fn wrap(text: &str, size: f32, max: f32, lines: usize) -> Vec<String> {
    let text = clean(text);
    if lines <= 1 || width(&text, size) <= max {
        return vec![fit(&text, size, max)];
    }
    let pieces = pieces(&text);
    if lines == 2 {
        // The first line takes half and the second the rest: 湖光农场|场部社区, not 湖光农场场部|社区.
        let half = (width(&text, size) / 2.0 + size * 0.1).min(max);
        let first = fill(&pieces, size, half).into_iter().next().unwrap_or_default();
        let second = text.get(first.len()..).unwrap_or_default().trim_start();
        if width(&first, size) <= max && width(second, size) <= max {
            let second = second.to_owned();
            return vec![first, second];
        }
    }
    let mut filled = fill(&pieces, size, max);
    if filled.len() > lines {
        let rest = filled.split_off(lines - 1).concat();
        filled.push(rest);
    }
    filled.iter().map(|line| fit(line, size, max)).collect()
}

/// Where a line may break: around every Han character, around Latin words, never before closing punctuation.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let glued = matches!(c, '，' | '。' | '、' | '；' | '：' | '）' | '》' | '」' | '”' | '％' | '%' | ')' | ',' | '.')
            || c == ' '
            || matches!(c, '\u{300}'..='\u{36F}');
        let latin = c < '\u{1100}' && c != ' ';
        match out.last_mut() {
            Some(last) if glued || open || (latin && last.ends_with(|p: char| p < '\u{1100}' && p != ' ')) => {
                last.push(c);
            }
            _ => out.push(c.to_string()),
        }
        open = matches!(c, '（' | '《' | '「' | '“' | '(');
    }
    out
}

fn fill(pieces: &[String], size: f32, max: f32) -> Vec<String> {
    let mut out = vec![String::new()];
    for piece in pieces {
        if let Some(line) = out.last_mut() {
            let joined = width(line, size) + width(piece.trim_end(), size);
            if line.is_empty() || joined <= max {
                line.push_str(piece);
            } else {
                out.push(piece.clone());
            }
        }
    }
    for line in &mut out {
        line.truncate(line.trim_end().len());
    }
    out
}

/// A number of tenths written as units, shortest form: 130 → `13`, 131 → `13.1`.
pub(crate) fn tenths(out: &mut String, value: i32) {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
    let _ = if part == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{part}") };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f32, wanted: f32) {
        assert!((found - wanted).abs() < 0.001, "{found} is not {wanted}");
    }

    #[test]
    fn han_is_one_em_and_digits_are_tabular() {
        close(width("麻章镇", 10.0), 30.0);
        close(width("1234", 10.0), width("7890", 10.0));
        close(width("12", 10.0), 11.6);
        close(width("\u{202E}\u{0}", 10.0), 0.0);
    }

    #[test]
    fn text_is_cleaned_and_escaped() {
        let mut out = String::new();
        escape_into(&mut out, " <b>\u{0}\"a'&\n\t\u{202E}谢家\u{FFFF} ");
        assert_eq!(out, "&lt;b&gt;&quot;a&#39;&amp; 谢家");
    }

    #[test]
    fn what_does_not_fit_says_so() {
        assert_eq!(fit("麻章镇", 10.0, 30.0), "麻章镇");
        assert_eq!(fit("麻章镇村", 10.0, 30.0), "麻章…");
        assert_eq!(fit("麻章镇", 10.0, 10.0), "…");
        assert_eq!(fit("麻章镇", 10.0, 9.0), "");
    }

    #[test]
    fn two_lines_are_balanced() {
        assert_eq!(wrap("湖光农场场部社区", 10.0, 65.0, 2), ["湖光农场", "场部社区"]);
        assert_eq!(wrap("麻章", 10.0, 65.0, 2), ["麻章"]);
        assert_eq!(wrap("区行政服务中心（赤坎）", 10.0, 60.0, 2), ["区行政服务", "中心（赤坎）"]);
        assert_eq!(wrap("一二三四五六七八九十", 10.0, 30.0, 2), ["一二三", "四五…"]);
        assert_eq!(wrap("District Service Centre", 10.0, 90.0, 2), ["District", "Service Centre"]);
    }

    #[test]
    fn tenths_are_written_short() {
        let write = |value| {
            let mut out = String::new();
            tenths(&mut out, value);
            out
        };
        assert_eq!(write(130), "13");
        assert_eq!(write(131), "13.1");
        assert_eq!(write(-5), "-0.5");
        assert_eq!(write(i32::MIN), "-214748364.8");
    }
}
