//! Ratings: lists, one rating with its rater, decisions on it, export.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files;
use crate::lists::{self, EXPORT_PAGE};
use api::import::Written;
use api::page::Total;
use api::rating::{
    Chosen, Count, Decided, Export, Filter, LeftRating, List, Listed, Rater, SetStanding, SetStandings, Show, ShowRater, Shown,
};
use api::{ApiError, ErrorCode};
use documents::export::{ExportRating, RatingWriter};
use documents::rows::FileForm;
use domain::change::Basis;
use domain::figures::Facet;
use domain::import::ImportKind;
use domain::period::Period;
use domain::permission::Scope;
use domain::place::PlaceId;
use domain::rating::{Channel, Rating, RatingId, Standing, mask_name, mask_phone, standing_of};
use serde_json::json;
use store::rating::{self, Found, Order};
use store::walk::Ask;

fn stored(filter: &Filter) -> Result<rating::Filter<'_>, ApiError> {
    if filter.period.to < filter.period.from {
        return Err(ApiError::invalid("period", "order"));
    }
    if filter.weekday.is_some_and(|d| d > 6) {
        return Err(ApiError::invalid("weekday", "range").with("from", 0).with("to", 6));
    }
    if filter.hour.is_some_and(|h| h > 23) {
        return Err(ApiError::invalid("hour", "range").with("from", 0).with("to", 23));
    }
    if filter.text.as_ref().is_some_and(|t| t.chars().count() > 100) {
        return Err(ApiError::invalid("text", "too_long").with("limit", 100));
    }
    Ok(rating::Filter {
        period: filter.period,
        below: filter.below,
        grades: &filter.grades,
        standings: &filter.standings,
        channels: &filter.channels,
        assess_no: filter.assess_no,
        facet: filter.facet.as_ref().map(|f| (f.facet, f.key)),
        weekday: filter.weekday,
        hour: filter.hour,
        with_comment: filter.with_comment,
        text: filter.text.as_deref(),
        basis: filter.basis,
    })
}

/// The days of a period on which a place counted by itself, as places were then: none after it was merged.
pub(crate) async fn while_there(cx: &mut Cx<'_>, basis: Basis, place: PlaceId, period: Period) -> Result<Period, Failure> {
    if basis == Basis::Now {
        return Ok(period);
    }
    let found = store::place::find(&mut cx.conn().await?, place).await?;
    let merged = found.filter(|p| p.merged_into.is_some()).and_then(|p| p.being.ended);
    let last = merged.map_or(period.to, |ended| domain::day::later(ended, -1).min(period.to));
    // An empty span asks for nothing and finds nothing.
    Ok(Period { from: period.from, to: last })
}

/// The rating within any of the person's scopes, and the scope it was found in.
async fn find(cx: &mut Cx<'_>, id: RatingId) -> Result<(Found, Scope), Failure> {
    for scope in cx.access.scopes().to_vec() {
        if let Some(found) = rating::find(&mut cx.conn().await?, &scope, id).await? {
            return Ok((found, scope));
        }
    }
    Err(ErrorCode::NotFound.into())
}

const ORDERS: [(&str, bool, Order); 6] = [
    ("time", true, Order::Newest),
    ("time", false, Order::Oldest),
    ("grade", false, Order::Worst),
    ("grade", true, Order::Best),
    ("place", false, Order::Place),
    ("place", true, Order::PlaceDown),
];

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let limit = lists::limit(self.limit, 500)?;
        let (order, ask) = (lists::order(self.sort.as_ref(), Order::Newest, &ORDERS)?, lists::ask(&self.page)?);
        let scope = cx.scope_at(self.filter.place).await?;
        let mut filter = stored(&self.filter)?;
        filter.period = while_there(cx, filter.basis, self.filter.place, filter.period).await?;
        let page = rating::page(&mut cx.conn().await?, &scope, &filter, order, ask, limit).await?;
        let edges = lists::edges(&page);
        Ok(Listed { ratings: page.rows.into_iter().map(|f| f.rating).collect(), edges })
    }
}

impl Handle for Count {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Total, Failure> {
        let scope = cx.scope_at(self.filter.place).await?;
        let mut filter = stored(&self.filter)?;
        filter.period = while_there(cx, filter.basis, self.filter.place, filter.period).await?;
        let (n, exact) = rating::count(&mut cx.conn().await?, &scope, &filter).await?;
        Ok(Total { n, exact })
    }
}

impl Handle for Show {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Shown, Failure> {
        let (found, scope) = find(cx, self.rating).await?;
        let other = rating::other(&mut cx.conn().await?, &scope, self.rating).await?;
        let person = rating::person(&mut cx.conn().await?, self.rating).await?;
        let (name, phone) = person.unwrap_or_default();
        Ok(Shown {
            rating: found.rating,
            other: other.map(|o| o.rating),
            rater_name: name.as_deref().map(mask_name),
            rater_phone: phone.as_deref().map(mask_phone),
        })
    }
}

impl Handle for ShowRater {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Rater, Failure> {
        let purpose = within(&self.purpose, "purpose", 2, 200)?;
        let (found, _) = find(cx, self.rating).await?;
        let (name, phone) = rating::person(&mut cx.conn().await?, self.rating).await?.unwrap_or_default();
        cx.note(format!("rating:{}", found.rating.id.0), Some(json!({ "purpose": purpose })));
        Ok(Rater { name, phone })
    }
}

/// Text of a sensible length, trimmed.
pub(crate) fn within<'t>(text: &'t str, field: &str, least: usize, most: usize) -> Result<&'t str, ApiError> {
    let text = text.trim();
    let n = text.chars().count();
    if n < least {
        return Err(ApiError::invalid(field, "too_short").with("limit", least));
    }
    if n > most {
        return Err(ApiError::invalid(field, "too_long").with("limit", most));
    }
    Ok(text)
}

/// Decides on one rating inside of the work, and notes it.
async fn decide(cx: &mut Cx<'_>, chosen: Chosen, wanted: Standing, reason: &str) -> Result<Rating, Failure> {
    let (found, scope) = find(cx, chosen.rating).await?;
    let before = found.rating;
    if before.version != chosen.version {
        return Err(ApiError::new(ErrorCode::Conflict).with("current", serde_json::to_string(&before)?).into());
    }
    let standing = match wanted {
        Standing::Excluded | Standing::AppealUpheld => wanted,
        Standing::Counted => {
            let other = rating::other(&mut cx.conn().await?, &scope, chosen.rating).await?;
            let followed = other.is_some_and(|o| o.rating.channel != Channel::SystemDefault);
            standing_of(before.channel, before.assess_no, followed)
        }
        Standing::Default | Standing::Superseded => return Err(ApiError::invalid("standing", "not_a_decision").into()),
    };
    if standing == before.standing {
        return Err(ApiError::invalid("standing", "unchanged").into());
    }
    let kept = (wanted != Standing::Counted).then_some(reason);
    let work = cx.work().await?;
    if !rating::set_standing(&mut work.conn(), chosen.rating, standing, kept, chosen.version).await? {
        return Err(ErrorCode::Busy.into());
    }
    work.changed("figures", Some(chosen.rating.0.to_string()));
    let after = find(cx, chosen.rating).await?.0.rating;
    let told = |r: &Rating| json!({ "standing": r.standing, "reason": r.standing_reason, "version": r.version });
    cx.note(format!("rating:{}", chosen.rating.0), Some(json!({ "before": told(&before), "after": told(&after), "reason": reason })));
    Ok(after)
}

impl Handle for SetStanding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Rating, Failure> {
        let reason = within(&self.reason, "reason", 2, 500)?.to_owned();
        // Read inside of the work, so that nothing moves between reading and writing.
        cx.work().await?;
        decide(cx, Chosen { rating: self.rating, version: self.version }, self.standing, &reason).await
    }
}

/// Most things that are done at once.
pub(crate) const SEVERAL: usize = 500;

impl Handle for SetStandings {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Decided, Failure> {
        let reason = within(&self.reason, "reason", 2, 500)?.to_owned();
        if self.ratings.is_empty() || self.ratings.len() > SEVERAL {
            return Err(ApiError::invalid("ratings", "range").with("from", 1).with("to", SEVERAL).into());
        }
        cx.work().await?;
        let mut decided = Decided { done: Vec::new(), left: Vec::new() };
        for chosen in self.ratings {
            match decide(cx, chosen, self.standing, &reason).await {
                Ok(after) => decided.done.push(Chosen { rating: after.id, version: after.version }),
                Err(Failure::Api(error)) => decided.left.push(LeftRating { rating: chosen.rating, error }),
                Err(failure) => return Err(failure),
            }
        }
        Ok(decided)
    }
}

/// Whether a file is stamped as made-up data.
pub(crate) async fn stamp(cx: &mut Cx<'_>) -> Result<Option<&'static str>, Failure> {
    stamp_of(&mut cx.conn().await?).await
}

/// The same where there is no call.
pub(crate) async fn stamp_of(conn: &mut store::Conn<'_>) -> Result<Option<&'static str>, Failure> {
    let kind = store::meta::get(conn, store::meta::KIND).await?;
    Ok(match kind.as_deref() {
        Some("demo") => Some("演示数据"),
        Some("rehearsal") => Some("演练数据"),
        _ => None,
    })
}

impl Handle for Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let scope = cx.scope_at(self.filter.place).await?;
        if self.template {
            return crate::imports::empty_form(cx, ImportKind::Ratings, &self.out);
        }
        let mut filter = stored(&self.filter)?;
        filter.period = while_there(cx, filter.basis, self.filter.place, filter.period).await?;
        let stamp = stamp(cx).await?;
        let path = cx.path_out(&self.out)?;
        let mut out = files::Atomic::create(&path, &self.out.name)?;
        let mut writer =
            RatingWriter::new(out.writer(), FileForm::of_name(&self.out.name), stamp).map_err(|e| files::unwritable(&self.out.name, &e))?;
        let mut ask = Some(Ask::First);
        let mut rows = 0;
        while let Some(asked) = ask {
            let page = rating::page(&mut cx.conn().await?, &scope, &filter, Order::Newest, asked, EXPORT_PAGE).await?;
            for found in &page.rows {
                let r = &found.rating;
                let row = ExportRating {
                    source: &r.source,
                    record_no: Some(&r.record_no),
                    case_no: r.case_no.as_deref(),
                    place_code: &found.place_code,
                    place_name: &r.place_name,
                    point: r.point_name.as_deref(),
                    window_no: r.window_no.as_deref(),
                    staff_no: r.staff_no.as_deref(),
                    item_code: r.item_code.as_deref(),
                    item_name: r.item_name.as_deref(),
                    body: r.body_name.as_deref(),
                    module: r.module_name.as_deref(),
                    channel: r.channel,
                    grade: r.grade,
                    assess_no: r.assess_no,
                    object: r.object,
                    person_type: r.person_type,
                    reasons: &r.reasons,
                    comment: r.comment.as_deref(),
                    at: r.at,
                    standing: r.standing,
                    standing_reason: r.standing_reason.as_deref(),
                };
                writer.write(&row).map_err(|e| files::unwritable(&self.out.name, &e))?;
                rows += 1;
            }
            ask = lists::next(&page);
        }
        let notes = crate::notes::of_export(cx, crate::notes::About::Ratings, self.filter.place, self.filter.period, rows, stamp).await?;
        writer.finish(&notes).map_err(|e| files::unwritable(&self.out.name, &e))?;
        out.keep(&self.out.name)?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "filter": self.filter, "rows": rows })));
        Ok(Written { rows })
    }
}

/// The facets that case counts know.
pub(crate) fn case_facet(facet: Option<&api::rating::FacetKey>) -> Result<Option<(Facet, i64)>, ApiError> {
    match facet {
        None => Ok(None),
        Some(f) if matches!(f.facet, Facet::Item | Facet::Body) => Ok(Some((f.facet, f.key))),
        Some(_) => Err(ApiError::invalid("facet", "not_for_cases")),
    }
}
