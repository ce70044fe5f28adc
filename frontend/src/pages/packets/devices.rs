//! 外出设备: enrolled by their requests, revoked with a reason.

use super::list::ListButton;
use super::make::MakeButton;
use super::named;
use crate::backend::{FileKind, call, view};
use crate::edit::{ReasonDialog, Reasoned, Why, sending};
use crate::state::{texts, tr};
use crate::ui::{
    Badge, Button, Checkbox, Choice, Column, Combobox, Dialog, EmptyState, ErrorNote, Field, FileButton, InputForm, Look, Notice,
    NoticeKind, Table, Tint, use_notices,
};
use api::account::List;
use api::packet::{DeviceRow, Devices, EnrolDevice, PreviewRequest, RequestShown, RevokeDevice};
use api::{ApiError, InFile};
use domain::account::AccountId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;
use texts::format::{count, instant};

/// Accounts offered at a time.
const HITS: usize = 20;

#[component]
pub(super) fn Listed(shown: Devices) -> impl IntoView {
    let enrols = RwSignal::new(false);
    let Devices { devices, may_enrol, may_pack } = shown;
    let columns = Signal::derive(|| {
        vec![
            Column::new("name", tr(|t| t.packet_device_name())).width(10),
            Column::new("person", tr(|t| t.packet_person())).width(8),
            Column::new("print", tr(|t| t.packet_fingerprint())).width(18),
            Column::new("since", tr(|t| t.packet_enrolled_at())),
            Column::new("given", tr(|t| t.packet_given())).figures(),
            Column::new("open", tr(|t| t.packet_open())).figures(),
            Column::new("state", tr(|t| t.inspect_state())),
            Column::new("acts", tr(|t| t.packet_acts())).width(14),
        ]
    });
    // Whoever neither enrols nor packs is told of none: that there are none is not known here.
    let (is_empty, is_told) = (devices.is_empty(), may_enrol || may_pack);
    let rows = devices.into_iter().map(|row| view! { <Row row may_enrol may_pack/> }).collect_view();
    view! {
        {if !is_told {
            view! { <EmptyState title=tr(|t| t.packet_devices_not_yours()) body=tr(|t| t.packet_devices_not_yours_body())/> }.into_any()
        } else if is_empty {
            view! { <EmptyState title=tr(|t| t.packet_devices_none()) body=tr(|t| t.packet_devices_none_body())/> }.into_any()
        } else {
            view! { <Table caption=tr(|t| t.packet_devices()) columns grows=true>{rows}</Table> }.into_any()
        }}
        <Show when=move || may_enrol>
            <div class="actions"><Button look=Look::Primary on_press=move || enrols.set(true)>{tr(|t| t.packet_enrol())}</Button></div>
            <Dialog open=enrols on_close=move || enrols.set(false) title=tr(|t| t.packet_enrol())>
                <Show when=move || enrols.get()><EnrolForm open=enrols/></Show>
            </Dialog>
        </Show>
    }
}

#[component]
fn Row(row: DeviceRow, may_enrol: bool, may_pack: bool) -> impl IntoView {
    let t = texts();
    let revoked = row.revoked_at;
    let state = move || {
        t.with(|t| match revoked {
            Some(at) => t.packet_revoked_at(instant(at)),
            None => t.packet_in_use(),
        })
    };
    let tint = if revoked.is_some() { Tint::Bad } else { Tint::Accent };
    let (id, version) = (row.id, row.version);
    view! {
        <tr>
            <td>{row.name.clone()}</td>
            <td>{row.person.clone()}</td>
            <td class="mono nowrap">{row.fingerprint.clone()}</td>
            <td class="nowrap">{instant(row.enrolled_at)}</td>
            <td class="num">{count(row.given)}</td>
            <td class="num">{count(row.open)}</td>
            <td><Badge tint>{state}</Badge></td>
            <td class="actions">
                {may_pack.then(|| view! { <ListButton device=id name=row.name.clone()/> })}
                {(may_pack && revoked.is_none()).then(|| view! { <MakeButton device=id name=row.name.clone()/> })}
                {may_enrol.then(|| view! { <RevokeButton id version name=row.name.clone() is_revoked=revoked.is_some() late=row.late/> })}
            </td>
        </tr>
    }
}

/// 停用; of one that is revoked: whether what it made before is taken.
#[component]
fn RevokeButton(id: i64, version: i64, name: String, is_revoked: bool, late: bool) -> impl IntoView {
    let (t, notices, open) = (texts(), use_notices(), RwSignal::new(false));
    let named = StoredValue::new(name.clone());
    let act = tr(move |t| match (is_revoked, late) {
        (false, _) => t.packet_revoke(),
        (true, false) => t.packet_late_allow(),
        (true, true) => t.packet_late_refuse(),
    });
    let why = Callback::new(move |()| Why {
        lead: tr(move |t| if is_revoked { t.packet_late_lead() } else { t.packet_revoke_lead() }),
        ..Why::of(format!("packet_device:{id}"), named.get_value(), act, (REASON_LEAST, WORDS_LIMIT))
    });
    let send = Callback::new(move |reason: String| {
        Reasoned(Box::pin(async move {
            call(RevokeDevice { id, reason, late: is_revoked && !late, version }).await?;
            notices.done(t.with_untracked(|t| t.packet_revoke_done(named.get_value())));
            Ok(())
        }))
    });
    view! {
        <Button look=Look::Quiet on_press=move || open.set(true)>{act}<span class="visually-hidden">{name}</span></Button>
        <ReasonDialog open title=act why send/>
    }
}

#[component]
fn EnrolForm(open: RwSignal<bool>) -> impl IntoView {
    let (t, notices, sending) = (texts(), use_notices(), sending());
    let (file, shown) = (RwSignal::new(None::<InFile>), RwSignal::new(None::<RequestShown>));
    let (same, person) = (RwSignal::new(false), RwSignal::new(None::<Choice>));
    let accounts = view(|| Some(List {}));
    sending.look(file, shown, |file| PreviewRequest { file });
    // What was compared was another file.
    Effect::new(move |_| {
        file.track();
        same.set(false);
    });
    let find = Callback::new(move |typed: String| {
        let typed = typed.trim().to_lowercase();
        let all = untrack(|| accounts.with(|reply| reply.map(|reply| reply.accounts.clone()).unwrap_or_default()));
        let fits = all.into_iter().filter(|one| one.name.contains(&typed) || one.login.contains(&typed));
        fits.take(HITS).map(|one| Choice { key: one.id.0.to_string(), label: one.name, note: one.login }).collect::<Vec<_>>()
    });
    let write = move || {
        let Some(chosen) = file.get_untracked() else { return sending.lacks("file") };
        // What the file says could not be read, or not yet: that is told already.
        let Some(fingerprint) = shown.with_untracked(|shown| shown.as_ref().map(|read| read.fingerprint.clone())) else { return };
        let account = person.with_untracked(|person| person.as_ref().and_then(|one| one.key.parse().ok())).map(AccountId);
        let Some(account) = account else { return sending.lacks("account") };
        if !same.get_untracked() {
            return sending.lacks("same");
        }
        let (title, name) = (t.with_untracked(|t| t.packet_grant_save()), named(|t| t.packet_grant_file(), t));
        let request = move |out| EnrolDevice { file: chosen, fingerprint, account, out };
        sending.write(title, name, request, move |row| {
            notices.done(t.with_untracked(|t| t.packet_enrolled(&row.name)));
            open.try_set(false);
        });
    };
    let failed = move |error: ApiError| sending.failed.set(Some(error));
    view! {
        <InputForm class="form" on_submit=write>
            <p>{tr(|t| t.packet_enrol_lead())}</p>
            <Field label=tr(|t| t.packet_request()) error=sending.at("file")>
                <FileButton file kind=FileKind::Any title=tr(|t| t.packet_request_pick()) on_error=failed/>
            </Field>
            {move || shown.get().map(|read| view! {
                <Notice kind=NoticeKind::Info>
                    <p><strong>{read.name.clone()}</strong></p>
                    <p>{tr(|t| t.packet_fingerprint())}" "<span class="mono nowrap">{read.fingerprint.clone()}</span></p>
                    {read.known.is_some().then(|| view! { <p>{tr(|t| t.packet_known())}</p> })}
                </Notice>
                <Checkbox value=same>{tr(|t| t.packet_same())}</Checkbox>
                {move || sending.at("same").get().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
            })}
            <Field label=tr(|t| t.packet_person()) error=sending.at("account")>
                <Combobox value=person search=find on_choose=move |one: Choice| person.set(Some(one))/>
            </Field>
            <ErrorNote error=sending.above(&["file", "account", "same"])/>
            <div class="actions actions-end">
                <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.packet_grant_save())}</Button>
            </div>
        </InputForm>
    }
}
