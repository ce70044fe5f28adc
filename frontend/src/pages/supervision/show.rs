//! One matter: its light and why, the next step as one button, its text, where it came from, and its time line.

use super::answer::{AnswerDialog, Wish};
use super::form::Edited;
use super::lamp::{Lamp, state_tint};
use super::papers::Papers;
use super::photos::Photos;
use crate::backend::view;
use crate::edit::History;
use crate::pages::audit::words::who;
use crate::state::{texts, tr, use_at, use_places};
use crate::ui::{Badge, Button, ErrorState, Icon, Look, Notice, NoticeKind, Skeleton};
use api::ChangeKind;
use api::supervision::{Asking, Linked, MatterMay, MatterRow, MatterShown, ShowMatter, Step};
use domain::place::PlaceId;
use domain::supervision::flow::{Act, State};
use domain::supervision::{FIELDS, LinkKind, MatterFields, MatterId};
use leptos::prelude::*;
use texts::format;
use texts::supervision::{Names, cause, field_name, value};
use texts::words::Word;

/// A matter, once it has come.
#[component]
pub(super) fn MatterOf(
    /// Which.
    id: MatterId,
    /// What matters refer to.
    names: Memo<Names>,
    /// Opens its form.
    edit: Callback<Edited>,
) -> impl IntoView {
    let shown = view(move || Some(ShowMatter { id }));
    shown.reload_on(&[ChangeKind::Matter]);
    let matter = Memo::new(move |_| shown.get());
    move || match (matter.get(), shown.error()) {
        (Some(shown), _) => view! { <Shown shown names edit/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

#[component]
fn Shown(shown: MatterShown, names: Memo<Names>, edit: Callback<Edited>) -> impl IntoView {
    let t = texts();
    let MatterShown { row, fields, why, first_due, provisional, asking, linked, steps, forms, photos, may } = shown;
    let state = row.state;
    let due = row.due;
    let reasons =
        Signal::derive(move || t.with(|t| why.iter().map(|one| cause(one.cause, one.days, t)).collect::<Vec<_>>().join(&t.merge_comma())));
    let days = move || {
        let day = |day: jiff::civil::Date| domain::day::text(day);
        t.with(|t| match (due, first_due) {
            (Some(due), Some(first)) if first != due => t.supervision_due_moved(day(due), day(first)),
            (Some(due), _) => t.supervision_due_told(day(due)),
            (None, _) => String::new(),
        })
    };
    let feedback = row.feedback;
    let feedback_told = move || feedback.map(|day| t.with(|t| t.supervision_feedback_told(domain::day::text(day))));
    let subject = format!("matter:{}", row.id.0);
    let number = Some(row.number.clone()).filter(|number| !number.is_empty());
    let is_out = !matches!(state, State::Unissued | State::Revoked);
    let may_form = may.contains(&MatterMay::Form);
    view! {
        <div class="duty matter">
            <h3>{fields.title.clone()}</h3>
            <p class="guide-badges">
                <Lamp light=row.light/>
                <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
                {number.map(|number| view! { <Badge>{number}</Badge> })}
            </p>
            {move || {
                let reasons = reasons.get();
                (!reasons.is_empty()).then(|| view! { <p class="matter-why">{reasons}</p> })
            }}
            <p class="quiet provincial-facts"><span>{days}</span><span>{feedback_told}</span></p>
            {provisional.then(|| view! { <p class="quiet">{tr(|t| t.supervision_provisional())}</p> })}
            {asking.map(|asking| view! { <AskingNote asking/> })}
            <Actions row=row.clone() fields=fields.clone() may edit/>
            {is_out.then(|| view! { <Papers row=row.clone() forms may_form/> })}
            <Photos photos may_withdraw=may_form/>
            {linked.map(|linked| view! { <LinkedRow linked/> })}
            <section class="duty-part">
                <h4>{tr(|t| t.supervision_content())}</h4>
                <Content fields names/>
            </section>
            <section class="duty-part">
                <h4>{tr(|t| t.supervision_line())}</h4>
                <ol class="matter-line">{steps.into_iter().rev().map(|step| view! { <StepLine step/> }).collect_view()}</ol>
            </section>
            <History subject=Signal::stored(subject)/>
        </div>
    }
}

/// More time that is asked for.
#[component]
fn AskingNote(asking: Asking) -> impl IntoView {
    let t = texts();
    let told = move || t.with(|t| t.supervision_asking(&asking.who, domain::day::text(asking.to), &asking.reason));
    view! { <Notice kind=NoticeKind::Info><p>{told}</p></Notice> }
}

/// What may be done, as buttons: the next step first, and as the obvious one.
#[component]
fn Actions(row: MatterRow, fields: MatterFields, may: Vec<MatterMay>, edit: Callback<Edited>) -> impl IntoView {
    let wish = RwSignal::new(None::<Wish>);
    let (id, version) = (row.id, row.version);
    let row = StoredValue::new(row);
    let fields = StoredValue::new(fields);
    let step = move |act: Act, look: Look| {
        view! {
            <Button look on_press=move || wish.set(Some(Wish::Step(act, row.get_value())))>{tr(move |t| act.word(t))}</Button>
        }
        .into_any()
    };
    let buttons = may.into_iter().filter(|one| *one != MatterMay::Form).enumerate().map(move |(n, one)| {
        let look = if n == 0 { Look::Primary } else { Look::default() };
        match one {
            MatterMay::Edit => {
                let open = move || edit.run(Edited { id: Some(id), fields: fields.get_value(), version });
                view! { <Button look on_press=open>{tr(|t| t.supervision_edit())}</Button> }.into_any()
            }
            MatterMay::Issue => step(Act::Issued, look),
            MatterMay::Revoke => step(Act::Revoked, Look::Quiet),
            MatterMay::Sign => step(Act::Signed, look),
            MatterMay::Report => step(Act::Reported, look),
            MatterMay::Ask => step(Act::Asked, Look::default()),
            MatterMay::Decide => {
                view! { {step(Act::Granted, look)} {step(Act::Denied, Look::default())} }.into_any()
            }
            MatterMay::Review => {
                view! { {step(Act::Passed, look)} {step(Act::Returned, Look::default())} }.into_any()
            }
            MatterMay::Return => step(Act::Returned, Look::Quiet),
            MatterMay::Urge => {
                let urge = move || row.with_value(|row| vec![api::supervision::ChosenMatter { id: row.id, version: row.version }]);
                view! { <Button icon=Icon::Bell on_press=move || wish.set(Some(Wish::Urge(urge())))>{tr(|t| t.supervision_urge())}</Button> }
                    .into_any()
            }
            MatterMay::Halt => step(Act::Halted, Look::Quiet),
            MatterMay::Resume => step(Act::Resumed, look),
            MatterMay::Close => step(Act::Closed, look),
            MatterMay::Form => ().into_any(),
        }
    });
    view! {
        <div class="actions">{buttons.collect_view()}</div>
        <AnswerDialog wish/>
    }
}

/// The row that it was made of, with the way there.
#[component]
fn LinkedRow(linked: Linked) -> impl IntoView {
    let at = use_at();
    let Linked { link, label, meeting } = linked;
    let key = link.id.to_string();
    let tree = use_places().tree();
    let top = Memo::new(move |_| tree.with(|tree| tree.district().map(|place| place.id)));
    let href = move || {
        let own = |name: &'static str| vec![(name, key.clone())];
        match link.kind {
            LinkKind::Rating => Some(at.href("/ratings", &own("rating"))),
            LinkKind::Item => Some(at.href("/catalogue/items", &own("item"))),
            LinkKind::Duty => Some(at.href(crate::pages::duties::PATH, &own("duty"))),
            LinkKind::Place => Some(at.href_of("/overview", PlaceId(link.id), &[])),
            LinkKind::Point => Some(at.href("/places", &own("point"))),
            LinkKind::Agreed => meeting.map(|meeting| at.href(crate::pages::meetings::PATH, &[("meeting", meeting.0.to_string())])),
            LinkKind::Task => Some(at.href(crate::pages::tasks::PATH, &own("task"))),
            LinkKind::Finding => Some(at.href(crate::pages::inspection::FINDINGS, &own("finding"))),
            LinkKind::Provincial => Some(at.href(crate::pages::provincial::PATH, &own("row"))),
            LinkKind::Module => Some(at.href("/catalogue/modules", &own("module"))),
            // Everything of the district is in sight there, so that the point is, wherever it stands.
            LinkKind::Cell => link.cell().map(|(item, point)| {
                use crate::pages::availability::{ITEM, PATH, POINT};
                let cell = [(ITEM, item.0.to_string()), (POINT, point.0.to_string())];
                top.get().map_or_else(|| at.href(PATH, &cell), |top| at.href_of(PATH, top, &cell))
            }),
            LinkKind::Case => None,
        }
    };
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.supervision_link())}</h4>
            <p>{move || match href() {
                Some(href) => view! { <a href=href>{label.clone()}</a> }.into_any(),
                None => label.clone().into_any(),
            }}</p>
        </section>
    }
}

/// The text, field by field; what says nothing is left out.
#[component]
fn Content(fields: MatterFields, names: Memo<Names>) -> impl IntoView {
    let t = texts();
    let fields = StoredValue::new(fields);
    let line = move |field: &'static str| {
        let label = move || t.with(|t| field_name(field, t).unwrap_or_default());
        let said = Signal::derive(move || t.with(|t| names.with(|names| fields.with_value(|fields| value(fields, field, names, t)))));
        view! {
            <Show when=move || !said.with(String::is_empty)>
                <div class="diff-field"><dt>{label}</dt><dd class="lines">{move || said.get()}</dd></div>
            </Show>
        }
    };
    let told = FIELDS.into_iter().filter(|field| !matches!(*field, "title" | "link"));
    view! { <dl class="diff">{told.map(line).collect_view()}</dl> }
}

/// A step of the time line.
#[component]
fn StepLine(step: Step) -> impl IntoView {
    let t = texts();
    let act = step.act;
    let by = {
        let name = step.who.clone();
        let (form, filler, at) = (step.form.clone(), step.filler.clone(), step.at);
        move || {
            t.with(|t| match form.as_str() {
                "" => t.supervision_by(who(&name, t), format::instant(at)),
                form => t.supervision_by_form(filler.as_str(), form, who(&name, t), format::instant(at)),
            })
        }
    };
    let (before, after) = (step.due_before, step.due_after);
    let days = move || {
        let day = domain::day::text;
        t.with(|t| match (before, after) {
            (Some(before), Some(after)) if before != after => Some(t.supervision_due_step(day(before), day(after))),
            (None, Some(after)) => Some(t.supervision_due_told(day(after))),
            _ => None,
        })
    };
    let said = |label: Signal<String>, words: String| {
        (!words.is_empty()).then(|| view! { <p class="lines"><span class="quiet">{label}</span>" "{words}</p> })
    };
    view! {
        <li class=format!("is-{}", act.code())>
            <p><strong>{move || t.with(|t| act.word(t))}</strong>" "<span class="quiet">{by}</span></p>
            {move || days().map(|days| view! { <p>{days}</p> })}
            {(!step.words.is_empty()).then(|| view! { <p class="lines">{step.words.clone()}</p> })}
            {said(tr(|t| t.supervision_problems()), step.problems)}
            {said(tr(|t| t.supervision_steps()), step.steps)}
        </li>
    }
}
