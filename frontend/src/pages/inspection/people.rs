//! Who is sent: the people from whom those who go are drawn, each with the places where he does not go (回避).

use super::names::Names;
use crate::edit::{Several, Told};
use crate::state::{texts, tr};
use crate::ui::{Choice, Combobox, Field, Icon, IconButton};
use domain::account::AccountId;
use domain::inspection::plan::{PlanFields, Sent};
use domain::place::PlaceId;
use leptos::prelude::*;

/// Everybody who may be drawn, and one more.
#[component]
pub(super) fn PeopleRows(
    /// The plan.
    form: RwSignal<PlanFields>,
    /// What plans refer to.
    names: Memo<Names>,
    /// What is wrong.
    told: Told,
) -> impl IntoView {
    let t = texts();
    let rows = Memo::new(move |_| form.with(|f| f.inspectors.iter().map(|one| one.account).collect::<Vec<_>>()));
    let find = Callback::new(move |typed: String| {
        let there = rows.get_untracked();
        let found = untrack(|| names.with(|names| t.with(|t| names.find_people(&typed, t))));
        found.into_iter().filter(|one| account_of(one).is_some_and(|account| !there.contains(&account))).collect::<Vec<_>>()
    });
    let add = move |picked: Choice| {
        if let Some(account) = account_of(&picked) {
            form.update(|f| f.inspectors.push(Sent { account, recused: Vec::new() }));
        }
    };
    view! {
        <div class="sent">
            <Show when=move || rows.with(|rows| !rows.is_empty())>
                <ul class="sent-list" aria-label=move || t.with(|t| t.inspect_inspectors())>
                    <For each=move || rows.get() key=|account| *account let:account>
                        <PersonRow form account names told/>
                    </For>
                </ul>
            </Show>
            <Field
                label=tr(|t| t.inspect_inspector_add())
                hint=tr(|t| t.inspect_inspectors_hint())
                error=told.of("inspectors")
            >
                <Combobox value=Signal::stored(None::<Choice>) search=find on_choose=add/>
            </Field>
        </div>
    }
}

/// Who a choice is.
fn account_of(choice: &Choice) -> Option<AccountId> {
    choice.key.parse().ok().map(AccountId)
}

/// One of them.
#[component]
fn PersonRow(form: RwSignal<PlanFields>, account: AccountId, names: Memo<Names>, told: Told) -> impl IntoView {
    let t = texts();
    let place = Memo::new(move |_| form.with(|f| f.inspectors.iter().position(|one| one.account == account)));
    let name = move || names.with(|names| t.with(|t| names.who(account, t)));
    let own = move || {
        names.with(|names| {
            let own = names.person(account).map(|person| person.own.clone()).unwrap_or_default();
            t.with(|t| (!own.is_empty()).then(|| t.inspect_own(names.all_places(&own, t))))
        })
    };
    let chosen = Signal::derive(move || {
        let recused = form.with(|f| f.inspectors.iter().find(|one| one.account == account).map(|one| one.recused.clone()));
        names.with(|names| recused.unwrap_or_default().into_iter().map(|id| (id.0, names.place(id))).collect::<Vec<_>>())
    });
    let find = Callback::new(move |typed: String| untrack(|| names.with(|names| names.find_places(&typed, true))));
    let change = move |set: &dyn Fn(&mut Sent)| {
        form.update(|f| f.inspectors.iter_mut().filter(|one| one.account == account).for_each(set));
    };
    let error = Signal::derive(move || {
        let at = |column: &str| told.error.run(format!("inspectors.{}.{column}", place.get().unwrap_or_default()));
        at("recused").or_else(|| at("account"))
    });
    let away = move || form.update(|f| f.inspectors.retain(|one| one.account != account));
    view! {
        <li class="sent-row">
            <p class="sent-head">
                <strong>{name}</strong>
                <span class="quiet">{own}</span>
                <IconButton icon=Icon::Close label=tr(move |t| t.item_remove(names.with(|names| names.who(account, t)))) on_press=away/>
            </p>
            <Several
                label=tr(|t| t.inspect_recused_more())
                add=tr(|t| t.inspect_recused_add())
                chosen
                search=find
                on_add=move |id: i64| change(&|one| one.recused.push(PlaceId(id)))
                on_remove=move |id: i64| change(&|one| one.recused.retain(|place| place.0 != id))
                error
            />
        </li>
    }
}
