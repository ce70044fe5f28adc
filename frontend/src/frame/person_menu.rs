//! The person's menu: language, theme, text size, settings, entering as somebody else, signing out.

use super::top_bar::expect_open;
use crate::state::{TextSize, Theme, texts, tr, use_at, use_session, use_taste};
use crate::ui::{Icon, Menu, MenuItem, Popover};
use api::session::DatabaseKind;
use leptos::prelude::*;
use texts::Lang;
use texts::words::Word;

/// The menu.
#[component]
pub fn PersonMenu() -> impl IntoView {
    let (t, at, session, taste, open) = (texts(), use_at(), use_session(), use_taste(), expect_open());
    let menu = RwSignal::new(false);
    let name = move || session.person().map(|p| p.name).unwrap_or_default();
    let roles = move || {
        let mut roles: Vec<String> =
            t.with(|t| session.person().into_iter().flat_map(|p| p.grants).map(|g| g.grant.role.word(t)).collect());
        roles.dedup();
        roles.join(" · ")
    };
    let is_demo = move || session.kind() == Some(DatabaseKind::Demo);
    view! {
        <Popover open=menu label=tr(|t| t.frame_person()) kind="menu" icon=Icon::Person at_end=true words=name>
            <p class="panel-title">{name}</p>
            <p class="panel-note">{roles}</p>
            <Menu>
                <div class="menu-group" role="group" aria-label=tr(|t| t.settings_lang())>
                    {Lang::ALL.into_iter().map(|lang| view! {
                        <MenuItem
                            stays=true
                            checked=Signal::derive(move || Some(taste.lang() == lang))
                            on_press=move || taste.choose_lang(lang)
                        >
                            <span lang=lang.tag()>{lang.own_name()}</span>
                        </MenuItem>
                    }).collect_view()}
                </div>
                <div class="menu-group" role="group" aria-label=tr(|t| t.settings_theme())>
                    {Theme::ALL.into_iter().map(|theme| view! {
                        <MenuItem
                            stays=true
                            checked=Signal::derive(move || Some(taste.theme() == theme))
                            on_press=move || taste.choose_theme(theme)
                        >
                            {move || t.with(|t| theme.name(t))}
                        </MenuItem>
                    }).collect_view()}
                </div>
                <div class="menu-group" role="group" aria-label=tr(|t| t.settings_text())>
                    {TextSize::ALL.into_iter().map(|size| view! {
                        <MenuItem
                            stays=true
                            checked=Signal::derive(move || Some(taste.size() == size))
                            on_press=move || taste.choose_size(size)
                        >
                            {move || t.with(|t| format!("{} · {}", t.settings_text(), size.name(t)))}
                        </MenuItem>
                    }).collect_view()}
                </div>
                <div class="menu-group" role="group">
                    <MenuItem icon=Icon::Settings on_press=move || at.go(&untrack(|| at.href("/settings", &[])))>
                        {tr(|t| t.nav_settings())}
                    </MenuItem>
                    <MenuItem icon=Icon::Keyboard on_press=move || open.shortcuts.set(true)>
                        {tr(|t| t.frame_shortcuts())}
                    </MenuItem>
                    <Show when=is_demo>
                        <MenuItem icon=Icon::Eye on_press=move || open.enter_as.set(true)>
                            {tr(|t| t.frame_enter_as())}
                        </MenuItem>
                    </Show>
                    <MenuItem
                        icon=Icon::Leave
                        on_press=move || crate::state::unsaved::leaving(move || session.close(move || at.restart()))
                    >
                        {tr(|t| t.frame_sign_out())}
                    </MenuItem>
                </div>
            </Menu>
            <p class="panel-note">{move || t.with(|t| t.frame_version(session.version()))}</p>
        </Popover>
    }
}
