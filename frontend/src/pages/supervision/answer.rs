//! Dialogs of what is done with a matter: each with the words that it needs, and one button.

use crate::backend::call;
use crate::edit::{DraftNote, Input, keep_words, length_of, several, wrong_length};
use crate::state::unsaved::OwnWork;
use crate::state::{Wording, error_line, field_error, texts, tr, use_session};
use crate::ui::{Button, Checkbox, DateInput, Dialog, ErrorNote, Field, InputForm, Look, NoticeKind, TextArea, use_notices};
use api::ApiError;
use api::supervision::{
    AskExtension, ChosenMatter, CloseMatter, DecideExtension, HaltMatter, IssueMatter, MatterRow, MatterShown, ReportMatter, ResumeMatter,
    ReturnMatter, ReviewMatter, RevokeMatter, SignMatter, UrgeMatters,
};
use domain::supervision::flow::{Act, REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use texts::Texts;
use texts::format::count;
use texts::words::Word;

/// Something that is to be done with matters.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// One step of one matter.
    Step(Act, MatterRow),
    /// 催办 of several.
    Urge(Vec<ChosenMatter>),
}

impl Wish {
    fn act(&self) -> Act {
        match self {
            Self::Step(act, _) => *act,
            Self::Urge(_) => Act::Urged,
        }
    }

    /// Least characters of its words.
    fn least(&self) -> usize {
        let is_told = matches!(self.act(), Act::Reported);
        if self.act().needs_reason() || is_told { REASON_LEAST } else { 0 }
    }
}

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    words: String,
    problems: String,
    steps: String,
    done: bool,
    to: Option<jiff::civil::Date>,
}

/// Sends it; says what was done.
async fn send(wish: Wish, typed: Typed, t: Wording) -> Result<(String, bool), ApiError> {
    let Typed { words, problems, steps, done, to } = typed;
    let (act, row) = match wish {
        Wish::Urge(matters) => {
            let done = call(UrgeMatters { matters, words }).await?;
            let n = count(done.done.len());
            return Ok(t.with_untracked(|t| match done.left.first() {
                None => (t.supervision_urged(n), true),
                Some(first) => (t.list_some_left(n, count(done.left.len()), error_line(&first.error, t)), false),
            }));
        }
        Wish::Step(act, row) => (act, row),
    };
    let (id, version) = (row.id, row.version);
    let shown: MatterShown = match act {
        Act::Issued => call(IssueMatter { id, words, on: to, version }).await?,
        Act::Signed => call(SignMatter { id, words, version }).await?,
        Act::Reported | Act::Submitted => call(ReportMatter { id, progress: words, problems, steps, done, on: None, version }).await?,
        Act::Asked => {
            let Some(to) = to else { return Err(ApiError::invalid("to", "required")) };
            call(AskExtension { id, to, reason: words, version }).await?
        }
        Act::Granted | Act::Denied => call(DecideExtension { id, granted: act == Act::Granted, reason: words, version }).await?,
        Act::Passed => call(ReviewMatter { id, passed: true, opinion: words, version }).await?,
        // What was reported is sent back by the review, what is not signed for by whoever got it.
        Act::Returned if row.state == domain::supervision::flow::State::Unsigned => {
            call(ReturnMatter { id, reason: words, version }).await?
        }
        Act::Returned => call(ReviewMatter { id, passed: false, opinion: words, version }).await?,
        Act::Halted => call(HaltMatter { id, reason: words, version }).await?,
        Act::Resumed => call(ResumeMatter { id, reason: words, version }).await?,
        Act::Closed => call(CloseMatter { id, words, version }).await?,
        Act::Revoked | Act::Registered | Act::Edited | Act::Urged | Act::Recounted => {
            call(RevokeMatter { id, reason: words, version }).await?
        }
    };
    let title = shown.row.title;
    let state = shown.row.state;
    Ok((t.with_untracked(|t| t.supervision_done(title, state.word(t))), true))
}

/// What is asked for above the field.
fn lead(act: Act, t: &Texts) -> String {
    match act {
        Act::Issued => t.supervision_lead_issue(),
        Act::Signed => t.supervision_lead_sign(),
        Act::Asked => t.supervision_lead_ask(),
        Act::Passed => t.supervision_lead_pass(),
        Act::Urged => t.supervision_lead_urge(),
        Act::Halted => t.supervision_lead_halt(),
        Act::Resumed => t.supervision_lead_resume(),
        Act::Closed => t.supervision_lead_close(),
        _ => String::new(),
    }
}

/// The dialog, while something is wanted.
#[component]
pub(super) fn AnswerDialog(
    /// What is wanted; taken when it was done or left.
    wish: RwSignal<Option<Wish>>,
) -> impl IntoView {
    let own = OwnWork::new();
    let title = tr(move |t| wish.with(|wish| wish.as_ref().map(|wish| wish.act().word(t)).unwrap_or_default()));
    view! {
        <Dialog open=Signal::derive(move || wish.with(Option::is_some)) on_close=move || own.leaving(move || wish.set(None)) title>
            {move || wish.get().map(|wanted| view! { <Asked wanted wish own/> })}
        </Dialog>
    }
}

#[component]
fn Asked(wanted: Wish, wish: RwSignal<Option<Wish>>, own: OwnWork) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let (act, least) = (wanted.act(), wanted.least());
    let empty = || RwSignal::new(String::new());
    let (words, problems, steps, to) = (empty(), empty(), empty(), empty());
    let done = RwSignal::new(false);
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    // Where each operation names its words.
    let field = match act {
        Act::Reported => "progress",
        Act::Passed => "opinion",
        Act::Returned if matches!(&wanted, Wish::Step(_, row) if row.state != domain::supervision::flow::State::Unsigned) => "opinion",
        Act::Issued | Act::Signed | Act::Urged | Act::Closed => "words",
        _ => "reason",
    };
    let told = move |field: &'static str| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t))));
    let words_error = Signal::derive(move || {
        let own = tried.get().then(|| t.with(|t| wrong_length(length_of(words), least, WORDS_LIMIT, t)));
        own.flatten().or_else(|| told(field))
    });
    let error_of = move |field: &'static str| Signal::derive(move || told(field));
    let above = Signal::derive(move || {
        failed.get().filter(|e| {
            !e.field.as_deref().is_some_and(|named| named == field || ["to", "on", "problems", "steps", "done"].contains(&named))
        })
    });
    let name = match &wanted {
        Wish::Step(_, row) if row.number.is_empty() => row.title.clone(),
        Wish::Step(_, row) => format!("{} {}", row.number, row.title),
        Wish::Urge(matters) => {
            let n = count(matters.len());
            t.with_untracked(|t| t.supervision_n_chosen(n))
        }
    };
    let label = tr(move |t| match act {
        Act::Reported => t.supervision_progress(),
        Act::Issued | Act::Signed | Act::Urged | Act::Closed => t.supervision_words(),
        Act::Passed => t.supervision_opinion(),
        _ => t.supervision_reason(),
    });
    let asks = Signal::derive(move || t.with(|t| lead(act, t)));
    let (form, about) = match &wanted {
        Wish::Step(_, row) => (format!("matter:{}:{}", row.id.0, act.code()), name.clone()),
        Wish::Urge(matters) => (format!("matter:urge:{}", several(matters.iter().map(|matter| matter.id.0))), name.clone()),
    };
    let fields = [Input::Text(words), Input::Text(problems), Input::Text(steps), Input::Text(to), Input::Tick(done)];
    let (draft, put_back) = keep_words(own, form, tr(move |t| format!("{} {about}", act.word(t))), fields);
    let wanted = StoredValue::new(wanted);
    let write = move || {
        tried.set(true);
        if untrack(|| !(least..=WORDS_LIMIT).contains(&length_of(words))) {
            return;
        }
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let typed = Typed {
            words: trimmed(words),
            problems: trimmed(problems),
            steps: trimmed(steps),
            done: done.get_untracked(),
            to: domain::day::of_text(&trimmed(to)),
        };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = send(wanted.get_value(), typed, t).await;
            busy.try_set(false);
            match answer {
                Ok((said, is_whole)) => {
                    if is_whole {
                        notices.done(said)
                    } else {
                        notices.tell(NoticeKind::Warn, said)
                    }
                    draft.forget();
                    wish.try_set(None);
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
            {move || {
                let asks = asks.get();
                (!asks.is_empty()).then(|| view! { <p>{asks}</p> })
            }}
            {(act == Act::Issued).then(|| view! {
                <Field label=tr(|t| t.supervision_issued_on()) hint=tr(|t| t.supervision_issued_on_hint()) error=error_of("on") optional=true>
                    <DateInput value=to max=Signal::derive(move || Some(session.today()))/>
                </Field>
            })}
            {(act == Act::Asked).then(|| view! {
                <Field label=tr(|t| t.supervision_extend_to()) error=error_of("to")><DateInput value=to/></Field>
            })}
            <Field label error=words_error optional=least == 0><TextArea value=words rows=3/></Field>
            {(act == Act::Reported).then(|| view! {
                <Field label=tr(|t| t.supervision_problems()) error=error_of("problems") optional=true><TextArea value=problems rows=2/></Field>
                <Field label=tr(|t| t.supervision_steps()) error=error_of("steps") optional=true><TextArea value=steps rows=2/></Field>
                <Checkbox value=done>{tr(|t| t.supervision_done_check())}</Checkbox>
                <p class="field-error" aria-live="polite">{move || error_of("done").get()}</p>
            })}
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || wish.set(None))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>{tr(move |t| act.word(t))}</Button>
            </div>
        </InputForm>
    }
}
