//! Texts inside components, and errors in words.

use super::taste::use_taste;
use api::ApiError;
use leptos::prelude::*;
use texts::{Texts, error::Words};

/// The texts in the person's language; a `Copy` handle.
///
/// It reads a memo as [`Memo`] itself would, but in one function for the whole page: there are hundreds of readers, and
/// each would compile its own.
#[derive(Clone, Copy)]
pub struct Wording(Memo<Texts>);

impl Wording {
    pub(super) fn new(texts: Memo<Texts>) -> Self {
        Self(texts)
    }

    #[inline(never)]
    fn read(&self) -> <Memo<Texts> as ReadUntracked>::Value {
        self.0.read()
    }

    #[inline(never)]
    fn read_untracked(&self) -> <Memo<Texts> as ReadUntracked>::Value {
        self.0.read_untracked()
    }

    /// Words in the language; tracked.
    pub fn with<R>(&self, words: impl FnOnce(&Texts) -> R) -> R {
        words(&self.read())
    }

    /// Words in the language as it is now.
    pub fn with_untracked<R>(&self, words: impl FnOnce(&Texts) -> R) -> R {
        words(&self.read_untracked())
    }

    /// The texts; tracked.
    pub fn get(&self) -> Texts {
        self.read().clone()
    }

    /// The texts as they are now.
    pub fn get_untracked(&self) -> Texts {
        self.read_untracked().clone()
    }
}

/// The texts in the person's language, from context. `let t = texts();` then `move || t.with(|t| t.nav_overview())`.
pub fn texts() -> Wording {
    use_taste().texts()
}

/// A text that follows the language, for props and children: `tr(|t| t.act_save())`.
pub fn tr(message: impl Fn(&Texts) -> String + Send + Sync + 'static) -> Signal<String> {
    following(Box::new(message))
}

fn following(message: Box<dyn Fn(&Texts) -> String + Send + Sync>) -> Signal<String> {
    let t = texts();
    Signal::derive(move || message(&t.read()))
}

/// What happened and how to go on.
pub fn error_words(error: &ApiError, t: &Texts) -> Words {
    texts::error::words(&code_name(error), &error.args, t)
        .unwrap_or_else(|| Words { what: t.error_internal_what(), how: t.error_internal_how_plain() })
}

/// Both in one line.
pub fn error_line(error: &ApiError, t: &Texts) -> String {
    let words = error_words(error, t);
    let stop = if t.lang() == texts::Lang::En { ". " } else { "\u{3002}" };
    format!("{}{stop}{}", words.what, words.how)
}

/// How to mend a field, if the error is about that field.
pub fn field_error(error: &ApiError, field: &str, t: &Texts) -> Option<String> {
    let meant = error.field.as_deref() == Some(field);
    meant.then(|| texts::error::rule(error.arg("rule"), &error.args, t))
}

/// The code as it is written in an envelope.
fn code_name(error: &ApiError) -> String {
    serde_json::to_value(error.code).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::ErrorCode::*;
    use texts::Lang;

    #[test]
    fn every_error_has_words_in_every_language() {
        let codes = [
            VersionMismatch,
            UnknownOperation,
            Malformed,
            SignInNeeded,
            SessionEnded,
            NotPermitted,
            NotFound,
            Conflict,
            Invalid,
            WrongCredentials,
            LockedOut,
            WrongCode,
            RolesExclude,
            DemoOnly,
            SetupNeeded,
            AlreadySetUp,
            FileUnreadable,
            FileUnwritable,
            Cancelled,
            JobRunning,
            Busy,
            DiskFull,
            ReadOnly,
            DatabaseNewer,
            DatabaseDamaged,
            Unavailable,
            Internal,
        ];
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            for code in codes {
                let error = ApiError::new(code);
                let words = texts::error::words(&code_name(&error), &error.args, &t);
                assert!(words.is_some_and(|w| !w.what.is_empty() && !w.how.is_empty()), "{code:?}");
            }
        }
    }

    #[test]
    fn a_field_error_is_told_at_its_field_only() {
        let t = Texts::load(Lang::Zh);
        let error = ApiError::invalid("login", "taken");
        assert_eq!(field_error(&error, "login", &t), Some(t.error_field_taken()));
        assert_eq!(field_error(&error, "name", &t), None);
    }
}
