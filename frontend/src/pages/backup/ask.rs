//! The dialogs: what is to be done with a backup, what is needed for it, and beginning it.

use super::make::MakeForm;
use crate::backend::{FileKind, call};
use crate::state::{field_error, texts, tr};
use crate::ui::{
    Button, Checkbox, Dialog, ErrorNote, Field, FileButton, InputForm, Look, Notice, NoticeKind, PasswordInput, TextArea, use_notices,
};
use api::backup::{Backup, Drill, Protected, Remove, RemoveReplaced, Restore, Verify, Which};
use api::{ApiError, ErrorCode, InFile};
use leptos::prelude::*;
use texts::Texts;
use texts::format;

/// What is asked.
#[derive(Clone, PartialEq)]
pub(super) enum Asked {
    /// A new backup.
    Make,
    /// A file of the person's, to be restored.
    File,
    Drill(Backup),
    Verify(Backup),
    Restore(Backup),
    Remove(Backup),
    /// A replaced database, by its name.
    Forget(String),
}

impl Asked {
    fn title(&self, t: &Texts) -> String {
        match self {
            Self::Make => t.backup_make_title(),
            Self::File | Self::Restore(_) => t.backup_restore_title(),
            Self::Drill(_) => t.backup_drill_title(),
            Self::Verify(_) => t.backup_verify_title(),
            Self::Remove(_) => t.backup_remove_title(),
            Self::Forget(_) => t.backup_replaced(),
        }
    }

    /// What will happen.
    fn lead(&self, t: &Texts) -> String {
        match self {
            Self::Make => t.backup_make_lead(),
            Self::File => t.backup_restore_lead_file(),
            Self::Drill(_) => t.backup_drill_lead(),
            Self::Verify(_) => t.backup_verify_lead(),
            Self::Restore(Backup { about: Some(about), .. }) => t.backup_restore_lead(format::instant(about.made)),
            Self::Restore(_) => t.backup_restore_lead_file(),
            Self::Remove(_) | Self::Forget(_) => t.backup_remove_lead(),
        }
    }

    fn yes(&self, t: &Texts) -> String {
        match self {
            Self::Make => t.backup_make(),
            Self::File | Self::Restore(_) => t.backup_restore_yes(),
            Self::Drill(_) => t.backup_act_drill(),
            Self::Verify(_) => t.backup_act_verify(),
            Self::Remove(_) | Self::Forget(_) => t.backup_remove_yes(),
        }
    }

    fn restores(&self) -> bool {
        matches!(self, Self::File | Self::Restore(_))
    }

    fn takes_away(&self) -> bool {
        matches!(self, Self::Remove(_) | Self::Forget(_))
    }

    /// A passphrase is needed, or may be.
    fn has_passphrase(&self) -> bool {
        match self {
            Self::File => true,
            Self::Drill(b) | Self::Verify(b) | Self::Restore(b) => b.protected == Protected::Passphrase,
            _ => false,
        }
    }
}

/// The dialog for whatever is asked.
#[component]
pub(super) fn Ask(
    /// What is asked; none: nothing.
    asked: RwSignal<Option<Asked>>,
    /// It has begun, or was done.
    on_begun: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let close = Callback::new(move |()| asked.set(None));
    let title = Signal::derive(move || asked.with(|a| a.as_ref().map(|a| t.with(|t| a.title(t))).unwrap_or_default()));
    view! {
        <Dialog open=Signal::derive(move || asked.with(Option::is_some)) on_close=close title>
            {move || asked.get().map(|what| match what {
                Asked::Make => view! { <MakeForm on_begun on_close=close/> }.into_any(),
                what => view! { <Form what on_begun on_close=close/> }.into_any(),
            })}
        </Dialog>
    }
}

#[component]
fn Form(what: Asked, on_begun: Callback<()>, on_close: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (file, passphrase, reason) = (RwSignal::new(None::<InFile>), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let adopt = RwSignal::new(false);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let asks = StoredValue::new(what);
    let go = move || {
        let typed = passphrase.get_untracked();
        let typed = (!typed.is_empty()).then_some(typed);
        let of = |backup: &Backup| Which { name: Some(backup.name.clone()), file: None, passphrase: typed.clone() };
        let why = reason.get_untracked();
        let (what, picked, adopt_keys) = (asks.get_value(), file.get_untracked(), adopt.get_untracked());
        let chosen = match &what {
            Asked::File => Which { name: None, file: picked, passphrase: typed.clone() },
            Asked::Drill(b) | Asked::Verify(b) | Asked::Restore(b) | Asked::Remove(b) => of(b),
            Asked::Make | Asked::Forget(_) => Which { name: None, file: None, passphrase: None },
        };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = match what {
                Asked::Drill(_) => call(Drill { backup: chosen }).await.map(|_| ()),
                Asked::Verify(_) => call(Verify { backup: chosen }).await.map(|_| ()),
                Asked::File | Asked::Restore(_) => call(Restore { backup: chosen, reason: why, adopt_keys }).await.map(|_| ()),
                Asked::Remove(b) => call(Remove { name: b.name, reason: why }).await.map(|_| ()),
                Asked::Forget(name) => call(RemoveReplaced { name, reason: why }).await.map(|_| ()),
                Asked::Make => Ok(()),
            };
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    let words =
                        t.with_untracked(|t| if asks.with_value(Asked::takes_away) { t.backup_removed() } else { t.backup_started() });
                    notices.done(words);
                    on_begun.try_run(());
                    on_close.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let reason_error = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))));
    let file_error = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "backup", t)))));
    let above = Signal::derive(move || {
        failed.get().filter(|e| e.code != ErrorCode::Invalid || !matches!(e.field.as_deref(), Some("reason" | "backup")))
    });
    let what = asks.get_value();
    let (restores, takes_away, has_passphrase, is_file) = (what.restores(), what.takes_away(), what.has_passphrase(), what == Asked::File);
    let lead = move || t.with(|t| asks.with_value(|a| a.lead(t)));
    let reason_label = move || t.with(|t| if restores { t.backup_restore_reason() } else { t.backup_remove_reason() });
    view! {
        <InputForm class="form" on_submit=go>
            {if restores {
                view! {
                    <Notice kind=NoticeKind::Warn><p><strong>{lead}</strong></p><p>{tr(|t| t.backup_restore_steps())}</p></Notice>
                }.into_any()
            } else {
                view! { <p>{lead}</p> }.into_any()
            }}
            {is_file.then(|| view! {
                <Field label=tr(|t| t.backup_file_title()) error=file_error>
                    <FileButton file kind=FileKind::Any title=tr(|t| t.backup_file_title()) on_error=move |e| failed.set(Some(e))/>
                </Field>
            })}
            {has_passphrase.then(|| view! {
                <Field label=tr(|t| t.backup_passphrase()) optional=is_file><PasswordInput value=passphrase/></Field>
            })}
            {(restores || takes_away).then(|| view! {
                <Field label=Signal::derive(reason_label) error=reason_error><TextArea value=reason rows=2 max=200/></Field>
            })}
            {(restores && has_passphrase).then(|| view! { <Checkbox value=adopt>{tr(|t| t.backup_restore_adopt())}</Checkbox> })}
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=on_close>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true busy look=if takes_away || restores { Look::Danger } else { Look::Primary }>
                    {move || t.with(|t| asks.with_value(|a| a.yes(t)))}
                </Button>
            </div>
        </InputForm>
    }
}

/// What a list of backups says is asked of each of them.
#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    fn backup(protected: Protected) -> Backup {
        Backup { name: "a".to_owned(), size: 1, about: None, protected, proof: None, problem: None }
    }

    #[test]
    fn a_passphrase_is_asked_for_where_it_is_needed() {
        assert!(Asked::Drill(backup(Protected::Passphrase)).has_passphrase() && Asked::File.has_passphrase());
        assert!(!Asked::Restore(backup(Protected::Key)).has_passphrase() && !Asked::Remove(backup(Protected::Passphrase)).has_passphrase());
    }

    #[test]
    fn each_has_its_words() {
        let all =
            [Asked::File, Asked::Drill(backup(Protected::None)), Asked::Restore(backup(Protected::None)), Asked::Forget("x".to_owned())];
        for lang in Lang::ALL {
            let t = Texts::load(lang);
            for asked in &all {
                assert!(!asked.title(&t).is_empty() && !asked.lead(&t).is_empty() && !asked.yes(&t).is_empty());
            }
        }
    }
}
