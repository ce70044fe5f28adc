//! The page: tabs for the list, what waits, what is drafted, and two days; beside them one entry or a form.

use super::cells::{DutyCells, edited, editor, in_list, typed};
use super::chain::ChainButton;
use super::dates::Dates;
use super::drafts::{DraftList, STAGE};
use super::form::{self, DutyForm, Edited};
use super::paper::PaperButton;
use super::show::{DutyOf, standing_tint};
use super::tree;
use super::{CHECKED, RECHECK};
use crate::backend::{call, view};
use crate::edit::cells::{BulkButton, ChangeDialog, Editable, editable};
use crate::list::{
    AS_OF, AsOf, Clear, DataList, ExportButton, Found, Line, ListColumn, ListState, Outline, OutlineBox, Outlined, Picked, Shown, Ticked,
    Tools, WHOLE, WORDS, WholeTexts, Words, WriteLater, stamp,
};
use crate::pages::catalogue::verify::VerifyDutiesButton;
use crate::pages::registers::ImportLink;
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_places, use_session};
use crate::ui::{Badge, Button, Checkbox, Drawer, EmptyState, Look, Notice, NoticeKind, PageHead, Tab, Tabs, Tint};
use api::duty::{CountDrafts, CountDuties, Duties, DutyFilter, DutyRow, ExportDuties, ListDuties};
use api::{ChangeKind, OutFile, Permission};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::flow::Standing;
use domain::duty::{DutyId, DutyList};
use domain::place::{Level, PlaceId};
use domain::register::Register;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use texts::Texts;
use texts::duty::Names;
use texts::format::count;
use texts::format::or_none;
use texts::words::Word;

/// Entries of a page.
const PAGE: u32 = 50;
/// What narrows, in the address.
const KEYS: [&str; 9] = [WORDS, WHOLE, "list", "kind", "standing", "body", "area", AS_OF, CHECKED];
/// The key of the address for the tab.
const FACE: &str = "face";
/// The key of the address for the version that is looked at.
pub(super) const VERSION: &str = "version";
/// The word of the address for an entry that is not there yet.
const NEW: &str = "new";

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("name", tr(|t| t.duty_name())).width(16).sorts_up().fixed(),
        ListColumn::new("code", tr(|t| t.duty_code())).sorts_up(),
        ListColumn::new("list", tr(|t| t.duty_list())),
        ListColumn::new("kind", tr(|t| t.duty_kind())).width(9),
        ListColumn::new("body", tr(|t| t.duty_body())).width(10),
        ListColumn::new("place", tr(|t| t.duty_place())),
        ListColumn::new("standing", tr(|t| t.duty_standing())),
        ListColumn::new("from", tr(|t| t.duty_from())),
        ListColumn::new("drafts", tr(|t| t.duty_drafts())),
    ]
}

/// What is asked for; tracked.
pub(super) fn filter_of(list: ListState) -> DutyFilter {
    let key = |key: &str| list.get(key).and_then(|id| id.parse::<i64>().ok());
    DutyFilter {
        as_of: list.as_of(),
        text: list.words(),
        whole: list.is_whole(),
        lists: list.many("list", DutyList::ALL, DutyList::code),
        kinds: list.many("kind", ItemKind::ALL, ItemKind::code),
        body: key("body").map(BodyId),
        place: key("area").map(PlaceId),
        standing: list.get("standing").and_then(|code| Standing::from_code(&code)),
        parent: None,
        recheck: list.get(CHECKED).as_deref() == Some(RECHECK),
    }
}

/// What stands in the drawer.
#[derive(Clone, PartialEq)]
enum Open {
    /// An entry.
    Entry(DutyId),
    /// A form, as it was opened.
    Form(Box<Edited>),
}

/// The page of responsibility lists.
#[component]
pub fn DutyLists() -> impl IntoView {
    let (t, session, places) = (texts(), use_session(), use_places());
    let list = ListState::new("duties", columns()).row_key("duty");
    let bodies = view(|| Some(api::body::List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    let names = Memo::new(move |_| Names {
        bodies: bodies.with(|l| l.map(|l| l.bodies.iter().map(|b| (b.id, b.name.clone())).collect()).unwrap_or_default()),
        places: places.tree().with(|tree| {
            let seats = tree.all().iter().filter(|place| place.level != Level::Village);
            seats.map(|place| (place.id, place.name.clone())).collect()
        }),
        duties: BTreeMap::new(),
    });
    let drafts_some = Memo::new(move |_| session.may(Permission::Duties));
    let works = Memo::new(move |_| session.may(Permission::Duties) || session.may(Permission::DutyReview));
    let counts = view(move || works.get().then_some(CountDrafts {}));
    counts.reload_on(&[ChangeKind::Duty]);
    let n_of = move |waits: bool| count(counts.with(|counts| counts.map_or(0, |counts| counts.total(None, waits))));
    let home = Memo::new(move |_| {
        let id = session.person()?.home;
        places.tree().with(|tree| tree.get(id).map(|place| (place.id, place.level)))
    });
    let open = RwSignal::new(None::<Open>);
    let opened = Memo::new(move |_| list.opened());
    Effect::new(move |_| {
        open.set(match opened.get().as_deref() {
            Some(NEW) if drafts_some.get() => Some(Open::Form(Box::new(form::new(home.get())))),
            Some(id) => id.parse().ok().map(|id| Open::Entry(DutyId(id))),
            None => None,
        });
    });
    let face = Signal::derive(move || {
        let asked = list.get(FACE).unwrap_or_default();
        let is_there = match asked.as_str() {
            "waiting" | "drafts" => works.get(),
            "dates" => true,
            _ => false,
        };
        if is_there { asked } else { "list".to_owned() }
    });
    let tabs = Signal::derive(move || {
        let mut tabs = vec![Tab { key: "list", label: tr(|t| t.duty_tab_list()) }];
        if works.get() {
            tabs.push(Tab { key: "waiting", label: tr(move |t| t.duty_tab_waiting(n_of(true))) });
            tabs.push(Tab { key: "drafts", label: tr(move |t| t.duty_tab_drafts(n_of(false))) });
        }
        tabs.push(Tab { key: "dates", label: tr(|t| t.duty_tab_dates()) });
        tabs
    });
    let choose = move |key: String| list.set(&[(FACE, if key == "list" { String::new() } else { key }), (STAGE, String::new())], false);
    let show = Callback::new(move |(duty, version): (DutyId, Option<domain::duty::VersionId>)| {
        // The page of the list stays where it is.
        list.at
            .set(&[(VERSION, version.map(|version| version.0.to_string()).unwrap_or_default()), (list.row_key, duty.0.to_string())], false);
    });
    let edit = Callback::new(move |edited: Edited| open.set(Some(Open::Form(Box::new(edited)))));
    let saved = Callback::new(move |(duty, version): (DutyId, domain::duty::VersionId)| {
        show.run((duty, Some(version)));
        open.set(Some(Open::Entry(duty)));
    });
    let cancelled = Callback::new(move |()| match open.get_untracked() {
        Some(Open::Form(edited)) if edited.id.duty.is_some() => open.set(edited.id.duty.map(Open::Entry)),
        _ => list.open(""),
    });
    let add = move || leaving(move || list.open(NEW));
    let close = move || {
        leaving(move || list.at.set(&[(VERSION, String::new()), (list.row_key, String::new())], false));
    };
    let title = Signal::derive(move || {
        let words = open.with(|open| match open {
            Some(Open::Form(edited)) => Some((edited.id.duty.is_some(), edited.id.draft.is_some())),
            _ => None,
        });
        t.with(|t| match words {
            None => t.duty_show_title(),
            Some((false, _)) => t.duty_new_title(),
            Some((true, true)) => t.duty_edit_title(),
            Some((true, false)) => t.duty_change_title(),
        })
    });
    let export_name = tr(move |t| t.duty_export_name(session.today().to_string()));
    let export = Callback::new(move |out: OutFile| {
        let (filter, sort) = untrack(|| (filter_of(list), list.sort()));
        WriteLater(Box::pin(call(ExportDuties { filter, sort, template: false, out })))
    });
    view! {
        <PageHead title=tr(|t| t.duty_title()) lead=tr(|t| t.duty_lead())>
            <ChainButton names/>
            <PaperButton list/>
            <ExportButton name=export_name write=export/>
            <Show when=move || drafts_some.get()>
                <ImportLink register=Register::Duties/>
                <Button look=Look::Primary on_press=add>{tr(|t| t.duty_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin duties">
            <Tabs label=tr(|t| t.duty_tabs()) value=face tabs on_choose=choose>
                {move || match face.get().as_str() {
                    "waiting" => view! { <DraftList list counts names show waits=true/> }.into_any(),
                    "drafts" => view! { <DraftList list counts names show waits=false/> }.into_any(),
                    "dates" => view! { <Dates list names show/> }.into_any(),
                    _ => view! { <Entries list names/> }.into_any(),
                }}
            </Tabs>
        </div>
        <Drawer open=Signal::derive(move || open.with(Option::is_some)) on_close=close title>
            {move || match open.get() {
                Some(Open::Form(edited)) => view! { <DutyForm edited=*edited names on_saved=saved on_cancel=cancelled/> }.into_any(),
                Some(Open::Entry(id)) => view! { <DutyOf id list names edit/> }.into_any(),
                None => ().into_any(),
            }}
        </Drawer>
    }
}

/// The list.
#[component]
fn Entries(list: ListState, names: Memo<Names>) -> impl IntoView {
    let t = texts();
    let (filter, session) = (Memo::new(move |_| filter_of(list)), use_session());
    let drafts_some = Memo::new(move |_| session.may(Permission::Duties));
    let listed =
        view(move || Some(ListDuties { filter: filter.get(), sort: list.sort(), page: list.page(), limit: PAGE, own: drafts_some.get() }));
    listed.reload_on(&[ChangeKind::Duty, ChangeKind::Body, ChangeKind::Place]);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    // On a day that is gone nothing is edited.
    let may = Memo::new(move |_| drafts_some.get() && filter.with(|filter| filter.as_of.is_none()));
    let editor_of = move |column: &'static str| t.with(|t| names.with(|names| editor(column, names, t)));
    let version_of = move |key: String| {
        reply.with_untracked(|reply| {
            let row = edited(reply.as_ref()?.duties.iter().find(|row| row.id.0.to_string() == key)?.clone());
            names.with_untracked(|names| typed(&row, "name", names)).map(|_| row.stamp)
        })
    };
    let typed = move |key: &str, column: &'static str| {
        let row = reply.with(|reply| reply.as_ref()?.duties.iter().find(|row| row.id.0.to_string() == key).cloned())?;
        names.with(|names| typed(&edited(row), column, names))
    };
    let Editable { editing, wish, cells } = editable::<DutyCells>(may, move |column| in_list(column).then(|| editor_of(column)), typed);
    // Asked for beside the page, which need not wait for it.
    let counted = view(move || Some(CountDuties { filter: filter.get() }));
    counted.reload_on(&[ChangeKind::Duty, ChangeKind::Body, ChangeKind::Place]);
    let total = Signal::derive(move || counted.get());
    let shown = Signal::derive(move || {
        let is_editing = cells.on.get();
        let row = |row: DutyRow| if is_editing { edited(row) } else { row };
        reply.get().map(|Duties { duties, edges }| Shown { lines: duties.into_iter().map(|one| line(t, names, row(one))).collect(), edges })
    });
    let (outlined, tree) = (Outlined::new(), tree::counted(filter, names));
    let told = move || filter.with(|filter| filter.as_of).map(|day| t.with(|t| t.duty_as_of_told(domain::day::text(day))));
    view! {
        <Filters list names outlined editing may/>
        {move || cells.on.get().then(|| view! { <Notice kind=NoticeKind::Info><p>{tr(|t| t.duty_cell_lead())}</p></Notice> })}
        {move || told().map(|told| view! { <Notice kind=NoticeKind::Info><p>{told}</p></Notice> })}
        <Outline
            outlined
            label=tr(|t| t.duty_outline())
            nodes=tree
            chosen=Signal::derive(move || tree::chosen(list))
            on_choose=move |key: String| tree::choose(list, &key)
        >
            <DataList
                list
                caption=tr(|t| t.duty_title())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                opens=true
                ticks=Signal::derive(move || drafts_some.get())
                cells
                bulk=move || view! {
                    <VerifyDutiesButton list/>
                    <Show when=move || may.get()>
                        <BulkButton<DutyCells> list first="undertaker" editor=editor_of version=version_of wish/>
                    </Show>
                }
                empty=|| view! { <EmptyState title=tr(|t| t.duty_none_found()) body=tr(|t| t.duty_none_found_body())/> }
            />
        </Outline>
        <ChangeDialog<DutyCells> wish on_done=move || list.ticked.set(BTreeMap::new())/>
    }
}

/// What narrows the list.
#[component]
fn Filters(list: ListState, names: Memo<Names>, outlined: Outlined, editing: RwSignal<bool>, may: Memo<bool>) -> impl IntoView {
    let t = texts();
    let standings =
        Signal::derive(move || t.with(|t| Standing::ALL.iter().map(|one| (one.code().to_owned(), one.word(t))).collect::<Vec<_>>()));
    let seats =
        Signal::derive(move || names.with(|n| n.places.iter().map(|(id, name)| (id.0.to_string(), name.clone())).collect::<Vec<_>>()));
    let bodies =
        Signal::derive(move || names.with(|n| n.bodies.iter().map(|(id, name)| (id.0.to_string(), name.clone())).collect::<Vec<_>>()));
    let checked = Signal::derive(move || t.with(|t| vec![(RECHECK.to_owned(), t.item_recheck())]));
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Words list hint=tr(|t| t.duty_find())/>
                <WholeTexts list/>
                <Ticked list key="list" label=tr(|t| t.duty_list()) all=DutyList::ALL code=DutyList::code/>
                <Ticked list key="kind" label=tr(|t| t.duty_kind()) all=ItemKind::ALL code=ItemKind::code/>
                <Picked list key="standing" label=tr(|t| t.duty_standing()) options=standings/>
                <Picked list key="area" label=tr(|t| t.duty_place()) options=seats/>
                <Found list key="body" label=tr(|t| t.duty_body()) options=bodies/>
                <Picked list key=CHECKED label=tr(|t| t.item_verified()) options=checked/>
                <AsOf list/>
                <Clear list keys=&KEYS/>
            </div>
            <Tools list>
                <OutlineBox outlined/>
                <Show when=move || may.get()><Checkbox value=editing>{tr(|t| t.cell_edit())}</Checkbox></Show>
            </Tools>
        </div>
    }
}

/// An entry as a line.
fn line(t: Wording, names: Memo<Names>, row: DutyRow) -> Line {
    let stamp = stamp(&(row.stamp, row.own.as_ref().map(|own| own.stamp), &row.code, &row.name, row.standing.code(), row.drafts));
    // What is changed is the person's own draft, whether the table shows it or not.
    let version = row.own.as_ref().map_or(row.stamp, |own| own.stamp);
    let (key, label) = (row.id.0.to_string(), row.name.clone());
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, names, &row, column)) }
}

fn cell(t: Wording, names: Memo<Names>, row: &Arc<DutyRow>, column: &'static str) -> AnyView {
    let row = Arc::clone(row);
    match column {
        "name" => row.name.clone().into_any(),
        "code" => view! { <span class="mono">{or_none(row.code.clone())}</span> }.into_any(),
        "standing" => {
            let standing = row.standing;
            view! { <Badge tint=standing_tint(standing)>{move || t.with(|t| standing.word(t))}</Badge> }.into_any()
        }
        "from" => view! { <span class="nowrap">{or_none(row.from.map(domain::day::text).unwrap_or_default())}</span> }.into_any(),
        "drafts" if row.drafts > 0 => {
            let n = row.drafts;
            view! { <Badge tint=Tint::Warn>{move || t.with(|t| t.duty_n_drafts(n.to_string()))}</Badge> }.into_any()
        }
        _ => (move || t.with(|t| names.with(|names| or_none(words(&row, column, names, t))))).into_any(),
    }
}

/// The words of a cell.
fn words(row: &DutyRow, column: &str, names: &Names, t: &Texts) -> String {
    match column {
        "list" => row.list.word(t),
        "kind" => row.kind.word(t),
        "body" => {
            let name = row.body.map(|body| names.body(body)).unwrap_or_default();
            if row.joint > 0 { format!("{name} +{}", row.joint) } else { name }
        }
        "place" => names.place(row.place),
        _ => String::new(),
    }
}
