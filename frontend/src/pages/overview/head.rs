//! The way up, the sentence in counts, the month so far, and what the files leave open.

use super::here::use_here;
use super::view_model::door::Door;
use super::view_model::sentence::{Part, gaps, month_so_far, sentence};
use super::view_model::words::PeriodName;
use crate::backend::View;
use crate::pages::ratings::address::Narrowing;
use crate::state::{tr, use_session};
use crate::ui::{LinkButton, Loaded, Notice, NoticeKind, Skeleton};
use api::overview::Summarised;
use domain::place::PlaceId;
use leptos::prelude::*;
use texts::format;

/// The head of the page.
#[component]
pub fn Head(
    /// The sentence's counts.
    summary: View<Summarised>,
) -> impl IntoView {
    view! {
        <header class="overview-head">
            <div class="overview-lead">
                <Crumbs/>
                <Loaded view=summary skeleton=|| view! { <div class="overview-words"><Skeleton lines=2/></div> } let:reply>
                    <Said reply/>
                </Loaded>
            </div>
            <Rows/>
        </header>
    }
}

/// 麻章区 › 太平镇 › 洋村东村委会; nothing at the top, where there is no way up.
#[component]
fn Crumbs() -> impl IntoView {
    let here = use_here();
    let path = Memo::new(move |_| {
        let mut path: Vec<(PlaceId, String, bool)> = here.place().map_or_else(Vec::new, |id| {
            here.tree.with(|tree| tree.path(id).iter().map(|p| (p.id, p.name.clone(), tree.can_choose(p.id))).collect())
        });
        path.reverse();
        path
    });
    let crumb = move |(nth, (id, name, open)): (usize, (PlaceId, String, bool)), last: usize| {
        let words = if nth == last {
            view! { <span aria-current="page">{name}</span> }.into_any()
        } else if open {
            view! { <a href=move || here.href(&Door::Place(id))>{name}</a> }.into_any()
        } else {
            view! { <span>{name}</span> }.into_any()
        };
        view! { <li>{words}</li> }
    };
    view! {
        <Show when=move || path.with(|path| path.len() > 1)>
            <nav class="crumbs" aria-label=tr(|t| t.overview_crumbs())>
                <ol>
                    {move || {
                        let path = path.get();
                        let last = path.len().saturating_sub(1);
                        path.into_iter().enumerate().map(|step| crumb(step, last)).collect_view()
                    }}
                </ol>
            </nav>
        </Show>
    }
}

/// The rows of all that is counted here.
#[component]
fn Rows() -> impl IntoView {
    let here = use_here();
    let rows = move |cases: bool| {
        Signal::derive(move || {
            let (place, period) = (here.place()?, here.period());
            let door = if cases {
                Door::Cases { place, period, own: false, facet: None }
            } else {
                Door::Ratings { place, period, narrowing: Narrowing::default() }
            };
            here.href(&door)
        })
    };
    let (ratings, cases) = (rows(false), rows(true));
    view! {
        <div class="actions">
            <LinkButton href=Signal::derive(move || ratings.get().unwrap_or_default())>
                {tr(|t| t.overview_to_ratings())}
            </LinkButton>
            <LinkButton href=Signal::derive(move || cases.get().unwrap_or_default())>
                {tr(|t| t.overview_to_cases())}
            </LinkButton>
        </div>
    }
}

#[component]
fn Said(reply: Summarised) -> impl IntoView {
    let (here, session) = (use_here(), use_session());
    let reply = StoredValue::new(reply);
    let first = move || {
        let name = here.t.with(|t| PeriodName::new(t, here.period(), here.preset()));
        here.about(|about| here.t.with(|t| reply.with_value(|reply| sentence(t, about, &name, reply)))).unwrap_or_default()
    };
    let month = move || here.about(|about| here.t.with(|t| reply.with_value(|reply| month_so_far(t, about, reply)))).flatten();
    let days = move || here.t.with(|t| PeriodName::new(t, here.period(), here.preset())).days;
    let cutoff = move || here.t.with(|t| t.overview_cutoff(format::date(session.cutoff(), t.lang())));
    let missing = move || here.t.with(|t| reply.with_value(|reply| gaps(t, here.period(), reply)));
    view! {
        <div class="overview-words">
            <h1 class="overview-sentence" tabindex="-1" id="page-heading">
                {move || first().into_iter().map(|part| view! { <Words part/> }).collect_view()}
            </h1>
            <p class="overview-month">
                {move || days().map(|days| view! { <span>{days}</span> })}
                {move || month().map(|parts| view! {
                    <span>{parts.into_iter().map(|part| view! { <Words part/> }).collect_view()}</span>
                })}
                <span>{cutoff}</span>
            </p>
            {move || missing().into_iter().map(|words| view! { <Notice kind=NoticeKind::Warn>{words}</Notice> }).collect_view()}
        </div>
    }
}

/// A stretch of a sentence, with its door.
#[component]
fn Words(part: Part) -> impl IntoView {
    let here = use_here();
    let Part { text, door } = part;
    match door {
        None => view! { <span>{text}</span> }.into_any(),
        Some(Door::Stations(missing)) => view! {
            <button type="button" class="words-door" aria-haspopup="dialog" on:click=move |_| here.missing.set(Some(missing))>
                {text}
            </button>
        }
        .into_any(),
        Some(door) => view! { <a class="words-door" href=move || here.href(&door)>{text}</a> }.into_any(),
    }
}
