//! Drafts that are moved together: ticked by the same act, with one opinion for all.

use super::answer::{Answer, AnswerDialog, send_plain};
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, ErrorNote, Field, Icon, Look, TextArea, use_notices};
use api::ApiError;
use api::duty::{May, Verdict, Version};
use domain::duty::VersionId;
use domain::duty::flow::SET_LIMIT;
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::format::count;

/// What a person may do with several at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// 申报
    Submit,
    /// 受理
    Accept,
    /// 审核
    Review,
    /// 公布
    Publish,
}

impl Way {
    /// What moves a version on, if the person may.
    pub(super) fn of(version: &Version) -> Option<Self> {
        version.may.iter().find_map(|may| match may {
            May::Submit => Some(Self::Submit),
            May::Accept => Some(Self::Accept),
            May::Review => Some(Self::Review),
            May::Publish => Some(Self::Publish),
            _ => None,
        })
    }
}

/// The ticked versions, on whichever page they are; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Together(RwSignal<BTreeMap<i64, Version>>);

impl Together {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// How many; tracked.
    fn len(self) -> usize {
        self.0.with(BTreeMap::len)
    }

    /// By which act they are moved; none while none is ticked. Tracked.
    fn way(self) -> Option<Way> {
        self.0.with(|ticked| ticked.values().next().and_then(Way::of))
    }

    pub(super) fn has(self, id: VersionId) -> bool {
        self.0.with(|ticked| ticked.contains_key(&id.0))
    }

    pub(super) fn tick(self, version: &Version, on: bool) {
        if untrack(|| self.has(version.id)) != on {
            self.0.update(|ticked| {
                if on {
                    ticked.insert(version.id.0, version.clone());
                } else {
                    ticked.remove(&version.id.0);
                }
            });
        }
    }

    /// Why a version can't be ticked beside the others; tracked.
    pub(super) fn why_not(self, version: &Version) -> Option<String> {
        if self.has(version.id) {
            return None;
        }
        let t = texts();
        if self.way().is_some_and(|way| Way::of(version) != Some(way)) {
            Some(t.with(|t| t.duty_tick_other()))
        } else if self.len() >= SET_LIMIT {
            Some(t.with(|t| t.duty_tick_full(count(SET_LIMIT))))
        } else {
            None
        }
    }

    /// Ticks all of a page that are moved as those that are ticked, else as the first one.
    pub(super) fn tick_page(self, page: &[Version]) {
        let Some(way) = untrack(|| self.way()).or_else(|| page.iter().find_map(Way::of)) else { return };
        self.0.update(|ticked| {
            for version in page.iter().filter(|version| Way::of(version) == Some(way)) {
                if ticked.len() < SET_LIMIT {
                    ticked.insert(version.id.0, version.clone());
                }
            }
        });
    }

    /// What a page shows anew is known anew; what is moved by another act now, or not at all, is ticked no more.
    pub(super) fn renew(self, page: &[Version]) {
        let ticked = self.0.get_untracked();
        let way = ticked.values().next().and_then(Way::of);
        let changed = page.iter().filter(|version| ticked.get(&version.id.0).is_some_and(|before| before != *version));
        for version in changed {
            self.tick(version, false);
            if Way::of(version) == way {
                self.tick(version, true);
            }
        }
    }

    fn clear(self) {
        self.0.try_set(BTreeMap::new());
    }

    fn all(self) -> Vec<Version> {
        self.0.with_untracked(|ticked| ticked.values().cloned().collect())
    }
}

/// What can be done with the ticked ones, while there are some.
#[component]
pub(super) fn TogetherBar(
    /// The ticked ones.
    together: Together,
    /// What was published from here.
    published: RwSignal<Vec<VersionId>>,
) -> impl IntoView {
    let wish = RwSignal::new(None::<Answer>);
    let way = Memo::new(move |_| together.way());
    let told = move |done: Vec<VersionId>| {
        together.clear();
        published.try_set(done);
    };
    view! {
        {move || way.get().map(|way| view! { <Bar together way wish/> })}
        <AnswerDialog wish on_done=told/>
    }
}

#[component]
fn Bar(together: Together, way: Way, wish: RwSignal<Option<Answer>>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let opinion = RwSignal::new(String::new());
    let own = OwnWork::new();
    own.guard(Signal::derive(move || opinion.with(|opinion| !opinion.trim().is_empty())));
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let send = move |verdict: Verdict| {
        let answer = match way {
            Way::Submit => Answer::Submit(together.all()),
            Way::Accept => Answer::Accept(together.all(), verdict),
            Way::Review => Answer::Review(together.all(), verdict),
            Way::Publish => return wish.set(Some(Answer::Publish(together.all()))),
        };
        busy.set(true);
        failed.set(None);
        let words = opinion.with_untracked(|opinion| opinion.trim().to_owned());
        leptos::task::spawn_local(async move {
            let done = send_plain(answer, words, t).await;
            busy.try_set(false);
            match done {
                Ok(said) => {
                    notices.done(said);
                    together.clear();
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let error = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "opinion", t)))));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("opinion")));
    let main = move || {
        let n = count(together.len());
        t.with(|t| match way {
            Way::Submit => t.duty_submit_several(n),
            Way::Accept => t.duty_accept_several(n),
            Way::Review => t.duty_approve_several(n),
            Way::Publish => t.duty_publish_several(n),
        })
    };
    view! {
        <section class="duty-together" aria-label=move || t.with(|t| t.duty_together())>
            <strong role="status">{move || t.with(|t| t.list_ticked(count(together.len())))}</strong>
            {(way != Way::Publish).then(|| view! {
                <Field label=tr(|t| t.duty_opinion()) hint=tr(|t| t.duty_together_hint()) error optional=true>
                    <TextArea value=opinion rows=2/>
                </Field>
            })}
            <ErrorNote error=above/>
            <div class="actions">
                <Button look=Look::Primary icon=Icon::Check busy on_press=move || send(Verdict::Approve)>{main}</Button>
                {matches!(way, Way::Accept | Way::Review).then(|| view! {
                    <Button busy on_press=move || send(Verdict::Return)>{tr(|t| t.duty_return_several())}</Button>
                })}
                {(way == Way::Accept).then(|| view! {
                    <Button look=Look::Quiet busy on_press=move || send(Verdict::Refuse)>{tr(|t| t.duty_refuse_several())}</Button>
                })}
                <Button look=Look::Quiet icon=Icon::Close on_press=move || together.clear()>{tr(|t| t.list_untick())}</Button>
            </div>
        </section>
    }
}
