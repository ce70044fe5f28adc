//! The words for the district's own types: roles, levels, measures, grades.

use crate::Texts;
use domain::account::{AccountStanding, AccountState, GrantStanding, Role};
use domain::calendar::{DayKind, Unit};
use domain::catalogue::availability::OfferState;
use domain::catalogue::codes::{
    Audience, BodyNature, ChannelKind, Handling, ItemKind, ItemState, MaterialForm, MaterialKind, MaterialNeed, MaterialSource, Origin,
    Reach, Reducible,
};
use domain::catalogue::parts::PartKind;
use domain::catalogue::proposal::ProposalState;
use domain::catalogue::provincial;
use domain::catalogue::release::ReleaseStanding;
use domain::catalogue::{Category, Holds, ModuleState};
use domain::change::{self, ChangeKind, ChangeState};
use domain::duty::differ::Adjustment;
use domain::duty::{DutyList, RiskLevel, flow};
use domain::figures::{Absent, Facet, Measure};
use domain::import::ImportKind;
use domain::meeting::MeetingState;
use domain::period::Preset;
use domain::place::Level;
use domain::point::PointKind;
use domain::rating::{AssessNo, Channel, Grade, PersonType, RatedObject, Standing};
use domain::register::Register;
use domain::supervision::{self, flow as matter, light::Light};
use domain::task::Group;
use domain::task::flow::{TaskAct, TaskState};

/// A value that has a word in every language.
pub trait Word {
    /// The word.
    fn word(&self, t: &Texts) -> String;
}

macro_rules! words {
    ($($ty:ty { $($variant:ident => $message:ident),+ $(,)? })+) => {
        $(impl Word for $ty {
            fn word(&self, t: &Texts) -> String {
                match self { $(Self::$variant => t.$message()),+ }
            }
        })+
    };
}
pub(crate) use words;

words! {
    Role {
        Leader => word_role_leader, Inspector => word_role_inspector, CatalogueAdmin => word_role_catalogue_admin,
        DepartmentHandler => word_role_department_handler, TownAdmin => word_role_town_admin, StationClerk => word_role_station_clerk,
        AssetsAdmin => word_role_assets_admin, Approver => word_role_approver, SystemAdmin => word_role_system_admin,
        SecurityAdmin => word_role_security_admin, SecurityAuditor => word_role_security_auditor,
        BusinessAuditor => word_role_business_auditor,
    }
    change::Unit { Place => change_unit_place, Body => change_unit_body, Point => change_unit_point }
    ChangeKind {
        Rename => change_kind_rename, Recode => change_kind_recode, Open => change_kind_open, Close => change_kind_close,
        Merge => change_kind_merge, Split => change_kind_split,
    }
    ChangeState {
        Planned => change_state_planned, Done => change_state_done, Revoked => change_state_revoked, Failed => change_state_failed,
    }
    DayKind {
        Workday => calendar_kind_workday, MakeUp => calendar_kind_make_up, Weekend => calendar_kind_weekend,
        Holiday => calendar_kind_holiday,
    }
    provincial::Standing {
        New => word_standing_new, Changed => word_standing_changed, Withdrawn => word_standing_withdrawn, Same => word_standing_same,
    }
    supervision::Source {
        Instruction => word_source_instruction, Meeting => word_source_meeting, Inspection => word_source_inspection,
        BadRating => word_source_bad_rating, Hotline => word_source_hotline, Superior => word_source_superior, Other => word_source_other,
    }
    Group {
        District => word_task_group_district, Local => word_task_group_local, HumanResources => word_task_group_human_resources,
        Justice => word_task_group_justice, Lists => word_task_group_lists,
    }
    TaskState {
        Planned => word_task_planned, Underway => word_task_underway, Done => word_task_done, Halted => word_task_halted,
    }
    TaskAct {
        Added => word_task_act_added, Edited => word_task_act_edited, Reported => word_task_act_reported, Finished => word_task_act_finished,
        Halted => word_task_act_halted, Resumed => word_task_act_resumed, Reopened => word_task_act_reopened,
    }
    MeetingState { Draft => word_meeting_draft, Issued => word_meeting_issued, Revoked => word_meeting_revoked }
    Light { Red => word_light_red, Yellow => word_light_yellow, Green => word_light_green }
    matter::State {
        Unissued => word_matter_unissued, Unsigned => word_matter_unsigned, InHand => word_matter_in_hand, InReview => word_matter_in_review,
        Halted => word_matter_halted, Completed => word_matter_completed, Closed => word_matter_closed, Revoked => word_matter_revoked,
    }
    matter::Act {
        Registered => word_matter_act_registered, Edited => word_matter_act_edited, Issued => word_matter_act_issued,
        Signed => word_matter_act_signed, Reported => word_matter_act_reported, Submitted => word_matter_act_submitted,
        Passed => word_matter_act_passed, Returned => word_matter_act_returned, Asked => word_matter_act_asked,
        Granted => word_matter_act_granted, Denied => word_matter_act_denied, Urged => word_matter_act_urged, Recounted => word_matter_act_recounted,
        Halted => word_matter_act_halted, Resumed => word_matter_act_resumed, Closed => word_matter_act_closed,
        Revoked => word_matter_act_revoked,
    }
    DutyList {
        Powers => word_duty_list_powers, TownBasic => word_duty_list_town_basic, TownAssist => word_duty_list_town_assist,
        TownRecalled => word_duty_list_town_recalled,
    }
    RiskLevel { High => word_risk_high, Medium => word_risk_medium, Low => word_risk_low }
    flow::Stage {
        Draft => word_duty_stage_draft, Proposed => word_duty_stage_proposed, Review => word_duty_stage_review,
        Approved => word_duty_stage_approved, Planned => word_duty_stage_planned, Published => word_duty_stage_published,
        Refused => word_duty_stage_refused, Dropped => word_duty_stage_dropped,
    }
    flow::Deed { Add => word_duty_deed_add, Change => word_duty_deed_change, Withdraw => word_duty_deed_withdraw }
    Adjustment { Added => word_duty_deed_add, Changed => word_duty_deed_change, Withdrawn => word_duty_deed_withdraw }
    flow::Standing {
        Drafting => word_duty_standing_drafting, Reviewing => word_duty_standing_reviewing, Published => word_duty_standing_published,
        Abolished => word_duty_standing_abolished,
    }
    flow::Act {
        Written => word_duty_act_written, Submitted => word_duty_act_submitted, Accepted => word_duty_act_accepted,
        Approved => word_duty_act_approved, Returned => word_duty_act_returned, Refused => word_duty_act_refused,
        Planned => word_duty_act_planned, Unplanned => word_duty_act_unplanned, Published => word_duty_act_published,
        Dropped => word_duty_act_dropped,
    }
    ReleaseStanding {
        Drafting => word_release_drafting, Reviewing => word_release_reviewing, Published => word_release_published,
        Ahead => word_release_ahead, Abolished => word_release_abolished,
    }
    ProposalState {
        Open => word_proposal_open, Accepted => word_proposal_accepted, Refused => word_proposal_refused, Withdrawn => word_proposal_withdrawn,
    }
    provincial::Decision { Open => word_decision_open, Claimed => word_decision_claimed, Declined => word_decision_declined }
    Unit { Day => calendar_unit_day, Workday => calendar_unit_workday, NaturalDay => calendar_unit_natural_day }
    Level { District => word_level_district, Town => word_level_town, Village => word_level_village }
    PointKind {
        DistrictCentre => word_point_district_centre, TownCentre => word_point_town_centre, Station => word_point_station,
        SelfService => word_point_self_service,
    }
    Preset {
        LastWeek => word_preset_last_week, ThisWeek => word_preset_this_week, MonthToDate => word_preset_month_to_date,
        LastMonth => word_preset_last_month, QuarterToDate => word_preset_quarter_to_date, YearToDate => word_preset_year_to_date,
        TwelveMonths => word_preset_twelve_months,
    }
    Measure {
        Cases => word_measure_cases, RatingRate => word_measure_rating_rate, ActiveRate => word_measure_active_rate,
        BadPer10k => word_measure_bad_per_10k, SatisfiedRate => word_measure_satisfied_rate,
    }
    Absent {
        NoCaseData => word_absent_no_case_data, ZeroCases => word_absent_zero_cases, NoRatings => word_absent_no_ratings,
        CasesIncomplete => word_absent_cases_incomplete,
    }
    Grade {
        VeryBad => word_grade_very_bad, Bad => word_grade_bad, Fair => word_grade_fair, Good => word_grade_good, VeryGood => word_grade_very_good,
    }
    Channel {
        Pc => word_channel_pc, Mobile => word_channel_mobile, QrCode => word_channel_qr_code, HallTablet => word_channel_hall_tablet,
        HallOther => word_channel_hall_other, Sms => word_channel_sms, SystemDefault => word_channel_system_default,
    }
    AssessNo { First => word_assess_first, FollowUp => word_assess_follow_up }
    RatedObject { Case => word_object_case, Item => word_object_item, Staff => word_object_staff, Site => word_object_site }
    PersonType { Person => word_person_type_person, Organisation => word_person_type_organisation }
    Standing {
        Counted => word_standing_counted, Default => word_standing_default, Superseded => word_standing_superseded,
        Excluded => word_standing_excluded, AppealUpheld => word_standing_appeal_upheld,
    }
    Facet {
        Item => word_facet_item, Body => word_facet_body, Module => word_facet_module, Channel => word_facet_channel, Reason => word_facet_reason,
        Window => word_facet_window,
    }
    Register {
        Bodies => word_register_bodies, Points => word_register_points, Accounts => word_register_accounts, Units => word_register_units,
        Items => word_register_items, Duties => word_register_duties,
    }
    ImportKind { Ratings => word_import_kind_ratings, Cases => word_import_kind_cases }
    AccountStanding {
        Active => word_account_active, Invited => word_account_invited, CodeOver => word_account_code_over, Locked => word_account_locked,
        Closed => word_account_closed,
    }
    GrantStanding {
        InForce => grant_standing_in_force, Coming => grant_standing_coming, Over => grant_standing_over, Ended => grant_standing_ended,
    }
    Category {
        GovService => word_category_gov_service, Party => word_category_party, Special => word_category_special,
        OrgOps => word_category_org_ops, Assets => word_category_assets, Convenience => word_category_convenience,
    }
    Holds { Items => word_holds_items, Content => word_holds_content }
    ModuleState { Preparing => word_module_preparing, Active => word_module_active, Suspended => word_module_suspended }
    ItemKind {
        Permit => word_item_kind_permit, Penalty => word_item_kind_penalty, Coercion => word_item_kind_coercion, Levy => word_item_kind_levy, Grant => word_item_kind_grant, Inspection => word_item_kind_inspection, Confirmation => word_item_kind_confirmation, Reward => word_item_kind_reward, Adjudication => word_item_kind_adjudication, Other => word_item_kind_other, PublicService => word_item_kind_public_service,
    }
    Origin {
        Province => word_origin_province, Local => word_origin_local,
    }
    ItemState {
        Active => word_item_state_active, Suspended => word_item_state_suspended, Cancelled => word_item_state_cancelled,
    }
    BodyNature {
        Statutory => word_nature_statutory, Authorised => word_nature_authorised, Entrusted => word_nature_entrusted,
    }
    Handling {
        Instant => word_handling_instant, Promised => word_handling_promised,
    }
    Audience {
        Person => word_audience_person, LegalPerson => word_audience_legal_person, OtherOrganisation => word_audience_other_organisation,
    }
    Reach {
        None => word_reach_none, District => word_reach_district, City => word_reach_city, Province => word_reach_province, Nation => word_reach_nation,
    }
    MaterialNeed {
        Required => word_need_required, Optional => word_need_optional, Deferrable => word_need_deferrable,
    }
    MaterialKind {
        Original => word_material_kind_original, Copy => word_material_kind_copy, Both => word_material_kind_both,
    }
    MaterialForm {
        Paper => word_material_form_paper, Electronic => word_material_form_electronic, Either => word_material_form_either,
    }
    MaterialSource {
        Applicant => word_material_source_applicant, Government => word_material_source_government, Other => word_material_source_other,
    }
    ChannelKind {
        Window => word_channel_kind_window, Online => word_channel_kind_online, SelfService => word_channel_kind_self_service, Mobile => word_channel_kind_mobile, Wechat => word_channel_kind_wechat, Post => word_channel_kind_post,
    }
    Reducible {
        No => word_reducible_no, Yes => word_reducible_yes,
    }
    OfferState { Offered => word_offer_offered, Planned => word_offer_planned, Suspended => word_offer_suspended }
    AccountState { Invited => word_account_invited, Active => word_account_active, Closed => word_account_closed }
}

/// The name of a cell of a row.
pub fn cell_name(kind: PartKind, column: &str, t: &Texts) -> String {
    match (kind, column) {
        (_, "law") => t.item_cell_law(),
        (_, "article") => t.item_cell_article(),
        (PartKind::Basis, _) => t.item_cell_basis_text(),
        (PartKind::Conditions, _) => t.item_cell_condition(),
        (PartKind::Steps, "name") => t.item_cell_step(),
        (_, "content") => t.item_cell_content(),
        (_, "handler") => t.item_cell_handler(),
        (_, "term") => t.item_cell_term(),
        (PartKind::Materials, "name") => t.item_cell_material(),
        (_, "need") => t.item_cell_need(),
        (PartKind::Materials, "kind") => t.item_cell_material_kind(),
        (_, "form") => t.item_cell_form(),
        (_, "copies") => t.item_cell_copies(),
        (_, "spec") => t.item_cell_spec(),
        (_, "source") => t.item_cell_source(),
        (_, "source_note") => t.item_cell_source_note(),
        (PartKind::Materials, "standard") => t.item_cell_standard(),
        (_, "blank") => t.item_cell_blank(),
        (_, "sample") => t.item_cell_sample(),
        (PartKind::Materials, "basis") => t.item_cell_material_basis(),
        (PartKind::Fees, "name") => t.item_cell_fee(),
        (_, "standard") => t.item_cell_fee_standard(),
        (_, "basis") => t.item_cell_fee_basis(),
        (_, "reducible") => t.item_cell_reducible(),
        (_, "reduction") => t.item_cell_reduction(),
        (PartKind::Results, "name") => t.item_cell_result(),
        (PartKind::Results, "kind") => t.item_cell_result_kind(),
        (_, "delivery") => t.item_cell_delivery(),
        (_, "kind") => t.item_cell_channel(),
        (_, "address") => t.item_cell_address(),
        (_, "hours") => t.item_cell_hours(),
        (_, "question") => t.item_cell_question(),
        (_, "answer") => t.item_cell_answer(),
        _ => t.item_cell_note(),
    }
}

/// The word of a cell of an item's rows in which something is chosen; the text itself elsewhere.
pub fn cell_word(kind: PartKind, column: &str, cell: &str, t: &Texts) -> String {
    let word = match (kind, column) {
        (PartKind::Materials, "need") => MaterialNeed::from_code(cell).map(|w| w.word(t)),
        (PartKind::Materials, "kind") => MaterialKind::from_code(cell).map(|w| w.word(t)),
        (PartKind::Materials, "form") => MaterialForm::from_code(cell).map(|w| w.word(t)),
        (PartKind::Materials, "source") => MaterialSource::from_code(cell).map(|w| w.word(t)),
        (PartKind::Fees, "reducible") => Reducible::from_code(cell).map(|w| w.word(t)),
        (PartKind::Channels, "kind") => ChannelKind::from_code(cell).map(|w| w.word(t)),
        _ => None,
    };
    word.unwrap_or_else(|| cell.to_owned())
}

/// Who did it: a person's name stays as it is.
pub fn who(name: &str, t: &Texts) -> String {
    match name {
        "system" => t.audit_who_system(),
        "nobody" => t.audit_who_nobody(),
        "local operator" => t.audit_who_local_operator(),
        name => name.to_owned(),
    }
}

/// What a person in that role comes to do, in a few words.
pub fn role_does(role: Role, t: &Texts) -> String {
    match role {
        Role::Leader => t.word_role_leader_does(),
        Role::Inspector => t.word_role_inspector_does(),
        Role::CatalogueAdmin => t.word_role_catalogue_admin_does(),
        Role::DepartmentHandler => t.word_role_department_handler_does(),
        Role::TownAdmin => t.word_role_town_admin_does(),
        Role::StationClerk => t.word_role_station_clerk_does(),
        Role::AssetsAdmin => t.word_role_assets_admin_does(),
        Role::Approver => t.word_role_approver_does(),
        Role::SystemAdmin => t.word_role_system_admin_does(),
        Role::SecurityAdmin => t.word_role_security_admin_does(),
        Role::SecurityAuditor => t.word_role_security_auditor_does(),
        Role::BusinessAuditor => t.word_role_business_auditor_does(),
    }
}

/// A measure's definition: numerator, denominator, what is left out.
pub fn measure_means(measure: Measure, t: &Texts) -> String {
    match measure {
        Measure::Cases => t.word_measure_cases_means(),
        Measure::RatingRate => t.word_measure_rating_rate_means(),
        Measure::ActiveRate => t.word_measure_active_rate_means(),
        Measure::BadPer10k => t.word_measure_bad_per_10k_means(),
        Measure::SatisfiedRate => t.word_measure_satisfied_rate_means(),
    }
}

/// The weekday, Monday = 0.
pub fn weekday(index: u8, t: &Texts) -> String {
    match index {
        0 => t.word_weekday_1(),
        1 => t.word_weekday_2(),
        2 => t.word_weekday_3(),
        3 => t.word_weekday_4(),
        4 => t.word_weekday_5(),
        5 => t.word_weekday_6(),
        _ => t.word_weekday_7(),
    }
}
