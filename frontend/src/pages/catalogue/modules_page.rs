//! Terminal modules (功能模块): the menus of the platform, by category.

use super::module_form::ModuleForm;
use super::modules::Draft;
use crate::backend::{call, view};
use crate::list::{Clear, DataList, ExportButton, Line, ListColumn, ListState, Picked, Shown, Tools, WORDS, Words, WriteLater, cut, stamp};
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_session};
use crate::ui::{Badge, Button, Drawer, EmptyState, Look, Notice, NoticeKind, PageHead, Tint};
use api::catalogue::{ExportModules, ListModules, ModuleFilter};
use api::page::Total;
use api::{ChangeKind, OutFile, Permission};
use domain::body::BodyId;
use domain::catalogue::{Category, Module, ModuleState};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use texts::words::Word;

/// Modules of a page: more than there are.
const PAGE: usize = 50;

/// What narrows, in the address.
const KEYS: [&str; 3] = [WORDS, "category", "state"];

/// The word of the address for a module that is not there yet.
const NEW: &str = "new";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("category", tr(|t| t.module_category())).sorts_up(),
        ListColumn::new("name", tr(|t| t.module_name())).width(14).sorts_up().fixed(),
        ListColumn::new("holds", tr(|t| t.module_holds())),
        ListColumn::new("owner", tr(|t| t.module_owner())).width(12).sorts_up(),
        ListColumn::new("levels", tr(|t| t.module_levels())),
        ListColumn::new("state", tr(|t| t.module_state())).sorts_up(),
        ListColumn::new("note", tr(|t| t.module_note())).off(),
    ]
}

fn filter_of(list: ListState) -> ModuleFilter {
    let category = list.get("category").and_then(|code| Category::from_code(&code));
    let state = list.get("state").and_then(|code| ModuleState::from_code(&code));
    ModuleFilter { text: list.words(), category, state }
}

/// The page of modules.
#[component]
pub fn Modules() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let list = ListState::new("modules", columns()).row_key("module");
    let modules = view(|| Some(ListModules {}));
    modules.reload_on(&[ChangeKind::Catalogue]);
    let bodies = view(|| Some(api::body::List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    let may = Memo::new(move |_| session.may(Permission::Catalogue));
    let owners = Memo::new(move |_| {
        bodies
            .with(|listed| listed.map(|l| l.bodies.iter().map(|b| (b.id, b.name.clone())).collect::<BTreeMap<_, _>>()).unwrap_or_default())
    });
    let filter = Memo::new(move |_| filter_of(list));
    let found = Memo::new(move |_| {
        let (filter, sort) = (filter.get(), list.sort());
        modules.with(|listed| listed.map(|listed| owners.with(|owners| filter.of(listed.modules.clone(), sort.as_ref(), owners))))
    });
    let total =
        Signal::derive(move || found.with(|f| f.as_ref().map(|f| Total { n: i64::try_from(f.len()).unwrap_or(i64::MAX), exact: true })));
    let shown: Signal<Option<Shown>> = Signal::derive(move || {
        let page = list.page();
        found.get().map(|found| cut(found.into_iter().map(|module| line(t, owners, module)).collect(), &page, PAGE))
    });
    // What is edited is held as it was opened: somebody else's change does not take the form away.
    let edited = RwSignal::new(None::<Draft>);
    let opened = Memo::new(move |_| list.opened());
    let ready = Memo::new(move |_| modules.with(|m| m.is_some()));
    Effect::new(move |_| {
        let opened = opened.get();
        let draft = match opened.as_deref() {
            Some(NEW) if may.get() => Some(Draft::new()),
            Some(id) if ready.get() => {
                let of = |m: &&Module| m.id.0.to_string() == id;
                untrack(|| modules.with(|listed| listed?.modules.iter().find(of).map(Draft::of)))
            }
            _ => None,
        };
        edited.set(draft);
    });
    let add = move || leaving(move || list.open(NEW));
    let title = Signal::derive(move || {
        let is_new = edited.with(|e| e.as_ref().is_some_and(|e| e.id.is_none()));
        t.with(|t| match (is_new, may.get()) {
            (true, _) => t.module_new(),
            (false, true) => t.module_edit_title(),
            (false, false) => t.nav_modules(),
        })
    });
    let name = tr(move |t| t.module_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| {
        let (filter, sort) = (filter.get_untracked(), untrack(|| list.sort()));
        WriteLater(Box::pin(call(ExportModules { filter, sort, out })))
    });
    let categories = Signal::derive(move || t.with(|t| Category::ALL.map(|c| (c.code().to_owned(), c.word(t))).to_vec()));
    let states = Signal::derive(move || t.with(|t| ModuleState::ALL.map(|s| (s.code().to_owned(), s.word(t))).to_vec()));
    let has_slot = Memo::new(move |_| modules.with(|m| m.is_some_and(|m| m.open_slots > 0)));
    view! {
        <PageHead title=tr(|t| t.nav_modules()) lead=tr(|t| t.module_lead())>
            <Show when=move || may.get()>
                <ExportButton name write/>
                <Button look=Look::Primary on_press=add>{tr(|t| t.module_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin">
            <Show when=move || has_slot.get()>
                <Notice kind=NoticeKind::Info>
                    <strong>{tr(|t| t.module_slot_title())}</strong>
                    <p>{tr(|t| t.module_slot_body())}</p>
                    <Show when=move || may.get()>
                        <Button on_press=add>{tr(|t| t.module_slot_name())}</Button>
                    </Show>
                </Notice>
            </Show>
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.module_find())/>
                    <Picked list key="category" label=tr(|t| t.module_category()) options=categories/>
                    <Picked list key="state" label=tr(|t| t.module_state()) options=states/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.nav_modules())
                shown
                status=modules.status()
                size=PAGE
                total
                opens=true
                empty=move || view! { <EmptyState title=tr(|t| t.module_none_found())/> }
            />
        </div>
        <Drawer open=Signal::derive(move || edited.with(Option::is_some)) on_close=move || leaving(move || list.open("")) title>
            {move || edited.get().map(|draft| view! { <ModuleForm draft modules bodies may on_done=move || list.open("")/> })}
        </Drawer>
    }
}

/// The levels of a module in words.
pub(super) fn levels_words(fields: &domain::catalogue::ModuleFields, t: &texts::Texts) -> String {
    fields.levels.iter().map(|level| level.word(t)).collect::<Vec<_>>().join(&t.merge_comma())
}

/// A module as a line.
fn line(t: Wording, owners: Memo<BTreeMap<BodyId, String>>, module: Module) -> Line {
    let stamp = stamp(&(module.version, &module.fields));
    let (key, version, label) = (module.id.0.to_string(), module.version, module.fields.name.clone());
    let module = Arc::new(module);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, owners, &module, column)) }
}

fn cell(t: Wording, owners: Memo<BTreeMap<BodyId, String>>, module: &Arc<Module>, column: &'static str) -> AnyView {
    let fields = module.fields.clone();
    match column {
        "name" => fields.name.into_any(),
        "category" => (move || t.with(|t| fields.category.word(t))).into_any(),
        "holds" => (move || t.with(|t| fields.holds.word(t))).into_any(),
        "owner" => (move || {
            let name = fields.owner.and_then(|body| owners.with(|owners| owners.get(&body).cloned()));
            name.unwrap_or_else(|| t.with(|t| t.module_owner_none()))
        })
        .into_any(),
        "levels" => (move || t.with(|t| levels_words(&fields, t))).into_any(),
        "note" => fields.note.into_any(),
        _ if fields.state == ModuleState::Active => (move || t.with(|t| fields.state.word(t))).into_any(),
        _ => {
            let tint = if fields.state == ModuleState::Suspended { Tint::Warn } else { Tint::Quiet };
            view! { <Badge tint>{move || t.with(|t| fields.state.word(t))}</Badge> }.into_any()
        }
    }
}
