//! Proving the chain of the audit log.

use super::words;
use crate::backend::call;
use crate::frame::offer_action;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Icon, Notice, NoticeKind, announce};
use api::ApiError;
use api::audit::{SignedHead, Verified, Verify as VerifyChain};
use leptos::prelude::*;
use texts::{Texts, format::count};

/// The button and its result in words.
#[component]
pub(super) fn Verify() -> impl IntoView {
    let t = texts();
    let busy = RwSignal::new(false);
    let (verified, failed) = (RwSignal::new(None::<Verified>), RwSignal::new(None::<ApiError>));
    let verify = move || {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(VerifyChain {}).await;
            busy.try_set(false);
            match answer {
                Ok(result) => {
                    announce(t.with_untracked(|t| said(&result, t)));
                    verified.try_set(Some(result));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let result = move || {
        verified.get().map(|result| {
            let kind = if result.faults.is_empty() { NoticeKind::Done } else { NoticeKind::Bad };
            let words = t.with(|t| said(&result, t));
            let faults = t.with(|t| result.faults.iter().map(|f| words::fault(f, t)).collect::<Vec<_>>());
            let head = (result.entries > 0).then(|| result.head.clone());
            view! {
                <Notice kind>
                    <p>{words}</p>
                    {(!faults.is_empty()).then(|| view! {
                        <ul>{faults.into_iter().map(|f| view! { <li>{f}</li> }).collect_view()}</ul>
                    })}
                    {head.map(|head| view! {
                        <p class="quiet">{tr(|t| t.audit_head())}" "<code class="head-hash">{head}</code></p>
                        <p class="quiet">{tr(|t| t.audit_head_hint())}</p>
                    })}
                    <Signed signed=result.signed.clone()/>
                    <p class="quiet">{tr(|t| t.audit_export_hint())}</p>
                </Notice>
            }
        })
    };
    offer_action(tr(|t| t.audit_verify()), Signal::stored(None::<String>), verify);
    view! {
        <section class="card proof">
            <Button icon=Icon::Lock busy on_press=verify>
                {move || t.with(|t| if busy.get() { t.audit_verifying() } else { t.audit_verify() })}
            </Button>
            <ErrorNote error=failed/>
            {result}
        </section>
    }
}

/// The signed head of the newest day, so that it can be written down or compared.
#[component]
fn Signed(signed: Option<SignedHead>) -> impl IntoView {
    let t = texts();
    let Some(head) = signed else {
        return view! { <p class="quiet">{tr(|t| t.audit_signed_none())}</p> }.into_any();
    };
    let SignedHead { day, chain_no, hash, public_key, signature, .. } = head;
    view! {
        <dl class="facts">
            <dt>{tr(|t| t.audit_signed())}</dt><dd>{move || t.with(|t| t.audit_signed_until(&day, count(chain_no)))}</dd>
            <dt>{tr(|t| t.audit_head())}</dt><dd><code class="head-hash">{hash}</code></dd>
            <dt>{tr(|t| t.audit_signed_signature())}</dt><dd><code class="head-hash">{signature}</code></dd>
            <dt>{tr(|t| t.audit_signed_key())}</dt><dd><code class="head-hash">{public_key}</code></dd>
        </dl>
    }
    .into_any()
}

/// The result in one sentence.
fn said(result: &Verified, t: &Texts) -> String {
    match (result.entries, result.faults.len()) {
        (0, 0) => t.audit_verified_none(),
        (entries, 0) => t.audit_verified_good(count(entries)),
        (entries, faults) => t.audit_verified_bad(count(entries), count(faults)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::audit::Fault;
    use texts::Lang;

    #[test]
    fn the_result_is_said_in_words() {
        let t = Texts::load(Lang::Zh);
        let mut result = Verified { entries: 0, head: String::new(), signed: None, faults: Vec::new() };
        assert_eq!(said(&result, &t), t.audit_verified_none());
        result.entries = 1_204;
        assert!(said(&result, &t).contains("1,204"));
        result.faults.push(Fault { no: 7, what: "altered".to_owned() });
        assert!(said(&result, &t).contains("1处"));
    }
}
