//! A person's own settings: language, theme, text size, password, and which roles he holds.

mod password;

use crate::state::{TextSize, Theme, texts, tr, use_session, use_taste};
use crate::ui::{PageHead, Segmented};
use api::session::GrantShown;
use leptos::prelude::*;
use password::ChangePasswordForm;
use texts::words::Word;
use texts::{Lang, format};

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let (t, taste) = (texts(), use_taste());
    let lead = tr(|t| t.settings_lead());
    let langs: Vec<(Lang, String)> = Lang::ALL.into_iter().map(|lang| (lang, lang.own_name().to_owned())).collect();
    let themes = Signal::derive(move || t.with(|t| Theme::ALL.into_iter().map(|theme| (theme, theme.name(t))).collect()));
    let sizes = Signal::derive(move || t.with(|t| TextSize::ALL.into_iter().map(|size| (size, size.name(t))).collect()));
    view! {
        <PageHead title=tr(|t| t.settings_title()) lead=lead/>
        <div class="sections">
            <section>
                <h2>{tr(|t| t.settings_lang())}</h2>
                <Segmented
                    label=tr(|t| t.settings_lang())
                    value=Signal::derive(move || taste.lang())
                    options=Signal::stored(langs)
                    on_choose=move |lang| taste.choose_lang(lang)
                />
            </section>
            <section>
                <h2>{tr(|t| t.settings_theme())}</h2>
                <Segmented
                    label=tr(|t| t.settings_theme())
                    value=Signal::derive(move || taste.theme())
                    options=themes
                    on_choose=move |theme| taste.choose_theme(theme)
                />
            </section>
            <section>
                <h2>{tr(|t| t.settings_text())}</h2>
                <Segmented
                    label=tr(|t| t.settings_text())
                    value=Signal::derive(move || taste.size())
                    options=sizes
                    on_choose=move |size| taste.choose_size(size)
                />
            </section>
            <section>
                <h2>{tr(|t| t.settings_roles())}</h2>
                <Roles/>
            </section>
            <section>
                <h2>{tr(|t| t.settings_password())}</h2>
                <ChangePasswordForm/>
            </section>
        </div>
    }
}

#[component]
fn Roles() -> impl IntoView {
    let (t, session, taste) = (texts(), use_session(), use_taste());
    let line = move |shown: GrantShown| {
        let lang = taste.lang();
        let (place, from) = (shown.place_name, format::date(shown.grant.from, lang));
        let about = t.with(|t| match shown.grant.until {
            Some(until) => t.settings_role_between(place, from, format::date(until, lang)),
            None => t.settings_role_since(place, from),
        });
        let role = t.with(|t| shown.grant.role.word(t));
        view! { <li><strong>{role}</strong>" · "{shown.body_name.map(|body| format!("{body} · "))}<span class="option-note">{about}</span></li> }
    };
    move || match session.person().map(|p| p.grants).filter(|grants| !grants.is_empty()) {
        Some(grants) => view! { <ul class="plain">{grants.into_iter().map(line).collect_view()}</ul> }.into_any(),
        None => view! { <p>{tr(|t| t.settings_roles_none())}</p> }.into_any(),
    }
}
