//! A file of the province: what it means here, and loading it as an edition.

use super::PATH;
use crate::backend::door::Later;
use crate::backend::{View, call, view};
use crate::pages::imports::{Columns, Expected, Facts, FirstRows, ProblemGroups, SheetAndHeader, checked, unchecked};
use crate::state::{error_line, field_error, guard_unsaved, texts, tr, use_at, use_session};
use crate::ui::{
    Button, DateInput, ErrorNote, Field, FileButton, Icon, LinkButton, Loaded, Look, Notice, NoticeKind, Option_, PageHead, RadioGroup,
    SaveButton, Skeleton, TextInput, use_notices,
};
use api::provincial::{EditionPreview, LoadEdition, PreviewEdition, ReturnEdition};
use api::{ApiError, InFile, OutFile};
use domain::catalogue::provincial::EDITION_NAME_LIMIT;
use domain::import::{Reading, Taking};
use domain::register::PROVINCIAL_COLUMNS;
use leptos::prelude::*;
use texts::Texts;
use texts::format::count;

/// Fields that say themselves what was refused in them.
const FIELDS: [&str; 3] = ["name", "issued_on", "paper"];

/// What is chosen; a `Copy` handle.
#[derive(Clone, Copy)]
struct Form {
    file: RwSignal<Option<InFile>>,
    reading: RwSignal<Reading>,
    taking: RwSignal<Taking>,
    name: RwSignal<String>,
    issued_on: RwSignal<String>,
    paper: RwSignal<String>,
    previewed: View<EditionPreview>,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<ApiError>>,
}

/// The name of a file without its ending.
fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).chars().take(EDITION_NAME_LIMIT).collect()
}

impl Form {
    fn new() -> Self {
        let file = RwSignal::new(None::<InFile>);
        let (reading, name) = (RwSignal::new(Reading::default()), RwSignal::new(String::new()));
        // What was said of one file holds for that one; a name that nobody typed is the file's.
        Effect::new(move |before: Option<Option<InFile>>| {
            let now = file.get();
            if before.as_ref().is_some_and(|before| *before != now) {
                reading.set(Reading::default());
                let was = before.flatten().map(|file| stem(&file.name)).unwrap_or_default();
                if name.with_untracked(|name| name.trim().is_empty() || *name == was) {
                    name.set(now.as_ref().map(|file| stem(&file.name)).unwrap_or_default());
                }
            }
            now
        });
        let previewed = view(move || file.get().map(|file| PreviewEdition { file, reading: reading.get() }));
        let empty = || RwSignal::new(String::new());
        Self {
            file,
            reading,
            taking: RwSignal::new(Taking::Good),
            name,
            issued_on: empty(),
            paper: empty(),
            previewed,
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    /// How the file was read.
    fn read(&self) -> Option<(InFile, Reading)> {
        Some((self.file.get_untracked()?, untrack(|| self.previewed.with(|p| p.map(|p| p.table.reading.clone())))?))
    }

    fn order(&self) -> Option<LoadEdition> {
        let (file, reading) = self.read()?;
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        Some(LoadEdition {
            file,
            reading,
            taking: self.taking.get_untracked(),
            name: trimmed(self.name),
            issued_on: domain::day::of_text(&trimmed(self.issued_on)),
            paper: trimmed(self.paper),
        })
    }
}

/// How a previewed file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ready {
    ColumnsMissing(Vec<String>),
    Empty,
    WouldRefuse(u64),
    Loadable(u64, u64),
}

impl Ready {
    fn of(previewed: &EditionPreview, taking: Taking) -> Self {
        let table = &previewed.table;
        if !table.missing.is_empty() {
            return Self::ColumnsMissing(table.missing.clone());
        }
        match (table.checked - table.bad_rows, table.bad_rows) {
            (0, _) => Self::Empty,
            (_, bad) if bad > 0 && taking == Taking::AllOrNothing => Self::WouldRefuse(bad),
            (good, bad) => Self::Loadable(good, bad),
        }
    }

    fn words(&self, t: &Texts) -> String {
        match self {
            Self::ColumnsMissing(columns) => t.provincial_columns_missing(columns.join("、")),
            Self::Empty => t.provincial_empty(),
            Self::WouldRefuse(bad) => t.provincial_would_refuse(count(*bad)),
            Self::Loadable(good, 0) => t.provincial_ready(count(*good)),
            Self::Loadable(good, bad) => t.provincial_ready_some(count(*good), count(*bad)),
        }
    }
}

/// The page that loads an edition.
#[component]
pub fn Load() -> impl IntoView {
    let at = use_at();
    let form = Form::new();
    guard_unsaved(Signal::derive(move || form.busy.get()));
    let has_file = Memo::new(move |_| form.file.with(Option::is_some));
    let table = Memo::new(move |_| form.previewed.with(|p| p.map(|p| p.table.clone())));
    let failed = RwSignal::new(None::<ApiError>);
    view! {
        <PageHead title=tr(|t| t.provincial_load_title()) lead=tr(|t| t.provincial_load_lead())>
            <LinkButton look=Look::Quiet icon=Icon::Left href=Signal::derive(move || at.href(PATH, &[]))>
                {tr(|t| t.provincial_back())}
            </LinkButton>
        </PageHead>
        <div class="imports">
            <section class="card">
                <Field label=tr(|t| t.register_file())>
                    <FileButton file=form.file title=tr(|t| t.import_file_pick()) on_error=move |error| failed.set(Some(error))/>
                </Field>
                <ErrorNote error=failed/>
                <Expected columns=Signal::stored(PROVINCIAL_COLUMNS) hint=tr(|t| t.provincial_columns_hint())/>
            </section>
            <Show when=move || has_file.get()>
                <section class="card">
                    <h2>{tr(|t| t.import_facts())}</h2>
                    <Loaded view=form.previewed skeleton=|| view! { <Skeleton lines=6/> } let:previewed>
                        <Found previewed form/>
                    </Loaded>
                    <Columns found=table reading=form.reading known=Signal::stored(PROVINCIAL_COLUMNS)/>
                    {move || table.get().map(|previewed| view! { <FirstRows previewed/> })}
                </section>
                <LoadCard form/>
            </Show>
        </div>
    }
}

/// What was found in the file, and what it means here.
#[component]
fn Found(previewed: EditionPreview, form: Form) -> impl IntoView {
    let t = texts();
    let EditionPreview { table, problem_count, counts, loaded_as, left_open } = previewed;
    let is_known = table.missing.is_empty();
    let told =
        move || t.with(|t| t.provincial_found(count(counts.new), count(counts.changed), count(counts.withdrawn), count(counts.same)));
    view! {
        <SheetAndHeader previewed=table.clone() reading=form.reading/>
        <Facts previewed=table.clone()/>
        {is_known.then(|| view! { <p class="provincial-found"><strong>{told}</strong></p> })}
        {loaded_as.map(|name| view! {
            <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.provincial_loaded_before(&name))}</p></Notice>
        })}
        {(left_open > 0).then(|| view! {
            <Notice kind=NoticeKind::Info><p>{move || t.with(|t| t.provincial_left_open(count(left_open)))}</p></Notice>
        })}
        {is_known.then(|| view! {
            <ProblemGroups problems=table.problems.clone() total=Some(problem_count) none=tr(|t| t.import_problems_none())/>
        })}
    }
}

/// What the edition is called, what to do with wrong rows, and loading.
#[component]
fn LoadCard(form: Form) -> impl IntoView {
    let (t, at, notices, session) = (texts(), use_at(), use_notices(), use_session());
    let Form { busy, failed, .. } = form;
    let ready = Memo::new(move |_| checked(form.previewed, |p| Ready::of(p, form.taking.get())));
    let bad = Memo::new(move |_| checked(form.previewed, |p| p.table.bad_rows).unwrap_or_default());
    let takings = Signal::derive(move || {
        t.with(|t| {
            vec![
                Option_::new(Taking::Good, t.import_taking_good()).about(t.import_taking_good_hint()),
                Option_::new(Taking::AllOrNothing, t.import_taking_all()).about(t.import_taking_all_hint()),
            ]
        })
    });
    let why_not = Signal::derive(move || {
        t.with(|t| match ready.get() {
            None => Some(unchecked(form.previewed, t)),
            Some(Ready::Loadable(..)) => form.name.with(|name| name.trim().is_empty()).then(|| t.provincial_name_missing()),
            Some(ready) => Some(ready.words(t)),
        })
    });
    let of_field =
        move |field: &'static str| Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))));
    let above = Signal::derive(move || failed.get().filter(|e| !e.field.as_deref().is_some_and(|field| FIELDS.contains(&field))));
    let load = move || {
        let Some(order) = form.order() else { return };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(order).await;
            let is_gone = busy.try_set(false).is_some();
            match answer {
                Ok(loaded) => {
                    let words = t.with_untracked(|t| match (&loaded.edition, loaded.returned) {
                        (None, _) => t.provincial_refused_all(),
                        (Some(_), 0) => t.provincial_loaded(count(loaded.taken)),
                        (Some(_), bad) => t.provincial_loaded_some(count(loaded.taken), count(bad)),
                    });
                    let kind = if loaded.edition.is_none() || loaded.returned > 0 { NoticeKind::Warn } else { NoticeKind::Done };
                    notices.tell(kind, words);
                    if loaded.edition.is_some() && !is_gone {
                        at.go(&untrack(|| at.href(PATH, &[])));
                    }
                }
                Err(error) if is_gone => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let back_name = move || {
        let file = form.file.get_untracked().map(|f| f.name).unwrap_or_default();
        let (stem, ending) = file.rsplit_once('.').unwrap_or((&file, "csv"));
        let ending = if ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("txt") { "csv" } else { "xlsx" };
        t.with_untracked(|t| t.register_returned_name(stem, ending))
    };
    let give_back = move |out: OutFile| -> Option<Later<String>> {
        let (file, reading) = form.read()?;
        let name = out.name.clone();
        Some(Box::pin(async move {
            let written = call(ReturnEdition { file, reading, out }).await?;
            Ok(t.with_untracked(|t| t.import_returned_saved(name, count(written.rows))))
        }))
    };
    view! {
        <section class="card">
            <Field label=tr(|t| t.provincial_name()) hint=tr(|t| t.provincial_name_hint()) error=of_field("name")>
                <TextInput value=form.name max=u32::try_from(EDITION_NAME_LIMIT).unwrap_or(u32::MAX)/>
            </Field>
            <Field label=tr(|t| t.provincial_issued_on()) error=of_field("issued_on") optional=true>
                <DateInput value=form.issued_on max=Signal::derive(move || Some(session.today()))/>
            </Field>
            <Field label=tr(|t| t.provincial_paper()) error=of_field("paper") optional=true>
                <TextInput value=form.paper max=u32::try_from(EDITION_NAME_LIMIT).unwrap_or(u32::MAX)/>
            </Field>
            <Field label=tr(|t| t.import_taking())>
                <RadioGroup value=Signal::derive(move || Some(form.taking.get())) options=takings on_choose=move |v| form.taking.set(v)/>
            </Field>
            {move || ready.get().map(|ready| {
                let kind = match &ready {
                    Ready::Loadable(_, 0) => NoticeKind::Done,
                    Ready::Loadable(..) => NoticeKind::Info,
                    _ => NoticeKind::Warn,
                };
                view! { <Notice kind><p>{move || t.with(|t| ready.words(t))}</p></Notice> }
            })}
            <ErrorNote error=above/>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Import why_not busy on_press=load>{tr(|t| t.provincial_start())}</Button>
                <Show when=move || bad.get().gt(&0)><SaveButton label=tr(|t| t.register_returned_save()) name=back_name write=give_back/></Show>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_from_the_file() {
        assert_eq!(
            (stem("省级目录2026.xlsx"), stem("无"), stem("a.b.csv")),
            ("省级目录2026".to_owned(), "无".to_owned(), "a.b".to_owned())
        );
    }
}
