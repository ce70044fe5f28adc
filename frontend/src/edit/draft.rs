//! A form's draft: kept as it is typed, put back when the form is opened again, thrown away when it is sent.
//!
//! ```ignore
//! let draft = keep_draft("body:7", label, move || dirty.get().then(|| json(&now.get())), move |kept| fill(kept));
//! view! { <DraftNote draft/> … }   // and `draft.forget()` once it is sent or given up
//! ```

use super::draft_line::{Deed, Writer, named, put, settled};
use crate::backend::call;
use crate::state::unsaved::guard_kept;
use crate::state::{error_line, texts, tr, use_at, use_session};
use crate::ui::{Button, Notice, NoticeKind};
use api::ApiError;
use api::draft::{Keep, Show};
use domain::time::Instant;
use leptos::prelude::*;
use std::time::Duration;
use texts::format;

/// A pause in typing after which a draft is kept.
const PAUSE: Duration = Duration::from_millis(400);
/// So long somebody may type without a pause before it is kept all the same.
const LONGEST: Duration = Duration::from_secs(3);

/// The draft of a form; a `Copy` handle.
#[derive(Clone, Copy)]
pub struct Draft {
    form: &'static str,
    /// What was found, and not put back yet: the person had typed already.
    offered: RwSignal<Option<(Instant, String)>>,
    /// What was put back is of then.
    restored: RwSignal<Option<Instant>>,
    restore: Callback<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Keeps what waits although there is no pause.
    latest: StoredValue<Option<TimeoutHandle>>,
    /// Why it could not be kept; none once it was.
    failed: RwSignal<Option<ApiError>>,
    /// Hears that.
    told: Callback<Option<ApiError>>,
    /// Names the form among those whose work is not saved.
    pub(super) guarded: StoredValue<Option<u64>>,
    /// Whose it is.
    writer: Writer,
    /// What is to be kept after the pause.
    pending: StoredValue<Option<String>>,
    /// What it is about, in words, and where it is gone on with.
    label: Signal<String>,
    address: Signal<String>,
    /// It was sent or given up: nothing is kept any more.
    over: RwSignal<bool>,
    /// There is one in the database.
    kept: StoredValue<bool>,
}

/// Keeps a form's draft as long as the present component lives.
///
/// `body` is what is typed, or none while there is nothing worth keeping; `restore` puts such a text back into the form. While
/// there is something, leaving asks first.
pub fn keep_draft(
    form: impl Into<String>,
    label: impl Into<Signal<String>>,
    body: impl Fn() -> Option<String> + Send + Sync + 'static,
    restore: impl Fn(String) + Send + Sync + 'static,
) -> Draft {
    begin(form.into(), label.into(), Memo::new(move |_| body()), Callback::new(restore))
}

/// Compiled once for all forms.
fn begin(form: String, label: Signal<String>, body: Memo<Option<String>>, restore: Callback<String>) -> Draft {
    let (at, form) = (use_at(), named(form));
    let address = Signal::derive(move || at.whole_address());
    let failed = RwSignal::new(None::<ApiError>);
    let told = Callback::new(move |error: Option<ApiError>| {
        failed.try_set(error);
    });
    let draft = Draft {
        form,
        offered: RwSignal::new(None),
        restored: RwSignal::new(None),
        restore,
        timer: StoredValue::new(None),
        latest: StoredValue::new(None),
        failed,
        told,
        guarded: StoredValue::new(None),
        writer: Writer::of(use_session()),
        pending: StoredValue::new(None),
        label,
        address,
        over: RwSignal::new(false),
        kept: StoredValue::new(false),
    };
    let looked = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        settled(form).await;
        if let Ok(found) = call(Show { form: form.to_owned() }).await
            && let Some(kept) = found.draft
        {
            draft.found(kept.saved, found.body, body);
        }
        looked.try_set(true);
    });
    let dirty = Signal::derive(move || body.with(Option::is_some) && !draft.over.get());
    draft
        .guarded
        .set_value(guard_kept(dirty, Signal::derive(move || draft.failed.with(Option::is_none) && draft.offered.with(Option::is_none))));
    Effect::new(move |before: Option<Option<String>>| {
        let now = body.get();
        // Until it is known what was kept before, nothing is written over it; nor while it waits to be put back.
        let waits = !looked.get() || draft.offered.with(Option::is_some);
        if !waits && !draft.over.get() && before.as_ref().is_some_and(|before| *before != now) {
            draft.later(now.clone());
        }
        if waits && before.is_some() { before.flatten() } else { now }
    });
    // What was typed within the pause is kept all the same.
    on_cleanup(move || draft.flush());
    draft
}

impl Draft {
    fn found(&self, saved: Instant, kept: String, body: Memo<Option<String>>) {
        self.kept.try_set_value(true);
        match body.try_get_untracked() {
            // Nobody has typed yet.
            Some(None) => {
                self.restored.try_set(Some(saved));
                self.restore.try_run(kept);
            }
            Some(Some(now)) if now != kept => {
                self.offered.try_set(Some((saved, kept)));
            }
            _ => {}
        }
    }

    fn stop(&self) {
        for timer in [self.timer, self.latest] {
            if let Some(timer) = timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
        }
    }

    /// Keeps it after a pause; throws it away at once if there is nothing to keep any more.
    fn later(&self, body: Option<String>) {
        let Some(body) = body else {
            self.stop();
            self.pending.set_value(None);
            self.failed.set(None);
            return self.drop_kept();
        };
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        self.pending.set_value(Some(body));
        let draft = *self;
        let after = move |time| set_timeout_with_handle(move || draft.flush(), time).ok();
        self.timer.set_value(after(PAUSE));
        if self.latest.with_value(Option::is_none) {
            self.latest.set_value(after(LONGEST));
        }
    }

    /// Keeps at once what waits to be kept.
    fn flush(&self) {
        self.stop();
        let Some(body) = self.pending.try_update_value(Option::take).flatten() else { return };
        self.kept.try_set_value(true);
        let (label, address) = (self.label.try_get_untracked().unwrap_or_default(), self.address.try_get_untracked().unwrap_or_default());
        let keep = Keep {
            form: self.form.to_owned(),
            label: label.chars().take(100).collect(),
            address: address.chars().take(500).collect(),
            body,
        };
        put(self.form, Deed::Keep(keep), self.writer, self.told);
    }

    fn drop_kept(&self) {
        // A form that is gone no longer knows whether it had one.
        if self.kept.try_get_value() != Some(false) {
            self.kept.try_set_value(false);
            put(self.form, Deed::Drop, self.writer, self.told);
        }
    }

    /// Throws it away: the form was sent, or is given up.
    pub fn forget(&self) {
        self.stop();
        self.pending.try_set_value(None);
        self.failed.try_set(None);
        self.over.try_set(true);
        self.offered.try_set(None);
        self.restored.try_set(None);
        self.drop_kept();
    }

    /// Begins anew with the same form, which was sent: another one may follow.
    pub fn again(&self) {
        self.forget();
        self.over.try_set(false);
    }

    /// A draft was put back into the form; tracked.
    pub fn is_restored(&self) -> bool {
        self.restored.with(Option::is_some)
    }
}

/// Says of what time the draft is that was put back, or offers it.
#[component]
pub fn DraftNote(
    /// The draft.
    draft: Draft,
    /// Puts back into the form what is stored, without the draft.
    #[prop(into)]
    on_drop: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let when = move |at: Instant| format::instant(at);
    let drop = move || {
        draft.again();
        on_drop.run(());
    };
    let put_back = move || {
        if let Some((saved, body)) = draft.offered.get_untracked() {
            draft.restored.set(Some(saved));
            draft.restore.run(body);
            draft.offered.set(None);
        }
    };
    let leave_it = move || {
        // What is typed now is kept in its place.
        draft.offered.set(None);
    };
    let unkept = move || {
        draft.failed.get().map(|error| {
            let why = tr(move |t| error_line(&error, t));
            view! {
                <div class="draft-note" data-draft="unkept">
                    <Notice kind=NoticeKind::Warn><p>{tr(|t| t.draft_unkept())}</p><p>{why}</p></Notice>
                </div>
            }
        })
    };
    let found = move || match (draft.offered.get(), draft.restored.get()) {
        (Some((saved, _)), _) => view! {
            <div class="draft-note" data-draft="offered">
                <Notice kind=NoticeKind::Info>
                    <p>{move || t.with(|t| t.draft_offered(when(saved)))}</p>
                    <div class="actions">
                        <Button on_press=put_back>{tr(|t| t.draft_put_back())}</Button>
                        <Button on_press=leave_it>{tr(|t| t.draft_leave())}</Button>
                    </div>
                </Notice>
            </div>
        }
        .into_any(),
        (None, Some(saved)) => view! {
            <div class="draft-note" data-draft="restored">
                <Notice kind=NoticeKind::Info>
                    <p>{move || t.with(|t| t.draft_restored(when(saved)))}</p>
                    <div class="actions"><Button on_press=drop>{tr(|t| t.draft_drop())}</Button></div>
                </Notice>
            </div>
        }
        .into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        {unkept}
        {found}
    }
}
