//! Who rated: masked, and unmasked for those who may, for a purpose that goes into the audit log.

use super::view_model::standing::{PURPOSE, check};
use crate::backend::call;
use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{Button, ErrorNote, Field, Icon, Look, Notice, NoticeKind, TextInput};
use api::rating::{Rater, ShowRater};
use api::{ApiError, Permission};
use domain::rating::RatingId;
use leptos::prelude::*;
use texts::format;

/// Name and phone of the rater.
#[component]
pub fn RaterBlock(
    /// Of which rating.
    rating: RatingId,
    /// There is something to show.
    is_kept: bool,
    /// The masked name.
    name: Option<String>,
    /// The masked phone.
    phone: Option<String>,
) -> impl IntoView {
    let session = use_session();
    let (asking, found) = (RwSignal::new(false), RwSignal::new(None::<Rater>));
    let may_see = Memo::new(move |_| session.may(Permission::Raters));
    if !is_kept {
        return view! {
            <section class="detail-part">
                <h3>{tr(|t| t.ratings_rater())}</h3>
                <p class="cell-none">{tr(|t| t.ratings_rater_none())}</p>
            </section>
        }
        .into_any();
    }
    let masked = StoredValue::new(Rater { name, phone });
    let shown = move || {
        let rater = found.get().unwrap_or_else(|| masked.get_value());
        let or_none = |text: Option<String>| text.unwrap_or_else(|| format::NONE.to_owned());
        view! {
            <dt>{tr(|t| t.ratings_rater_name())}</dt>
            <dd>{or_none(rater.name)}</dd>
            <dt>{tr(|t| t.ratings_rater_phone())}</dt>
            <dd class="is-code">{or_none(rater.phone)}</dd>
        }
    };
    view! {
        <section class="detail-part">
            <h3>{tr(|t| t.ratings_rater())}</h3>
            <dl class="facts">{shown}</dl>
            {move || match (found.with(Option::is_some), may_see.get(), asking.get()) {
            (true, _, _) => view! { <Notice kind=NoticeKind::Info>{tr(|t| t.ratings_rater_shown())}</Notice> }.into_any(),
            (false, true, true) => view! { <Purpose rating asking found/> }.into_any(),
            (false, true, false) => view! {
                <Button icon=Icon::Eye on_press=move || asking.set(true)>{tr(|t| t.ratings_rater_show())}</Button>
            }
            .into_any(),
            (false, false, _) => view! { <p class="cell-none">{tr(|t| t.ratings_rater_masked())}</p> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// Asks for the purpose first.
#[component]
fn Purpose(rating: RatingId, asking: RwSignal<bool>, found: RwSignal<Option<Rater>>) -> impl IntoView {
    let t = texts();
    let (purpose, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (tried, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let wrong = Signal::derive(move || {
        let told = failed.with(|failed| failed.as_ref().and_then(|error| t.with(|t| field_error(error, "purpose", t))));
        let length = tried.get().then(|| purpose.with(|text| check(text, PURPOSE))).flatten();
        told.or_else(|| length.map(|length| t.with(|t| super::standing::too(t, length))))
    });
    let send = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        tried.set(true);
        if busy.get_untracked() || purpose.with_untracked(|text| check(text, PURPOSE)).is_some() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(ShowRater { rating, purpose: purpose.get_untracked().trim().to_owned() }).await;
            busy.try_set(false);
            match answer {
                Ok(rater) => found.try_set(Some(rater)).map_or((), |_| ()),
                Err(error) => failed.try_set(Some(error)).map_or((), |_| ()),
            }
        });
    };
    let hint = tr(|t| t.ratings_rater_purpose_hint());
    view! {
        <form class="form" on:submit=send>
            <ErrorNote error=Signal::derive(move || failed.get().filter(|error| error.field.is_none()))/>
            <Field
                label=tr(|t| t.ratings_rater_purpose())
                hint=Signal::derive(move || Some(hint.get()))
                error=wrong
            >
                <TextInput value=purpose max=200 focused=true/>
            </Field>
            <div class="actions">
                <Button submit=true look=Look::Primary busy>{tr(|t| t.ratings_rater_confirm())}</Button>
                <Button on_press=move || asking.set(false)>{tr(|t| t.act_cancel())}</Button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::ratings::view_model::standing::Length;

    #[test]
    fn a_purpose_is_needed() {
        assert_eq!(check("", PURPOSE), Some(Length::TooShort));
        assert_eq!(check("回访", PURPOSE), None);
    }
}
