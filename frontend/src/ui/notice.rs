//! What happened: every write says so, and how it can be taken back.

use super::{Glyph, Icon, IconButton};
use crate::state::tr;
use leptos::prelude::*;
use std::time::Duration;

/// How a notice is tinted. A drawing goes with the colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// It was done.
    #[default]
    Done,
    /// To know.
    Info,
    /// To look at.
    Warn,
    /// It was not done.
    Bad,
}

impl NoticeKind {
    fn icon(self) -> Icon {
        match self {
            Self::Done => Icon::Check,
            Self::Info => Icon::Info,
            Self::Warn => Icon::Warn,
            Self::Bad => Icon::Bad,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Done => "is-done",
            Self::Info => "is-info",
            Self::Warn => "is-warn",
            Self::Bad => "is-bad",
        }
    }
}

/// A note in the page that stays: what to know before going on. Its children are the words and what to do.
#[component]
pub fn Notice(
    /// How it is tinted.
    #[prop(optional)]
    kind: NoticeKind,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("notice {}", kind.class())>
            <Glyph icon=kind.icon()/>
            <div class="notice-words">{children()}</div>
        </div>
    }
}

#[derive(Clone)]
struct Toast {
    key: u32,
    kind: NoticeKind,
    words: String,
    undo: Option<(String, Callback<()>)>,
}

/// Where passing notices go; a `Copy` handle from [`use_notices`].
#[derive(Clone, Copy)]
pub struct Notices {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Passing notices, from context.
pub fn use_notices() -> Notices {
    use_context().unwrap_or_else(Notices::provide)
}

/// Long enough to read, and to reach the button.
const STAYS: Duration = Duration::from_secs(8);

impl Notices {
    /// Provides them to all below; once, at the root.
    pub fn provide() -> Self {
        let notices = Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(notices);
        notices
    }

    /// Says what was done.
    pub fn done(&self, words: impl Into<String>) {
        self.show(NoticeKind::Done, words.into(), None);
    }

    /// Says what was done, with a button that goes on from there: its words and what it does.
    pub fn done_with(&self, words: impl Into<String>, button: impl Into<String>, press: impl Into<Callback<()>>) {
        self.show(NoticeKind::Done, words.into(), Some((button.into(), press.into())));
    }

    /// Says what was done, with a button that takes it back: its words and what it does.
    pub fn done_with_undo(&self, words: impl Into<String>, undo: impl Into<String>, take_back: impl Into<Callback<()>>) {
        self.done_with(words, undo, take_back);
    }

    /// Says what to know or what went wrong.
    pub fn tell(&self, kind: NoticeKind, words: impl Into<String>) {
        self.show(kind, words.into(), None);
    }

    fn show(&self, kind: NoticeKind, words: String, undo: Option<(String, Callback<()>)>) {
        let key = self.next.get_value();
        self.next.set_value(key.wrapping_add(1));
        self.shown.update(|shown| {
            shown.push(Toast { key, kind, words, undo });
            // Old news give way.
            let over = shown.len().saturating_sub(3);
            shown.drain(..over);
        });
        // An error stays until it is closed.
        if kind != NoticeKind::Bad {
            let notices = *self;
            set_timeout(move || notices.remove(key), STAYS);
        }
    }

    fn remove(&self, key: u32) {
        self.shown.try_update(|shown| shown.retain(|toast| toast.key != key));
    }
}

/// The corner where passing notices appear; once, at the root.
#[component]
pub fn Toasts() -> impl IntoView {
    let notices = use_notices();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || notices.shown.get() key=|toast| toast.key let:toast>
                <div class=format!("toast {}", toast.kind.class())>
                    <Glyph icon=toast.kind.icon()/>
                    <p>{toast.words}</p>
                    {toast.undo.map(|(words, take_back)| view! {
                        <button type="button" class="btn btn-quiet" on:click=move |_| {
                            notices.remove(toast.key);
                            take_back.run(());
                        }>{words}</button>
                    })}
                    <IconButton icon=Icon::Close label=tr(|t| t.act_close()) on_press=move || notices.remove(toast.key)/>
                </div>
            </For>
        </div>
    }
}
