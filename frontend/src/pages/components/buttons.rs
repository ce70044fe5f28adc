//! Buttons, links, badges, drawings.

use super::Sample;
use crate::state::{tr, use_at};
use crate::ui::{Badge, Button, Glyph, Icon, IconButton, LinkButton, Look, Tint};
use leptos::prelude::*;

#[component]
pub(super) fn Buttons() -> impl IntoView {
    let at = use_at();
    let off = tr(|t| t.frame_not_permitted());
    let why_not = Signal::derive(move || Some(off.get()));
    let look = move |look: Look| {
        view! {
            <div class="actions">
                <Button look>{tr(|t| t.act_save())}</Button>
                <Button look icon=Icon::File>{tr(|t| t.act_export())}</Button>
                <Button look busy=Signal::stored(true)>{tr(|t| t.act_save())}</Button>
                <Button look why_not>{tr(|t| t.act_save())}</Button>
            </div>
        }
    };
    let icons = [
        Icon::Overview,
        Icon::Ratings,
        Icon::Import,
        Icon::Places,
        Icon::System,
        Icon::Settings,
        Icon::Search,
        Icon::Person,
        Icon::Calendar,
        Icon::Pin,
        Icon::Chevron,
        Icon::Close,
        Icon::Check,
        Icon::Warn,
        Icon::Info,
        Icon::Bad,
        Icon::Up,
        Icon::Down,
        Icon::Left,
        Icon::Right,
        Icon::Table,
        Icon::Chart,
        Icon::File,
        Icon::Eye,
        Icon::EyeShut,
        Icon::Leave,
        Icon::Keyboard,
        Icon::Copy,
        Icon::Refresh,
        Icon::Lock,
    ];
    view! {
        <Sample name="Button">{[Look::Primary, Look::Plain, Look::Quiet, Look::Danger].map(look).collect_view()}</Sample>
        <Sample name="IconButton">
            <IconButton icon=Icon::Refresh label=tr(|t| t.act_refresh()) on_press=|| {}/>
        </Sample>
        <Sample name="LinkButton">
            <LinkButton href=Signal::derive(move || at.href("/components", &[])) icon=Icon::Right>{tr(|t| t.act_open())}</LinkButton>
        </Sample>
        <Sample name="Badge">
            <div class="actions">
                <Badge>{tr(|t| t.word_account_active())}</Badge>
                <Badge tint=Tint::Accent>{tr(|t| t.word_account_invited())}</Badge>
                <Badge tint=Tint::Warn>{tr(|t| t.word_account_closed())}</Badge>
                <Badge tint=Tint::Bad>{tr(|t| t.word_grade_very_bad())}</Badge>
            </div>
        </Sample>
        <Sample name="Glyph">
            <p class="sample-icons">{icons.map(|icon| view! { <Glyph icon/> }).collect_view()}</p>
        </Sample>
    }
}
