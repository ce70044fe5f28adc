//! 运行流程图 as a file: chosen in the form, looked at in the text.

use crate::backend::{FileKind, attachment, call, pick_file};
use crate::pages::attached::{LargePicture, Picture, open_outside};
use crate::state::{error_line, field_error, texts, tr};
use crate::ui::{Button, Icon, Look, NoticeKind, use_notices};
use api::duty::TakeFlowChart;
use domain::duty::FlowChart;
use leptos::prelude::*;

/// A flow chart: its name, which opens it, and the picture, where it is one.
#[component]
pub(super) fn ChartOf(
    /// Which.
    chart: FlowChart,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let FlowChart { id, name, media, .. } = chart.clone();
    let (large, is_missing) = (RwSignal::new(None::<Picture>), RwSignal::new(false));
    let look = {
        let name = name.clone();
        move || large.set(Some(Picture { id, name: name.clone() }))
    };
    let alt = name.clone();
    let picture = media.is_picture().then(|| {
        view! {
            <button type="button" class="flow-chart" aria-label=alt class:is-gone=move || is_missing.get() on:click=move |_| look()>
                <img src=attachment(id) alt="" loading="lazy" on:error=move |_| is_missing.set(true)/>
            </button>
            <LargePicture picture=large/>
        }
    });
    view! {
        <p>{move || t.with(|t| t.duty_flow_chart_named(&name, chart.mark()))}</p>
        {picture}
        <Show when=move || is_missing.get()><p class="field-error">{tr(|t| t.supervision_photo_missing())}</p></Show>
        <p>
            <Button look=Look::Quiet icon=Icon::File on_press=move || open_outside(id, notices, t)>{tr(|t| t.duty_flow_chart_open())}</Button>
        </p>
    }
}

/// Choosing one in the form.
#[component]
pub(super) fn ChartField(
    /// The one that is chosen.
    chart: Signal<Option<FlowChart>>,
    /// Another one, or none.
    #[prop(into)]
    on_choose: Callback<Option<FlowChart>>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let chosen = Memo::new(move |_| chart.get());
    let pick = move || {
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let picked = pick_file(FileKind::Any, &t.with_untracked(|t| t.duty_flow_chart_pick())).await;
            match picked {
                Ok(None) => {}
                Ok(Some(file)) => match call(TakeFlowChart { file }).await {
                    Ok(chart) => {
                        on_choose.try_run(Some(chart));
                    }
                    Err(error) => {
                        let words = t.with_untracked(|t| field_error(&error, "file", t).unwrap_or_else(|| error_line(&error, t)));
                        failed.try_set(Some(words));
                    }
                },
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
            }
            busy.try_set(false);
        });
    };
    let remove = move || {
        failed.set(None);
        on_choose.run(None);
    };
    let wrong = move || failed.get().or_else(|| error.get());
    view! {
        <fieldset class="field">
            <legend class="field-label">{tr(|t| t.duty_flow_chart_file())}</legend>
            <p class="field-hint">{tr(|t| t.duty_flow_chart_file_hint())}</p>
            {move || chosen.get().map(|chart| view! { <ChartOf chart/> })}
            <div class="actions">
                <Button icon=Icon::File busy on_press=pick>{tr(|t| t.duty_flow_chart_pick())}</Button>
                <Show when=move || chosen.with(Option::is_some)>
                    <Button look=Look::Quiet icon=Icon::Close on_press=remove>{tr(|t| t.duty_flow_chart_remove())}</Button>
                </Show>
            </div>
            <p class="field-error" aria-live="polite">{wrong}</p>
        </fieldset>
    }
}
