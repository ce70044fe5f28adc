//! The file, what it would change, and taking it.

use super::ask;
use super::decision::{Deciding, DecisionFields};
use super::ready::Ready;
use super::result::ReturnedButton;
use crate::backend::{View, door::Later};
use crate::pages::imports::{Changes, Columns, Expected, Facts, FirstRows, ProblemGroups, SheetAndHeader};
use crate::state::{texts, tr, use_session};
use crate::ui::{Button, ErrorNote, Field, FileButton, Icon, Loaded, Look, Notice, NoticeKind, Option_, RadioGroup, SaveButton, Skeleton};
use api::register::{Decision, GiveBack, Previewed, Sheet, Take, Taken};
use api::{ApiError, InFile, OutFile};
use domain::import::{Reading, Taking};
use domain::register::Register;
use leptos::prelude::*;
use texts::format::count;
use texts::words::Word;

/// What is chosen; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) register: Register,
    pub(super) file: RwSignal<Option<InFile>>,
    reading: RwSignal<Reading>,
    taking: RwSignal<Taking>,
    deciding: Deciding,
    previewed: View<Previewed>,
}

impl Form {
    pub(super) fn new(register: Register) -> Self {
        let file = RwSignal::new(None::<InFile>);
        let reading = RwSignal::new(Reading::default());
        // What was said of one file holds for that one.
        Effect::new(move |before: Option<Option<InFile>>| {
            let now = file.get();
            if before.is_some_and(|before| before != now) {
                reading.set(Reading::default());
            }
            now
        });
        let deciding = Deciding::new();
        let is_units = register == Register::Units;
        let sheet = move || {
            let decision = if is_units { deciding.day() } else { None };
            file.get().map(|file| Sheet { file, reading: reading.get(), decision })
        };
        let previewed = ask::preview(register, sheet);
        Self { register, file, reading, taking: RwSignal::new(Taking::Good), deciding, previewed }
    }

    /// Begins anew.
    pub(super) fn clear(&self) {
        self.file.set(None);
        self.taking.set(Taking::Good);
    }

    /// The file as it was read.
    fn sheet(&self, decision: Option<Decision>) -> Option<Sheet> {
        let reading = untrack(|| self.previewed.with(|p| p.map(|p| p.table.reading.clone())))?;
        Some(Sheet { file: self.file.get_untracked()?, reading, decision })
    }

    fn take(&self) -> Option<Take> {
        let seen = untrack(|| self.previewed.with(|p| p.map(|p| p.seen.clone())));
        let decision = if self.register == Register::Units { untrack(|| self.deciding.get()) } else { None };
        Some(Take { sheet: self.sheet(decision)?, taking: self.taking.get_untracked(), seen })
    }

    /// A request for the rows that would not be taken.
    pub(super) fn back(&self, out: OutFile) -> Option<GiveBack> {
        let seen = untrack(|| self.previewed.with(|p| p.map(|p| p.seen.clone())));
        let decision = if self.register == Register::Units { untrack(|| self.deciding.day()) } else { None };
        Some(GiveBack { sheet: self.sheet(decision)?, seen, out })
    }
}

/// The cards of an import that has not been taken.
#[component]
pub(super) fn ImportForm(
    /// What is chosen.
    form: Form,
    /// It was taken.
    #[prop(into)]
    on_taken: Callback<Taken>,
) -> impl IntoView {
    let has_file = Memo::new(move |_| form.file.with(Option::is_some));
    let is_units = form.register == Register::Units;
    view! {
        <FileCard form/>
        <Show when=move || has_file.get()>
            {is_units.then(|| view! { <DecisionFields deciding=form.deciding/> })}
            <section class="card">
                <h2>{tr(|t| t.import_facts())}</h2>
                <Loaded view=form.previewed skeleton=|| view! { <Skeleton lines=6/> } let:previewed>
                    <Found previewed form/>
                </Loaded>
            </section>
            <TakeCard form on_taken/>
        </Show>
    }
}

/// What was found in the file.
#[component]
fn Found(previewed: Previewed, form: Form) -> impl IntoView {
    let t = texts();
    let Previewed { table, absent, absent_count, followers, .. } = previewed;
    let n = |n: u64| count(i64::try_from(n).unwrap_or(i64::MAX));
    let shown = absent.len() as u64;
    let is_known = table.missing.is_empty();
    view! {
        <SheetAndHeader previewed=table.clone() reading=form.reading/>
        <Facts previewed=table.clone()/>
        {table.difference.clone().map(|difference| view! { <Changes difference/> })}
        {(followers > 0).then(|| view! {
            <Notice kind=NoticeKind::Info><p>{move || t.with(|t| t.register_followers(n(followers)))}</p></Notice>
        })}
        {(absent_count > 0).then(|| view! {
            <details class="absent">
                <summary>{move || t.with(|t| t.register_absent(n(absent_count)))}</summary>
                <ul class="absent-names">{absent.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                {(absent_count > shown).then(|| view! { <p class="quiet">{tr(|t| t.register_absent_some())}</p> })}
            </details>
        })}
        {is_known.then(|| view! {
            <ProblemGroups problems=table.problems.clone() total=None none=tr(|t| t.import_problems_none())/>
        })}
        <Columns previewed=table.clone() reading=form.reading known=form.register.columns()/>
        <FirstRows previewed=table/>
    }
}

/// The file, what should be in it, and an empty one.
#[component]
fn FileCard(form: Form) -> impl IntoView {
    let failed = RwSignal::new(None::<ApiError>);
    let columns = Signal::derive(move || form.register.columns());
    view! {
        <section class="card">
            <Field label=tr(|t| t.register_file())>
                <FileButton file=form.file title=tr(|t| t.import_file_pick()) on_error=move |error| failed.set(Some(error))/>
            </Field>
            <ErrorNote error=failed/>
            <Expected columns hint=tr(|t| t.register_columns_hint())/>
            <div class="actions"><TemplateButton register=form.register/></div>
        </section>
    }
}

/// Writes an empty form to fill in.
#[component]
fn TemplateButton(register: Register) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let name = move || t.with_untracked(|t| t.register_template_name(register.word(t)));
    let write = move |out: OutFile| -> Option<Later<String>> {
        let place = untrack(|| session.person().map(|p| p.home))?;
        Some(Box::pin(async move {
            let name = out.name.clone();
            ask::template(register, place, out).await?;
            Ok(t.with_untracked(|t| t.register_template_saved(name)))
        }))
    };
    view! { <SaveButton label=tr(|t| t.register_template()) name write look=Look::Quiet/> }
}

/// What to do with wrong rows, and taking the file.
#[component]
fn TakeCard(form: Form, on_taken: Callback<Taken>) -> impl IntoView {
    let t = texts();
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let ready = Memo::new(move |_| form.previewed.with(|p| p.map(|p| Ready::of(p, form.taking.get()))));
    let bad = Memo::new(move |_| form.previewed.with(|p| p.map_or(0, |p| p.table.bad_rows)));
    let takings = Signal::derive(move || {
        t.with(|t| {
            vec![
                Option_::new(Taking::Good, t.import_taking_good()).about(t.import_taking_good_hint()),
                Option_::new(Taking::AllOrNothing, t.import_taking_all()).about(t.import_taking_all_hint()),
            ]
        })
    });
    let undecided = move || form.register == Register::Units && form.deciding.get().is_none();
    let why_not = Signal::derive(move || match ready.get() {
        _ if form.previewed.has_failed() => Some(t.with(|t| t.register_check_failed())),
        None => Some(t.with(|t| t.register_checking())),
        Some(ready) if !ready.can_start() => Some(t.with(|t| ready.words(t))),
        Some(_) if undecided() => Some(t.with(|t| t.register_decision_missing())),
        Some(_) if form.previewed.is_stale() => Some(t.with(|t| t.register_checking())),
        Some(_) => None,
    });
    let take = move || {
        let Some(take) = form.take() else { return };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = ask::take(form.register, take).await;
            busy.try_set(false);
            match answer {
                Ok(taken) => {
                    on_taken.try_run(taken);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <section class="card">
            <Field label=tr(|t| t.import_taking())>
                <RadioGroup value=Signal::derive(move || Some(form.taking.get())) options=takings on_choose=move |v| form.taking.set(v)/>
            </Field>
            {move || ready.get().map(|ready| {
                let kind = match &ready {
                    Ready::Takeable(_, 0) => NoticeKind::Done,
                    Ready::Takeable(..) | Ready::Unchanged => NoticeKind::Info,
                    _ => NoticeKind::Warn,
                };
                view! { <Notice kind><p>{move || t.with(|t| ready.words(t))}</p></Notice> }
            })}
            <ErrorNote error=failed/>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Import why_not busy on_press=take>
                    {move || t.with(|t| if busy.get() { t.import_starting() } else { t.import_start() })}
                </Button>
                <Show when=move || { bad.get() > 0 }><ReturnedButton form/></Show>
            </div>
        </section>
    }
}
