//! Leaving with unsaved work asks first.
//!
//! A form says `guard_unsaved(dirty)`. Links, [`super::At::go`], the back button and closing the window then ask through
//! the one dialog of the frame.

use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

type Leave = Arc<dyn Fn() + Send + Sync>;

/// A form that is open.
#[derive(Clone, Copy)]
struct Form {
    key: u64,
    dirty: Signal<bool>,
    /// What was typed is kept as a draft.
    is_kept: Signal<bool>,
}

/// The question, and what is done after it.
#[derive(Clone)]
struct Asking {
    leave: Leave,
    /// What was typed is given up, drafts too.
    for_good: bool,
    /// Only this form is left; none: all of them.
    only: Option<u64>,
}

impl Asking {
    fn is_about(&self, form: &Form) -> bool {
        self.only.is_none_or(|only| only == form.key)
    }
}

/// Unsaved work on the page, from context by [`use_unsaved`].
#[derive(Clone, Copy)]
pub struct Unsaved {
    forms: RwSignal<Vec<Form>>,
    asking: RwSignal<Option<Asking>>,
    here: StoredValue<String>,
}

thread_local! {
    /// For links and navigation, which run outside of any component.
    static THE_ONE: RefCell<Option<Unsaved>> = const { RefCell::new(None) };
}

/// Unsaved work, from context.
pub fn use_unsaved() -> Unsaved {
    use_context().unwrap_or_else(Unsaved::provide)
}

/// As long as `dirty` is true and the present component lives, leaving asks first.
pub fn guard_unsaved(dirty: impl Into<Signal<bool>>) {
    guard(dirty.into(), Signal::stored(false));
}

/// The same for a form whose draft is kept: while `is_kept`, it says that nothing is lost. What names the form among others.
pub fn guard_kept(dirty: impl Into<Signal<bool>>, is_kept: impl Into<Signal<bool>>) -> Option<u64> {
    guard(dirty.into(), is_kept.into())
}

/// The unsaved work of one form, for a dialog above other forms: leaving it asks about nothing else and gives up nothing else.
#[derive(Clone, Copy)]
pub struct OwnWork(StoredValue<Option<u64>>);

impl OwnWork {
    /// Of a form that is not there yet.
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// As [`guard_unsaved`], called in the form itself.
    pub fn guard(self, dirty: impl Into<Signal<bool>>) {
        self.0.set_value(guard(dirty.into(), Signal::stored(false)));
    }

    /// Of a form that [`guard_kept`] guards.
    pub fn adopt(self, key: Option<u64>) {
        self.0.set_value(key);
    }

    /// Leaves the form by `leave`, at once or after the person has agreed.
    pub fn leaving(self, leave: impl Fn() + Send + Sync + 'static) {
        match self.0.try_get_value().flatten() {
            Some(key) => ask(Asking { leave: Arc::new(leave), for_good: false, only: Some(key) }),
            None => leave(),
        }
    }
}

fn guard(dirty: Signal<bool>, is_kept: Signal<bool>) -> Option<u64> {
    let unsaved = use_unsaved();
    let key = unsaved.forms.try_update(|forms| {
        let key = forms.last().map_or(0, |form| form.key + 1);
        forms.push(Form { key, dirty, is_kept });
        key
    });
    on_cleanup(move || {
        unsaved.forms.try_update(|forms| forms.retain(|form| Some(form.key) != key));
    });
    key
}

/// Leaves by `leave`, at once or after the person has agreed.
pub fn leaving(leave: impl Fn() + Send + Sync + 'static) {
    ask(Asking { leave: Arc::new(leave), for_good: false, only: None });
}

/// Gives up what was typed, drafts too, and leaves by `leave`, at once or after the person has agreed.
pub fn giving_up(leave: impl Fn() + Send + Sync + 'static) {
    ask(Asking { leave: Arc::new(leave), for_good: true, only: None });
}

fn ask(asking: Asking) {
    let is_dirty = |unsaved: &Unsaved| {
        let any = |forms: &Vec<Form>| forms.iter().any(|form| asking.is_about(form) && form.is_dirty());
        unsaved.forms.try_with_untracked(any).unwrap_or(false)
    };
    match THE_ONE.with_borrow(|one| one.filter(is_dirty)) {
        Some(unsaved) => unsaved.asking.set(Some(asking)),
        None => (asking.leave)(),
    }
}

impl Form {
    fn is_dirty(&self) -> bool {
        self.dirty.try_get_untracked().unwrap_or(false)
    }
}

impl Unsaved {
    /// Provides it to all below and watches links, the back button and the closing of the window. Once, at the root.
    pub fn provide() -> Self {
        let unsaved = Self { forms: RwSignal::new(Vec::new()), asking: RwSignal::new(None), here: StoredValue::new(String::new()) };
        provide_context(unsaved);
        THE_ONE.set(Some(unsaved));
        unsaved.watch_links();
        let back = window_event_listener(leptos::ev::popstate, move |ev| unsaved.went_back(&ev));
        let closing = window_event_listener(leptos::ev::beforeunload, move |ev| {
            if unsaved.is_dirty() {
                ev.prevent_default();
            }
        });
        on_cleanup(move || {
            closing.remove();
            back.remove();
            THE_ONE.set(None);
        });
        unsaved
    }

    /// Some form has unsaved work.
    pub fn is_dirty(&self) -> bool {
        self.forms.try_with_untracked(|forms| forms.iter().any(Form::is_dirty)).unwrap_or(false)
    }

    /// Leaving takes away what was typed: it is given up, or no draft of it is kept; tracked.
    pub fn loses(&self) -> bool {
        self.asking.with(|asking| {
            let for_good = asking.as_ref().is_some_and(|asking| asking.for_good);
            let is_left = |form: &Form| asking.as_ref().is_none_or(|asking| asking.is_about(form));
            for_good
                || self
                    .forms
                    .with(|forms| forms.iter().any(|form| is_left(form) && form.is_dirty() && form.is_kept.try_get() != Some(true)))
        })
    }

    /// The dialog is to be open; tracked.
    pub fn is_asking(&self) -> bool {
        self.asking.with(Option::is_some)
    }

    /// The person stays.
    pub fn stay(&self) {
        self.asking.set(None);
    }

    /// The person leaves; what was unsaved is given up.
    pub fn leave(&self) {
        let asked = self.asking.get_untracked();
        self.forms.update(|forms| forms.retain(|form| asked.as_ref().is_some_and(|asked| !asked.is_about(form))));
        self.asking.set(None);
        if let Some(asked) = asked {
            (asked.leave)();
        }
    }

    /// Where the person is, so that the back button can be undone until he has agreed.
    pub fn is_at(&self, address: String) {
        self.here.set_value(address);
    }

    /// The back button has already changed the address: it is put back, and the question asked. Heard before the router
    /// hears it, since this is provided above the router.
    fn went_back(&self, ev: &web_sys::PopStateEvent) {
        if !self.is_dirty() {
            return;
        }
        ev.stop_immediate_propagation();
        let Some(history) = web_sys::window().and_then(|w| w.history().ok()) else { return };
        // Fails only for an address of another origin.
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&self.here.get_value()));
        let leave: Leave = Arc::new(move || {
            let history = web_sys::window().and_then(|w| w.history().ok());
            let _ = history.map(|history| history.back());
        });
        self.asking.set(Some(Asking { leave, for_good: false, only: None }));
    }

    /// Catches clicks on links before the router sees them.
    fn watch_links(self) {
        let caught = Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |ev: web_sys::MouseEvent| {
            let modified = ev.ctrl_key() || ev.meta_key() || ev.shift_key() || ev.alt_key() || ev.button() != 0;
            if modified || !self.is_dirty() {
                return;
            }
            let target = ev.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
            let Some(link) = target.and_then(|t| t.closest("a[href]").ok().flatten()) else { return };
            ev.prevent_default();
            ev.stop_propagation();
            let link = StoredValue::new_local(link);
            let leave: Leave = Arc::new(move || {
                link.with_value(|link| {
                    if let Some(link) = link.dyn_ref::<web_sys::HtmlElement>() {
                        link.click();
                    }
                });
            });
            self.asking.set(Some(Asking { leave, for_good: false, only: None }));
        });
        let options = web_sys::AddEventListenerOptions::new();
        options.set_capture(true);
        // The page lives as long as the window.
        let _ =
            document().add_event_listener_with_callback_and_add_event_listener_options("click", caught.as_ref().unchecked_ref(), &options);
        caught.forget();
    }
}
