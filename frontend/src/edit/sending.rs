//! What a form or a button sends: that it is under way, and why it could not be done.
//!
//! ```ignore
//! let sending = sending();
//! let save = move || sending.send(SaveYear { … }, move |saved| notices.done(…));
//! view! { <Field error=sending.at("day")>…</Field> <ErrorNote error=sending.above(&["day"])/> <Button busy=sending.busy on_press=save>…</Button> }
//! ```

use crate::backend::call;
use crate::backend::door::Later;
use crate::state::{Wording, field_error, texts};
use crate::ui::write_asked;
use api::{ApiError, InFile, Operation, OutFile};
use leptos::prelude::*;

/// Something that is sent; a `Copy` handle from [`sending`].
#[derive(Clone, Copy)]
pub struct Sending {
    /// It is under way.
    pub busy: RwSignal<bool>,
    /// Why it could not be done.
    pub failed: RwSignal<Option<ApiError>>,
    t: Wording,
}

/// Nothing is under way yet.
pub fn sending() -> Sending {
    Sending { busy: RwSignal::new(false), failed: RwSignal::new(None), t: texts() }
}

impl Sending {
    /// Sends it; `done` follows once it is done. What failed stays to be told.
    pub fn send<O>(self, request: O, done: impl FnOnce(O::Reply) + 'static)
    where
        O: Operation + 'static,
    {
        self.tried(request, move |reply| {
            if let Some(reply) = reply {
                done(reply);
            }
        });
    }

    /// The same where something follows either way; there is no reply where it failed.
    pub fn tried<O>(self, request: O, then: impl FnOnce(Option<O::Reply>) + 'static)
    where
        O: Operation + 'static,
    {
        self.busy.set(true);
        self.failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            self.busy.try_set(false);
            let reply = match answer {
                Ok(reply) => Some(reply),
                Err(error) => {
                    self.failed.try_set(Some(error));
                    None
                }
            };
            then(reply);
        });
    }

    /// Asks where to, and sends what writes there; nothing is sent if the person thinks better of it.
    pub fn write<O>(
        self,
        title: String,
        proposed: String,
        request: impl FnOnce(OutFile) -> O + 'static,
        done: impl FnOnce(O::Reply) + 'static,
    ) where
        O: Operation + 'static,
    {
        self.busy.set(true);
        self.failed.set(None);
        leptos::task::spawn_local(async move {
            let asked = write_asked(&title, &proposed, |out| {
                let writing: Later<O::Reply> = Box::pin(call(request(out)));
                Some(writing)
            });
            let answer = asked.await;
            self.busy.try_set(false);
            match answer {
                Ok(Some((reply, _))) => done(reply),
                Ok(None) => {}
                Err(error) => {
                    self.failed.try_set(Some(error));
                }
            }
        });
    }

    /// Asks what a file says as soon as it is chosen, and shows it. What comes of one that is not chosen any more is not told.
    pub fn look<O>(self, file: RwSignal<Option<InFile>>, shown: RwSignal<Option<O::Reply>>, request: impl Fn(InFile) -> O + 'static)
    where
        O: Operation + 'static,
        O::Reply: Sync,
    {
        Effect::new(move |_| {
            shown.set(None);
            self.failed.set(None);
            let chosen = file.get();
            self.busy.set(chosen.is_some());
            let Some(chosen) = chosen else { return };
            let asked = call(request(chosen.clone()));
            leptos::task::spawn_local(async move {
                let answer = asked.await;
                if file.try_with_untracked(|now| now.as_ref() == Some(&chosen)) != Some(true) {
                    return;
                }
                self.busy.try_set(false);
                match answer {
                    Ok(read) => {
                        shown.try_set(Some(read));
                    }
                    Err(error) => {
                        self.failed.try_set(Some(error));
                    }
                }
            });
        });
    }

    /// It can't be sent as it is: this is missing.
    pub fn lacks(self, field: &str) {
        self.failed.set(Some(ApiError::invalid(field, "required")));
    }

    /// What is wrong with a field, in words; with a part of it, too.
    pub fn at(self, field: &'static str) -> Signal<Option<String>> {
        let Self { failed, t, .. } = self;
        Signal::derive(move || {
            failed.with(|error| {
                let error = error.as_ref()?;
                let path = error.field.as_deref().filter(|path| is_of(path, &[field]))?;
                t.with(|t| field_error(error, path, t))
            })
        })
    }

    /// What is told at none of these fields.
    pub fn above(self, fields: &'static [&'static str]) -> Signal<Option<ApiError>> {
        let failed = self.failed;
        Signal::derive(move || failed.get().filter(|error| !error.field.as_deref().is_some_and(|path| is_of(path, fields))))
    }
}

/// A path names one of the fields, or a part of it.
fn is_of(path: &str, fields: &[&str]) -> bool {
    let is_part = |field: &&str| path.strip_prefix(*field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    fields.iter().any(is_part)
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn a_part_of_a_field_is_told_there() {
        assert!(
            is_of("witnesses", &["nonce", "witnesses"]) && is_of("witnesses.2", &["witnesses"]) && is_of("open.patrol", &["open.patrol"])
        );
        assert!(!is_of("witness", &["witnesses"]) && !is_of("witnessesX", &["witnesses"]) && !is_of("day", &[]));
    }
}
