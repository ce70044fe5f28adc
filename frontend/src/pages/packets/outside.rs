//! The page of a laptop: what it was given, what waits to be brought back.

use super::named;
use crate::backend::FileKind;
use crate::edit::sending;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, FileButton, InputForm, Look, use_notices};
use api::packet::{MakeReturn, Outpost, TakePacket};
use api::{ApiError, InFile};
use leptos::prelude::*;
use texts::format::{count, instant, or_none};

#[component]
pub(super) fn Outside(outpost: Outpost) -> impl IntoView {
    let Outpost { name, fingerprint, district, person, taken, taken_at, waiting, visits } = outpost;
    let taken = if taken == 0 { or_none(String::new()) } else { format!("{taken} · {}", taken_at.map(instant).unwrap_or_default()) };
    view! {
        <section class="card" aria-labelledby="packet-this">
            <h2 id="packet-this">{tr(|t| t.packet_this())}</h2>
            <dl class="facts">
                <dt>{tr(|t| t.packet_device_name())}</dt>
                <dd>{name}</dd>
                <dt>{tr(|t| t.packet_fingerprint())}</dt>
                <dd class="mono">{fingerprint}</dd>
                <dt>{tr(|t| t.packet_district())}</dt>
                <dd>{district}</dd>
                <dt>{tr(|t| t.packet_person())}</dt>
                <dd>{person}</dd>
                <dt>{tr(|t| t.packet_taken())}</dt>
                <dd>{taken}</dd>
                <dt>{tr(|t| t.packet_to_return())}</dt>
                <dd>{tr(move |t| t.packet_to_return_n(count(waiting), count(visits)))}</dd>
            </dl>
        </section>
        <section class="card" aria-labelledby="packet-take">
            <h2 id="packet-take">{tr(|t| t.packet_take())}</h2>
            <Take/>
        </section>
        <section class="card" aria-labelledby="packet-return">
            <h2 id="packet-return">{tr(|t| t.packet_return())}</h2>
            <Return/>
        </section>
    }
}

#[component]
fn Take() -> impl IntoView {
    let (t, notices, sending) = (texts(), use_notices(), sending());
    let file = RwSignal::new(None::<InFile>);
    let take = move || {
        let Some(chosen) = file.get_untracked() else { return sending.lacks("file") };
        sending.send(TakePacket { file: chosen }, move |taken| {
            notices.done(t.with_untracked(|t| t.packet_taken_done(taken.no.to_string(), count(taken.visits), count(taken.left))));
            file.try_set(None);
        });
    };
    let failed = move |error: ApiError| sending.failed.set(Some(error));
    view! {
        <InputForm class="form" on_submit=take>
            <p>{tr(|t| t.packet_take_lead())}</p>
            <FileButton file kind=FileKind::Any title=tr(|t| t.packet_take_pick()) on_error=failed/>
            <ErrorNote error=sending.above(&[])/>
            <Show when=move || file.with(Option::is_some)>
                <div class="actions">
                    <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.packet_take())}</Button>
                </div>
            </Show>
        </InputForm>
    }
}

#[component]
fn Return() -> impl IntoView {
    let (t, notices, sending) = (texts(), use_notices(), sending());
    let make = move || {
        let (title, name) = (t.with_untracked(|t| t.packet_return()), named(|t| t.packet_back_file(), t));
        sending.write(
            title,
            name,
            |out| MakeReturn { out },
            move |made| {
                notices.done(t.with_untracked(|t| t.packet_returned(count(made.ops), count(made.visits))));
            },
        );
    };
    view! {
        <p>{tr(|t| t.packet_return_lead())}</p>
        <ErrorNote error=sending.failed/>
        <div class="actions"><Button look=Look::Primary busy=sending.busy on_press=make>{tr(|t| t.packet_return())}</Button></div>
    }
}
