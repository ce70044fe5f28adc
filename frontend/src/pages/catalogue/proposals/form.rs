//! The form of a proposal: everything that the item should say, and why.

use super::super::item_form::{blank, values};
use super::super::item_inputs::ItemInputs;
use super::super::items::{Names, field_name};
use crate::edit::{DraftNote, EditForm, Edited, Input, Plan, Rules, editing_by, keep_words};
use crate::state::unsaved::OwnWork;
use crate::state::{texts, tr};
use crate::ui::{Field, TextArea, use_notices};
use api::item::{ItemShown, ProposalText, SaveProposal};
use domain::catalogue::item::{ItemFields, ItemId};
use domain::catalogue::proposal::{ProposalId, problem};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::Texts;

/// What is proposed: which open proposal is changed, and about which item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct About {
    pub(super) proposal: Option<ProposalId>,
    pub(super) item: Option<ItemId>,
    /// Nothing describes the item yet.
    pub(super) is_new: bool,
}

impl About {
    /// Where its draft is kept.
    fn key(&self) -> String {
        match (self.proposal, self.item) {
            (Some(id), _) => format!("proposal:{}", id.0),
            (None, Some(item)) => format!("proposal:item:{}", item.0),
            (None, None) => "proposal:new".to_owned(),
        }
    }
}

/// A new item that is proposed.
pub(super) fn new() -> Edited<About, ItemFields> {
    Edited { id: About { proposal: None, item: None, is_new: true }, fields: blank(), version: 0 }
}

/// A change of an item, upon what is shown of it.
pub(super) fn about(shown: ItemShown) -> Edited<About, ItemFields> {
    let (version, is_new) = (shown.read(), shown.item.version == 0);
    Edited { id: About { proposal: None, item: Some(shown.item.id), is_new }, fields: shown.item.fields, version }
}

/// What is stored. Whether an item is new does not change while it is proposed; it only loosens the rule of its code.
fn of(text: ProposalText) -> Edited<About, ItemFields> {
    let is_new = text.fields.code.is_empty();
    Edited { id: About { proposal: text.id, item: text.item, is_new }, fields: text.fields, version: text.version }
}

/// The form.
#[component]
pub(super) fn ProposalForm(
    /// What is proposed so far.
    edited: Edited<About, ItemFields>,
    /// Why, so far.
    #[prop(optional)]
    grounds: String,
    /// What items refer to.
    names: Memo<Names>,
    /// Saved: the proposal.
    #[prop(into)]
    on_saved: Callback<ProposalId>,
    /// Given up.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (reason, before) = (RwSignal::new(grounds.clone()), grounds);
    let (key, waits_for_code) = (edited.id.key(), edited.id.is_new);
    let name = edited.fields.name.clone();
    let named = tr(move |t| format!("{} {name}", t.proposal_reason()));
    let (kept, put_back) = keep_words(OwnWork::new(), format!("{key}:reason"), named, [Input::Text(reason)]);
    let plan = Plan {
        key,
        opened: edited,
        label: |_, fields: &ItemFields, t: &Texts| format!("{} {}", t.proposal_form_title(), fields.name),
        name: field_name,
        request: move |about: About, fields, version| {
            // One that was not touched is not written over somebody else's.
            let typed = reason.with_untracked(|reason| reason.trim().to_owned());
            let reason = (about.proposal.is_none() || typed != before).then_some(typed);
            SaveProposal { id: about.proposal, item: about.item, fields, reason, version }
        },
        stored: of,
        on_saved: Callback::new(move |saved: ProposalText| {
            kept.forget();
            notices.done(t.with_untracked(|t| t.proposal_saved(&saved.fields.name)));
            saved.id.map(|id| on_saved.try_run(id));
        }),
    };
    let editing = editing_by(Rules { wrong: |about: &About, fields| problem(fields, about.is_new), beside: &["reason"] }, plan);
    let busy = editing.busy;
    let words = tr(move |t| if busy.get() { t.proposal_sending() } else { t.proposal_send() });
    let hint = tr(|t| t.proposal_reason_hint());
    let give_up = move |()| {
        kept.forget();
        on_cancel.run(());
    };
    view! {
        <EditForm editing values=values(names, t) words on_cancel=Callback::new(give_up)>
            <p class="quiet">{tr(|t| t.proposal_form_lead())}</p>
            <DraftNote draft=kept on_drop=put_back/>
            <Field label=tr(|t| t.proposal_reason()) hint=Signal::derive(move || Some(hint.get())) error=editing.error_of("reason")>
                <TextArea value=reason rows=3/>
            </Field>
            <ItemInputs editing names is_proposed=true waits_for_code/>
        </EditForm>
    }
}
