//! From what was filled in to a change; no view.

use domain::change::{ChangeKind, Deed, NewUnit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filled {
    /// What is to happen.
    pub kind: ChangeKind,
    /// The units that are there: one, or those that are merged.
    pub units: Vec<i64>,
    /// The one that others are merged into.
    pub into: Option<i64>,
    /// They are merged as a new one instead.
    pub into_new: bool,
    /// Where a new one stands.
    pub parent: Option<i64>,
    /// New units by name and code; of a rename or recode the first one's name or code is meant.
    pub new: Vec<(String, String)>,
    /// The day.
    pub effective: String,
    /// Why.
    pub reason: String,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The unit or units.
    Units,
    /// What they are merged into.
    Into,
    /// Where it stands.
    Parent,
    /// A new name.
    Name,
    /// A new code.
    Code,
    /// The day.
    Effective,
    /// Why.
    Reason,
}

impl Field {
    /// The field of the form that an error's field means.
    pub fn of_error(field: &str) -> Option<Self> {
        Some(match field {
            "unit" | "from" => Self::Units,
            "into" => Self::Into,
            "name" | "new" => Self::Name,
            "code" => Self::Code,
            "effective" => Self::Effective,
            "reason" => Self::Reason,
            _ => return None,
        })
    }
}

/// The deed and its day, or the fields that lack something.
pub fn read(filled: &Filled) -> Result<(Deed, Date), Vec<Field>> {
    let mut wrong = Vec::new();
    let mut need = |is_there: bool, field: Field| {
        if !is_there {
            wrong.push(field);
        }
    };
    let unit = filled.units.first().copied().unwrap_or_default();
    let (name, code) = filled.new.first().cloned().unwrap_or_default();
    let has_unit = !filled.units.is_empty();
    match filled.kind {
        ChangeKind::Rename => {
            need(has_unit, Field::Units);
            need(!name.trim().is_empty(), Field::Name);
        }
        ChangeKind::Recode => {
            need(has_unit, Field::Units);
            need(!code.trim().is_empty(), Field::Code);
        }
        ChangeKind::Open => {
            need(filled.parent.is_some(), Field::Parent);
            need(!name.trim().is_empty(), Field::Name);
        }
        ChangeKind::Close => need(has_unit, Field::Units),
        ChangeKind::Merge => {
            need(has_unit, Field::Units);
            if filled.into_new {
                need(!name.trim().is_empty(), Field::Name);
            } else {
                need(filled.into.is_some(), Field::Into);
            }
        }
        ChangeKind::Split => {
            need(has_unit, Field::Units);
            need(filled.new.iter().all(|(name, _)| !name.trim().is_empty()), Field::Name);
        }
    }
    let effective = domain::day::of_text(filled.effective.trim());
    need(effective.is_some(), Field::Effective);
    let (least, most) = domain::change::REASON_CHARS;
    need((least..=most).contains(&filled.reason.trim().chars().count()), Field::Reason);
    let Some(effective) = effective.filter(|_| wrong.is_empty()) else { return Err(wrong) };
    let unit_of = |(name, code): &(String, String)| NewUnit {
        name: name.trim().to_owned(),
        code: Some(code.trim().to_owned()).filter(|code| !code.is_empty()),
    };
    let first = || filled.new.first().map(unit_of);
    let deed = match filled.kind {
        ChangeKind::Rename => Deed::Rename { unit, name: name.trim().to_owned() },
        ChangeKind::Recode => Deed::Recode { unit, code: code.trim().to_owned() },
        ChangeKind::Open => Deed::Open { parent: filled.parent.unwrap_or_default(), new: first().ok_or_else(|| vec![Field::Name])? },
        ChangeKind::Close => Deed::Close { unit },
        ChangeKind::Merge if filled.into_new => Deed::Merge { from: filled.units.clone(), into: None, new: first() },
        ChangeKind::Merge => Deed::Merge { from: filled.units.clone(), into: filled.into, new: None },
        ChangeKind::Split => Deed::Split { unit, new: filled.new.iter().map(unit_of).collect() },
    };
    Ok((deed, effective))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn filled(kind: ChangeKind) -> Filled {
        Filled {
            kind,
            units: vec![7, 8],
            into: Some(9),
            into_new: false,
            parent: Some(2),
            new: vec![(" 新村 ".to_owned(), "440811100240".to_owned()), ("东村".to_owned(), String::new())],
            effective: "2026-12-01".to_owned(),
            reason: "撤村并居".to_owned(),
        }
    }

    #[test]
    fn every_kind_becomes_its_deed() {
        let unit = |name: &str, code: Option<&str>| NewUnit { name: name.to_owned(), code: code.map(str::to_owned) };
        let new = || unit("新村", Some("440811100240"));
        let expected = [
            Deed::Rename { unit: 7, name: "新村".to_owned() },
            Deed::Recode { unit: 7, code: "440811100240".to_owned() },
            Deed::Open { parent: 2, new: new() },
            Deed::Close { unit: 7 },
            Deed::Merge { from: vec![7, 8], into: Some(9), new: None },
            Deed::Split { unit: 7, new: vec![new(), unit("东村", None)] },
        ];
        for (kind, deed) in ChangeKind::ALL.into_iter().zip(expected) {
            assert_eq!(read(&filled(kind)), Ok((deed, date(2026, 12, 1))), "{kind:?}");
        }
        let merged = Filled { into_new: true, ..filled(ChangeKind::Merge) };
        assert_eq!(read(&merged).unwrap().0, Deed::Merge { from: vec![7, 8], into: None, new: Some(new()) });
    }

    #[test]
    fn what_is_missing_is_named_all_at_once() {
        let empty = Filled {
            units: Vec::new(),
            into: None,
            parent: None,
            new: vec![(String::new(), String::new())],
            effective: "12月".to_owned(),
            reason: "因".to_owned(),
            ..filled(ChangeKind::Merge)
        };
        assert_eq!(read(&empty), Err(vec![Field::Units, Field::Into, Field::Effective, Field::Reason]));
        let open = Filled { kind: ChangeKind::Open, ..empty };
        assert_eq!(read(&open), Err(vec![Field::Parent, Field::Name, Field::Effective, Field::Reason]));
    }
}
