//! A visit: its head, the checklist at the left, what is known and reckoned at the right.

use super::MOVES;
use super::answers::Sheet;
use super::desk::{Desk, Mode, Open};
use super::findings::{FindingForm, WithdrawForm};
use super::lines::{Legend, Lines};
use super::party::PartyForm;
use super::photo_preview::PhotoPreview;
use super::photo_view::{PhotoView, WithdrawPhotoForm};
use super::review::{ReviewPanel, Reviewing, kept, put_back};
use super::saving::SavedSign;
use super::side::Side;
use super::submit::SubmitPanel;
use crate::backend::door::Later;
use crate::backend::{call, view};
use crate::edit::{DraftNote, keep_draft, sending};
use crate::pages::inspection::{ProposeButton, ReplaceButton, visit_tint};
use crate::state::unsaved::leaving;
use crate::state::{texts, tr, use_at, use_session};
use crate::ui::{
    Badge, Button, Dialog, EmptyState, ErrorNote, ErrorState, Look, Notice, NoticeKind, PageHead, PaperButton, Skeleton, Tint, use_notices,
};
use api::inspection::{BeginVisit, ExportConclusion, ExportVisit, ShowVisit, VisitMay, VisitRound, VisitShown};
use api::{ApiError, OutFile};
use domain::inspection::plan::{Cover, VisitId, VisitState};
use domain::inspection::visit::VisitAct;
use leptos::prelude::*;
use texts::format;
use texts::words::Word;

/// The page.
#[component]
pub fn Visit() -> impl IntoView {
    let at = use_at();
    let id = Memo::new(move |_| at.get("visit").and_then(|id| id.parse().ok()).map(VisitId));
    view! {
        {move || match id.get() {
            Some(id) => view! { <VisitOf id/> }.into_any(),
            None => view! { <EmptyState title=tr(|t| t.visit_none()) body=tr(|t| t.visit_none_body())/> }.into_any(),
        }}
    }
}

/// A visit, once it has come; what is typed stays while it is read anew.
#[component]
fn VisitOf(id: VisitId) -> impl IntoView {
    let shown = view(move || Some(ShowVisit { id }));
    shown.reload_on(MOVES);
    let latest = Memo::new(move |_| shown.get());
    let reload = Callback::new(move |()| shown.reload());
    // Once it is there, a reading that fails later takes nothing away.
    let has_come = Memo::new(move |_| latest.with(Option::is_some));
    let failed = Memo::new(move |_| if has_come.get() { None } else { shown.error() });
    move || match (has_come.get().then(|| latest.get_untracked()).flatten(), failed.get()) {
        (Some(first), _) => view! { <Screen first latest reload/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=16/> }.into_any(),
    }
}

#[component]
fn Screen(first: VisitShown, latest: Memo<Option<VisitShown>>, reload: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (id, name) = (first.visit.id, first.visit.point_name.clone());
    let desk = Desk::new(first, latest, reload);
    let opinion = RwSignal::new(String::new());
    let (sheet, saver, reasons) = (desk.sheet, desk.saver, desk.reasons);
    let label = {
        let name = name.clone();
        tr(move |t| format!("{} {name}", t.subject_inspection_visit()))
    };
    // Answers are on their way within a blink; what a crash finds unsaved is put back, upon what had been read.
    let draft = keep_draft(
        format!("visit:{}", id.0),
        label,
        move || sheet.with(Sheet::kept),
        move |kept| {
            sheet.update(|sheet| sheet.put_back(&kept));
            if sheet.with_untracked(Sheet::dirty) != 0 {
                notices.tell(NoticeKind::Info, t.with_untracked(|t| t.visit_restored()));
            }
            saver.now();
        },
    );
    let review_draft =
        keep_draft(format!("visit:{}:review", id.0), label, move || kept(opinion, reasons), move |text| put_back(&text, opinion, reasons));
    let reviewing = Reviewing { opinion, draft: review_draft };
    let title = tr(move |t| t.visit_title(&name));
    view! {
        <div class="visit">
            <PageHead title>
                <SavedSign saver/>
                <Acts desk/>
            </PageHead>
            <Facts desk/>
            // What was put back is on its way already; there is nothing to be thrown away.
            <Show when=move || desk.mode.get() == Mode::Write && !draft.is_restored()>
                <DraftNote draft on_drop=move || reload.run(())/>
            </Show>
            <LastRound desk/>
            <div class="visit-columns">
                <div class="visit-main">
                    <Legend desk/>
                    <Lines desk/>
                </div>
                <Side desk/>
            </div>
            <Above desk reviewing/>
        </div>
    }
}

/// Where it stands, of which plan it is.
#[component]
fn Facts(desk: Desk) -> impl IntoView {
    let t = texts();
    let state = Memo::new(move |_| desk.shown.with(|shown| shown.visit.state));
    let visit = desk.shown.with_untracked(|shown| shown.visit.clone());
    let (cover, kind) = (visit.cover, visit.kind);
    let names: Vec<String> = visit.inspectors.iter().map(|goer| goer.name.clone()).collect();
    let badge = move || {
        let state = state.get();
        view! { <Badge tint=visit_tint(state)>{move || t.with(|t| state.word(t))}</Badge> }
    };
    let tint = if cover == Cover::Covert { Tint::Warn } else { Tint::Quiet };
    view! {
        <p class="guide-badges visit-facts">
            {badge}
            <Badge>{visit.number.clone()}</Badge>
            <span>{visit.title.clone()}</span>
            <Badge>{move || t.with(|t| kind.word(t))}</Badge>
            <Badge tint>{move || t.with(|t| cover.word(t))}</Badge>
            <span class="quiet">{move || t.with(|t| t.visit_goers(names.join(&t.merge_comma())))}</span>
        </p>
    }
}

/// What the last review said.
#[component]
fn LastRound(desk: Desk) -> impl IntoView {
    let round = Memo::new(move |_| desk.shown.with(|shown| shown.record.as_ref().and_then(|record| record.rounds.first().cloned())));
    let told = move |round: VisitRound| {
        let (no, by, opinion) = (round.no, round.decided_by, round.opinion);
        let at = round.decided_at.map(format::instant).unwrap_or_default();
        let (sent_by, sent_at) = (round.submitted_by, format::instant(round.submitted_at));
        let n = round.reasons.len();
        let (kind, words): (NoticeKind, Signal<String>) = match round.verdict {
            Some(VisitAct::Returned) => (NoticeKind::Warn, tr(move |t| t.visit_round_returned(no.to_string(), &by, &at, n.to_string()))),
            Some(_) => (NoticeKind::Done, tr(move |t| t.visit_round_agreed(no.to_string(), &by, &at))),
            None => (NoticeKind::Info, tr(move |t| t.visit_round_waits(no.to_string(), &sent_by, &sent_at))),
        };
        let opinion = (!opinion.is_empty()).then(|| view! { <p class="lines">{opinion}</p> });
        view! { <Notice kind><p>{words}</p>{opinion}</Notice> }
    };
    let is_shown = move || desk.shown.with(|shown| shown.visit.state != VisitState::Waiting);
    move || round.get().filter(|_| is_shown()).map(told)
}

/// What can be done with the whole.
#[component]
fn Acts(desk: Desk) -> impl IntoView {
    let t = texts();
    let may = move |one: VisitMay| desk.shown.with(|shown| shown.may.contains(&one));
    let sending = sending();
    let begin = move || {
        let (id, version) = desk.shown.with_untracked(|shown| (shown.visit.id, shown.visit.version));
        sending.tried(BeginVisit { id, version }, move |shown| {
            desk.reload.try_run(());
            if let Some(shown) = shown {
                let first = shown.list.lines.first().map(|line| line.no.clone()).unwrap_or_default();
                desk.go_to(&first);
            }
        });
    };
    let name = move || {
        let (number, point) = desk.shown.with_untracked(|shown| (shown.visit.number.clone(), shown.visit.point_name.clone()));
        t.with_untracked(|t| format!("{}_{number}_{point}.docx", t.visit_paper_title()))
    };
    let write = move |out: OutFile| -> Option<Later<String>> {
        let id = desk.shown.with_untracked(|shown| shown.visit.id);
        let file = out.name.clone();
        Some(Box::pin(async move {
            call(ExportVisit { id, out }).await?;
            Ok(t.with_untracked(|t| t.visit_paper_written(&file)))
        }))
    };
    let visit = desk.shown.with_untracked(|shown| shown.visit.id);
    let conclusion_name = move || {
        let (number, point) = desk.shown.with_untracked(|shown| (shown.visit.number.clone(), shown.visit.point_name.clone()));
        t.with_untracked(|t| format!("{}_{number}_{point}.docx", t.finding_conclusion_file()))
    };
    let conclude = move |out: OutFile| -> Option<Later<String>> {
        let file = out.name.clone();
        Some(Box::pin(async move {
            call(ExportConclusion { visit, out }).await?;
            Ok(t.with_untracked(|t| t.supervision_paper_written(&file)))
        }))
    };
    let is_agreed = move || desk.shown.with(|shown| shown.visit.state == VisitState::Agreed);
    let session = use_session();
    let may_propose = move || {
        let me = session.person().map(|person| person.account);
        desk.is_handed_in() && desk.shown.with(|shown| shown.visit.inspectors.iter().any(|goer| Some(goer.account) == me))
    };
    let at = use_at();
    let on_replaced = Callback::new(move |by: VisitId| at.set(&[("visit", by.0.to_string())], false));
    let may_replace = move || desk.shown.with(|shown| shown.visit.may_replace);
    let row = Signal::derive(move || desk.shown.with(|shown| shown.visit.clone()));
    view! {
        <Show when=move || may(VisitMay::Begin)>
            <Button look=Look::Primary busy=sending.busy on_press=begin>{tr(|t| t.visit_begin())}</Button>
        </Show>
        <Show when=may_replace>
            <ReplaceButton row on_done=on_replaced/>
        </Show>
        <Show when=move || may(VisitMay::Submit)>
            <Button look=Look::Primary on_press=move || {
                desk.saver.now();
                desk.open.set(Some(Open::Submit));
            }>{tr(|t| t.visit_submit())}</Button>
        </Show>
        <Show when=move || may(VisitMay::Review)>
            <Button look=Look::Primary on_press=move || desk.open.set(Some(Open::Review))>{tr(|t| t.visit_review())}</Button>
        </Show>
        <Show when=move || may(VisitMay::Export)>
            <PaperButton label=tr(|t| t.visit_paper_title()) name write/>
        </Show>
        <Show when=is_agreed>
            <PaperButton label=tr(|t| t.finding_conclusion()) name=conclusion_name write=conclude/>
        </Show>
        <Show when=may_propose><ProposeButton visit/></Show>
        <ErrorNote error=sending.failed/>
    }
}

/// What lies open above the screen. Closing it gives the focus back to the line.
#[component]
fn Above(desk: Desk, reviewing: Reviewing) -> impl IntoView {
    let open = desk.open;
    let shut = move || {
        open.try_set(None);
        desk.go_to(&desk.current.get_untracked());
    };
    let end = Callback::new(move |()| shut());
    let title = tr(move |t| {
        open.with(|open| match open {
            Some(Open::Finding(Some(_), _)) => t.visit_finding_edit(),
            Some(Open::Finding(None, _)) => t.visit_raise(),
            Some(Open::Withdraw(_)) => t.visit_withdraw(),
            Some(Open::Party) => t.visit_party(),
            Some(Open::Submit) => t.visit_submit(),
            Some(Open::Review) => t.visit_review(),
            Some(Open::Photos(_)) => t.visit_photos_title(),
            Some(Open::Photo(_)) => t.visit_photo_title(),
            Some(Open::WithdrawPhoto(_)) => t.supervision_photo_withdraw_title(),
            None => String::new(),
        })
    });
    let is_open = Signal::derive(move || open.with(Option::is_some));
    view! {
        <Dialog open=is_open on_close=move || leaving(shut) title wide=true>
            {move || match open.get() {
                Some(Open::Finding(row, fields)) => {
                    view! { <FindingForm desk row=row.map(|row| *row) fields=*fields on_end=end/> }.into_any()
                }
                Some(Open::Withdraw(row)) => view! { <WithdrawForm desk row=*row on_end=end/> }.into_any(),
                Some(Open::Party) => view! { <PartyForm desk on_end=end/> }.into_any(),
                Some(Open::Submit) => view! { <SubmitPanel desk on_end=end/> }.into_any(),
                Some(Open::Review) => view! { <ReviewPanel desk reviewing on_end=end/> }.into_any(),
                Some(Open::Photos(picked)) => view! { <PhotoPreview desk picked=*picked on_end=end/> }.into_any(),
                Some(Open::Photo(id)) => view! { <PhotoView desk id on_end=end/> }.into_any(),
                Some(Open::WithdrawPhoto(id)) => view! { <WithdrawPhotoForm desk id on_end=end/> }.into_any(),
                None => ().into_any(),
            }}
        </Dialog>
    }
}
