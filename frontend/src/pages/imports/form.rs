//! What a person chooses before an import: the file, its sources, and how to take it.

use super::checked::{checked, unchecked};
use super::difference::Changes;
use super::expected::Expected;
use super::extent::{Extent, ExtentFields};
use super::found::{Facts, FirstRows};
use super::plan::{Readiness, readiness};
use super::problem_list::ProblemGroups;
use super::shape::{Columns, SheetAndHeader};
use super::sources::Sources;
use super::taking::TakingField;
use super::words;
use crate::backend::{View, call, view};
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Field, FileButton, Icon, Loaded, Look, Notice, NoticeKind, Option_, RadioGroup, Skeleton};
use api::import::{Preview, Previewed, Start};
use api::job::Job;
use api::{ApiError, InFile};
use domain::import::{Differing, ImportKind, Reading, Taking};
use leptos::prelude::*;
use texts::words::Word;
use uuid::Uuid;

/// What is chosen; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// What the file holds.
    pub(super) kind: RwSignal<ImportKind>,
    /// The file.
    pub(super) file: RwSignal<Option<InFile>>,
    /// Source for rows that name none.
    pub(super) fallback: RwSignal<Option<String>>,
    /// Which sheet, header and columns, as far as somebody said.
    pub(super) reading: RwSignal<Reading>,
    taking: RwSignal<Taking>,
    differing: RwSignal<Differing>,
    extent: Extent,
    /// What the first rows say.
    pub(super) previewed: View<Previewed>,
}

impl Form {
    pub(super) fn new() -> Self {
        let kind = RwSignal::new(ImportKind::Ratings);
        let file = RwSignal::new(None::<InFile>);
        let fallback = RwSignal::new(None::<String>);
        let reading = RwSignal::new(Reading::default());
        // What was said of one file or kind holds for that one.
        Effect::new(move |before: Option<(Option<InFile>, ImportKind)>| {
            let now = (file.get(), kind.get());
            if before.is_some_and(|before| before != now) {
                reading.set(Reading::default());
            }
            now
        });
        let previewed =
            view(move || file.get().map(|file| Preview { kind: kind.get(), file, source: fallback.get(), reading: reading.get() }));
        let (taking, differing) = (RwSignal::new(Taking::Good), RwSignal::new(Differing::Refuse));
        Self { kind, file, fallback, reading, taking, differing, extent: Extent::new(), previewed }
    }

    /// Begins anew; kind and source stay, since files come in batches.
    pub(super) fn clear(&self) {
        self.file.set(None);
        self.taking.set(Taking::Good);
        self.differing.set(Differing::Refuse);
        self.extent.clear();
    }

    /// Whether it can start; none before the file was read. Tracked.
    fn readiness(&self) -> Option<Readiness> {
        let taking = self.taking.get();
        checked(self.previewed, |p| readiness(p, taking))
    }

    fn request(&self, compare_only: bool) -> Option<Start> {
        let kind = self.kind.get_untracked();
        Some(Start {
            kind,
            file: self.file.get_untracked()?,
            source: self.fallback.get_untracked(),
            taking: self.taking.get_untracked(),
            differing: self.differing.get_untracked(),
            extent: (kind == ImportKind::Cases).then(|| self.extent.chosen()),
            reading: untrack(|| self.previewed.with(|p| p.map(|p| p.reading.clone()).unwrap_or_default())),
            compare_only,
        })
    }
}

/// The cards of an import that has not begun.
#[component]
pub(super) fn ImportForm(
    /// What is chosen.
    form: Form,
    /// The job that only compares, so that what was chosen stays.
    compared: RwSignal<Option<Uuid>>,
    /// The job has begun.
    on_started: Callback<Job>,
) -> impl IntoView {
    let has_file = Memo::new(move |_| form.file.with(Option::is_some));
    let found = Memo::new(move |_| form.previewed.get());
    view! {
        <FileCard form/>
        <Show when=move || has_file.get()>
            <section class="card">
                <h2>{tr(|t| t.import_facts())}</h2>
                <Loaded view=form.previewed skeleton=|| view! { <Skeleton lines=6/> } let:previewed>
                    <SheetAndHeader previewed=previewed.clone() reading=form.reading/>
                    <Facts previewed=previewed.clone()/>
                    {previewed.difference.clone().map(|difference| view! { <Changes difference/> })}
                    {previewed.missing.is_empty().then(|| view! {
                        <ProblemGroups problems=previewed.problems.clone() total=None none=tr(|t| t.import_problems_none())/>
                    })}
                </Loaded>
                <Columns found=found reading=form.reading known=Signal::derive(move || form.kind.get().columns())/>
                {move || found.get().map(|previewed| view! { <FirstRows previewed/> })}
            </section>
            <Sources form/>
            <TakeCard form compared on_started/>
        </Show>
    }
}

/// Kind and file.
#[component]
fn FileCard(form: Form) -> impl IntoView {
    let t = texts();
    let kinds = Signal::derive(move || {
        let kind = |kind: ImportKind| t.with(|t| Option_::new(kind, kind.word(t)).about(words::kind_hint(kind, t)));
        vec![kind(ImportKind::Ratings), kind(ImportKind::Cases)]
    });
    view! {
        <section class="card">
            <Field label=tr(|t| t.import_kind())>
                <RadioGroup value=Signal::derive(move || Some(form.kind.get())) options=kinds on_choose=move |kind| form.kind.set(kind)/>
            </Field>
            <FileChoice form/>
            <Expected columns=Signal::derive(move || form.kind.get().columns()) hint=tr(|t| t.import_columns_expected_hint())/>
        </section>
    }
}

/// The file with its button.
#[component]
fn FileChoice(form: Form) -> impl IntoView {
    let failed = RwSignal::new(None::<ApiError>);
    view! {
        <FileButton file=form.file title=tr(|t| t.import_file_pick()) on_error=move |error| failed.set(Some(error))/>
        <ErrorNote error=failed/>
        <Show when=move || form.file.with(Option::is_none)>
            <p class="quiet">{tr(|t| t.import_file_none())}</p>
        </Show>
    }
}

/// What to do with wrong and differing rows, and the start.
#[component]
fn TakeCard(form: Form, compared: RwSignal<Option<Uuid>>, on_started: Callback<Job>) -> impl IntoView {
    let t = texts();
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let ready = Memo::new(move |_| form.readiness());
    let differings = Signal::derive(move || {
        t.with(|t| {
            vec![
                Option_::new(Differing::Refuse, t.import_differing_refuse()),
                Option_::new(Differing::Replace, t.import_differing_replace()).about(t.import_differing_replace_hint()),
            ]
        })
    });
    let is_cases = Memo::new(move |_| form.kind.get() == ImportKind::Cases);
    let extent_is_right = move || !is_cases.get() || form.extent.is_right();
    let why_not = Signal::derive(move || match ready.get() {
        None => Some(t.with(|t| unchecked(form.previewed, t))),
        Some(_) if !extent_is_right() => Some(t.with(|t| t.import_extent_wrong())),
        Some(ready) if ready.can_start() => None,
        Some(ready) => Some(t.with(|t| words::readiness(&ready, t))),
    });
    // All or nothing keeps nobody from looking what is wrong.
    let cannot_compare = Signal::derive(move || why_not.get().filter(|_| !matches!(ready.get(), Some(Readiness::WouldRefuse { .. }))));
    let start = move |compare_only: bool| {
        let Some(request) = form.request(compare_only) else { return };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(job) => {
                    compared.try_set(compare_only.then_some(job.id));
                    on_started.try_run(job);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <section class="card">
            <div class="choices">
                <TakingField taking=form.taking/>
                <Field label=tr(|t| t.import_differing())>
                    <RadioGroup value=Signal::derive(move || Some(form.differing.get())) options=differings on_choose=move |v| form.differing.set(v)/>
                </Field>
            </div>
            <Show when=move || is_cases.get()><ExtentFields extent=form.extent/></Show>
            {move || ready.get().map(|ready| {
                let kind = match &ready {
                    Readiness::Ready { bad: 0, .. } => NoticeKind::Done,
                    Readiness::Ready { .. } => NoticeKind::Info,
                    _ => NoticeKind::Warn,
                };
                view! { <Notice kind><p>{move || t.with(|t| words::readiness(&ready, t))}</p></Notice> }
            })}
            <ErrorNote error=failed/>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Import why_not busy on_press=move || start(false)>
                    {move || t.with(|t| if busy.get() { t.import_starting() } else { t.import_start() })}
                </Button>
                <Button why_not=cannot_compare busy on_press=move || start(true)>{tr(|t| t.import_compare())}</Button>
            </div>
        </section>
    }
}
