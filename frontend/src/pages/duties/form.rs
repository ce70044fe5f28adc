//! The form of a draft, in the order of the list's columns.

use crate::backend::{call, view};
use crate::edit::{DraftNote, Field as Compared, FormEnd, MergePanel, done_undoable, join, keep_draft, refused};
use crate::pages::catalogue::bound::{bound, bound_ticks};
use crate::pages::catalogue::item_form::{Several, choices, pick, show_first_error};
use crate::pages::catalogue::part_rows::PartRows;
use crate::pages::catalogue::told::told;
use crate::state::{texts, tr, use_session};
use crate::ui::{Checkbox, Choice, Combobox, ErrorNote, Field, Select, TextArea, TextInput, announce, use_notices};
use api::ApiError;
use api::duty::{DutyFilter, DutyVersion, ListDuties, SaveDraft};
use api::page::PageAt;
use domain::body::BodyId;
use domain::catalogue::codes::{ItemKind, Origin};
use domain::duty::{DutyFields, DutyId, DutyList, DutyPart, FIELDS, VersionId};
use domain::place::{Level, PlaceId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::duty::{Names, field_name, value};
use texts::words::Word;

/// Main entries offered.
const PARENTS: u32 = 200;

/// A draft that is edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Edited {
    /// The entry; none for a new one.
    pub(super) duty: Option<DutyId>,
    /// The draft; none: it is begun by saving.
    pub(super) draft: Option<VersionId>,
    /// Its text.
    pub(super) fields: DutyFields,
    /// 调整依据 or 理由
    pub(super) reason: String,
    /// The version that was read.
    pub(super) version: i64,
}

impl Edited {
    /// A new one, where the person is at home: a town begins an entry of its own list.
    pub(super) fn new(home: Option<(PlaceId, Level)>) -> Self {
        let fields = match home {
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
        Self { duty: None, draft: None, fields, reason: String::new(), version: 0 }
    }
}

/// Text and reason, as they are typed.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    fields: DutyFields,
    reason: String,
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
    let (duty, draft) = (edited.duty, edited.draft);
    let form = RwSignal::new(edited.fields.clone());
    let reason = RwSignal::new(edited.reason.clone());
    let as_opened = StoredValue::new(edited.clone());
    // Upon what it is edited: the version that was read goes with it, so that nothing is overwritten afterwards.
    let base = RwSignal::new(edited);
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<DutyVersion>);
    let label = tr(move |t| {
        let name = base.with(|base| base.fields.name.clone());
        if duty.is_some() { format!("{} {name}", t.duty_edit_title()) } else { t.duty_new_title() }
    });
    let key = match (duty, draft) {
        (_, Some(draft)) => format!("duty:draft:{}", draft.0),
        (Some(duty), None) => format!("duty:change:{}", duty.0),
        (None, None) => "duty:new".to_owned(),
    };
    let typed = move || {
        let base = base.get();
        let now = Edited { fields: form.get(), reason: reason.get(), ..base.clone() };
        (now != base).then(|| serde_json::to_string(&(now, base)).unwrap_or_default())
    };
    let kept = keep_draft(key, label, typed, move |body| {
        if let Ok((now, before)) = serde_json::from_str::<(Edited, Edited)>(&body) {
            base.set(before);
            form.set(now.fields);
            reason.set(now.reason);
        }
    });
    let told = told(tried, move || form.with(|f| f.clone().tidy().problem()), failed, |field| field == "reason" || FIELDS.contains(&field));
    let (error, above) = (told.error, told.above);
    let error_of = move |field: &'static str| told.of(field);
    let send = move |request: SaveDraft| {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(saved) => {
                    kept.forget();
                    let words = t.with_untracked(|t| t.duty_saved(&saved.fields.name));
                    done_undoable(notices, t, words, format!("duty:{}", saved.head.duty.0));
                    on_saved.try_run((saved.head.duty, saved.head.id));
                }
                Err(error) => {
                    if !refused(error, theirs, failed) {
                        show_first_error();
                    }
                }
            }
        });
    };
    let submit = move || {
        tried.set(true);
        let fields = form.with_untracked(|fields| fields.clone().tidy());
        if fields.problem().is_some() {
            announce(t.with_untracked(|t| t.point_fix_first()));
            show_first_error();
            return;
        }
        let version = base.with_untracked(|base| base.version);
        send(SaveDraft { duty, draft, fields, reason: reason.with_untracked(|reason| reason.trim().to_owned()), version });
    };
    // Main entries of the same body: an entry stands below one that its own body has.
    let parents = view(move || {
        let body = form.with(|f| f.body)?;
        let filter = DutyFilter { body: Some(body), ..DutyFilter::default() };
        Some(ListDuties { filter, sort: None, page: PageAt::First, limit: PARENTS })
    });
    let all_names = Memo::new(move |_| {
        let mut names = names.get();
        parents.with(|reply| names.duties.extend(reply.iter().flat_map(|reply| reply.duties.iter().map(|row| (row.id, row.name.clone())))));
        names
    });
    let side = move |typed: &Typed| -> Vec<Compared> {
        untrack(|| {
            all_names.with(|names| {
                t.with(|t| {
                    let mut all: Vec<Compared> = FIELDS.map(|key| Compared { key, value: value(&typed.fields, key, names, t) }).to_vec();
                    all.push(Compared { key: "reason", value: typed.reason.clone() });
                    all
                })
            })
        })
    };
    let merged = Callback::new(move |taken: Vec<&'static str>| {
        let Some(stored) = theirs.get_untracked() else { return };
        let mut fields = form.get_untracked();
        for field in taken {
            if field == "reason" {
                reason.set(stored.head.reason.clone());
            }
            fields.take(field, &stored.fields);
        }
        theirs.set(None);
        base.set(Edited { duty, draft, fields: stored.fields, reason: stored.head.reason, version: stored.head.version });
        form.set(fields);
        submit();
    });
    let back = move || {
        let opened = as_opened.get_value();
        form.set(opened.fields.clone());
        reason.set(opened.reason.clone());
        base.set(opened);
    };
    let name_of = move |field: &'static str| tr(move |t| field_name(field, t).unwrap_or_default());
    let line = move |field: &'static str, get: fn(&DutyFields) -> String, set: fn(&mut DutyFields, String), optional: bool| {
        let value = bound(form, get, set);
        view! { <Field label=name_of(field) error=error_of(field) optional><TextInput value/></Field> }
    };
    let text = move |field: &'static str, get: fn(&DutyFields) -> String, set: fn(&mut DutyFields, String)| {
        let value = bound(form, get, set);
        view! { <Field label=name_of(field) error=error_of(field) optional=true><TextArea value rows=3/></Field> }
    };
    let of_enum = move |field: &'static str, select: AnyView| view! { <Field label=name_of(field) error=error_of(field)>{select}</Field> };
    let part = move |kind: DutyPart| view! { <PartRows kind form error locked=Signal::stored(false)/> };
    let verified = bound_ticks(form, |fields| fields.verified.is_some(), move |fields, yes| fields.verified = yes.then(|| session.today()));
    let levels = Level::ALL.map(|level| {
        let there = bound_ticks(
            form,
            move |f: &DutyFields| f.levels.contains(&level),
            move |f, yes| {
                f.levels.retain(|one| *one != level);
                f.levels.extend(yes.then_some(level));
            },
        );
        view! { <Checkbox value=there>{move || t.with(|t| level.word(t))}</Checkbox> }
    });
    let body = Signal::derive(move || {
        let id = form.with(|f| f.body)?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.body(id)), note: String::new() })
    });
    let find_body = Callback::new(move |typed: String| {
        untrack(|| names.with(|names| choices(names.bodies.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: BodyId| id.0)))
    });
    let parent = Signal::derive(move || {
        let id = form.with(|f| f.parent)?;
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
    let seats = Signal::derive(move || names.with(|names| names.places.iter().map(|(id, name)| (*id, name.clone())).collect::<Vec<_>>()));
    view! {
        <form
            class="item-form"
            on:submit=move |ev| {
                ev.prevent_default();
                submit();
            }
        >
            <DraftNote draft=kept on_drop=back/>
            {move || theirs.get().map(|stored| {
                let told = base.with_untracked(|base| Typed { fields: base.fields.clone(), reason: base.reason.clone() });
                let mine = Typed { fields: form.get_untracked(), reason: reason.get_untracked() };
                let other = Typed { fields: stored.fields, reason: stored.head.reason };
                let joined = join(&side(&told), &side(&mine), &side(&other));
                let label = Callback::new(move |key: &'static str| t.with(|t| field_name(key, t).unwrap_or_else(|| t.duty_reason())));
                view! { <MergePanel joined label on_choose=merged busy/> }
            })}
            <Field label=tr(|t| t.duty_reason()) error=error_of("reason") optional=true><TextArea value=reason rows=2/></Field>
            <h3>{tr(|t| t.duty_group_basics())}</h3>
            {of_enum("list", pick(form, DutyList::ALL, |f| f.list, |f, one| f.list = one))}
            {line("name", |f| f.name.clone(), |f, v| f.name = v, false)}
            {line("code", |f| f.code.clone(), |f, v| f.code = v, false)}
            {of_enum("kind", pick(form, ItemKind::ALL, |f| f.kind, |f, one| f.kind = one))}
            {of_enum("origin", pick(form, Origin::ALL, |f| f.origin, |f, one| f.origin = one))}
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
                    on_choose=move |picked: Choice| form.update(|f| f.body = picked.key.parse().ok().map(BodyId))
                />
            </Field>
            <Several
                label=tr(|t| t.duty_joint())
                add=tr(|t| t.duty_joint_add())
                chosen=Signal::derive(move || form.with(|f| names.with(|n| f.joint.iter().map(|b| (b.0, n.body(*b))).collect())))
                search=find_body
                on_add=move |id: i64| form.update(|f| f.joint.push(BodyId(id)))
                on_remove=move |id: i64| form.update(|f| f.joint.retain(|b| b.0 != id))
                error=error_of("joint")
            />
            {line("undertaker", |f| f.undertaker.clone(), |f, v| f.undertaker = v, true)}
            <Field label=name_of("place") error=error_of("place")>
                <Select
                    value=Signal::derive(move || form.with(|f| f.place))
                    options=seats
                    on_choose=move |place: PlaceId| form.update(|f| f.place = Some(place))
                />
            </Field>
            <Field label=name_of("parent") error=error_of("parent") optional=true>
                <Combobox
                    value=parent
                    search=find_parent
                    on_choose=move |picked: Choice| form.update(|f| f.parent = picked.key.parse().ok().map(DutyId))
                />
            </Field>
            <fieldset class="field">
                <legend class="field-label">{tr(|t| t.duty_levels())}</legend>
                {levels.into_iter().collect_view()}
                <p class="field-error" aria-live="polite">{move || error_of("levels").get()}</p>
            </fieldset>
            {text("authority", |f| f.authority.clone(), |f, v| f.authority = v)}
            {text("body_duty", |f| f.body_duty.clone(), |f, v| f.body_duty = v)}

            <h3>{tr(|t| t.duty_group_duties())}</h3>
            {part(DutyPart::Basis)}
            {text("measures", |f| f.measures.clone(), |f, v| f.measures = v)}
            {part(DutyPart::Steps)}

            <h3>{tr(|t| t.duty_group_accountability())}</h3>
            {text("accountable", |f| f.accountable.clone(), |f, v| f.accountable = v)}
            {text("situations", |f| f.situations.clone(), |f, v| f.situations = v)}
            {text("accountability_basis", |f| f.accountability_basis.clone(), |f, v| f.accountability_basis = v)}
            {part(DutyPart::Risks)}
            {line("hotline", |f| f.hotline.clone(), |f, v| f.hotline = v, true)}
            <Field label=name_of("flow_chart") hint=tr(|t| t.duty_flow_chart_hint()) error=error_of("flow_chart") optional=true>
                <TextInput value=bound(form, |f: &DutyFields| f.flow_chart.clone(), |f, v| f.flow_chart = v)/>
            </Field>
            {text("note", |f| f.note.clone(), |f, v| f.note = v)}
            <ErrorNote error=above/>
            <FormEnd draft=kept busy words=tr(move |t| if busy.get() { t.duty_saving() } else { t.duty_save() }) on_cancel=on_cancel/>
        </form>
    }
}
