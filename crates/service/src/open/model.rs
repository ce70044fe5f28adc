//! The file's form: names of CPSV-AP (Core Public Service Vocabulary) where it has one, in its spelling; the rest named likewise. The schema
//! beside the documentation says what each holds; a test holds both together.

use serde::Serialize;

/// The form of the file; another first number is another form.
pub(super) const FORM: &str = "1.0";

/// The file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Open {
    pub(super) form: &'static str,
    pub(super) issued: String,
    pub(super) language: &'static str,
    /// That it is no real data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) notice: Option<&'static str>,
    pub(super) spatial: Spatial,
    pub(super) public_organisations: Vec<PublicOrganisation>,
    pub(super) public_services: Vec<PublicService>,
    pub(super) responsibilities: Vec<Responsibility>,
}

#[derive(Serialize)]
pub(super) struct Spatial {
    pub(super) identifier: String,
    pub(super) name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PublicOrganisation {
    pub(super) identifier: String,
    pub(super) preferred_label: String,
    /// 统一社会信用代码
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) registration_number: Option<String>,
    pub(super) spatial: String,
}

/// What is chosen: its code, and its word.
#[derive(Serialize)]
pub(super) struct Concept {
    pub(super) identifier: &'static str,
    pub(super) label: String,
}

#[derive(Serialize)]
pub(super) struct LegalResource {
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) article: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) clause: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PublicService {
    pub(super) identifier: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) base_code: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: Concept,
    pub(super) status: Concept,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) has_competent_authority: Option<String>,
    pub(super) has_participation: Vec<String>,
    pub(super) thematic_area: Vec<String>,
    pub(super) levels: Vec<&'static str>,
    pub(super) audience: Vec<Concept>,
    pub(super) handling: Concept,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) processing_time: Option<ProcessingTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) legal_time_limit: Option<ProcessingTime>,
    pub(super) visits: u32,
    pub(super) has_legal_resource: Vec<LegalResource>,
    pub(super) holds_requirement: Vec<Requirement>,
    pub(super) has_input: Vec<Evidence>,
    pub(super) follows: Vec<Rule>,
    pub(super) has_cost: Vec<Cost>,
    pub(super) produces: Vec<Output>,
    pub(super) has_channel: Vec<ServiceChannel>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) opening_hours: String,
    pub(super) has_contact_point: ContactPoint,
    pub(super) questions: Vec<QuestionAnswer>,
    /// Null: nobody has checked it against its source.
    pub(super) verified: Option<String>,
}

/// A time as the law counts it: working days are no ISO 8601 duration.
#[derive(Serialize)]
pub(super) struct ProcessingTime {
    pub(super) value: u32,
    pub(super) unit: Concept,
}

#[derive(Serialize)]
pub(super) struct Requirement {
    pub(super) description: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Evidence {
    pub(super) name: String,
    pub(super) necessity: Concept,
    pub(super) kind: Concept,
    pub(super) form: Concept,
    pub(super) copies: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) source: Concept,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) blank: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) sample: String,
}

#[derive(Serialize)]
pub(super) struct Rule {
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) term: String,
}

#[derive(Serialize)]
pub(super) struct Cost {
    pub(super) name: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) basis: String,
}

#[derive(Serialize)]
pub(super) struct Output {
    pub(super) name: String,
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub(super) kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) delivery: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ServiceChannel {
    #[serde(rename = "type")]
    pub(super) kind: Concept,
    pub(super) address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) opening_hours: String,
}

#[derive(Serialize)]
pub(super) struct ContactPoint {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) consultation: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) supervision: String,
}

#[derive(Serialize)]
pub(super) struct QuestionAnswer {
    pub(super) question: String,
    pub(super) answer: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Responsibility {
    /// The key of the entry: codes may be missing and may change.
    pub(super) identifier: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) code: String,
    pub(super) name: String,
    pub(super) version: i64,
    pub(super) valid_from: String,
    pub(super) list: Concept,
    #[serde(rename = "type")]
    pub(super) kind: Concept,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_part_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) has_competent_authority: Option<String>,
    pub(super) has_participation: Vec<String>,
    pub(super) spatial: String,
    pub(super) levels: Vec<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) undertaker: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) authority: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) duties: String,
    pub(super) has_legal_resource: Vec<LegalResource>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) measures: String,
    pub(super) follows: Vec<Rule>,
    pub(super) accountability: Accountability,
    pub(super) has_contact_point: ContactPoint,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) flow_chart: String,
    pub(super) verified: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) approval: String,
}

#[derive(Serialize)]
pub(super) struct Accountability {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) accountable: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) situations: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) basis: String,
}
