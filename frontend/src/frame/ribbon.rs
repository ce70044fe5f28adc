//! 演示数据 and 演练数据, on every screen of such a database.

use crate::state::{texts, use_session};
use api::session::DatabaseKind;
use leptos::prelude::*;

/// A line across the top, if the database is not the district's own.
#[component]
pub fn Ribbon() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let words = move || {
        t.with(|t| match session.kind() {
            Some(DatabaseKind::Demo) => Some(t.frame_demo_ribbon()),
            Some(DatabaseKind::Rehearsal) => Some(t.frame_rehearsal_ribbon()),
            Some(DatabaseKind::Real) | None => None,
        })
    };
    move || words().map(|words| view! { <aside class="ribbon">{words}</aside> })
}
