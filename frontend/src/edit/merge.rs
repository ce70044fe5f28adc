//! Two people changed the same thing: what only one of them changed is joined, what both changed is chosen field by field.

use crate::backend::current;
use crate::state::{texts, tr};
use crate::ui::{Button, Field as FormField, Look, Notice, NoticeKind, Option_, RadioGroup};
use api::{ApiError, ErrorCode};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use texts::format::count;

/// What a refused save means: what somebody else saved meanwhile, or an error.
pub fn refusal<T: DeserializeOwned>(error: ApiError) -> Result<T, ApiError> {
    match current(&error) {
        Ok(stored) if error.code == ErrorCode::Conflict => Ok(stored),
        _ => Err(error),
    }
}

/// Takes the refusal of a save to where it is shown: what somebody else saved meanwhile to be joined, anything else as an error.
/// True if it is to be joined.
pub fn refused<T: DeserializeOwned + Send + Sync + 'static>(
    error: ApiError,
    theirs: RwSignal<Option<T>>,
    failed: RwSignal<Option<ApiError>>,
) -> bool {
    match refusal(error) {
        Ok(stored) => {
            theirs.try_set(Some(stored));
            true
        }
        Err(error) => {
            failed.try_set(Some(error));
            false
        }
    }
}

/// A field with its value as one text, for comparing and for showing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Names it.
    pub key: &'static str,
    /// Its value as a person reads it.
    pub value: String,
}

/// One field that two people changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The field.
    pub key: &'static str,
    /// What stood there when the form was opened.
    pub before: String,
    /// What this person wrote.
    pub mine: String,
    /// What somebody else saved meanwhile.
    pub theirs: String,
}

/// Two edits compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// What has to be chosen.
    pub clashes: Vec<Clash>,
    /// Fields that only the other person changed: theirs are taken.
    pub taken: Vec<&'static str>,
}

/// Compares what two people made of the same thing. The three have the same fields in the same order.
pub fn join(before: &[Field], mine: &[Field], theirs: &[Field]) -> Joined {
    let mut joined = Joined::default();
    for ((before, mine), theirs) in before.iter().zip(mine).zip(theirs) {
        if theirs.value == before.value || theirs.value == mine.value {
            continue;
        }
        if mine.value == before.value {
            joined.taken.push(mine.key);
        } else {
            joined.clashes.push(Clash {
                key: mine.key,
                before: before.value.clone(),
                mine: mine.value.clone(),
                theirs: theirs.value.clone(),
            });
        }
    }
    joined
}

/// Whose value is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Mine,
    Theirs,
}

/// What clashes, and the choice.
#[component]
pub fn MergePanel(
    /// Both edits compared.
    joined: Joined,
    /// The name of a field.
    label: Callback<&'static str, String>,
    /// Everything was chosen: the fields of which theirs are taken, those that only they changed among them.
    #[prop(into)]
    on_choose: Callback<Vec<&'static str>>,
    /// It is being saved.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    let Joined { clashes, taken } = joined;
    let picked = RwSignal::new(HashMap::<&'static str, Side>::new());
    let all = clashes.len();
    let names: Vec<&'static str> = clashes.iter().map(|c| c.key).collect();
    let words = move |n: usize| t.with(|t| t.merge_body(count(n)));
    let why_not = Signal::derive(move || {
        let open = all - picked.with(HashMap::len);
        (open > 0).then(|| words(open))
    });
    let only_theirs = taken.clone();
    let settle = move || {
        let mut theirs = only_theirs.clone();
        theirs.extend(names.iter().filter(|key| picked.with_untracked(|p| p.get(*key) == Some(&Side::Theirs))));
        on_choose.run(theirs);
    };
    let body = move || if all == 0 { t.with(|t| t.merge_none()) } else { words(all) };
    let taken_words = (!taken.is_empty()).then(|| {
        let names = move || taken.iter().map(|key| label.run(*key)).collect::<Vec<_>>().join(&t.with(|t| t.merge_comma()));
        view! { <p>{move || t.with(|t| t.merge_taken(names()))}</p> }
    });
    view! {
        <div class="merge" role="group" aria-label=tr(|t| t.merge_title())>
            <Notice kind=NoticeKind::Warn>
                <p><strong>{tr(|t| t.merge_title())}</strong></p>
                <p>{body}</p>
                {taken_words}
                {clashes.into_iter().map(|clash| view! { <ClashChoice clash label picked/> }).collect_view()}
                <div class="actions">
                    <Button look=Look::Primary why_not busy on_press=settle>{tr(|t| t.merge_save())}</Button>
                </div>
            </Notice>
        </div>
    }
}

/// One field with its values.
#[component]
fn ClashChoice(clash: Clash, label: Callback<&'static str, String>, picked: RwSignal<HashMap<&'static str, Side>>) -> impl IntoView {
    let t = texts();
    let key = clash.key;
    let or_none = |value: &str| if value.is_empty() { texts::format::NONE.to_owned() } else { value.to_owned() };
    let (before, mine, theirs) = (or_none(&clash.before), or_none(&clash.mine), or_none(&clash.theirs));
    let options = Signal::derive(move || {
        t.with(|t| {
            vec![
                Option_::new(Side::Mine, t.merge_mine()).about(mine.clone()),
                Option_::new(Side::Theirs, t.merge_theirs()).about(theirs.clone()),
            ]
        })
    });
    let hint = Signal::derive(move || Some(t.with(|t| t.merge_before(&before))));
    view! {
        <FormField label=Signal::derive(move || label.run(key)) hint>
            <RadioGroup
                value=Signal::derive(move || picked.with(|p| p.get(key).copied()))
                options
                on_choose=move |side| picked.update(|p| {
                    p.insert(key, side);
                })
            />
        </FormField>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(values: [&str; 3]) -> Vec<Field> {
        ["name", "code", "place"].into_iter().zip(values).map(|(key, value)| Field { key, value: value.to_owned() }).collect()
    }

    #[test]
    fn edits_of_different_fields_join_without_asking() {
        let joined = join(&fields(["a", "b", "c"]), &fields(["a2", "b", "c"]), &fields(["a", "b2", "c"]));
        assert_eq!(joined, Joined { clashes: Vec::new(), taken: vec!["code"] });
    }

    #[test]
    fn the_same_field_has_to_be_chosen_unless_both_wrote_the_same() {
        let joined = join(&fields(["a", "b", "c"]), &fields(["a2", "b2", "c"]), &fields(["a3", "b2", "c"]));
        let clash = Clash { key: "name", before: "a".to_owned(), mine: "a2".to_owned(), theirs: "a3".to_owned() };
        assert_eq!(joined, Joined { clashes: vec![clash], taken: Vec::new() });
    }
}
