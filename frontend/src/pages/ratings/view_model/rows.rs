//! Rows of both lists in words, and the names of exported files.

use super::said;
use domain::period::Period;
use domain::rating::{AssessNo, Grade, Rating, RatingId, Standing};
use texts::Texts;
use texts::format;

/// A rating as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingRow {
    /// Its key.
    pub id: RatingId,
    /// When.
    pub time: String,
    /// Where.
    pub place: String,
    /// The service point; empty if none is named.
    pub point: String,
    /// The item; empty if none is named.
    pub item: String,
    /// The handling body; empty if none is named.
    pub body: String,
    /// The grade's word.
    pub grade: String,
    /// Its number, 1…5, for the mark.
    pub level: i16,
    /// One of the two lowest.
    pub is_bad: bool,
    /// 追评, and why it does not count; small words beside the grade.
    pub tags: Vec<String>,
    /// Channel.
    pub channel: String,
    /// The words left, or the ticked reasons.
    pub comment: Option<Comment>,
    /// Read out for the row.
    pub label: String,
}

/// What a person left beside the grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comment {
    /// His own words.
    Words(String),
    /// Only ticks.
    Ticks(String),
}

/// A rating in words.
pub fn rating_row(t: &Texts, rating: &Rating) -> RatingRow {
    let (time, grade) = (format::instant(rating.at), said(t, &rating.grade));
    let mut tags = Vec::new();
    if rating.assess_no == AssessNo::FollowUp {
        tags.push(said(t, &rating.assess_no));
    }
    if rating.standing != Standing::Counted {
        tags.push(said(t, &rating.standing));
    }
    let ticks = || (!rating.reasons.is_empty()).then(|| Comment::Ticks(t.ratings_reasons_only(joined(t, &rating.reasons))));
    let words = rating.comment.as_deref().map(str::trim).filter(|words| !words.is_empty());
    RatingRow {
        id: rating.id,
        label: t.ratings_row(&time, &rating.place_name, &grade),
        time,
        place: rating.place_name.clone(),
        point: rating.point_name.clone().unwrap_or_default(),
        item: rating.item_name.clone().or_else(|| rating.item_code.clone()).unwrap_or_default(),
        body: rating.body_name.clone().unwrap_or_default(),
        grade,
        level: rating.grade.number(),
        is_bad: rating.grade.is_bad(),
        tags,
        channel: said(t, &rating.channel),
        comment: words.map(|words| Comment::Words(words.to_owned())).or_else(ticks),
    }
}

/// Reasons one after another.
pub fn joined(t: &Texts, reasons: &[String]) -> String {
    reasons.join(&t.ratings_list_comma())
}

/// How many of the five pips of a grade's mark are filled.
pub fn pips(grade: Grade) -> usize {
    usize::try_from(grade.number()).unwrap_or_default()
}

/// The name proposed for an exported file.
pub fn export_name(t: &Texts, cases: bool, place: &str, period: Period) -> String {
    let (from, to) = (period.from.to_string(), period.to.to_string());
    if cases { t.ratings_cases_export_name(place, from, to) } else { t.ratings_export_name(place, from, to) }
}

#[cfg(test)]
pub mod sample {
    use super::*;
    use domain::place::PlaceId;
    use domain::rating::{Channel, RatedObject};
    use domain::time::Instant;
    use jiff::civil::date;

    /// A 差评 with words.
    pub fn rating() -> Rating {
        Rating {
            id: RatingId(7),
            source: "区好差评系统".to_owned(),
            record_no: "HP20261118001".to_owned(),
            case_no: Some("BJ-1".to_owned()),
            place: PlaceId(10),
            place_name: "洋村东村委会".to_owned(),
            point: None,
            point_name: Some("洋村东便民服务站".to_owned()),
            window_no: Some("1".to_owned()),
            staff_no: None,
            item_code: Some("4408".to_owned()),
            item_name: Some("医疗报销".to_owned()),
            body: None,
            body_name: Some("区医保局".to_owned()),
            module_name: None,
            channel: Channel::QrCode,
            grade: Grade::Bad,
            assess_no: AssessNo::First,
            object: RatedObject::Case,
            person_type: None,
            reasons: vec!["服务态度".to_owned(), "等候时间".to_owned()],
            comment: Some(" 等了两个小时 ".to_owned()),
            at: Instant::from_civil(date(2026, 11, 18).at(9, 5, 0, 0)).unwrap(),
            standing: Standing::Counted,
            standing_reason: None,
            has_rater: true,
            version: 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use texts::Lang;

    #[test]
    fn a_row_in_words() {
        let t = Texts::load(Lang::Zh);
        let row = rating_row(&t, &sample::rating());
        assert_eq!((row.time.as_str(), row.grade.as_str(), row.is_bad), ("2026-11-18 09:05", "不满意", true));
        assert_eq!(row.comment, Some(Comment::Words("等了两个小时".to_owned())));
        assert!(row.tags.is_empty());
        assert_eq!(row.label, "2026-11-18 09:05，洋村东村委会，不满意，查看详情");
    }

    #[test]
    fn ticks_stand_where_no_words_are() {
        let t = Texts::load(Lang::Zh);
        let rating =
            Rating { comment: Some("  ".to_owned()), assess_no: AssessNo::FollowUp, standing: Standing::Excluded, ..sample::rating() };
        let row = rating_row(&t, &rating);
        assert_eq!(row.comment, Some(Comment::Ticks("勾选：服务态度、等候时间".to_owned())));
        assert_eq!(row.tags, ["追评", "已剔除"]);
        assert_eq!(rating_row(&t, &Rating { reasons: Vec::new(), ..rating }).comment, None);
    }

    #[test]
    fn files_are_named_by_place_and_days() {
        let t = Texts::load(Lang::Zh);
        let week = Period { from: date(2026, 11, 16), to: date(2026, 11, 22) };
        assert_eq!(export_name(&t, false, "太平镇", week), "评价明细_太平镇_2026-11-16至2026-11-22.xlsx");
        assert_eq!(export_name(&t, true, "太平镇", week), "办件明细_太平镇_2026-11-16至2026-11-22.xlsx");
    }
}
