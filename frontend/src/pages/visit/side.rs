//! Beside the checklist: the score with what was lost, who was there, findings, the station, what is known from before.

use super::desk::{Desk, Mode, Open};
use super::photos::{FindingPhotos, PhotosPanel};
use super::words::moment;
use crate::pages::inspection::{FindingLink, finding_tint, severity_tint, visit_tint};
use crate::state::{texts, tr, use_at};
use crate::ui::{Badge, Button, Icon, LinkButton, Look, Tint};
use api::inspection::{FindingRow, VisitRow, VisitShown};
use domain::inspection::checklist::score::Score;
use domain::inspection::plan::Cover;
use domain::inspection::points::Points;
use leptos::prelude::*;
use texts::format::{NONE, or_none};
use texts::words::Word;

/// All of it.
#[component]
pub(super) fn Side(desk: Desk) -> impl IntoView {
    view! {
        <div class="visit-side">
            <ScorePanel desk/>
            <PartyPanel desk/>
            <FindingsPanel desk/>
            <PhotosPanel desk/>
            <Station desk/>
        </div>
    }
}

/// Out of a hundred; what can't be reckoned yet is not zero.
pub(super) fn hundredth(score: &Score) -> String {
    score.all.hundredth().map_or_else(|| NONE.to_owned(), |tenths| Points(tenths).to_string())
}

/// The score and where it was lost, each a way to its line.
#[component]
fn ScorePanel(desk: Desk) -> impl IntoView {
    let t = texts();
    let score = desk.score;
    let figure = move || score.with(hundredth);
    let of = move || score.with(|score| t.with(|t| t.visit_got_of(score.all.got.to_string(), score.all.of.to_string())));
    let open = move || score.with(|score| t.with(|t| t.visit_open_lines(score.open.len().to_string())));
    let is_fixed = Memo::new(move |_| desk.shown.with(|shown| shown.record.as_ref().is_some_and(|record| record.is_fixed)));
    let title = move || t.with(|t| if is_fixed.get() { t.visit_score_fixed() } else { t.visit_score_now() });
    let veto = move || {
        let lines = score.with(|score| score.vetoed.clone());
        let words = move || t.with(|t| t.visit_vetoed(lines.join(&t.merge_comma())));
        score.with(|score| !score.vetoed.is_empty()).then(|| view! { <p><Badge tint=Tint::Bad>{words}</Badge></p> })
    };
    let lost = move |(no, lost): (String, Points)| {
        let to = no.clone();
        view! {
            <li>
                <button type="button" class="btn btn-quiet" on:click=move |_| desk.go_to(&to)>
                    <span class="visually-hidden">{tr(|t| t.visit_to_line())}</span>
                    <span>{no}</span>
                    <strong>"−"{lost.to_string()}</strong>
                </button>
            </li>
        }
    };
    view! {
        <section class="visit-score" aria-live="polite">
            <h2>{title}</h2>
            <p class="visit-figure"><strong>{figure}</strong><span class="quiet">{of}</span></p>
            {veto}
            <p class="quiet">{open}</p>
            <Show when=move || score.with(|score| !score.lost.is_empty())>
                <ul class="visit-deductions" aria-label=move || t.with(|t| t.visit_lost())>
                    {move || score.with(|score| score.lost.clone()).into_iter().map(lost).collect_view()}
                </ul>
            </Show>
        </section>
    }
}

/// Who was there, and when.
#[component]
fn PartyPanel(desk: Desk) -> impl IntoView {
    let t = texts();
    let party = Memo::new(move |_| desk.party());
    let has_record = Memo::new(move |_| desk.shown.with(|shown| shown.record.is_some()));
    let present = move || {
        let goers = desk.shown.with(|shown| shown.visit.inspectors.clone());
        let names: Vec<String> =
            party.with(|party| goers.into_iter().filter(|goer| party.present.contains(&goer.account)).map(|goer| goer.name).collect());
        t.with(|t| or_none(names.join(&t.merge_comma())))
    };
    let is_open = desk.shown.with_untracked(|shown| shown.visit.cover == Cover::Open);
    let fact = |label: Signal<String>, value: Signal<String>| view! { <div class="diff-field"><dt>{label}</dt><dd>{value}</dd></div> };
    let of = move |pick: fn(&domain::inspection::visit::PartyFields) -> String| Signal::derive(move || or_none(party.with(pick)));
    let signing = tr(move |t| {
        party.with(
            |party| if party.refusal.is_empty() { party.signing.word(t) } else { format!("{} {}", party.signing.word(t), party.refusal) },
        )
    });
    let receiver = of(|party| {
        [party.receiver.as_str(), &party.post, &party.phone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    });
    view! {
        <Show when=move || has_record.get()>
            <section class="visit-panel">
                <h2>{tr(|t| t.visit_party())}</h2>
                <dl class="diff">
                    {fact(tr(|t| t.visit_present()), Signal::derive(present))}
                    {fact(tr(|t| t.visit_began()), of(|party| moment(party.began)))}
                    {fact(tr(|t| t.visit_ended()), of(|party| moment(party.ended)))}
                    {is_open.then(|| view! {
                        {fact(tr(|t| t.visit_receiver()), receiver)}
                        {fact(tr(|t| t.visit_signing()), signing)}
                    })}
                </dl>
                <Show when=move || desk.mode.get() == Mode::Write>
                    <Button on_press=move || desk.open.set(Some(Open::Party))>{tr(|t| t.visit_party_edit())}</Button>
                </Show>
            </section>
        </Show>
    }
}

/// Findings of this visit.
#[component]
fn FindingsPanel(desk: Desk) -> impl IntoView {
    let found = Memo::new(move |_| desk.findings());
    let has_record = Memo::new(move |_| desk.shown.with(|shown| shown.record.is_some()));
    let none = move || found.with(Vec::is_empty).then(|| view! { <p class="quiet">{tr(|t| t.visit_findings_none())}</p> });
    view! {
        <Show when=move || has_record.get()>
            <section class="visit-panel">
                <h2>{tr(|t| t.visit_findings())}</h2>
                {none}
                <ul class="visit-findings">
                    {move || found.get().into_iter().map(|row| view! { <li><FindingLine desk row is_own=true/></li> }).collect_view()}
                </ul>
                <Show when=move || desk.mode.get() == Mode::Write>
                    <Button on_press=move || desk.raise(None)>{tr(|t| t.visit_raise_freely())}</Button>
                </Show>
            </section>
        </Show>
    }
}

/// A finding in a few words.
#[component]
fn FindingLine(
    desk: Desk,
    row: FindingRow,
    /// It is of this visit.
    is_own: bool,
) -> impl IntoView {
    let t = texts();
    let FindingRow { id, fields, due, found, state, .. } = row.clone();
    let (severity, remedy) = (fields.severity, fields.remedy);
    let due = due.map(domain::day::text);
    let found = domain::day::text(found);
    let when = move || t.with(|t| due.as_ref().map_or_else(|| t.visit_found_on(&found), |due| t.visit_due_on(&found, due)));
    let (edited, drop) = (row.clone(), row);
    let edit = move || desk.open.set(Some(Open::Finding(Some(Box::new(edited.clone())), Box::new(edited.fields.clone()))));
    let withdraw = move || desk.open.set(Some(Open::Withdraw(Box::new(drop.clone()))));
    let (edit, withdraw) = (Callback::new(move |()| edit()), Callback::new(move |()| withdraw()));
    let place = [fields.line.as_str(), &fields.spot].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    view! {
        <p>
            <Badge tint=severity_tint(severity)>{move || t.with(|t| severity.word(t))}</Badge>
            " "
            <Badge>{move || t.with(|t| remedy.word(t))}</Badge>
            " "
            <span class="quiet">{place}</span>
        </p>
        <p class="lines">{fields.what}</p>
        <p class="quiet">{when}</p>
        {is_own.then(|| view! { <FindingPhotos desk id/> })}
        <Show when=move || !is_own || desk.mode.get() != Mode::Write>
            <p>
                <Badge tint=finding_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
                " "
                <Show when=move || !is_own || desk.is_handed_in()><FindingLink id/></Show>
            </p>
        </Show>
        <Show when=move || is_own && desk.mode.get() == Mode::Write>
            <div class="actions">
                <Button look=Look::Quiet on_press=edit>{tr(|t| t.visit_change())}</Button>
                <Button look=Look::Quiet on_press=withdraw>{tr(|t| t.visit_withdraw())}</Button>
            </div>
        </Show>
    }
}

/// The station, its last score, what is open there.
#[component]
fn Station(desk: Desk) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let VisitShown { visit, station, last, open_findings, .. } = desk.shown.get_untracked();
    let fields = station.fields;
    let kind = station.kind;
    let fact = move |label: Signal<String>, value: String| {
        (!value.is_empty()).then(|| view! { <div class="diff-field"><dt>{label}</dt><dd class="lines">{value}</dd></div> })
    };
    let windows = fields.windows.iter().map(|window| format!("{} {}", window.no, window.name)).collect::<Vec<_>>().join("\n");
    let devices = fields.devices.iter().map(|device| format!("{} {}", device.no, device.name)).collect::<Vec<_>>().join("\n");
    let place = visit.place;
    let href = Signal::derive(move || at.href_of("/places", place, &[]));
    let opened = fields.opened.map(domain::day::text).unwrap_or_default();
    let n = open_findings.len();
    view! {
        <section class="visit-panel">
            <h2>{tr(|t| t.visit_last())}</h2>
            {match last {
                Some(last) => view! { <Last last/> }.into_any(),
                None => view! { <p class="quiet">{tr(|t| t.visit_last_none())}</p> }.into_any(),
            }}
        </section>
        <section class="visit-panel">
            <h2>{tr(move |t| t.visit_open_findings(n.to_string()))}</h2>
            {(n == 0).then(|| view! { <p class="quiet">{tr(|t| t.visit_open_findings_none())}</p> })}
            <ul class="visit-findings">
                {open_findings.into_iter().map(|row| view! { <li><FindingLine desk row is_own=false/></li> }).collect_view()}
            </ul>
        </section>
        <section class="visit-panel">
            <h2>{tr(|t| t.visit_station())}</h2>
            <dl class="diff">
                <div class="diff-field"><dt>{tr(|t| t.visit_kind())}</dt><dd>{move || t.with(|t| kind.word(t))}</dd></div>
                {fact(tr(|t| t.visit_address()), fields.address)}
                {fact(tr(|t| t.visit_head()), fields.head)}
                {fact(tr(|t| t.visit_staff()), fields.staff)}
                {fact(tr(|t| t.visit_phone()), fields.phone)}
                {fact(tr(|t| t.visit_hours()), fields.hours)}
                {fact(tr(|t| t.visit_station_leader()), fields.leader)}
                {fact(tr(|t| t.visit_cadre()), fields.cadre)}
                {fact(tr(|t| t.visit_opened()), opened)}
                {fact(tr(|t| t.visit_windows()), windows)}
                {fact(tr(|t| t.visit_devices()), devices)}
            </dl>
            <LinkButton look=Look::Quiet icon=Icon::Places href>{tr(|t| t.visit_see_place())}</LinkButton>
        </section>
    }
}

/// The score of the last visit, and the way there.
#[component]
fn Last(last: VisitRow) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let id = last.id;
    let href = Signal::derive(move || at.href(super::PATH, &[("visit", id.0.to_string())]));
    let score = last
        .score
        .and_then(domain::inspection::checklist::score::Share::hundredth)
        .map_or_else(|| NONE.to_owned(), |tenths| Points(tenths).to_string());
    let day = last.agreed_at.map(|at| domain::day::text(at.day())).unwrap_or_default();
    let state = last.state;
    view! {
        <p class="visit-figure"><strong>{score}</strong><span class="quiet">{day}</span></p>
        <p><Badge tint=visit_tint(state)>{move || t.with(|t| state.word(t))}</Badge></p>
        <LinkButton look=Look::Quiet icon=Icon::Right href>{tr(|t| t.visit_see_last())}</LinkButton>
    }
}
