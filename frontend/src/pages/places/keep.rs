//! Unsaved forms of this session: kept in memory only, since they hold names and telephone numbers.

use super::draft::Draft;
use domain::account::AccountId;
use domain::place::PlaceId;
use domain::point::{PointFields, PointId};
use std::cell::RefCell;

/// Which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Of a point that is there.
    Point(PointId),
    /// Of a new one at a place.
    New(PlaceId),
}

/// A form as it was left.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    /// What was typed.
    pub(super) draft: Draft,
    /// What was stored when the form was opened.
    pub(super) before: PointFields,
    /// The version of that.
    pub(super) version: i64,
}

type Forms = Vec<(AccountId, Key, Kept)>;

thread_local! {
    static FORMS: RefCell<Forms> = const { RefCell::new(Vec::new()) };
}

/// Keeps a form of a person. Forms of anybody else are forgotten: another person has signed in.
pub(super) fn keep(who: AccountId, key: Key, kept: Kept) {
    FORMS.with_borrow_mut(|forms| {
        forms.retain(|(owner, k, _)| *owner == who && *k != key);
        forms.push((who, key, kept));
    });
}

/// The form as the person left it.
pub(super) fn kept(who: AccountId, key: Key) -> Option<Kept> {
    FORMS.with_borrow(|forms| forms.iter().find(|(owner, k, _)| *owner == who && *k == key).map(|(_, _, kept)| kept.clone()))
}

/// Forgets a form: it was saved, or is given up.
pub(super) fn forget(key: Key) {
    FORMS.with_borrow_mut(|forms| forms.retain(|(_, k, _)| *k != key));
}

#[cfg(test)]
mod tests {
    use super::super::tree::samples::fields;
    use super::*;
    use uuid::Uuid;

    #[test]
    fn forms_belong_to_one_person() {
        let (li, wang) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let form = |name: &str| Kept { draft: Draft::of(&fields(name)), before: fields("甲"), version: 1 };
        keep(li, Key::Point(PointId(1)), form("乙"));
        keep(li, Key::Point(PointId(1)), form("丙"));
        keep(li, Key::New(PlaceId(1)), form("丁"));
        assert_eq!(kept(li, Key::Point(PointId(1))), Some(form("丙")));
        assert_eq!(kept(wang, Key::Point(PointId(1))), None);
        forget(Key::New(PlaceId(1)));
        assert_eq!(kept(li, Key::New(PlaceId(1))), None);
        keep(wang, Key::New(PlaceId(1)), form("戊"));
        assert_eq!(kept(li, Key::Point(PointId(1))), None, "somebody else has signed in");
    }
}
