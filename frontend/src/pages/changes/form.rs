//! Entering a change: what, to which units, from when on, why; then what it would do; then the deed.

use super::deed::{Field as Part, Filled, read};
use super::units::{UnitInput, Units, UnitsInput};
use super::words;
use crate::backend::call;
use crate::edit::{DraftNote, keep_draft};
use crate::state::{field_error, texts, tr, use_places, use_session, use_taste};
use crate::ui::{
    Button, DateInput, ErrorNote, Field, Icon, IconButton, InputForm, Look, Notice, NoticeKind, Option_, PlaceField, RadioGroup, Segmented,
    TextArea, TextInput, use_notices,
};
use api::change::{Ask, Change, Make, Preview, Previewed};
use api::{ApiError, ErrorCode};
use domain::change::{ChangeKind, PAPER_CHARS, Unit};
use domain::place::PlaceId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::format;
use texts::words::Word;

/// A new unit's name and code.
#[derive(Clone, Copy)]
struct NewFields {
    name: RwSignal<String>,
    code: RwSignal<String>,
}

impl NewFields {
    fn new() -> Self {
        Self { name: RwSignal::new(String::new()), code: RwSignal::new(String::new()) }
    }
}

/// What is kept of the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    unit: Unit,
    filled: Filled,
    paper: String,
}

/// What is filled in; a `Copy` handle.
#[derive(Clone, Copy)]
struct Form {
    unit: RwSignal<Unit>,
    kind: RwSignal<ChangeKind>,
    one: RwSignal<Option<i64>>,
    many: RwSignal<Vec<i64>>,
    into: RwSignal<Option<i64>>,
    into_new: RwSignal<bool>,
    parent: RwSignal<Option<PlaceId>>,
    new: RwSignal<Vec<NewFields>>,
    effective: RwSignal<String>,
    reason: RwSignal<String>,
    paper: RwSignal<String>,
    tried: RwSignal<bool>,
    failed: RwSignal<Option<ApiError>>,
}

impl Form {
    fn filled(&self) -> Filled {
        let kind = self.kind.get();
        let units = if kind == ChangeKind::Merge { self.many.get() } else { self.one.get().into_iter().collect() };
        let mut new: Vec<(String, String)> = self.new.get().iter().map(|n| (n.name.get(), n.code.get())).collect();
        if kind != ChangeKind::Split {
            new.truncate(1);
        }
        Filled {
            kind,
            units,
            into: self.into.get(),
            into_new: self.into_new.get(),
            parent: self.parent.get().map(|id| id.0),
            new,
            effective: self.effective.get(),
            reason: self.reason.get(),
        }
    }

    /// Everything, for a draft; tracked.
    fn kept(&self) -> Kept {
        Kept { unit: self.unit.get(), filled: self.filled(), paper: self.paper.get() }
    }

    fn fill(&self, kept: Kept) {
        let Kept { unit, filled, paper } = kept;
        self.unit.set(unit);
        self.kind.set(filled.kind);
        self.one.set(filled.units.first().copied());
        self.many.set(filled.units);
        self.into.set(filled.into);
        self.into_new.set(filled.into_new);
        self.parent.set(filled.parent.map(PlaceId));
        // A split has two parts at least.
        let lacking = 2_usize.saturating_sub(filled.new.len());
        let all = filled.new.into_iter().chain(std::iter::repeat_n(Default::default(), lacking));
        self.new.set(all.map(|(name, code)| NewFields { name: RwSignal::new(name), code: RwSignal::new(code) }).collect());
        self.effective.set(filled.effective);
        self.reason.set(filled.reason);
        self.paper.set(paper);
    }

    /// Another kind of unit is chosen anew.
    fn set_unit(&self, unit: Unit) {
        if self.unit.get_untracked() == unit {
            return;
        }
        self.unit.set(unit);
        self.one.set(None);
        self.many.set(Vec::new());
        self.into.set(None);
        if !words::kinds(unit).contains(&self.kind.get_untracked()) {
            self.kind.set(ChangeKind::Rename);
        }
    }

    fn ask(&self) -> Option<Ask> {
        let (deed, effective) = read(&self.filled()).ok()?;
        let (reason, paper) = (self.reason.get().trim().to_owned(), self.paper.get().trim().to_owned());
        Some(Ask { unit: self.unit.get(), deed, effective, reason, paper })
    }

    /// What is wrong with a part, once it was tried.
    fn wrong(self, part: Part) -> Signal<Option<String>> {
        let t = texts();
        Signal::derive(move || {
            let lacks = self.tried.get() && read(&self.filled()).is_err_and(|wrong| wrong.contains(&part));
            let own = lacks.then(|| {
                t.with(|t| match part {
                    Part::Effective => t.change_wrong_day(),
                    Part::Reason => t.change_reason_missing(),
                    _ => t.change_missing(),
                })
            });
            own.or_else(|| {
                self.failed.with(|e| {
                    let error = e.as_ref()?;
                    let field = error.field.as_deref().filter(|field| Part::of_error(field) == Some(part))?;
                    t.with(|t| field_error(error, field, t))
                })
            })
        })
    }
}

/// The form of a new change, or what it would do.
#[component]
pub(super) fn NewChange(
    /// The unit to begin with.
    unit: Unit,
    /// The one that it is about.
    of: Option<i64>,
    /// It was entered.
    #[prop(into)]
    on_done: Callback<Change>,
) -> impl IntoView {
    let session = use_session();
    let form = Form {
        unit: RwSignal::new(unit),
        kind: RwSignal::new(ChangeKind::Rename),
        one: RwSignal::new(of),
        many: RwSignal::new(of.into_iter().collect()),
        into: RwSignal::new(None),
        into_new: RwSignal::new(false),
        parent: RwSignal::new(None),
        new: RwSignal::new(vec![NewFields::new(), NewFields::new()]),
        effective: RwSignal::new(untrack(|| session.today()).to_string()),
        reason: RwSignal::new(String::new()),
        paper: RwSignal::new(String::new()),
        tried: RwSignal::new(false),
        failed: RwSignal::new(None),
    };
    let as_opened = StoredValue::new(untrack(|| form.kept()));
    let typed = move || {
        let kept = form.kept();
        as_opened.with_value(|opened| kept != *opened).then(|| serde_json::to_string(&kept).unwrap_or_default())
    };
    let draft = keep_draft("change:new", tr(|t| t.change_new()), typed, move |body| {
        if let Ok(kept) = serde_json::from_str(&body) {
            form.fill(kept);
        }
    });
    let done = Callback::new(move |change: Change| {
        draft.forget();
        on_done.run(change);
    });
    let previewed = RwSignal::new(None::<(Ask, Previewed)>);
    view! {
        <DraftNote draft on_drop=move || form.fill(as_opened.get_value())/>
        {move || match previewed.get() {
            None => view! { <Fields form on_previewed=move |found| previewed.set(Some(found))/> }.into_any(),
            Some((ask, found)) => view! { <Effects form ask found on_back=move || previewed.set(None) on_done=done/> }.into_any(),
        }}
    }
}

#[component]
fn Fields(form: Form, #[prop(into)] on_previewed: Callback<(Ask, Previewed)>) -> impl IntoView {
    let (t, units) = (texts(), Units::new());
    let busy = RwSignal::new(false);
    let unit = Memo::new(move |_| form.unit.get());
    let unit_options = Signal::derive(move || t.with(|t| [Unit::Place, Unit::Body, Unit::Point].map(|u| (u, u.word(t))).to_vec()));
    let kinds = Signal::derive(move || {
        t.with(|t| words::kinds(unit.get()).into_iter().map(|k| Option_::new(k, k.word(t)).about(words::hint(k, t))).collect::<Vec<_>>())
    });
    let is = move |kinds: &'static [ChangeKind]| Signal::derive(move || kinds.contains(&form.kind.get()));
    let has_one = is(&[ChangeKind::Rename, ChangeKind::Recode, ChangeKind::Close, ChangeKind::Split]);
    let is_merge = is(&[ChangeKind::Merge]);
    let is_open = is(&[ChangeKind::Open]);
    let is_split = is(&[ChangeKind::Split]);
    let has_new = Signal::derive(move || match form.kind.get() {
        ChangeKind::Rename | ChangeKind::Open => true,
        ChangeKind::Merge => form.into_new.get(),
        _ => false,
    });
    let has_code = Signal::derive(move || match form.kind.get() {
        ChangeKind::Recode => true,
        ChangeKind::Open => unit.get() != Unit::Point,
        ChangeKind::Merge => form.into_new.get() && unit.get() != Unit::Point,
        _ => false,
    });
    let preview = move || {
        form.tried.set(true);
        form.failed.set(None);
        let Some(ask) = untrack(|| form.ask()) else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(Preview { ask: ask.clone() }).await;
            busy.try_set(false);
            match answer {
                Ok(found) => {
                    on_previewed.try_run((ask, found));
                }
                Err(error) => {
                    form.failed.try_set(Some(error));
                }
            }
        });
    };
    let above = Signal::derive(move || form.failed.get().filter(|e| e.field.as_deref().and_then(Part::of_error).is_none()));
    let code_hint = Signal::derive(move || {
        t.with(|t| Some(if unit.get() == Unit::Body { t.change_field_code_optional_hint() } else { t.change_field_code_hint() }))
    });
    let first = move || form.new.with(|new| new.first().copied());
    view! {
        <InputForm class="change-form" on_submit=preview>
            <Field label=tr(|t| t.change_units())>
                <Segmented label=tr(|t| t.change_units()) value=form.unit options=unit_options on_choose=move |u| form.set_unit(u)/>
            </Field>
            <Field label=tr(|t| t.change_kind())>
                <RadioGroup value=Signal::derive(move || Some(form.kind.get())) options=kinds on_choose=move |k| form.kind.set(k)/>
            </Field>
            <Show when=move || has_one.get()>
                <Field label=tr(|t| t.change_field_unit()) error=form.wrong(Part::Units)><UnitInput units unit value=form.one/></Field>
            </Show>
            <Show when=move || is_merge.get()>
                <Field label=tr(|t| t.change_field_units()) hint=tr(|t| t.change_field_units_hint()) error=form.wrong(Part::Units)>
                    <UnitsInput units unit value=form.many/>
                </Field>
                <IntoField form units unit/>
            </Show>
            <Show when=move || is_open.get()><ParentField form unit/></Show>
            <Show when=move || is_split.get()><Parts form unit code_hint/></Show>
            <Show when=move || has_new.get()>
                <Field label=tr(|t| t.change_field_new_name()) error=form.wrong(Part::Name)>
                    {first().map(|new| view! { <TextInput value=new.name max=64/> })}
                </Field>
            </Show>
            <Show when=move || has_code.get()>
                <Field label=tr(|t| t.change_field_new_code()) hint=code_hint error=form.wrong(Part::Code)>
                    {first().map(|new| view! { <TextInput value=new.code max=18 width=20/> })}
                </Field>
            </Show>
            <div class="change-when">
                <Field label=tr(|t| t.change_field_effective()) hint=tr(|t| t.change_field_effective_hint()) error=form.wrong(Part::Effective)>
                    <DateInput value=form.effective/>
                </Field>
                <Field label=tr(|t| t.change_field_paper()) optional=true>
                    <TextInput value=form.paper max=u32::try_from(PAPER_CHARS).unwrap_or(100)/>
                </Field>
            </div>
            <Field label=tr(|t| t.change_field_reason()) hint=tr(|t| t.change_field_reason_hint()) error=form.wrong(Part::Reason)>
                <TextArea value=form.reason rows=2 max=200/>
            </Field>
            <ErrorNote error=above/>
            <div class="actions">
                <Button submit=true look=Look::Primary busy>
                    {move || t.with(|t| if busy.get() { t.change_previewing() } else { t.change_preview() })}
                </Button>
            </div>
        </InputForm>
    }
}

/// What units are merged into.
#[component]
fn IntoField(form: Form, units: Units, unit: Memo<Unit>) -> impl IntoView {
    let t = texts();
    let options = Signal::derive(move || t.with(|t| vec![(false, t.change_field_into_existing()), (true, t.change_field_into_new())]));
    view! {
        <Field label=tr(|t| t.change_field_into())>
            <Segmented label=tr(|t| t.change_field_into()) value=form.into_new options on_choose=move |new| form.into_new.set(new)/>
        </Field>
        <Show when=move || !form.into_new.get()>
            <Field label=tr(|t| t.change_field_into_which()) error=form.wrong(Part::Into)><UnitInput units unit value=form.into/></Field>
        </Show>
    }
}

/// Where a new unit stands.
#[component]
fn ParentField(form: Form, unit: Memo<Unit>) -> impl IntoView {
    let tree = use_places().tree();
    let choose = move |place: PlaceId| {
        let fits = tree.with_untracked(|tree| tree.get(place).is_some_and(|p| super::units::is_parent(p.level, unit.get_untracked())));
        if fits {
            form.parent.set(Some(place));
        }
    };
    view! {
        <Field label=tr(|t| t.change_field_parent()) error=form.wrong(Part::Parent)>
            <PlaceField tree value=form.parent on_choose=choose/>
        </Field>
    }
}

/// The parts that a unit is split into.
#[component]
fn Parts(form: Form, unit: Memo<Unit>, code_hint: Signal<Option<String>>) -> impl IntoView {
    let t = texts();
    let part = move |(nth, new): (usize, NewFields)| {
        let legend = move || t.with(|t| t.change_field_part((nth + 1).to_string()));
        view! {
            <fieldset class="change-part">
                <legend>{legend}</legend>
                <Field label=tr(|t| t.change_field_part_name()) error=form.wrong(Part::Name)><TextInput value=new.name max=64/></Field>
                <Show when=move || unit.get() != Unit::Point>
                    <Field label=tr(|t| t.change_field_part_code()) hint=code_hint error=form.wrong(Part::Code)>
                        <TextInput value=new.code max=18 width=20/>
                    </Field>
                </Show>
                {(nth >= 2).then(|| view! {
                    <IconButton
                        icon=Icon::Close
                        label=tr(|t| t.change_field_remove_part())
                        on_press=move || form.new.update(|all| { all.remove(nth); })
                    />
                })}
            </fieldset>
        }
    };
    view! {
        {move || form.new.get().into_iter().enumerate().map(part).collect_view()}
        <Button look=Look::Quiet on_press=move || form.new.update(|all| all.push(NewFields::new()))>{tr(|t| t.change_field_add_part())}</Button>
    }
}

/// What the change would do, and the deed.
#[component]
fn Effects(form: Form, ask: Ask, found: Previewed, #[prop(into)] on_back: Callback<()>, on_done: Callback<Change>) -> impl IntoView {
    let (t, taste, notices) = (texts(), use_taste(), use_notices());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let (effective, planned, newest) = (ask.effective, found.planned, found.newest);
    let ask = StoredValue::new(ask);
    let lines = StoredValue::new(found.effects);
    let warnings = found.warnings;
    let apply = move || {
        busy.set(true);
        failed.set(None);
        let request = Make { ask: ask.get_value(), newest };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(change) => {
                    let words = t.with_untracked(|t| {
                        let what = words::sentence(&change, t);
                        if planned { t.change_made_planned(what) } else { t.change_made(what) }
                    });
                    notices.tell(NoticeKind::Done, words);
                    on_done.try_run(change);
                }
                Err(error) if error.code == ErrorCode::Conflict => {
                    notices.tell(NoticeKind::Warn, t.with_untracked(|t| t.change_conflict()));
                    on_back.try_run(());
                }
                Err(error) if error.field.is_some() => {
                    // The form says it at its place.
                    form.failed.try_set(Some(error));
                    on_back.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let when =
        move || t.with(|t| if planned { t.change_effects_planned(format::date(effective, taste.lang())) } else { t.change_effects_now() });
    view! {
        <div class="change-effects">
            <h3>{tr(|t| t.change_effects())}</h3>
            <ul>
                {move || t.with(|t| lines.with_value(|l| words::effects(l, t)).into_iter().map(|line| view! { <li>{line}</li> }).collect_view())}
            </ul>
            {warnings.into_iter().map(|warning| view! {
                <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| words::warning(&warning, t))}</p></Notice>
            }).collect_view()}
            <p class="quiet">{when}</p>
            <ErrorNote error=failed/>
            <div class="actions">
                <Button look=Look::Primary busy on_press=apply>
                    {move || t.with(|t| if busy.get() { t.change_applying() } else { t.change_apply() })}
                </Button>
                <Button on_press=on_back>{tr(|t| t.change_back())}</Button>
            </div>
        </div>
    }
}
