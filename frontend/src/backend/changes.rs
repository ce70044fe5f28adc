//! Change events: something has changed somewhere; whoever shows it fetches it again.

use super::door;
use api::Change;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

type Listener = Rc<dyn Fn(&Change)>;

thread_local! {
    static LISTENERS: RefCell<(u64, Vec<(u64, Listener)>)> = const { RefCell::new((0, Vec::new())) };
}

/// Begins to listen at the door; called once at the start.
pub fn watch_changes() {
    door::get().subscribe(Box::new(|change| {
        // Copied out, since a listener may add or remove listeners.
        let listeners: Vec<Listener> = LISTENERS.with_borrow(|(_, all)| all.iter().map(|(_, l)| Rc::clone(l)).collect());
        for listener in listeners {
            listener(&change);
        }
    }));
}

/// Calls `told` with every change, as long as the present owner (component, effect) lives.
pub fn on_change(told: impl Fn(&Change) + 'static) {
    let key = LISTENERS.with_borrow_mut(|(next, all)| {
        *next += 1;
        all.push((*next, Rc::new(told)));
        *next
    });
    on_cleanup(move || LISTENERS.with_borrow_mut(|(_, all)| all.retain(|(k, _)| *k != key)));
}
