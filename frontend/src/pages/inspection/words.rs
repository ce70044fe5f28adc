//! How states are tinted, and how a digest is read out; no view.

use crate::ui::Tint;
use api::inspection::{PlanWarning, RosterShown, RosterWrong};
use domain::inspection::checklist::ListStage;
use domain::inspection::exemplar::ExemplarState;
use domain::inspection::finding::{FindingState, Severity};
use domain::inspection::plan::{Cover, Phase, PlanAct, PlanState, VisitState, WarningKind};
use texts::Texts;
use texts::format::count;

/// How a plan's state is tinted.
pub(super) fn state_tint(state: PlanState) -> Tint {
    match state {
        PlanState::Draft | PlanState::Pending | PlanState::Sealed => Tint::Warn,
        PlanState::Returned => Tint::Bad,
        PlanState::Approved | PlanState::Drawn => Tint::Accent,
        PlanState::Revoked => Tint::Quiet,
    }
}

/// How a phase is tinted.
pub(super) fn phase_tint(phase: Phase) -> Tint {
    match phase {
        Phase::Running => Tint::Accent,
        Phase::Coming | Phase::Over => Tint::Quiet,
    }
}

/// How a manner is tinted.
pub(super) fn cover_tint(cover: Cover) -> Tint {
    match cover {
        Cover::Open => Tint::Quiet,
        Cover::Covert => Tint::Warn,
    }
}

/// How a visit's state is tinted.
pub(in crate::pages) fn visit_tint(state: VisitState) -> Tint {
    match state {
        VisitState::Waiting | VisitState::Begun => Tint::Accent,
        VisitState::Submitted => Tint::Warn,
        VisitState::Returned => Tint::Bad,
        VisitState::Agreed | VisitState::Standby | VisitState::Void => Tint::Quiet,
    }
}

/// How a finding's state is tinted.
pub(in crate::pages) fn finding_tint(state: FindingState) -> Tint {
    match state {
        FindingState::Open | FindingState::ToRecheck | FindingState::Objected => Tint::Warn,
        FindingState::Issued | FindingState::InHand | FindingState::Referred => Tint::Accent,
        FindingState::Returned => Tint::Bad,
        FindingState::Closed | FindingState::Cancelled | FindingState::Withdrawn => Tint::Quiet,
    }
}

/// How a severity is tinted.
pub(in crate::pages) fn severity_tint(severity: Severity) -> Tint {
    match severity {
        Severity::Minor => Tint::Quiet,
        Severity::Serious => Tint::Warn,
        Severity::Grave => Tint::Bad,
    }
}

/// How an exemplar's state is tinted.
pub(super) fn exemplar_tint(state: ExemplarState) -> Tint {
    match state {
        ExemplarState::Proposed => Tint::Warn,
        ExemplarState::Spread => Tint::Accent,
        ExemplarState::Declined => Tint::Quiet,
    }
}

/// How a version is tinted.
pub(super) fn stage_tint(stage: ListStage) -> Tint {
    match stage {
        ListStage::Draft => Tint::Warn,
        ListStage::Published => Tint::Accent,
    }
}

/// Somebody else has said something with it.
pub(super) fn is_verdict(act: PlanAct) -> bool {
    matches!(act, PlanAct::Approved | PlanAct::Returned)
}

/// A digest in groups of four characters, as it is read out.
pub(super) fn groups(digest: &str) -> Vec<String> {
    let characters: Vec<char> = digest.chars().collect();
    characters.chunks(4).map(|group| group.iter().collect()).collect()
}

/// Names that are typed in one line, separated by any comma.
pub(super) fn names_in(typed: &str) -> Vec<String> {
    let parts = typed.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
    parts.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What a warning says; `places` are the names of its places.
pub(super) fn warned(warning: &PlanWarning, places: &[String], t: &Texts) -> String {
    let mut named = places.join(&t.merge_comma());
    if warning.n > i64::try_from(places.len()).unwrap_or(i64::MAX) && !places.is_empty() {
        named.push_str(&t.inspect_and_more());
    }
    let (n, limit) = (count(warning.n), count(i64::from(warning.limit)));
    let plan = if warning.named.is_empty() { t.inspect_another_plan() } else { warning.named.clone() };
    let year = warning.year.map(|year| year.to_string()).unwrap_or_default();
    match warning.kind {
        WarningKind::Cap => t.inspect_warned_cap(n, named, limit),
        WarningKind::Repeat => t.inspect_warned_repeat(n, named, limit, plan),
        WarningKind::Overlap => t.inspect_warned_overlap(n, named, plan),
        WarningKind::Unplanned => t.inspect_warned_unplanned(year),
        WarningKind::YearFull => t.inspect_warned_year_full(year, n, limit),
    }
}

/// Why nothing can be drawn from a roster.
pub(super) fn wrong(shown: &RosterShown, t: &Texts) -> Option<String> {
    let at = || {
        let named = shown.roster.objects.iter().find(|object| object.code == shown.wrong_at);
        named.map_or_else(|| shown.wrong_at.clone(), |object| object.name.clone())
    };
    Some(match shown.wrong? {
        RosterWrong::Take => t.inspect_wrong_take(),
        RosterWrong::Inspectors => t.inspect_wrong_inspectors(at()),
        RosterWrong::Empty => t.inspect_wrong_empty(),
        RosterWrong::Other => t.inspect_wrong_other(at()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_out_in_fours() {
        let digest = "0123456789abcdef".repeat(4);
        let groups = groups(&digest);
        assert_eq!(groups.len(), 16);
        assert_eq!(groups.concat(), digest);
        assert_eq!(super::groups("abcde"), ["abcd", "e"]);
    }

    #[test]
    fn witnesses_stand_in_one_line() {
        assert_eq!(names_in("张三、李四，王五, Ann Lee"), ["张三", "李四", "王五", "Ann Lee"]);
        assert!(names_in(" 、 ").is_empty());
    }
}
