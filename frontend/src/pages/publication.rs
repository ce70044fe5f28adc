//! What a publication of entries or items is settled by.

use crate::state::{field_error, texts, tr};
use crate::ui::{DateInput, Field, TextArea, TextInput};
use api::ApiError;
use leptos::prelude::*;

/// 生效日期, 批准文号, 会签意见
#[component]
pub(super) fn Publication(
    /// 生效日期
    effective: RwSignal<String>,
    /// 批准文号
    paper: RwSignal<String>,
    /// 会签意见
    countersigned: RwSignal<String>,
    /// Why it could not be published; what is wrong with one of these is told at its field.
    failed: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let t = texts();
    let error_of =
        move |field: &'static str| Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))));
    view! {
        <Field label=tr(|t| t.duty_effective()) hint=tr(|t| t.duty_effective_hint()) error=error_of("effective")>
            <DateInput value=effective/>
        </Field>
        <Field label=tr(|t| t.duty_paper()) error=error_of("paper") optional=true><TextInput value=paper/></Field>
        <Field label=tr(|t| t.duty_countersigned()) error=error_of("countersigned") optional=true>
            <TextArea value=countersigned rows=2/>
        </Field>
    }
}
