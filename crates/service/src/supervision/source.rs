//! The row that a matter is made of (转督办): what it is called, and what a matter about it would say.

use super::{Eyes, linked};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::words;
use api::supervision::{ProposeMatter, Proposed};
use api::{ErrorCode, Permission};
use domain::body::BodyId;
use domain::catalogue::ModuleId;
use domain::catalogue::item::ItemId;
use domain::catalogue::provincial::RowId;
use domain::duty::DutyId;
use domain::duty::flow::Stage;
use domain::inspection::finding::FindingId;
use domain::meeting::AgreedId;
use domain::place::PlaceId;
use domain::point::PointId;
use domain::rating::RatingId;
use domain::supervision::{Link, LinkKind, MatterFields, Source, TITLE_LIMIT};
use domain::task::TaskId;
use store::catalogue::{availability, item, provincial};
use store::{Conn, body, duty, place, point, rating, supervision, task};
use texts::words::Word;

/// What is known of a row.
pub(super) struct Row {
    /// What it is called.
    pub(super) label: String,
    /// Where it is.
    place: Option<PlaceId>,
    /// Which body answers for it.
    body: Option<BodyId>,
    /// What its matter would be called.
    title: String,
    /// What was found, for 督办要求 to begin with.
    finding: String,
    source: Source,
}

fn not_found() -> Failure {
    ErrorCode::NotFound.into()
}

/// The row of a link, if the caller may see it.
pub(super) async fn row(cx: &mut Cx<'_>, link: Link) -> Result<Row, Failure> {
    let t = words::texts(cx.lang);
    let plain = |label: String, place, body| {
        let title = t.supervision_about(label.as_str());
        Row { label, place, body, title, finding: String::new(), source: Source::Other }
    };
    match link.kind {
        LinkKind::Rating => of_rating(cx, RatingId(link.id)).await,
        LinkKind::Case => {
            let access = cx.access_for(Permission::Ratings).ok_or_else(not_found)?;
            let case = supervision::case_row(&mut cx.conn().await?, link.id).await?.ok_or_else(not_found)?;
            let path = place::path(&mut cx.conn().await?, case.place).await?;
            let scope = access.narrow(case.place, &path).ok_or_else(not_found)?;
            if scope.body().is_some_and(|only| Some(only) != case.body) {
                return Err(not_found());
            }
            let item = case.item.unwrap_or_default();
            let label = t.supervision_label_case(domain::day::text(case.day), case.place_name, item, case.cases.to_string());
            Ok(plain(label, Some(case.place), case.body))
        }
        LinkKind::Item => {
            let found = item::find(&mut cx.conn().await?, ItemId(link.id)).await?.ok_or_else(not_found)?;
            Ok(plain(found.fields.name.clone(), None, found.fields.body))
        }
        LinkKind::Duty => {
            let conn = &mut cx.conn().await?;
            let head = duty::head(conn, DutyId(link.id)).await?.ok_or_else(not_found)?;
            let head = duty::find(conn, head).await?.ok_or_else(not_found)?;
            // What is not published is not everybody's to know.
            if head.stage != Stage::Published {
                return Err(not_found());
            }
            Ok(plain(head.name, Some(head.place), head.body))
        }
        LinkKind::Place => {
            let found = place::find(&mut cx.conn().await?, PlaceId(link.id)).await?.ok_or_else(not_found)?;
            Ok(plain(found.name, Some(found.id), None))
        }
        LinkKind::Point => {
            let (at, name) = point_named(&mut cx.conn().await?, PointId(link.id)).await?;
            Ok(plain(name, Some(at), None))
        }
        LinkKind::Task => {
            let head = task::find(&mut cx.conn().await?, TaskId(link.id)).await?.ok_or_else(not_found)?;
            Ok(plain(head.title, Some(head.place), head.lead))
        }
        LinkKind::Provincial => {
            let whole = provincial::find(&mut cx.conn().await?, RowId(link.id)).await?.ok_or_else(not_found)?;
            Ok(plain(whole.row.name, None, whole.row.body))
        }
        LinkKind::Finding => {
            let (label, at, what) = crate::inspections::label(cx, FindingId(link.id)).await?;
            let finding = t.supervision_finding_of(what);
            Ok(Row { finding, source: Source::Inspection, ..plain(label, Some(at), None) })
        }
        LinkKind::Cell => Box::pin(of_cell(cx, link)).await,
        LinkKind::Module => {
            let found = store::catalogue::module(&mut cx.conn().await?, ModuleId(link.id)).await?.ok_or_else(not_found)?;
            Ok(plain(found.fields.name, None, found.fields.owner))
        }
        LinkKind::Agreed => {
            let found = crate::meetings::agreed(cx, AgreedId(link.id)).await?.ok_or_else(not_found)?;
            let label = t.meeting_label(found.named(), found.no.to_string());
            let one = found.agreed;
            Ok(Row { title: one.title(), finding: one.text, source: Source::Meeting, ..plain(label, None, one.lead) })
        }
    }
}

/// An item at a service point, and what the matrix says of it today: both are read by everybody inside.
async fn of_cell(cx: &mut Cx<'_>, link: Link) -> Result<Row, Failure> {
    let (t, today) = (words::texts(cx.lang), cx.today());
    let (item, point) = link.cell().ok_or_else(not_found)?;
    let conn = &mut cx.conn().await?;
    let found = item::find(conn, item).await?.ok_or_else(not_found)?;
    let (place, name) = point_named(conn, point).await?;
    let said = availability::of_item(conn, item, today).await?.into_iter().find(|at| at.id == point);
    let said = said.map_or_else(|| t.availability_nothing(), |at| texts::item::offer(&at.offer.on(today), &t));
    let label = t.supervision_label_cell(name.as_str(), found.fields.name.as_str());
    let title = t.supervision_about(label.as_str());
    let finding = t.supervision_finding_cell(name, found.fields.name, said);
    Ok(Row { label, place: Some(place), body: found.fields.body, title, finding, source: Source::Other })
}

/// Where a service point is, and what it is called.
async fn point_named(conn: &mut Conn<'_>, id: PointId) -> Result<(PlaceId, String), Failure> {
    let at = point::place_of(conn, id).await?.ok_or_else(not_found)?;
    let names = point::names_at(conn, at).await?;
    let name = names.into_iter().find(|(point, _)| *point == id.0).map(|(_, name)| name).ok_or_else(not_found)?;
    Ok((at, name))
}

async fn of_rating(cx: &mut Cx<'_>, id: RatingId) -> Result<Row, Failure> {
    let t = words::texts(cx.lang);
    let access = cx.access_for(Permission::Ratings).ok_or_else(not_found)?;
    let mut found = None;
    for scope in access.scopes() {
        if found.is_none() {
            found = rating::find(&mut cx.conn().await?, scope, id).await?;
        }
    }
    let rating = found.ok_or_else(not_found)?.rating;
    let is_bad = rating.grade.is_bad();
    let (day, place, grade) = (domain::day::text(rating.at.day()), rating.place_name.as_str(), Word::word(&rating.grade, &t));
    let item = rating.item_name.as_deref().unwrap_or_default();
    let label = t.supervision_label_rating(day.as_str(), place, item, grade.as_str());
    // The words that somebody left are told as they are; who he is, is not.
    let words = rating.comment.as_deref().filter(|comment| !comment.trim().is_empty());
    let finding = match words {
        Some(words) => t.supervision_finding_words(label.as_str(), words),
        None => t.supervision_finding(label.as_str()),
    };
    let title = if is_bad { t.supervision_title_bad(place, item) } else { t.supervision_about(label.as_str()) };
    let source = if is_bad { Source::BadRating } else { Source::Other };
    Ok(Row { label, place: Some(rating.place), body: rating.body, title, finding, source })
}

impl Handle for ProposeMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Proposed, Failure> {
        let eyes = Eyes::of(cx).await?;
        let row = row(cx, self.link).await?;
        // A body that was dissolved since answers for nothing.
        let lead = match row.body {
            Some(id) => body::find(&mut cx.conn().await?, id).await?.filter(|body| body.active).map(|body| body.id),
            None => None,
        };
        // The office registers what others asked for.
        let instructor = if eyes.waiting().office { String::new() } else { eyes.who.clone() };
        let fields = MatterFields {
            title: row.title.chars().take(TITLE_LIMIT).collect(),
            source: row.source,
            instructor,
            instructed: Some(cx.today()),
            demand: row.finding,
            lead,
            place: row.place,
            link: Some(self.link),
            ..MatterFields::default()
        };
        // What was agreed says itself who asked, who helps and until when.
        let fields = match self.link.kind {
            LinkKind::Agreed => crate::meetings::asked(cx, AgreedId(self.link.id)).await?,
            _ => fields,
        };
        let matters = linked(cx, &eyes, self.link).await?;
        Ok(Proposed { fields: fields.tidy(), label: row.label, matters })
    }
}
