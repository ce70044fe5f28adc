//! One meeting: its text, what was agreed, and where the matters stand that were made of it.

use super::form::Edited;
use super::page::state_tint;
use crate::backend::{call, view};
use crate::edit::{History, ReasonDialog, Reasoned, Why};
use crate::pages::supervision::{MadeList, PATH as LEDGER};
use crate::state::{error_line, field_error, texts, tr, use_at};
use crate::ui::{
    Badge, Button, Dialog, ErrorNote, ErrorState, Field, Icon, LinkButton, Look, NoticeKind, PaperButton, Skeleton, TextArea, use_notices,
};
use api::meeting::{AgreedRow, ExportMinutes, IssueMeeting, MeetingMay, MeetingRow, MeetingShown, RevokeMeeting, ShowMeeting, TurnAgreed};
use api::{ApiError, ChangeKind, OutFile};
use domain::meeting::{Agreed, FIELDS, MeetingFields, MeetingId};
use domain::supervision::LinkKind;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use texts::supervision::Names;
use texts::task::{meeting_field_name, meeting_value};
use texts::words::Word;

/// A meeting, once it has come.
#[component]
pub(super) fn MeetingOf(
    /// Which.
    id: MeetingId,
    /// What meetings refer to.
    names: Memo<Names>,
    /// Opens its form.
    edit: Callback<Edited>,
) -> impl IntoView {
    let shown = view(move || Some(ShowMeeting { id }));
    shown.reload_on(&[ChangeKind::Meeting, ChangeKind::Matter]);
    let meeting = Memo::new(move |_| shown.get());
    move || match (meeting.get(), shown.error()) {
        (Some(shown), _) => view! { <Shown shown names edit/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

#[component]
fn Shown(shown: MeetingShown, names: Memo<Names>, edit: Callback<Edited>) -> impl IntoView {
    let t = texts();
    let MeetingShown { row, fields, agreed, may } = shown;
    let state = row.state;
    let subject = format!("meeting:{}", row.id.0);
    let number = Some(row.number.clone()).filter(|number| !number.is_empty());
    let turns = may.contains(&MeetingMay::Turn);
    let told = fields.clone();
    let list = fields.agreed.clone().into_iter().zip(agreed).map(move |(one, became)| view! { <AgreedLine one became turns names/> });
    let list = list.collect_view();
    view! {
        <div class="duty matter">
            <h3>{fields.title.clone()}</h3>
            <p class="guide-badges">
                <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
                {number.map(|number| view! { <Badge>{number}</Badge> })}
            </p>
            <Actions row fields may edit/>
            <section class="duty-part">
                <h4>{tr(|t| t.meeting_agreed())}</h4>
                <ol class="agreed">{list}</ol>
            </section>
            <section class="duty-part">
                <h4>{tr(|t| t.meeting_record())}</h4>
                <Content fields=told names/>
            </section>
            <History subject=Signal::stored(subject)/>
        </div>
    }
}

/// What may be done with the meeting, the next step first, and its paper.
#[component]
fn Actions(row: MeetingRow, fields: MeetingFields, may: Vec<MeetingMay>, edit: Callback<Edited>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (id, version) = (row.id, row.version);
    let (busy, asks) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let fields = StoredValue::new(fields);
    let issue = move || {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(IssueMeeting { id, version }).await;
            busy.try_set(false);
            match answer {
                Ok(shown) => notices.done(t.with_untracked(|t| t.meeting_issued(&shown.row.title))),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let turn = move || {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(TurnAgreed { id, agreed: Vec::new(), version }).await;
            busy.try_set(false);
            match answer {
                Ok(shown) => notices.done(t.with_untracked(|t| t.meeting_all_turned(texts::format::count(shown.row.turned)))),
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let buttons = may.into_iter().enumerate().map(move |(n, one)| {
        let look = if n == 0 { Look::Primary } else { Look::default() };
        match one {
            MeetingMay::Issue => view! { <Button look busy on_press=issue>{tr(|t| t.meeting_issue())}</Button> }.into_any(),
            MeetingMay::Edit => {
                let open = move || edit.run(Edited { id: Some(id), fields: fields.get_value(), version });
                view! { <Button look on_press=open>{tr(|t| t.supervision_edit())}</Button> }.into_any()
            }
            MeetingMay::Revoke => {
                view! { <Button look=Look::Quiet on_press=move || asks.set(true)>{tr(|t| t.meeting_revoke())}</Button> }.into_any()
            }
            MeetingMay::Turn => {
                view! { <Button look busy icon=Icon::Bell on_press=turn>{tr(|t| t.meeting_turn_all())}</Button> }.into_any()
            }
        }
    });
    let title = row.title.clone();
    let why = {
        let title = title.clone();
        move |()| Why::of(format!("meeting:{}:revoke", id.0), title.clone(), tr(|t| t.meeting_revoke()), (REASON_LEAST, WORDS_LIMIT))
    };
    let write = move |out: OutFile| {
        let file = out.name.clone();
        let later: crate::backend::door::Later<String> = Box::pin(async move {
            call(ExportMinutes { id, out }).await?;
            Ok(t.with_untracked(|t| t.supervision_paper_written(&file)))
        });
        Some(later)
    };
    let revoke = Callback::new(move |reason: String| {
        Reasoned(Box::pin(async move {
            let shown = call(RevokeMeeting { id, reason, version }).await?;
            notices.tell(NoticeKind::Info, t.with_untracked(|t| t.supervision_done(shown.row.title, shown.row.state.word(t))));
            Ok(())
        }))
    });
    // What is missing before it can be issued is told with the name of where it is missing.
    let told = move || {
        failed.get().map(|error| {
            t.with(|t| match error.field.as_deref().filter(|field| *field != "id") {
                Some(field) => {
                    let how = field_error(&error, field, t).unwrap_or_default();
                    t.supervision_form_problem(where_of(field, t), how)
                }
                None => error_line(&error, t),
            })
        })
    };
    view! {
        <div class="actions">
            {buttons.collect_view()}
            <PaperButton label=tr(|t| t.meeting_paper()) name=move || t.with(|t| t.meeting_paper_file(&title)) write/>
        </div>
        <p class="field-error" aria-live="polite">{told}</p>
        <ReasonDialog open=asks title=tr(|t| t.meeting_revoke()) why send=revoke/>
    }
}

/// Where something is, in words: 议定事项第2项 主办单位.
fn where_of(path: &str, t: &texts::Texts) -> String {
    let mut parts = path.split('.');
    let (field, no, column) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let name = meeting_field_name(field, t).unwrap_or_default();
    match (no.and_then(|no| no.parse::<usize>().ok()), column) {
        (Some(no), Some(column)) => t.meeting_agreed_no((no + 1).to_string(), column_name(column, t)),
        _ => name,
    }
}

/// The name of a column of what was agreed.
pub(super) fn column_name(column: &str, t: &texts::Texts) -> String {
    match column {
        "lead" => t.supervision_lead(),
        "helpers" => t.supervision_helpers(),
        "due" => t.task_due(),
        _ => t.meeting_agreed_text(),
    }
}

/// Something that was agreed: who does it until when, the matters that were made of it, and the way to make one.
#[component]
fn AgreedLine(one: Agreed, became: AgreedRow, turns: bool, names: Memo<Names>) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let due = one.due.map(domain::day::text);
    let (lead, helpers) = (one.lead, one.helpers);
    let who = move || {
        names.with(|names| {
            t.with(|t| {
                let all = lead.iter().chain(&helpers).map(|body| names.body(*body)).collect::<Vec<_>>();
                all.join(&t.merge_comma())
            })
        })
    };
    let address = format!("{}:{}", LinkKind::Agreed.code(), became.id.0);
    let href = Signal::derive(move || at.href(LEDGER, &[("matter", "new".to_owned()), ("link", address.clone())]));
    let turned = became.turned;
    view! {
        <li>
            <p class="lines">{one.text}</p>
            <p class="quiet">
                {who}
                {due.map(|due| view! { " " <span class="nowrap">{move || t.with(|t| t.supervision_due_told(&due))}</span> })}
            </p>
            {(!became.matters.is_empty()).then(|| view! { <MadeList matters=became.matters.clone()/> })}
            {(turned && became.matters.is_empty()).then(|| view! { <p class="quiet">{tr(|t| t.meeting_turned_unseen())}</p> })}
            {(turns && !turned).then(|| view! { <p><LinkButton href icon=Icon::Bell>{tr(|t| t.supervision_turn())}</LinkButton></p> })}
        </li>
    }
}

/// The rest of the text, field by field; what says nothing is left out.
#[component]
fn Content(fields: MeetingFields, names: Memo<Names>) -> impl IntoView {
    let t = texts();
    let fields = StoredValue::new(fields);
    let line = move |field: &'static str| {
        let label = move || t.with(|t| meeting_field_name(field, t).unwrap_or_default());
        let said = Signal::derive(move || names.with(|names| fields.with_value(|f| meeting_value(f, field, names))));
        view! {
            <Show when=move || !said.with(String::is_empty)>
                <div class="diff-field"><dt>{label}</dt><dd class="lines">{move || said.get()}</dd></div>
            </Show>
        }
    };
    let told = FIELDS.into_iter().filter(|field| !matches!(*field, "title" | "number" | "agreed"));
    view! { <dl class="diff">{told.map(line).collect_view()}</dl> }
}
