//! One entry: its text, its versions, what was said about it, and what the person can do with it now.

use super::answer::{Answer, AnswerDialog, ReviewBox, tell};
use super::chart::ChartOf;
use super::differ::Versions;
use super::form::{DraftText, Edited, Which};
use super::page::VERSION;
use super::said::Said;
use crate::backend::{call, view};
use crate::edit::History;
use crate::list::ListState;
use crate::pages::adjusted::AdjustmentButton;
use crate::pages::audit::words::who;
use crate::pages::catalogue::verify::VerifyDutyButton;
use crate::pages::supervision::Turn;
use crate::state::{error_words, texts, tr, use_session};
use crate::ui::{Badge, Button, ErrorState, Look, Notice, NoticeKind, Skeleton, Tint, use_notices};
use api::duty::{AdjustmentOf, Checked, DutyName, DutyShown, DutyVersion, ExportAdjustment, May, RebaseDraft, ShowDuty, Version};
use api::{ChangeKind, Permission};
use domain::duty::flow::{Deed, Stage, Standing};
use domain::duty::{DutyFields, DutyId, DutyPart, FIELDS, VersionId};
use domain::supervision::{Link, LinkKind};
use leptos::prelude::*;
use texts::duty::{Names, cell_name, cell_word, field_name, is_said, value};
use texts::words::Word;
use texts::{Texts, format};

/// How a state is tinted.
pub(super) fn standing_tint(standing: Standing) -> Tint {
    match standing {
        Standing::Drafting => Tint::Quiet,
        Standing::Reviewing => Tint::Warn,
        Standing::Published => Tint::Accent,
        Standing::Abolished => Tint::Bad,
    }
}

/// How a stage is tinted.
pub(super) fn stage_tint(stage: Stage) -> Tint {
    match stage {
        Stage::Published => Tint::Accent,
        Stage::Proposed | Stage::Review | Stage::Approved | Stage::Planned => Tint::Warn,
        Stage::Draft | Stage::Refused | Stage::Dropped => Tint::Quiet,
    }
}

/// An entry, once it has come.
#[component]
pub(super) fn DutyOf(
    /// The entry.
    id: DutyId,
    /// The page's list: its address says which version and as of which day.
    list: ListState,
    /// What entries refer to.
    names: Memo<Names>,
    /// Opens a form.
    edit: Callback<Edited>,
) -> impl IntoView {
    let version = Memo::new(move |_| list.get(VERSION).and_then(|id| id.parse().ok()).map(VersionId));
    let as_of = Memo::new(move |_| list.get("as_of").and_then(|day| domain::day::of_text(&day)));
    let shown = view(move || Some(ShowDuty { id, version: version.get(), as_of: as_of.get() }));
    shown.reload_on(&[ChangeKind::Duty]);
    let entry = Memo::new(move |_| shown.get());
    let look = Callback::new(move |version: VersionId| list.set(&[(VERSION, version.0.to_string())], true));
    let go = Callback::new(move |duty: DutyId| {
        list.set(&[(VERSION, String::new())], true);
        list.open(&duty.0.to_string());
    });
    move || match (entry.get(), shown.error()) {
        (Some(shown), _) => view! { <Shown shown names edit look go/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

#[component]
fn Shown(shown: DutyShown, names: Memo<Names>, edit: Callback<Edited>, look: Callback<VersionId>, go: Callback<DutyId>) -> impl IntoView {
    let t = texts();
    let DutyShown { shown, versions, parent, children, checked, recheck, may_verify } = shown;
    let DutyVersion { head, fields, chain, opinions } = shown;
    // The main entry is told by its name.
    let names = {
        let parent = parent.clone();
        Memo::new(move |_| {
            let mut names = names.get();
            names.duties.extend(parent.iter().map(|parent| (parent.id, parent.name.clone())));
            names
        })
    };
    let before = versions.iter().find(|one| Some(one.id) == head.based_on).map(|one| (one.id, one.no));
    let (id, no, stage, deed) = (head.id, head.no, head.stage, head.deed);
    let comparing = RwSignal::new(!head.may.is_empty() && before.is_some());
    let compared = before.map(|(old, old_no)| {
        view! {
            <section class="duty-part">
                <Button look=Look::Quiet on_press=move || comparing.update(|on| *on = !*on)>{tr(|t| t.duty_compare())}</Button>
                <Show when=move || comparing.get()>
                    <h4>{move || t.with(|t| t.duty_compare_title(old_no.to_string(), no.to_string()))}</h4>
                    <Versions old new=id names/>
                </Show>
            </section>
        }
    });
    let subject = format!("duty:{}", head.duty.0);
    let drafting = use_session();
    let may_read_history = Memo::new(move |_| drafting.may(Permission::Duties) || drafting.may(Permission::DutyReview));
    let reason = head.reason.clone();
    view! {
        <div class="duty">
            <h3>{fields.name.clone()}</h3>
            <p class="guide-badges">
                <Badge tint=stage_tint(stage)>{move || t.with(|t| if stage == Stage::Published { stage.standing(deed).word(t) } else { stage.word(t) })}</Badge>
                <Badge>{move || t.with(|t| deed.word(t))}</Badge>
                <Badge>{move || t.with(|t| t.duty_version_no(no.to_string()))}</Badge>
            </p>
            <Facts head=head.clone()/>
            <Checks duty=head.duty checked recheck may_verify/>
            {(!reason.is_empty()).then(|| view! {
                <p class="lines"><span class="quiet">{tr(|t| t.duty_reason())}</span>" "{reason.clone()}</p>
            })}
            <Actions head=head.clone() fields=fields.clone() edit/>
            <ReviewBox head=head.clone()/>
            {compared}
            <section class="duty-part">
                <h4>{tr(|t| t.duty_content())}</h4>
                <Content fields names/>
            </section>
            {(stage == Stage::Published).then(|| view! { <Turn link=Link { kind: LinkKind::Duty, id: head.duty.0 }/> })}
            <Children children go/>
            <Said chain opinions begin=|t| t.duty_chain_submit() act=|act, t| act.word(t)/>
            <section class="duty-part">
                <h4>{tr(|t| t.duty_versions())}</h4>
                <ul class="duty-versions">{versions.into_iter().map(|one| view! { <VersionLine one here=id look/> }).collect_view()}</ul>
            </section>
            <Show when=move || may_read_history.get()>
                <History subject=Signal::stored(subject.clone())/>
            </Show>
        </div>
    }
}

/// From when on, until when, by which paper; what is planned, and what went wrong with it.
#[component]
fn Facts(head: Version) -> impl IntoView {
    let t = texts();
    let (from, until, effective) = (head.from, head.until, head.effective);
    let days = move || {
        let day = domain::day::text;
        t.with(|t| match (from, until) {
            (Some(from), Some(until)) => t.duty_version_was_in_force(day(from), day(until)),
            (Some(from), None) => t.duty_version_in_force(day(from)),
            (None, _) => effective.map(|on| t.duty_planned(day(on))).unwrap_or_default(),
        })
    };
    let why = head.failed.clone();
    let failed = (!why.is_empty()).then(|| {
        let why = move || t.with(|t| t.duty_failed(texts::error::rule(&why, &std::collections::BTreeMap::new(), t)));
        view! { <Notice kind=NoticeKind::Bad><p>{why}</p></Notice> }
    });
    let behind = head.is_behind.then(|| view! { <Notice kind=NoticeKind::Info><p>{tr(|t| t.duty_behind())}</p></Notice> });
    let paper = head.paper.clone();
    view! {
        <p class="quiet provincial-facts"><span>{days}</span><span>{paper}</span></p>
        {failed}
        {behind}
    }
}

/// When it was last checked after it was published, and that it is due again.
#[component]
fn Checks(duty: DutyId, checked: Option<Checked>, recheck: bool, may_verify: bool) -> impl IntoView {
    let t = texts();
    let told = checked.map(|Checked { day, who: by }| {
        let words = move || t.with(|t| t.duty_checked_by(domain::day::text(day), who(&by, t)));
        view! { <span class="quiet">{words}</span> }
    });
    if told.is_none() && !recheck && !may_verify {
        return ().into_any();
    }
    view! {
        <div class="actions">
            {recheck.then(|| view! { <Badge tint=Tint::Warn>{tr(|t| t.item_recheck())}</Badge> })}
            {told}
            {may_verify.then(|| view! { <VerifyDutyButton duty/> })}
        </div>
    }
    .into_any()
}

/// What the person may do that is not an answer.
#[component]
fn Actions(head: Version, fields: DutyFields, edit: Callback<Edited>) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let may = head.may.clone();
    let can = move |one: May| may.contains(&one);
    let wish = RwSignal::new(None::<Answer>);
    let busy = RwSignal::new(false);
    let drafts = Memo::new(move |_| session.may(Permission::Duties));
    let (id, read, duty) = (head.id, head.version, head.duty);
    let is_published = head.stage == Stage::Published && head.until.is_none();
    let is_abolished = is_published && head.deed == Deed::Withdraw;
    let rebase = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(RebaseDraft { draft: id, version: read }).await;
            busy.try_set(false);
            match answer {
                Ok(done) => notices.done(t.with_untracked(|t| {
                    let both: Vec<String> = done.both.iter().filter_map(|field| field_name(field, t)).collect();
                    if both.is_empty() { t.duty_rebased() } else { t.duty_rebased_both(both.join(&t.merge_comma())) }
                })),
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_words(&error, t).what)),
            }
        });
    };
    let edited = move |draft: Option<VersionId>, entry: DutyFields, reason: String, version: i64| Edited {
        id: Which { duty: Some(duty), draft, based_on: if draft.is_none() { Some(id) } else { None } },
        fields: DraftText { entry, reason },
        version,
    };
    let change = {
        let fields = fields.clone();
        move || edit.run(edited(None, fields.clone(), String::new(), 0))
    };
    let reason = head.reason.clone();
    let open = move || edit.run(edited(Some(id), fields.clone(), reason.clone(), read));
    let is_told = matches!(head.stage, Stage::Review | Stage::Approved | Stage::Planned | Stage::Published);
    let named = head.name.clone();
    let (submitted, dropped, withdrawn, unplanned) = (head.clone(), head.clone(), head.clone(), head.clone());
    let submit = move || tell(notices, t, busy, Answer::Submit(vec![submitted.clone()]), String::new());
    view! {
        <div class="actions">
            {can(May::Submit).then(|| view! { <Button look=Look::Primary busy on_press=submit>{tr(|t| t.duty_submit())}</Button> })}
            {can(May::Edit).then(|| view! { <Button on_press=open>{tr(|t| t.duty_edit())}</Button> })}
            {can(May::Rebase).then(|| view! { <Button look=Look::Primary busy on_press=rebase>{tr(|t| t.duty_rebase())}</Button> })}
            {can(May::Drop).then(|| view! {
                <Button look=Look::Quiet on_press=move || wish.set(Some(Answer::Drop(dropped.clone())))>{tr(|t| t.duty_drop())}</Button>
            })}
            {can(May::Unplan).then(|| view! {
                <Button on_press=move || wish.set(Some(Answer::Unplan(unplanned.clone())))>{tr(|t| t.duty_unplan())}</Button>
            })}
            {is_published.then(|| view! {
                <Show when=move || drafts.get()>
                    <Button on_press=change.clone()>{tr(|t| t.duty_change())}</Button>
                </Show>
            })}
            {(is_published && !is_abolished).then(|| view! {
                <Show when=move || drafts.get()>
                    {
                        let withdrawn = withdrawn.clone();
                        view! { <Button look=Look::Quiet on_press=move || wish.set(Some(Answer::Withdraw(withdrawn.clone())))>{tr(|t| t.duty_withdraw())}</Button> }
                    }
                </Show>
            })}
            {is_told.then(|| view! {
                <AdjustmentButton
                    write=move |out| Some(ExportAdjustment { of: AdjustmentOf::Versions(vec![id]), out })
                    name=move || t.with(|t| t.duty_adjustment_name(named.clone()))
                />
            })}
        </div>
        <AnswerDialog wish on_done=move |_| ()/>
    }
}

/// The text, field by field; what says nothing is left out.
#[component]
fn Content(fields: DutyFields, names: Memo<Names>) -> impl IntoView {
    let t = texts();
    let told: Vec<&'static str> = FIELDS.into_iter().filter(|field| *field != "name" && is_said(&fields, field)).collect();
    let fields = StoredValue::new(fields);
    let line = move |field: &'static str| {
        let label = move || t.with(|t| field_name(field, t).unwrap_or_default());
        let said = match DutyPart::from_code(field) {
            Some(part) => {
                let rows = fields.with_value(|fields| fields.rows(part));
                view! { <ol class="duty-rows">{rows.into_iter().map(|cells| row(part, cells)).collect_view()}</ol> }.into_any()
            }
            None if field == "flow_chart_file" => {
                let chart = fields.with_value(|fields| fields.flow_chart_file.clone());
                chart.map(|chart| view! { <ChartOf chart/> }).into_any()
            }
            None => (move || t.with(|t| names.with(|names| fields.with_value(|fields| value(fields, field, names, t))))).into_any(),
        };
        view! { <div class="diff-field"><dt>{label}</dt><dd class="lines">{said}</dd></div> }
    };
    view! { <dl class="diff">{told.into_iter().map(line).collect_view()}</dl> }
}

/// A row by its cells; empty ones are left out.
fn row(part: DutyPart, cells: Vec<String>) -> impl IntoView {
    let t = texts();
    let cell = move |(column, text): (&'static str, String)| {
        let label = move || t.with(|t| cell_name(part, column, t));
        let word = move || t.with(|t| cell_word(part, column, &text, t));
        view! { <div><dt>{label}</dt><dd class="lines">{word}</dd></div> }
    };
    let told = part.columns().iter().map(|column| column.key).zip(cells).filter(|(_, text)| !text.trim().is_empty());
    view! { <li><dl class="guide-cells">{told.map(cell).collect_view()}</dl></li> }
}

/// 子项
#[component]
fn Children(children: Vec<DutyName>, go: Callback<DutyId>) -> impl IntoView {
    let t = texts();
    if children.is_empty() {
        return ().into_any();
    }
    let line = move |child: DutyName| {
        let (id, standing) = (child.id, child.standing);
        let name = if child.code.is_empty() { child.name } else { format!("{} {}", child.code, child.name) };
        view! {
            <li>
                <Button look=Look::Quiet on_press=move || go.run(id)>{name}</Button>
                " "
                <Badge tint=standing_tint(standing)>{move || t.with(|t| standing.word(t))}</Badge>
            </li>
        }
    };
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.duty_children())}</h4>
            <ul class="duty-versions">{children.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// A version in the list of versions.
#[component]
fn VersionLine(one: Version, here: VersionId, look: Callback<VersionId>) -> impl IntoView {
    let t = texts();
    let (id, no, stage, deed) = (one.id, one.no, one.stage, one.deed);
    let facts = {
        let one = one.clone();
        move || t.with(|t| version_facts(&one, t))
    };
    let label = tr(move |t| t.duty_version_no(no.to_string()));
    view! {
        <li aria-current=(id == here).then_some("true")>
            <Button look=Look::Quiet on_press=move || look.run(id)>{label}</Button>
            " "
            <Badge tint=stage_tint(stage)>{move || t.with(|t| stage.word(t))}</Badge>
            " "
            <Badge>{move || t.with(|t| deed.word(t))}</Badge>
            " "
            <span class="quiet">{facts}</span>
        </li>
    }
}

/// Since when a version is in force, else who has begun it.
fn version_facts(one: &Version, t: &Texts) -> String {
    let day = domain::day::text;
    match (one.from, one.until) {
        (Some(from), Some(until)) => t.duty_version_was_in_force(day(from), day(until)),
        (Some(from), None) => t.duty_version_in_force(day(from)),
        (None, _) => t.duty_version_by(who(&one.author, t), format::instant(one.begun_at)),
    }
}
