//! A chart in the page: the picture, over it hit areas that can be walked by keyboard, the same as a table, and the
//! sentence below.
//!
//! The chart is drawn for the width that it really has and for the person's text size, and drawn again when these change.

use super::{Glyph, Icon, fresh_id};
use crate::state::{texts, tr, use_taste};
use charts::walk::{Step, next};
use charts::{Chart, Frame};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// A chart.
///
/// ```ignore
/// <ChartView title=tr(|t| t.overview_trend()) draw=move |frame| trend::draw(&frame, &data.get(), …)
///            on_mark=move |key: String| at.go(…)/>
/// ```
#[component]
pub fn ChartView(
    /// Its name, as a heading above.
    #[prop(into)]
    title: Signal<String>,
    /// Draws it into a frame; called again whenever a signal that it reads changes.
    #[prop(into)]
    draw: Callback<Frame, Chart>,
    /// A mark was chosen by click, Enter or Space: its key.
    #[prop(optional, into)]
    on_mark: Option<Callback<String>>,
    /// Said in place of a picture with nothing in it: what would be here.
    #[prop(optional, into)]
    empty: Signal<String>,
    /// Height in rem while its width is not known, so that nothing jumps.
    #[prop(default = 16.0)]
    height: f32,
    /// No heading of its own: it stands below one, or in a row.
    #[prop(optional)]
    bare: bool,
    /// Beside the heading: a switch of the measure, a definition.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    let id = StoredValue::new(fresh_id("chart"));
    let holder = NodeRef::<leptos::html::Div>::new();
    let width = use_width(holder);
    let as_table = RwSignal::new(false);
    let chart = Memo::new(move |_| {
        let width = width.get()?;
        let frame = Frame::new(id.get_value(), title.get(), width).or_say(empty.get()).text(taste.size().factor());
        Some(draw.run(frame))
    });
    let toggle_words = move || t.with(|t| if as_table.get() { t.ui_chart_as_chart() } else { t.ui_chart_as_table() });
    let toggle = view! {
        <button type="button" class="btn btn-quiet chart-toggle" on:click=move |_| as_table.update(|on| *on = !*on)>
            {move || if as_table.get() { view! { <Glyph icon=Icon::Chart/> } } else { view! { <Glyph icon=Icon::Table/> } }}
            <span>{toggle_words}</span>
        </button>
    };
    view! {
        <figure class="chart" class:is-bare=bare>
            <figcaption class="chart-head">
                {(!bare).then(|| view! { <h2>{move || title.get()}</h2> })}
                <div class="chart-tools">{children.map(|children| children())} {(!bare).then_some(toggle)}</div>
            </figcaption>
            <div class="chart-holder" node_ref=holder>
                {move || {
                    chart.get().map_or_else(
                        || view! { <div class="skeleton skeleton-block" style=format!("height:{height}rem")></div> }.into_any(),
                        |chart| {
                            if as_table.get() {
                                view! { <ChartTable chart title/> }.into_any()
                            } else {
                                view! { <Picture chart title on_mark/> }.into_any()
                            }
                        },
                    )
                }}
            </div>
            {move || chart.get().filter(|c| !c.sentence.is_empty()).map(|c| view! { <p class="chart-sentence">{c.sentence}</p> })}
        </figure>
    }
}

/// The picture and its hit areas.
#[component]
fn Picture(chart: Chart, title: Signal<String>, on_mark: Option<Callback<String>>) -> impl IntoView {
    let hint = tr(|t| t.ui_chart_hint());
    let count = chart.marks.len();
    let chart = StoredValue::new(chart);
    // The mark that Tab reaches, and the one that is told about.
    let active = RwSignal::new(0_usize);
    let told = RwSignal::new(None::<usize>);
    let node = NodeRef::<leptos::html::Div>::new();
    let walk = move |ev: web_sys::KeyboardEvent| {
        let step = match ev.key().as_str() {
            "ArrowLeft" => Step::Left,
            "ArrowRight" => Step::Right,
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "Home" => Step::First,
            "End" => Step::Last,
            "Escape" if told.get_untracked().is_some() => {
                ev.prevent_default();
                told.set(None);
                return;
            }
            _ => return,
        };
        ev.prevent_default();
        let to = chart.with_value(|c| next(&c.marks, active.get_untracked(), step));
        active.set(to);
        super::segmented::focus_child(node, to);
    };
    let area = move |index: usize| {
        let (place, label, key) = chart.with_value(|c| {
            let mark = c.marks.get(index)?;
            Some((c.place(mark), mark.label.clone(), mark.key.clone()))
        })?;
        let [left, top, width, height] = place;
        Some(view! {
            <button
                type="button"
                class="mark"
                class:is-door=on_mark.is_some()
                style=format!("left:{left:.3}%;top:{top:.3}%;width:{width:.3}%;height:{height:.3}%")
                aria-label=label
                data-key=key.clone()
                tabindex=move || if active.get() == index { "0" } else { "-1" }
                on:focus=move |_| {
                    active.set(index);
                    told.set(Some(index));
                }
                on:blur=move |_| told.set(None)
                on:mouseenter=move |_| told.set(Some(index))
                on:mouseleave=move |_| told.set(None)
                on:click=move |_| if let Some(on_mark) = on_mark { on_mark.run(key.clone()) }
            ></button>
        })
    };
    let tip = move || {
        let (place, label) = chart.with_value(|c| {
            let mark = c.marks.get(told.get()?)?;
            Some((c.place(mark), mark.label.clone()))
        })?;
        let [left, top, width, height] = place;
        let (x, below) = ((left + width / 2.0).clamp(0.0, 100.0), top < 22.0);
        let y = if below { top + height } else { top };
        let side = if x < 25.0 {
            "is-left"
        } else if x > 75.0 {
            "is-right"
        } else {
            ""
        };
        let class = format!("tip {} {side}", if below { "is-below" } else { "" });
        Some(view! { <div class=class style=format!("left:{x:.2}%;top:{y:.2}%") aria-hidden="true">{label}</div> })
    };
    view! {
        <div class="picture">
            <div class="chart-svg" inner_html=chart.with_value(|c| c.svg.clone())></div>
            <div
                class="marks"
                role="group"
                node_ref=node
                aria-label=move || title.get()
                aria-description=move || hint.get()
                on:keydown=walk
            >
                {(0..count).map(area).collect_view()}
            </div>
            {tip}
        </div>
    }
}

/// The same as rows.
#[component]
fn ChartTable(chart: Chart, title: Signal<String>) -> impl IntoView {
    let charts::Table { head, rows } = chart.table;
    // A column is one of figures if its cells are: set to the right.
    let is_figures: Vec<bool> = (0..head.len()).map(|column| is_figures(rows.iter().filter_map(|row| row.get(column)))).collect();
    let marks = is_figures.clone();
    let cells = move |row: Vec<String>| {
        let cell = |(i, text): (usize, String)| view! { <td class:num=marks.get(i).copied().unwrap_or(false)>{text}</td> };
        view! { <tr>{row.into_iter().enumerate().map(cell).collect_view()}</tr> }
    };
    let head = head.into_iter().zip(is_figures).map(|(name, figures)| view! { <th scope="col" class:num=figures>{name}</th> });
    view! {
        <div class="table-box">
            <table>
                <caption class="visually-hidden">{move || title.get()}</caption>
                <thead><tr>{head.collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(cells).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Most cells that say something say a number; a few words between them (样本不足) change nothing.
fn is_figures<'a>(cells: impl Iterator<Item = &'a String>) -> bool {
    let (mut figures, mut words) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_empty() && *cell != "—") {
        let begins_so = cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '−' | '+' | '-'));
        if begins_so {
            figures += 1;
        } else {
            words += 1;
        }
    }
    figures > 3 * words
}

/// The width of an element in whole CSS pixels, followed as it changes.
fn use_width(holder: NodeRef<leptos::html::Div>) -> ReadSignal<Option<f32>> {
    let (width, set_width) = signal(None::<f32>);
    let measure = move || {
        #[expect(clippy::cast_possible_truncation, reason = "a width on a screen")]
        let found = holder.get_untracked().map(|e| e.get_bounding_client_rect().width().floor() as f32);
        if found != width.get_untracked() && found.is_some_and(|w| w > 0.0) {
            set_width.set(found);
        }
    };
    Effect::new(move |_| {
        let Some(element) = holder.get() else { return };
        measure();
        // A frame later, since drawing inside of the observer's own turn would make it complain about a loop.
        let changed = Closure::<dyn Fn()>::new(move || {
            request_animation_frame(move || {
                if holder.try_get_untracked().flatten().is_some() {
                    measure();
                }
            })
        });
        let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let keep = StoredValue::new_local((observer, changed));
        on_cleanup(move || keep.try_with_value(|(observer, _)| observer.disconnect()).unwrap_or_default());
    });
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_figures_are_told_apart() {
        let column = |cells: &[&str]| is_figures(cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>().iter());
        assert!(column(&["1,204", "—", "61.3%"]));
        assert!(!column(&["洋村", "12"]));
        assert!(!column(&["—", ""]));
        assert!(column(&["1", "2", "3", "4", "样本不足"]));
    }
}
