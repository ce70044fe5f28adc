//! Bodies (部门): search and the form; no view.

use api::body::Save;
use domain::body::{Body, BodyId, is_credit_code};
use domain::place::PlaceId;

/// Longest name of a body, in characters.
pub const NAME_LIMIT: usize = 64;

/// A body as it is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The body; none makes a new one.
    pub id: Option<BodyId>,
    /// 统一社会信用代码 as typed.
    pub code: String,
    /// Name.
    pub name: String,
    /// Where it sits.
    pub place: Option<PlaceId>,
    /// Still handling cases.
    pub active: bool,
    /// The version that was read; 0 for a new one.
    pub version: i64,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It must not be empty.
    Missing,
    /// Another body has it.
    Taken,
    /// Longer than [`NAME_LIMIT`].
    TooLong,
    /// Not a 统一社会信用代码: wrong length, alphabet or check digit.
    NoCreditCode,
}

impl Draft {
    /// An empty form for a body of that place.
    pub fn new(place: Option<PlaceId>) -> Self {
        Self { id: None, code: String::new(), name: String::new(), place, active: true, version: 0 }
    }

    /// A form filled with what is stored.
    pub fn of(body: &Body) -> Self {
        Self {
            id: Some(body.id),
            code: body.code.clone().unwrap_or_default(),
            name: body.name.clone(),
            place: Some(body.place),
            active: body.active,
            version: body.version,
        }
    }

    /// Everything that is wrong, in the order of the form.
    pub fn wrongs(&self, bodies: &[Body]) -> Vec<(&'static str, Wrong)> {
        let others = || bodies.iter().filter(|b| Some(b.id) != self.id);
        let (name, code) = (self.name.trim(), self.tidy_code());
        let mut wrongs = Vec::new();
        if name.is_empty() {
            wrongs.push(("name", Wrong::Missing));
        } else if name.chars().count() > NAME_LIMIT {
            wrongs.push(("name", Wrong::TooLong));
        } else if others().any(|b| b.name == name) {
            wrongs.push(("name", Wrong::Taken));
        }
        if !code.is_empty() {
            if !is_credit_code(&code) {
                wrongs.push(("code", Wrong::NoCreditCode));
            } else if others().any(|b| b.code.as_deref() == Some(&code)) {
                wrongs.push(("code", Wrong::Taken));
            }
        }
        if self.place.is_none() {
            wrongs.push(("place", Wrong::Missing));
        }
        wrongs
    }

    /// The request, once nothing is wrong.
    pub fn request(&self, bodies: &[Body]) -> Option<Save> {
        if !self.wrongs(bodies).is_empty() {
            return None;
        }
        let code = self.tidy_code();
        Some(Save {
            id: self.id,
            code: (!code.is_empty()).then_some(code),
            name: self.name.trim().to_owned(),
            place: self.place?,
            active: self.active,
            version: self.version,
        })
    }

    fn tidy_code(&self) -> String {
        self.code.trim().to_uppercase()
    }
}

/// Bodies whose name or code contains the text; those in use first.
pub fn found(bodies: &[Body], text: &str) -> Vec<Body> {
    let needle = text.trim().to_lowercase();
    let fits = |b: &&Body| {
        needle.is_empty()
            || b.name.to_lowercase().contains(&needle)
            || b.code.as_deref().is_some_and(|c| c.to_lowercase().contains(&needle))
    };
    let mut found: Vec<Body> = bodies.iter().filter(fits).cloned().collect();
    found.sort_by_key(|b| !b.active);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(id: i64, name: &str, code: Option<&str>, active: bool) -> Body {
        Body {
            id: BodyId(id),
            code: code.map(str::to_owned),
            name: name.to_owned(),
            place: PlaceId(1),
            active,
            being: domain::change::Being::default(),
            merged_into: None,
            version: 3,
        }
    }

    #[test]
    fn names_and_codes_are_unique_and_well_formed() {
        let there = [body(1, "区民政局", Some("91350100M000100Y43"), true)];
        let with = |name: &str, code: &str| Draft { name: name.to_owned(), code: code.to_owned(), ..Draft::new(Some(PlaceId(1))) };
        assert_eq!(with("区民政局", "").wrongs(&there), [("name", Wrong::Taken)]);
        assert_eq!(with("区司法局", " 91350100m000100y43 ").wrongs(&there), [("code", Wrong::Taken)]);
        assert_eq!(with("区司法局", "123").wrongs(&there), [("code", Wrong::NoCreditCode)]);
        assert!(Draft::of(&there[0]).wrongs(&there).is_empty());
        assert_eq!(Draft::new(None).wrongs(&there), [("name", Wrong::Missing), ("place", Wrong::Missing)]);
    }

    #[test]
    fn a_request_is_tidy_and_carries_the_version() {
        let draft = Draft { name: " 区司法局 ".to_owned(), code: " ".to_owned(), ..Draft::of(&body(4, "旧名", None, true)) };
        let save = draft.request(&[]).unwrap();
        assert_eq!((save.id, save.name.as_str(), save.code, save.version), (Some(BodyId(4)), "区司法局", None, 3));
    }

    #[test]
    fn closed_bodies_come_last() {
        let all = [body(1, "甲局", None, false), body(2, "乙局", None, true)];
        assert_eq!(found(&all, "局").iter().map(|b| b.id.0).collect::<Vec<_>>(), [2, 1]);
        assert!(found(&all, "丙").is_empty());
    }
}
