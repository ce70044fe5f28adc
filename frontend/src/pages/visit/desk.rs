//! What the parts of a visit's screen share; `Copy` handles.

use super::answers::Sheet;
use super::photos::Picked;
use super::saving::Saver;
use super::words::element_id;
use crate::state::{Wording, texts};
use crate::ui::{Notices, use_notices};
use api::inspection::{FindingRow, VisitMay, VisitShown};
use domain::attachment::AttachmentId;
use domain::inspection::checklist::score::{Answer, Score, asked};
use domain::inspection::checklist::{Deduct, Line};
use domain::inspection::finding::{FindingFields, FindingState};
use domain::inspection::plan::VisitState;
use domain::inspection::visit::{Missing, PartyFields, given, missing, score};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen::JsCast;

/// What lies open above the screen.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Open {
    /// A finding's form: one that is there, or a new one with what it begins with.
    Finding(Option<Box<FindingRow>>, Box<FindingFields>),
    /// Why a finding is withdrawn.
    Withdraw(Box<FindingRow>),
    /// Who was there.
    Party,
    /// What is missing, and handing in.
    Submit,
    /// The reviewer's word.
    Review,
    /// Files before they are taken in.
    Photos(Box<Picked>),
    /// A photo, large.
    Photo(AttachmentId),
    /// Why a photo is withdrawn.
    WithdrawPhoto(AttachmentId),
}

/// What the caller does here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// He was sent and writes.
    Write,
    /// He was not there and reviews.
    Review,
    /// He reads.
    Read,
}

/// The screen of a visit.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The visit as it was last read.
    pub(super) shown: Memo<VisitShown>,
    /// Asks for it again.
    pub(super) reload: Callback<()>,
    /// What stands at each line.
    pub(super) sheet: RwSignal<Sheet>,
    /// Keeps it.
    pub(super) saver: Saver,
    /// The line that is looked at, by its number.
    pub(super) current: RwSignal<String>,
    /// What lies open.
    pub(super) open: RwSignal<Option<Open>>,
    /// What a reviewer wants mended, by line.
    pub(super) reasons: RwSignal<BTreeMap<String, String>>,
    /// The score by what stands on the screen.
    pub(super) score: Memo<Score>,
    /// The lines that are asked, by what stands on the screen.
    pub(super) asked: Memo<BTreeSet<String>>,
    /// What the caller does.
    pub(super) mode: Memo<Mode>,
    /// Files are being asked for.
    pub(super) asking: RwSignal<bool>,
    /// Where it is told what was done.
    pub(super) notices: Notices,
    /// In whose words.
    pub(super) t: Wording,
}

impl Desk {
    /// Of a visit that has come; to be made inside of a component.
    pub(super) fn new(first: VisitShown, latest: Memo<Option<VisitShown>>, reload: Callback<()>) -> Self {
        let stored = first.record.as_ref().map(|record| record.answers.as_slice()).unwrap_or_default();
        let sheet = RwSignal::new(Sheet::of(stored));
        let (id, begins) = (first.visit.id, first.list.lines.first().map(|line| line.no.clone()).unwrap_or_default());
        let shown = Memo::new(move |_| latest.get().unwrap_or_else(|| first.clone()));
        let of_sheet = Memo::new(move |_| sheet.with(Sheet::filled));
        let fixed = Memo::new(move |_| {
            shown.with(|shown| shown.record.as_ref().filter(|record| record.is_fixed).map(|record| record.score.clone()))
        });
        let score =
            Memo::new(move |_| fixed.get().unwrap_or_else(|| shown.with(|shown| of_sheet.with(|filled| score(&shown.list.lines, filled)))));
        let asked = Memo::new(move |_| {
            shown.with(|shown| {
                of_sheet.with(|filled| asked(&shown.list.lines, &given(filled)).into_iter().map(|line| line.no.clone()).collect())
            })
        });
        let mode = Memo::new(move |_| {
            shown.with(|shown| match () {
                () if shown.may.contains(&VisitMay::Write) => Mode::Write,
                () if shown.may.contains(&VisitMay::Review) => Mode::Review,
                () => Mode::Read,
            })
        });
        // What others have answered is taken over as it comes.
        Effect::new(move |before: Option<()>| {
            let read = shown.with(|shown| shown.record.as_ref().map(|record| record.answers.clone()));
            if let (Some(()), Some(rows)) = (before, read) {
                sheet.update(|sheet| sheet.read(&rows));
            }
        });
        Self {
            shown,
            reload,
            sheet,
            saver: Saver::new(id, sheet),
            current: RwSignal::new(begins),
            open: RwSignal::new(None),
            reasons: RwSignal::new(BTreeMap::new()),
            score,
            asked,
            mode,
            asking: RwSignal::new(false),
            notices: use_notices(),
            t: texts(),
        }
    }

    /// The lines of the list.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.shown.with_untracked(|shown| shown.list.lines.clone())
    }

    /// Who was there, as it is stored; tracked.
    pub(super) fn party(&self) -> PartyFields {
        self.shown.with(|shown| shown.record.as_ref().map(|record| record.party.fields.clone()).unwrap_or_default())
    }

    /// What is missing, by what stands on the screen; tracked.
    pub(super) fn missing(&self) -> Vec<Missing> {
        let party = self.party();
        self.shown.with(|shown| self.sheet.with(|sheet| missing(&shown.list.lines, &sheet.filled(), &party, shown.visit.cover)))
    }

    /// Findings that hold; tracked.
    pub(super) fn findings(&self) -> Vec<FindingRow> {
        let all = self.shown.with(|shown| shown.record.as_ref().map(|record| record.findings.clone()).unwrap_or_default());
        all.into_iter().filter(|one| one.state != FindingState::Withdrawn).collect()
    }

    /// It is handed in, and not sent back; tracked.
    pub(super) fn is_handed_in(&self) -> bool {
        self.shown.with(|shown| matches!(shown.visit.state, VisitState::Submitted | VisitState::Agreed))
    }

    /// Answers a line; the same again takes it back.
    pub(super) fn answer(self, line: &str, answer: Answer) {
        let is_counted =
            self.shown.with_untracked(|shown| shown.list.lines.iter().any(|one| one.no == line && one.deduct == Deduct::PerFault));
        self.sheet.update(|sheet| {
            sheet.set(line, |filled| {
                filled.answer = if filled.answer == Some(answer) { None } else { Some(answer) };
                // Partly in order is at least one fault.
                if is_counted && filled.answer == Some(Answer::Partly) {
                    filled.faults = filled.faults.max(1);
                }
            });
        });
        self.saver.now();
    }

    /// Counts faults of a line up or down.
    pub(super) fn count(self, line: &str, up: bool) {
        self.sheet.update(|sheet| {
            sheet.set(line, |filled| {
                let n = filled.faults;
                filled.faults = if up { n.saturating_add(1).min(domain::inspection::visit::FAULTS_MOST) } else { n.saturating_sub(1) };
            });
        });
        self.saver.now();
    }

    /// Opens the form of a new finding at a line.
    pub(super) fn raise(self, line: Option<&Line>) {
        let fields = line.map_or_else(FindingFields::default, |line| FindingFields {
            line: line.no.clone(),
            unified: line.unified,
            ..FindingFields::default()
        });
        self.open.set(Some(Open::Finding(None, Box::new(FindingFields { days: USUAL_DAYS, ..fields }))));
    }

    /// Goes to a line, with the focus.
    pub(super) fn go_to(self, line: &str) {
        self.current.set(line.to_owned());
        focus(&element_id("visit-line", line));
    }
}

/// Working days that a form begins with.
const USUAL_DAYS: u32 = 15;

/// Gives the focus to an element, once it can have it, and brings it into sight.
pub(super) fn focus(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        let found = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(element) = found {
            // Fails only for what can't have the focus.
            let _ = element.focus();
            crate::ui::scroll_near(&element);
        }
    });
}
