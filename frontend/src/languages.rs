//! The languages' files, which stand beside the page (see the crate `texts`): fetched together while the program starts.

/// Fetches every language.
///
/// The files come from inside of the window's own program, as this page does. Should they not come, the page would
/// have no words to say so in; it stops with the reason on the console, as it would without its own wasm.
pub async fn fetch_all() {
    #[cfg(target_arch = "wasm32")]
    {
        let [first, second] = texts::Lang::ALL.map(|lang| file(lang.tag()));
        texts::provide([first.await, second.await]);
    }
}

#[cfg(target_arch = "wasm32")]
fn file(tag: &str) -> impl Future<Output = Vec<u8>> + use<> {
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;
    // Asked for at once; both are on their way before the first is waited for.
    let asked = leptos::prelude::window().fetch_with_str(&format!("/languages/{tag}.ftl"));
    async move {
        let response: Result<web_sys::Response, _> = JsFuture::from(asked).await.and_then(JsCast::dyn_into);
        let Ok(bytes) = response.and_then(|r| r.array_buffer()) else { return Vec::new() };
        JsFuture::from(bytes).await.map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec()).unwrap_or_default()
    }
}
