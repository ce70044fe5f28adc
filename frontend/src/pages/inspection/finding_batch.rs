//! What is done with several findings: notices, urging, their papers; and replies that come on paper.

use crate::backend::call;
use crate::backend::door::Later;
use crate::edit::{DraftNote, Input, keep_words, sending, several};
use crate::list::ListState;
use crate::state::unsaved::OwnWork;
use crate::state::{error_line, texts, tr, use_session};
use crate::ui::{
    Button, Checkbox, DateInput, Dialog, ErrorNote, Field, Icon, InputForm, Look, NoticeKind, PaperButton, TextArea, TextInput, use_notices,
};
use api::inspection::{
    BatchAct, ChosenFinding, ExportFindingPaper, FindingFilter, FindingPaper, FindingReply, HandleFindings, LedgerRow, ListFindings,
    TakeReply,
};
use api::page::PageAt;
use api::{ApiError, OutFile};
use domain::inspection::finding::{FindingId, FindingState};
use leptos::prelude::*;
use texts::format::count;

/// The ticked rows as they were read.
fn ticked(list: ListState) -> Vec<ChosenFinding> {
    let read = |(key, version): (&String, &i64)| Some(ChosenFinding { id: FindingId(key.parse().ok()?), version: *version });
    list.ticked.with_untracked(|ticked| ticked.iter().filter_map(read).collect())
}

/// What is done with the ticked rows.
#[component]
pub(super) fn Bulk(list: ListState) -> impl IntoView {
    let (open, act, own) = (RwSignal::new(false), RwSignal::new(BatchAct::Issue), OwnWork::new());
    let ask = move |one: BatchAct| {
        act.set(one);
        open.set(true);
    };
    let title = tr(move |t| name(act.get(), t));
    let ids = move || ticked(list).into_iter().map(|one| one.id).collect::<Vec<_>>();
    view! {
        <Button icon=Icon::File on_press=move || ask(BatchAct::Issue)>{tr(|t| t.finding_act_issued())}</Button>
        <Button icon=Icon::Bell on_press=move || ask(BatchAct::Urge)>{tr(|t| t.finding_act_urged())}</Button>
        <Paper paper=FindingPaper::Notice ids=Callback::new(move |()| ids())/>
        <Paper paper=FindingPaper::Urge ids=Callback::new(move |()| ids())/>
        <Paper paper=FindingPaper::Reply ids=Callback::new(move |()| ids())/>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title>
            {move || open.get().then(|| view! { <BatchForm act=act.get() list open own/> })}
        </Dialog>
    }
}

fn name(act: BatchAct, t: &texts::Texts) -> String {
    match act {
        BatchAct::Issue => t.finding_act_issued(),
        BatchAct::Urge => t.finding_act_urged(),
    }
}

#[component]
fn BatchForm(act: BatchAct, list: ListState, open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let chosen = ticked(list);
    let (words, day) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sending = sending();
    let is_issue = act == BatchAct::Issue;
    let named = tr(move |t| name(act, t));
    let key = format!("findings:{}:{}", if is_issue { "issue" } else { "urge" }, several(chosen.iter().map(|one| one.id.0)));
    let (draft, put_back) = keep_words(own, key, named, [Input::Text(words), Input::Text(day)]);
    let write = move || {
        let typed = day.with_untracked(|day| day.trim().to_owned());
        let day = domain::day::of_text(&typed);
        if day.is_none() && !typed.is_empty() {
            sending.lacks("day");
            return;
        }
        let words = words.with_untracked(|words| words.trim().to_owned());
        sending.send(HandleFindings { findings: chosen.clone(), act, words, day }, move |handled| {
            draft.forget();
            let n = count(handled.done.len());
            t.with_untracked(|t| {
                if !handled.done.is_empty() {
                    notices.done(if is_issue {
                        t.finding_batch_issued(&n, handled.notices.join(&t.merge_comma()))
                    } else {
                        t.finding_batch_urged(&n)
                    });
                }
                if let Some(left) = handled.left.first() {
                    notices.tell(NoticeKind::Bad, t.finding_batch_left(count(handled.left.len()), error_line(&left.error, t)));
                }
            });
            list.ticked.set(std::collections::BTreeMap::new());
            open.try_set(false);
        });
    };
    let min = session.today();
    let due_hint = tr(|t| t.finding_due_hint());
    view! {
        <InputForm class="duty-answer" on_submit=write>
            {is_issue.then(|| view! { <p>{tr(|t| t.finding_batch_issue_lead())}</p> })}
            <DraftNote draft on_drop=put_back/>
            <Field label=tr(|t| t.finding_words()) error=sending.at("words") optional=true><TextArea value=words rows=3/></Field>
            {is_issue.then(|| view! {
                <Field
                    label=tr(|t| t.finding_due())
                    hint=Signal::derive(move || Some(due_hint.get()))
                    error=sending.at("day")
                    optional=true
                >
                    <DateInput value=day min=Signal::stored(Some(min))/>
                </Field>
            })}
            <ErrorNote error=sending.above(&["words", "day"])/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{named}</Button>
            </div>
        </InputForm>
    }
}

/// A button that writes a paper about findings.
#[component]
fn Paper(paper: FindingPaper, ids: Callback<(), Vec<FindingId>>) -> impl IntoView {
    let t = texts();
    let label = tr(move |t| match paper {
        FindingPaper::Notice => t.finding_paper_notice_title(),
        FindingPaper::Urge => t.finding_paper_urge_title(),
        FindingPaper::Reply => t.finding_paper_reply_title(),
    });
    let name = move || {
        let n = count(ids.run(()).len());
        t.with_untracked(|t| format!("{}{}.docx", label.get_untracked(), t.finding_paper_file(n)))
    };
    let write = move |out: OutFile| -> Option<Later<String>> {
        let findings = ids.run(());
        if findings.is_empty() {
            return None;
        }
        let file = out.name.clone();
        Some(Box::pin(async move {
            call(ExportFindingPaper { paper, findings, out }).await?;
            Ok(t.with_untracked(|t| t.supervision_paper_written(&file)))
        }))
    };
    view! { <PaperButton label name write/> }
}

/// The papers of findings in sight, as far as there are any.
#[component]
pub(super) fn PaperButtons(rows: Vec<LedgerRow>) -> impl IntoView {
    if rows.iter().any(|row| row.notice.is_empty()) {
        return ().into_any();
    }
    let is_running = rows.iter().all(|row| row.finding.state.is_running());
    let ids: Vec<FindingId> = rows.iter().map(|row| row.finding.id).collect();
    let kept = StoredValue::new(ids);
    let ids = Callback::new(move |()| kept.get_value());
    view! {
        <div class="actions">
            <Paper paper=FindingPaper::Notice ids/>
            {is_running.then(|| view! { <Paper paper=FindingPaper::Urge ids/><Paper paper=FindingPaper::Reply ids/> })}
        </div>
    }
    .into_any()
}

/// The button for a reply on paper, and its dialog.
#[component]
pub(super) fn ReplyButton() -> impl IntoView {
    let (open, own) = (RwSignal::new(false), OwnWork::new());
    view! {
        <Button on_press=move || open.set(true)>{tr(|t| t.finding_reply_take())}</Button>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.finding_reply_take()) wide=true>
            <Show when=move || open.get()><ReplyForm open own/></Show>
        </Dialog>
    }
}

/// A finding of the notice, and what the form says of it.
#[derive(Clone)]
struct Said {
    row: LedgerRow,
    words: RwSignal<String>,
    proof: RwSignal<String>,
    done: RwSignal<bool>,
}

#[component]
fn ReplyForm(open: RwSignal<bool>, own: OwnWork) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (notice, filler) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = RwSignal::new(Vec::<Said>::new());
    let (finding, taking) = (sending(), sending());
    let is_typed = |said: &Said| said.words.with(|words| !words.trim().is_empty());
    own.guard(Signal::derive(move || found.with(|all| all.iter().any(is_typed))));
    let find = move || {
        let text = notice.with_untracked(|notice| notice.trim().to_owned());
        if text.is_empty() {
            finding.lacks("notice");
            return;
        }
        let filter = FindingFilter {
            text: text.clone(),
            states: vec![FindingState::Issued, FindingState::InHand, FindingState::Returned],
            ..FindingFilter::default()
        };
        finding.send(ListFindings { filter, page: PageAt::First, limit: 200 }, move |reply| {
            let said = |row: LedgerRow| Said { row, words: RwSignal::default(), proof: RwSignal::default(), done: RwSignal::new(true) };
            let all: Vec<Said> = reply.findings.into_iter().filter(|row| row.notice == text).map(said).collect();
            if all.is_empty() {
                let none = t.with_untracked(|t| t.finding_reply_none());
                notices.tell(NoticeKind::Info, none);
            }
            found.set(all);
        });
    };
    let write = move || {
        if found.with_untracked(Vec::is_empty) {
            find();
            return;
        }
        let reply = |said: &Said| {
            let words = said.words.with_untracked(|words| words.trim().to_owned());
            (!words.is_empty()).then(|| FindingReply {
                id: said.row.finding.id,
                words,
                proof: said.proof.get_untracked(),
                done: said.done.get_untracked(),
                version: said.row.finding.version,
            })
        };
        let replies: Vec<FindingReply> = found.with_untracked(|all| all.iter().filter_map(reply).collect());
        if replies.is_empty() {
            taking.failed.set(Some(ApiError::invalid("replies", "required")));
            return;
        }
        let n = count(replies.len());
        let notice = notice.with_untracked(|notice| notice.trim().to_owned());
        taking.send(TakeReply { notice, filler: filler.get_untracked(), replies }, move |_| {
            found.set(Vec::new());
            notices.done(t.with_untracked(|t| t.finding_reply_taken(&n)));
            open.try_set(false);
        });
    };
    let line = move |said: Said| {
        let Said { row, words, proof, done } = said;
        view! {
            <fieldset class="duty-part">
                <legend>{row.finding.fields.what.clone()}</legend>
                <Field label=tr(|t| t.finding_progress()) optional=true><TextArea value=words rows=2/></Field>
                <Field label=tr(|t| t.finding_proof()) optional=true><TextInput value=proof/></Field>
                <Checkbox value=done>{tr(|t| t.finding_reply_done())}</Checkbox>
            </fieldset>
        }
    };
    let has_found = Memo::new(move |_| found.with(|all| !all.is_empty()));
    let empty = tr(|t| t.finding_reply_empty());
    let lacks_all = Signal::derive(move || {
        taking.failed.with(|e| e.as_ref().is_some_and(|e| e.field.as_deref() == Some("replies"))).then(|| empty.get())
    });
    let above = Signal::derive(move || {
        let told = |path: &str| ["filler", "replies"].contains(&path);
        taking.failed.get().filter(|e| !e.field.as_deref().is_some_and(told)).or_else(|| finding.failed.get())
    });
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p>{tr(|t| t.finding_reply_lead())}</p>
            <Field label=tr(|t| t.finding_reply_notice()) error=finding.at("notice")><TextInput value=notice/></Field>
            <Show when=move || has_found.get()>
                {move || found.get().into_iter().map(line).collect_view()}
                <p class="field-error" aria-live="polite">{move || lacks_all.get()}</p>
                <Field label=tr(|t| t.finding_reply_filler()) error=taking.at("filler")><TextInput value=filler/></Field>
            </Show>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button look=if has_found.get_untracked() { Look::default() } else { Look::Primary } busy=finding.busy on_press=find>
                    {tr(|t| t.finding_reply_find())}
                </Button>
                <Show when=move || has_found.get()>
                    <Button submit=true look=Look::Primary busy=taking.busy>{tr(|t| t.act_save())}</Button>
                </Show>
            </div>
        </InputForm>
    }
}
