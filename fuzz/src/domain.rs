//! Texts of the field: years of the calendar as published, rows of a responsibility list as offices type them, and what stands in the window's address.

#![allow(dead_code, reason = "each program that includes this uses a part of it")]

use domain::account::{Role, is_login};
use domain::attachment;
use domain::body::is_credit_code;
use domain::calendar::{Calendar, Unit, YearList, notice};
use domain::day;
use domain::duty::{DutyPart, loose};
use domain::import::ImportKind;
use domain::period::{Period, Preset};
use domain::place::PlaceCode;
use domain::rating::{mask_name, mask_phone};

/// The JSON of holiday-cn or the text of the State Council's notice; what is good is counted with.
pub(crate) fn calendar(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for list in [YearList::parse(text), notice::read(text, None), notice::read(text, Some(2026))].into_iter().flatten() {
        let year = list.year;
        assert!(list.check().is_ok(), "a list that breaks its own rules was taken");
        let calendar = Calendar::new([list]);
        let Some(first) = day::of_text(&format!("{year:04}-01-01")) else { continue };
        let last = day::later(first, 364);
        assert!(calendar.workdays_between(first, last) <= 365);
        for unit in [Unit::Day, Unit::Workday, Unit::NaturalDay] {
            // A year that is counted beyond the calendar's end is an error.
            let _ = calendar.count(first, 20, unit);
        }
    }
}

/// Words of an address and of other places where somebody may have typed anything, a line each.
pub(crate) fn words(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for part in DutyPart::ALL {
        let _ = loose::rows(part, text);
    }
    let mut days = Vec::new();
    for word in text.lines() {
        if let Some(code) = PlaceCode::parse(word) {
            assert_eq!(PlaceCode::parse(code.as_str()).as_ref(), Some(&code));
        }
        if let Some(day) = day::of_text(word) {
            assert_eq!(day::of_text(&day::text(day)), Some(day));
            days.push(day);
        }
        if let Some(preset) = Preset::from_code(word) {
            assert_eq!(preset.code(), word);
            for cutoff in &days {
                looked_at(preset.period(*cutoff));
            }
        }
        let _ = (Role::from_code(word), ImportKind::from_code(word), is_login(word), is_credit_code(word));
        let _ = (mask_name(word), mask_phone(word));
        // Names of files, some with a number of a notice in them.
        let name = attachment::tidy_name(word);
        assert_eq!(attachment::tidy_name(&name), name);
        let _ = attachment::named(&name, text.lines());
    }
    for pair in days.windows(2) {
        if let [from, to] = pair
            && let Some(period) = Period::new(*from, *to)
        {
            looked_at(period);
        }
    }
}

fn looked_at(period: Period) {
    assert!(period.days() >= 1);
    let _ = (period.parts(), period.before(), period.year_before());
}
