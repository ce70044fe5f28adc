//! Colours as meanings. A chart names a [`Token`]; the screen's style sheet or the paper decides what it looks like.

use std::fmt::Write as _;

use plotters::style::RGBColor;

/// A colour by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Text and strong outlines.
    Ink,
    /// Secondary text.
    Ink2,
    /// Grid lines and hairlines.
    Rule,
    /// The one accent: this period, the thing looked at.
    Accent,
    /// What the accent is compared with: last year, the district's mean.
    Accent2,
    /// Bad.
    Bad,
    /// Needs attention.
    Warn,
    /// The ground that the chart stands on.
    Ground,
    /// The focus ring.
    Focus,
    /// Sequential shade, 0 (least) to 6 (most). Larger numbers are drawn as 6.
    Seq(u8),
}

/// How many sequential shades there are.
pub const SHADES: usize = 7;

/// All tokens, in the order of their numbers in the backend.
pub const TOKENS: [Token; 16] = [
    Token::Ink,
    Token::Ink2,
    Token::Rule,
    Token::Accent,
    Token::Accent2,
    Token::Bad,
    Token::Warn,
    Token::Ground,
    Token::Focus,
    Token::Seq(0),
    Token::Seq(1),
    Token::Seq(2),
    Token::Seq(3),
    Token::Seq(4),
    Token::Seq(5),
    Token::Seq(6),
];

/// A set of literal values for all tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Screen by day, and every paper.
    Light,
    /// Screen by night.
    Dark,
    /// White on black for people who need the contrast.
    Contrast,
}

const LIGHT: [&str; 16] = [
    "#1b2427", "#566368", "#dbe0e1", "#0f6a6a", "#786a55", "#b3261e", "#8f5a00", "#ffffff", "#1f5fbf", "#eef4f3", "#d5e7e5", "#b5d5d2",
    "#8fc0bd", "#2d7d7d", "#176466", "#0b4649",
];
const DARK: [&str; 16] = [
    "#e5ebeb", "#a1aeb1", "#2e383c", "#5cc2bd", "#c0ae92", "#ff8f85", "#e3b558", "#151b1e", "#8ab4ff", "#1c292c", "#203739", "#24494b",
    "#2a5c5d", "#55a5a0", "#7fc8c3", "#b9e8e4",
];
const CONTRAST: [&str; 16] = [
    "#ffffff", "#f0f0f0", "#8c8c8c", "#45f0e6", "#ffd75e", "#ff7b70", "#ffd75e", "#000000", "#ffff00", "#000000", "#0d2b2a", "#164644",
    "#1f605d", "#3fb8b1", "#7ee6df", "#e0fffc",
];

impl Token {
    /// The token's name in style sheets, without the leading `--c-`.
    pub const fn name(self) -> &'static str {
        match self {
            Token::Ink => "ink",
            Token::Ink2 => "ink-2",
            Token::Rule => "rule",
            Token::Accent => "accent",
            Token::Accent2 => "accent-2",
            Token::Bad => "bad",
            Token::Warn => "warn",
            Token::Ground => "ground",
            Token::Focus => "focus",
            Token::Seq(0) => "seq-0",
            Token::Seq(1) => "seq-1",
            Token::Seq(2) => "seq-2",
            Token::Seq(3) => "seq-3",
            Token::Seq(4) => "seq-4",
            Token::Seq(5) => "seq-5",
            Token::Seq(_) => "seq-6",
        }
    }

    /// The text colour that can be read on this token: ink on light shades, ground on strong ones.
    #[must_use]
    pub const fn text_on(self) -> Token {
        match self {
            Token::Seq(4..) => Token::Ground,
            _ => Token::Ink,
        }
    }

    /// The token's value in a theme, as `#rrggbb`.
    pub fn literal(self, theme: Theme) -> &'static str {
        let values = match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Contrast => &CONTRAST,
        };
        values.get(usize::from(self.number())).copied().unwrap_or("#000000")
    }

    const fn number(self) -> u8 {
        match self {
            Token::Ink => 0,
            Token::Ink2 => 1,
            Token::Rule => 2,
            Token::Accent => 3,
            Token::Accent2 => 4,
            Token::Bad => 5,
            Token::Warn => 6,
            Token::Ground => 7,
            Token::Focus => 8,
            Token::Seq(shade) => 9 + if shade > 6 { 6 } else { shade },
        }
    }
}

/// The tokens of a theme as CSS declarations (`--c-ink:#…;…`), for a style sheet or a test against one.
pub fn css(theme: Theme) -> String {
    let mut out = String::new();
    for token in TOKENS {
        let _ = write!(out, "--c-{}:{};", token.name(), token.literal(theme));
    }
    out
}

/// A surface that is not a plain colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hatch {
    /// Rising lines: not enough data to say.
    Unsure,
    /// Crossed lines: not in use.
    Inactive,
}

/// What a colour handed to the backend stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    Plain(Token),
    /// A stroke of dashes in this colour.
    Dashed(Token),
    Hatch(Hatch),
}

/// plotters passes colours as three bytes. Red 3 is reserved: green says which kind of paint, blue which one.
const RESERVED: u8 = 3;

impl Paint {
    pub(crate) const fn rgb(self) -> RGBColor {
        match self {
            Paint::Plain(token) => RGBColor(RESERVED, 0, token.number()),
            Paint::Dashed(token) => RGBColor(RESERVED, 1, token.number()),
            Paint::Hatch(Hatch::Unsure) => RGBColor(RESERVED, 2, 0),
            Paint::Hatch(Hatch::Inactive) => RGBColor(RESERVED, 2, 1),
        }
    }

    pub(crate) fn from_rgb(rgb: (u8, u8, u8)) -> Option<Self> {
        let token = || TOKENS.get(usize::from(rgb.2)).copied();
        match rgb {
            (RESERVED, 0, _) => token().map(Paint::Plain),
            (RESERVED, 1, _) => token().map(Paint::Dashed),
            (RESERVED, 2, 0) => Some(Paint::Hatch(Hatch::Unsure)),
            (RESERVED, 2, 1) => Some(Paint::Hatch(Hatch::Inactive)),
            _ => None,
        }
    }
}

impl From<Token> for Paint {
    fn from(token: Token) -> Self {
        Paint::Plain(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::Contrast];

    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or(0)) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: Token, other: Token, theme: Theme) -> f64 {
        let (a, b) = (luminance(one.literal(theme)), luminance(other.literal(theme)));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_in_every_theme() {
        for theme in THEMES {
            for token in [Token::Ink, Token::Ink2, Token::Accent, Token::Accent2, Token::Bad, Token::Warn] {
                let found = contrast(token, Token::Ground, theme);
                assert!(found >= 4.5, "{token:?} on ground, {theme:?}: {found:.2}");
            }
            for shade in 0..7 {
                let seq = Token::Seq(shade);
                let found = contrast(seq.text_on(), seq, theme);
                assert!(found >= 4.5, "text on {seq:?}, {theme:?}: {found:.2}");
            }
        }
    }

    #[test]
    fn shades_go_one_way_and_differ() {
        for theme in THEMES {
            let light: Vec<f64> = (0..7).map(|shade| luminance(Token::Seq(shade).literal(theme))).collect();
            let falls = light[0] > light[6];
            for (shade, pair) in (0u8..).zip(light.windows(2)) {
                assert_eq!(pair[0] > pair[1], falls, "shade {shade}, {theme:?}");
                let ratio = contrast(Token::Seq(shade), Token::Seq(shade + 1), theme);
                assert!(ratio >= 1.12, "shade {shade} against the next, {theme:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn reserved_colours_come_back_as_what_they_were() {
        for token in TOKENS {
            for paint in [Paint::Plain(token), Paint::Dashed(token)] {
                let RGBColor(r, g, b) = paint.rgb();
                assert_eq!(Paint::from_rgb((r, g, b)), Some(paint));
            }
        }
        for hatch in [Hatch::Unsure, Hatch::Inactive] {
            let RGBColor(r, g, b) = Paint::Hatch(hatch).rgb();
            assert_eq!(Paint::from_rgb((r, g, b)), Some(Paint::Hatch(hatch)));
        }
        assert_eq!(Paint::from_rgb((4, 0, 0)), None);
        assert_eq!(Paint::from_rgb((3, 0, 200)), None);
    }

    #[test]
    fn a_style_sheet_has_every_token_once() {
        let sheet = css(Theme::Light);
        assert_eq!(sheet.matches("--c-").count(), TOKENS.len());
        assert!(sheet.starts_with("--c-ink:#1b2427;--c-ink-2:"));
    }
}
