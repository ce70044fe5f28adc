//! The key to the shades: a stepped bar with each class's bounds under its step, then what is hatched.

use crate::canvas::{Area, Drawn, Rect, Type, filled, flag, rect, stroke, write_within};
use crate::palette::{Hatch, Paint, Token};
use crate::scale::shade;

/// What a legend says.
pub(crate) struct Legend<'a> {
    /// The measure's name.
    pub(crate) measure: &'a str,
    /// One label for each class, least first.
    pub(crate) classes: &'a [String],
    /// The class whose surfaces carry the flag of the bad end.
    pub(crate) flagged: Option<usize>,
    /// Hatched surfaces that occur, with their words.
    pub(crate) hatches: Vec<(Hatch, &'a str)>,
    /// Size of text against normal.
    pub(crate) em: f32,
}

/// One entry laid out, relative to the legend's corner.
enum Entry<'a> {
    Name { at: Rect, words: &'a str },
    Class { at: Rect, shade: u8, flagged: bool, words: &'a str },
    Hatch { at: Rect, hatch: Hatch, words: &'a str },
}

impl<'a> Legend<'a> {
    fn look(&self) -> Type {
        Type::new(12.0 * self.em)
    }

    /// Entries from left to right, on as many lines as needed; and the size of it all.
    fn lay(&self, max: f32) -> (Vec<Entry<'a>>, f32, f32) {
        let (look, line_height) = (self.look(), 30.0 * self.em);
        let mut entries = Vec::new();
        let (mut x, mut y, mut widest) = (0.0f32, 0.0f32, 0.0f32);
        let mut place = |w: f32, gap: f32, breaks: bool| {
            if breaks && x > 0.0 && x + w > max {
                x = 0.0;
                y += line_height;
            }
            let at = Rect { x, y, w: w.min(max), h: line_height };
            x += w + gap;
            widest = widest.max(at.x + at.w);
            at
        };
        if !self.measure.is_empty() {
            let name = Type::new(13.0 * self.em).bold();
            entries.push(Entry::Name { at: place(name.width(self.measure), 12.0, true), words: self.measure });
        }
        let step = self.classes.iter().map(|words| look.width(words)).fold(32.0 * self.em, f32::max);
        let step = (step + 10.0).min(max);
        for (nth, words) in self.classes.iter().enumerate() {
            let class = u8::try_from(nth).unwrap_or(u8::MAX);
            entries.push(Entry::Class {
                at: place(step, 0.0, true),
                shade: shade(class, self.classes.len()),
                flagged: self.flagged == Some(nth),
                words,
            });
        }
        for (nth, (hatch, words)) in self.hatches.iter().enumerate() {
            // A little air between the shades and the hatches, unless a new line gives it.
            if nth == 0 {
                let _ = place(0.0, 14.0, false);
            }
            let at = place(look.width(words).max(24.0 * self.em) + 4.0, 10.0, true);
            entries.push(Entry::Hatch { at, hatch: *hatch, words });
        }
        (entries, widest, y + line_height)
    }

    /// Width and height where `max` is available.
    pub(crate) fn size(&self, max: f32) -> (f32, f32) {
        let (_, w, h) = self.lay(max);
        (w, h)
    }

    pub(crate) fn draw(&self, area: &Area<'_>, left: f32, top: f32, max: f32) -> Drawn {
        let look = self.look();
        let bar = 10.0 * self.em;
        for entry in self.lay(max).0 {
            match entry {
                Entry::Name { at, words } => {
                    let name = Type::new(13.0 * self.em).bold();
                    write_within(area, name, left + at.x, top + at.y + at.h / 2.0, words, at.w)?;
                }
                Entry::Class { at, shade, flagged, words } => {
                    let step = Rect { x: left + at.x, y: top + at.y + 2.0, w: at.w, h: bar };
                    rect(area, step, filled(Token::Seq(shade)))?;
                    rect(area, step, stroke(Token::Rule, 0.8))?;
                    if flagged {
                        flag(area, step, 6.0 * self.em)?;
                    }
                    write_within(area, look.centered(), step.x + at.w / 2.0, top + at.y + bar + 10.0 * self.em, words, at.w)?;
                }
                Entry::Hatch { at, hatch, words } => {
                    let step = Rect { x: left + at.x, y: top + at.y + 2.0, w: 24.0 * self.em, h: bar };
                    rect(area, step, filled(Paint::Hatch(hatch)))?;
                    rect(area, step, stroke(Token::Rule, 0.8))?;
                    write_within(area, look.color(Token::Ink2), step.x, top + at.y + bar + 10.0 * self.em, words, at.w)?;
                }
            }
        }
        Ok(())
    }
}
