//! Many ratings, evenly spread and in shuffled order: for measuring, not for looking at.

use crate::catalogue::{BODIES, SERVICES, code, module};
use crate::numbers::{below, number, one_of, shuffled};
use crate::plan::sites;
use crate::typical::{fill, header, hour, two};
use crate::{Options, words};
use domain::import::{CASE_COLUMNS, RATING_COLUMNS};
use domain::rating::{Channel, Grade};
use std::io::{self, Write};

/// Each case row stands for this many ratings, and a few cases that nobody rated.
const RATINGS_A_CASE_ROW: u64 = 4;

pub(crate) fn write_ratings(options: &Options, out: &mut impl Write) -> io::Result<u64> {
    header(out, RATING_COLUMNS)?;
    let (sites, days) = (sites(), options.days());
    let codes: Vec<String> = (0..SERVICES.len()).map(code).collect();
    for i in 0..options.ratings {
        // Every attribute hangs on the row's own number; only the order is shuffled.
        let n = shuffled(options.seed, i, options.ratings);
        let draw = |what: &str| number(options.seed, what, [n, 0, 0]);
        let place = usize::try_from(below(draw("site"), sites.len() as u64)).unwrap_or(0);
        let service = usize::try_from(below(draw("service"), SERVICES.len() as u64)).unwrap_or(0);
        let Some(day) = one_of(draw("day"), &days) else { continue };
        let site = &sites[place];
        let grade = match below(draw("grade"), 1000) {
            0..=5 => 1,
            6..=19 => 2,
            20..=49 => 3,
            50..=249 => 4,
            _ => 5,
        };
        let channel = 1 + i16::try_from(below(draw("channel"), 7)).unwrap_or(0);
        let is_bad = grade <= 2;
        let reasons = if is_bad { two(draw("reason"), draw("reason 2"), &words::BAD_REASONS) } else { String::new() };
        let comment = if is_bad || below(draw("comments"), 10) == 0 {
            let from: &[&str] = if is_bad { &words::BAD } else { &words::GOOD };
            fill(one_of(draw("comment"), from).copied().unwrap_or_default(), SERVICES[service].name, draw("fill"))
        } else {
            String::new()
        };
        writeln!(
            out,
            "好差评系统,P{n:010},B{n:010},{},{},{},{},{},{},{},{},{},{},{},首次,办件,个人,{reasons},{comment},{day} {:02}:{:02}:{:02},,\r",
            site.code,
            site.name,
            site.point,
            1 + below(draw("window"), site.windows),
            100 + place,
            codes[service],
            SERVICES[service].name,
            BODIES[SERVICES[service].body],
            module(service),
            Channel::from_number(channel).map_or("", Channel::word),
            Grade::from_number(grade).map_or("", Grade::word),
            hour(draw("hour")),
            below(draw("minute"), 60),
            below(draw("second"), 60),
        )?;
    }
    Ok(options.ratings)
}

pub(crate) fn write_cases(options: &Options, out: &mut impl Write) -> io::Result<u64> {
    header(out, CASE_COLUMNS)?;
    let (sites, days) = (sites(), options.days());
    let cells = (sites.len() * days.len() * SERVICES.len()) as u64;
    // At most one row a cell, and at most a quarter as many rows as ratings; together they cover all ratings.
    let rows = (options.ratings / RATINGS_A_CASE_ROW).clamp(1, cells);
    let each = options.ratings.div_ceil(rows);
    for i in 0..rows {
        let cell = shuffled(options.seed ^ 1, i, cells);
        let site = &sites[usize::try_from(cell % sites.len() as u64).unwrap_or(0)];
        let rest = cell / sites.len() as u64;
        let service = usize::try_from(rest % SERVICES.len() as u64).unwrap_or(0);
        let day = days[usize::try_from(rest / SERVICES.len() as u64).unwrap_or(0).min(days.len() - 1)];
        writeln!(
            out,
            "办件系统,{},{},{},{},{},{},{day},{}\r",
            site.code,
            site.name,
            site.point,
            code(service),
            SERVICES[service].name,
            BODIES[SERVICES[service].body],
            each + 2 + below(number(options.seed, "cases", [i, 0, 0]), 4)
        )?;
    }
    Ok(rows)
}
