//! Whether a file can be taken, and in which words; no view.

use api::register::Previewed;
use domain::import::Taking;
use texts::Texts;
use texts::format::count;

/// How a previewed file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ready {
    /// These columns are needed.
    ColumnsMissing(Vec<String>),
    /// It has no rows.
    Empty,
    /// Nothing in it is other than what is stored.
    Unchanged,
    /// Every row that says something new is wrong.
    NoneGood,
    /// Rows are wrong, and all or nothing was chosen.
    WouldRefuse(u64),
    /// It can be taken: so many rows, and so many that come back.
    Takeable(u64, u64),
}

impl Ready {
    /// How it stands.
    pub fn of(previewed: &Previewed, taking: Taking) -> Self {
        let table = &previewed.table;
        if !table.missing.is_empty() {
            return Self::ColumnsMissing(table.missing.clone());
        }
        if table.checked == 0 {
            return Self::Empty;
        }
        let good = table.difference.as_ref().map_or(0, |d| d.new + d.changed);
        match (good, table.bad_rows) {
            (0, 0) => Self::Unchanged,
            (0, _) => Self::NoneGood,
            (_, bad) if bad > 0 && taking == Taking::AllOrNothing => Self::WouldRefuse(bad),
            (good, bad) => Self::Takeable(good, bad),
        }
    }

    /// It can be taken.
    pub fn can_start(&self) -> bool {
        matches!(self, Self::Takeable(..))
    }

    /// In words.
    pub fn words(&self, t: &Texts) -> String {
        match self {
            Self::ColumnsMissing(columns) => t.register_columns_missing(columns.join("、")),
            Self::Empty => t.register_empty(),
            Self::Unchanged => t.register_unchanged(),
            Self::NoneGood => t.register_none_good(),
            Self::WouldRefuse(bad) => t.register_would_refuse(count(*bad)),
            Self::Takeable(good, 0) => t.register_ready(count(*good)),
            Self::Takeable(good, bad) => t.register_ready_some(count(*good), count(*bad)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::import;

    fn previewed(new: u64, changed: u64, bad_rows: u64, same: u64) -> Previewed {
        let difference = import::Difference { new, changed, same, ..import::Difference::default() };
        let table = import::Previewed {
            encoding: "xlsx".to_owned(),
            delimiter: String::new(),
            sheets: Vec::new(),
            reading: domain::import::Reading::default(),
            remembered: false,
            header_row: 1,
            missing: Vec::new(),
            asides: Vec::new(),
            difference: Some(difference),
            columns: Vec::new(),
            rows: Vec::new(),
            checked: new + changed + bad_rows + same,
            problems: Vec::new(),
            bad_rows,
            whole: true,
            sources: Vec::new(),
        };
        Previewed { table, seen: Vec::new(), absent: Vec::new(), absent_count: 0, followers: 0, problem_count: bad_rows }
    }

    #[test]
    fn what_can_be_taken() {
        let of = |new, changed, bad, taking| Ready::of(&previewed(new, changed, bad, 1), taking);
        assert_eq!(Ready::of(&previewed(0, 0, 0, 0), Taking::Good), Ready::Empty);
        assert_eq!(of(0, 0, 0, Taking::Good), Ready::Unchanged);
        assert_eq!(of(0, 0, 3, Taking::Good), Ready::NoneGood);
        assert_eq!(of(2, 1, 3, Taking::Good), Ready::Takeable(3, 3));
        assert_eq!(of(2, 1, 3, Taking::AllOrNothing), Ready::WouldRefuse(3));
        assert!(of(2, 0, 0, Taking::AllOrNothing).can_start());
        let mut missing = previewed(0, 0, 0, 0);
        missing.table.missing.push("部门名称".to_owned());
        assert!(!Ready::of(&missing, Taking::Good).can_start());
    }
}
