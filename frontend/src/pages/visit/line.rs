//! One line of the checklist: what is looked at, what was answered, what was said, what a reviewer wants mended.

use super::desk::{Desk, Mode};
use super::photos::LinePhotos;
use super::words::{element_id, key_of, rule};
use crate::backend::view;
use crate::state::{texts, tr};
use crate::ui::{Badge, Button, Look, Notice, NoticeKind, Tint};
use api::inspection::{AnswerRow, ShowAnswers};
use domain::inspection::checklist::score::Answer;
use domain::inspection::checklist::{Deduct, Evidence, Line, Veto};
use domain::inspection::visit::{FAULTS_MOST, VisitAct};
use leptos::prelude::*;
use texts::format;
use texts::words::Word;

/// A line.
#[component]
pub(super) fn LineView(desk: Desk, line: Line) -> impl IntoView {
    let t = texts();
    let no = StoredValue::new(line.no.clone());
    let is_current = Memo::new(move |_| no.with_value(|no| desk.current.with(|current| current == no)));
    let is_asked = Memo::new(move |_| no.with_value(|no| desk.asked.with(|asked| asked.contains(no))));
    let answer = Memo::new(move |_| no.with_value(|no| desk.sheet.with(|sheet| sheet.answer(no))));
    let lost = Memo::new(move |_| {
        no.with_value(|no| desk.score.with(|score| score.lost.iter().find(|(line, _)| line == no).map(|(_, lost)| *lost)))
    });
    let (id, heading) = (element_id("visit-line", &line.no), element_id("visit-text", &line.no));
    let named = heading.clone();
    let words_rule = {
        let line = line.clone();
        move || t.with(|t| rule(&line, t))
    };
    let is_counted = line.deduct == Deduct::PerFault;
    let lost_words = move || lost.get().map(|lost| view! { <strong class="visit-lost">"−"{lost.to_string()}</strong> });
    let evidence = line.evidence;
    let only_if = line.only_if.clone();
    let off = move || {
        let only_if = only_if.clone();
        (!is_asked.get()).then(|| view! { <p class="quiet">{tr(move |t| t.visit_not_asked(&only_if))}</p> })
    };
    let enter = move |_| {
        if no.with_value(|no| desk.current.with_untracked(|current| current != no)) {
            desk.current.set(no.get_value());
        }
    };
    view! {
        <div
            class="visit-line"
            class:is-current=move || is_current.get()
            class:is-off=move || !is_asked.get()
            id=id
            role="group"
            tabindex=move || if is_current.get() { "0" } else { "-1" }
            aria-labelledby=named
            aria-keyshortcuts="1 2 3 0 F P Enter"
            data-answer=move || answer.get().map(Answer::code)
            on:focusin=enter
        >
            <div class="visit-line-head">
                <span class="visit-no">{line.no.clone()}</span>
                <div id=heading>
                    <p>{line.text.clone()}</p>
                    {(!line.guidance.is_empty()).then(|| view! { <p class="quiet">{line.guidance.clone()}</p> })}
                </div>
                <span class="visit-marks">
                    {(line.veto == Veto::Yes).then(|| view! { <Badge tint=Tint::Bad>{tr(|t| t.inspect_veto_yes())}</Badge> })}
                    {(evidence != Evidence::None).then(|| view! { <Badge>{move || t.with(|t| evidence.word(t))}</Badge> })}
                    <span class="quiet nowrap">{words_rule}</span>
                    {lost_words}
                </span>
            </div>
            {off}
            <Asked desk no/>
            <Show when=move || is_asked.get()>
                <Answers desk no answer/>
                {is_counted.then(|| view! { <Faults desk no answer/> })}
                <Said desk no/>
            </Show>
            <Clashing desk no/>
            <Raised desk no/>
            <LinePhotos desk no/>
            <Show when=move || desk.mode.get() == Mode::Review><Reason desk no/></Show>
            <Earlier desk no/>
        </div>
    }
}

/// What the last review wants mended here, while it is being mended.
#[component]
fn Asked(desk: Desk, no: StoredValue<String>) -> impl IntoView {
    let t = texts();
    let reason = Memo::new(move |_| {
        desk.shown.with(|shown| {
            let last = shown.record.as_ref()?.rounds.first().filter(|round| round.verdict == Some(VisitAct::Returned))?;
            let found = last.reasons.iter().find(|one| no.with_value(|no| one.line == *no))?;
            Some((found.reason.clone(), last.decided_by.clone()))
        })
    });
    move || {
        reason.get().map(|(reason, by)| {
            view! { <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.visit_mend(&by, &reason))}</p></Notice> }
        })
    }
}

/// The four answers.
#[component]
fn Answers(desk: Desk, no: StoredValue<String>, answer: Memo<Option<Answer>>) -> impl IntoView {
    let t = texts();
    let writes = move || desk.mode.get() == Mode::Write;
    let button = move |one: Answer| {
        let is_on = Memo::new(move |_| answer.get() == Some(one));
        let press = move |_| {
            if desk.mode.get_untracked() == Mode::Write {
                no.with_value(|no| desk.answer(no, one));
            }
        };
        view! {
            <button
                type="button"
                role="radio"
                class=format!("visit-answer is-{}", one.code())
                aria-checked=move || is_on.get().to_string()
                aria-disabled=move || (!writes()).then_some("true")
                tabindex=move || if desk.current.with(|current| no.with_value(|no| current == no)) { "0" } else { "-1" }
                on:click=press
            >
                <kbd aria-hidden="true">{key_of(one)}</kbd>
                <span>{move || t.with(|t| one.word(t))}</span>
            </button>
        }
    };
    view! {
        <div class="visit-answers" role="radiogroup" aria-label=move || t.with(|t| t.visit_paper_result())>
            {Answer::ALL.iter().map(|one| button(*one)).collect_view()}
        </div>
    }
}

/// How many faults, where each costs something.
#[component]
fn Faults(desk: Desk, no: StoredValue<String>, answer: Memo<Option<Answer>>) -> impl IntoView {
    let t = texts();
    let faults = Memo::new(move |_| no.with_value(|no| desk.sheet.with(|sheet| sheet.typed(no).faults)));
    let typed = move |ev: web_sys::Event| {
        let n = event_target_value(&ev).trim().parse::<u32>().unwrap_or(0).min(FAULTS_MOST);
        no.with_value(|no| desk.sheet.update(|sheet| sheet.set(no, |filled| filled.faults = n)));
        desk.saver.later();
    };
    let id = no.with_value(|no| element_id("visit-faults", no));
    let named = id.clone();
    view! {
        <Show when=move || matches!(answer.get(), Some(Answer::Partly | Answer::Fails))>
            <p class="visit-faults">
                <label for=named.clone()>{move || t.with(|t| t.visit_faults())}</label>
                <input
                    class="input"
                    id=id.clone()
                    type="number"
                    min="0"
                    max=FAULTS_MOST
                    readonly=move || desk.mode.get() != Mode::Write
                    prop:value=move || faults.get().to_string()
                    on:input=typed
                />
            </p>
        </Show>
    }
}

/// What is said to the answer.
#[component]
fn Said(desk: Desk, no: StoredValue<String>) -> impl IntoView {
    let t = texts();
    let words = Memo::new(move |_| no.with_value(|no| desk.sheet.with(|sheet| sheet.typed(no).words)));
    let typed = move |ev: web_sys::Event| {
        let words = event_target_value(&ev);
        no.with_value(|no| desk.sheet.update(|sheet| sheet.set(no, |filled| filled.words = words)));
        desk.saver.later();
    };
    let rows = move || words.with(|words| words.lines().count().clamp(1, 6));
    let label = move || no.with_value(|no| t.with(|t| t.visit_words_of(no)));
    view! {
        <textarea
            class="input visit-words"
            id=no.with_value(|no| element_id("visit-words", no))
            rows=rows
            aria-label=label
            placeholder=move || t.with(|t| t.visit_words())
            readonly=move || desk.mode.get() != Mode::Write
            prop:value=move || words.get()
            on:input=typed
            on:blur=move |_| desk.saver.now()
        ></textarea>
    }
}

/// Somebody else has answered: both answers, and which one holds.
#[component]
fn Clashing(desk: Desk, no: StoredValue<String>) -> impl IntoView {
    let t = texts();
    let clash = Memo::new(move |_| no.with_value(|no| desk.sheet.with(|sheet| sheet.clash(no).cloned().map(|row| (row, sheet.typed(no))))));
    let told = move |filled: &domain::inspection::visit::Filled| {
        let answer = filled.answer;
        let (faults, words) = (filled.faults, filled.words.clone());
        tr(move |t| {
            let answer = answer.map_or_else(|| t.visit_unanswered(), |answer| answer.word(t));
            let faults = if faults > 0 { t.visit_paper_faults(faults.to_string()) } else { String::new() };
            format!("{answer} {faults}{words}")
        })
    };
    let theirs = move || {
        no.with_value(|no| desk.sheet.update(|sheet| sheet.take_theirs(no)));
        desk.saver.now();
    };
    let mine = move || {
        no.with_value(|no| desk.sheet.update(|sheet| sheet.keep_mine(no)));
        desk.saver.now();
    };
    move || {
        clash.get().map(|(row, typed)| {
            let (by, at) = (row.who.clone(), format::instant(row.at));
            let (stands, here) = (told(&row.filled), told(&typed));
            view! {
                <div class="visit-clash" role="alert">
                    <Notice kind=NoticeKind::Warn>
                        <p>{move || t.with(|t| t.visit_clash(&by, &at))}</p>
                        <dl class="diff">
                            <div class="diff-field"><dt>{move || t.with(|t| t.visit_theirs())}</dt><dd class="lines">{move || stands.get()}</dd></div>
                            <div class="diff-field"><dt>{move || t.with(|t| t.visit_mine())}</dt><dd class="lines">{move || here.get()}</dd></div>
                        </dl>
                        <div class="actions">
                            <Button on_press=theirs>{tr(|t| t.visit_take_theirs())}</Button>
                            <Button on_press=mine>{tr(|t| t.visit_keep_mine())}</Button>
                        </div>
                    </Notice>
                </div>
            }
        })
    }
}

/// Findings that were raised here.
#[component]
fn Raised(desk: Desk, no: StoredValue<String>) -> impl IntoView {
    let found = Memo::new(move |_| {
        let of_line = desk.findings().into_iter().filter(|one| no.with_value(|no| one.fields.line == *no));
        of_line.map(|one| one.fields.what).collect::<Vec<_>>()
    });
    let line = |what: String| view! { <li><Badge tint=Tint::Warn>{tr(|t| t.visit_finding())}</Badge>" "{what}</li> };
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <ul class="visit-raised">{move || found.get().into_iter().map(line).collect_view()}</ul>
        </Show>
    }
}

/// What a reviewer wants mended here.
#[component]
fn Reason(desk: Desk, no: StoredValue<String>) -> impl IntoView {
    let t = texts();
    let words = Memo::new(move |_| no.with_value(|no| desk.reasons.with(|reasons| reasons.get(no).cloned().unwrap_or_default())));
    let typed = move |ev: web_sys::Event| {
        let words = event_target_value(&ev);
        desk.reasons.update(|reasons| {
            if words.trim().is_empty() {
                reasons.remove(&no.get_value());
            } else {
                reasons.insert(no.get_value(), words);
            }
        });
    };
    view! {
        <textarea
            class="input visit-reason"
            id=no.with_value(|no| element_id("visit-reason", no))
            rows="1"
            aria-label=move || no.with_value(|no| t.with(|t| t.visit_reason_of(no)))
            placeholder=move || t.with(|t| t.visit_reason())
            prop:value=move || words.get()
            on:input=typed
        ></textarea>
    }
}

/// What stood here before, for whoever asks.
#[component]
fn Earlier(desk: Desk, no: StoredValue<String>) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let has_some = Memo::new(move |_| no.with_value(|no| desk.sheet.with(|sheet| sheet.version(no) > 1)));
    let visit = desk.shown.with_untracked(|shown| shown.visit.id);
    let asked = view(move || open.get().then(|| ShowAnswers { visit, line: no.get_value() }));
    asked.reload_on(super::MOVES);
    let row = move |row: AnswerRow| {
        let (by, at) = (row.who, format::instant(row.at));
        let (answer, words) = (row.filled.answer, row.filled.words);
        let told = move || t.with(|t| answer.map_or_else(|| t.visit_unanswered(), |answer| answer.word(t)));
        view! { <li><strong>{told}</strong>" "<span class="lines">{words}</span>" "<span class="quiet nowrap">{by}" "{at}</span></li> }
    };
    let rows = move || asked.get().map(|shown| shown.answers.into_iter().map(row).collect_view());
    view! {
        <Show when=move || has_some.get()>
            <div class="visit-earlier">
                <Button look=Look::Quiet on_press=move || open.update(|open| *open = !*open)>
                    {move || t.with(|t| if open.get() { t.visit_earlier_hide() } else { t.visit_earlier() })}
                </Button>
                <Show when=move || open.get()><ol>{rows}</ol></Show>
            </div>
        </Show>
    }
}
