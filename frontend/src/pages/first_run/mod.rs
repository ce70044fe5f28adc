//! The first run: what the database is for, the notice about classified data, and the three custodians (三员).
//! `outside`: it is to go out as a laptop of a district instead.

mod done;
mod invitee;
mod outside;
mod steps;

use crate::backend;
use crate::pages::sign_in::new_password::{NewPassword, NewPasswordFields};
use crate::state::{field_error, texts, tr, use_session, use_taste};
use crate::ui::{Button, Checkbox, ErrorNote, Look, Notice, NoticeKind, Option_, RadioGroup, Segmented};
use api::session::DatabaseKind;
use api::setup::{Finish, Finished};
use api::{ApiError, ErrorCode};
use done::Done;
use invitee::{Draft, InviteeFields};
use leptos::prelude::*;
use steps::{STEPS, Step, Steps};
use texts::{Lang, Texts};

/// What is filled in; a `Copy` handle.
#[derive(Clone, Copy)]
struct Wizard {
    step: RwSignal<Step>,
    /// The present step was tried to leave: its errors are shown.
    tried: RwSignal<bool>,
    kind: RwSignal<Option<DatabaseKind>>,
    agreed: RwSignal<bool>,
    system_admin: Draft,
    password: NewPassword,
    security_admin: Draft,
    security_auditor: Draft,
    failed: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

/// The wizard.
#[component]
pub fn FirstRun() -> impl IntoView {
    crate::backend::shown();
    let (session, taste) = (use_session(), use_taste());
    let system_admin = Draft::new();
    let wizard = Wizard {
        step: RwSignal::new(Step::Kind),
        tried: RwSignal::new(false),
        kind: RwSignal::new(None),
        agreed: RwSignal::new(false),
        system_admin,
        password: NewPassword::new(move || vec![system_admin.login.get(), system_admin.name.get()]),
        security_admin: Draft::new(),
        security_auditor: Draft::new(),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let finished = RwSignal::new(None::<Finished>);
    let goes_out = RwSignal::new(false);
    // The codes are shown once: the page stays although the database is set up and somebody is signed in.
    session.hold_wizard(true);
    let langs: Vec<(Lang, String)> = Lang::ALL.into_iter().map(|lang| (lang, lang.own_name().to_owned())).collect();
    view! {
        <main class="door wizard">
            <header class="door-head">
                <p class="brand"><span class="brand-mark" aria-hidden="true">"一"</span></p>
                <h1>{tr(|t| t.first_title())}</h1>
                <p class="page-lead">{tr(|t| t.product_title())}</p>
            </header>
            {move || match finished.get() {
                Some(finished) => view! { <Done wizard finished/> }.into_any(),
                None if goes_out.get() => view! { <outside::Outside on_back=move |()| goes_out.set(false)/> }.into_any(),
                None => view! {
                    <Steps step=wizard.step/>
                    <form
                        class="card form wizard-card"
                        on:submit=move |ev| {
                            ev.prevent_default();
                            wizard.forward(finished);
                        }
                    >
                        <ErrorNote error=wizard.failed/>
                        {move || match wizard.step.get() {
                            Step::Kind => view! { <Kind wizard/> }.into_any(),
                            Step::You => view! { <You wizard/> }.into_any(),
                            Step::Others => view! { <Others wizard/> }.into_any(),
                            Step::Recap => view! { <Recap wizard/> }.into_any(),
                        }}
                        <Buttons wizard/>
                    </form>
                    <Show when=move || wizard.step.get() == Step::Kind>
                        <p class="door-other"><Button look=Look::Quiet on_press=move || goes_out.set(true)>{tr(|t| t.packet_first_open())}</Button></p>
                    </Show>
                }
                .into_any(),
            }}
            <footer class="door-foot">
                <p>{tr(|t| t.sign_in_notice())}</p>
                <Segmented
                    label=tr(|t| t.settings_lang())
                    value=Signal::derive(move || taste.lang())
                    options=Signal::stored(langs)
                    on_choose=move |lang| taste.choose_lang(lang)
                />
            </footer>
        </main>
    }
}

impl Wizard {
    /// Nothing is wrong with the present step.
    fn is_step_right(&self) -> bool {
        let others = [self.system_admin, self.security_admin];
        match self.step.get_untracked() {
            Step::Kind => self.kind.get_untracked().is_some() && self.agreed.get_untracked(),
            Step::You => {
                // Both are asked, so that both show what is wrong.
                let (person, password) = (self.system_admin.is_right(&[]), self.password.is_ready());
                person && password
            }
            Step::Others => {
                let (admin, auditor) = (self.security_admin.is_right(&others[..1]), self.security_auditor.is_right(&others));
                admin && auditor
            }
            Step::Recap => true,
        }
    }

    fn forward(&self, finished: RwSignal<Option<Finished>>) {
        self.tried.set(true);
        self.failed.set(None);
        if self.busy.get_untracked() || !self.is_step_right() {
            return;
        }
        let at = self.step.get_untracked();
        if at == Step::Recap {
            self.finish(finished);
        } else if let Some(next) = STEPS.iter().skip_while(|step| **step != at).nth(1) {
            self.tried.set(false);
            self.step.set(*next);
        }
    }

    fn back(&self) {
        let at = self.step.get_untracked();
        if let Some(before) = STEPS.iter().rev().skip_while(|step| **step != at).nth(1) {
            self.failed.set(None);
            self.tried.set(false);
            self.step.set(*before);
        }
    }

    fn finish(&self, finished: RwSignal<Option<Finished>>) {
        let Some(kind) = self.kind.get_untracked() else { return };
        let op = Finish {
            kind,
            system_admin: self.system_admin.invitee(),
            password: self.password.first.get_untracked(),
            security_admin: self.security_admin.invitee(),
            security_auditor: self.security_auditor.invitee(),
        };
        let wizard = *self;
        wizard.busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = backend::call(op).await;
            wizard.busy.try_set(false);
            match answer {
                Ok(done) => {
                    finished.try_set(Some(done));
                }
                Err(error) => {
                    // Back to the step whose value was refused.
                    let step = match error.field.as_deref() {
                        Some("kind") => Step::Kind,
                        Some(field) if field.starts_with("system_admin") || field == "password" => Step::You,
                        Some(field) if field.starts_with("security_") => Step::Others,
                        _ if error.code == ErrorCode::AlreadySetUp => Step::Kind,
                        _ => Step::Recap,
                    };
                    wizard.step.try_set(step);
                    wizard.failed.try_set(Some(error));
                }
            }
        });
    }
}

#[component]
fn Buttons(wizard: Wizard) -> impl IntoView {
    let t = texts();
    let words = move || {
        t.with(|t| match (wizard.step.get(), wizard.busy.get()) {
            (Step::Recap, true) => t.first_finishing(),
            (Step::Recap, false) => t.first_finish(),
            _ => t.act_next(),
        })
    };
    view! {
        <div class="actions actions-end">
            <Show when=move || wizard.step.get() != Step::Kind>
                <Button on_press=move || wizard.back()>{tr(|t| t.act_back())}</Button>
            </Show>
            <Button submit=true look=Look::Primary busy=wizard.busy>{words}</Button>
        </div>
    }
}

/// What a kind is called.
fn kind_name(kind: DatabaseKind, t: &Texts) -> String {
    match kind {
        DatabaseKind::Real => t.first_kind_real(),
        DatabaseKind::Rehearsal => t.first_kind_rehearsal(),
        DatabaseKind::Demo => t.first_kind_demo(),
    }
}

#[component]
fn Kind(wizard: Wizard) -> impl IntoView {
    let t = texts();
    let kinds = Signal::derive(move || {
        t.with(|t| {
            vec![
                Option_::new(DatabaseKind::Real, t.first_kind_real()).about(t.first_kind_real_body()),
                Option_::new(DatabaseKind::Rehearsal, t.first_kind_rehearsal()).about(t.first_kind_rehearsal_body()),
                Option_::new(DatabaseKind::Demo, t.first_kind_demo()).off(t.first_kind_demo_body()),
            ]
        })
    });
    let no_kind = move || wizard.tried.get() && wizard.kind.get().is_none();
    let not_agreed = Signal::derive(move || wizard.tried.get() && !wizard.agreed.get());
    view! {
        <h2>{tr(|t| t.first_kind_title())}</h2>
        <p>{tr(|t| t.first_kind_body())}</p>
        <RadioGroup
            label=tr(|t| t.first_kind_title())
            value=wizard.kind
            options=kinds
            on_choose=move |kind| wizard.kind.set(Some(kind))
        />
        {move || no_kind().then(|| view! { <p class="field-error" role="alert">{tr(|t| t.first_kind_missing())}</p> })}
        <Notice kind=NoticeKind::Warn>
            <p><strong>{tr(|t| t.first_notice_title())}</strong></p>
            <p>{tr(|t| t.first_notice_body())}</p>
            <Checkbox value=wizard.agreed wrong=not_agreed>{tr(|t| t.first_notice_agree())}</Checkbox>
            {move || not_agreed.get().then(|| view! { <p class="field-error" role="alert">{tr(|t| t.first_notice_missing())}</p> })}
        </Notice>
    }
}

#[component]
fn You(wizard: Wizard) -> impl IntoView {
    let t = texts();
    let refused = Signal::derive(move || wizard.failed.get().and_then(|e| t.with(|t| field_error(&e, "password", t))));
    view! {
        <h2>{tr(|t| t.first_you_title())}</h2>
        <p>{tr(|t| t.first_you_body())}</p>
        <InviteeFields draft=wizard.system_admin others=Vec::new() tried=wizard.tried focused=true/>
        <NewPasswordFields new=wizard.password label=tr(|t| t.sign_in_new_password()) refused/>
    }
}

#[component]
fn Others(wizard: Wizard) -> impl IntoView {
    let before = vec![wizard.system_admin];
    let both = vec![wizard.system_admin, wizard.security_admin];
    view! {
        <h2>{tr(|t| t.first_others_title())}</h2>
        <p>{tr(|t| t.first_others_body())}</p>
        <fieldset>
            <legend>{tr(|t| t.first_security_admin())}</legend>
            <p class="field-hint">{tr(|t| t.first_security_admin_does())}</p>
            <InviteeFields draft=wizard.security_admin others=before tried=wizard.tried focused=true/>
        </fieldset>
        <fieldset>
            <legend>{tr(|t| t.first_security_auditor())}</legend>
            <p class="field-hint">{tr(|t| t.first_security_auditor_does())}</p>
            <InviteeFields draft=wizard.security_auditor others=both tried=wizard.tried focused=false/>
        </fieldset>
    }
}

#[component]
fn Recap(wizard: Wizard) -> impl IntoView {
    let t = texts();
    let kind = move || wizard.kind.get().map(|kind| t.with(|t| kind_name(kind, t)));
    let person =
        |draft: Draft| view! { <dd>{draft.name.get_untracked()}" "<span class="option-note">{draft.login.get_untracked()}</span></dd> };
    view! {
        <h2>{tr(|t| t.first_recap_title())}</h2>
        <dl class="facts">
            <dt>{tr(|t| t.first_recap_kind())}</dt>
            <dd>{kind}</dd>
            <dt>{tr(|t| t.first_step_you())}</dt>
            {person(wizard.system_admin)}
            <dt>{tr(|t| t.first_security_admin())}</dt>
            {person(wizard.security_admin)}
            <dt>{tr(|t| t.first_security_auditor())}</dt>
            {person(wizard.security_auditor)}
        </dl>
        <p class="field-hint">{tr(|t| t.first_kind_body())}</p>
    }
}
