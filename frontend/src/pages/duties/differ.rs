//! Two versions of an entry beside each other.

use crate::backend::view;
use crate::pages::provincial::differ::Differences;
use crate::state::{texts, tr};
use crate::ui::{Loaded, Skeleton};
use api::duty::{CompareVersions, Compared};
use domain::duty::{DutyFields, DutyPart, VersionId};
use leptos::prelude::*;
use texts::Texts;
use texts::duty::{Names, cell_name, cell_word, field_name, value};

/// What the newer version has otherwise than the older one.
#[component]
pub(super) fn Versions(old: VersionId, new: VersionId, names: Memo<Names>) -> impl IntoView {
    let compared = view(move || Some(CompareVersions { old, new }));
    view! {
        <Loaded view=compared skeleton=|| view! { <Skeleton lines=4/> } let:reply>
            <Both compared=reply names/>
        </Loaded>
    }
}

#[component]
fn Both(compared: Compared, names: Memo<Names>) -> impl IntoView {
    let t = texts();
    let Compared { old, new, differing } = compared;
    if differing.is_empty() {
        return view! { <p class="quiet">{tr(|t| t.duty_compare_none())}</p> }.into_any();
    }
    let said = move |(fields, field): (StoredValue<DutyFields>, String)| {
        t.with(|t| names.with(|names| fields.with_value(|fields| value(fields, &field, names, t))))
    };
    let cell = |rows: &str, column: &str, t: &Texts| DutyPart::from_code(rows).map(|part| cell_name(part, column, t));
    let word = |rows: &str, column: &str, text: &str, t: &Texts| {
        DutyPart::from_code(rows).map_or_else(|| text.to_owned(), |part| cell_word(part, column, text, t))
    };
    view! { <Differences differing before=old after=new label=field_name value=said cell word/> }.into_any()
}
