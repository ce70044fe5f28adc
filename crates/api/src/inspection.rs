//! 督查: checklists, plans, the provable draw, and the visits that come of it.
//!
//! - `checklist`: 检查表 and their versions.
//! - `plan`: 督查方案 from its first words until it is drawn, given up or released; the annual plan; rules.
//! - `draw`: the roster, its seal, the draw, the certificate.
//! - `visit`: 检查任务, by plan, by inspector, by day. `record`: 现场检查, from the first answer to the reviewed score. `photo`: photos of it.
//! - `finding`: 整改台账, from the notice until it is closed. `exemplar`: 典型. `overview`: what leaders see of it all.
//!
//! What is planned under cover (暗访) is found only by who reaches the whole district, until it is released; everybody else gets `NotFound`, and
//! no list, count or notice tells of it. Whoever is sent sees his own visits.

mod checklist;
mod draw;
mod exemplar;
mod finding;
mod overview;
mod photo;
mod plan;
mod record;
mod visit;

pub use checklist::{
    Checklist, ChecklistRead, ChecklistRow, ChecklistShown, Checklists, ExportChecklist, ListChecklists, PublishChecklist, ReadChecklist,
    SaveChecklist, ShowChecklist, VersionRow,
};
pub use draw::{
    AttemptRow, CertificateKind, ExportCertificate, MakeDraw, ReplacedStation, RosterShown, RosterWrong, SealRoster, ShowRoster,
    WeighedPoint,
};
pub use exemplar::{DecideExemplar, ExemplarRow, Exemplars, ListExemplars, ProposeExemplar};
pub use finding::{
    AnswerFinding, BatchAct, BulletinKind, ChosenFinding, ConfirmFinding, CountFindings, DecideFinding, ExportBulletin, ExportConclusion,
    ExportFindingPaper, ExportFindings, FindingCounts, FindingDeed, FindingFilter, FindingPaper, FindingReply, FindingShown, FindingStep,
    Findings, FindingsHandled, HandleFinding, HandleFindings, LedgerChange, LedgerRead, LedgerRow, LeftFinding, ListFindings, ReadLedger,
    ShowFinding, TakeLedger, TakeReply,
};
pub use overview::{
    CoverageFilter, CoverageRow, CoverageRows, Coverages, ExportCoverage, FindingFigures, InspectionOverview, ListCoverage, MonthInspected,
    ShowInspectionOverview, StationInspected, TownInspected, UnifiedRate, WorstLine,
};
pub use photo::{
    CoverVisitPhoto, LocateStation, PreviewVisitPhotos, SaveVisitPhoto, TakeVisitPhotos, VisitPhoto, VisitPhotoFound, VisitPhotoTaken,
    VisitPhotosPreviewed, VisitPhotosTaken, WithdrawVisitPhoto,
};
pub use plan::{
    CountPlans, DecidePlan, InspectionRules, ListPeople, ListPlans, ListYears, People, PersonRow, PlanCounts, PlanFilter, PlanMay, PlanRow,
    PlanShown, PlanStep, PlanVerdict, PlanWarning, Plans, RecallPlan, ReleasePlan, RevokePlan, SaveInspectionRules, SavePlan, SaveYear,
    ShowInspectionRules, ShowPlan, SubmitPlan, YearRow, Years,
};
pub use record::{
    AnswerRow, AnswerSaved, AnswersShown, BeginVisit, ExportVisit, FindingRow, LineReason, Party, PartySaved, RecordShown, ReviewVisit,
    SaveAnswer, SaveFinding, SaveParty, ShowAnswers, ShowVisit, StationFacts, SubmitVisit, VisitMay, VisitRound, VisitShown, VisitVerdict,
    WithdrawFinding,
};
pub use visit::{
    CountVisitDays, DayCount, ExportForms, FindForm, Goer, ListVisits, ReplaceVisit, SetVisitDays, VisitDay, VisitDays, VisitFilter,
    VisitRow, Visits,
};
