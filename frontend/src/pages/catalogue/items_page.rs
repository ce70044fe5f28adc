//! 事项清单: the items of the catalogue, page by page; beside the list a service guide or the form.

use super::RECHECK;
use super::cells::{ItemCells, editor, in_list, typed};
use super::guide::Guide;
use super::item_form::{self, Edited, ItemForm};
use super::item_rules::RulesButton;
use super::items::{Names, levels_words, limit_words};
use super::menus::{self, CATEGORY, UNPLACED};
use super::names::{modules, names_with};
use super::open::OpenButton;
use super::releases::{SubmitButton, standing_tint};
use super::then::Then;
use super::verify::VerifyItemsButton;
use crate::backend::{call, view};
use crate::edit::cells::{BulkButton, ChangeDialog, Editable, editable};
use crate::list::{
    AS_OF, AsOf, Clear, DataList, ExportButton, Found, Line, ListColumn, ListState, Outline, OutlineBox, Outlined, Picked, Shown, Ticked,
    Tools, WHOLE, WORDS, WholeTexts, Words, WriteLater, stamp,
};
use crate::pages::registers::ImportLink;
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_session};
use crate::ui::{Badge, Button, Checkbox, Drawer, EmptyState, ErrorState, Look, PageHead, Skeleton, Tint};
use api::item::{Described, ExportItems, ItemFilter, ItemRow, Items, ListItems, ShowItem};
use api::{ChangeKind, OutFile, Permission};
use domain::body::BodyId;
use domain::catalogue::codes::{ItemKind, ItemState, Origin};
use domain::catalogue::item::{Item, ItemId};
use domain::catalogue::release::ReleaseStanding;
use domain::catalogue::{Category, ModuleId};
use domain::place::Level;
use domain::register::Register;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use texts::Texts;
use texts::format::or_none;
use texts::words::Word;

/// Items of a page.
const PAGE: u32 = 50;

/// What narrows, in the address.
const KEYS: [&str; 12] = [WORDS, WHOLE, "kind", "origin", "state", "described", "standing", "body", "module", CATEGORY, "level", AS_OF];

/// The word of the address for an item that is not there yet.
const NEW: &str = "new";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("name", tr(|t| t.item_name())).width(16).sorts_up().fixed(),
        ListColumn::new("code", tr(|t| t.item_code())).sorts_up(),
        ListColumn::new("kind", tr(|t| t.item_kind())),
        ListColumn::new("body", tr(|t| t.item_body())).width(10),
        ListColumn::new("levels", tr(|t| t.item_levels())),
        ListColumn::new("promised", tr(|t| t.item_promised())),
        ListColumn::new("described", tr(|t| t.item_described())),
        ListColumn::new("standing", tr(|t| t.release_standing())),
        ListColumn::new("state", tr(|t| t.item_state())),
        ListColumn::new("verified", tr(|t| t.item_verified_day())).off(),
        ListColumn::new("legal", tr(|t| t.item_legal())).off(),
        ListColumn::new("origin", tr(|t| t.item_origin())).off(),
        ListColumn::new("undertaker", tr(|t| t.item_undertaker())).off(),
        ListColumn::new("visits", tr(|t| t.item_visits())).off(),
        ListColumn::new("online", tr(|t| t.item_online())).off(),
        ListColumn::new("materials", tr(|t| t.item_part_materials())).off(),
        ListColumn::new("base_code", tr(|t| t.item_base_code())).off(),
    ]
}

/// How far an item has been described, in words.
fn described_word(described: Described, t: &Texts) -> String {
    match described {
        Described::Named => t.item_named(),
        Described::Unverified => t.item_unverified(),
        Described::Verified => t.item_is_verified(),
    }
}

/// What is asked for; tracked.
pub(in crate::pages) fn filter_of(list: ListState) -> ItemFilter {
    let key = |key: &str| list.get(key).and_then(|id| id.parse::<i64>().ok());
    ItemFilter {
        text: list.words(),
        whole: list.is_whole(),
        kinds: list.many("kind", ItemKind::ALL, ItemKind::code),
        origin: list.get("origin").and_then(|code| Origin::from_code(&code)),
        state: list.get("state").and_then(|code| ItemState::from_code(&code)),
        described: list.get("described").and_then(|code| Described::from_code(&code)),
        recheck: list.get("described").as_deref() == Some(RECHECK),
        body: key("body").map(BodyId),
        module: key("module").map(ModuleId),
        category: list.get(CATEGORY).and_then(|code| Category::from_code(&code)),
        unplaced: list.get("module").as_deref() == Some(UNPLACED),
        standing: list.get("standing").and_then(|code| ReleaseStanding::from_code(&code)),
        level: list.get("level").and_then(|code| Level::ALL.into_iter().find(|level| level.code() == code)),
    }
}

/// What stands in the drawer.
#[derive(Clone, PartialEq)]
enum Open {
    /// A guide.
    Guide(ItemId),
    /// A form, as it was opened: somebody else's change does not take it away.
    Form(Box<Edited>),
}

/// The page of items.
#[component]
pub fn ItemList() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let list = ListState::new("items", columns()).row_key("item");
    let filter = Memo::new(move |_| filter_of(list));
    let listed = view(move || Some(ListItems { filter: filter.get(), sort: list.sort(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Catalogue, ChangeKind::Figures]);
    let modules = modules();
    let may = Memo::new(move |_| session.may(Permission::Catalogue));
    let names = names_with(modules);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply.get().map(|Items { items, edges, .. }| Shown { lines: items.into_iter().map(|item| line(t, names, item)).collect(), edges })
    });
    let (outlined, tree) = (Outlined::new(), menus::counted(filter, modules));
    let editor_of = move |column: &'static str| t.with(|t| names.with(|names| editor(column, names, t)));
    let version_of = move |key: String| {
        reply.with_untracked(|reply| {
            let item = reply.as_ref()?.items.iter().find(|item| item.id.0.to_string() == key)?;
            Some(item.head.as_ref()?.version)
        })
    };
    let typed = move |key: &str, column: &'static str| {
        let item = reply.with(|reply| reply.as_ref()?.items.iter().find(|item| item.id.0.to_string() == key).cloned())?;
        t.with(|t| names.with(|names| typed(&item, column, names, t)))
    };
    let Editable { editing, wish, cells } = editable::<ItemCells>(may, move |column| in_list(column).then(|| editor_of(column)), typed);
    let open = RwSignal::new(None::<Open>);
    let opened = Memo::new(move |_| list.opened());
    Effect::new(move |_| {
        open.set(match opened.get().as_deref() {
            Some(NEW) if may.get() => Some(Open::Form(Box::new(item_form::new()))),
            Some(id) => id.parse().ok().map(|id| Open::Guide(ItemId(id))),
            None => None,
        });
    });
    let add = move || leaving(move || list.open(NEW));
    let title = Signal::derive(move || {
        let (is_form, is_new, is_known) = open.with(|open| match open {
            Some(Open::Form(edited)) => (true, edited.id.is_none(), edited.version > 0),
            _ => (false, false, false),
        });
        t.with(|t| match (is_form, is_new, is_known) {
            (false, ..) => t.item_show_title(),
            (true, true, _) => t.item_new(),
            (true, false, true) => t.item_edit_title(),
            (true, false, false) => t.item_describe_title(),
        })
    });
    let name = tr(move |t| t.item_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| {
        let (filter, sort) = (filter.get_untracked(), untrack(|| list.sort()));
        WriteLater(Box::pin(call(ExportItems { filter, sort, template: false, out })))
    });
    let is_narrowed = Memo::new(move |_| filter.get() != ItemFilter::default());
    let then = Memo::new(move |_| list.as_of());
    let saved = Callback::new(move |id: ItemId| {
        // A new one has an address now; the guide of one that was edited comes back in its place.
        if untrack(|| list.opened()).as_deref() == Some(NEW) {
            list.open(&id.0.to_string());
        } else {
            open.set(Some(Open::Guide(id)));
        }
    });
    let cancelled = Callback::new(move |()| match open.get_untracked() {
        Some(Open::Form(edited)) if edited.id.is_some() => open.set(edited.id.map(Open::Guide)),
        _ => list.open(""),
    });
    view! {
        <PageHead title=tr(|t| t.nav_items()) lead=tr(|t| t.item_lead())>
            <Show when=move || may.get()>
                <RulesButton/>
                <Show when=move || then.get().is_none()><ExportButton name=name write/></Show>
                <OpenButton/>
                <ImportLink register=Register::Items/>
                <Button look=Look::Primary on_press=add>{tr(|t| t.item_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin">
            <Filters list names editing may outlined/>
            {move || then.get().map(|on| view! { <Then on items=list names/> })}
            <Show when=move || then.get().is_none()>
                <Outline
                    outlined
                    label=tr(|t| t.item_outline())
                    nodes=tree
                    chosen=Signal::derive(move || menus::chosen(list))
                    on_choose=move |key: String| menus::choose(list, &key)
                >
                    <DataList
                        list
                        caption=tr(|t| t.nav_items())
                        shown
                        status=listed.status()
                        size=PAGE as usize
                        total
                        opens=true
                        ticks=Signal::derive(move || may.get())
                        cells
                        bulk=move || view! {
                            <VerifyItemsButton list/>
                            <SubmitButton list/>
                            <BulkButton<ItemCells> list first="state" editor=editor_of version=version_of wish/>
                        }
                        empty=move || {
                            let body = tr(move |t| if is_narrowed.get() { String::new() } else { t.item_none_body() });
                            view! { <EmptyState title=tr(|t| t.item_none_found()) body/> }
                        }
                    />
                </Outline>
            </Show>
        </div>
        <ChangeDialog<ItemCells> wish on_done=move || list.ticked.set(BTreeMap::new())/>
        <Drawer open=Signal::derive(move || open.with(Option::is_some)) on_close=move || leaving(move || list.open("")) title>
            {move || match open.get() {
                Some(Open::Form(edited)) => {
                    view! { <ItemForm edited=*edited names on_saved=saved on_cancel=cancelled/> }.into_any()
                }
                Some(Open::Guide(id)) => view! { <GuideOf id names may open/> }.into_any(),
                None => ().into_any(),
            }}
        </Drawer>
    }
}

/// The guide of an item, once it has come.
#[component]
fn GuideOf(id: ItemId, names: Memo<Names>, may: Memo<bool>, open: RwSignal<Option<Open>>) -> impl IntoView {
    let shown = view(move || Some(ShowItem { id }));
    shown.reload_on(&[ChangeKind::Catalogue]);
    let edit = Callback::new(move |item: Item| open.set(Some(Open::Form(Box::new(item_form::of(item))))));
    // What others publish meanwhile changes a line; what is open or being written beside it stays.
    let item = Memo::new(move |_| shown.with(|shown| shown.map(|shown| (shown.item.clone(), shown.vague.clone()))));
    let published = Memo::new(move |_| shown.with(|shown| shown.map(|shown| (shown.standing, shown.in_force))));
    move || match (item.get(), shown.error()) {
        (Some((item, vague)), _) => view! { <Guide item vague published names on_edit=may.get().then_some(edit)/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

/// What narrows the list.
#[component]
fn Filters(list: ListState, names: Memo<Names>, editing: RwSignal<bool>, may: Memo<bool>, outlined: Outlined) -> impl IntoView {
    let t = texts();
    let words = move |all: fn(&Texts) -> Vec<(String, String)>| Signal::derive(move || t.with(all));
    let origins = words(|t| Origin::ALL.iter().map(|one| (one.code().to_owned(), one.word(t))).collect());
    let states = words(|t| ItemState::ALL.iter().map(|one| (one.code().to_owned(), one.word(t))).collect());
    let described = words(|t| {
        let mut all = Described::ALL.map(|one| (one.code().to_owned(), described_word(one, t))).to_vec();
        all.push((RECHECK.to_owned(), t.item_recheck()));
        all
    });
    let standings = words(|t| ReleaseStanding::ALL.iter().map(|one| (one.code().to_owned(), one.word(t))).collect());
    let levels = words(|t| Level::ALL.map(|one| (one.code().to_owned(), one.word(t))).to_vec());
    let categories = words(|t| Category::ALL.map(|one| (one.code().to_owned(), one.word(t))).to_vec());
    let modules = Signal::derive(move || {
        let mut all: Vec<_> = names.with(|n| n.modules.iter().map(|(id, name)| (id.0.to_string(), name.clone())).collect());
        all.push((UNPLACED.to_owned(), t.with(|t| t.item_unplaced())));
        all
    });
    let bodies =
        Signal::derive(move || names.with(|n| n.bodies.iter().map(|(id, name)| (id.0.to_string(), name.clone())).collect::<Vec<_>>()));
    // What was in force on a day is narrowed by words and body alone.
    let is_now = move || list.as_of().is_none();
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Words list hint=tr(move |t| if is_now() { t.item_find() } else { t.item_find_then() })/>
                <Show when=is_now>
                <WholeTexts list/>
                <Ticked list key="kind" label=tr(|t| t.item_kind()) all=ItemKind::ALL code=ItemKind::code/>
                <Picked list key="described" label=tr(|t| t.item_described()) options=described/>
                <Picked list key="standing" label=tr(|t| t.release_standing()) options=standings/>
                <Picked list key="level" label=tr(|t| t.item_levels()) options=levels/>
                <Picked list key=CATEGORY label=tr(|t| t.module_category()) options=categories/>
                <Picked list key="module" label=tr(|t| t.item_module()) options=modules/>
                <Picked list key="origin" label=tr(|t| t.item_origin()) options=origins/>
                <Picked list key="state" label=tr(|t| t.item_state()) options=states/>
                </Show>
                <Found list key="body" label=tr(|t| t.item_body()) options=bodies/>
                <AsOf list/>
                <Clear list keys=&KEYS/>
            </div>
            <Show when=is_now>
                <Tools list>
                    <OutlineBox outlined/>
                    <Show when=move || may.get()><Checkbox value=editing>{tr(|t| t.cell_edit())}</Checkbox></Show>
                </Tools>
            </Show>
        </div>
    }
}

/// An item as a line.
fn line(t: Wording, names: Memo<Names>, item: ItemRow) -> Line {
    let version = item.head.as_ref().map_or(0, |head| head.version);
    let is_due = item.head.as_ref().is_some_and(|head| head.recheck);
    let standing = item.head.as_ref().map(|head| head.standing.code());
    let stamp = stamp(&(version, &item.code, &item.name, is_due, standing));
    let (key, label) = (item.id.0.to_string(), item.name.clone());
    let item = Arc::new(item);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, names, &item, column)) }
}

fn cell(t: Wording, names: Memo<Names>, item: &Arc<ItemRow>, column: &'static str) -> AnyView {
    let item = Arc::clone(item);
    let described = match &item.head {
        None => Described::Named,
        Some(head) if head.verified.is_none() => Described::Unverified,
        Some(_) => Described::Verified,
    };
    let is_due = item.head.as_ref().is_some_and(|head| head.recheck && head.verified.is_some());
    match column {
        "name" => item.name.clone().into_any(),
        "described" if is_due => view! { <Badge tint=Tint::Warn>{move || t.with(|t| t.item_recheck())}</Badge> }.into_any(),
        "verified" => {
            item.head.as_ref().and_then(|head| head.verified).map_or_else(|| or_none(String::new()), domain::day::text).into_any()
        }
        "code" => view! { <span class="mono">{or_none(item.code.clone())}</span> }.into_any(),
        "described" if described == Described::Verified => (move || t.with(|t| described_word(described, t))).into_any(),
        "described" => {
            let tint = if described == Described::Unverified { Tint::Warn } else { Tint::Quiet };
            view! { <Badge tint>{move || t.with(|t| described_word(described, t))}</Badge> }.into_any()
        }
        "standing" => match item.head.as_ref().map(|head| head.standing) {
            Some(standing) => view! { <Badge tint=standing_tint(standing)>{move || t.with(|t| standing.word(t))}</Badge> }.into_any(),
            None => or_none(String::new()).into_any(),
        },
        "state" if item.head.as_ref().is_some_and(|head| head.state != ItemState::Active) => {
            let state = item.head.as_ref().map_or(ItemState::Active, |head| head.state);
            view! { <Badge tint=Tint::Warn>{move || t.with(|t| state.word(t))}</Badge> }.into_any()
        }
        _ => (move || t.with(|t| names.with(|names| or_none(words(&item, column, names, t))))).into_any(),
    }
}

/// The words of a cell.
fn words(item: &ItemRow, column: &str, names: &Names, t: &Texts) -> String {
    let Some(head) = &item.head else { return String::new() };
    match column {
        "kind" => head.kind.word(t),
        "body" => head.body.map(|body| names.body(body)).unwrap_or_default(),
        "levels" => levels_words(&head.levels, t),
        "promised" if head.is_instant => t.word_handling_instant(),
        "promised" => limit_words(head.promised, t),
        "legal" => limit_words(head.legal, t),
        "state" => head.state.word(t),
        "origin" => head.origin.word(t),
        "undertaker" => head.undertaker.clone(),
        "visits" => t.item_n_visits(head.visits.to_string()),
        "online" => (if head.online { t.common_yes() } else { t.common_no() }).to_string(),
        "materials" => head.materials.to_string(),
        _ => head.base_code.clone(),
    }
}
