//! A county as published figures show them: nearly everybody satisfied, and what differs is everything else.

use crate::catalogue::{BODIES, SERVICES, code, module};
use crate::numbers::{below, number, one_of, unit};
use crate::plan::{Site, sites};
use crate::{Options, people, words};
use domain::import::{CASE_COLUMNS, Column, RATING_COLUMNS};
use domain::time::weekday_index;
use jiff::civil::Date;
use std::io::{self, Write};

/// Share of handled cases that is rated at all, in thousandths; the rest of the volume follows from it.
const RATED: u64 = 660;
/// Share of ratings that the system puts in by itself, in thousandths.
const BY_DEFAULT: u64 = 180;
/// More rows are made than asked for, and evenly dropped, so that the number is met exactly.
const SURPLUS: f64 = 1.04;

/// The habits of a site.
struct Habits {
    /// Its part of all cases.
    weight: f64,
    /// Rated cases in thousandths.
    rated: u64,
    /// First day (index) without anything, and how many days.
    silent: Option<(u64, u64)>,
    /// Bad ratings grow towards the end.
    drifts: bool,
}

fn habits(options: &Options, at: usize, site: &Site, days: u64) -> Habits {
    let draw = |what: &str| number(options.seed, what, [at as u64, 0, 0]);
    let weight = match (site.town, site.village) {
        (None, _) => 60.0,
        (Some(_), None) => 34.0,
        // A few large villages, many small ones.
        (Some(_), Some(_)) => 0.5 + 9.0 * unit(draw("size")) * unit(draw("size again")),
    };
    let rated = match site.town {
        Some(1) => RATED - 170,
        _ => RATED - 60 + below(draw("rated"), 140),
    };
    let silent = site.village.and_then(|village| match village {
        // One never began, some fell silent lately, some paused.
        17 => Some((0, days)),
        _ if village % 23 == 5 => Some((days - 40 - below(draw("silent"), 50), days)),
        _ if village % 31 == 9 => Some((below(draw("pause"), days - 90), 30 + below(draw("pause length"), 40))),
        _ => None,
    });
    Habits { weight, rated, silent, drifts: matches!(site.village, Some(12 | 47 | 83)) }
}

/// How busy a day is. Spring Festival is quiet, and so are Sundays; participation for the coming year is in autumn.
fn busy(day: Date, is_village: bool) -> f64 {
    let weekday = match weekday_index(day) {
        0 => 1.35,
        1 | 2 => 1.1,
        3 => 1.0,
        4 => 0.85,
        5 if is_village => 0.05,
        5 => 0.35,
        _ => 0.0,
    };
    let season = match day.month() {
        1 => 0.9,
        2 => 0.55,
        9 => 1.1,
        10 => 1.0,
        11 | 12 => 1.35,
        _ => 1.0,
    };
    let holiday = matches!((day.month(), day.day()), (1, 1) | (5, 1..=3) | (10, 1..=6));
    if holiday { 0.0 } else { weekday * season }
}

/// A service's part of all cases, by month.
fn wanted(service: usize, month: i8) -> f64 {
    let Some(s) = SERVICES.get(service) else { return 0.0 };
    let season = match s.name {
        "城乡居民基本医疗保险参保登记" => {
            [0.4, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.8, 2.6, 3.4, 3.0][usize::from(month.unsigned_abs() - 1) % 12]
        }
        "义务教育阶段入学报名" => {
            if matches!(month, 6..=8) {
                3.0
            } else {
                0.2
            }
        }
        "耕地地力保护补贴申报" => {
            if matches!(month, 3..=5) {
                3.0
            } else {
                0.3
            }
        }
        _ => 1.0,
    };
    f64::from(s.weight) * season
}

/// Cases of one site, service and day.
struct Cell<'a> {
    site: usize,
    at: &'a Site,
    habits: &'a Habits,
    service: usize,
    day: Date,
    day_no: u64,
    cases: u64,
}

/// Walks all cells that have cases, in the order of days.
fn walk(options: &Options, mut each: impl FnMut(&Cell<'_>) -> io::Result<()>) -> io::Result<()> {
    let days = options.days();
    let count = days.len() as u64;
    let sites = sites();
    let habits: Vec<Habits> = sites.iter().enumerate().map(|(i, s)| habits(options, i, s, count)).collect();
    // What one unit of weight is worth, so that the ratings come to the number asked for.
    let mut total = 0.0;
    for day in &days {
        for (site, h) in sites.iter().zip(&habits) {
            let services: f64 = (0..SERVICES.len()).filter(|s| serves(site, *s)).map(|s| wanted(s, day.month())).sum();
            total += h.weight * busy(*day, site.village.is_some()) * services * h.rated as f64 / 1000.0;
        }
    }
    let worth = if total > 0.0 { options.ratings as f64 * SURPLUS / total } else { 0.0 };
    for (day_no, day) in days.iter().enumerate() {
        let day_no = day_no as u64;
        for (i, (site, h)) in sites.iter().zip(&habits).enumerate() {
            let busy = busy(*day, site.village.is_some());
            if busy <= 0.0 || h.silent.is_some_and(|(from, length)| from <= day_no && day_no < from + length) {
                continue;
            }
            for service in (0..SERVICES.len()).filter(|s| serves(site, *s)) {
                let expected = worth * h.weight * busy * wanted(service, day.month());
                let draw = unit(number(options.seed, "cases", [i as u64, service as u64, day_no]));
                // Whole part for sure, the rest by chance; a day is half as busy or half again as busy as usual.
                let swing = 0.5 + unit(number(options.seed, "swing", [i as u64, day_no, 0]));
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and not negative")]
                let cases = (expected * swing + draw) as u64;
                if cases > 0 {
                    each(&Cell { site: i, at: site, habits: h, service, day: *day, day_no, cases })?;
                }
            }
        }
    }
    Ok(())
}

/// Stations serve what needs no centre.
fn serves(site: &Site, service: usize) -> bool {
    site.village.is_none() || SERVICES.get(service).is_some_and(|s| !s.centres_only)
}

/// Counts the ratings of a cell, then writes those that are not dropped.
fn ratings_of(options: &Options, cell: &Cell<'_>, mut each: impl FnMut(u64, bool) -> io::Result<()>) -> io::Result<()> {
    let service = SERVICES.get(cell.service);
    for n in 0..cell.cases {
        let key = [cell.site as u64, cell.service as u64, cell.day_no * 10_000 + n];
        if below(number(options.seed, "rated", key), 1000) >= cell.habits.rated {
            continue;
        }
        // 99.9 % satisfied on the whole: about one in a thousand is bad, more often where there is trouble.
        let trouble = service.map_or(20, |s| u64::from(s.trouble));
        let drift = if cell.habits.drifts { 1 + cell.day_no / 60 } else { 1 };
        let is_bad = below(number(options.seed, "bad", key), 1_000_000) < trouble * 46 * drift;
        each(n, is_bad)?;
    }
    Ok(())
}

/// Writes the rating file.
pub(crate) fn write_ratings(options: &Options, out: &mut impl Write) -> io::Result<u64> {
    let mut made: u64 = 0;
    walk(options, |cell| {
        ratings_of(options, cell, |n, is_bad| {
            made += 1 + u64::from(is_bad && followed_up(options, cell, n));
            Ok(())
        })
    })?;
    let surplus = made.saturating_sub(options.ratings);
    header(out, RATING_COLUMNS)?;
    let (mut seen, mut written) = (0_u64, 0_u64);
    walk(options, |cell| {
        ratings_of(options, cell, |n, is_bad| {
            let rows = 1 + u64::from(is_bad && followed_up(options, cell, n));
            let dropped = |i: u64| surplus > 0 && (i + 1) * surplus / made > i * surplus / made;
            // A rating and its follow-up are dropped or kept together.
            let is_dropped = !is_bad && (seen..seen + rows).any(dropped);
            seen += rows;
            if is_dropped || written + rows > options.ratings {
                return Ok(());
            }
            written += rows;
            rating(options, cell, n, is_bad, rows == 2, out)
        })
    })?;
    Ok(written)
}

fn followed_up(options: &Options, cell: &Cell<'_>, n: u64) -> bool {
    let key = [cell.site as u64, cell.service as u64, cell.day_no * 10_000 + n];
    // The newest bad ratings have not been dealt with yet.
    let days = options.days().len() as u64;
    cell.day_no + 6 < days && below(number(options.seed, "followed up", key), 100) < 55
}

/// Writes the case file.
pub(crate) fn write_cases(options: &Options, out: &mut impl Write) -> io::Result<u64> {
    header(out, CASE_COLUMNS)?;
    let mut rows = 0;
    walk(options, |cell| {
        rows += 1;
        let Some(service) = SERVICES.get(cell.service) else { return Ok(()) };
        let body = BODIES.get(service.body).copied().unwrap_or_default();
        let Site { code: place, name, point, .. } = cell.at;
        writeln!(out, "办件系统,{place},{name},{point},{},{},{body},{},{}\r", code(cell.service), service.name, cell.day, cell.cases)
    })?;
    Ok(rows)
}

/// The header line; rows end as spreadsheets end them.
pub(crate) fn header(out: &mut impl Write, columns: &[Column]) -> io::Result<()> {
    let names: Vec<&str> = columns.iter().map(|c| c.headers[0]).collect();
    writeln!(out, "{}\r", names.join(","))
}

/// The hour at which people come: mornings more than afternoons, hardly anybody at noon.
pub(crate) fn hour(n: u64) -> u64 {
    const HOURS: [u64; 20] = [8, 8, 9, 9, 9, 9, 9, 10, 10, 10, 10, 11, 11, 12, 14, 15, 15, 15, 16, 16];
    one_of(n, &HOURS).copied().unwrap_or(9)
}

fn rating(options: &Options, cell: &Cell<'_>, n: u64, is_bad: bool, followed: bool, out: &mut impl Write) -> io::Result<()> {
    let seed = options.seed;
    let key = [cell.site as u64, cell.service as u64, cell.day_no * 10_000 + n];
    let draw = |what: &str| number(seed, what, key);
    let Some(service) = SERVICES.get(cell.service) else { return Ok(()) };
    let by_default = !is_bad && below(draw("default"), 1000) < BY_DEFAULT;
    let source = if by_default {
        "好差评系统"
    } else {
        ["好差评系统", "微信公众号", "自助终端"][usize::try_from(below(draw("source"), 10)).unwrap_or(0).saturating_sub(7)]
    };
    let channel = match (by_default, source) {
        (true, _) => "系统默认评价",
        (_, "微信公众号") => "移动端",
        (_, "自助终端") => "政务大厅其他终端",
        _ => ["政务大厅平板电脑", "二维码", "短信", "PC端"][usize::try_from(below(draw("channel"), 16)).unwrap_or(0).saturating_sub(12)],
    };
    let grade = if is_bad {
        if below(draw("very bad"), 3) == 0 { 1 } else { 2 }
    } else if by_default {
        3
    } else {
        match below(draw("grade"), 100) {
            0..=1 => 3,
            2..=16 => 4,
            _ => 5,
        }
    };
    let number_text = format!("{:08}{:03}{:02}{:04}", day_digits(cell.day), cell.site, cell.service, n);
    let word = domain::rating::Grade::from_number(grade).map_or("", domain::rating::Grade::word);
    let reason = if by_default {
        String::new()
    } else if is_bad {
        two(draw("reason"), draw("second reason"), &words::BAD_REASONS)
    } else if below(draw("ticks"), 100) < 30 {
        two(draw("reason"), draw("second reason"), &words::GOOD_REASONS)
    } else {
        String::new()
    };
    let comment = if by_default {
        String::new()
    } else if is_bad && below(draw("comments"), 100) < 92 {
        fill(one_of(draw("comment"), &words::BAD).copied().unwrap_or_default(), service.name, draw("fill"))
    } else if !is_bad && below(draw("comments"), 100) < 9 {
        fill(one_of(draw("comment"), &words::GOOD).copied().unwrap_or_default(), service.name, draw("fill"))
    } else {
        String::new()
    };
    let window = 1 + below(draw("window"), cell.at.windows);
    let (rater, phone) = if is_bad && below(draw("named"), 100) < 45 {
        (people::name(seed, draw("rater")), people::phone(seed, draw("rater phone")))
    } else {
        (String::new(), String::new())
    };
    let at = format!("{} {:02}:{:02}:{:02}", cell.day, hour(draw("hour")), below(draw("minute"), 60), below(draw("second"), 60));
    let body = BODIES.get(service.body).copied().unwrap_or_default();
    let Site { code: place, name, point, .. } = cell.at;
    let person = if below(draw("person"), 20) == 0 { "法人" } else { "个人" };
    let item = (code(cell.service), service.name, body, module(cell.service));
    writeln!(
        out,
        "{source},{number_text},B{number_text},{place},{name},{point},{window},{},{},{},{},{},{channel},{word},首次,办件,{person},{reason},{comment},{at},{rater},{phone}\r",
        100 + cell.site,
        item.0,
        item.1,
        item.2,
        item.3,
    )?;
    if followed {
        let days = 2 + below(draw("after"), 4);
        let day = cell.day.saturating_add(jiff::Span::new().days(i64::try_from(days).unwrap_or(2)));
        let after = one_of(draw("after words"), &words::AFTER).copied().unwrap_or_default();
        let better = if below(draw("better"), 10) < 9 { "满意" } else { "不满意" };
        writeln!(
            out,
            "{source},{number_text},B{number_text},{place},{name},{point},{window},{},{},{},{},{},电话回访,{better},追评,办件,{person},,{after},{day} 16:{:02}:00,{rater},{phone}\r",
            100 + cell.site,
            item.0,
            item.1,
            item.2,
            item.3,
            below(draw("after minute"), 60),
        )?;
    }
    Ok(())
}

fn day_digits(day: Date) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

/// One or two different reasons.
pub(crate) fn two(first: u64, second: u64, of: &[&str]) -> String {
    let a = one_of(first, of).copied().unwrap_or_default();
    let b = one_of(second, of).copied().unwrap_or_default();
    if a == b || second.is_multiple_of(2) { a.to_owned() } else { format!("{a}、{b}") }
}

/// Puts values into a comment; all commas in these texts are full-width, so that no cell needs quotes.
pub(crate) fn fill(text: &str, item: &str, n: u64) -> String {
    text.replace("{item}", item).replace("{minutes}", &(25 + below(n, 80)).to_string()).replace("{days}", &(9 + below(n, 20)).to_string())
}
