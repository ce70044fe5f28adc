//! Writing a change of the matrix, saying so, and taking it back by another change.

use crate::backend::call;
use crate::state::{Wording, error_line};
use crate::ui::{NoticeKind, Notices};
use api::ApiError;
use api::availability::{Block, OffersPlan, SetOffers};
use leptos::prelude::*;
use texts::format::count;

/// Writes blocks as they were looked at, and says so with the button that takes it back.
pub(super) async fn set(notices: Notices, t: Wording, blocks: Vec<Block>, stamp: String) -> Result<OffersPlan, ApiError> {
    let done = call(SetOffers { blocks, stamp }).await?;
    let back = SetOffers { blocks: done.back.clone(), stamp: done.back_stamp.clone() };
    let (said, undo) = t.with_untracked(|t| (t.availability_done(count(done.changed)), t.act_undo()));
    notices.done_with_undo(said, undo, move || take_back(notices, t, back.clone()));
    Ok(done)
}

/// Puts back what was there before. Where any of these cells says something else by now the stamp does not fit, and nothing is written.
fn take_back(notices: Notices, t: Wording, back: SetOffers) {
    leptos::task::spawn_local(async move {
        match call(back).await {
            Ok(done) => notices.done(t.with_untracked(|t| t.availability_undone(count(done.changed)))),
            Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
        }
    });
}
