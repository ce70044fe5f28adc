//! Open data for terminals and the online hall: what is published, as JSON in a form that others may rely on.
//!
//! What only offices need (备注, 廉政风险点, 调整依据) is left out, and so are drafts, whoever asks.

mod model;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists::EXPORT_PAGE;
use crate::{files, words};
use api::Lang;
use api::import::Written;
use api::open::ExportOpen;
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::codes::ItemState;
use domain::catalogue::item::Item;
use domain::catalogue::limit::Limit;
use domain::duty::DutyFields;
use domain::duty::flow::Standing;
use domain::place::{Level, PlaceId};
use jiff::civil::Date;
use model::{
    Accountability, Concept, ContactPoint, Cost, Evidence, FORM, LegalResource, Open, Output, ProcessingTime, PublicOrganisation,
    PublicService, QuestionAnswer, Requirement, Responsibility, Rule, ServiceChannel, Spatial,
};
use serde_json::json;
use std::collections::HashMap;
use std::io::Write as _;
use store::catalogue::list::{At, By};
use store::duty::list::{self as duties, Listed};
use store::{Conn, body, catalogue, duty, place};
use texts::Texts;
use texts::words::Word;

/// What is named by its key elsewhere.
struct Names {
    modules: HashMap<domain::catalogue::ModuleId, String>,
    places: HashMap<PlaceId, (String, String)>,
    t: Texts,
}

fn organisation(id: BodyId) -> String {
    format!("body-{}", id.0)
}

fn concept<T: Word + Copy>(one: T, code: fn(T) -> &'static str, t: &Texts) -> Concept {
    Concept { identifier: code(one), label: one.word(t) }
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(domain::day::text)
}

/// The unit of a limit, by a word that does not change with languages.
fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Workday => "workday",
        Unit::NaturalDay => "natural_day",
    }
}

fn limit(limit: Option<Limit>, t: &Texts) -> Option<ProcessingTime> {
    limit.map(|limit| ProcessingTime { value: limit.days, unit: concept(limit.unit, unit, t) })
}

impl Names {
    fn place(&self, id: PlaceId) -> String {
        self.places.get(&id).map(|(code, _)| code.clone()).unwrap_or_default()
    }

    fn service(&self, item: Item) -> PublicService {
        let (f, t) = (item.fields, &self.t);
        PublicService {
            identifier: f.code,
            base_code: f.base_code,
            name: f.name,
            kind: concept(f.kind, domain::catalogue::codes::ItemKind::code, t),
            status: concept(f.state, ItemState::code, t),
            has_competent_authority: f.body.map(organisation),
            has_participation: f.joint.into_iter().map(organisation).collect(),
            thematic_area: f.modules.iter().filter_map(|module| self.modules.get(module)).cloned().collect(),
            levels: f.levels.into_iter().map(Level::code).collect(),
            audience: f.audience.into_iter().map(|one| concept(one, domain::catalogue::codes::Audience::code, t)).collect(),
            handling: concept(f.handling, domain::catalogue::codes::Handling::code, t),
            processing_time: limit(f.promised, t),
            legal_time_limit: limit(f.legal, t),
            visits: f.visits,
            has_legal_resource: f
                .basis
                .into_iter()
                .map(|row| LegalResource { title: row.law, article: row.article, clause: String::new(), description: row.text })
                .collect(),
            holds_requirement: f.conditions.into_iter().map(|row| Requirement { description: row.text }).collect(),
            has_input: f
                .materials
                .into_iter()
                .map(|row| Evidence {
                    name: row.name,
                    necessity: concept(row.need, domain::catalogue::codes::MaterialNeed::code, t),
                    kind: concept(row.kind, domain::catalogue::codes::MaterialKind::code, t),
                    form: concept(row.form, domain::catalogue::codes::MaterialForm::code, t),
                    copies: row.copies,
                    description: row.standard,
                    source: concept(row.source, domain::catalogue::codes::MaterialSource::code, t),
                    blank: row.blank,
                    sample: row.sample,
                })
                .collect(),
            follows: f.steps.into_iter().map(|row| Rule { name: row.name, description: row.content, term: row.term }).collect(),
            has_cost: f.fees.into_iter().map(|row| Cost { name: row.name, description: row.standard, basis: row.basis }).collect(),
            produces: f.results.into_iter().map(|row| Output { name: row.name, kind: row.kind, delivery: row.delivery }).collect(),
            has_channel: f
                .channels
                .into_iter()
                .map(|row| ServiceChannel {
                    kind: concept(row.kind, domain::catalogue::codes::ChannelKind::code, t),
                    address: row.address,
                    opening_hours: row.hours,
                })
                .collect(),
            opening_hours: f.hours,
            has_contact_point: ContactPoint { consultation: f.consult, supervision: f.supervise },
            questions: f.questions.into_iter().map(|row| QuestionAnswer { question: row.question, answer: row.answer }).collect(),
            verified: day(f.verified),
        }
    }

    fn responsibility(&self, listed: &Listed, approval: String, f: DutyFields) -> Responsibility {
        let t = &self.t;
        let legal = |row: domain::duty::LegalBasis| LegalResource {
            title: row.law,
            article: row.article,
            clause: row.clause,
            description: row.text,
        };
        Responsibility {
            identifier: format!("duty-{}", listed.id.0),
            code: f.code,
            name: f.name,
            version: listed.no,
            valid_from: day(listed.from).unwrap_or_default(),
            list: concept(f.list, domain::duty::DutyList::code, t),
            kind: concept(f.kind, domain::catalogue::codes::ItemKind::code, t),
            is_part_of: f.parent.map(|parent| format!("duty-{}", parent.0)),
            has_competent_authority: f.body.map(organisation),
            has_participation: f.joint.into_iter().map(organisation).collect(),
            spatial: f.place.map(|place| self.place(place)).unwrap_or_default(),
            levels: f.levels.into_iter().map(Level::code).collect(),
            undertaker: f.undertaker,
            authority: f.authority,
            duties: f.body_duty,
            has_legal_resource: f.basis.into_iter().map(legal).collect(),
            measures: f.measures,
            follows: f.steps.into_iter().map(|row| Rule { name: row.name, description: row.content, term: String::new() }).collect(),
            accountability: Accountability { accountable: f.accountable, situations: f.situations, basis: f.accountability_basis },
            has_contact_point: ContactPoint { consultation: String::new(), supervision: f.hotline },
            flow_chart: f.flow_chart,
            verified: day(f.verified),
            approval,
        }
    }
}

/// Items that people can be told of: published and in force, begun, not ended, not withdrawn. What was only drafted since is left out.
async fn services(conn: &mut Conn<'_>, today: Date, names: &Names) -> Result<Vec<PublicService>, Failure> {
    let mut all = Vec::new();
    for (id, text) in catalogue::release::in_force_texts(conn, today).await? {
        let is_there = text.effective.is_none_or(|day| day <= today) && text.ends.is_none_or(|day| day > today);
        if is_there && let Some(working) = catalogue::item::find(conn, id).await? {
            let fields = crate::items::release::last_checked(text, &working.fields);
            all.push(names.service(Item { fields, ..working }));
        }
    }
    Ok(all)
}

/// The lists as they are in force today.
async fn responsibilities(conn: &mut Conn<'_>, today: Date, names: &Names) -> Result<Vec<Responsibility>, Failure> {
    let filter = duties::DutyFilter { as_of: Some(today), standing: Some(Standing::Published), ..duties::DutyFilter::default() };
    let mut all = Vec::new();
    let mut at = Some(At::First);
    while let Some(asked) = at {
        let page = duties::page(conn, &filter, (By::Code, false), &asked, EXPORT_PAGE).await?;
        let ids: Vec<_> = page.rows.iter().map(|listed| listed.version).collect();
        let mut texts = duty::contents(conn, &ids).await?;
        for listed in page.rows {
            let Some(fields) = texts.remove(&listed.version) else { continue };
            let approval = duty::find(conn, listed.version).await?.map(|head| head.paper).unwrap_or_default();
            all.push(names.responsibility(&listed, approval, fields));
        }
        at = page.after.map(At::After);
    }
    Ok(all)
}

impl Handle for ExportOpen {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let today = cx.today();
        let notice = crate::ratings::stamp(cx).await?;
        let conn = &mut cx.conn().await?;
        let places = place::all(conn).await?;
        let names = Names {
            modules: catalogue::modules(conn).await?.into_iter().map(|module| (module.id, module.fields.name)).collect(),
            places: places.iter().map(|place| (place.id, (place.code.as_str().to_owned(), place.name.clone()))).collect(),
            // The file is read by programs of this district: its labels are Chinese, whoever writes it.
            t: words::texts(Lang::Zh),
        };
        let district = place::district(conn).await?.and_then(|id| names.places.get(&id)).cloned().unwrap_or_default();
        let bodies = body::all(conn).await?.into_iter().map(|body| PublicOrganisation {
            identifier: organisation(body.id),
            preferred_label: body.name,
            registration_number: body.code,
            spatial: names.place(body.place),
        });
        let open = Open {
            form: FORM,
            issued: domain::day::text(today),
            language: "zh-CN",
            notice,
            spatial: Spatial { identifier: district.0, name: district.1 },
            public_organisations: bodies.collect(),
            public_services: services(conn, today, &names).await?,
            responsibilities: responsibilities(conn, today, &names).await?,
        };
        let (of_services, of_duties) = (open.public_services.len() as u64, open.responsibilities.len() as u64);
        let path = cx.path_out(&self.out)?;
        let unwritable = |e: std::io::Error| files::unwritable(&self.out.name, &e);
        let mut file = files::Atomic::create(&path, &self.out.name)?;
        let mut writer = file.writer();
        serde_json::to_writer_pretty(&mut writer, &open).map_err(|e| unwritable(e.into()))?;
        writer.write_all(b"\n").map_err(unwritable)?;
        drop(writer);
        file.keep(&self.out.name)?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "public_services": of_services, "responsibilities": of_duties })));
        Ok(Written { rows: of_services + of_duties })
    }
}
