//! Signing in: by password, by one-time code, and on demonstration databases as a role.

mod by_code;
mod by_password;
mod countdown;
pub mod new_password;

use crate::frame::{Ribbon, RoleCards};
use crate::state::{texts, tr, use_session, use_taste};
use crate::ui::{Notice, NoticeKind, Segmented, Tab, Tabs};
use api::session::DatabaseKind;
use by_code::ByCode;
use by_password::ByPassword;
use leptos::prelude::*;
use texts::Lang;

/// The page before anybody is signed in.
#[component]
pub fn SignIn(
    /// A session has ended; the person is to go on.
    ended: bool,
) -> impl IntoView {
    crate::backend::shown();
    let (t, session, taste) = (texts(), use_session(), use_taste());
    let tab = RwSignal::new("password".to_owned());
    let tabs =
        vec![Tab { key: "password", label: tr(|t| t.sign_in_tab_password()) }, Tab { key: "code", label: tr(|t| t.sign_in_tab_code()) }];
    let is_demo = Memo::new(move |_| session.kind() == Some(DatabaseKind::Demo));
    let langs: Vec<(Lang, String)> = Lang::ALL.into_iter().map(|lang| (lang, lang.own_name().to_owned())).collect();
    view! {
        <Ribbon/>
        <main class="door">
            <header class="door-head">
                <p class="brand"><span class="brand-mark" aria-hidden="true">"一"</span></p>
                <h1>{tr(|t| t.product_title())}</h1>
                <p class="page-lead">{tr(|t| t.sign_in_tagline())}</p>
            </header>
            <div class="door-body" class:has-roles=move || is_demo.get()>
                <section class="card door-form" aria-label=tr(|t| t.sign_in_title())>
                    {ended.then(|| view! { <Notice kind=NoticeKind::Info>{tr(|t| t.sign_in_ended())}</Notice> })}
                    <Tabs label=tr(|t| t.sign_in_title()) value=tab tabs=Signal::stored(tabs) on_choose=move |key| tab.set(key)>
                        {move || if tab.with(|tab| tab == "code") {
                            view! { <ByCode/> }.into_any()
                        } else {
                            view! { <ByPassword/> }.into_any()
                        }}
                    </Tabs>
                </section>
                <Show when=move || is_demo.get()>
                    <section class="door-roles" aria-label=tr(|t| t.sign_in_demo_title())>
                        <h2>{tr(|t| t.sign_in_demo_title())}</h2>
                        <p class="page-lead">{tr(|t| t.sign_in_demo_body())}</p>
                        <RoleCards/>
                    </section>
                </Show>
            </div>
            <footer class="door-foot">
                <p>{tr(|t| t.sign_in_notice())}</p>
                <Segmented
                    label=tr(|t| t.settings_lang())
                    value=Signal::derive(move || taste.lang())
                    options=Signal::stored(langs)
                    on_choose=move |lang| taste.choose_lang(lang)
                />
                <p>{move || t.with(|t| t.frame_version(session.version()))}</p>
            </footer>
        </main>
    }
}
