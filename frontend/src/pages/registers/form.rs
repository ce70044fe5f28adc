//! The file, what it would change, and taking it.

use super::ask;
use super::decision::{Deciding, DecisionFields, FIELDS};
use super::progress::Working;
use super::ready::Ready;
use super::result::{ReturnedButton, sentences};
use crate::backend::{View, door::Later};
use crate::pages::imports::{
    Changes, Columns, Expected, Facts, FirstRows, ProblemGroups, SheetAndHeader, TakingField, TemplateButton, checked, unchecked,
};
use crate::state::{error_line, guard_unsaved, texts, tr, use_session};
use crate::ui::{Button, ErrorNote, Field, FileButton, Icon, Loaded, Look, Notice, NoticeKind, SaveButton, Skeleton, use_notices};
use api::register::{Decision, GiveBack, Previewed, Sheet, Take, Taken};
use api::{ApiError, InFile, OutFile};
use domain::import::{Reading, Taking};
use domain::register::Register;
use leptos::prelude::*;
use texts::Texts;
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
    /// It is being taken.
    busy: RwSignal<bool>,
    /// Why it was not.
    failed: RwSignal<Option<ApiError>>,
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
        let (busy, failed) = (RwSignal::new(false), RwSignal::new(None));
        Self { register, file, reading, taking: RwSignal::new(Taking::Good), deciding, previewed, busy, failed }
    }

    /// Begins anew.
    pub(super) fn clear(&self) {
        self.file.set(None);
        self.taking.set(Taking::Good);
        self.deciding.clear();
        self.failed.set(None);
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
    let table = Memo::new(move |_| form.previewed.with(|p| p.map(|p| p.table.clone())));
    // What a file did is said here, codes too: whoever leaves meanwhile does not see it.
    guard_unsaved(Signal::derive(move || form.busy.get() || form.deciding.is_typed()));
    view! {
        <FileCard form/>
        <Show when=move || has_file.get()>
            {(form.register == Register::Duties).then(|| view! {
                <Notice kind=NoticeKind::Info><p>{tr(|t| t.duty_import_drafts())}</p></Notice>
            })}
            {is_units.then(|| view! { <DecisionFields deciding=form.deciding failed=form.failed/> })}
            <section class="card">
                <h2>{tr(|t| t.import_facts())}</h2>
                <Working register=form.register busy=Signal::derive(move || form.previewed.is_waiting())/>
                <Loaded view=form.previewed skeleton=|| view! { <Skeleton lines=6/> } let:previewed>
                    <Found previewed form/>
                </Loaded>
                <Columns found=table reading=form.reading known=Signal::stored(form.register.columns())/>
                {move || table.get().map(|previewed| view! { <FirstRows previewed/> })}
            </section>
            <TakeCard form on_taken/>
        </Show>
    }
}

/// What was found in the file.
#[component]
fn Found(previewed: Previewed, form: Form) -> impl IntoView {
    let t = texts();
    let Previewed { table, absent, absent_count, followers, problem_count, .. } = previewed;
    let shown = absent.len() as u64;
    let is_known = table.missing.is_empty();
    view! {
        <SheetAndHeader previewed=table.clone() reading=form.reading/>
        <Facts previewed=table.clone()/>
        {table.difference.clone().map(|difference| view! { <Changes difference/> })}
        {(followers > 0).then(|| view! {
            <Notice kind=NoticeKind::Info><p>{move || t.with(|t| t.register_followers(count(followers)))}</p></Notice>
        })}
        {(absent_count > 0).then(|| view! {
            <details class="absent">
                <summary>{move || t.with(|t| t.register_absent(count(absent_count)))}</summary>
                <ul class="absent-names">{absent.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                {(absent_count > shown).then(|| view! { <p class="quiet">{tr(|t| t.register_absent_some())}</p> })}
            </details>
        })}
        {is_known.then(|| view! {
            <ProblemGroups problems=table.problems.clone() total=Some(problem_count) none=tr(|t| t.import_problems_none())/>
        })}
    }
}

/// The file, what should be in it, and an empty one.
#[component]
fn FileCard(form: Form) -> impl IntoView {
    let failed = RwSignal::new(None::<ApiError>);
    let columns = Signal::derive(move || form.register.columns());
    let what = tr(move |t| form.register.word(t));
    view! {
        <section class="card">
            <Field label=tr(|t| t.register_file())>
                <FileButton file=form.file title=tr(|t| t.import_file_pick()) on_error=move |error| failed.set(Some(error))/>
            </Field>
            <ErrorNote error=failed/>
            <Expected columns hint=tr(|t| t.register_columns_hint())/>
            <div class="actions">
                <TemplateButton what write=move |place, out| Box::pin(ask::template(form.register, place, out))/>
            </div>
        </section>
    }
}

/// What to do with wrong rows, and taking the file.
#[component]
fn TakeCard(form: Form, on_taken: Callback<Taken>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let Form { busy, failed, .. } = form;
    let ready = Memo::new(move |_| checked(form.previewed, |p| Ready::of(p, form.taking.get())));
    let bad = Memo::new(move |_| checked(form.previewed, |p| p.table.bad_rows).unwrap_or_default());
    let undecided = move |t: &Texts| (form.register == Register::Units).then(|| form.deciding.why_not(t)).flatten();
    let why_not = Signal::derive(move || {
        t.with(|t| match ready.get() {
            None => Some(unchecked(form.previewed, t)),
            Some(ready) if !ready.can_start() => Some(ready.words(t)),
            Some(_) => undecided(t),
        })
    });
    // A field says itself what was refused in it.
    let is_field = move |e: &ApiError| form.register == Register::Units && e.field.as_deref().is_some_and(|f| FIELDS.contains(&f));
    let above = Signal::derive(move || failed.get().filter(|e| !is_field(e)));
    let take = move || {
        let Some(take) = form.take() else { return };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = ask::take(form.register, take).await;
            // Whoever has left the page meanwhile is told there.
            let is_gone = busy.try_set(false).is_some();
            match answer {
                Ok(taken) if is_gone => {
                    let kind = if taken.refused || taken.counts.returned > 0 { NoticeKind::Warn } else { NoticeKind::Done };
                    notices.tell(kind, t.with_untracked(|t| sentences(&taken, t).join("")));
                }
                Ok(taken) => {
                    on_taken.try_run(taken);
                }
                Err(error) if is_gone => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <section class="card">
            <TakingField taking=form.taking/>
            {move || ready.get().map(|ready| {
                let kind = match &ready {
                    Ready::Takeable(_, 0) => NoticeKind::Done,
                    Ready::Takeable(..) | Ready::Unchanged => NoticeKind::Info,
                    _ => NoticeKind::Warn,
                };
                view! { <Notice kind><p>{move || t.with(|t| ready.words(t))}</p></Notice> }
            })}
            <ErrorNote error=above/>
            <Working register=form.register busy/>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Import why_not busy on_press=take>
                    {move || t.with(|t| if busy.get() { t.import_starting() } else { t.import_start() })}
                </Button>
                <Show when=move || { bad.get() > 0 }><ReturnedButton form/></Show>
            </div>
        </section>
    }
}
