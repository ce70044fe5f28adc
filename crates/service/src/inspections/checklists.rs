//! 检查表: written in drafts, published for ever.

use super::Eyes;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use api::inspection::{
    Checklist, ChecklistRow, ChecklistShown, Checklists, ListChecklists, PublishChecklist, SaveChecklist, ShowChecklist, VersionRow,
};
use api::{ApiError, ErrorCode};
use domain::inspection::checklist::{CODE_LIMIT, ChecklistId, ListFields, ListProblem, ListStage, is_code};
use domain::inspection::plan::ListVersion;
use serde_json::json;
use store::inspection::checklist::{self, List, Version};

/// Lists are the whole district's: kept by who makes plans for it.
pub(super) fn keeps(eyes: &Eyes) -> bool {
    eyes.plans
}

fn version_row(version: &Version) -> VersionRow {
    VersionRow {
        no: version.no,
        stage: version.stage,
        lines: version.lines,
        full: version.full,
        saved_by: version.saved_by.clone(),
        saved_at: version.saved_at,
        published_by: version.published_by.clone(),
        published_at: version.published_at,
    }
}

/// A list as the caller sees it: drafts are seen by who keeps lists; none if nothing is left.
fn row(list: &List, keeps: bool) -> Option<ChecklistRow> {
    let seen = || list.versions.iter().filter(|version| keeps || version.stage == ListStage::Published);
    let newest = seen().next()?;
    Some(ChecklistRow {
        id: list.id,
        code: list.code.clone(),
        name: newest.name.clone(),
        target: list.target,
        published: list.published().map(|version| version.no),
        draft: list.draft().filter(|_| keeps).map(|version| version.no),
        versions: seen().map(version_row).collect(),
        version: list.version,
    })
}

impl Handle for ListChecklists {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Checklists, Failure> {
        let eyes = Eyes::of(cx).await?;
        let lists = checklist::all(&mut cx.conn().await?).await?;
        let checklists = lists.iter().filter_map(|list| row(list, keeps(&eyes))).collect();
        Ok(Checklists { checklists, may_edit: keeps(&eyes) })
    }
}

pub(super) async fn shown(cx: &mut Cx<'_>, eyes: &Eyes, id: ChecklistId, no: Option<i64>) -> Result<ChecklistShown, Failure> {
    let conn = &mut cx.conn().await?;
    let list = checklist::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let row = row(&list, keeps(eyes)).ok_or(ErrorCode::NotFound)?;
    let asked = no.or(row.versions.first().map(|version| version.no)).ok_or(ErrorCode::NotFound)?;
    if !row.versions.iter().any(|version| version.no == asked) {
        return Err(ErrorCode::NotFound.into());
    }
    let (stage, fields) = checklist::content(conn, ListVersion { list: id, no: asked }).await?.ok_or(ErrorCode::NotFound)?;
    Ok(ChecklistShown { row, shown: Checklist { no: asked, stage, fields }, may_edit: keeps(eyes) })
}

impl Handle for ShowChecklist {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ChecklistShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        shown(cx, &eyes, self.id, self.no).await
    }
}

/// What is wrong with a list, at its place.
pub(super) fn wrong(problem: &ListProblem) -> ApiError {
    let rule = match problem {
        ListProblem::Field(problem) => return items::check::wrong(problem),
        ListProblem::Twice(_) => "twice",
        ListProblem::OnlyIf(_) => "checklist_only_if",
        ListProblem::Each(_) => "checklist_each",
        ListProblem::EachMissing(_) => "required",
        ListProblem::NoPoints => "checklist_no_points",
    };
    ApiError::invalid(&problem.at().path(), rule)
}

impl Handle for SaveChecklist {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ChecklistShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        if !keeps(&eyes) {
            return Err(ErrorCode::NotPermitted.into());
        }
        let fields: ListFields = self.fields.tidy();
        if let Some(problem) = fields.problem() {
            return Err(wrong(&problem).into());
        }
        let (list, no) = match self.id {
            None => {
                let code = self.code.trim();
                if !is_code(code) {
                    return Err(ApiError::invalid("code", "checklist_code").with("max", CODE_LIMIT).into());
                }
                let made = checklist::add(&mut cx.conn().await?, code, fields.target).await?;
                (made.ok_or_else(|| ApiError::invalid("code", "taken"))?, 1)
            }
            Some(id) => {
                let list = checklist::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
                if list.version != self.version {
                    return Err(conflict(&shown(cx, &eyes, id, None).await?)?);
                }
                // Plans that hold on to a version would come to be about other places.
                if fields.target != list.target && list.published().is_some() {
                    return Err(ApiError::invalid("target", "locked").into());
                }
                if !checklist::moved(&mut cx.conn().await?, id, fields.target, self.version).await? {
                    return Err(conflict(&shown(cx, &eyes, id, None).await?)?);
                }
                let newest = list.versions.first().map_or(0, |version| version.no);
                (id, list.draft().map_or(newest + 1, |draft| draft.no))
            }
        };
        let at = ListVersion { list, no };
        let before = checklist::content(&mut cx.conn().await?, at).await?.map(|(_, fields)| fields);
        if !checklist::write(&mut cx.conn().await?, at, &fields, &eyes.who, now).await? {
            return Err(conflict(&shown(cx, &eyes, list, None).await?)?);
        }
        cx.note(format!("checklist:{}", list.0), Some(json!({ "name": fields.name, "no": no, "before": before, "after": fields })));
        cx.work().await?.changed("inspection", None);
        shown(cx, &eyes, list, Some(no)).await
    }
}

impl Handle for PublishChecklist {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ChecklistShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        if !keeps(&eyes) {
            return Err(ErrorCode::NotPermitted.into());
        }
        let list = checklist::find(&mut cx.conn().await?, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let Some(draft) = list.draft().filter(|_| list.version == self.version) else {
            let current = shown(cx, &eyes, self.id, None).await?;
            return Err(if list.version == self.version {
                ApiError::invalid("id", "checklist_no_draft").into()
            } else {
                conflict(&current)?
            });
        };
        let at = ListVersion { list: self.id, no: draft.no };
        let moved = checklist::moved(&mut cx.conn().await?, self.id, list.target, self.version).await?;
        if !moved || !checklist::publish(&mut cx.conn().await?, at, &eyes.who, now).await? {
            return Err(conflict(&shown(cx, &eyes, self.id, None).await?)?);
        }
        cx.note(format!("checklist:{}", self.id.0), Some(json!({ "name": draft.name, "no": draft.no })));
        cx.work().await?.changed("inspection", None);
        shown(cx, &eyes, self.id, Some(draft.no)).await
    }
}
