//! A large form of something that is stored with a version: what is typed is kept as a draft, sent, joined with what somebody
//! else saved meanwhile, and put back.
//!
//! ```ignore
//! let editing = editing(Plan { key, opened, label, name: field_name, request: |id, fields, version| SaveTask { … }, stored, on_saved });
//! view! { <EditForm editing values words on_cancel> {editing.line("title", |f| f.title.clone(), |f, v| f.title = v, false)} … </EditForm> }
//! ```

use super::bound::bound;
use super::told::{Told, told};
use super::{Draft, DraftNote, Field as Compared, FormEnd, MergePanel, join, keep_draft, refusal};
use crate::backend::call;
use crate::state::{Wording, texts, tr};
use crate::ui::{ErrorNote, Field, InputForm, TextArea, TextInput, announce};
use api::{ApiError, Operation};
use domain::catalogue::problem::ItemProblem;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use texts::Texts;

/// What is typed into a form.
pub trait Typed: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// It has such a field, so that what is wrong with it is told there.
    fn has(field: &str) -> bool;
    /// Without blanks around and rows in which nothing stands.
    #[must_use]
    fn tidied(self) -> Self;
    /// The first thing that is wrong.
    fn wrong(&self) -> Option<ItemProblem>;
    /// Takes a field from another.
    fn take_over(&mut self, field: &str, from: &Self);
}

/// Fields of the domain are typed as they are.
macro_rules! typed {
    ($($fields:ty: $all:path),+ $(,)?) => {$(
        impl Typed for $fields {
            fn has(field: &str) -> bool {
                $all.contains(&field)
            }
            fn tidied(self) -> Self {
                self.tidy()
            }
            fn wrong(&self) -> Option<ItemProblem> {
                self.problem()
            }
            fn take_over(&mut self, field: &str, from: &Self) {
                self.take(field, from);
            }
        }
    )+};
}

typed! {
    domain::catalogue::item::ItemFields: domain::catalogue::item::FIELDS,
    domain::supervision::MatterFields: domain::supervision::FIELDS,
    domain::task::TaskFields: domain::task::FIELDS,
    domain::meeting::MeetingFields: domain::meeting::FIELDS,
    domain::inspection::finding::FindingFields: domain::inspection::finding::FIELDS,
    domain::inspection::photo::PhotoFields: domain::inspection::photo::FIELDS,
    domain::inspection::visit::PartyFields: domain::inspection::visit::FIELDS,
}

/// Something that is edited.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Edited<I, F> {
    /// Which; none of its own for a new one.
    pub id: I,
    /// What it says.
    pub fields: F,
    /// The version that was read; 0 for a new one.
    pub version: i64,
}

/// What tells one form from another.
pub struct Plan<I, F, O: Operation, R> {
    /// Names the draft: `task:7`.
    pub key: String,
    /// What it opens with.
    pub opened: Edited<I, F>,
    /// What it is about, in the list of drafts.
    pub label: fn(&I, &F, &Texts) -> String,
    /// What a field is called.
    pub name: fn(&str, &Texts) -> Option<String>,
    /// Saves it: which, what, and upon which version.
    pub request: R,
    /// What is stored, as a save or a refused save tells.
    pub stored: fn(O::Reply) -> Edited<I, F>,
    /// It was saved.
    pub on_saved: Callback<O::Reply>,
}

/// An open form; a `Copy` handle from [`editing`].
pub struct Editing<I: 'static, F: 'static> {
    /// What is typed.
    pub form: RwSignal<F>,
    /// Upon what: the version that was read goes with it, so that nothing is overwritten afterwards.
    pub base: RwSignal<Edited<I, F>>,
    /// It is being sent.
    pub busy: RwSignal<bool>,
    /// Where errors are told.
    pub told: Told,
    opened: StoredValue<Edited<I, F>>,
    theirs: RwSignal<Option<Edited<I, F>>>,
    name: fn(&str, &Texts) -> Option<String>,
    draft: Draft,
    send: Callback<()>,
    t: Wording,
}

impl<I, F> Clone for Editing<I, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, F> Copy for Editing<I, F> {}

/// Where a form has other rules than its fields have by themselves.
pub struct Rules<I, F> {
    /// The first thing that is wrong.
    pub wrong: fn(&I, &F) -> Option<ItemProblem>,
    /// Fields beside them, which tell their errors themselves.
    pub beside: &'static [&'static str],
}

/// Opens a form.
pub fn editing<I, F, O, R>(plan: Plan<I, F, O, R>) -> Editing<I, F>
where
    I: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Typed,
    O: Operation,
    R: Fn(I, F, i64) -> O + Send + Sync + 'static,
{
    editing_by(Rules { wrong: |_, fields| fields.wrong(), beside: &[] }, plan)
}

/// Opens a form that has rules of its own.
pub fn editing_by<I, F, O, R>(rules: Rules<I, F>, plan: Plan<I, F, O, R>) -> Editing<I, F>
where
    I: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Typed,
    O: Operation,
    R: Fn(I, F, i64) -> O + Send + Sync + 'static,
{
    let Rules { wrong, beside } = rules;
    let Plan { key, opened, label, name, request, stored, on_saved } = plan;
    let t = texts();
    let form = RwSignal::new(opened.fields.clone());
    let base = RwSignal::new(opened.clone());
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<Edited<I, F>>);
    let typed = move || {
        let base = base.get();
        let now = Edited { fields: form.get(), ..base.clone() };
        (now != base).then(|| serde_json::to_string(&(now, base)).unwrap_or_default())
    };
    let draft = keep_draft(key, tr(move |t| base.with(|base| label(&base.id, &base.fields, t))), typed, move |body| {
        if let Ok((now, before)) = serde_json::from_str::<(Edited<I, F>, Edited<I, F>)>(&body) {
            base.set(before);
            form.set(now.fields);
        }
    });
    let problem = move || form.with(|form| base.with(|base| wrong(&base.id, &form.clone().tidied())));
    let told = told(tried, problem, failed, move |field| F::has(field) || beside.contains(&field));
    let send = Callback::new(move |()| {
        tried.set(true);
        let fields = form.with_untracked(|form| form.clone().tidied());
        // Rows in which nothing stands are gone, so that those behind them are told of by the number that they have here.
        form.set(fields.clone());
        if base.with_untracked(|base| wrong(&base.id, &fields)).is_some() {
            announce(t.with_untracked(|t| t.point_fix_first()));
            show_first_error();
            return;
        }
        let asked = base.with_untracked(|base| request(base.id.clone(), fields, base.version));
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(asked).await;
            busy.try_set(false);
            match answer.map_err(refusal::<O::Reply>) {
                Ok(saved) => {
                    draft.forget();
                    on_saved.try_run(saved);
                }
                Err(Ok(saved_by_another)) => {
                    theirs.try_set(Some(stored(saved_by_another)));
                }
                Err(Err(error)) => {
                    failed.try_set(Some(error));
                    show_first_error();
                }
            }
        });
    });
    Editing { form, base, busy, told, opened: StoredValue::new(opened), theirs, name, draft, send, t }
}

impl<I, F> Editing<I, F>
where
    I: Clone + Send + Sync + 'static,
    F: Typed,
{
    /// What a field is called.
    pub fn name_of(self, field: &'static str) -> Signal<String> {
        tr(move |t| (self.name)(field, t).unwrap_or_default())
    }

    /// What is wrong with a field.
    pub fn error_of(self, field: &'static str) -> Signal<Option<String>> {
        self.told.of(field)
    }

    /// A field of one line.
    pub fn line(self, field: &'static str, get: fn(&F) -> String, set: fn(&mut F, String), optional: bool) -> AnyView {
        let value = bound(self.form, get, set);
        view! { <Field label=self.name_of(field) error=self.error_of(field) optional><TextInput value/></Field> }.into_any()
    }

    /// A field of several lines, which may be left empty.
    pub fn text(self, field: &'static str, get: fn(&F) -> String, set: fn(&mut F, String)) -> AnyView {
        let value = bound(self.form, get, set);
        view! { <Field label=self.name_of(field) error=self.error_of(field) optional=true><TextArea value rows=3/></Field> }.into_any()
    }

    /// Takes these fields from what somebody else saved, and saves the rest upon it.
    fn merge(self, taken: &[&'static str]) {
        let Some(stored) = self.theirs.get_untracked() else { return };
        let mut fields = self.form.get_untracked();
        for field in taken {
            fields.take_over(field, &stored.fields);
        }
        self.theirs.set(None);
        self.base.set(stored);
        self.form.set(fields);
        self.send.run(());
    }

    /// Puts back what was opened.
    fn back(self) {
        let opened = self.opened.get_value();
        self.form.set(opened.fields.clone());
        self.base.set(opened);
    }
}

/// The form around its fields: its draft, what clashes, what is told at none of the fields, and its end.
#[component]
pub fn EditForm<I, F>(
    /// The open form.
    editing: Editing<I, F>,
    /// Every field as a person reads it, for comparing; not tracked.
    values: Callback<F, Vec<Compared>>,
    /// The words of the button that sends it.
    words: Signal<String>,
    /// It was given up.
    on_cancel: Callback<()>,
    /// Its fields.
    children: Children,
) -> impl IntoView
where
    I: Clone + Send + Sync + 'static,
    F: Typed,
{
    let Editing { form, base, busy, told, theirs, name, draft, send, t, .. } = editing;
    let clash = move || {
        theirs.get().map(|stored| {
            let side = |fields: F| untrack(|| values.run(fields));
            let joined = join(&side(base.get_untracked().fields), &side(form.get_untracked()), &side(stored.fields));
            let label = Callback::new(move |key: &'static str| t.with(|t| name(key, t).unwrap_or_default()));
            let settle = move |taken: Vec<&'static str>| editing.merge(&taken);
            view! { <MergePanel joined label on_choose=settle busy/> }
        })
    };
    view! {
        <InputForm class="item-form" on_submit=move || send.run(())>
            <DraftNote draft on_drop=move || editing.back()/>
            {clash}
            {children()}
            <ErrorNote error=told.above/>
            <FormEnd draft busy words on_cancel/>
        </InputForm>
    }
}

/// The form is long: what is wrong is brought into sight, with the focus in its input where it has one.
fn show_first_error() {
    request_animation_frame(|| {
        let find = |css: &str| document().query_selector(css).ok().flatten();
        let wrong = find(".item-form [aria-invalid=true]").and_then(|e| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(e).ok());
        match (wrong, find(".item-form .field-error:not(:empty)")) {
            (Some(input), _) => {
                let _ = input.focus();
            }
            (None, Some(told)) => told.scroll_into_view(),
            (None, None) => {}
        }
    });
}
