//! A text on the clipboard; whether it got there is said: `let clipboard = use_clipboard();` in a component, then
//! `clipboard.put(&text, |t| t.account_code_copied(), || {})`.

use super::{NoticeKind, Notices, use_notices};
use crate::state::{Wording, texts};
use leptos::prelude::*;
use texts::Texts;
use wasm_bindgen_futures::JsFuture;

/// The clipboard and how its words are said; a `Copy` handle from [`use_clipboard`].
#[derive(Clone, Copy)]
pub struct Clipboard {
    t: Wording,
    notices: Notices,
}

/// From context.
pub fn use_clipboard() -> Clipboard {
    Clipboard { t: texts(), notices: use_notices() }
}

impl Clipboard {
    /// Puts a text there. Once it is there, that is said in `said`'s words and `then` is called; where the system refuses, it is said
    /// that it has to be written down.
    pub fn put(self, text: &str, said: fn(&Texts) -> String, then: impl FnOnce() + 'static) {
        let promise = web_sys::window().map(|w| w.navigator().clipboard().write_text(text));
        leptos::task::spawn_local(async move {
            let is_there = match promise {
                Some(promise) => JsFuture::from(promise).await.is_ok(),
                None => false,
            };
            let Self { t, notices } = self;
            if is_there {
                notices.done(t.with_untracked(said));
                then();
            } else {
                notices.tell(NoticeKind::Warn, t.with_untracked(|t| t.copy_failed()));
            }
        });
    }
}
