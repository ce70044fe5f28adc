//! One or several of a few.

use super::Sample;
use crate::state::{Chosen, texts, tr, use_session};
use crate::ui::{Field, Menu, MenuItem, Option_, PeriodPicker, Popover, RadioGroup, Segmented, Select, Tab, Tabs};
use domain::account::Role;
use domain::figures::Measure;
use leptos::prelude::*;
use texts::words::{Word, role_does};

#[component]
pub(super) fn Choices() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let role = RwSignal::new(Some(Role::Leader));
    let roles = Signal::derive(move || {
        t.with(|t| {
            let off = Option_::new(Role::SystemAdmin, Role::SystemAdmin.word(t)).off(t.frame_not_permitted());
            let on = [Role::Leader, Role::Inspector].map(|role| Option_::new(role, role.word(t)).about(role_does(role, t)));
            on.into_iter().chain([off]).collect::<Vec<_>>()
        })
    });
    let measure = RwSignal::new(Measure::Cases);
    let measures =
        Signal::derive(move || t.with(|t| [Measure::Cases, Measure::RatingRate, Measure::SatisfiedRate].map(|m| (m, m.word(t))).to_vec()));
    let select = RwSignal::new(None::<Measure>);
    let tab = RwSignal::new("ratings".to_owned());
    let tabs = Signal::stored(vec![
        Tab { key: "ratings", label: tr(|t| t.ratings_tab_ratings()) },
        Tab { key: "cases", label: tr(|t| t.ratings_tab_cases()) },
    ]);
    let (menu, ticked) = (RwSignal::new(false), RwSignal::new(true));
    let chosen = RwSignal::new(Chosen::default());
    view! {
        <Sample name="RadioGroup">
            <Field label=tr(|t| t.grant_role())>
                <RadioGroup value=role options=roles on_choose=move |picked| role.set(Some(picked))/>
            </Field>
        </Sample>
        <Sample name="Segmented">
            <Segmented label=tr(|t| t.overview_figures()) value=measure options=measures on_choose=move |picked| measure.set(picked)/>
        </Sample>
        <Sample name="Select">
            <Field label=tr(|t| t.overview_figures())>
                <Select value=select options=measures on_choose=move |picked| select.set(Some(picked))/>
            </Field>
        </Sample>
        <Sample name="Tabs">
            <Tabs label=tr(|t| t.ratings_tabs()) value=tab tabs on_choose=move |key| tab.set(key)>
                <p>{move || tab.get()}</p>
            </Tabs>
        </Sample>
        <Sample name="Popover, Menu">
            <Popover open=menu label=tr(|t| t.ratings_grade()) kind="menu" words=move || t.with(|t| t.ratings_grade())>
                <Menu>
                    <MenuItem on_press=|| {}>{tr(|t| t.act_open())}</MenuItem>
                    <MenuItem checked=Signal::derive(move || Some(ticked.get())) many=true stays=true on_press=move || ticked.update(|on| *on = !*on)>
                        {tr(|t| t.word_grade_very_bad())}
                    </MenuItem>
                </Menu>
            </Popover>
        </Sample>
        <Sample name="PeriodPicker">
            <PeriodPicker value=chosen cutoff=move || session.cutoff() on_choose=move |picked| chosen.set(picked)/>
        </Sample>
    }
}
