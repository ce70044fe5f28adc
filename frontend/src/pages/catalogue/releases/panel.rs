//! 送审与公布 of an item: how far it has come, what is in force, handing it in, and its texts.

use super::super::items::Names;
use super::compare::Compare;
use super::submit::SubmitForm;
use super::text::Text;
use super::words::{facts, in_force_line, stage_tint, stage_word, standing_tint};
use crate::backend::view;
use crate::state::{texts, tr, use_session};
use crate::ui::{Badge, Button, ErrorState, Icon, Look, Skeleton};
use api::ChangeKind;
use api::item::{ChosenItem, Release, ShowReleases};
use domain::catalogue::item::ItemId;
use domain::catalogue::release::ReleaseId;
use domain::duty::flow::Stage;
use leptos::prelude::*;
use texts::format::count;
use texts::words::Word;

/// The way of an item.
#[component]
pub(in crate::pages::catalogue) fn Panel(
    /// The item.
    item: ItemId,
    /// The version of it that was read.
    version: i64,
    /// What it is called.
    name: String,
    /// What items refer to.
    names: Memo<Names>,
    /// Which of its texts is looked at; none: the one on its way, else the one in force.
    chosen: RwSignal<Option<ReleaseId>>,
    /// Its texts are what the person came for.
    #[prop(optional)]
    is_whole: bool,
) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let shown = view(move || Some(ShowReleases { item, release: chosen.get() }));
    shown.reload_on(&[ChangeKind::Catalogue]);
    let standing = Memo::new(move |_| shown.with(|shown| shown.map(|shown| shown.standing)));
    let releases = Memo::new(move |_| shown.with(|shown| shown.map(|shown| shown.releases.clone()).unwrap_or_default()));
    let unready = Memo::new(move |_| shown.with(|shown| shown.map(|shown| shown.unready.clone())));
    let text = Memo::new(move |_| shown.with(|shown| shown.and_then(|shown| shown.shown.clone())));
    let here = Memo::new(move |_| text.with(|text| text.as_ref().map(|text| text.head.id)));
    let n = Memo::new(move |_| releases.with(Vec::len));
    // What is on its way is in sight at once.
    let is_under_way = Memo::new(move |_| releases.with(|releases| releases.iter().any(|one| one.stage.is_open())));
    let opened = RwSignal::new(None::<bool>);
    let is_open = Memo::new(move |_| is_whole || opened.get().unwrap_or_else(|| is_under_way.get()));
    let comparing = RwSignal::new(false);
    let sees_working = Signal::derive(move || shown.with(|shown| shown.is_some_and(|shown| shown.sees_drafts)));
    let can_compare = Memo::new(move |_| n.get() + usize::from(sees_working.get()) > 1);
    let state = move || {
        standing.get().map(|standing| {
            let line = move || t.with(|t| releases.with(|releases| in_force_line(releases, session.today(), t)));
            view! {
                <p class="guide-badges">
                    <Badge tint=standing_tint(standing)>{move || t.with(|t| standing.word(t))}</Badge>
                    <span class="quiet">{line}</span>
                </p>
            }
        })
    };
    let toggle = tr(move |t| if is_open.get() { t.release_texts_hide() } else { t.release_texts_show(count(n.get())) });
    let toggle_compare = tr(move |t| if comparing.get() { t.release_compare_hide() } else { t.release_compare_show() });
    let look = Callback::new(move |id: ReleaseId| chosen.set(Some(id)));
    let lines = move || releases.get().into_iter().map(|one| view! { <TextLine one here look/> }).collect_view();
    view! {
        <section class="duty-part release-panel" aria-label=tr(|t| t.release_panel())>
            <h4>{tr(|t| t.release_panel())}</h4>
            {move || match (standing.get(), shown.error()) {
                (_, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
                (None, None) => view! { <Skeleton lines=2/> }.into_any(),
                (Some(_), None) => ().into_any(),
            }}
            {state}
            <HandIn item version name releases unready/>
            <Show when=move || { n.get() > 0 && !is_whole }>
                <p>
                    <Button look=Look::Quiet on_press=move || opened.set(Some(!is_open.get_untracked()))>{move || toggle.get()}</Button>
                </p>
            </Show>
            <Show when=move || { n.get() > 0 && is_open.get() }>
                <ul class="duty-versions" aria-label=tr(|t| t.release_texts())>{lines}</ul>
                {move || text.get().map(|shown| view! { <Text shown names/> })}
            </Show>
            <Show when=move || { n.get() > 0 && is_open.get() && can_compare.get() }>
                <p>
                    <Button look=Look::Quiet on_press=move || comparing.update(|on| *on = !*on)>{move || toggle_compare.get()}</Button>
                </p>
                <Show when=move || comparing.get()><Compare item releases sees_working names/></Show>
            </Show>
        </section>
    }
}

/// 送审, for whoever may; why not yet, where something is still to be done.
#[component]
fn HandIn(item: ItemId, version: i64, name: String, releases: Memo<Vec<Release>>, unready: Memo<Option<Option<String>>>) -> impl IntoView {
    let t = texts();
    let asking = RwSignal::new(false);
    let name = StoredValue::new(name);
    let shut = move |()| {
        asking.try_set(false);
    };
    let form = move || {
        // What was returned goes again on the same grounds, unless they are mended.
        let grounds = releases.with_untracked(|releases| {
            releases.iter().find(|one| one.stage == Stage::Draft).map(|one| one.reason.clone()).unwrap_or_default()
        });
        view! { <SubmitForm item=ChosenItem { item, version } name=name.get_value() grounds on_end=shut/> }
    };
    move || match unready.get() {
        Some(None) if asking.get() => view! { <div class="duty-review">{form()}</div> }.into_any(),
        Some(None) => view! {
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Right on_press=move || asking.set(true)>{tr(|t| t.release_submit())}</Button>
            </div>
        }
        .into_any(),
        Some(Some(rule)) if rule != "not_permitted" => {
            let args = [("name".to_owned(), name.get_value())].into_iter().collect();
            view! { <p class="quiet">{move || t.with(|t| texts::error::rule(&rule, &args, t))}</p> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// A text in the list of an item's texts.
#[component]
fn TextLine(one: Release, here: Memo<Option<ReleaseId>>, look: Callback<ReleaseId>) -> impl IntoView {
    let t = texts();
    let (id, no, stage, deed) = (one.id, one.no, one.stage, one.deed);
    view! {
        <li aria-current=move || (here.get() == Some(id)).then_some("true")>
            <Button look=Look::Quiet on_press=move || look.run(id)>{tr(move |t| t.duty_version_no(no.to_string()))}</Button>
            " "
            <Badge tint=stage_tint(stage)>{move || t.with(|t| stage_word(stage, t))}</Badge>
            " "
            <Badge>{move || t.with(|t| deed.word(t))}</Badge>
            " "
            <span class="quiet">{move || t.with(|t| facts(&one, t))}</span>
        </li>
    }
}
