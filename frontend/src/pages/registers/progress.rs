//! How far a file is while it is checked or taken.

use crate::backend::call;
use crate::state::{texts, tr};
use crate::ui::Progress;
use api::register::{Progress as Told, ShowProgress};
use domain::register::Register;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use texts::format::count;

/// How often it is asked, in milliseconds.
const EVERY: u32 = 700;

/// A bar while something goes on that takes longer than a moment; nothing before.
#[component]
pub(super) fn Working(
    /// Whose file.
    register: Register,
    /// It goes on.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    let told = RwSignal::new(None::<Told>);
    // Each time that it begins anew one asks until it ends.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        told.set(None);
        if !busy.get() {
            return;
        }
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        leptos::task::spawn_local(async move {
            loop {
                TimeoutFuture::new(EVERY).await;
                // The page may have been left.
                if turn.try_get_value() != Some(mine) || busy.try_get_untracked() != Some(true) {
                    return;
                }
                let answer = call(ShowProgress { register }).await;
                if busy.try_get_untracked() != Some(true) {
                    return;
                }
                told.try_set(answer.ok().flatten());
            }
        });
    });
    let percent = Signal::derive(move || {
        let told = told.get()?;
        u8::try_from(told.done.saturating_mul(100).checked_div(told.total)?).ok()
    });
    let note = Signal::derive(move || {
        told.get().map(|told| t.with(|t| t.register_working_rows(count(told.done), count(told.total)))).unwrap_or_default()
    });
    view! {
        <Show when=move || told.with(Option::is_some)>
            <Progress label=tr(|t| t.register_working()) percent note/>
        </Show>
    }
}
