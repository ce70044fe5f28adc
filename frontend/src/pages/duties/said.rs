//! 办理过程: the review chain of a text, and what was done with it and said about it, in turn.

use crate::pages::audit::words::who;
use crate::state::{texts, tr};
use crate::ui::Badge;
use api::duty::Opinion;
use domain::duty::flow::{Act, Chain};
use leptos::prelude::*;
use texts::Texts;
use texts::format;

/// The chain, and what was said.
#[component]
pub(in crate::pages) fn Said(
    /// 审核链
    chain: Chain,
    /// What was done with it.
    opinions: Vec<Opinion>,
    /// What the chain begins with.
    begin: fn(&Texts) -> String,
    /// What an act is called.
    act: fn(Act, &Texts) -> String,
) -> impl IntoView {
    let t = texts();
    let said = opinions.into_iter().map(move |one| {
        let (round, done) = (one.round, one.act);
        let by = {
            let name = one.who.clone();
            move || t.with(|t| t.duty_version_by(who(&name, t), format::instant(one.at)))
        };
        view! {
            <li>
                <p>
                    <strong>{move || t.with(|t| act(done, t))}</strong>
                    {(!one.step.is_empty()).then(|| view! { " "<span>{one.step.clone()}</span> })}
                    {(round > 1).then(|| view! { " "<Badge>{move || t.with(|t| t.duty_round(round.to_string()))}</Badge> })}
                    " "
                    <span class="quiet">{by}</span>
                </p>
                {(!one.opinion.is_empty()).then(|| view! { <p class="lines">{one.opinion.clone()}</p> })}
            </li>
        }
    });
    let said = said.collect_view();
    let names: Vec<String> = chain.steps.into_iter().map(|step| step.name).collect();
    let chain_words = move || t.with(|t| [vec![begin(t)], names.clone(), vec![t.duty_chain_publish()]].concat().join(" → "));
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.duty_opinions())}</h4>
            <p class="quiet">{chain_words}</p>
            <ol class="duty-said">{said}</ol>
        </section>
    }
}
