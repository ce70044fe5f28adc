//! The form of a draft, in the order of the list's columns.

use super::chart::ChartField;
use crate::backend::view;
use crate::edit::{
    EditForm, Field as Compared, PartRows, Plan, Rows, Several, Typed, bound, bound_ticks, choices, done_undoable, editing, pick,
};
use crate::state::{texts, tr, use_session};
use crate::ui::{Checkbox, Choice, Combobox, Field, Select, TextArea, TextInput, use_notices};
use api::duty::{DutyFilter, DutyVersion, ListDuties, SaveDraft};
use api::page::PageAt;
use domain::body::BodyId;
use domain::catalogue::codes::{ItemKind, Origin};
use domain::catalogue::parts::PartColumn;
use domain::catalogue::problem::ItemProblem;
use domain::duty::flow::Stage;
use domain::duty::{DutyFields, DutyId, DutyList, DutyPart, FIELDS, FlowChart, VersionId};
use domain::place::{Level, PlaceId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::Texts;
use texts::duty::{Names, cell_name, cell_word, field_name, value};
use texts::words::Word;

/// Main entries offered.
const PARENTS: u32 = 200;

/// Which draft of which entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Which {
    /// The entry; none for a new one.
    pub(super) duty: Option<DutyId>,
    /// The draft; none: it is begun by saving.
    pub(super) draft: Option<VersionId>,
    /// The published version that was read and upon which one is begun.
    #[serde(default)]
    pub(super) based_on: Option<VersionId>,
}

/// What is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftText {
    /// The text of the entry.
    pub(super) entry: DutyFields,
    /// 调整依据 or 理由
    pub(super) reason: String,
}

/// A draft that is edited.
pub(super) type Edited = crate::edit::Edited<Which, DraftText>;

/// A new one, where the person is at home: a town begins an entry of its own list.
pub(super) fn new(home: Option<(PlaceId, Level)>) -> Edited {
    let entry = match home {
        Some((town, Level::Town)) => DutyFields {
            list: DutyList::TownBasic,
            kind: ItemKind::Other,
            place: Some(town),
            levels: vec![Level::Town],
            ..DutyFields::default()
        },
        Some((district, Level::District)) => {
            DutyFields { kind: ItemKind::Permit, place: Some(district), levels: vec![Level::District], ..DutyFields::default() }
        }
        _ => DutyFields::default(),
    };
    Edited { id: Which::default(), fields: DraftText { entry, reason: String::new() }, version: 0 }
}

impl Typed for DraftText {
    fn has(field: &str) -> bool {
        field == "reason" || FIELDS.contains(&field)
    }

    fn tidied(self) -> Self {
        Self { entry: self.entry.tidy(), reason: self.reason.trim().to_owned() }
    }

    fn wrong(&self) -> Option<ItemProblem> {
        self.entry.problem()
    }

    fn take_over(&mut self, field: &str, from: &Self) {
        match field {
            "reason" => self.reason.clone_from(&from.reason),
            _ => self.entry.take(field, &from.entry),
        }
    }
}

impl Rows for DutyPart {
    type Form = DraftText;
    fn code(self) -> &'static str {
        self.code()
    }
    fn columns(self) -> &'static [PartColumn] {
        self.columns()
    }
    fn rows(self, form: &DraftText) -> Vec<Vec<String>> {
        form.entry.rows(self)
    }
    fn set_rows(self, form: &mut DraftText, rows: &[Vec<String>]) {
        form.entry.set_rows(self, rows);
    }
    fn name(self, t: &Texts) -> String {
        field_name(self.code(), t).unwrap_or_default()
    }
    fn cell_name(self, column: &str, t: &Texts) -> String {
        cell_name(self, column, t)
    }
    fn cell_word(self, column: &str, cell: &str, t: &Texts) -> String {
        cell_word(self, column, cell, t)
    }
}

/// What a field of the form is called.
fn name(field: &str, t: &Texts) -> Option<String> {
    if field == "reason" { Some(t.duty_reason()) } else { field_name(field, t) }
}

/// What is stored: a draft, or what was published since a change of it was begun, upon which that goes on.
fn stored(told: DutyVersion) -> Edited {
    let DutyVersion { head, fields, .. } = told;
    let is_published = head.stage == Stage::Published;
    let (draft, based_on) = if is_published { (None, Some(head.id)) } else { (Some(head.id), None) };
    let (reason, version) = if is_published { (String::new(), 0) } else { (head.reason, head.version) };
    Edited { id: Which { duty: Some(head.duty), draft, based_on }, fields: DraftText { entry: fields, reason }, version }
}

/// The form.
#[component]
pub(super) fn DutyForm(
    /// What is edited.
    edited: Edited,
    /// What entries refer to.
    names: Memo<Names>,
    /// Saved: the entry and its draft.
    #[prop(into)]
    on_saved: Callback<(DutyId, VersionId)>,
    /// Given up.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let Which { duty, draft, .. } = edited.id;
    let plan = Plan {
        key: match (duty, draft) {
            (_, Some(draft)) => format!("duty:draft:{}", draft.0),
            (Some(duty), None) => format!("duty:change:{}", duty.0),
            (None, None) => "duty:new".to_owned(),
        },
        opened: edited,
        label: |which: &Which, typed: &DraftText, t: &Texts| {
            if which.duty.is_some() { format!("{} {}", t.duty_edit_title(), typed.entry.name) } else { t.duty_new_title() }
        },
        name,
        request: |which: Which, typed: DraftText, version| SaveDraft {
            duty: which.duty,
            draft: which.draft,
            based_on: which.based_on,
            fields: typed.entry,
            reason: typed.reason,
            version,
        },
        stored,
        on_saved: Callback::new(move |saved: DutyVersion| {
            let words = t.with_untracked(|t| t.duty_saved(&saved.fields.name));
            done_undoable(notices, t, words, format!("duty:{}", saved.head.duty.0));
            on_saved.try_run((saved.head.duty, saved.head.id));
        }),
    };
    let editing = editing(plan);
    let (form, busy, error) = (editing.form, editing.busy, editing.told.error);
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    // Main entries of the same body: an entry stands below one that its own body has.
    let parents = view(move || {
        let body = form.with(|f| f.entry.body)?;
        let filter = DutyFilter { body: Some(body), ..DutyFilter::default() };
        Some(ListDuties { filter, sort: None, page: PageAt::First, limit: PARENTS, own: false })
    });
    let all_names = Memo::new(move |_| {
        let mut names = names.get();
        parents.with(|reply| names.duties.extend(reply.iter().flat_map(|reply| reply.duties.iter().map(|row| (row.id, row.name.clone())))));
        names
    });
    let values = Callback::new(move |typed: DraftText| -> Vec<Compared> {
        all_names.with(|names| {
            t.with(|t| {
                let mut all: Vec<Compared> = FIELDS.map(|key| Compared { key, value: value(&typed.entry, key, names, t) }).to_vec();
                all.push(Compared { key: "reason", value: typed.reason.clone() });
                all
            })
        })
    });
    let of_enum =
        move |field: &'static str, select: ViewFnOnce| view! { <Field label=name_of(field) error=error_of(field)>{select.run()}</Field> };
    let part = move |kind: DutyPart| view! { <PartRows kind form error locked=Signal::stored(false)/> };
    let verified = bound_ticks(
        form,
        |fields| fields.entry.verified.is_some(),
        move |fields, yes| fields.entry.verified = yes.then(|| session.today()),
    );
    let levels = Level::ALL.map(|level| {
        let there = bound_ticks(
            form,
            move |f: &DraftText| f.entry.levels.contains(&level),
            move |f, yes| {
                f.entry.levels.retain(|one| *one != level);
                f.entry.levels.extend(yes.then_some(level));
            },
        );
        view! { <Checkbox value=there>{move || t.with(|t| level.word(t))}</Checkbox> }
    });
    let body = Signal::derive(move || {
        let id = form.with(|f| f.entry.body)?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.body(id)), note: String::new() })
    });
    let find_body = Callback::new(move |typed: String| {
        untrack(|| names.with(|names| choices(names.bodies.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: BodyId| id.0)))
    });
    let parent = Signal::derive(move || {
        let id = form.with(|f| f.entry.parent)?;
        let label = all_names.with(|names| names.duties.get(&id).cloned()).unwrap_or_else(|| id.0.to_string());
        Some(Choice { key: id.0.to_string(), label, note: String::new() })
    });
    let find_parent = Callback::new(move |typed: String| {
        let none = Choice { key: String::new(), label: t.with(|t| t.duty_no_parent()), note: String::new() };
        let found = parents.with(|reply| {
            let rows =
                reply.iter().flat_map(|reply| reply.duties.iter().filter(|row| Some(row.id) != duty).map(|row| (row.id, row.name.clone())));
            choices(rows, &typed, |id: DutyId| id.0)
        });
        std::iter::once(none).filter(|_| typed.trim().is_empty()).chain(found).collect::<Vec<_>>()
    });
    let choose_chart = move |chart: Option<FlowChart>| form.update(|f| f.entry.flow_chart_file = chart);
    let seats = Signal::derive(move || names.with(|names| names.places.iter().map(|(id, name)| (*id, name.clone())).collect::<Vec<_>>()));
    view! {
        <EditForm
            editing
            values
            words=tr(move |t| if busy.get() { t.duty_saving() } else { t.duty_save() })
            on_cancel
        >
            <Field label=tr(|t| t.duty_reason()) error=error_of("reason") optional=true><TextArea value=bound(form, |f: &DraftText| f.reason.clone(), |f, v| f.reason = v) rows=2/></Field>
            <h3>{tr(|t| t.duty_group_basics())}</h3>
            {of_enum("list", pick(form, DutyList::ALL, |f| f.entry.list, |f, one| f.entry.list = one))}
            {editing.line("name", |f| f.entry.name.clone(), |f, v| f.entry.name = v, false)}
            {editing.line("code", |f| f.entry.code.clone(), |f, v| f.entry.code = v, false)}
            {of_enum("kind", pick(form, ItemKind::ALL, |f| f.entry.kind, |f, one| f.entry.kind = one))}
            {of_enum("origin", pick(form, Origin::ALL, |f| f.entry.origin, |f, one| f.entry.origin = one))}
            <fieldset class="field">
                <legend class="field-label">{tr(|t| t.duty_verified())}</legend>
                <Checkbox value=verified>{tr(|t| t.duty_verified_check())}</Checkbox>
                <p class="field-error" aria-live="polite">{move || error_of("verified").get()}</p>
            </fieldset>

            <h3>{tr(|t| t.duty_group_bodies())}</h3>
            <Field label=tr(|t| t.duty_body()) error=error_of("body")>
                <Combobox
                    value=body
                    search=find_body
                    on_choose=move |picked: Choice| form.update(|f| f.entry.body = picked.key.parse().ok().map(BodyId))
                />
            </Field>
            <Several
                label=tr(|t| t.duty_joint())
                add=tr(|t| t.duty_joint_add())
                chosen=Signal::derive(move || form.with(|f| names.with(|n| f.entry.joint.iter().map(|b| (b.0, n.body(*b))).collect())))
                search=find_body
                on_add=move |id: i64| form.update(|f| f.entry.joint.push(BodyId(id)))
                on_remove=move |id: i64| form.update(|f| f.entry.joint.retain(|b| b.0 != id))
                error=error_of("joint")
            />
            {editing.line("undertaker", |f| f.entry.undertaker.clone(), |f, v| f.entry.undertaker = v, true)}
            <Field label=name_of("place") error=error_of("place")>
                <Select
                    value=Signal::derive(move || form.with(|f| f.entry.place))
                    options=seats
                    on_choose=move |place: PlaceId| form.update(|f| f.entry.place = Some(place))
                />
            </Field>
            <Field label=name_of("parent") error=error_of("parent") optional=true>
                <Combobox
                    value=parent
                    search=find_parent
                    on_choose=move |picked: Choice| form.update(|f| f.entry.parent = picked.key.parse().ok().map(DutyId))
                />
            </Field>
            <fieldset class="field">
                <legend class="field-label">{tr(|t| t.duty_levels())}</legend>
                {levels.into_iter().collect_view()}
                <p class="field-error" aria-live="polite">{move || error_of("levels").get()}</p>
            </fieldset>
            {editing.text("authority", |f| f.entry.authority.clone(), |f, v| f.entry.authority = v)}
            {editing.text("body_duty", |f| f.entry.body_duty.clone(), |f, v| f.entry.body_duty = v)}

            <h3>{tr(|t| t.duty_group_duties())}</h3>
            {part(DutyPart::Basis)}
            {editing.text("measures", |f| f.entry.measures.clone(), |f, v| f.entry.measures = v)}
            {part(DutyPart::Steps)}

            <h3>{tr(|t| t.duty_group_accountability())}</h3>
            {editing.text("accountable", |f| f.entry.accountable.clone(), |f, v| f.entry.accountable = v)}
            {editing.text("situations", |f| f.entry.situations.clone(), |f, v| f.entry.situations = v)}
            {editing.text("accountability_basis", |f| f.entry.accountability_basis.clone(), |f, v| f.entry.accountability_basis = v)}
            {part(DutyPart::Risks)}
            {editing.line("hotline", |f| f.entry.hotline.clone(), |f, v| f.entry.hotline = v, true)}
            <Field label=name_of("flow_chart") hint=tr(|t| t.duty_flow_chart_hint()) error=error_of("flow_chart") optional=true>
                <TextInput value=bound(form, |f: &DraftText| f.entry.flow_chart.clone(), |f, v| f.entry.flow_chart = v)/>
            </Field>
            <ChartField
                chart=Signal::derive(move || form.with(|f| f.entry.flow_chart_file.clone()))
                on_choose=choose_chart
                error=error_of("flow_chart_file")
            />
            {editing.text("note", |f| f.entry.note.clone(), |f, v| f.entry.note = v)}
        </EditForm>
    }
}
