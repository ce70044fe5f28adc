//! The checklist by 五统一, walked and answered by keys.

use super::desk::{Desk, Mode, focus};
use super::line::LineView;
use super::words::{answer_of, element_id};
use crate::state::{texts, tr};
use crate::ui::{is_composing, is_typing};
use domain::inspection::checklist::{Line, Unified};
use leptos::prelude::*;
use texts::words::Word;
use wasm_bindgen::JsCast;

/// The lines, group by group.
#[component]
pub(super) fn Lines(desk: Desk) -> impl IntoView {
    let t = texts();
    let lines = StoredValue::new(desk.lines());
    let pressed = move |ev: web_sys::KeyboardEvent| {
        if is_composing(&ev) || ev.default_prevented() || ev.ctrl_key() || ev.alt_key() || ev.meta_key() {
            return;
        }
        let key = ev.key();
        if is_typing(&ev) {
            if key == "Escape" {
                ev.prevent_default();
                desk.saver.now();
                desk.go_to(&desk.current.get_untracked());
            }
            return;
        }
        if lines.with_value(|lines| acted(desk, lines, &key, &ev)) {
            ev.prevent_default();
        }
    };
    let groups = Unified::ALL.iter().filter_map(|unified| {
        let of = lines.with_value(|lines| lines.iter().filter(|line| line.unified == *unified).cloned().collect::<Vec<_>>());
        (!of.is_empty()).then_some((*unified, of))
    });
    let group = |(unified, of): (Unified, Vec<Line>)| {
        let heading = element_id("visit-group", unified.code());
        let named = heading.clone();
        view! {
            <section class="visit-group" aria-labelledby=named>
                <h2 id=heading>
                    {move || t.with(|t| unified.word(t))}
                    <GroupScore desk unified/>
                </h2>
                <ol class="visit-lines">
                    {of.into_iter().map(|line| view! { <li><LineView desk line/></li> }).collect_view()}
                </ol>
            </section>
        }
    };
    view! {
        <div class="visit-list" role="region" aria-label=move || t.with(|t| t.visit_checklist()) on:keydown=pressed>
            {groups.map(group).collect_view()}
        </div>
    }
}

/// What was got in a group of what could be got.
#[component]
fn GroupScore(desk: Desk, unified: Unified) -> impl IntoView {
    let t = texts();
    let share = Memo::new(move |_| desk.score.with(|score| score.by.iter().find(|(of, _)| *of == unified).map(|(_, share)| *share)));
    move || {
        let share = share.get().filter(|share| share.of.0 != 0)?;
        Some(view! { <span class="quiet">{move || t.with(|t| t.visit_got_of(share.got.to_string(), share.of.to_string()))}</span> })
    }
}

/// Does what a key is for. False: it is for nothing here.
fn acted(desk: Desk, lines: &[Line], key: &str, ev: &web_sys::KeyboardEvent) -> bool {
    let current = desk.current.get_untracked();
    let writes = desk.mode.get_untracked() == Mode::Write;
    let line = lines.iter().find(|line| line.no == current);
    match key {
        "ArrowDown" => walk(desk, lines, &current, 1),
        "ArrowUp" => walk(desk, lines, &current, -1),
        "Home" => lines.first().into_iter().for_each(|line| desk.go_to(&line.no)),
        "End" => lines.last().into_iter().for_each(|line| desk.go_to(&line.no)),
        "f" | "F" if writes => desk.raise(line),
        "p" | "P" if writes => desk.take_photos(line.map(|line| line.no.clone())),
        "+" | "=" if writes => desk.count(&current, true),
        "-" if writes => desk.count(&current, false),
        // A button is pressed by Enter.
        "Enter" if on_line(ev) => {
            let field = if desk.mode.get_untracked() == Mode::Review { "visit-reason" } else { "visit-words" };
            focus(&element_id(field, &current));
        }
        key => match answer_of(key).filter(|_| writes && desk.asked.with_untracked(|asked| asked.contains(&current))) {
            Some(answer) => desk.answer(&current, answer),
            None => return false,
        },
    }
    true
}

/// The key was pressed on the line itself, not on something in it.
fn on_line(ev: &web_sys::KeyboardEvent) -> bool {
    let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.class_list().contains("visit-line"))
}

/// The next line that is asked, in a direction.
fn walk(desk: Desk, lines: &[Line], current: &str, step: isize) {
    let at = lines.iter().position(|line| line.no == current).unwrap_or(0);
    let asked = desk.asked.get_untracked();
    let is_asked = |line: &&Line| asked.contains(&line.no);
    let next = if step < 0 { lines.iter().take(at).rev().find(is_asked) } else { lines.iter().skip(at + 1).find(is_asked) };
    if let Some(line) = next {
        desk.go_to(&line.no);
    }
}

/// The keys, always in sight.
#[component]
pub(super) fn Legend(desk: Desk) -> impl IntoView {
    let t = texts();
    let line = move |keys: &'static [&'static str], words: Signal<String>| {
        view! {
            <div>
                <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view()}</dt>
                <dd>{move || words.get()}</dd>
            </div>
        }
    };
    view! {
        <dl class="visit-keys" aria-label=move || t.with(|t| t.keys_title())>
            {line(&["↑", "↓"], tr(|t| t.visit_keys_walk()))}
            <Show when=move || desk.mode.get() == Mode::Write>
                {line(&["1"], tr(|t| t.visit_answer_fits()))}
                {line(&["2"], tr(|t| t.visit_answer_partly()))}
                {line(&["3"], tr(|t| t.visit_answer_fails()))}
                {line(&["0"], tr(|t| t.visit_answer_not_applicable()))}
                {line(&["+", "-"], tr(|t| t.visit_faults()))}
                {line(&["F"], tr(|t| t.visit_raise()))}
                {line(&["P"], tr(|t| t.visit_keys_photos()))}
            </Show>
            {line(&["Enter"], tr(|t| t.visit_keys_words()))}
            {line(&["Esc"], tr(|t| t.visit_keys_back()))}
        </dl>
    }
}
