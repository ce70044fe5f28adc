//! 区划和机构变更: what was renamed, recoded, opened, closed, merged and split, and entering it.
//!
//! - `form`: entering a change, with what it would do. `units`: choosing units. `deed`: from fields to a change, without a view.
//! - `detail`: one change, and taking it back. `words`: changes in words, without a view.

mod deed;
mod detail;
mod form;
mod units;
mod words;

use crate::backend::{call, view};
use crate::list::{ExportButton, WriteLater};
use crate::pages::registers::ImportLink;
use crate::state::unsaved::leaving;
use crate::state::{texts, tr, use_at, use_session, use_taste};
use crate::ui::{Badge, Button, Column, Dialog, Drawer, EmptyState, Loaded, Look, PageHead, Row, Segmented, Skeleton, Table, Tint};
use api::change::{Change, List, Listed};
use api::{ApiError, ChangeKind as Changed, OutFile, Permission};
use detail::Detail;
use domain::change::{ChangeState, Unit};
use domain::register::Register;
use form::NewChange;
use leptos::prelude::*;
use texts::format;
use texts::words::Word;

pub use words::sentence;

/// Changes on a page.
const PAGE: u32 = 50;

/// The unit that an address names.
fn unit_of(code: Option<String>) -> Unit {
    code.and_then(|code| Unit::from_code(&code)).unwrap_or(Unit::Place)
}

/// The page of changes.
#[component]
pub fn Changes() -> impl IntoView {
    let (t, at, session) = (texts(), use_at(), use_session());
    let unit = Memo::new(move |_| unit_of(at.get("unit")));
    let listed = view(move || Some(List { unit: unit.get(), of: None, before: None, limit: PAGE }));
    listed.reload_on(&[Changed::Place, Changed::Body, Changed::Point]);
    // `?new=7` begins with a unit, `?new=-` without.
    let entering = Memo::new(move |_| at.get("new"));
    let opened = RwSignal::new(None::<Change>);
    let may = Memo::new(move |_| session.may(Permission::Changes));
    let begin = move || at.set(&[("new", "-".to_owned())], true);
    let end = move || leaving(move || at.set(&[("new", String::new())], true));
    let name = tr(move |t| t.register_units_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| {
        WriteLater::by(untrack(|| session.person()).map(|p| api::place::Export { place: p.home, template: false, out }))
    });
    let units = Signal::derive(move || t.with(|t| [Unit::Place, Unit::Body, Unit::Point].map(|u| (u, u.word(t))).to_vec()));
    let title = Signal::derive(move || opened.with(|c| c.as_ref().map(|c| t.with(|t| words::sentence(c, t))).unwrap_or_default()));
    let done = move |change: Change| at.set(&[("unit", change.unit.code().to_owned()), ("new", String::new())], true);
    view! {
        <PageHead title=tr(|t| t.change_title()) lead=tr(|t| t.change_lead())>
            <Show when=move || may.get()>
                <Show when=move || unit.get() == Unit::Place>
                    <ImportLink register=Register::Units/>
                    <ExportButton name write label=tr(|t| t.register_export_units())/>
                </Show>
                <Button look=Look::Primary on_press=begin>{tr(|t| t.change_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin">
            <Segmented
                label=tr(|t| t.change_units())
                value=Signal::derive(move || unit.get())
                options=units
                on_choose=move |u: Unit| at.set(&[("unit", u.code().to_owned())], true)
            />
            <Loaded view=listed skeleton=|| view! { <Skeleton lines=8/> } let:listed><ChangeTable listed opened/></Loaded>
        </div>
        <Drawer open=Signal::derive(move || opened.with(Option::is_some)) on_close=move || opened.set(None) title>
            {move || opened.get().map(|change| view! {
                <Detail change on_revoked=move |change| opened.set(Some(change))/>
            })}
        </Drawer>
        <Dialog open=Signal::derive(move || may.get() && entering.with(Option::is_some)) on_close=end title=tr(|t| t.change_new()) wide=true>
            <NewChange unit=unit.get_untracked() of=entering.get_untracked().and_then(|id| id.parse().ok()) on_done=done/>
        </Dialog>
    }
}

#[component]
fn ChangeTable(listed: Listed, opened: RwSignal<Option<Change>>) -> impl IntoView {
    let more = RwSignal::new(Vec::<Change>::new());
    let (next, failed) = (RwSignal::new(listed.next), RwSignal::new(None::<ApiError>));
    let columns = Signal::stored(vec![
        Column::new("no", tr(|t| t.change_column_no())).figures(),
        Column::new("effective", tr(|t| t.change_column_effective())).width(12),
        Column::new("kind", tr(|t| t.change_column_kind())).width(8),
        Column::new("what", tr(|t| t.change_column_what())).width(24),
        Column::new("paper", tr(|t| t.change_column_paper())),
        Column::new("by", tr(|t| t.change_column_by())).width(14),
        Column::new("state", tr(|t| t.change_column_state())).width(8),
    ]);
    if listed.changes.is_empty() {
        return view! { <EmptyState title=tr(|t| t.change_empty()) body=tr(|t| t.change_empty_how())/> }.into_any();
    }
    let unit = listed.changes.first().map_or(Unit::Place, |c| c.unit);
    let fetch = move || {
        let before = next.get_untracked();
        leptos::task::spawn_local(async move {
            match call(List { unit, of: None, before, limit: PAGE }).await {
                Ok(page) => {
                    next.try_set(page.next);
                    more.try_update(|all| all.extend(page.changes));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Table caption=tr(|t| t.change_title()) columns grows=true>
            {listed.changes.into_iter().map(|change| view! { <ChangeRow change opened/> }).collect_view()}
            {move || more.get().into_iter().map(|change| view! { <ChangeRow change opened/> }).collect_view()}
        </Table>
        <crate::ui::ErrorNote error=failed/>
        <Show when=move || next.get().is_some()>
            <Button look=Look::Quiet on_press=fetch>{tr(|t| t.change_more())}</Button>
        </Show>
    }
    .into_any()
}

#[component]
fn ChangeRow(change: Change, opened: RwSignal<Option<Change>>) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    let (no, kind, state) = (change.no, change.kind, change.state);
    let (effective, made, by) = (change.effective, change.made, change.by.clone());
    let paper = change.paper.clone();
    let kept = StoredValue::new(change);
    let what = move || t.with(|t| kept.with_value(|change| words::sentence(change, t)));
    let entered = move || t.with(|t| t.change_by(&by, format::date(made.day(), taste.lang())));
    view! {
        <Row
            on_open=move || opened.set(Some(kept.get_value()))
            current=Signal::derive(move || opened.with(|c| c.as_ref().is_some_and(|c| c.no == no)))
        >
            <td class="num">{no}</td>
            <td class="nowrap">{move || format::date(effective, taste.lang())}</td>
            <td>{move || t.with(|t| kind.word(t))}</td>
            <td>{what}</td>
            <td>{paper}</td>
            <td class="quiet">{entered}</td>
            <td><StateBadge state/></td>
        </Row>
    }
}

/// How a change stands.
#[component]
fn StateBadge(state: ChangeState) -> impl IntoView {
    let t = texts();
    let tint = match state {
        ChangeState::Planned => Tint::Accent,
        ChangeState::Done | ChangeState::Revoked => Tint::Quiet,
        ChangeState::Failed => Tint::Bad,
    };
    view! { <Badge tint>{move || t.with(|t| state.word(t))}</Badge> }
}

/// The changes of one unit, newest first: for the page of that unit.
#[component]
pub fn History(unit: Unit, of: i64) -> impl IntoView {
    let (t, taste, at, session) = (texts(), use_taste(), use_at(), use_session());
    let listed = view(move || Some(List { unit, of: Some(of), before: None, limit: PAGE }));
    listed.reload_on(&[Changed::Place, Changed::Body, Changed::Point]);
    let enter = Signal::derive(move || at.href("/places/changes", &[("unit", unit.code().to_owned()), ("new", of.to_string())]));
    let line = move |change: Change| {
        let (effective, state) = (change.effective, change.state);
        let what = move || t.with(|t| format!("{}　{}", format::date(effective, taste.lang()), words::sentence(&change, t)));
        view! { <li><span>{what}</span><StateBadge state/></li> }
    };
    view! {
        <Show when=move || listed.with(|l| l.is_some_and(|l| !l.changes.is_empty()))>
            <section class="change-history">
                <h3>{tr(|t| t.change_history())}</h3>
                <ul>{move || listed.get().map(|l| l.changes.into_iter().map(line).collect_view())}</ul>
            </section>
        </Show>
        <Show when=move || session.may(Permission::Changes)>
            <crate::ui::LinkButton look=Look::Quiet href=enter>{tr(|t| t.change_of_this())}</crate::ui::LinkButton>
        </Show>
    }
}
