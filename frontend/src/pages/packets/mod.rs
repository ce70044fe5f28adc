//! 离线包: in the office laptops, packets for them and what they bring back; on a laptop what it was given and what waits to be brought back.
//!
//! - `devices`: laptops, enrolled and revoked. `make`: a packet for one of them. `back`: one that is brought back, previewed and merged.
//! - `list`: what one of them was given and brought back.
//! - `open`: what is to be decided, with both values. `outside`: the page of a laptop. `words`: how things are called; no view.

mod back;
mod devices;
mod list;
mod make;
mod open;
mod outside;
mod words;

use crate::backend::view;
use crate::state::{tr, use_session};
use crate::ui::{Loaded, PageHead, Skeleton};
use api::ChangeKind;
use api::packet::{ListDevices, ShowOutpost};
use leptos::prelude::*;
use texts::Texts;

/// The address of the page.
pub const PATH: &str = "/inspection/packets";
/// What moves its lists.
const MOVES: &[ChangeKind] = &[ChangeKind::Inspection];
/// How files of packets end.
const ENDING: &str = ".packet";

/// The page.
#[component]
pub fn Packets() -> impl IntoView {
    let outpost = view(|| Some(ShowOutpost {}));
    outpost.reload_on(MOVES);
    view! {
        <PageHead title=tr(|t| t.packet_title()) lead=tr(|t| t.packet_lead())/>
        <Loaded view=outpost skeleton=|| view! { <Skeleton lines=6/> } let:shown>
            <div class="packets">{match shown.outpost {
                Some(outpost) => view! { <outside::Outside outpost/> }.into_any(),
                None => view! { <Office/> }.into_any(),
            }}</div>
        </Loaded>
    }
}

#[component]
fn Office() -> impl IntoView {
    let devices = view(|| Some(ListDevices {}));
    devices.reload_on(MOVES);
    let may_pack = Memo::new(move |_| devices.with(|shown| shown.is_some_and(|shown| shown.may_pack)));
    view! {
        <section class="card" aria-labelledby="packet-devices">
            <h2 id="packet-devices">{tr(|t| t.packet_devices())}</h2>
            <Loaded view=devices skeleton=|| view! { <Skeleton lines=4/> } let:shown><devices::Listed shown/></Loaded>
        </section>
        <Show when=move || may_pack.get()>
            <section class="card" aria-labelledby="packet-back">
                <h2 id="packet-back">{tr(|t| t.packet_back())}</h2>
                <back::TakeBack/>
            </section>
            <section class="card" aria-labelledby="packet-open">
                <h2 id="packet-open">{tr(|t| t.packet_open())}</h2>
                <open::Open/>
            </section>
        </Show>
    }
}

/// The name of a packet's file, with today's day.
fn named(what: impl FnOnce(&Texts) -> String + 'static, t: crate::state::Wording) -> String {
    let today = untrack(|| use_session().today());
    format!("{}-{today}{ENDING}", t.with_untracked(|t| what(t)))
}
