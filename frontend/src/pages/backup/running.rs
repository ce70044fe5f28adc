//! Work while it goes on: what is done, how far it is, and stopping it.

use super::words;
use crate::backend::call;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Progress, announce};
use api::ApiError;
use api::backup::{CancelWork, ShowWork, Work};
use leptos::prelude::*;
use std::time::Duration;
use uuid::Uuid;

/// How often running work is asked for.
const ASK_EVERY: Duration = Duration::from_millis(500);

/// The card of running work; nothing where none runs.
#[component]
pub(super) fn Running(
    /// What runs.
    work: Memo<Option<Uuid>>,
    /// It has ended.
    on_end: Callback<()>,
) -> impl IntoView {
    view! { {move || work.get().map(|id| view! { <Card id on_end/> })} }
}

#[component]
fn Card(id: Uuid, on_end: Callback<()>) -> impl IntoView {
    let t = texts();
    let seen = RwSignal::new(None::<Work>);
    let failed = RwSignal::new(None::<ApiError>);
    let stopping = RwSignal::new(false);
    let asking = StoredValue::new(false);
    let ask = move || {
        if asking.get_value() {
            return;
        }
        asking.set_value(true);
        leptos::task::spawn_local(async move {
            let answer = call(ShowWork { work: id }).await;
            // The card may be gone by now; the work goes on without it.
            if asking.try_set_value(false).is_some() {
                return;
            }
            match answer {
                Ok(fresh) => {
                    failed.set(None);
                    let is_over = fresh.state.is_final();
                    if is_over {
                        announce(t.with_untracked(|t| format!("{} {}", words::task(fresh.task, t), words::state(fresh.state, t).0)));
                    }
                    seen.set(Some(fresh));
                    if is_over {
                        on_end.run(());
                    }
                }
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    ask();
    let timer = set_interval_with_handle(ask, ASK_EVERY);
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let stop = move || {
        stopping.set(true);
        leptos::task::spawn_local(async move {
            if let Err(error) = call(CancelWork { work: id }).await {
                stopping.try_set(false);
                failed.try_set(Some(error));
            }
        });
    };
    let doing = Signal::derive(move || seen.with(|w| w.as_ref().map(|w| t.with(|t| words::doing(w, t))).unwrap_or_default()));
    let note = Signal::derive(move || seen.with(|w| w.as_ref().map(|w| t.with(|t| words::rows(w, t))).unwrap_or_default()));
    let percent = Signal::derive(move || seen.with(|w| w.as_ref().and_then(words::percent)));
    view! {
        <section class="card running" aria-label=doing>
            <h2>{move || seen.with(|w| w.as_ref().map(|w| w.name.clone()).unwrap_or_default())}</h2>
            <Progress label=doing percent note/>
            <ErrorNote error=failed/>
            <div class="actions">
                <Button busy=stopping on_press=stop>
                    {move || t.with(|t| if stopping.get() { t.backup_stopping() } else { t.backup_cancel() })}
                </Button>
            </div>
        </section>
    }
}
