//! The page: what people see in the window.
//!
//! - [`backend`]: the only way out of the page.
//! - [`languages`]: the words, fetched before anything is shown.
//! - [`state`]: who is signed in, his tastes, the places, where and when he is looking.
//! - [`ui`]: components that know no operation.
//! - [`list`]: one way to do lists.
//! - [`edit`]: drafts, merging two edits, history and undo.
//! - [`frame`]: rail, top bar, palette; what stands around every page.
//! - [`pages`]: one folder an area; each loads its own data at its leaves.
//! - [`part`]: which of them are read later.
//!
//! # To add a page
//!
//! 1. `pages/<area>/mod.rs` with a component that takes nothing; list the folder in `pages.rs`.
//! 2. An entry in `frame/areas.rs`: its area, its address, its name, the permission it needs, its view in the area's
//!    part of the program. Route, rail, palette, shortcuts and guard follow from it.
//! 3. Its texts in `crates/texts/locales/{zh-CN,en}/<area>.ftl`, its look in `styles/page-<area>.css`; nothing else has
//!    to be told of either.

#![allow(dead_code, unused_imports, reason = "a component offers what its kind offers before the first page asks for all of it")]
#![allow(unreachable_pub, reason = "a program has no outside: pub means beyond its own file")]

mod app;
mod backend;
mod edit;
mod frame;
mod languages;
mod list;
mod pages;
mod part;
mod state;
mod ui;

fn main() {
    console_error_panic_hook::set_once();
    backend::mark("program");
    wasm_bindgen_futures::spawn_local(async {
        languages::fetch_all().await;
        backend::mark("words");
        leptos::mount::mount_to_body(app::App);
    });
}
