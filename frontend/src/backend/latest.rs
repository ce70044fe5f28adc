//! Which answer a view shows when several are under way: always the one to its newest question.

use uuid::Uuid;

/// Names one question of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    number: u64,
    /// The request, for cancelling it.
    pub request: Uuid,
}

/// What a view knows: the last good answer, the last error, and whether a newer answer is awaited.
#[derive(Clone, Debug, PartialEq)]
pub struct Latest<T, E> {
    asked: u64,
    open: Option<Ticket>,
    data: Option<T>,
    error: Option<E>,
}

impl<T, E> Default for Latest<T, E> {
    fn default() -> Self {
        Self { asked: 0, open: None, data: None, error: None }
    }
}

impl<T, E> Latest<T, E> {
    /// A new question. Returns its ticket, and that of the question which it makes pointless.
    pub fn ask(&mut self, request: Uuid) -> (Ticket, Option<Ticket>) {
        self.asked += 1;
        let ticket = Ticket { number: self.asked, request };
        (ticket, self.open.replace(ticket))
    }

    /// An answer. `false`: a newer question was asked meanwhile (or the view was emptied), and nothing has changed.
    pub fn arrive(&mut self, ticket: Ticket, answer: Result<T, E>) -> bool {
        if self.open != Some(ticket) {
            return false;
        }
        self.open = None;
        match answer {
            Ok(data) => {
                self.data = Some(data);
                self.error = None;
            }
            Err(error) => self.error = Some(error),
        }
        true
    }

    /// Nothing is asked any more; answers under way will not count. Returns the ticket of the open question.
    pub fn clear(&mut self) -> Option<Ticket> {
        self.data = None;
        self.error = None;
        self.open.take()
    }

    /// The last good answer, also while a newer one is awaited or has failed.
    pub fn data(&self) -> Option<&T> {
        self.data.as_ref()
    }

    /// Why the newest question has no answer.
    pub fn error(&self) -> Option<&E> {
        self.error.as_ref().filter(|_| self.open.is_none())
    }

    /// An answer is awaited.
    pub fn is_waiting(&self) -> bool {
        self.open.is_some()
    }

    /// What is shown does not answer the newest question: dim it.
    pub fn is_stale(&self) -> bool {
        self.data.is_some() && (self.open.is_some() || self.error.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    #[test]
    fn an_old_answer_after_a_new_question_is_dropped() {
        let mut view = Latest::<&str, &str>::default();
        let (first, none) = view.ask(id(1));
        assert_eq!(none, None);
        let (second, pointless) = view.ask(id(2));
        assert_eq!(pointless.map(|t| t.request), Some(id(1)));
        assert!(!view.arrive(first, Ok("last week")), "came first, but nobody asks for it any more");
        assert_eq!((view.data(), view.is_waiting()), (None, true));
        assert!(view.arrive(second, Ok("this week")));
        assert!(!view.arrive(first, Ok("last week")), "came last");
        assert_eq!((view.data(), view.is_stale()), (Some(&"this week"), false));
    }

    #[test]
    fn the_same_ticket_counts_once() {
        let mut view = Latest::<&str, &str>::default();
        let (ticket, _) = view.ask(id(1));
        assert!(view.arrive(ticket, Ok("a")));
        assert!(!view.arrive(ticket, Ok("b")));
        assert_eq!(view.data(), Some(&"a"));
    }

    #[test]
    fn old_figures_stay_and_are_marked_while_new_ones_come_or_fail() {
        let mut view = Latest::<&str, &str>::default();
        let (first, _) = view.ask(id(1));
        assert!(!view.is_stale(), "nothing to dim yet");
        view.arrive(first, Ok("old"));
        let (second, _) = view.ask(id(2));
        assert!(view.is_stale() && view.data() == Some(&"old") && view.error().is_none());
        view.arrive(second, Err("busy"));
        assert!(view.is_stale() && view.error() == Some(&"busy"));
        let (third, _) = view.ask(id(3));
        assert!(view.error().is_none(), "trying again");
        view.arrive(third, Ok("new"));
        assert!(!view.is_stale() && view.error().is_none());
    }

    #[test]
    fn an_emptied_view_takes_no_answer() {
        let mut view = Latest::<&str, &str>::default();
        let (ticket, _) = view.ask(id(1));
        assert_eq!(view.clear(), Some(ticket));
        assert!(!view.arrive(ticket, Ok("late")));
        assert_eq!(view.data(), None);
    }
}
