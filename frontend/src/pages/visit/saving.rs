//! Keeps answers: one small write after the other, tried again while it does not go.

use super::answers::Sheet;
use crate::backend::call;
use crate::edit::refusal;
use crate::state::{error_line, texts, tr};
use crate::ui::{Glyph, Icon};
use api::inspection::{AnswerRow, SaveAnswer};
use api::{ApiError, ErrorCode};
use domain::inspection::plan::VisitId;
use leptos::prelude::*;
use std::time::Duration;

/// A pause in typing after which words are saved.
const PAUSE: Duration = Duration::from_millis(600);
/// What did not go is tried again after so long.
const AGAIN: Duration = Duration::from_secs(5);

/// How it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sign {
    /// All is saved.
    Saved,
    /// Something is on its way, or is about to be.
    Saving,
    /// It did not go; it is tried again.
    Failed(ApiError),
    /// So many lines wait until the person has chosen or mended.
    Unsettled(usize),
}

/// Saves what stands on the sheet; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Saver {
    visit: VisitId,
    sheet: RwSignal<Sheet>,
    /// How it stands.
    pub(super) sign: RwSignal<Sign>,
    busy: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Saver {
    /// Of a visit. What was typed last is sent though the page is left.
    pub(super) fn new(visit: VisitId, sheet: RwSignal<Sheet>) -> Self {
        let (sign, busy, timer) = (RwSignal::new(Sign::Saved), StoredValue::new(false), StoredValue::new(None));
        let saver = Self { visit, sheet, sign, busy, timer };
        on_cleanup(move || saver.now());
        saver
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn after(self, time: Duration) {
        self.stop();
        self.timer.try_set_value(set_timeout_with_handle(move || self.now(), time).ok());
    }

    /// Saves after a pause.
    pub(super) fn later(self) {
        if self.sheet.with_untracked(|sheet| sheet.dirty()) > 0 {
            self.sign.set(Sign::Saving);
        }
        self.after(PAUSE);
    }

    /// Saves at once what is not saved.
    pub(super) fn now(self) {
        self.stop();
        // One after the other: an answer is made upon the version that the one before has given.
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        let Some(next) = self.sheet.try_with_untracked(Sheet::next) else { return };
        let Some((line, filled, version)) = next else {
            let dirty = self.sheet.try_with_untracked(Sheet::dirty).unwrap_or(0);
            let is_told = dirty != 0 && matches!(self.sign.try_get_untracked(), Some(Sign::Failed(_)));
            if !is_told {
                self.sign.try_set(if dirty == 0 { Sign::Saved } else { Sign::Unsettled(dirty) });
            }
            return;
        };
        self.busy.set_value(true);
        self.sign.try_set(Sign::Saving);
        leptos::task::spawn_local(async move {
            let answer = call(SaveAnswer { visit: self.visit, line: line.clone(), filled, version }).await;
            self.busy.try_set_value(false);
            match answer.map_err(refusal::<AnswerRow>) {
                Ok(saved) => {
                    self.sheet.try_update(|sheet| sheet.saved(&saved.answer));
                }
                Err(Ok(theirs)) => {
                    self.sheet.try_update(|sheet| sheet.clashed(theirs));
                }
                // It would be refused again: it waits until it is mended.
                Err(Err(error)) if error.code == ErrorCode::Invalid => {
                    self.sheet.try_update(|sheet| sheet.refuse(&line));
                    self.sign.try_set(Sign::Failed(error));
                }
                Err(Err(error)) => {
                    self.sign.try_set(Sign::Failed(error));
                    self.after(AGAIN);
                    return;
                }
            }
            self.now();
        });
    }
}

/// Says how it stands: by a drawing and words.
#[component]
pub(super) fn SavedSign(saver: Saver) -> impl IntoView {
    let t = texts();
    let sign = saver.sign;
    let (saved, saving) = (tr(|t| t.visit_saved()), tr(|t| t.visit_saving()));
    view! {
        <p class="visit-sign" role="status" data-sign=move || sign.with(|sign| match sign {
            Sign::Saved => "saved",
            Sign::Saving => "saving",
            Sign::Failed(_) | Sign::Unsettled(_) => "failed",
        })>
            {move || match sign.get() {
                Sign::Saved => view! { <Glyph icon=Icon::Check/><span>{move || saved.get()}</span> }.into_any(),
                Sign::Saving => view! { <Glyph icon=Icon::Refresh/><span>{move || saving.get()}</span> }.into_any(),
                Sign::Unsettled(n) => {
                    view! { <Glyph icon=Icon::Warn/><span>{move || t.with(|t| t.visit_unsettled(n.to_string()))}</span> }.into_any()
                }
                Sign::Failed(error) => {
                    let is_tried = error.code != ErrorCode::Invalid;
                    let words = move || {
                        t.with(|t| {
                            let why = error_line(&error, t);
                            if is_tried { t.visit_unsaved_again(why) } else { t.visit_unsaved(why) }
                        })
                    };
                    view! { <Glyph icon=Icon::Warn/><span>{words}</span> }.into_any()
                }
            }}
        </p>
    }
}
