//! The files that demonstrations are made from.

#![expect(clippy::unwrap_used, reason = "tests")]

use demo::{Options, Profile, write_cases, write_ratings};
use documents::ratings::{RatingColumns, parse};
use documents::table::Table;
use domain::import::RATING_COLUMNS;
use domain::rating::{Channel, Grade};
use domain::time::Instant;
use jiff::civil::date;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Cursor;

fn options(ratings: u64, profile: Profile) -> Options {
    Options { ratings, seed: 1, until: date(2026, 11, 22), profile }
}

fn ratings(options: &Options) -> Vec<u8> {
    let mut out = Vec::new();
    assert_eq!(write_ratings(options, &mut out).unwrap(), options.ratings);
    out
}

#[test]
fn the_same_seed_writes_the_same_bytes() {
    for profile in [Profile::Typical, Profile::Stress] {
        let options = options(3_000, profile);
        assert_eq!(Sha256::digest(ratings(&options)), Sha256::digest(ratings(&options)));
        let other = Options { seed: 2, ..options };
        assert_ne!(Sha256::digest(ratings(&options)), Sha256::digest(ratings(&other)));
    }
}

#[test]
fn a_county_as_published_figures_show_them() {
    let options = options(60_000, Profile::Typical);
    let mut table = Table::open(Cursor::new(ratings(&options)), RATING_COLUMNS).unwrap();
    let columns = RatingColumns::of(&table.header);
    let now = Instant::from_civil(date(2026, 11, 28).at(0, 0, 0, 0)).unwrap();
    let (mut valid, mut bad, mut by_default) = (0, 0, 0);
    let mut places = BTreeSet::new();
    while let Some((row, record)) = table.next_row().unwrap() {
        let rating = parse(&columns, record, row, now).unwrap();
        places.insert(rating.place_code.clone().unwrap());
        match (rating.channel, rating.grade) {
            (Channel::SystemDefault, _) => by_default += 1,
            (_, grade) => {
                valid += 1;
                bad += i32::from(grade <= Grade::Bad);
            }
        }
    }
    let share = f64::from(bad) / f64::from(valid);
    assert!((0.000_5..0.002_5).contains(&share), "{bad} of {valid}");
    assert!((0.1..0.3).contains(&(f64::from(by_default) / 60_000.0)));
    assert_eq!(places.len(), 103, "one station never began");
}

#[test]
fn cases_cover_the_ratings() {
    for profile in [Profile::Typical, Profile::Stress] {
        let options = options(20_000, profile);
        let mut out = Vec::new();
        let rows = write_cases(&options, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count() as u64, rows + 1);
        let cases: u64 = text.lines().skip(1).map(|l| l.rsplit(',').next().unwrap().trim().parse::<u64>().unwrap()).sum();
        assert!(cases > options.ratings, "{cases}");
    }
}
