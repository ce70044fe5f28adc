//! The details of a rating, beside the list: what was said, the first rating with its follow-up, who, and decisions.

use super::grade::GradeMark;
use super::rater::RaterBlock;
use super::standing::StandingForm;
use super::use_filtered;
use super::view_model::detail::{Card, Fact, cards, facts};
use super::view_model::said;
use crate::backend::view;
use crate::edit::History;
use crate::pages::supervision::Turn;
use crate::state::{texts, tr, use_session};
use crate::ui::{Badge, Drawer, Loaded, Skeleton, Tint};
use api::rating::{Show as ShowRating, Shown};
use api::{ChangeKind, Permission};
use domain::rating::{RatingId, Standing};
use domain::supervision::{Link, LinkKind};
use leptos::prelude::*;
use texts::format;

/// The drawer; open while the address names a rating.
#[component]
pub fn DetailDrawer() -> impl IntoView {
    let filtered = use_filtered();
    let opened = Memo::new(move |_| filtered.at.get("rating").and_then(|id| id.parse().ok()).map(RatingId));
    let shown = view(move || Some(ShowRating { rating: opened.get()? }));
    shown.reload_on(&[ChangeKind::Figures]);
    view! {
        <Drawer
            open=Signal::derive(move || opened.get().is_some())
            on_close=move || filtered.at.set(&[("rating", String::new())], false)
            title=tr(|t| t.ratings_detail())
        >
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=10/> } let:reply>
                <Detail reply/>
            </Loaded>
        </Drawer>
    }
}

#[component]
fn Detail(reply: Shown) -> impl IntoView {
    let (filtered, session, t) = (use_filtered(), use_session(), texts());
    let rating = reply.rating.clone();
    let place = rating.place;
    let reply = StoredValue::new(reply);
    let both = move || t.with(|t| reply.with_value(|reply| cards(t, reply)));
    let rows = move || t.with(|t| reply.with_value(|reply| facts(t, &reply.rating)));
    let may_decide = Memo::new(move |_| session.may(Permission::Standing));
    let fact = |fact: Fact| {
        view! {
            <dt>{fact.name}</dt>
            <dd class:is-code=fact.is_code>{fact.value}</dd>
        }
    };
    let for_standing = rating.clone();
    view! {
        <div class="detail">
        <div class="detail-cards">{move || both().into_iter().map(|card| view! { <RatingCard card/> }).collect_view()}</div>
        <section class="detail-part">
            <h3>{tr(|t| t.ratings_detail_facts())}</h3>
            <dl class="facts">{move || rows().into_iter().map(fact).collect_view()}</dl>
            <p>
                <a href=move || filtered.at.href_of("/overview", place, &[])>{tr(|t| t.ratings_detail_place_link())}</a>
            </p>
        </section>
        <RaterBlock
            rating=rating.id
            is_kept=rating.has_rater
            name=reply.with_value(|reply| reply.rater_name.clone())
            phone=reply.with_value(|reply| reply.rater_phone.clone())
        />
        <Turn link=Link { kind: LinkKind::Rating, id: rating.id.0 }/>
        <Show when=move || may_decide.get()>
            <StandingForm rating=for_standing.clone()/>
        </Show>
        <History subject=format!("rating:{}", rating.id.0)/>
        </div>
    }
}

/// One of the two ratings of a case.
#[component]
fn RatingCard(card: Card) -> impl IntoView {
    let Card { title, rating, reasons, is_opened } = card;
    let standing = rating.standing;
    let words = rating.comment.clone().map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    view! {
        <article class="rating-card" class:is-other=!is_opened>
            <header>
                <h3>{title}</h3>
                <time>{format::instant(rating.at)}</time>
            </header>
            <p class="rating-grade">
                <GradeMark grade=rating.grade/>
                {(!matches!(standing, Standing::Counted | Standing::Superseded)).then(|| view! { <Badge tint=Tint::Warn>{tr(move |t| said(t, &standing))}</Badge> })}
            </p>
            {match words {
                Some(words) => view! { <blockquote>{words}</blockquote> }.into_any(),
                None => view! { <p class="cell-none">{tr(|t| t.ratings_no_comment())}</p> }.into_any(),
            }}
            {(!reasons.is_empty()).then(|| view! {
                <p class="rating-reasons"><span>{tr(|t| t.ratings_detail_reasons())}</span><span>{reasons}</span></p>
            })}
            {rating.standing_reason.map(|reason| view! {
                <p class="rating-why">{tr(move |t| t.ratings_detail_standing_reason(&reason))}</p>
            })}
        </article>
    }
}
