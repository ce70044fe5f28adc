//! The list of all operations; the service's dispatch and the tests walk it.

use crate::{Effect, Operation, Permission};

/// Calls a macro once with the path of every operation.
#[macro_export]
macro_rules! for_each_operation {
    ($each:ident) => {
        $each! {
            session::Show, session::Open, session::Enter, session::Close, session::Enrol, session::ChangePassword,
            session::JudgePassword, session::SavePreference,
            setup::Finish,
            account::List, account::ListForGrants, account::Create, account::Invite, account::SetClosed,
            account::GiveGrant, account::EndGrant,
            place::Tree, place::SetActive, place::SetCutoff,
            body::List, body::Save, body::ListSources, body::SaveSource,
            point::List, point::Create, point::Save,
            job::Show, job::List, job::Cancel,
            import::Preview, import::Start, import::Problems, import::Returned,
            rating::List, rating::Show, rating::ShowRater, rating::SetStanding, rating::Export,
            case::List, case::Export,
            overview::Summary, overview::Grid, overview::Trend, overview::Facets, overview::Hours,
            audit::List, audit::Verify, audit::VerifyRollups,
            calendar::ListYears, calendar::ShowYear, calendar::Preview, calendar::Import, calendar::Count,
            change::Preview, change::Make, change::List, change::Revoke,
            backup::Show, backup::Make, backup::ShowWork, backup::CancelWork, backup::Verify, backup::Drill, backup::Restore,
            backup::RevokeRestore, backup::Remove, backup::RemoveReplaced, backup::SaveSchedule, backup::SetFolder,
            backup::RelocateKeys, backup::RenewKey,
            erasure::Show, erasure::Save, erasure::Now,
            diagnosis::Preview, diagnosis::Write,
            rating::Count, rating::SetStandings, case::Count,
            account::Export, account::ExportGrants, account::CloseSeveral, account::EndGrants,
            body::Export, import::ListHistory, import::ExportHistory, import::Settle,
            audit::Count, audit::ListPeople, audit::Export, exception::List, exception::Export,
            view::List, view::Save, view::Drop, draft::List, draft::Show, draft::Keep, draft::Drop,
            notice::List, notice::MarkRead, history::List, history::Undo, home::Show, home::ListStations,
            register::PreviewBodies, register::ImportBodies, register::ReturnBodies,
            register::PreviewPoints, register::ImportPoints, register::ReturnPoints,
            register::PreviewAccounts, register::ImportAccounts, register::ReturnAccounts,
            register::PreviewUnits, register::ImportUnits, register::ReturnUnits,
            point::Export, place::Export, account::Rename,
            catalogue::ListModules, catalogue::SaveModule, catalogue::ExportModules,
            item::ListItems, item::ShowItemMenus, item::ShowItem, item::SaveItem, item::ExportItems, item::ExportGuides, item::ShowRules, item::SaveRules, item::VerifyItems, item::PreviewCells, item::ChangeCells,
            item::ListReleases, item::CountReleases, item::ShowReleases, item::CompareTexts, item::SubmitItems, item::ReviewReleases,
            item::PublishReleases, item::TakeBackRelease, item::CompareItemDates, item::ListItemsThen, item::ExportItemsThen, item::ExportItemAdjustment,
            item::ListProposals, item::CountProposals, item::ShowProposal, item::SaveProposal, item::WithdrawProposal,
            item::AcceptProposal, item::RefuseProposal,
            register::PreviewItems, register::ImportItems, register::ReturnItems,
            availability::ShowMatrix, availability::ListOffers, availability::ExportMatrix, availability::ShowCoverage,
            availability::ShowItemOffers, availability::ShowPointOffers, availability::PreviewOffers, availability::SetOffers,
            provincial::PreviewEdition, provincial::LoadEdition, provincial::ReturnEdition, provincial::ListEditions,
            provincial::ListRows, provincial::ShowRow, provincial::PreviewDecision, provincial::Decide,
            duty::ListDuties, duty::CountDuties, duty::ShowDutyTree, duty::ShowDuty, duty::VerifyDuties, duty::ListDrafts, duty::CountDrafts, duty::SaveDraft, duty::TakeFlowChart, duty::PreviewCells, duty::ChangeCells, duty::DropDraft, duty::RebaseDraft, duty::WithdrawDuty,
            duty::SubmitDrafts, duty::AcceptDrafts, duty::ReviewDrafts, duty::PublishDrafts, duty::RevokePlan, duty::CompareVersions,
            duty::CompareDates, duty::ExportAdjustment, duty::ExportPaper, duty::ExportDuties, open::ExportOpen, register::ShowProgress, register::PreviewDuties, register::ImportDuties,
            register::ReturnDuties, duty::ShowChain, duty::SetChain,
            supervision::ListMatters, supervision::CountMatters, supervision::ShowMatter, supervision::ListLinked, supervision::ProposeMatter,
            supervision::SaveMatter, supervision::RevokeMatter, supervision::IssueMatter, supervision::SignMatter, supervision::ReportMatter,
            supervision::AskExtension, supervision::DecideExtension, supervision::ReviewMatter, supervision::ReturnMatter,
            supervision::UrgeMatters, supervision::HaltMatter, supervision::ResumeMatter, supervision::CloseMatter,
            supervision::ShowSupervisionRules, supervision::SaveSupervisionRules, supervision::MakeForm, supervision::PreviewForm,
            supervision::TakeForm, supervision::PreviewPhotos, supervision::TakePhotos, attachment::ShowAttachment, attachment::WithdrawAttachment,
            supervision::ExportMatters, supervision::ExportPaper,
            task::ListGroups, task::SaveGroup, task::ListTasks, task::CountTasks, task::ShowTask, task::SaveTask, task::ReportTask,
            task::MakeTaskForm, task::PreviewTaskForm, task::TakeTaskForm, task::HaltTask, task::ResumeTask, task::PlanTasks, task::LoadTasks, task::ShowBuilding, task::ExportTasks,
            meeting::ListMeetings, meeting::ShowMeeting, meeting::SaveMeeting, meeting::IssueMeeting, meeting::RevokeMeeting,
            meeting::TurnAgreed, meeting::ExportMinutes,
            inspection::ListChecklists, inspection::ShowChecklist, inspection::SaveChecklist, inspection::PublishChecklist,
            inspection::ExportChecklist, inspection::ReadChecklist,
            inspection::ListPlans, inspection::CountPlans, inspection::ShowPlan, inspection::SavePlan, inspection::SubmitPlan, inspection::RecallPlan,
            inspection::DecidePlan, inspection::RevokePlan, inspection::ReleasePlan, inspection::ListPeople, inspection::ListYears,
            inspection::SaveYear, inspection::ShowInspectionRules, inspection::SaveInspectionRules, inspection::ShowRoster,
            inspection::SealRoster, inspection::MakeDraw, inspection::ExportCertificate, inspection::ListVisits, inspection::CountVisitDays,
            inspection::SetVisitDays, inspection::ReplaceVisit, inspection::FindForm, inspection::ExportForms, inspection::ShowVisit, inspection::BeginVisit, inspection::SaveParty, inspection::SaveAnswer,
            inspection::ShowAnswers, inspection::SaveFinding, inspection::WithdrawFinding, inspection::SubmitVisit, inspection::ReviewVisit,
            inspection::ExportVisit, inspection::PreviewVisitPhotos, inspection::TakeVisitPhotos, inspection::SaveVisitPhoto,
            inspection::CoverVisitPhoto, inspection::WithdrawVisitPhoto, inspection::LocateStation,
            inspection::ListFindings, inspection::CountFindings, inspection::ShowFinding, inspection::AnswerFinding,
            inspection::HandleFinding, inspection::DecideFinding, inspection::ConfirmFinding, inspection::HandleFindings,
            inspection::TakeReply, inspection::ReadLedger, inspection::TakeLedger, inspection::ExportFindings, inspection::ExportFindingPaper, inspection::ExportConclusion,
            inspection::ExportBulletin, inspection::ListExemplars, inspection::ProposeExemplar, inspection::DecideExemplar,
            inspection::ShowInspectionOverview, inspection::ListCoverage, inspection::ExportCoverage,
            packet::MakeRequest, packet::PreviewRequest, packet::EnrolDevice, packet::ListDevices, packet::RevokeDevice, packet::PreviewGrant,
            packet::TakeGrant, packet::OfferVisits, packet::MakePacket, packet::ListPackets, packet::ShowOutpost, packet::TakePacket,
            packet::MakeReturn, packet::PreviewBack, packet::MergeBack, packet::ListOps, packet::SettleOp, packet::RetryOps
        }
    };
}

/// What is known of an operation without running it.
#[derive(Clone, Debug)]
pub struct OperationInfo {
    /// `area.object.verb`.
    pub name: &'static str,
    /// What it needs.
    pub needs: Permission,
    /// What it does.
    pub effect: Effect,
    /// JSON schema of the request.
    #[cfg(feature = "schema")]
    pub request: schemars::Schema,
    /// JSON schema of the reply.
    #[cfg(feature = "schema")]
    pub reply: schemars::Schema,
}

/// Every operation, in the order of the list.
pub fn operations() -> Vec<OperationInfo> {
    macro_rules! infos {
        ($($area:ident :: $op:ident),+) => {
            vec![$(info::<$crate::$area::$op>()),+]
        };
    }
    crate::for_each_operation!(infos)
}

#[cfg(not(feature = "schema"))]
fn info<O: Operation>() -> OperationInfo {
    OperationInfo { name: O::NAME, needs: O::NEEDS, effect: O::EFFECT }
}

#[cfg(feature = "schema")]
fn info<O>() -> OperationInfo
where
    O: Operation + schemars::JsonSchema,
    O::Reply: schemars::JsonSchema,
{
    OperationInfo {
        name: O::NAME,
        needs: O::NEEDS,
        effect: O::EFFECT,
        request: schemars::schema_for!(O),
        reply: schemars::schema_for!(O::Reply),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_well_formed() {
        let mut names: Vec<_> = operations().iter().map(|o| o.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.iter().all(|n| n.split('.').count() >= 2 && n.chars().all(|c| c.is_ascii_lowercase() || c == '.')));
    }
}
