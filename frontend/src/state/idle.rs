//! Nobody there: the session ends after the minutes that the service says, also while the page is only looked at; and as
//! long as somebody types or points, the service is told so, since a long form makes no calls.

use super::use_session;
use crate::backend;
use leptos::prelude::*;
use std::time::Duration;

const LOOK_EVERY: Duration = Duration::from_secs(30);
/// How long activity may go unnoticed by the service.
const TELL_AFTER_MS: f64 = 5.0 * 60_000.0;

/// Watches for activity as long as the present component lives.
pub fn watch_idleness() {
    let session = use_session();
    let active_at = StoredValue::new(now_ms());
    let told_at = StoredValue::new(now_ms());
    let note = move || active_at.set_value(now_ms());
    let keys = window_event_listener(leptos::ev::keydown, move |_| note());
    let pointer = window_event_listener(leptos::ev::pointerdown, move |_| note());
    let wheel = window_event_listener(leptos::ev::wheel, move |_| note());
    let timer = set_interval_with_handle(
        move || {
            let now = now_ms();
            let minutes = untrack(|| session.idle_minutes());
            let (quiet, untold) = (now - active_at.get_value(), now - told_at.get_value());
            if minutes > 0 && quiet > minutes as f64 * 60_000.0 {
                session.close_idle();
            } else if untold > TELL_AFTER_MS && quiet < untold {
                told_at.set_value(now);
                session.refresh();
            }
        },
        LOOK_EVERY,
    );
    on_cleanup(move || {
        keys.remove();
        pointer.remove();
        wheel.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    // Grants or the cutoff may have changed.
    backend::on_change(move |change| {
        if matches!(change.kind, api::ChangeKind::Account | api::ChangeKind::Setting | api::ChangeKind::Figures) {
            session.refresh();
        }
    });
}

/// Milliseconds since the page was opened; it never goes back.
fn now_ms() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}
