//! Photos of a visit: where they belong, what they tell of when and where they were taken, and whether that fits the visit.
//!
//! What a photo says of itself (EXIF) supports a record, and its absence says nothing: chat programs strip it from what they send, so a photo that
//! came by WeChat has none. A name can be changed by anybody; the time in it helps to find the line, and is never held against the visit.
//!
//! ```
//! use domain::inspection::photo::name_time;
//! assert_eq!(name_time("IMG_20261130_101502.jpg").map(|at| at.to_string()).as_deref(), Some("2026-11-30T10:15:02"));
//! ```

use super::finding::FindingId;
use crate::catalogue::codes::coded;
use crate::catalogue::problem::{At, ItemProblem, Rule, text_problem, tidy_all};
use crate::time::Instant;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// Most photos and papers of a visit.
pub const PHOTOS_MOST: usize = 300;
/// Most files that are looked at before some of them are taken: what a day leaves in a camera's folder.
pub const FOLDER_MOST: usize = 300;
/// Most characters of a caption.
pub const CAPTION_LIMIT: usize = 100;
/// Most points of a picture: what cameras of 64 megapixels make. More is refused before it is decoded.
pub const PIXELS_MOST: u64 = 65_000_000;
/// Most black boxes on a picture.
pub const BOXES_MOST: usize = 20;
/// A whole side of a picture, as black boxes count.
pub const SIDE: u32 = 10_000;
/// Seconds by which a camera's clock may be beside the visit: people are on their way before, and pack up afterwards.
pub const TIME_MARGIN: i64 = 30 * 60;
/// Metres from the station within which a photo was taken there: what phones are wrong by among houses, and what Chinese maps (GCJ-02) are beside
/// the satellites' coordinates (WGS-84).
pub const NEAR: u32 = 1_000;
/// Seconds within which an answer is near enough to a photo: what was answered hours later, from the paper form, says nothing of it.
pub const MATCH_WITHIN: i64 = 30 * 60;

coded! {
    /// What a photo of a finding shows.
    PhotoPhase {
        /// Neither.
        #[default]
        Any => "photo_any",
        /// 整改前
        Before => "before_remedy",
        /// 整改后
        After => "after_remedy",
    }
    /// How its metadata could be read.
    Reading {
        /// 无元数据
        #[default]
        Nothing => "no_metadata",
        /// Read.
        Read => "metadata_read",
        /// 不可读: damaged, or made to mislead.
        Unreadable => "metadata_unreadable",
    }
    /// From what the time of a photo is known.
    TimeSource {
        /// It is not.
        #[default]
        Unknown => "time_unknown",
        /// What the camera wrote into it.
        Camera => "time_by_camera",
        /// The name of its file.
        Name => "time_by_name",
    }
    /// What its metadata say beside the visit.
    Verdict {
        /// 无元数据: no accusation.
        #[default]
        Nothing => "photo_tells_nothing",
        /// 相符
        Fits => "photo_fits",
        /// 不符
        Differs => "photo_differs",
        /// 元数据不可读
        Unreadable => "photo_unreadable",
        /// 暂不能比对: it tells when or where, but the visit does not.
        Open => "photo_not_compared",
    }
}

/// A place on earth (WGS-84), in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coordinates {
    /// 纬度, north positive.
    pub lat: i32,
    /// 经度, east positive.
    pub lon: i32,
}

impl Coordinates {
    /// From degrees; none if there is no such place. Nought and nought is what broken receivers write.
    pub fn of_degrees(lat: f64, lon: f64) -> Option<Self> {
        let is_there = lat.is_finite() && lon.is_finite() && lat.abs() <= 90.0 && lon.abs() <= 180.0;
        if !is_there {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 180 million")]
        let millionths = |degrees: f64| (degrees * 1e6).round() as i32;
        Some(Self { lat: millionths(lat), lon: millionths(lon) }).filter(|at| at.lat != 0 || at.lon != 0)
    }

    /// Metres to another place, along the sphere.
    pub fn metres_to(self, other: Self) -> u32 {
        const EARTH: f64 = 6_371_000.0;
        let radians = |millionths: i32| (f64::from(millionths) / 1e6).to_radians();
        let (lat, other_lat) = (radians(self.lat), radians(other.lat));
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let across = half(other_lat - lat) + lat.cos() * other_lat.cos() * half(radians(other.lon) - radians(self.lon));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half around the earth")]
        let metres = (2.0 * EARTH * across.clamp(0.0, 1.0).sqrt().asin()).round() as u32;
        metres
    }
}

/// What a photo tells of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Told {
    /// How its metadata could be read.
    pub reading: Reading,
    /// When it was taken.
    pub at: Option<Instant>,
    /// From what that is known.
    pub source: TimeSource,
    /// Where.
    pub place: Option<Coordinates>,
}

impl Told {
    /// With the time in the name of its file, where the camera wrote none.
    #[must_use]
    pub fn or_named(self, name: &str) -> Self {
        match self.at {
            Some(_) => self,
            None => match name_time(name).and_then(Instant::from_civil) {
                Some(at) => Self { at: Some(at), source: TimeSource::Name, ..self },
                None => self,
            },
        }
    }
}

/// What a photo says beside its visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Check {
    /// 相符, 不符, 无元数据.
    pub verdict: Verdict,
    /// Whole minutes before it began (negative) or after it ended; none: within the visit, or not known.
    pub minutes: Option<i64>,
    /// Metres from the station, where they are too many.
    pub metres: Option<u32>,
}

/// When and where a visit was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visited {
    /// 开始时间
    pub began: Option<Instant>,
    /// 结束时间; while it goes on, now.
    pub ended: Option<Instant>,
    /// Where the station is, if that is known.
    pub station: Option<Coordinates>,
}

/// Whether what a photo tells of itself fits the visit. Only what the camera wrote counts.
pub fn check(told: &Told, visited: &Visited) -> Check {
    let at = told.at.filter(|_| told.source == TimeSource::Camera);
    let by_time = at.zip(visited.began).map(|(at, began)| beside(at, began, visited.ended.unwrap_or(began)));
    let by_place = told.place.zip(visited.station).map(|(place, station)| Some(place.metres_to(station)).filter(|metres| *metres > NEAR));
    let (minutes, metres) = (by_time.flatten(), by_place.flatten());
    let verdict = match told.reading {
        _ if minutes.is_some() || metres.is_some() => Verdict::Differs,
        Reading::Unreadable => Verdict::Unreadable,
        _ if by_time.is_some() || by_place.is_some() => Verdict::Fits,
        _ if at.is_some() || told.place.is_some() => Verdict::Open,
        _ => Verdict::Nothing,
    };
    Check { verdict, minutes, metres }
}

/// Minutes beside a time, once they are more than a camera's clock may be wrong by.
fn beside(at: Instant, began: Instant, ended: Instant) -> Option<i64> {
    const MINUTE: i64 = 60_000_000;
    let before = began.0.saturating_sub(at.0);
    let after = at.0.saturating_sub(ended.0);
    match () {
        () if before > TIME_MARGIN * 1_000_000 => Some(-(before / MINUTE)),
        () if after > TIME_MARGIN * 1_000_000 => Some(after / MINUTE),
        () => None,
    }
}

/// The line whose answer is nearest in time; none if none is near. Of two as near, the first.
pub fn nearest<'a>(answers: impl IntoIterator<Item = (&'a str, Instant)>, at: Instant) -> Option<&'a str> {
    let away = |answered: Instant| answered.0.abs_diff(at.0);
    let near = answers.into_iter().filter(|(_, answered)| away(*answered) <= MATCH_WITHIN.unsigned_abs() * 1_000_000);
    near.min_by_key(|(_, answered)| away(*answered)).map(|(line, _)| line)
}

/// The time that cameras and phones write into a name: `IMG_20261130_101502`, `20261130-101502`, `IMG20261130101502`. Digits that go on
/// otherwise are some other number.
pub fn name_time(name: &str) -> Option<DateTime> {
    let bytes = name.as_bytes();
    let digits = |from: usize, n: usize| -> Option<i32> {
        let part = bytes.get(from..from.checked_add(n)?)?;
        part.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i32::from(byte - b'0')))
    };
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).find_map(|from| {
        if is_digit(from.checked_sub(1)) {
            return None;
        }
        let (day, gap) = (digits(from, 8)?, usize::from(matches!(bytes.get(from + 8), Some(b'_' | b'-' | b' '))));
        let time = digits(from + 8 + gap, 6)?;
        // Some write thousandths behind it.
        let more = bytes.get(from + 14 + gap..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if matches!(more, 0 | 3) { civil(day, time) } else { None }
    })
}

fn civil(day: i32, time: i32) -> Option<DateTime> {
    let small = |n: i32| i8::try_from(n).ok();
    let date = Date::new(i16::try_from(day / 10_000).ok()?, small(day / 100 % 100)?, small(day % 100)?).ok()?;
    let time = Time::new(small(time / 10_000)?, small(time / 100 % 100)?, small(time % 100)?, 0).ok()?;
    // Digits that only look like a day.
    (2000..=2099).contains(&date.year()).then(|| date.to_datetime(time))
}

/// What a person may say of a photo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PhotoFields {
    /// 序号 of the line that it belongs to; empty: to none.
    pub line: String,
    /// The finding that it shows.
    pub finding: Option<FindingId>,
    /// 整改前 or 整改后; only of a finding.
    pub phase: PhotoPhase,
    /// 说明
    pub caption: String,
}

/// Every field by its name, in the order of the form.
pub const FIELDS: [&str; 4] = ["line", "finding", "phase", "caption"];

impl PhotoFields {
    /// Takes one field over from another text; a name that there isn't takes nothing.
    pub fn take(&mut self, field: &str, from: &Self) {
        match field {
            "line" => self.line.clone_from(&from.line),
            "finding" => self.finding = from.finding,
            "phase" => self.phase = from.phase,
            "caption" => self.caption.clone_from(&from.caption),
            _ => {}
        }
    }

    /// The same without blanks around texts.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![&mut self.line, &mut self.caption]);
        if self.finding.is_none() {
            self.phase = PhotoPhase::Any;
        }
        self
    }

    /// What is wrong with it by itself.
    pub fn problem(&self) -> Option<ItemProblem> {
        text_problem("caption", &self.caption, CAPTION_LIMIT, false)
    }
}

/// A black box on a picture as it is seen, upright: in ten thousandths of its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlackBox {
    /// From the left.
    pub left: u32,
    /// From the top.
    pub top: u32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
}

impl BlackBox {
    /// It lies on the picture and covers something.
    pub fn is_on_it(self) -> bool {
        let fits = |from: u32, long: u32| long > 0 && from.checked_add(long).is_some_and(|end| end <= SIDE);
        fits(self.left, self.width) && fits(self.top, self.height)
    }
}

/// What is wrong with black boxes: too many, or one that is not on the picture.
pub fn boxes_problem(boxes: &[BlackBox]) -> Option<ItemProblem> {
    let is_wrong = boxes.len() > BOXES_MOST || boxes.iter().any(|one| !one.is_on_it());
    is_wrong.then_some(ItemProblem { at: At::Field("boxes"), rule: Rule::Range(u32::try_from(BOXES_MOST).unwrap_or(u32::MAX)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(hour: i8, minute: i8) -> Instant {
        Instant::from_civil(date(2026, 11, 30).at(hour, minute, 0, 0)).unwrap()
    }

    fn camera(hour: i8, minute: i8) -> Told {
        Told { reading: Reading::Read, at: Some(at(hour, minute)), source: TimeSource::Camera, place: None }
    }

    #[test]
    fn what_a_photo_tells_is_held_beside_the_visit() {
        let station = Coordinates::of_degrees(21.263, 110.323);
        let near = Coordinates::of_degrees(21.268, 110.323);
        let far = Coordinates::of_degrees(21.363, 110.323);
        let visited = Visited { began: Some(at(9, 0)), ended: Some(at(10, 0)), station };
        let placed = |told: Told, place| Told { reading: Reading::Read, place, ..told };
        let nothing = Told::default();
        let table = [
            (camera(9, 30), visited, Verdict::Fits, None),
            (camera(8, 30), visited, Verdict::Fits, None),
            (camera(8, 29), visited, Verdict::Differs, Some(-31)),
            (camera(10, 30), visited, Verdict::Fits, None),
            (camera(12, 0), visited, Verdict::Differs, Some(120)),
            (placed(camera(9, 30), near), visited, Verdict::Fits, None),
            (placed(camera(9, 30), far), visited, Verdict::Differs, None),
            (placed(camera(12, 0), far), visited, Verdict::Differs, Some(120)),
            (placed(nothing, near), visited, Verdict::Fits, None),
            (nothing, visited, Verdict::Nothing, None),
            (nothing.or_named("IMG_20250101_000000.jpg"), visited, Verdict::Nothing, None),
            (Told { reading: Reading::Unreadable, ..nothing }, visited, Verdict::Unreadable, None),
            (Told { reading: Reading::Unreadable, ..camera(12, 0) }, visited, Verdict::Differs, Some(120)),
            (placed(nothing, near), Visited { station: None, ..visited }, Verdict::Open, None),
            (camera(9, 30), Visited::default(), Verdict::Open, None),
            (camera(9, 31), Visited { ended: None, ..visited }, Verdict::Differs, Some(31)),
        ];
        for (told, visited, verdict, minutes) in table {
            let check = check(&told, &visited);
            assert_eq!((check.verdict, check.minutes), (verdict, minutes), "{told:?}");
            let is_far = told.place == far && visited.station.is_some();
            assert_eq!(check.metres.is_some_and(|metres| (11_000..11_300).contains(&metres)), is_far, "{told:?}");
        }
        let first = Told { at: Some(Instant(i64::MIN)), ..camera(9, 0) };
        assert_eq!(check(&first, &visited).verdict, Verdict::Differs, "wild times are only far away");
    }

    #[test]
    fn there_are_places_and_what_is_none() {
        for (lat, lon) in [(f64::NAN, 110.0), (21.0, f64::INFINITY), (91.0, 0.0), (0.0, -180.5), (0.0, 0.0)] {
            assert_eq!(Coordinates::of_degrees(lat, lon), None, "{lat} {lon}");
        }
        let poles = (Coordinates::of_degrees(90.0, 0.0).unwrap(), Coordinates::of_degrees(-90.0, 180.0).unwrap());
        assert_eq!((poles.0.metres_to(poles.1), poles.0.metres_to(poles.0)), (20_015_087, 0));
    }

    #[test]
    fn names_tell_the_time() {
        let table = [
            ("IMG_20261130_101502.jpg", Some("2026-11-30T10:15:02")),
            ("IMG20261130101502.jpg", Some("2026-11-30T10:15:02")),
            ("大厅 20261130-101502(1).JPG", Some("2026-11-30T10:15:02")),
            ("PXL_20261130_101502123.jpg", Some("2026-11-30T10:15:02")),
            ("20261130_1015021.jpg", None),
            ("IMG_20261330_101502.jpg", None),
            ("IMG_20261130_256502.jpg", None),
            ("mmexport1764469502123.jpg", None),
            ("IMG_0001.jpg", None),
            ("19991231_101502.jpg", None),
            ("20261130", None),
            ("", None),
        ];
        for (name, time) in table {
            assert_eq!(name_time(name).map(|at| at.to_string()).as_deref(), time, "{name}");
        }
        assert_eq!(camera(9, 0).or_named("IMG_20261130_101502.jpg").source, TimeSource::Camera);
    }

    #[test]
    fn the_nearest_answer_in_time_has_the_photo() {
        let answers = || [("1.1", at(9, 0)), ("1.2", at(9, 4)), ("1.1", at(9, 20))];
        let table =
            [(at(9, 1), Some("1.1")), (at(9, 2), Some("1.1")), (at(9, 3), Some("1.2")), (at(9, 49), Some("1.1")), (at(9, 51), None)];
        for (at, line) in table {
            assert_eq!(nearest(answers(), at), line, "{}", at.text());
        }
        assert_eq!(nearest([], at(9, 0)), None);
    }

    #[test]
    fn boxes_lie_on_the_picture() {
        let one = BlackBox { left: 1_000, top: 2_000, width: 500, height: 8_000 };
        assert_eq!(boxes_problem(&[one]), None);
        for wrong in [BlackBox { width: 0, ..one }, BlackBox { top: 2_001, ..one }, BlackBox { left: u32::MAX, ..one }] {
            assert!(boxes_problem(&[one, wrong]).is_some(), "{wrong:?}");
        }
        assert!(boxes_problem(&[one; BOXES_MOST + 1]).is_some());
    }

    #[test]
    fn every_field_is_named_and_taken() {
        let value = serde_json::to_value(PhotoFields::default()).unwrap();
        let mut named: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut all = FIELDS.to_vec();
        named.sort_unstable();
        all.sort_unstable();
        assert_eq!(named, all);
        let full =
            PhotoFields { line: "1.1".to_owned(), finding: Some(FindingId(1)), phase: PhotoPhase::After, caption: "大厅".to_owned() };
        for field in FIELDS {
            let mut taken = PhotoFields::default();
            taken.take(field, &full);
            assert_ne!(taken, PhotoFields::default(), "{field}");
        }
    }

    #[test]
    fn before_and_after_are_of_a_finding() {
        let fields = PhotoFields { phase: PhotoPhase::After, caption: " 大厅 ".to_owned(), ..PhotoFields::default() }.tidy();
        assert_eq!((fields.phase, fields.caption.as_str()), (PhotoPhase::Any, "大厅"));
        assert!(PhotoFields { caption: "长".repeat(CAPTION_LIMIT + 1), ..fields }.problem().is_some());
    }
}
