//! 制作外出包: visits of whoever takes a laptop along are chosen and written into a file that only that laptop opens.

use super::named;
use crate::backend::view;
use crate::edit::sending;
use crate::state::{texts, tr};
use crate::ui::{
    Button, Checkbox, DateInput, Dialog, EmptyState, ErrorNote, Field, InputForm, Loaded, Look, Skeleton, TextInput, use_notices,
};
use api::inspection::VisitRow;
use api::packet::{MakePacket, OfferVisits, Offered};
use domain::inspection::plan::VisitId;
use domain::packet::VALID_DAYS;
use leptos::prelude::*;
use texts::format::{count, instant, or_none};

#[component]
pub(super) fn MakeButton(device: i64, name: String) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button look=Look::Quiet on_press=move || open.set(true)>
            {tr(|t| t.packet_make())}<span class="visually-hidden">{name}</span>
        </Button>
        <Dialog open on_close=move || open.set(false) title=tr(|t| t.packet_make())>
            <Show when=move || open.get()><MakeForm device open/></Show>
        </Dialog>
    }
}

#[component]
fn MakeForm(device: i64, open: RwSignal<bool>) -> impl IntoView {
    let (t, notices, sending) = (texts(), use_notices(), sending());
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let days = RwSignal::new(VALID_DAYS.to_string());
    let chosen = RwSignal::new(Vec::<(VisitId, RwSignal<bool>)>::new());
    let offered = view(move || Some(OfferVisits { device, from: domain::day::of_text(&from.get()), to: domain::day::of_text(&to.get()) }));
    let write = move || {
        let visits: Vec<VisitId> =
            chosen.with_untracked(|all| all.iter().filter(|(_, on)| on.get_untracked()).map(|(id, _)| *id).collect());
        if visits.is_empty() {
            return sending.lacks("visits");
        }
        let days = days.with_untracked(|days| days.trim().parse().unwrap_or(0));
        let (title, name) = (t.with_untracked(|t| t.packet_make()), named(|t| t.packet_out_file(), t));
        let request = move |out| MakePacket { device, visits, days, out };
        sending.write(title, name, request, move |made| {
            let words = |t: &texts::Texts| t.packet_made(made.no.to_string(), count(made.visits), instant(made.until));
            notices.done(t.with_untracked(words));
            open.try_set(false);
        });
    };
    view! {
        <InputForm class="form" on_submit=write>
            <p>{tr(|t| t.packet_make_lead())}</p>
            <Field label=tr(|t| t.packet_from()) optional=true><DateInput value=from/></Field>
            <Field label=tr(|t| t.packet_to()) optional=true><DateInput value=to/></Field>
            <Loaded view=offered skeleton=|| view! { <Skeleton lines=4/> } let:shown><Choose shown chosen/></Loaded>
            {move || sending.at("visits").get().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
            <Field label=tr(|t| t.packet_days()) error=sending.at("days")><TextInput value=days/></Field>
            <ErrorNote error=sending.above(&["visits", "days"])/>
            <div class="actions actions-end">
                <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.packet_make())}</Button>
            </div>
        </InputForm>
    }
}

/// Visits to be ticked; all of them are at first.
#[component]
fn Choose(shown: Offered, chosen: RwSignal<Vec<(VisitId, RwSignal<bool>)>>) -> impl IntoView {
    let ticked: Vec<(VisitId, RwSignal<bool>)> = shown.visits.iter().map(|one| (one.id, RwSignal::new(true))).collect();
    chosen.set(ticked.clone());
    if shown.visits.is_empty() {
        return view! { <EmptyState title=tr(|t| t.packet_visits_none()) body=tr(|t| t.packet_visits_none_body())/> }.into_any();
    }
    let rows = shown.visits.into_iter().zip(ticked).map(|(row, (_, on))| {
        let VisitRow { point_name, number, day, .. } = row;
        let day = or_none(day.map(domain::day::text).unwrap_or_default());
        view! { <li><Checkbox value=on>{point_name}" "<span class="option-note">{number}" "{day}</span></Checkbox></li> }
    });
    view! { <ul class="plain">{rows.collect_view()}</ul> }.into_any()
}
