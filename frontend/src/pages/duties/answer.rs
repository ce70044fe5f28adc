//! Answers: 受理, 审核, 公布, and what else is asked for with a word: giving a draft up, withdrawing an entry, taking a day back.

use crate::backend::call;
use crate::edit::{DraftNote, Input, keep_words, length_of, several, wrong_length};
use crate::pages::publication::Publication;
use crate::state::unsaved::OwnWork;
use crate::state::{Wording, error_words, field_error, texts, tr, use_session};
use crate::ui::{
    Button, DateInput, Dialog, ErrorNote, Field, Icon, InputForm, Look, NoticeKind, Notices, TextArea, TextInput, use_notices,
};
use api::ApiError;
use api::duty::{
    AcceptDrafts, Chosen, DropDraft, May, PublishDrafts, ReviewDrafts, RevokePlan, SubmitDrafts, Verdict, Version, WithdrawDuty,
};
use domain::duty::VersionId;
use domain::duty::flow::{OPINION_LIMIT, REASON_LEAST, Stage};
use leptos::prelude::*;
use texts::format::count;

/// Something that is to be done with versions.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// 申报
    Submit(Vec<Version>),
    /// 受理, or not.
    Accept(Vec<Version>, Verdict),
    /// 审核
    Review(Vec<Version>, Verdict),
    /// 公布
    Publish(Vec<Version>),
    /// Giving it up.
    Drop(Version),
    /// 取消 of a published entry.
    Withdraw(Version),
    /// Taking its day back.
    Unplan(Version),
}

/// Which day, paper and countersigning a publication has.
#[derive(Clone, Debug, Default)]
struct Paper {
    effective: Option<jiff::civil::Date>,
    paper: String,
    countersigned: String,
}

/// What was done: in words, and which versions are published by it, now or on a day.
#[derive(Clone, Debug, Default)]
struct Sent {
    said: String,
    published: Vec<VersionId>,
}

/// Versions as they were read.
fn chosen(versions: &[Version]) -> Vec<Chosen> {
    versions.iter().map(|one| Chosen { draft: one.id, version: one.version }).collect()
}

/// One by its name, several by how many they are.
fn told(versions: &[Version], t: &texts::Texts) -> String {
    match versions {
        [one] => one.name.clone(),
        several => t.duty_n_entries(count(several.len())),
    }
}

/// Sends an answer that needs no more words; says what was done.
pub(super) async fn send_plain(answer: Answer, words: String, t: Wording) -> Result<String, ApiError> {
    send(answer, words, Paper::default(), t).await.map(|sent| sent.said)
}

/// Sends an answer; says what was done.
async fn send(answer: Answer, words: String, paper: Paper, t: Wording) -> Result<Sent, ApiError> {
    let named = |f: &dyn Fn(&texts::Texts) -> String| t.with_untracked(f);
    let mut published = Vec::new();
    let said = match answer {
        Answer::Submit(all) => {
            let done = call(SubmitDrafts { drafts: chosen(&all), opinion: words }).await?;
            named(&|t| t.duty_done_submitted(told(&done.versions, t)))
        }
        Answer::Accept(all, verdict) => {
            let done = call(AcceptDrafts { drafts: chosen(&all), verdict, opinion: words }).await?;
            named(&|t| match verdict {
                Verdict::Approve => t.duty_done_accepted(told(&done.versions, t)),
                Verdict::Return => t.duty_done_returned(told(&done.versions, t)),
                Verdict::Refuse => t.duty_done_refused(told(&done.versions, t)),
            })
        }
        Answer::Review(all, verdict) => {
            let done = call(ReviewDrafts { drafts: chosen(&all), verdict, opinion: words }).await?;
            named(&|t| match verdict {
                Verdict::Return => t.duty_done_returned(told(&done.versions, t)),
                _ => t.duty_done_approved(told(&done.versions, t)),
            })
        }
        Answer::Publish(all) => {
            let Some(effective) = paper.effective else { return Err(ApiError::invalid("effective", "required")) };
            let done =
                call(PublishDrafts { drafts: chosen(&all), effective, paper: paper.paper, countersigned: paper.countersigned }).await?;
            published = done.versions.iter().map(|one| one.id).collect();
            let n = count(done.versions.len());
            let is_planned = done.versions.iter().any(|one| one.stage == Stage::Planned);
            named(&|t| {
                if is_planned { t.duty_done_planned(n.clone(), domain::day::text(effective)) } else { t.duty_done_published(n.clone()) }
            })
        }
        Answer::Drop(one) => {
            let done = call(DropDraft { draft: one.id, reason: words, version: one.version }).await?;
            named(&|t| t.duty_done_dropped(&done.fields.name))
        }
        Answer::Withdraw(one) => {
            let done = call(WithdrawDuty { duty: one.duty, reason: words }).await?;
            named(&|t| t.duty_done_withdraw(&done.fields.name))
        }
        Answer::Unplan(one) => {
            let done = call(RevokePlan { draft: one.id, reason: words, version: one.version }).await?;
            named(&|t| t.duty_done_unplanned(&done.fields.name))
        }
    };
    Ok(Sent { said, published })
}

/// Sends an answer that needs no more words, and tells how it went.
pub(super) fn tell(notices: Notices, t: Wording, busy: RwSignal<bool>, answer: Answer, words: String) {
    busy.set(true);
    leptos::task::spawn_local(async move {
        let done = send(answer, words, Paper::default(), t).await;
        busy.try_set(false);
        match done {
            Ok(sent) => notices.done(sent.said),
            Err(error) => notices.tell(
                NoticeKind::Bad,
                t.with_untracked(|t| {
                    let words = error_words(&error, t);
                    format!("{} {}", words.what, words.how)
                }),
            ),
        }
    });
}

/// The box in which whoever's turn it is says his opinion; nothing where it is nobody's here.
#[component]
pub(super) fn ReviewBox(head: Version) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let can = |one: May| head.may.contains(&one);
    let (accepts, reviews, publishes, returns) = (can(May::Accept), can(May::Review), can(May::Publish), can(May::Return));
    if !(accepts || reviews || publishes || returns) {
        return ().into_any();
    }
    let own = OwnWork::new();
    let opinion = RwSignal::new(String::new());
    let about = head.name.clone();
    let label = tr(move |t| format!("{} {about}", t.duty_review_title()));
    let (draft, put_back) = keep_words(own, format!("duty:{}:{}:opinion", head.id.0, head.version), label, [Input::Text(opinion)]);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let wish = RwSignal::new(None::<Answer>);
    let step = head.step.clone();
    let lead = move || {
        t.with(|t| {
            if reviews {
                t.duty_review_lead(step.clone())
            } else if accepts {
                t.duty_accept_lead()
            } else {
                String::new()
            }
        })
    };
    let head = StoredValue::new(head);
    let answer = move |verdict: Verdict| {
        let one = vec![head.get_value()];
        let answer = if reviews { Answer::Review(one, verdict) } else { Answer::Accept(one, verdict) };
        busy.set(true);
        failed.set(None);
        let words = opinion.with_untracked(|opinion| opinion.trim().to_owned());
        leptos::task::spawn_local(async move {
            let done = send(answer, words, Paper::default(), t).await;
            busy.try_set(false);
            match done {
                Ok(sent) => {
                    opinion.try_set(String::new());
                    draft.again();
                    notices.done(sent.said);
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
        <section class="duty-review" aria-label=move || t.with(|t| t.duty_review_title())>
            <h4>{tr(|t| t.duty_review_title())}</h4>
            <p>{lead}</p>
            <DraftNote draft on_drop=put_back/>
            <Field label=tr(|t| t.duty_opinion()) hint=tr(|t| t.duty_opinion_hint()) error optional=true>
                <TextArea value=opinion rows=3/>
            </Field>
            <ErrorNote error=above/>
            <div class="actions">
                {reviews.then(|| view! {
                    <Button look=Look::Primary icon=Icon::Check busy on_press=move || answer(Verdict::Approve)>{tr(|t| t.duty_approve())}</Button>
                })}
                {accepts.then(|| view! {
                    <Button look=Look::Primary icon=Icon::Check busy on_press=move || answer(Verdict::Approve)>{tr(|t| t.duty_accept())}</Button>
                })}
                {publishes.then(|| view! {
                    <Button look=Look::Primary icon=Icon::Check on_press=move || wish.set(Some(Answer::Publish(vec![head.get_value()])))>
                        {tr(|t| t.duty_publish())}
                    </Button>
                })}
                {returns.then(|| view! { <Button busy on_press=move || answer(Verdict::Return)>{tr(|t| t.duty_return())}</Button> })}
                {accepts.then(|| view! {
                    <Button look=Look::Quiet busy on_press=move || answer(Verdict::Refuse)>{tr(|t| t.duty_refuse())}</Button>
                })}
            </div>
            <AnswerDialog wish on_done=move |_| draft.forget()/>
        </section>
    }
    .into_any()
}

/// The dialog of an answer that needs words, while there is one.
#[component]
pub(super) fn AnswerDialog(
    /// What is wanted; taken when it was done or left.
    wish: RwSignal<Option<Answer>>,
    /// It was done: which versions are published by it.
    #[prop(into)]
    on_done: Callback<Vec<VersionId>>,
) -> impl IntoView {
    let own = OwnWork::new();
    let title = tr(move |t| {
        wish.with(|wish| match wish {
            Some(Answer::Drop(_)) => t.duty_drop_title(),
            Some(Answer::Withdraw(_)) => t.duty_withdraw_title(),
            Some(Answer::Unplan(_)) => t.duty_unplan_title(),
            _ => t.duty_publish_title(),
        })
    });
    view! {
        <Dialog
            open=Signal::derive(move || wish.with(Option::is_some))
            on_close=move || own.leaving(move || wish.set(None))
            title
        >
            {move || wish.get().map(|wanted| view! { <Asked wanted wish own on_done/> })}
        </Dialog>
    }
}

#[component]
fn Asked(wanted: Answer, wish: RwSignal<Option<Answer>>, own: OwnWork, on_done: Callback<Vec<VersionId>>) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let is_publishing = matches!(wanted, Answer::Publish(_));
    let least = if matches!(wanted, Answer::Withdraw(_) | Answer::Unplan(_)) { REASON_LEAST } else { 0 };
    let (reason, paper, countersigned) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let effective = RwSignal::new(domain::day::text(session.today()));
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let told = move |field: &'static str| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t))));
    let reason_error = Signal::derive(move || {
        let own = tried.get().then(|| t.with(|t| wrong_length(length_of(reason), least, OPINION_LIMIT, t)));
        own.flatten().or_else(|| told("reason"))
    });
    let above = Signal::derive(move || {
        failed.get().filter(|e| !matches!(e.field.as_deref(), Some("reason" | "paper" | "countersigned" | "effective")))
    });
    let lead = match &wanted {
        Answer::Publish(all) => {
            let n = count(all.len());
            tr(move |t| t.duty_publish_lead(n.clone()))
        }
        Answer::Withdraw(_) => tr(|t| t.duty_withdraw_lead()),
        Answer::Unplan(one) => {
            let day = one.effective.map(domain::day::text).unwrap_or_default();
            tr(move |t| t.duty_unplan_lead(day.clone()))
        }
        _ => tr(|_| String::new()),
    };
    let name = match &wanted {
        Answer::Publish(all) | Answer::Submit(all) | Answer::Accept(all, _) | Answer::Review(all, _) => {
            all.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("\n")
        }
        Answer::Drop(one) | Answer::Withdraw(one) | Answer::Unplan(one) => one.name.clone(),
    };
    let form = match &wanted {
        Answer::Publish(all) | Answer::Submit(all) | Answer::Accept(all, _) | Answer::Review(all, _) => {
            format!("duty:publish:{}", several(all.iter().map(|one| one.id.0)))
        }
        Answer::Drop(one) => format!("duty:{}:drop", one.id.0),
        Answer::Withdraw(one) => format!("duty:{}:withdraw", one.id.0),
        Answer::Unplan(one) => format!("duty:{}:unplan", one.id.0),
    };
    let words = match &wanted {
        Answer::Drop(_) => tr(|t| t.duty_drop()),
        Answer::Withdraw(_) => tr(|t| t.duty_withdraw()),
        Answer::Unplan(_) => tr(|t| t.duty_unplan()),
        _ => tr(|t| t.duty_publish()),
    };
    let about = name.lines().next().unwrap_or_default().to_owned();
    let label = Signal::derive(move || format!("{} {about}", words.get()));
    let (draft, put_back) = keep_words(own, form, label, [reason, paper, countersigned, effective].map(Input::Text));
    let wanted = StoredValue::new(wanted);
    let write = move || {
        tried.set(true);
        if untrack(|| !(least..=OPINION_LIMIT).contains(&length_of(reason))) {
            return;
        }
        let told = Paper {
            effective: effective.with_untracked(|day| domain::day::of_text(day)),
            paper: paper.with_untracked(|paper| paper.trim().to_owned()),
            countersigned: countersigned.with_untracked(|text| text.trim().to_owned()),
        };
        let words = reason.with_untracked(|reason| reason.trim().to_owned());
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let done = send(wanted.get_value(), words, told, t).await;
            busy.try_set(false);
            match done {
                Ok(sent) => {
                    notices.done(sent.said);
                    draft.forget();
                    wish.try_set(None);
                    on_done.try_run(sent.published);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p class="lines"><strong>{name}</strong></p>
            <DraftNote draft on_drop=put_back/>
            <p>{lead}</p>
            {if is_publishing {
                view! { <Publication effective paper countersigned failed/> }.into_any()
            } else {
                view! {
                    <Field label=tr(|t| t.duty_reason_short()) error=reason_error optional=least == 0><TextArea value=reason rows=3/></Field>
                }
                .into_any()
            }}
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || wish.set(None))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>{words}</Button>
            </div>
        </InputForm>
    }
}
