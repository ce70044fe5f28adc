//! Fields and what stands in them.

use super::Sample;
use crate::state::{tr, use_places};
use crate::ui::{Checkbox, Choice, Combobox, DateInput, Field, FileButton, PasswordInput, PlaceField, Strength, TextArea, TextInput};
use api::InFile;
use api::session::Judgement;
use domain::place::PlaceId;
use leptos::prelude::*;

#[component]
pub(super) fn Inputs() -> impl IntoView {
    let text = |value: &str| RwSignal::new(value.to_owned());
    let hint = tr(|t| t.body_code_hint());
    let wrong = tr(|t| t.error_field_credit_code());
    let missing = tr(|t| t.error_field_required());
    let places = use_places();
    let place = RwSignal::new(None::<PlaceId>);
    let picked = RwSignal::new(Some(InFile { handle: String::new(), name: "2026年11月.csv".to_owned(), size: 1_204_000 }));
    let label = tr(|t| t.ui_place_search());
    let chosen = RwSignal::new(None::<Choice>);
    let choices = move |typed: String| {
        let found = places.tree().with_untracked(|tree| {
            tree.all()
                .iter()
                .filter(|p| p.name.contains(typed.trim()))
                .take(6)
                .map(|p| (p.code.as_str().to_owned(), p.name.clone()))
                .collect::<Vec<_>>()
        });
        found.into_iter().map(|(key, label)| Choice { note: key.clone(), key, label }).collect::<Vec<_>>()
    };
    let judged =
        |score: u8, rule: Option<&str>| Signal::stored(Some(Judgement { score, accepted: rule.is_none(), rule: rule.map(str::to_owned) }));
    view! {
        <Sample name="Field, TextInput">
            <Field label=tr(|t| t.body_name())><TextInput value=text("区民政局")/></Field>
            <Field label=tr(|t| t.body_code()) hint=Signal::derive(move || Some(hint.get())) optional=true><TextInput value=text("") width=20/></Field>
            <Field label=tr(|t| t.body_code()) error=Signal::derive(move || Some(wrong.get())) optional=true><TextInput value=text("123")/></Field>
            <TextInput value=text("") kind="search" label=Signal::derive(move || Some(label.get())) placeholder=Signal::derive(move || Some(label.get()))/>
        </Sample>
        <Sample name="TextArea">
            <Field label=tr(|t| t.place_reason()) error=Signal::derive(move || Some(missing.get()))><TextArea value=text("") max=200/></Field>
        </Sample>
        <Sample name="PasswordInput, Strength">
            <Field label=tr(|t| t.settings_password_old())><PasswordInput value=text("lantern-quarry")/></Field>
            <Strength judged=judged(0, Some("too_short"))/>
            <Strength judged=judged(2, Some("too_weak"))/>
            <Strength judged=judged(4, None)/>
        </Sample>
        <Sample name="DateInput"><Field label=tr(|t| t.cutoff_day())><DateInput value=text("2026-11-22")/></Field></Sample>
        <Sample name="PlaceField">
            <Field label=tr(|t| t.grant_place())>
                <PlaceField tree=places.tree() value=place on_choose=move |picked| place.set(Some(picked))/>
            </Field>
        </Sample>
        <Sample name="Combobox">
            <Field label=tr(|t| t.grant_place())>
                <Combobox value=chosen search=choices on_choose=move |picked| chosen.set(Some(picked))/>
            </Field>
        </Sample>
        <Sample name="Checkbox">
            <Checkbox value=RwSignal::new(true)>{tr(|t| t.body_active())}</Checkbox>
            <Checkbox value=RwSignal::new(false)>{tr(|t| t.body_active())}</Checkbox>
            <Checkbox value=RwSignal::new(false) wrong=Signal::stored(true)>{tr(|t| t.body_active())}</Checkbox>
            <Checkbox value=RwSignal::new(true) why_not=Signal::derive(move || Some(missing.get()))>{tr(|t| t.body_active())}</Checkbox>
        </Sample>
        <Sample name="FileButton">
            <FileButton file=RwSignal::new(None) title=tr(|t| t.ui_file_choose())/>
            <FileButton file=picked title=tr(|t| t.ui_file_choose())/>
            <FileButton file=picked title=tr(|t| t.ui_file_choose()) fixed=Signal::stored(true)/>
        </Sample>
    }
}
