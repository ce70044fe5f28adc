//! 年度计划, and 督查规则: a setting of the district.

use super::Eyes;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use api::inspection::{InspectionRules, ListYears, SaveInspectionRules, SaveYear, ShowInspectionRules, YearRow, Years};
use api::{ApiError, Done, ErrorCode};
use domain::inspection::plan::PlanKind;
use domain::inspection::rules::{Numbers, YEAR_NOTE_LIMIT, YEAR_NUMBER_LIMIT, YEAR_PLANS_MOST, YearFields};
use domain::period::FIRST_DAY;
use domain::supervision::number::{PATTERN_LIMIT, Pattern, PatternProblem, SERIAL, YEAR};
use domain::task::LAST_DAY;
use serde_json::json;
use store::inspection::plan;
use store::{Conn, meta};

/// Years for which something can be filed.
fn is_year(year: i16) -> bool {
    (FIRST_DAY.year()..=LAST_DAY.year()).contains(&year)
}

async fn rows(cx: &mut Cx<'_>, eyes: &Eyes, year: i16) -> Result<Vec<YearRow>, Failure> {
    if !is_year(year) {
        return Err(ApiError::invalid("year", "range").with("from", FIRST_DAY.year()).with("to", LAST_DAY.year()).into());
    }
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let filed = plan::year(conn, year).await?;
    let made = plan::of_year(conn, year, &eyes.seeing, today).await?;
    let row = |kind: &PlanKind| {
        let (fields, version) =
            filed.iter().find(|one| one.0 == *kind).map(|(_, fields, version)| (fields.clone(), *version)).unwrap_or_default();
        let (plans, drawn, visits) =
            made.iter().find(|one| one.0 == *kind).map(|(_, plans, drawn, visits)| (*plans, *drawn, *visits)).unwrap_or_default();
        YearRow { year, kind: *kind, fields, plans, drawn, visits, may_edit: eyes.makes(*kind), version }
    };
    Ok(PlanKind::ALL.iter().map(row).collect())
}

async fn row(cx: &mut Cx<'_>, eyes: &Eyes, year: i16, kind: PlanKind) -> Result<YearRow, Failure> {
    Ok(rows(cx, eyes, year).await?.into_iter().find(|row| row.kind == kind).ok_or(ErrorCode::NotFound)?)
}

impl Handle for ListYears {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Years, Failure> {
        let eyes = Eyes::of(cx).await?;
        Ok(Years { kinds: rows(cx, &eyes, self.year).await? })
    }
}

impl Handle for SaveYear {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<YearRow, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        if !eyes.makes(self.kind) {
            return Err(if eyes.plans { ApiError::invalid("kind", "plan_kind").into() } else { ErrorCode::NotPermitted.into() });
        }
        let before = row(cx, &eyes, self.year, self.kind).await?;
        let number = within(&self.fields.number, "number", 1, YEAR_NUMBER_LIMIT)?.to_owned();
        let note = within(&self.fields.note, "note", 0, YEAR_NOTE_LIMIT)?.to_owned();
        if number.chars().any(char::is_control) {
            return Err(ApiError::invalid("number", "control").into());
        }
        if self.fields.plans > YEAR_PLANS_MOST {
            return Err(ApiError::invalid("plans", "range").with("from", 0).with("to", YEAR_PLANS_MOST).into());
        }
        match self.fields.filed {
            Some(day) if day > cx.today() => return Err(ApiError::invalid("filed", "future").with("max", cx.today()).into()),
            Some(day) if day < FIRST_DAY => return Err(ApiError::invalid("filed", "too_early").with("min", FIRST_DAY).into()),
            _ => {}
        }
        let fields = YearFields { number, note, ..self.fields };
        let is_saved =
            before.version == self.version && plan::save_year(&mut cx.conn().await?, self.year, self.kind, &fields, self.version).await?;
        if !is_saved {
            return Err(conflict(&row(cx, &eyes, self.year, self.kind).await?)?);
        }
        let values = json!({ "year": self.year, "kind": self.kind, "before": before.fields, "after": fields });
        cx.note(format!("inspection_year:{}", self.year), Some(values));
        cx.work().await?.changed("inspection", None);
        row(cx, &eyes, self.year, self.kind).await
    }
}

/// The rules as they are set, else the usual ones.
pub(super) async fn rules(conn: &mut Conn<'_>) -> Result<InspectionRules, Failure> {
    match meta::get(conn, meta::INSPECTION_RULES).await? {
        None => Ok(InspectionRules::default()),
        Some(text) => Ok(serde_json::from_str(&text)?),
    }
}

impl Handle for ShowInspectionRules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<InspectionRules, Failure> {
        rules(&mut cx.conn().await?).await
    }
}

fn tidy(numbers: Numbers) -> Numbers {
    let tidy = |pattern: Pattern| Pattern(pattern.0.trim().to_owned());
    Numbers { government: tidy(numbers.government), business: tidy(numbers.business), patrol: tidy(numbers.patrol) }
}

impl Handle for SaveInspectionRules {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        // What holds for 政府督查 is set by its office.
        if !eyes.makes(PlanKind::Government) {
            return Err(if eyes.plans { ApiError::invalid("rules", "plan_not_yours").into() } else { ErrorCode::NotPermitted.into() });
        }
        let notice = Pattern(self.rules.notice.0.trim().to_owned());
        let rules = InspectionRules { open: tidy(self.rules.open), covert: tidy(self.rules.covert), notice, ..self.rules };
        for (field, pattern) in rules.patterns() {
            let wrong = |rule: &str| ApiError::invalid(&field, rule);
            match pattern.problem() {
                None => {}
                Some(PatternProblem::Length) => return Err(wrong("too_long").with("limit", PATTERN_LIMIT).into()),
                Some(PatternProblem::Parts) => return Err(wrong("number_parts").with("year", YEAR).with("serial", SERIAL).into()),
                Some(PatternProblem::Character) => return Err(wrong("number_character").into()),
            }
        }
        if let Some(field) = rules.same_pattern() {
            return Err(ApiError::invalid(&field, "taken").into());
        }
        if let Some((field, most)) = rules.numbers() {
            return Err(ApiError::invalid(field, "range").with("from", 0).with("to", most).into());
        }
        let conn = &mut cx.conn().await?;
        let before = self::rules(conn).await?;
        if before != self.before {
            return Err(conflict(&before)?);
        }
        meta::set(conn, meta::INSPECTION_RULES, Some(&serde_json::to_string(&rules)?)).await?;
        cx.note("setting:inspection_rules", Some(json!({ "before": before, "after": rules })));
        cx.work().await?.changed("inspection", None);
        Ok(Done {})
    }
}
