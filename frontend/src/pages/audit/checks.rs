//! Stored sums against the raw rows.

use crate::backend::call;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Icon, Look, Notice, NoticeKind, PageHead, Progress, announce};
use api::ApiError;
use api::audit::{RollupsVerified, VerifyRollups};
use leptos::prelude::*;
use texts::{Texts, format::count};

/// The page of checks.
#[component]
pub fn Checks() -> impl IntoView {
    let t = texts();
    let busy = RwSignal::new(false);
    let (verified, failed) = (RwSignal::new(None::<RollupsVerified>), RwSignal::new(None::<ApiError>));
    let run = move || {
        busy.set(true);
        failed.set(None);
        verified.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(VerifyRollups {}).await;
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
    let result = move || match (busy.get(), verified.get()) {
        (true, _) => view! { <Progress label=tr(|t| t.check_running()) percent=Signal::stored(None)/> }.into_any(),
        (false, None) => view! { <p class="quiet">{t.with(|t| t.check_none_yet())}</p> }.into_any(),
        (false, Some(result)) => {
            let kind = if result.differing == 0 { NoticeKind::Done } else { NoticeKind::Bad };
            let words = t.with(|t| said(&result, t));
            let examples = (!result.examples.is_empty()).then(|| {
                view! {
                    <p>{tr(|t| t.check_examples())}</p>
                    <ul class="mono">{result.examples.iter().map(|e| view! { <li>{e.clone()}</li> }).collect_view()}</ul>
                }
            });
            view! { <Notice kind><p>{words}</p>{examples}</Notice> }.into_any()
        }
    };
    view! {
        <PageHead title=tr(|t| t.nav_checks()) lead=tr(|t| t.check_lead())/>
        <section class="card proof">
            <Button look=Look::Primary icon=Icon::Check busy on_press=run>{tr(|t| t.check_run())}</Button>
            <ErrorNote error=failed/>
            {result}
        </section>
    }
}

/// The result in one sentence.
fn said(result: &RollupsVerified, t: &Texts) -> String {
    let (ratings, cases, compared) = (count(result.ratings), count(result.case_rows), count(result.compared));
    match result.differing {
        0 => t.check_good(ratings, cases, compared),
        differing => t.check_bad(ratings, cases, compared, count(differing)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    #[test]
    fn the_result_names_every_number() {
        let result = RollupsVerified { ratings: 2_000_001, case_rows: 302, compared: 4_003, differing: 0, examples: Vec::new() };
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            let good = said(&result, &t);
            let bad = said(&RollupsVerified { differing: 5_004, ..result.clone() }, &t);
            for n in ["2,000,001", "302", "4,003"] {
                assert!(good.contains(n) && bad.contains(n), "{n}");
            }
            assert!(bad.contains("5,004"));
        }
    }
}
