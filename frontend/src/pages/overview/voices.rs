//! The newest words that came with bad ratings; with none, the newest words at all.

use super::here::use_here;
use super::view_model::door::Door;
use crate::backend::view;
use crate::pages::ratings::address::Narrowing;
use crate::pages::ratings::grade::GradeMark;
use crate::state::tr;
use crate::ui::{EmptyState, LinkButton, Loaded, Look, Skeleton};
use api::ChangeKind;
use api::rating::{List, Listed};
use domain::rating::Rating;
use leptos::prelude::*;
use texts::format;

/// How many are shown.
const SHOWN: u32 = 5;

/// 差评 with words; all with words where nobody was dissatisfied.
fn narrowing(any: bool) -> Narrowing {
    Narrowing { with_comment: true, ..if any { Narrowing::valid() } else { Narrowing::bad() } }
}

/// The newest words.
#[component]
pub fn Voices(
    /// Bad ratings in all.
    bad: Memo<Option<i64>>,
) -> impl IntoView {
    let here = use_here();
    let any = Memo::new(move |_| bad.get() == Some(0));
    let listed = view(move || {
        let filter = Narrowing { basis: here.basis(), ..narrowing(any.get()) }.filter(here.place()?, here.period());
        Some(List { filter, sort: None, page: api::page::PageAt::First, limit: SHOWN })
    });
    listed.reload_on(&[ChangeKind::Figures]);
    let all = Signal::derive(move || {
        let place = here.place()?;
        here.href(&Door::Ratings { place, period: here.period(), narrowing: narrowing(any.get()) })
    });
    let voices = move |reply: Listed| {
        let more = reply.edges.after.is_some();
        if reply.ratings.is_empty() {
            let title = tr(move |t| if any.get() { t.overview_voices_any_none() } else { t.overview_voices_none() });
            let body = tr(move |t| if any.get() { t.overview_voices_any_none_body() } else { t.overview_voices_none_body() });
            return view! { <EmptyState title body/> }.into_any();
        }
        view! {
            <ul class="voices">{reply.ratings.into_iter().map(|rating| view! { <Voice rating any/> }).collect_view()}</ul>
            {more.then(|| view! {
                <LinkButton look=Look::Quiet href=Signal::derive(move || all.get().unwrap_or_default())>
                    {tr(|t| t.overview_voices_all())}
                </LinkButton>
            })}
        }
        .into_any()
    };
    view! {
        <section class="board">
            <h2 class="board-title">{tr(move |t| if any.get() { t.overview_voices_any_title() } else { t.overview_voices_title() })}</h2>
            <Loaded view=listed skeleton=|| view! { <Skeleton lines=8/> } let:reply>{voices(reply)}</Loaded>
        </section>
    }
}

#[component]
fn Voice(rating: Rating, any: Memo<bool>) -> impl IntoView {
    let here = use_here();
    let id = rating.id.0.to_string();
    let href = move || {
        let (place, period) = (here.place()?, here.period());
        let mut pairs = narrowing(any.get()).pairs();
        pairs.push(("rating", id.clone()));
        Some(here.at.href_for("/ratings", place, period, &pairs))
    };
    let about: Vec<String> =
        [Some(rating.place_name.clone()), rating.item_name.clone(), Some(format::instant(rating.at))].into_iter().flatten().collect();
    view! {
        <li class="voice">
            <a class="voice-words" href=href>{rating.comment.clone().unwrap_or_default()}</a>
            <p class="voice-about">
                <GradeMark grade=rating.grade/>
                <span>{about.join(" · ")}</span>
            </p>
        </li>
    }
}
