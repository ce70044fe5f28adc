//! Taking a rating out of the figures or putting it back: what may be chosen, and what must be written.

use domain::rating::Standing;
use texts::Texts;

/// Fewest and most characters of a reason.
pub const REASON: (usize, usize) = (2, 500);

/// Fewest and most characters of a purpose.
pub const PURPOSE: (usize, usize) = (2, 200);

/// What an approver may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// 剔除
    Exclude,
    /// 申诉成立
    Uphold,
    /// 恢复计入
    Restore,
}

impl Decision {
    /// What can be decided on a rating of this standing: never what it already is.
    pub fn of(standing: Standing) -> &'static [Self] {
        match standing {
            Standing::Counted | Standing::Default | Standing::Superseded => &[Self::Exclude, Self::Uphold],
            Standing::Excluded => &[Self::Restore, Self::Uphold],
            Standing::AppealUpheld => &[Self::Restore, Self::Exclude],
        }
    }

    /// The word kept in a draft.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exclude => "exclude",
            Self::Uphold => "uphold",
            Self::Restore => "restore",
        }
    }

    /// The decision of a kept word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Exclude, Self::Uphold, Self::Restore].into_iter().find(|decision| decision.code() == code)
    }

    /// The standing that is asked for.
    pub fn standing(self) -> Standing {
        match self {
            Self::Exclude => Standing::Excluded,
            Self::Uphold => Standing::AppealUpheld,
            Self::Restore => Standing::Counted,
        }
    }

    /// Its name.
    pub fn name(self, t: &Texts) -> String {
        match self {
            Self::Exclude => t.ratings_standing_exclude(),
            Self::Uphold => t.ratings_standing_uphold(),
            Self::Restore => t.ratings_standing_restore(),
        }
    }
}

/// Why a text of limited length is not accepted yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Fewer characters than needed.
    TooShort,
    /// More than allowed.
    TooLong,
}

/// Checks a text as the service will: trimmed, in characters.
pub fn check(text: &str, (least, most): (usize, usize)) -> Option<Length> {
    match text.trim().chars().count() {
        n if n < least => Some(Length::TooShort),
        n if n > most => Some(Length::TooLong),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_decided_twice() {
        for standing in Standing::ALL {
            for decision in Decision::of(*standing) {
                assert_ne!(decision.standing(), *standing);
            }
        }
    }

    #[test]
    fn reasons_are_measured_in_characters() {
        assert_eq!(check(" 误 ", REASON), Some(Length::TooShort));
        assert_eq!(check("误评", REASON), None);
        assert_eq!(check(&"评".repeat(501), REASON), Some(Length::TooLong));
        assert_eq!(check(&"评".repeat(500), REASON), None);
    }
}
