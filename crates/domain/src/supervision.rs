//! 督办: what leaders asked for, and whether it was done. One piece of it is a matter (督办件).
//!
//! How a matter goes from 待交办 to 销号 is in [`flow`], when it turns yellow or red in [`light`], when feedback is due in
//! [`cycle`], how it is numbered in [`number`], and the form that is answered without an account in [`form`].

pub mod cycle;
pub mod flow;
pub mod form;
pub mod light;
pub mod number;
pub mod recount;

use crate::body::BodyId;
use crate::calendar::{Calendar, CountError, LONGEST, Unit};
use crate::catalogue::codes::coded;
use crate::catalogue::item::ItemId;
use crate::catalogue::parts::{LINE_LIMIT, TEXT_LIMIT};
use crate::catalogue::problem::{At, ItemProblem, Rule, once, text_problem, tidy_all};
use crate::place::PlaceId;
use crate::point::PointId;
use cycle::Cycle;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Stable key of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct MatterId(pub i64);

/// Most characters of a matter's title.
pub const TITLE_LIMIT: usize = 120;

/// Most bodies that help.
pub const HELPERS_LIMIT: usize = 30;

coded! {
    /// 来源: where a matter came from.
    Source {
        /// 领导批示
        #[default]
        Instruction => "instruction",
        /// 会议议定
        Meeting => "meeting",
        /// 督查发现
        Inspection => "inspection",
        /// 差评整改
        BadRating => "bad_rating",
        /// 12345 热线
        Hotline => "hotline",
        /// 上级交办
        Superior => "superior",
        /// 其他
        Other => "other_source",
    }
    /// What kind of row a matter was made from.
    LinkKind {
        /// A rating.
        #[default]
        Rating => "rating",
        /// A row of case counts.
        Case => "case",
        /// A service item.
        Item => "item",
        /// An entry of a responsibility list.
        Duty => "duty",
        /// A unit: the district, a town, a village.
        Place => "place",
        /// A service point.
        Point => "point",
        /// What a meeting agreed on.
        Agreed => "agreed",
        /// A task of a working group.
        Task => "task",
        /// A row of the province's list.
        Provincial => "provincial",
        /// A finding of an inspection.
        Finding => "finding",
        /// A cell of the 可办矩阵: an item at a service point, whatever is said of it.
        Cell => "cell",
        /// A module of the terminals.
        Module => "module",
    }
}

/// The row from which a matter was made (转督办).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Of which kind.
    pub kind: LinkKind,
    /// Its key; a cell's is made of two, see [`Link::of_cell`].
    pub id: i64,
}

/// Service points have keys below this: so a cell's key can be read as it stands, and is exact as a number of any program.
const POINTS: i64 = 1_000_000;

/// Items of cells have keys below this; those of the catalogue begin at a thousand million.
const ITEMS: i64 = 4_000_000_000;

impl Link {
    /// The link to an item at a service point: its key is the item's with the point's as its last six digits. There need be no row of it,
    /// since what is not offered is what is asked for most. None: the keys are larger than any district's.
    pub fn of_cell(item: ItemId, point: PointId) -> Option<Self> {
        let fits = (1..ITEMS).contains(&item.0) && (1..POINTS).contains(&point.0);
        fits.then(|| Self { kind: LinkKind::Cell, id: item.0 * POINTS + point.0 })
    }

    /// The item and the point of a cell; none of any other link.
    pub fn cell(self) -> Option<(ItemId, PointId)> {
        let (item, point) = (ItemId(self.id / POINTS), PointId(self.id % POINTS));
        (Self::of_cell(item, point) == Some(self)).then_some((item, point))
    }
}

/// 时限: a day, or so many days from when it is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Until this day.
    Day(
        /// The day.
        #[serde(with = "crate::day::DayText")]
        Date,
    ),
    /// So many days after it was handed out, counted by the calendar of working days.
    After {
        /// How many.
        days: u32,
        /// Of what.
        unit: Unit,
    },
}

impl Default for Term {
    /// 15 个工作日
    fn default() -> Self {
        Self::After { days: 15, unit: Unit::Workday }
    }
}

impl Term {
    /// The last day, for a matter that is handed out on `issued`.
    ///
    /// # Errors
    /// If the number of days is none that can be counted, or the calendar ends before.
    pub fn last(self, issued: Date, calendar: &Calendar) -> Result<Date, CountError> {
        match self {
            Self::Day(day) => Ok(day),
            Self::After { days, unit } => calendar.count(issued, days, unit).map(|counted| counted.last),
        }
    }
}

/// What a person may edit of a matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct MatterFields {
    /// 督办事项
    pub title: String,
    /// 来源
    pub source: Source,
    /// 批示人
    pub instructor: String,
    /// 批示原文
    pub instruction: String,
    /// 批示日期
    #[serde(with = "crate::day::MaybeDayText")]
    pub instructed: Option<Date>,
    /// 督办要求: what is to be reached.
    pub demand: String,
    /// 牵头领导
    pub leader: String,
    /// 主办单位; it is needed when the matter is handed out.
    pub lead: Option<BodyId>,
    /// 协办单位
    pub helpers: Vec<BodyId>,
    /// 责任人
    pub responsible: String,
    /// 涉及单位: the town or village that it is about; none: the district.
    pub place: Option<PlaceId>,
    /// 时限
    pub term: Term,
    /// 反馈周期
    pub cycle: Cycle,
    /// 备注
    pub note: String,
    /// The row that it came from.
    pub link: Option<Link>,
}

/// Every field by its name, in the order of the form.
pub const FIELDS: [&str; 15] = [
    "title",
    "source",
    "instructor",
    "instruction",
    "instructed",
    "demand",
    "leader",
    "lead",
    "helpers",
    "responsible",
    "place",
    "term",
    "cycle",
    "note",
    "link",
];

impl MatterFields {
    /// The same without blanks around texts; helpers once each, and not the lead.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![
            &mut self.title,
            &mut self.instructor,
            &mut self.instruction,
            &mut self.demand,
            &mut self.leader,
            &mut self.responsible,
            &mut self.note,
        ]);
        let lead = self.lead;
        self.helpers = once(std::mem::take(&mut self.helpers)).into_iter().filter(|helper| Some(*helper) != lead).collect();
        self.helpers.sort_unstable();
        self
    }

    /// The first thing that is wrong, in the order of the form; what is needed only when it is handed out is asked for by
    /// [`Self::unready`].
    pub fn problem(&self) -> Option<ItemProblem> {
        if self.title.trim().is_empty() {
            return field("title", Rule::Required);
        }
        let texts = [
            ("title", &self.title, TITLE_LIMIT, false),
            ("instructor", &self.instructor, LINE_LIMIT, false),
            ("instruction", &self.instruction, TEXT_LIMIT, true),
            ("demand", &self.demand, TEXT_LIMIT, true),
            ("leader", &self.leader, LINE_LIMIT, false),
            ("responsible", &self.responsible, LINE_LIMIT, false),
            ("note", &self.note, TEXT_LIMIT, true),
        ];
        let wrong = texts.into_iter().find_map(|(name, text, limit, several)| text_problem(name, text, limit, several));
        wrong
            .or_else(|| if self.helpers.len() > HELPERS_LIMIT { field("helpers", Rule::TooMany(HELPERS_LIMIT)) } else { None })
            .or_else(|| match self.term {
                Term::After { days, .. } if days == 0 || days > LONGEST => field("term", Rule::Range(LONGEST)),
                _ => None,
            })
            .or_else(|| if self.cycle.is_possible() { None } else { field("cycle", Rule::Range(cycle::MOST_DAYS)) })
    }

    /// Takes one field over from another text; a name that there isn't takes nothing.
    pub fn take(&mut self, field: &str, from: &Self) {
        match field {
            "title" => self.title.clone_from(&from.title),
            "source" => self.source = from.source,
            "instructor" => self.instructor.clone_from(&from.instructor),
            "instruction" => self.instruction.clone_from(&from.instruction),
            "instructed" => self.instructed = from.instructed,
            "demand" => self.demand.clone_from(&from.demand),
            "leader" => self.leader.clone_from(&from.leader),
            "lead" => self.lead = from.lead,
            "helpers" => self.helpers.clone_from(&from.helpers),
            "responsible" => self.responsible.clone_from(&from.responsible),
            "place" => self.place = from.place,
            "term" => self.term = from.term,
            "cycle" => self.cycle = from.cycle,
            "note" => self.note.clone_from(&from.note),
            "link" => self.link = from.link,
            _ => {}
        }
    }

    /// What is missing before it can be handed out.
    pub fn unready(&self) -> Option<ItemProblem> {
        match () {
            () if self.lead.is_none() => field("lead", Rule::Required),
            () if self.demand.trim().is_empty() && self.instruction.trim().is_empty() => field("demand", Rule::Required),
            () => None,
        }
    }
}

fn field(name: &'static str, rule: Rule) -> Option<ItemProblem> {
    Some(ItemProblem { at: At::Field(name), rule })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{SHIPPED, YearList};
    use jiff::civil::date;

    fn calendar() -> Calendar {
        Calendar::new(SHIPPED.iter().map(|text| YearList::parse(text).unwrap()))
    }

    #[test]
    fn a_cell_is_its_item_and_its_point() {
        let cell = Link::of_cell(ItemId(5_012), PointId(104)).unwrap();
        assert_eq!((cell.id, cell.cell()), (5_012_000_104, Some((ItemId(5_012), PointId(104)))));
        let largest = Link::of_cell(ItemId(ITEMS - 1), PointId(POINTS - 1)).unwrap();
        assert_eq!(largest.cell(), Some((ItemId(ITEMS - 1), PointId(POINTS - 1))));
        // Exact also where numbers are floating ones.
        assert!(largest.id < 1 << 53);
        for (item, point) in [(0, 1), (1, 0), (-1, 1), (ITEMS, 1), (1, POINTS), (i64::MAX, i64::MAX)] {
            assert_eq!(Link::of_cell(ItemId(item), PointId(point)), None);
        }
        for id in [0, 7, -5_012_000_104, 5_012_000_000, i64::MAX, i64::MIN] {
            assert_eq!(Link { kind: LinkKind::Cell, id }.cell(), None, "{id}");
        }
        assert_eq!(Link { kind: LinkKind::Item, id: 5_012_000_104 }.cell(), None);
    }

    #[test]
    fn every_field_is_named() {
        let value = serde_json::to_value(MatterFields::default()).unwrap();
        let mut named: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut all = FIELDS.to_vec();
        named.sort_unstable();
        all.sort_unstable();
        assert_eq!(named, all);
    }

    #[test]
    fn every_field_is_taken() {
        let full = MatterFields {
            title: "甲".to_owned(),
            source: Source::Hotline,
            instructor: "乙".to_owned(),
            instruction: "丙".to_owned(),
            instructed: Some(date(2026, 11, 1)),
            demand: "丁".to_owned(),
            leader: "戊".to_owned(),
            lead: Some(BodyId(1)),
            helpers: vec![BodyId(2)],
            responsible: "己".to_owned(),
            place: Some(PlaceId(3)),
            term: Term::Day(date(2026, 12, 1)),
            cycle: Cycle::Weekly,
            note: "庚".to_owned(),
            link: Some(Link { kind: LinkKind::Item, id: 4 }),
        };
        for field in FIELDS {
            let mut taken = MatterFields::default();
            taken.take(field, &full);
            assert_ne!(taken, MatterFields::default(), "{field}");
        }
    }

    #[test]
    fn terms_are_counted_by_the_calendar() {
        let (calendar, friday) = (calendar(), date(2026, 9, 25));
        let last = |term: Term| term.last(friday, &calendar).unwrap();
        assert_eq!(last(Term::Day(date(2026, 10, 3))), date(2026, 10, 3), "a day is as it was said");
        assert_eq!(last(Term::After { days: 7, unit: Unit::Day }), date(2026, 10, 8), "2 October lies in 国庆节");
        assert!(Term::After { days: 0, unit: Unit::Day }.last(friday, &calendar).is_err());
    }

    #[test]
    fn what_is_wrong_is_told_where_it_is() {
        let good = MatterFields { title: "清理超期件".to_owned(), ..MatterFields::default() };
        let at = |fields: MatterFields| fields.problem().map(|problem| problem.at);
        assert_eq!(at(good.clone()), None);
        assert_eq!(at(MatterFields { title: " ".to_owned(), ..good.clone() }), Some(At::Field("title")));
        assert_eq!(at(MatterFields { demand: "\u{1}".to_owned(), ..good.clone() }), Some(At::Field("demand")));
        assert_eq!(at(MatterFields { term: Term::After { days: 0, unit: Unit::Workday }, ..good.clone() }), Some(At::Field("term")));
        assert_eq!(at(MatterFields { cycle: Cycle::Days(0), ..good.clone() }), Some(At::Field("cycle")));
        assert_eq!(good.unready().map(|problem| problem.at), Some(At::Field("lead")));
        let helped = MatterFields { lead: Some(BodyId(1)), helpers: vec![BodyId(3), BodyId(1), BodyId(3), BodyId(2)], ..good }.tidy();
        assert_eq!(helped.helpers, [BodyId(2), BodyId(3)]);
        assert_eq!(helped.unready().map(|problem| problem.at), Some(At::Field("demand")));
    }
}
