//! What keyboard handlers must know before they act.

use wasm_bindgen::JsCast;

/// The key belongs to an input method that is composing: Enter only takes over the composed text. Never act on it.
pub fn is_composing(ev: &web_sys::KeyboardEvent) -> bool {
    // 229 is what WebKit says for the Enter that ends a composition, after `isComposing` is already false.
    ev.is_composing() || ev.key_code() == 229
}

/// The person is typing into something, so single letters are text and no shortcuts.
pub fn is_typing(ev: &web_sys::KeyboardEvent) -> bool {
    let target = ev.target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok());
    target.is_some_and(|element| {
        let tag = element.tag_name();
        let kind = element.get_attribute("type").unwrap_or_default();
        let is_button_like = matches!(kind.as_str(), "checkbox" | "radio" | "button" | "submit" | "file");
        matches!(tag.as_str(), "TEXTAREA" | "SELECT") || (tag == "INPUT" && !is_button_like) || element.is_content_editable()
    })
}
