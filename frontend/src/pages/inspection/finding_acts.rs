//! What is done with a finding: a button for each act, and one small form that asks for what the act needs.

use crate::edit::{DraftNote, Input, keep_words, sending};
use crate::state::unsaved::OwnWork;
use crate::state::{texts, tr, use_session};
use crate::ui::{Button, DateInput, Dialog, ErrorNote, Field, InputForm, Look, Select, TextArea, TextInput, use_notices};
use api::Permission;
use api::inspection::{AnswerFinding, ConfirmFinding, DecideFinding, FindingDeed, FindingShown, HandleFinding, LedgerRow};
use domain::inspection::finding::flow::{FindingAct as Act, Milestone, RecheckWay};
use leptos::prelude::*;
use texts::words::Word;

/// Which fields an act asks for.
#[derive(Clone, Copy)]
struct Asks {
    act: Act,
    /// Somebody else has told it, who is named.
    enters: bool,
}

impl Asks {
    fn day(self) -> bool {
        self.act.needs_day() || matches!(self.act, Act::Issued | Act::Referred | Act::Failed)
    }

    fn proof(self) -> bool {
        matches!(self.act, Act::Mended | Act::Reached | Act::Reported | Act::Replied)
    }

    fn recipient(self) -> bool {
        self.act.needs_recipient() || (self.enters && is_answer(self.act))
    }
}

/// The checked side does it.
fn is_answer(act: Act) -> bool {
    matches!(act, Act::Signed | Act::Reported | Act::Mended | Act::Asked | Act::Objected | Act::Reached)
}

/// The buttons, the next step first, and the dialog behind them.
#[component]
pub(super) fn Acts(row: LedgerRow, milestones: Vec<Milestone>, may: Vec<Act>, reload: Callback<()>) -> impl IntoView {
    let t = texts();
    if may.is_empty() {
        return ().into_any();
    }
    let (open, act, own) = (RwSignal::new(false), RwSignal::new(Act::Issued), OwnWork::new());
    let ask = move |one: Act| {
        act.set(one);
        open.set(true);
    };
    let buttons = may.into_iter().enumerate().map(move |(n, one)| {
        let look = match one {
            _ if n == 0 => Look::Primary,
            Act::Cancelled | Act::Referred | Act::Urged => Look::Quiet,
            _ => Look::default(),
        };
        view! { <Button look on_press=move || ask(one)>{move || t.with(|t| one.word(t))}</Button> }
    });
    let kept = StoredValue::new((row, milestones));
    view! {
        <div class="actions" role="group" aria-label=move || t.with(|t| t.finding_act())>{buttons.collect_view()}</div>
        <Dialog
            open
            on_close=move || own.leaving(move || open.set(false))
            title=tr(move |t| act.get().word(t))
        >
            {move || open.get().then(|| {
                let (row, milestones) = kept.get_value();
                view! { <DeedForm act=act.get() row milestones open own reload/> }
            })}
        </Dialog>
    }
    .into_any()
}

/// What the words of an act are called.
fn label(act: Act) -> Signal<String> {
    tr(move |t| match act {
        Act::Reported | Act::Mended | Act::Replied => t.finding_progress(),
        Act::Passed | Act::Failed => t.finding_recheck_words(),
        Act::Planned => t.finding_milestone_what(),
        Act::Asked | Act::Objected | Act::Denied | Act::Upheld | Act::Rejected | Act::Cancelled | Act::Referred | Act::Reopened => {
            t.finding_reason()
        }
        _ => t.finding_words(),
    })
}

/// What a day of an act is called.
fn day_label(act: Act) -> Signal<String> {
    tr(move |t| match act {
        Act::Asked => t.finding_ask_day(),
        Act::Planned => t.finding_milestone_day(),
        Act::Referred => t.finding_refer_day(),
        Act::Issued => t.finding_due(),
        _ => t.finding_new_due(),
    })
}

#[component]
fn DeedForm(
    act: Act,
    row: LedgerRow,
    milestones: Vec<Milestone>,
    open: RwSignal<bool>,
    own: OwnWork,
    reload: Callback<()>,
) -> impl IntoView {
    let (t, notices, session) = (texts(), use_notices(), use_session());
    let (id, version) = (row.finding.id, row.finding.version);
    let asks = Asks { act, enters: session.may(Permission::PlanInspections) };
    let [words, proof, recipient, day] = [(); 4].map(|()| RwSignal::new(String::new()));
    let way = RwSignal::new(RecheckWay::OnSite);
    let left: Vec<(u32, String)> = milestones.into_iter().filter(|one| one.done.is_none()).map(|one| (one.no, one.what)).collect();
    let milestone = RwSignal::new(left.first().map_or(0, |(no, _)| *no));
    let sending = sending();
    let what = row.finding.fields.what.clone();
    let named = tr(move |t| format!("{} {what}", act.word(t)));
    let fields = [Input::Text(words), Input::Text(proof), Input::Text(recipient), Input::Text(day)];
    let (draft, put_back) = keep_words(own, format!("finding:{}:{}", id.0, act.code()), named, fields);
    let min = session.today();
    let done = move |_: FindingShown| {
        draft.forget();
        notices.done(t.with_untracked(|t| t.finding_done(act.word(t))));
        open.try_set(false);
        reload.try_run(());
    };
    let write = move || {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let typed = text(day);
        let day = domain::day::of_text(&typed);
        if day.is_none() && (act.needs_day() || !typed.is_empty()) {
            sending.lacks("day");
            return;
        }
        let deed = FindingDeed {
            act,
            words: text(words),
            proof: text(proof),
            recipient: text(recipient),
            way: act.is_recheck().then(|| way.get_untracked()),
            milestone: if act == Act::Reached { milestone.get_untracked() } else { 0 },
            day,
        };
        match act {
            Act::Confirmed => sending.send(ConfirmFinding { id, words: deed.words, version }, done),
            Act::Upheld | Act::Rejected | Act::Cancelled => sending.send(DecideFinding { id, deed, version }, done),
            Act::Passed | Act::Failed if !session.may(Permission::PlanInspections) => {
                sending.send(DecideFinding { id, deed, version }, done);
            }
            // Whoever answers for no place enters it for those who do.
            act if is_answer(act) && session.may(Permission::Answer) => sending.send(AnswerFinding { id, deed, version }, done),
            _ => sending.send(HandleFinding { id, deed, version }, done),
        }
    };
    let ways = Signal::derive(move || t.with(|t| RecheckWay::ALL.iter().map(|one| (*one, one.word(t))).collect::<Vec<_>>()));
    let lead = match act {
        Act::Passed => Some(tr(|t| t.finding_lead_closed())),
        Act::Cancelled => Some(tr(|t| t.finding_lead_cancelled())),
        _ => None,
    };
    let optional = act.least_words() == 0;
    let teller = act != Act::Referred;
    let recipient_label = tr(move |t| if teller { t.finding_teller() } else { t.finding_recipient() });
    let teller_hint = tr(|t| t.finding_teller_hint());
    let due_hint = tr(|t| t.finding_due_hint());
    let options = Signal::stored(left);
    view! {
        <InputForm class="duty-answer" on_submit=write>
            {lead.map(|lead| view! { <p>{lead}</p> })}
            <DraftNote draft on_drop=put_back/>
            {(act == Act::Reached).then(|| view! {
                <Field label=tr(|t| t.finding_milestone()) error=sending.at("milestone")>
                    <Select value=Signal::derive(move || Some(milestone.get())) options on_choose=move |no| milestone.set(no)/>
                </Field>
            })}
            {act.is_recheck().then(|| view! {
                <Field label=tr(|t| t.finding_way()) error=sending.at("way")>
                    <Select value=Signal::derive(move || Some(way.get())) options=ways on_choose=move |one| way.set(one)/>
                </Field>
            })}
            {asks.recipient().then(|| view! {
                <Field
                    label=recipient_label
                    hint=Signal::derive(move || teller.then(|| teller_hint.get()))
                    error=sending.at("recipient")
                >
                    <TextInput value=recipient/>
                </Field>
            })}
            <Field label=label(act) error=sending.at("words") optional><TextArea value=words rows=3/></Field>
            {asks.proof().then(|| view! {
                <Field label=tr(|t| t.finding_proof()) error=sending.at("proof") optional=true><TextInput value=proof/></Field>
            })}
            {asks.day().then(|| view! {
                <Field
                    label=day_label(act)
                    hint=Signal::derive(move || (act == Act::Issued).then(|| due_hint.get()))
                    error=sending.at("day")
                    optional=!act.needs_day()
                >
                    <DateInput value=day min=Signal::stored(Some(min))/>
                </Field>
            })}
            <ErrorNote error=sending.above(&["words", "proof", "recipient", "day", "way", "milestone"])/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || open.set(false))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{move || t.with(|t| act.word(t))}</Button>
            </div>
        </InputForm>
    }
}
