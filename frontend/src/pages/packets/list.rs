//! 往来记录: what a laptop was given and what it brought back.

use super::MOVES;
use crate::backend::view;
use crate::state::tr;
use crate::ui::{Button, Dialog, EmptyState, Loaded, Look, Skeleton};
use api::packet::{ListPackets, Packets};
use domain::time::Instant;
use leptos::prelude::*;
use std::cmp::Reverse;
use texts::format::{count, instant};

#[component]
pub(super) fn ListButton(device: i64, name: String) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button look=Look::Quiet on_press=move || open.set(true)>
            {tr(|t| t.packet_list())}<span class="visually-hidden">{name}</span>
        </Button>
        <Dialog open on_close=move || open.set(false) title=tr(|t| t.packet_list())>
            <Show when=move || open.get()><Listed device/></Show>
        </Dialog>
    }
}

#[component]
fn Listed(device: i64) -> impl IntoView {
    let listed = view(move || Some(ListPackets { device }));
    listed.reload_on(MOVES);
    view! { <Loaded view=listed skeleton=|| view! { <Skeleton lines=3/> } let:shown><Rows shown/></Loaded> }
}

/// A packet that went one way or the other.
struct Went {
    /// When it was made, or taken back.
    at: Instant,
    /// By whom.
    who: String,
    /// What it is.
    what: Signal<String>,
}

/// Both in one list, the newest first.
#[component]
fn Rows(shown: Packets) -> impl IntoView {
    let Packets { given, back } = shown;
    if given.is_empty() && back.is_empty() {
        return view! { <EmptyState title=tr(|t| t.packet_list_none()) body=tr(|t| t.packet_list_none_body())/> }.into_any();
    }
    let given = given.into_iter().map(|one| {
        let (no, visits) = (one.no, one.visits);
        Went { at: one.at, who: one.who, what: tr(move |t| t.packet_list_given(no.to_string(), count(visits))) }
    });
    let back = back.into_iter().map(|one| {
        let (no, ops) = (one.no, one.ops);
        Went { at: one.at, who: one.who, what: tr(move |t| t.packet_list_back(no.to_string(), count(ops))) }
    });
    let mut all: Vec<Went> = given.chain(back).collect();
    all.sort_by_key(|one| Reverse(one.at));
    let rows = all.into_iter().map(|Went { at, who, what }| {
        let by = tr(move |t| t.packet_list_by(&who, instant(at)));
        view! { <li>{what}" "<span class="option-note">{by}</span></li> }
    });
    view! { <ul class="plain">{rows.collect_view()}</ul> }.into_any()
}
