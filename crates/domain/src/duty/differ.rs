//! What two texts of an entry have otherwise: field by field, row by row, with the words marked.

use super::flow::Deed;
use super::{DutyFields, DutyPart, FIELDS};
use crate::catalogue::codes::coded;
use crate::catalogue::provincial::{Differing, rows};
use crate::catalogue::wording::pieces;
use serde::{Deserialize, Serialize};

coded! {
    /// What became of an entry between two days.
    Adjustment {
        /// 增加
        #[default]
        Added => "added",
        /// 调整
        Changed => "changed",
        /// 取消
        Withdrawn => "withdrawn",
    }
}

impl Adjustment {
    /// What a text makes of an entry once it is published.
    pub fn of(deed: Deed) -> Self {
        match deed {
            Deed::Add => Self::Added,
            Deed::Change => Self::Changed,
            Deed::Withdraw => Self::Withdrawn,
        }
    }
}

/// The fields that two texts have otherwise, in the order of the form.
pub fn changed_fields(old: &DutyFields, new: &DutyFields) -> Vec<&'static str> {
    let is_same = |field: &&str| {
        let mut taken = old.clone();
        taken.take(field, new);
        taken == *old
    };
    FIELDS.into_iter().filter(|field| !is_same(field)).collect()
}

/// The same with words and rows marked. What is chosen, or names something by its key, has no pieces.
pub fn differing(old: &DutyFields, new: &DutyFields) -> Vec<Differing> {
    let one = |field: &'static str| {
        let pieces = match (old.text(field), new.text(field)) {
            (Some(old), Some(new)) => pieces(old, new),
            _ => Vec::new(),
        };
        let rows = DutyPart::from_code(field).map(|part| rows(part.columns(), &old.rows(part), &new.rows(part))).unwrap_or_default();
        Differing { field: field.to_owned(), pieces, rows }
    };
    changed_fields(old, new).into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::fields;
    use super::super::{DutyStep, RiskLevel, RiskPoint};
    use super::*;
    use crate::catalogue::provincial::RowChange;
    use crate::catalogue::wording::Mark;

    #[test]
    fn words_and_rows_are_marked() {
        let old = DutyFields { situations: "对符合条件的不予受理的".to_owned(), ..fields() };
        let mut new = DutyFields {
            situations: "对符合法定条件的申请不予受理的".to_owned(),
            kind: crate::catalogue::codes::ItemKind::Other,
            ..old.clone()
        };
        new.steps.push(DutyStep { name: "送达".to_owned(), content: "十日内送达".to_owned(), ..DutyStep::default() });
        new.risks = vec![RiskPoint { stage: "审查".to_owned(), level: RiskLevel::High, ..RiskPoint::default() }];
        let told = differing(&old, &new);
        assert_eq!(told.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["kind", "steps", "situations", "risks"]);
        assert!(told[0].pieces.is_empty() && told[0].rows.is_empty());
        assert_eq!(told[1].rows.iter().map(|row| row.change).collect::<Vec<_>>(), [RowChange::Kept, RowChange::Added]);
        let kept: String = told[2].pieces.iter().filter(|piece| piece.mark != Mark::New).map(|piece| piece.text.as_str()).collect();
        let now: String = told[2].pieces.iter().filter(|piece| piece.mark != Mark::Old).map(|piece| piece.text.as_str()).collect();
        assert_eq!((kept, now), (old.situations.clone(), new.situations.clone()));
        assert!(told[2].pieces.iter().any(|piece| piece.mark == Mark::Same));
        assert!(differing(&old, &old).is_empty());
    }
}
