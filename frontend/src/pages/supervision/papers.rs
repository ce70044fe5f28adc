//! Notices, reminders, reports and forms (反馈表), out of the console.

use crate::backend::call;
use crate::backend::door::Later;
use crate::state::{Wording, error_line, texts, tr};
use crate::ui::{self, Badge, Button, Clipboard, Icon, NoticeKind, Tint, use_clipboard, use_notices, write_asked};
use api::supervision::{ExportPaper, Form, MakeForm, MatterRow, PaperKind};
use api::{ApiError, OutFile};
use domain::supervision::MatterId;
use domain::supervision::flow::State;
use leptos::prelude::*;
use texts::format;

/// The form (反馈表) of a matter that goes with its notices, and what it is asked for by.
#[derive(Clone)]
struct Beside {
    /// The matter.
    id: MatterId,
    /// Its number.
    number: String,
    /// One is out already, or none can be made.
    is_out: bool,
}

impl Beside {
    /// Asks where to, makes a form, and puts the words that go with it on the clipboard. None: the person did not want one.
    async fn make(self, t: Wording, clipboard: Clipboard) -> Result<Option<String>, ApiError> {
        let id = self.id;
        let (title, file) = t.with_untracked(|t| (t.supervision_form_make(), t.supervision_form_file(&self.number)));
        let made = write_asked(&title, &file, |out| {
            let later: Later<api::supervision::FormMade> = Box::pin(call(MakeForm { id, out }));
            Some(later)
        });
        let Some((made, file)) = made.await? else { return Ok(None) };
        clipboard.put(&made.text, |t| t.supervision_copied(), || {});
        Ok(Some(t.with_untracked(|t| t.supervision_form_made(&made.number, file.name))))
    }
}

/// A button that writes a paper about matters. A notice goes out with a form, which is made first: its number stands in the notice.
#[component]
fn PaperButton(
    paper: PaperKind,
    #[prop(into)] matters: Signal<Vec<MatterId>>,
    name: Signal<String>,
    #[prop(optional)] beside: Option<Beside>,
) -> impl IntoView {
    let (t, clipboard) = (texts(), use_clipboard());
    let label = tr(move |t| match paper {
        PaperKind::Notice => t.supervision_paper_notice_title(),
        PaperKind::Urge => t.supervision_paper_urge_title(),
        PaperKind::Report => t.supervision_paper_report_title(),
    });
    let write = move |out: OutFile| {
        let matters = matters.get_untracked();
        if matters.is_empty() {
            return None;
        }
        let (file, beside) = (out.name.clone(), beside.clone().filter(|form| !form.is_out));
        let later: Later<String> = Box::pin(async move {
            let form = match beside {
                Some(form) => form.make(t, clipboard).await?,
                None => None,
            };
            call(ExportPaper { paper, matters, out }).await?;
            let written = t.with_untracked(|t| t.supervision_paper_written(&file));
            Ok(form.map_or_else(|| written.clone(), |form| format!("{written} {form}")))
        });
        Some(later)
    };
    view! { <ui::PaperButton label name=move || format!("{}{}.docx", label.get(), name.get()) write/> }
}

/// 专报 about the matters in sight.
#[component]
pub(super) fn ReportButton(#[prop(into)] matters: Signal<Vec<MatterId>>) -> impl IntoView {
    let has_some = Memo::new(move |_| matters.with(|matters| !matters.is_empty()));
    view! {
        <Show when=move || has_some.get()>
            <PaperButton paper=PaperKind::Report matters name=Signal::stored(String::new())/>
        </Show>
    }
}

/// The papers of one matter, its forms, and a new one.
#[component]
pub(super) fn Papers(row: MatterRow, forms: Vec<Form>, may_form: bool) -> impl IntoView {
    let (t, notices, clipboard) = (texts(), use_notices(), use_clipboard());
    let id = row.id;
    let number = row.number.clone();
    let name = Signal::stored(format!("-{number}"));
    let is_urged = matches!(row.state, State::Unsigned | State::InHand);
    let busy = RwSignal::new(false);
    let is_out = !may_form || forms.iter().any(|form| form.taken_at.is_none());
    let beside = Beside { id, number, is_out };
    let of_urge = beside.clone();
    let of_button = StoredValue::new(beside.clone());
    let make = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let made = of_button.get_value().make(t, clipboard).await;
            busy.try_set(false);
            match made {
                Ok(Some(said)) => notices.done(said),
                Ok(None) => {}
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
            }
        });
    };
    let line = move |form: Form| {
        let (made, taken) = (form.made_at, form.taken_at);
        let tint = if taken.is_some() { Tint::Accent } else { Tint::Quiet };
        let told = move || {
            t.with(|t| match taken {
                Some(at) => t.supervision_form_taken_at(format::instant(at)),
                None => t.supervision_form_out(format::instant(made)),
            })
        };
        view! { <li><span class="mono">{form.number.clone()}</span>" "<Badge tint>{told}</Badge></li> }
    };
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.supervision_papers())}</h4>
            <div class="actions">
                {may_form.then(|| view! {
                    <Button icon=Icon::File busy on_press=make>{tr(|t| t.supervision_form_make())}</Button>
                })}
                <PaperButton paper=PaperKind::Notice matters=Signal::stored(vec![id]) name beside/>
                {is_urged.then(|| view! {
                    <PaperButton paper=PaperKind::Urge matters=Signal::stored(vec![id]) name beside=of_urge/>
                })}
            </div>
            <ul class="duty-versions">{forms.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}
