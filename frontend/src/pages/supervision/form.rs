//! The form of a matter; a new one may begin with what a row proposes.

use super::turn::MadeList;
use crate::backend::view;
use crate::edit::{EditForm, Field as Compared, Plan, Several, bound_day, bound_number, choices, done_undoable, editing, pick};
use crate::state::{texts, tr};
use crate::ui::{Choice, Combobox, DateInput, ErrorState, Field, Notice, NoticeKind, Select, Skeleton, TextInput, use_notices};
use api::supervision::{MatterShown, ProposeMatter, SaveMatter};
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::place::PlaceId;
use domain::supervision::cycle::Cycle;
use domain::supervision::{FIELDS, Link, MatterFields, MatterId, Source, Term};
use leptos::prelude::*;
use texts::Texts;
use texts::supervision::{Names, field_name, value};

/// A matter that is edited; no id for a new one.
pub(super) type Edited = crate::edit::Edited<Option<MatterId>, MatterFields>;

/// The form of what a row proposes, once that has come.
#[component]
pub(super) fn Proposal(link: Link, names: Memo<Names>, on_saved: Callback<MatterId>, on_cancel: Callback<()>) -> impl IntoView {
    let proposed = view(move || Some(ProposeMatter { link }));
    let reply = Memo::new(move |_| proposed.get());
    move || match (reply.get(), proposed.error()) {
        (Some(reply), _) => {
            let is_there = !reply.matters.is_empty();
            let edited = Edited { id: None, fields: reply.fields, version: 0 };
            view! {
                {is_there.then(|| view! {
                    <Notice kind=NoticeKind::Warn>
                        <p>{tr(|t| t.supervision_made_before())}</p>
                        <MadeList matters=reply.matters.clone()/>
                    </Notice>
                })}
                <MatterForm edited names on_saved on_cancel/>
            }
            .into_any()
        }
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || proposed.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=10/> }.into_any(),
    }
}

/// How a term is set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TermKind {
    Workdays,
    Days,
    Day,
}

impl TermKind {
    const ALL: [Self; 3] = [Self::Workdays, Self::Days, Self::Day];

    fn of(term: Term) -> Self {
        match term {
            Term::Day(_) => Self::Day,
            Term::After { unit: Unit::Workday, .. } => Self::Workdays,
            Term::After { .. } => Self::Days,
        }
    }

    fn word(self, t: &Texts) -> String {
        match self {
            Self::Workdays => t.supervision_term_kind_workdays(),
            Self::Days => t.supervision_term_kind_days(),
            Self::Day => t.supervision_term_kind_day(),
        }
    }

    /// The same term said so, as far as it can be.
    fn turned(self, term: Term, today: jiff::civil::Date) -> Term {
        let days = match term {
            Term::After { days, .. } => days,
            Term::Day(_) => 15,
        };
        match self {
            Self::Workdays => Term::After { days, unit: Unit::Workday },
            Self::Days => Term::After { days, unit: Unit::Day },
            Self::Day => Term::Day(domain::day::later(today, 30)),
        }
    }
}

/// How often progress is told, without the number of days.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CycleKind {
    None,
    Days,
    Weekly,
    HalfMonthly,
    Monthly,
}

impl CycleKind {
    const ALL: [Self; 5] = [Self::None, Self::Days, Self::Weekly, Self::HalfMonthly, Self::Monthly];

    fn of(cycle: Cycle) -> Self {
        match cycle {
            Cycle::None => Self::None,
            Cycle::Days(_) => Self::Days,
            Cycle::Weekly => Self::Weekly,
            Cycle::HalfMonthly => Self::HalfMonthly,
            Cycle::Monthly => Self::Monthly,
        }
    }

    fn cycle(self) -> Cycle {
        match self {
            Self::None => Cycle::None,
            Self::Days => Cycle::Days(10),
            Self::Weekly => Cycle::Weekly,
            Self::HalfMonthly => Cycle::HalfMonthly,
            Self::Monthly => Cycle::Monthly,
        }
    }

    fn word(self, t: &Texts) -> String {
        match self {
            Self::Days => t.supervision_cycle_kind_days(),
            other => texts::supervision::cycle(other.cycle(), t),
        }
    }
}

/// The form.
#[component]
pub(super) fn MatterForm(
    /// What is edited.
    edited: Edited,
    /// What matters refer to.
    names: Memo<Names>,
    /// Saved.
    on_saved: Callback<MatterId>,
    /// Given up.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), crate::state::use_session());
    let key = match (edited.id, edited.fields.link) {
        (Some(id), _) => format!("matter:{}", id.0),
        (None, Some(link)) => format!("matter:new:{}:{}", link.kind.code(), link.id),
        (None, None) => "matter:new".to_owned(),
    };
    let plan = Plan {
        key,
        opened: edited,
        label: |_, fields: &MatterFields, t: &Texts| {
            if fields.title.is_empty() { t.supervision_new_title() } else { format!("{} {}", t.supervision_title(), fields.title) }
        },
        name: field_name,
        request: |id, fields, version| SaveMatter { id, fields, version },
        stored: |shown: MatterShown| Edited { id: Some(shown.row.id), fields: shown.fields, version: shown.row.version },
        on_saved: Callback::new(move |saved: MatterShown| {
            let words = t.with_untracked(|t| t.supervision_saved(&saved.row.title));
            done_undoable(notices, t, words, format!("matter:{}", saved.row.id.0));
            on_saved.try_run(saved.row.id);
        }),
    };
    let editing = editing(plan);
    let form = editing.form;
    let values = Callback::new(move |fields: MatterFields| -> Vec<Compared> {
        names.with(|names| t.with(|t| FIELDS.map(|key| Compared { key, value: value(&fields, key, names, t) }).to_vec()))
    });
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    let lead = Signal::derive(move || {
        let id = form.with(|f| f.lead)?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.body(id)), note: String::new() })
    });
    let find_body = Callback::new(move |typed: String| {
        untrack(|| names.with(|names| choices(names.bodies.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: BodyId| id.0)))
    });
    let place = Signal::derive(move || {
        let id = form.with(|f| f.place)?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.place(id)), note: String::new() })
    });
    let find_place = Callback::new(move |typed: String| {
        let district = Choice { key: String::new(), label: t.with_untracked(|t| t.supervision_whole_district()), note: String::new() };
        let found =
            untrack(|| names.with(|names| choices(names.places.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: PlaceId| id.0)));
        std::iter::once(district).filter(|_| typed.trim().is_empty()).chain(found).collect::<Vec<_>>()
    });
    let term_kind = Signal::derive(move || Some(TermKind::of(form.with(|f| f.term))));
    let term_kinds = Signal::derive(move || t.with(|t| TermKind::ALL.map(|kind| (kind, kind.word(t))).to_vec()));
    let choose_term = move |kind: TermKind| form.update(|f| f.term = kind.turned(f.term, session.today()));
    let days = bound_number(
        form,
        |f| match f.term {
            Term::After { days, .. } => days,
            Term::Day(_) => 15,
        },
        |f, n| {
            if let Term::After { days, .. } = &mut f.term {
                *days = n;
            }
        },
    );
    let day = bound_day(
        form,
        |f| match f.term {
            Term::Day(day) => Some(day),
            Term::After { .. } => None,
        },
        |f, day| {
            if let (Term::Day(_), Some(day)) = (f.term, day) {
                f.term = Term::Day(day);
            }
        },
    );
    let cycle_kind = Signal::derive(move || Some(CycleKind::of(form.with(|f| f.cycle))));
    let cycle_kinds = Signal::derive(move || t.with(|t| CycleKind::ALL.map(|kind| (kind, kind.word(t))).to_vec()));
    let choose_cycle = move |kind: CycleKind| form.update(|f| f.cycle = kind.cycle());
    let cycle_days = bound_number(
        form,
        |f| match f.cycle {
            Cycle::Days(days) => days,
            _ => 10,
        },
        |f, n| {
            if let Cycle::Days(days) = &mut f.cycle {
                *days = n;
            }
        },
    );
    let is_day = Memo::new(move |_| term_kind.get() == Some(TermKind::Day));
    let is_every = Memo::new(move |_| cycle_kind.get() == Some(CycleKind::Days));
    view! {
        <EditForm editing values words=tr(|t| t.act_save()) on_cancel>
            {editing.line("title", |f| f.title.clone(), |f, v| f.title = v, false)}
            <Field label=name_of("source") error=error_of("source")>{pick(form, Source::ALL, |f| f.source, |f, one| f.source = one).run()}</Field>
            {editing.line("instructor", |f| f.instructor.clone(), |f, v| f.instructor = v, true)}
            <Field label=name_of("instructed") error=error_of("instructed") optional=true>
                <DateInput value=bound_day(form, |f| f.instructed, |f, day| f.instructed = day) max=Signal::derive(move || Some(session.today()))/>
            </Field>
            {editing.text("instruction", |f| f.instruction.clone(), |f, v| f.instruction = v)}
            {editing.text("demand", |f| f.demand.clone(), |f, v| f.demand = v)}

            <h3>{tr(|t| t.supervision_group_who())}</h3>
            {editing.line("leader", |f| f.leader.clone(), |f, v| f.leader = v, true)}
            <Field label=name_of("lead") hint=tr(|t| t.supervision_lead_hint()) error=error_of("lead") optional=true>
                <Combobox
                    value=lead
                    search=find_body
                    on_choose=move |picked: Choice| form.update(|f| f.lead = picked.key.parse().ok().map(BodyId))
                />
            </Field>
            <Several
                label=name_of("helpers")
                add=tr(|t| t.supervision_helper_add())
                chosen=Signal::derive(move || form.with(|f| names.with(|n| f.helpers.iter().map(|b| (b.0, n.body(*b))).collect())))
                search=find_body
                on_add=move |id: i64| form.update(|f| f.helpers.push(BodyId(id)))
                on_remove=move |id: i64| form.update(|f| f.helpers.retain(|b| b.0 != id))
                error=error_of("helpers")
            />
            {editing.line("responsible", |f| f.responsible.clone(), |f, v| f.responsible = v, true)}
            <Field label=name_of("place") error=error_of("place") optional=true>
                <Combobox
                    value=place
                    search=find_place
                    on_choose=move |picked: Choice| form.update(|f| f.place = picked.key.parse().ok().map(PlaceId))
                />
            </Field>

            <h3>{tr(|t| t.supervision_group_when())}</h3>
            <Field label=name_of("term") error=error_of("term")>
                <Select value=term_kind options=term_kinds on_choose=choose_term/>
            </Field>
            <Show
                when=move || is_day.get()
                fallback=move || view! { <Field label=tr(|t| t.supervision_days())><TextInput value=days/></Field> }
            >
                <Field label=tr(|t| t.supervision_last_day())><DateInput value=day/></Field>
            </Show>
            <Field label=name_of("cycle") error=error_of("cycle")>
                <Select value=cycle_kind options=cycle_kinds on_choose=choose_cycle/>
            </Field>
            <Show when=move || is_every.get()>
                <Field label=tr(|t| t.supervision_cycle_every())><TextInput value=cycle_days/></Field>
            </Show>
            {editing.text("note", |f| f.note.clone(), |f, v| f.note = v)}
        </EditForm>
    }
}
