//! The form of a plan.

use super::exclusions::ExclusionRows;
use super::names::{Names, value};
use super::people::PeopleRows;
use crate::edit::{EditForm, Field as Compared, Plan, Several, Typed, bound_day, bound_number, editing, pick};
use crate::state::{texts, tr, use_session};
use crate::ui::{Choice, DateInput, Field, Select, TextInput, use_notices};
use api::inspection::{PlanShown, SavePlan};
use domain::account::AccountId;
use domain::catalogue::problem::ItemProblem;
use domain::inspection::plan::{Cover, Coverage, FIELDS, ListVersion, PlanFields, PlanId, PlanKind, Weighting};
use domain::place::PlaceId;
use leptos::prelude::*;
use texts::Texts;
use texts::inspection::field_name;
use texts::words::Word;

/// A plan that is edited; no id for a new one.
pub(super) type Edited = crate::edit::Edited<Option<PlanId>, PlanFields>;

impl Typed for PlanFields {
    fn has(field: &str) -> bool {
        FIELDS.contains(&field)
    }
    fn tidied(self) -> Self {
        self.tidy()
    }
    fn wrong(&self) -> Option<ItemProblem> {
        self.problem()
    }
    fn take_over(&mut self, field: &str, from: &Self) {
        Self::take_over(self, field, from);
    }
}

/// A new plan of the first kind that the person may make.
pub(super) fn new(may_add: &[PlanKind]) -> Edited {
    let kind = may_add.first().copied().unwrap_or_default();
    Edited { id: None, fields: PlanFields { kind, ..PlanFields::default() }, version: 0 }
}

/// The form.
#[component]
pub(super) fn PlanForm(
    /// What is edited.
    edited: Edited,
    /// What plans refer to.
    names: Memo<Names>,
    /// Which kinds the person may make.
    may_add: Vec<PlanKind>,
    /// Saved.
    on_saved: Callback<PlanId>,
    /// Given up.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let plan = Plan {
        key: edited.id.map_or_else(|| "inspection_plan:new".to_owned(), |id| format!("inspection_plan:{}", id.0)),
        opened: edited,
        label: |_, fields: &PlanFields, t: &Texts| {
            if fields.title.is_empty() { t.inspect_new_title() } else { format!("{} {}", t.inspect_plans(), fields.title) }
        },
        name: field_name,
        request: |id, fields, version| SavePlan { id, fields, version },
        stored: |shown: PlanShown| Edited { id: Some(shown.row.id), fields: shown.fields, version: shown.row.version },
        on_saved: Callback::new(move |saved: PlanShown| {
            notices.done(t.with_untracked(|t| t.inspect_saved(&saved.row.title)));
            on_saved.try_run(saved.row.id);
        }),
    };
    let editing = editing(plan);
    let (form, told) = (editing.form, editing.told);
    let values = Callback::new(move |fields: PlanFields| -> Vec<Compared> {
        names.with(|names| t.with(|t| FIELDS.map(|key| Compared { key, value: value(&fields, key, names, t) }).to_vec()))
    });
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    let kinds = Signal::derive(move || t.with(|t| may_add.iter().map(|kind| (*kind, kind.word(t))).collect::<Vec<_>>()));
    let is_sample = Memo::new(move |_| form.with(|f| f.coverage == Coverage::Sample));
    let towns = Signal::derive(move || form.with(|f| names.with(|n| f.towns.iter().map(|id| (id.0, n.place(*id))).collect::<Vec<_>>())));
    let find_town = Callback::new(move |typed: String| untrack(|| names.with(|names| names.find_places(&typed, false))));
    view! {
        <EditForm editing values words=tr(|t| t.act_save()) on_cancel>
            {editing.line("title", |f| f.title.clone(), |f, v| f.title = v, false)}
            <div class="side-by-side">
                <Field label=name_of("kind") error=error_of("kind")>
                    <Select
                        value=Signal::derive(move || Some(form.with(|f| f.kind)))
                        options=kinds
                        on_choose=move |kind: PlanKind| form.update(|f| f.kind = kind)
                    />
                </Field>
                <Field label=name_of("cover") error=error_of("cover")>
                    {pick(form, Cover::ALL, |f| f.cover, |f, one| f.cover = one).run()}
                </Field>
            </div>
            <p class="field-hint">{tr(|t| t.inspect_kind_hint())}{tr(|t| t.inspect_cover_hint())}</p>
            {editing.text("basis", |f| f.basis.clone(), |f, v| f.basis = v)}

            <h3>{tr(|t| t.inspect_group_what())}</h3>
            {editing.text("content", |f| f.content.clone(), |f, v| f.content = v)}
            <Checklist form names label=name_of("checklist") error=error_of("checklist")/>
            <Several
                label=name_of("towns")
                add=tr(|t| t.inspect_towns_hint())
                chosen=towns
                search=find_town
                on_add=move |id: i64| form.update(|f| f.towns.push(PlaceId(id)))
                on_remove=move |id: i64| form.update(|f| f.towns.retain(|town| town.0 != id))
                error=error_of("towns")
            />
            <div class="side-by-side">
                <Field label=name_of("from") error=error_of("from") optional=true>
                    <DateInput value=bound_day(form, |f: &PlanFields| f.from, |f, day| f.from = day)/>
                </Field>
                <Field label=name_of("until") error=error_of("until") optional=true>
                    <DateInput value=bound_day(form, |f: &PlanFields| f.until, |f, day| f.until = day)/>
                </Field>
            </div>

            <h3>{tr(|t| t.inspect_group_who())}</h3>
            <PeopleRows form names told/>
            <Field label=name_of("per_visit") error=error_of("per_visit")>
                <TextInput value=bound_number(form, |f: &PlanFields| f.per_visit, |f, n| f.per_visit = n)/>
            </Field>

            <h3>{tr(|t| t.inspect_group_draw())}</h3>
            <Field label=name_of("coverage") error=error_of("coverage")>
                {pick(form, Coverage::ALL, |f| f.coverage, |f, one| f.coverage = one).run()}
            </Field>
            <Show when=move || is_sample.get()>
                <div class="side-by-side">
                    <Field label=name_of("take") hint=tr(|t| t.inspect_take_hint()) error=error_of("take")>
                        <TextInput value=bound_number(form, |f: &PlanFields| f.take, |f, n| f.take = n)/>
                    </Field>
                    <Field label=name_of("standby") error=error_of("standby")>
                        <TextInput value=bound_number(form, |f: &PlanFields| f.standby, |f, n| f.standby = n)/>
                    </Field>
                </div>
                <Field label=name_of("weighting") hint=tr(|t| t.inspect_weighting_hint()) error=error_of("weighting")>
                    {pick(form, Weighting::ALL, |f: &PlanFields| f.weighting, |f, one| f.weighting = one).run()}
                </Field>
            </Show>
            <ExclusionRows form names told/>

            <h3>{tr(|t| t.inspect_group_approval())}</h3>
            <Approver form names label=name_of("approver") error=error_of("approver")/>
        </EditForm>
    }
}

/// The version of a checklist: one that is published, or the one that the plan holds on to.
#[component]
fn Checklist(form: RwSignal<PlanFields>, names: Memo<Names>, label: Signal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let t = texts();
    let chosen = Memo::new(move |_| form.with(|f| f.checklist));
    let options = Signal::derive(move || {
        names.with(|names| {
            let mut all = names.published();
            all.extend(chosen.get().filter(|one| !all.contains(one)));
            t.with(|t| all.into_iter().map(|one| (one, names.list(one, t))).collect::<Vec<_>>())
        })
    });
    view! {
        <Field label error optional=true>
            <Select
                value=Signal::derive(move || chosen.get())
                options
                on_choose=move |one: ListVersion| form.update(|f| f.checklist = Some(one))
            />
        </Field>
    }
}

/// Who agrees to it: somebody else, with the right role for its kind.
#[component]
fn Approver(form: RwSignal<PlanFields>, names: Memo<Names>, label: Signal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let t = texts();
    let me = use_session().person().map(|person| person.account);
    let kind = Memo::new(move |_| form.with(|f| f.kind));
    let chosen = Memo::new(move |_| form.with(|f| f.approver));
    let options = Signal::derive(move || {
        let (kind, chosen) = (kind.get(), chosen.get());
        names.with(|names| {
            let can = |who: AccountId, kinds: &[PlanKind]| (kinds.contains(&kind) && Some(who) != me) || Some(who) == chosen;
            let all = names.people.iter().filter(|person| can(person.account, &person.approves));
            let words = |person: &api::inspection::PersonRow, t: &Texts| {
                let roles = person.roles.iter().map(|role| role.word(t)).collect::<Vec<_>>().join(&t.merge_comma());
                format!("{} {roles}", person.name)
            };
            t.with(|t| all.map(|person| (person.account, words(person, t))).collect::<Vec<_>>())
        })
    });
    view! {
        <Field label hint=tr(|t| t.inspect_approver_hint()) error optional=true>
            <Select
                value=Signal::derive(move || chosen.get())
                options
                on_choose=move |who: AccountId| form.update(|f| f.approver = Some(who))
            />
        </Field>
    }
}
