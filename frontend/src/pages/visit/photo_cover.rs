//! Black boxes on a photo: drawn with the pointer, or added and moved by keys.

use super::desk::Desk;
use crate::backend::{attachment, call};
use crate::edit::{refusal, sending};
use crate::state::unsaved::OwnWork;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Look, use_notices};
use api::inspection::{CoverVisitPhoto, VisitPhoto};
use domain::inspection::photo::{BOXES_MOST, BlackBox, SIDE};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// How far a key moves a box, in ten thousandths.
const STEP: u32 = 100;
/// What is smaller was a slip of the pointer.
const LEAST: u32 = 50;
/// Where a box that is added by a key begins, and how long its sides are.
const ADDED: BlackBox = BlackBox { left: 4_000, top: 4_000, width: 2_000, height: 1_000 };

/// The box between two corners; none if it covers nothing worth mentioning.
fn between(from: (u32, u32), to: (u32, u32)) -> Option<BlackBox> {
    let one = BlackBox { left: from.0.min(to.0), top: from.1.min(to.1), width: from.0.abs_diff(to.0), height: from.1.abs_diff(to.1) };
    (one.width >= LEAST && one.height >= LEAST && one.is_on_it()).then_some(one)
}

/// A box after a key: arrows move it, with Shift they change its size. None: the key is for nothing here.
fn moved(one: BlackBox, key: &str, sizes: bool) -> Option<BlackBox> {
    let less = |n: u32, least: u32| n.saturating_sub(STEP).max(least);
    let more = |n: u32, most: u32| (n + STEP).min(most);
    let BlackBox { left, top, width, height } = one;
    Some(match (key, sizes) {
        ("ArrowLeft", false) => BlackBox { left: less(left, 0), ..one },
        ("ArrowRight", false) => BlackBox { left: more(left, SIDE - width), ..one },
        ("ArrowUp", false) => BlackBox { top: less(top, 0), ..one },
        ("ArrowDown", false) => BlackBox { top: more(top, SIDE - height), ..one },
        ("ArrowLeft", true) => BlackBox { width: less(width, LEAST), ..one },
        ("ArrowRight", true) => BlackBox { width: more(width, SIDE - left), ..one },
        ("ArrowUp", true) => BlackBox { height: less(height, LEAST), ..one },
        ("ArrowDown", true) => BlackBox { height: more(height, SIDE - top), ..one },
        _ => return None,
    })
}

/// Where the pointer is on the picture, in ten thousandths.
fn point(ev: &web_sys::PointerEvent, frame: NodeRef<leptos::html::Div>) -> Option<(u32, u32)> {
    let rect = frame.get_untracked()?.get_bounding_client_rect();
    let part = |at: f64, long: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nought and ten thousand")]
        let part = (at / long * f64::from(SIDE)).clamp(0.0, f64::from(SIDE)) as u32;
        part
    };
    let is_there = rect.width() > 0.0 && rect.height() > 0.0;
    is_there
        .then(|| (part(f64::from(ev.client_x()) - rect.left(), rect.width()), part(f64::from(ev.client_y()) - rect.top(), rect.height())))
}

fn style(one: BlackBox) -> String {
    let part = |n: u32| format!("{}.{:02}%", n / 100, n % 100);
    format!("left:{};top:{};width:{};height:{}", part(one.left), part(one.top), part(one.width), part(one.height))
}

/// The picture as it was taken, and the boxes on it.
#[component]
pub(super) fn Covering(
    desk: Desk,
    /// Which.
    photo: VisitPhoto,
    /// It was covered, or left.
    on_end: Callback<Option<VisitPhoto>>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let VisitPhoto { id, version, boxes, .. } = photo;
    let before = StoredValue::new(boxes.clone());
    let (boxes, version) = (RwSignal::new(boxes), StoredValue::new(version));
    let own = OwnWork::new();
    own.guard(Signal::derive(move || before.with_value(|before| boxes.with(|boxes| boxes != before))));
    let (begun, drawn) = (StoredValue::new(None::<(u32, u32)>), RwSignal::new(None::<BlackBox>));
    let frame = NodeRef::<leptos::html::Div>::new();
    let is_full = move || boxes.with(|boxes| boxes.len() >= BOXES_MOST);
    let pressed = move |ev: web_sys::PointerEvent| {
        let is_box = ev
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|on| on.class_list().contains("photo-box"));
        if ev.button() != 0 || is_box || untrack(is_full) {
            return;
        }
        ev.prevent_default();
        if let Some(frame) = frame.get_untracked() {
            // Fails only for a pointer that is gone.
            let _ = frame.set_pointer_capture(ev.pointer_id());
        }
        begun.set_value(point(&ev, frame));
    };
    let dragged = move |ev: web_sys::PointerEvent| {
        if let Some((from, to)) = begun.get_value().zip(point(&ev, frame)) {
            drawn.set(between(from, to));
        }
    };
    let released = move |_: web_sys::PointerEvent| {
        begun.set_value(None);
        if let Some(one) = drawn.get_untracked() {
            boxes.update(|boxes| boxes.push(one));
        }
        drawn.set(None);
    };
    let keyed = move |n: usize, ev: web_sys::KeyboardEvent| {
        let key = ev.key();
        if key == "Delete" || key == "Backspace" {
            ev.prevent_default();
            boxes.update(|boxes| {
                if n < boxes.len() {
                    boxes.remove(n);
                }
            });
            return;
        }
        let Some(one) = boxes.with_untracked(|boxes| boxes.get(n).and_then(|one| moved(*one, &key, ev.shift_key()))) else { return };
        ev.prevent_default();
        boxes.update(|boxes| {
            if let Some(own) = boxes.get_mut(n) {
                *own = one;
            }
        });
    };
    let count = Memo::new(move |_| boxes.with(Vec::len));
    let one = move |n: usize| {
        let style = move || boxes.with(|boxes| boxes.get(n).copied().map(style).unwrap_or_default());
        view! {
            <button
                type="button"
                class="photo-box"
                style=style
                aria-label=move || t.with(|t| t.visit_photo_box((n + 1).to_string()))
                on:keydown=move |ev| keyed(n, ev)
            ></button>
        }
    };
    let sending = sending();
    let save = move || {
        let ask = CoverVisitPhoto { id, boxes: boxes.get_untracked(), version: version.get_value() };
        sending.busy.set(true);
        sending.failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(ask).await;
            sending.busy.try_set(false);
            match answer {
                Ok(photo) => {
                    notices.done(
                        t.with_untracked(|t| if !photo.boxes.is_empty() { t.visit_photo_covered() } else { t.visit_photo_uncovered() }),
                    );
                    desk.reload.try_run(());
                    on_end.try_run(Some(photo));
                }
                Err(error) => {
                    // Somebody else has covered it meanwhile: what is drawn here stays, beside his boxes, and is saved anew upon them.
                    if let Ok(theirs) = refusal::<VisitPhoto>(error.clone()) {
                        version.try_set_value(theirs.version);
                        boxes.try_update(|boxes| boxes.extend(theirs.boxes.into_iter().take(BOXES_MOST.saturating_sub(boxes.len()))));
                        desk.reload.try_run(());
                    }
                    sending.failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <p>{tr(|t| t.visit_photo_cover_lead())}</p>
        <p class="quiet">{tr(|t| t.visit_photo_cover_by_keys())}</p>
        <div class="photo-cover" node_ref=frame on:pointerdown=pressed on:pointermove=dragged on:pointerup=released>
            <img src=attachment(id) alt=move || t.with(|t| t.visit_photo_title()) draggable="false"/>
            {move || (0..count.get()).map(one).collect_view()}
            {move || drawn.get().map(|one| view! { <span class="photo-box is-drawn" style=style(one)></span> })}
        </div>
        <ErrorNote error=sending.failed/>
        <div class="actions">
            <Button on_press=move || if !is_full() { boxes.update(|boxes| boxes.push(ADDED)) }>{tr(|t| t.visit_photo_cover_add())}</Button>
            <Button look=Look::Quiet on_press=move || boxes.set(Vec::new())>{tr(|t| t.visit_photo_cover_clear())}</Button>
        </div>
        <div class="actions actions-end">
            <Button on_press=move || own.leaving(move || on_end.run(None))>{tr(|t| t.act_cancel())}</Button>
            <Button look=Look::Primary busy=sending.busy on_press=save>{tr(|t| t.visit_photo_cover_save())}</Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_drawn_from_any_corner() {
        let one = between((8_000, 1_000), (2_000, 3_000));
        assert_eq!(one, Some(BlackBox { left: 2_000, top: 1_000, width: 6_000, height: 2_000 }));
        assert_eq!(between((8_000, 1_000), (2_000, 1_010)), None, "a slip");
        assert_eq!(style(one.unwrap()), "left:20.00%;top:10.00%;width:60.00%;height:20.00%");
    }

    #[test]
    fn boxes_stay_on_the_picture() {
        let mut one = ADDED;
        for _ in 0..200 {
            one = moved(one, "ArrowRight", false).unwrap();
        }
        assert_eq!(one.left + one.width, SIDE);
        for _ in 0..200 {
            one = moved(moved(one, "ArrowRight", true).unwrap(), "ArrowUp", true).unwrap();
        }
        assert!(one.is_on_it());
        assert_eq!((one.width, one.height, moved(one, "x", false)), (2_000, LEAST, None));
    }
}
