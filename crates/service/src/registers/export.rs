//! Registers written as files that come back without a difference, and empty ones to fill in.

use super::{duties, items, points};
use crate::accounts::{list, over_district};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{files, words};
use api::OutFile;
use api::import::Written;
use documents::register::RegisterWriter;
use documents::rows::{Cell, FileForm, Notes};
use domain::import::{Column, Form};
use domain::place::{Level, Place, PlaceId};
use domain::register::{Register, body_state, counted, kind_word, level_word, point_state};
use domain::time::Instant;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::catalogue::list::{self, At};
use store::place;
use texts::Texts;
use texts::words::Word;

/// A cell of a register's row.
pub(super) enum Said {
    Text(String),
    Version(i64),
    Day(Option<Date>),
}

impl Said {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Text(text) => Cell::Text(text),
            Self::Version(n) => Cell::Count(*n),
            Self::Day(day) => day.map_or(Cell::Text(""), Cell::Day),
        }
    }
}

pub(super) fn text(text: impl Into<String>) -> Said {
    Said::Text(text.into())
}

/// What the second sheet says: what it is, then each column and what may stand in it.
fn notes(cx: &Cx<'_>, register: Register, rows: u64, stamp: Option<&'static str>) -> Notes {
    let t = words::texts(cx.lang);
    let mut notes = crate::notes::of_list(cx, rows, stamp);
    notes.lines.insert(0, (t.notes_content(), register.word(&t)));
    notes.lines.push((t.notes_again(), t.notes_register_again()));
    notes.lines.extend(crate::notes::of_columns(register.columns(), &t, |column| takes(column, &t)));
    notes
}

/// What may stand in a column; none where anything may.
fn takes(column: &Column, t: &Texts) -> Option<String> {
    Some(match column.field {
        "key" | "version" => t.notes_register_key(),
        "body_state" | "point_state" | "counted" => {
            let word: fn(bool) -> &'static str = match column.field {
                "body_state" => body_state,
                "point_state" => point_state,
                _ => counted,
            };
            t.notes_register_one_of(format!("{}、{}", word(true), word(false)))
        }
        "point_kind" => t.notes_register_one_of(domain::point::PointKind::ALL.map(kind_word).join("、")),
        "windows" | "devices" => t.notes_register_parts(),
        "item_legal" | "item_promised" => t.notes_item_limit(),
        "item_joint" | "item_levels" | "item_audience" | "item_modules" | "duty_joint" | "duty_levels" => t.notes_item_several(),
        "duty_parent" => t.notes_duty_parent(),
        rows if duties::part(rows).is_some() => {
            let part = duties::part(rows);
            let columns =
                part.map(|part| part.columns().iter().map(|column| texts::duty::cell_name(part, column.key, t)).collect::<Vec<_>>());
            t.notes_item_rows(columns.unwrap_or_default().join("｜"))
        }
        rows if items::part(rows).is_some() => {
            let kind = items::part(rows);
            let columns =
                kind.map(|kind| kind.columns().iter().map(|column| texts::words::cell_name(kind, column.key, t)).collect::<Vec<_>>());
            t.notes_item_rows(columns.unwrap_or_default().join("｜"))
        }
        _ if column.form == Form::Day => t.notes_register_day(),
        _ => return None,
    })
}

/// Writes a register; `told` are columns beside its own that an import does not use.
async fn write(
    cx: &mut Cx<'_>,
    register: Register,
    out: &OutFile,
    told: &[&str],
    rows: Vec<Vec<Said>>,
    filter: Value,
) -> Result<Written, Failure> {
    let stamp = crate::ratings::stamp(cx).await?;
    let path = cx.path_out(out)?;
    let unwritable = |e: std::io::Error| files::unwritable(&out.name, &e);
    let n = rows.len() as u64;
    let mut file = files::Atomic::create(&path, &out.name)?;
    let form = FileForm::of_name(&out.name);
    let mut writer = RegisterWriter::new(file.writer(), form, register.columns(), told, stamp).map_err(unwritable)?;
    for row in &rows {
        writer.write(row.iter().map(Said::cell)).map_err(unwritable)?;
    }
    writer.finish(&notes(cx, register, n, stamp)).map_err(unwritable)?;
    file.keep(&out.name)?;
    cx.note(format!("file:{}", out.name), Some(json!({ "filter": filter, "rows": n })));
    Ok(Written { rows: n })
}

/// Every place, for codes and names.
async fn places(cx: &mut Cx<'_>) -> Result<HashMap<PlaceId, Place>, Failure> {
    Ok(place::all(&mut cx.conn().await?).await?.into_iter().map(|p| (p.id, p)).collect())
}

/// Code and name of a place.
fn seat(places: &HashMap<PlaceId, Place>, id: PlaceId) -> [Said; 2] {
    let found = places.get(&id);
    [text(found.map_or("", |p| p.code.as_str())), text(found.map_or("", |p| p.name.as_str()))]
}

impl Handle for api::body::Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let places = places(cx).await?;
        let all = if self.template { Vec::new() } else { crate::bodies::sorted(&mut cx.conn().await?).await? };
        let rows = self.filter.of(all, self.sort.as_ref()).into_iter().map(|b| {
            let [code, name] = seat(&places, b.place);
            vec![
                text(b.id.0.to_string()),
                text(b.name),
                text(b.code.unwrap_or_default()),
                code,
                name,
                text(body_state(b.active)),
                Said::Version(b.version),
            ]
        });
        write(cx, Register::Bodies, &self.out, &[], rows.collect(), json!(self.filter)).await
    }
}

impl Handle for api::account::Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        over_district(cx).await?;
        let (now, today, t) = (cx.now, cx.today(), words::texts(cx.lang));
        let (state, roles, seen) = (t.account_state(), t.account_roles(), t.account_seen());
        let told = [state.as_str(), roles.as_str(), seen.as_str()];
        let all = if self.template { Vec::new() } else { list(&mut cx.conn().await?).await?.accounts };
        let rows = self.filter.of(all, self.sort.as_ref(), now).into_iter().map(|a| {
            let roles: Vec<String> = a.roles(today).into_iter().map(|role| role.word(&t)).collect();
            let standing = a.standing(now).word(&t);
            let seen = a.seen.map(Instant::text).unwrap_or_default();
            vec![text(a.login), text(a.name), Said::Version(a.version), text(standing), text(roles.join("\u{3001}")), text(seen)]
        });
        let told: &[&str] = if self.template { &[] } else { &told };
        write(cx, Register::Accounts, &self.out, told, rows.collect(), json!(self.filter)).await
    }
}

impl Handle for api::point::Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let scope = cx.scope_at(self.place).await?;
        let places = places(cx).await?;
        let all = if self.template { Vec::new() } else { store::point::within(&mut cx.conn().await?, &scope).await? };
        // What has ended is written only where it was named.
        let kept = all.into_iter().filter(|p| self.only.as_ref().map_or(p.ended.is_none(), |only| only.contains(&p.id)));
        let rows = kept.map(|p| {
            let [code, name] = seat(&places, p.place);
            let (windows, devices) = points::parts(&p.fields);
            let f = p.fields;
            let own = [f.name, f.address, f.head, f.staff, f.phone, f.hours, f.leader, f.cadre].map(text);
            let mut row = vec![text(p.id.0.to_string()), code, name, text(kind_word(p.kind))];
            row.extend(own);
            row.extend([Said::Day(f.opened), text(point_state(f.active)), text(windows), text(devices), Said::Version(p.version)]);
            row
        });
        let filter = json!({ "place": self.place, "only": self.only.as_ref().map(Vec::len) });
        write(cx, Register::Points, &self.out, &[], rows.collect(), filter).await
    }
}

impl Handle for api::place::Export {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        cx.scope_at(self.place).await?;
        let mut below = store::place::below(&mut cx.conn().await?, self.place).await?;
        below.push(self.place);
        let all = places(cx).await?;
        let mut units: Vec<&Place> = below.iter().filter_map(|id| all.get(id)).collect();
        units.retain(|p| p.level != Level::District && !p.being.has_ended() && !self.template);
        units.sort_by(|a, b| a.code.cmp(&b.code));
        units.dedup_by_key(|p| p.id);
        let rows = units.into_iter().map(|p| {
            let [above_code, above] = p.parent.map_or_else(|| [text(""), text("")], |id| seat(&all, id));
            let reason = p.inactive_reason.clone().unwrap_or_default();
            vec![
                text(p.id.0.to_string()),
                text(p.code.as_str()),
                text(p.name.clone()),
                text(level_word(p.level)),
                above_code,
                above,
                text(counted(p.active)),
                text(reason),
                Said::Version(p.version),
            ]
        });
        let rows = rows.collect();
        write(cx, Register::Units, &self.out, &[], rows, json!({ "place": self.place })).await
    }
}

impl Handle for api::item::ExportItems {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let (filter, order) = (crate::items::filter(cx, &self.filter).await?, crate::items::order(self.sort.as_ref())?);
        let conn = &mut cx.conn().await?;
        let wording = items::Wording::read(conn).await?;
        let mut rows = Vec::new();
        let mut at = (!self.template).then_some(At::First);
        while let Some(asked) = at {
            let page = list::page(conn, &filter, order, &asked, crate::lists::EXPORT_PAGE).await?;
            for listed in page.rows {
                let Some(item) = store::catalogue::item::find(conn, listed.id).await? else { continue };
                let said = |column: &domain::import::Column| match column.field {
                    "key" => text(item.id.0.to_string()),
                    // What was only named has nothing to overwrite.
                    "version" if item.version == 0 => text(""),
                    "version" => Said::Version(item.version),
                    "item_code" | "item_name" => text(wording.said(&item.fields, column.field)),
                    "item_verified" => Said::Day(item.fields.verified),
                    "item_effective" => Said::Day(item.fields.effective),
                    "item_ends" => Said::Day(item.fields.ends),
                    _ if item.version == 0 => text(""),
                    field => text(wording.said(&item.fields, field)),
                };
                rows.push(Register::Items.columns().iter().map(said).collect());
            }
            at = page.after.map(At::After);
        }
        write(cx, Register::Items, &self.out, &[], rows, json!(self.filter)).await
    }
}

impl Handle for api::item::ExportItemsThen {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let then = crate::items::release::then(&self.then, cx.today())?;
        let conn = &mut cx.conn().await?;
        let wording = items::Wording::read(conn).await?;
        let t = words::texts(api::Lang::Zh);
        let mut rows = Vec::new();
        let mut at = Some(At::First);
        while let Some(asked) = at {
            let page = store::catalogue::release::page_then(conn, &then, &asked, crate::lists::EXPORT_PAGE).await?;
            for head in page.rows {
                let Some(fields) = store::catalogue::release::content(conn, head.id).await? else { continue };
                let said = |column: &domain::import::Column| match column.field {
                    // It is for reading: without keys an import takes nothing in it for the items of today.
                    "key" | "version" => text(""),
                    "item_verified" => Said::Day(fields.verified),
                    "item_effective" => Said::Day(fields.effective),
                    "item_ends" => Said::Day(fields.ends),
                    field => text(wording.said(&fields, field)),
                };
                let mut row: Vec<Said> = Register::Items.columns().iter().map(said).collect();
                row.extend([text(t.duty_version_no(head.no.to_string())), Said::Day(head.from), text(head.paper)]);
                rows.push(row);
            }
            at = page.after.map(At::After);
        }
        let told = [t.release_text(), t.duty_from(), t.duty_paper()];
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        write(cx, Register::Items, &self.out, &told, rows, json!(self.then)).await
    }
}

impl Handle for api::duty::ExportDuties {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let order = crate::items::order(self.sort.as_ref())?;
        let filter = crate::duties::filter_of(cx, &self.filter).await?;
        let conn = &mut cx.conn().await?;
        let wording = duties::Wording::read(conn).await?;
        let t = words::texts(api::Lang::Zh);
        let mut rows = Vec::new();
        let mut at = (!self.template).then_some(At::First);
        while let Some(asked) = at {
            let page = store::duty::list::page(conn, &filter, order, &asked, crate::lists::EXPORT_PAGE).await?;
            let ids: Vec<_> = page.rows.iter().map(|listed| listed.version).collect();
            let mut texts = store::duty::contents(conn, &ids).await?;
            for listed in page.rows {
                let Some(fields) = texts.remove(&listed.version) else { continue };
                let mut row = duties::cells(&wording, listed.id, domain::duty::stamp(listed.no, listed.saved), &fields);
                row.extend([text(listed.standing.word(&t)), Said::Day(listed.from)]);
                rows.push(row);
            }
            at = page.after.map(At::After);
        }
        let (standing, from) = (t.duty_standing(), t.duty_from());
        let told: &[&str] = if self.template { &[] } else { &[&standing, &from] };
        write(cx, Register::Duties, &self.out, told, rows, json!(self.filter)).await
    }
}
