//! The words of inspection: kinds, states and acts of plans, what stands in a checklist, and what fields are called.

use crate::Texts;
use crate::words::{Word, words};
use domain::inspection::checklist::score::Answer;
use domain::inspection::checklist::{Deduct, Evidence, ListStage, Target, Unified, Veto};
use domain::inspection::exemplar::ExemplarState;
use domain::inspection::finding::flow::{FindingAct, RecheckWay};
use domain::inspection::finding::{FindingState, Remedy, Severity};
use domain::inspection::overview::Covered;
use domain::inspection::photo::{PhotoPhase, TimeSource, Verdict};
use domain::inspection::plan::{Cover, Coverage, Phase, PlanAct, PlanKind, PlanState, VisitState, WarningKind, Weighting};
use domain::inspection::visit::{Signing, VisitAct};

words! {
    PlanKind { Government => inspect_kind_government, Business => inspect_kind_business, Patrol => inspect_kind_patrol }
    Cover { Open => inspect_cover_open, Covert => inspect_cover_covert }
    Coverage { Sample => inspect_coverage_sample, Full => inspect_coverage_full }
    Weighting { Equal => inspect_weighting_equal, Risk => inspect_weighting_risk }
    PlanState {
        Draft => inspect_state_draft, Pending => inspect_state_pending, Returned => inspect_state_returned,
        Approved => inspect_state_approved, Sealed => inspect_state_sealed, Drawn => inspect_state_drawn, Revoked => inspect_state_revoked,
    }
    Phase { Coming => inspect_phase_coming, Running => inspect_phase_running, Over => inspect_phase_over }
    PlanAct {
        Made => inspect_act_made, Edited => inspect_act_edited, Submitted => inspect_act_submitted, Recalled => inspect_act_recalled,
        Approved => inspect_act_approved, Returned => inspect_act_returned, Sealed => inspect_act_sealed, Drawn => inspect_act_drawn,
        Voided => inspect_act_voided, Replaced => inspect_act_replaced, Released => inspect_act_released, Revoked => inspect_act_revoked,
    }
    VisitState {
        Waiting => inspect_visit_waiting, Begun => visit_state_begun, Submitted => visit_state_submitted, Returned => visit_state_returned,
        Agreed => visit_state_agreed, Standby => inspect_visit_standby, Void => inspect_visit_void,
    }
    Answer { Fits => visit_answer_fits, Partly => visit_answer_partly, Fails => visit_answer_fails, NotApplicable => visit_answer_not_applicable }
    Signing { Open => visit_signing_open, Signed => visit_signing_signed, Refused => visit_signing_refused }
    VisitAct { Begun => visit_act_begun, Submitted => visit_act_submitted, Agreed => visit_act_agreed, Returned => visit_act_returned }
    Severity { Minor => visit_severity_minor, Serious => visit_severity_serious, Grave => visit_severity_grave }
    Remedy {
        OnTheSpot => visit_remedy_on_the_spot, Limited => visit_remedy_limited, Long => visit_remedy_long, Referred => visit_remedy_referred,
    }
    FindingState {
        Open => visit_finding_open, Issued => finding_state_issued, InHand => finding_state_in_hand, Returned => finding_state_returned,
        ToRecheck => finding_state_to_recheck, Objected => finding_state_objected, Referred => finding_state_referred,
        Closed => finding_state_closed, Cancelled => finding_state_cancelled, Withdrawn => visit_finding_withdrawn,
    }
    FindingAct {
        Issued => finding_act_issued, Urged => finding_act_urged, Signed => finding_act_signed, Reported => finding_act_reported,
        Mended => finding_act_mended, Asked => finding_act_asked, Granted => finding_act_granted, Denied => finding_act_denied,
        Objected => finding_act_objected, Upheld => finding_act_upheld, Rejected => finding_act_rejected, Confirmed => finding_act_confirmed,
        Passed => finding_act_passed, Failed => finding_act_failed, Referred => finding_act_referred, Replied => finding_act_replied,
        Planned => finding_act_planned, Reached => finding_act_reached, Cancelled => finding_act_cancelled, Reopened => finding_act_reopened,
    }
    Covered { Never => lead_covered_never, Longer => lead_covered_longer, Within => lead_covered_within }
    RecheckWay { OnSite => finding_way_on_site, Papers => finding_way_papers }
    ExemplarState { Proposed => exemplar_state_proposed, Spread => exemplar_state_spread, Declined => exemplar_state_declined }
    PhotoPhase { Any => visit_photo_any, Before => visit_photo_before, After => visit_photo_after }
    TimeSource { Unknown => visit_photo_time_none, Camera => visit_photo_time_camera, Name => visit_photo_time_name }
    Verdict {
        Nothing => visit_photo_nothing, Fits => visit_photo_fits, Differs => visit_photo_differs, Unreadable => visit_photo_unreadable,
        Open => visit_photo_open,
    }
    WarningKind {
        Cap => inspect_warn_cap, Repeat => inspect_warn_repeat, Overlap => inspect_warn_overlap, Unplanned => inspect_warn_unplanned,
        YearFull => inspect_warn_year_full,
    }
    Unified {
        OrgStaff => inspect_unified_org_staff, SiteSign => inspect_unified_site_sign, Process => inspect_unified_process,
        ItSystem => inspect_unified_it_system, Funding => inspect_unified_funding,
    }
    Target { Station => inspect_target_station, TownCentre => inspect_target_town_centre, SelfService => inspect_target_self_service }
    ListStage { Draft => inspect_stage_draft, Published => inspect_stage_published }
    Deduct { Graded => inspect_deduct_graded, PerFault => inspect_deduct_per_fault }
    Veto { No => inspect_veto_no, Yes => inspect_veto_yes }
    Evidence { None => inspect_evidence_none, Photo => inspect_evidence_photo, Paper => inspect_evidence_paper }
}

/// The name of a field of a plan; none for what is no field of one.
pub fn field_name(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "title" => t.inspect_title(),
        "kind" => t.inspect_kind(),
        "cover" => t.inspect_cover(),
        "coverage" => t.inspect_coverage(),
        "towns" => t.inspect_towns(),
        "from" => t.inspect_from(),
        "until" => t.inspect_until(),
        "checklist" => t.inspect_checklist(),
        "inspectors" => t.inspect_inspectors(),
        "take" => t.inspect_take(),
        "standby" => t.inspect_standby(),
        "per_visit" => t.inspect_per_visit(),
        "weighting" => t.inspect_weighting(),
        "exclusions" => t.inspect_exclusions(),
        "approver" => t.inspect_approver(),
        "basis" => t.inspect_basis(),
        "content" => t.inspect_content(),
        _ => return None,
    })
}

/// The name of a field of a checklist; none for what is no field of one.
pub fn list_field_name(key: &str, t: &Texts) -> Option<String> {
    Some(match key {
        "code" => t.inspect_list_code(),
        "name" => t.inspect_list_name(),
        "target" => t.inspect_list_target(),
        "note" => t.inspect_list_note(),
        "lines" => t.inspect_list_lines(),
        _ => return None,
    })
}

/// What a cell of a checklist's line is called.
pub fn line_cell_name(column: &str, t: &Texts) -> String {
    match column {
        "no" => t.inspect_line_no(),
        "unified" => t.inspect_line_unified(),
        "text" => t.inspect_line_text(),
        "points" => t.inspect_line_points(),
        "deduct" => t.inspect_line_deduct(),
        "each" => t.inspect_line_each(),
        "veto" => t.inspect_line_veto(),
        "evidence" => t.inspect_line_evidence(),
        "guidance" => t.inspect_line_guidance(),
        _ => t.inspect_line_only_if(),
    }
}

/// What is chosen in a cell of a checklist's line, in words.
pub fn line_cell_word(column: &str, cell: &str, t: &Texts) -> String {
    let word = match column {
        "unified" => Unified::from_code(cell).map(|one| one.word(t)),
        "deduct" => Deduct::from_code(cell).map(|one| one.word(t)),
        "veto" => Veto::from_code(cell).map(|one| one.word(t)),
        "evidence" => Evidence::from_code(cell).map(|one| one.word(t)),
        _ => None,
    };
    word.unwrap_or_else(|| cell.to_owned())
}
