//! Answers to texts that were handed in: 审核, 公布, and 撤回 in its three ways, with what is said to them.

use super::words::told;
use crate::backend::call;
use crate::edit::{DraftNote, Input, ReasonForm, Reasoned, Why, keep_words, several};
use crate::pages::publication::Publication;
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{Button, Dialog, ErrorNote, Field, Icon, InputForm, Look, TextArea, use_notices};
use api::ApiError;
use api::duty::Verdict;
use api::item::{ChosenRelease, PublishReleases, Release, ReleasesMoved, ReviewReleases, TakeBackRelease};
use domain::duty::flow::{OPINION_LIMIT, REASON_LEAST, Stage};
use leptos::prelude::*;
use texts::Texts;
use texts::format::count;

/// A text as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// Which, in which version.
    pub(super) chosen: ChosenRelease,
    /// What its item is called.
    pub(super) name: String,
    /// 批准文号 and 会签意见, where it was to be published before.
    pub(super) settled: (String, String),
}

impl Asked {
    /// As the person sees it.
    pub(super) fn of(head: &Release) -> Self {
        Self {
            chosen: ChosenRelease { release: head.id, version: head.version },
            name: head.name.clone(),
            settled: (head.paper.clone(), head.countersigned.clone()),
        }
    }
}

fn chosen(asked: &[Asked]) -> Vec<ChosenRelease> {
    asked.iter().map(|one| one.chosen).collect()
}

/// Names them in the drafts of words.
fn named(asked: &[Asked]) -> String {
    several(asked.iter().map(|one| one.chosen.release.0))
}

fn names(moved: ReleasesMoved) -> Vec<String> {
    moved.releases.into_iter().map(|one| one.name).collect()
}

/// What is asked for in a dialog.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// 审核 of several.
    Review(Vec<Asked>),
    /// 公布
    Publish(Vec<Asked>),
    /// 撤回: what it does follows from how far the text has come.
    TakeBack(Box<Release>),
}

/// What taking back does to a text, as words of a button and a title.
pub(super) fn take_back_word(stage: Stage, t: &Texts) -> String {
    match stage {
        Stage::Planned => t.duty_unplan(),
        Stage::Approved => t.release_send_back(),
        _ => t.release_drop(),
    }
}

/// The dialog of an answer that needs words, while there is one.
#[component]
pub(super) fn AnswerDialog(
    /// What is wanted; taken when it was done or left.
    wish: RwSignal<Option<Wish>>,
    /// It was done.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let own = OwnWork::new();
    let title = tr(move |t| {
        wish.with(|wish| match wish {
            Some(Wish::Publish(_)) => t.duty_publish_title(),
            Some(Wish::TakeBack(head)) => take_back_word(head.stage, t),
            _ => t.release_review(),
        })
    });
    let shut = move || {
        wish.try_set(None);
    };
    let done = Callback::new(move |()| {
        shut();
        on_done.try_run(());
    });
    let cancel = Callback::new(move |()| own.leaving(shut));
    let form = move || {
        wish.get().map(|wanted| match wanted {
            Wish::Review(asked) => view! { <ReviewForm asked step=String::new() own on_done=done/> }.into_any(),
            Wish::Publish(asked) => view! { <PublishForm asked own on_done=done on_cancel=cancel/> }.into_any(),
            Wish::TakeBack(head) => view! { <TakeBackForm head=*head own on_done=done on_cancel=cancel/> }.into_any(),
        })
    };
    view! {
        <Dialog open=Signal::derive(move || wish.with(Option::is_some)) on_close=move || cancel.run(()) title>
            {form}
        </Dialog>
    }
}

/// 同意 or 退回, with an opinion.
#[component]
pub(super) fn ReviewForm(
    /// What is answered.
    asked: Vec<Asked>,
    /// Whose turn it is, by name; empty where there are several.
    step: String,
    /// The words that are typed, for whoever leaves the form.
    own: OwnWork,
    /// It was done.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let opinion = RwSignal::new(String::new());
    let all = asked.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let form = format!("item:review:{}", named(&asked));
    let label = {
        let all = all.clone();
        tr(move |t| format!("{} {}", t.duty_review_title(), told(&all, t)))
    };
    let (draft, put_back) = keep_words(own, form, label, [Input::Text(opinion)]);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let is_one = all.len() == 1;
    let lead = move || t.with(|t| if is_one && !step.is_empty() { t.duty_review_lead(&step) } else { t.release_review_lead_several() });
    let asked = StoredValue::new(asked);
    let answer = move |verdict: Verdict| {
        let request = ReviewReleases {
            releases: asked.with_value(|asked| chosen(asked)),
            verdict,
            opinion: opinion.with_untracked(|opinion| opinion.trim().to_owned()),
        };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let done = call(request).await;
            busy.try_set(false);
            match done {
                Ok(moved) => {
                    let names = names(moved);
                    notices.done(t.with_untracked(|t| match verdict {
                        Verdict::Return => t.duty_done_returned(told(&names, t)),
                        _ => t.duty_done_approved(told(&names, t)),
                    }));
                    draft.forget();
                    on_done.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let error = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "opinion", t)))));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("opinion")));
    view! {
        <div class="duty-answer">
            {(!is_one).then(|| view! { <p class="lines"><strong>{all.join("\n")}</strong></p> })}
            <p>{lead}</p>
            <DraftNote draft on_drop=put_back/>
            <Field label=tr(|t| t.duty_opinion()) hint=tr(|t| t.release_opinion_hint()) error optional=true>
                <TextArea value=opinion rows=3/>
            </Field>
            <ErrorNote error=above/>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Check busy on_press=move || answer(Verdict::Approve)>{tr(|t| t.duty_approve())}</Button>
                <Button busy on_press=move || answer(Verdict::Return)>{tr(|t| t.duty_return())}</Button>
            </div>
        </div>
    }
}

/// 公布: from which day on, by which paper.
#[component]
fn PublishForm(asked: Vec<Asked>, own: OwnWork, on_done: Callback<()>, on_cancel: Callback<()>) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let effective = RwSignal::new(domain::day::text(session.today()));
    // What had a day that was taken back keeps its number.
    let (first, is_one) = (asked.first().map(|one| one.settled.clone()), asked.windows(2).all(|two| two[0].settled == two[1].settled));
    let (number, opinion) = first.filter(|_| is_one).unwrap_or_default();
    let (paper, countersigned) = (RwSignal::new(number), RwSignal::new(opinion));
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let all = asked.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let n = all.len();
    let form = format!("item:publish:{}", named(&asked));
    let label = {
        let all = all.clone();
        tr(move |t| format!("{} {}", t.duty_publish(), told(&all, t)))
    };
    let (draft, put_back) = keep_words(own, form, label, [effective, paper, countersigned].map(Input::Text));
    let above =
        Signal::derive(move || failed.get().filter(|e| !matches!(e.field.as_deref(), Some("effective" | "paper" | "countersigned"))));
    let asked = StoredValue::new(asked);
    let write = move || {
        let Some(day) = effective.with_untracked(|day| domain::day::of_text(day)) else {
            return failed.set(Some(ApiError::invalid("effective", "required")));
        };
        let request = PublishReleases {
            releases: asked.with_value(|asked| chosen(asked)),
            effective: day,
            paper: paper.with_untracked(|paper| paper.trim().to_owned()),
            countersigned: countersigned.with_untracked(|text| text.trim().to_owned()),
        };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let done = call(request).await;
            busy.try_set(false);
            match done {
                Ok(moved) => {
                    let is_planned = moved.releases.iter().any(|one| one.stage == Stage::Planned);
                    let n = count(moved.releases.len());
                    notices.done(t.with_untracked(|t| {
                        if is_planned { t.duty_done_planned(n, domain::day::text(day)) } else { t.duty_done_published(n) }
                    }));
                    draft.forget();
                    on_done.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p class="lines"><strong>{all.join("\n")}</strong></p>
            <p>{tr(move |t| t.duty_publish_lead(count(n)))}</p>
            <DraftNote draft on_drop=put_back/>
            <Publication effective paper countersigned failed/>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || on_cancel.run(())>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary icon=Icon::Check busy>{tr(|t| t.duty_publish())}</Button>
            </div>
        </InputForm>
    }
}

/// 撤回: asks why.
#[component]
fn TakeBackForm(head: Release, own: OwnWork, on_done: Callback<()>, on_cancel: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let Release { id, version, stage, name, effective, .. } = head;
    let act = tr(move |t| take_back_word(stage, t));
    let lead = {
        let name = name.clone();
        tr(move |t| {
            let lead = match stage {
                Stage::Planned => t.duty_unplan_lead(effective.map(domain::day::text).unwrap_or_default()),
                Stage::Approved => t.release_send_back_lead(),
                _ => t.release_drop_lead(),
            };
            format!("{name}\n{lead}")
        })
    };
    let why = Why {
        lead,
        label: tr(|t| t.duty_reason_short()),
        ..Why::of(format!("item:revoke:{}", id.0), name, act, (REASON_LEAST, OPINION_LIMIT))
    };
    let send = Callback::new(move |reason: String| {
        Reasoned(Box::pin(async move {
            let names = names(call(TakeBackRelease { release: id, reason, version }).await?);
            notices.done(t.with_untracked(|t| match stage {
                Stage::Planned => t.duty_done_unplanned(told(&names, t)),
                Stage::Approved => t.duty_done_returned(told(&names, t)),
                _ => t.duty_done_dropped(told(&names, t)),
            }));
            Ok(())
        }))
    });
    view! { <ReasonForm why send own on_end=on_cancel on_done/> }
}
