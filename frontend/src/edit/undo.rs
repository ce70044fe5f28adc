//! Taking back what was just done, from the notice that says so or from the history.

use crate::backend::call;
use crate::state::{Wording, error_line};
use crate::ui::{NoticeKind, Notices};
use api::history::Undo;

/// Says what was done to something, with the button that takes it back.
pub fn done_undoable(notices: Notices, t: Wording, words: impl Into<String>, subject: impl Into<String>) {
    let subject = subject.into();
    let label = t.with_untracked(|t| t.act_undo());
    notices.done_with_undo(words, label, move || undo(notices, t, subject.clone(), None));
}

/// Takes back an entry, or what this person did last to a thing, and says whether that worked.
pub fn undo(notices: Notices, t: Wording, subject: String, no: Option<i64>) {
    leptos::task::spawn_local(async move {
        match call(Undo { subject, no }).await {
            Ok(undone) => notices.done(t.with_untracked(|t| t.history_undone(crate::pages::audit::words::operation(&undone.operation, t)))),
            Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
        }
    });
}
