//! 督办: matters, who answers for them, what was done about them, forms; see docs/decisions/0021.
//!
//! A row keeps from which day on it is yellow and red, so that lists read the light of any day from an index. Those days follow
//! from [`domain::supervision::light`] and nothing else: whatever writes a row reckons them anew.

pub mod form;
pub mod list;

use crate::db::Conn;
use crate::error::StoreError;
use crate::ledger::Placed;
use crate::seed::pinyin_of;
use crate::{on, sql};
use domain::body::BodyId;
use domain::place::PlaceId;
use domain::supervision::flow::{Act, State};
use domain::supervision::light::{Facts, LightRule, turns};
use domain::supervision::{Link, LinkKind, MatterFields, MatterId, Source};
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

macro_rules! head {
    () => {
        "m.id, m.number, m.number_key, m.title, m.source, m.instructor, m.responsible, m.lead_id, m.place_id, m.state, m.state_before,
            m.issued_day, m.due_day, m.first_due, m.feedback_from, m.feedback_day, m.submitted_day, m.halted_day, m.asking_to, m.asking_reason,
            m.asking_who, m.link_kind, m.link_id, m.link_label, m.author, m.moved_at, m.version"
    };
}

sql! {
    HEAD = concat!("SELECT ", head!(), " FROM matter m WHERE m.id = $1");
    LIT = concat!("SELECT ", head!(), " FROM matter m WHERE m.rank = 0 ORDER BY m.id");
    HANDED_OUT = concat!("SELECT ", head!(), " FROM matter m WHERE m.due_day <> '' AND m.state IN ('unsigned', 'in_hand', 'in_review', 'halted')
        ORDER BY m.id");
    LINKED = concat!("SELECT ", head!(), " FROM matter m WHERE m.link_kind = $1 AND m.link_id = $2 ORDER BY m.id DESC");
    CONTENT = "SELECT content FROM matter WHERE id = $1";
    INSERT = "INSERT INTO matter (title, pinyin, search, source, instructor, responsible, lead_id, place_id, sort_day, link_kind, link_id,
            link_label, author, moved_at, content)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id";
    SAVE = "UPDATE matter SET title = $3, pinyin = $4, search = $5, source = $6, instructor = $7, responsible = $8, lead_id = $9, place_id = $10,
            content = $11, moved_at = $12, sort_day = $13, version = version + 1
        WHERE id = $1 AND version = $2 AND state = 'unissued'";
    MOVE = "UPDATE matter SET number = $3, number_key = $4, search = $5, state = $6, state_before = $7, issued_day = $8, due_day = $9,
            first_due = $10, feedback_from = $11, feedback_day = $12, submitted_day = $13, halted_day = $14, asking_to = $15, asking_reason = $16,
            asking_who = $17, rank = $18, sort_day = $19, yellow_from = $20, moved_at = $21, version = version + 1
        WHERE id = $1 AND version = $2";
    RELIGHT = "UPDATE matter SET sort_day = $2, yellow_from = $3 WHERE id = $1";
    BODIES = "SELECT body_id, is_lead FROM matter_body WHERE matter_id = $1 ORDER BY is_lead DESC, body_id";
    TAKE_BODIES = "DELETE FROM matter_body WHERE matter_id = $1";
    ADD_BODY = "INSERT INTO matter_body (matter_id, body_id, is_lead) VALUES ($1, $2, $3)";
    NUMBER = "INSERT INTO matter_serial (year, last) VALUES ($1, 1) ON CONFLICT (year) DO UPDATE SET last = matter_serial.last + 1 RETURNING last";
    NUMBERED = "SELECT COUNT(*) FROM matter WHERE number = $1";
    STEPS = "SELECT matter_id, act, words, problems, steps, due_before, due_after, form, filler, person, who, day, at FROM matter_step
        WHERE matter_id = $1 ORDER BY id";
    CASE_ROW = "SELECT c.place_id, p.name AS place_name, c.body_id, i.name AS item, c.day, c.cases FROM case_count c JOIN place p ON p.id = c.place_id
        LEFT JOIN item i ON i.id = c.item_id WHERE c.id = $1";
    ADD_STEP = "INSERT INTO matter_step (matter_id, act, words, problems, steps, due_before, due_after, form, filler, person, who, day, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
}

/// A matter without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Key.
    pub id: MatterId,
    /// 编号; empty before it is handed out for the first time.
    pub number: String,
    /// By what it is ordered.
    pub number_key: String,
    /// 督办事项
    pub title: String,
    /// 来源
    pub source: Source,
    /// 批示人
    pub instructor: String,
    /// 责任人
    pub responsible: String,
    /// 主办单位
    pub lead: Option<BodyId>,
    /// 涉及单位
    pub place: PlaceId,
    /// 状态
    pub state: State,
    /// Where a halted one stood.
    pub state_before: Option<State>,
    /// When it was handed out.
    pub issued: Option<Date>,
    /// 时限
    pub due: Option<Date>,
    /// The term as it was first set.
    pub first_due: Option<Date>,
    /// From when on feedback is counted.
    pub feedback_from: Option<Date>,
    /// Until when feedback is due.
    pub feedback: Option<Date>,
    /// When it was reported as done.
    pub submitted: Option<Date>,
    /// When it was halted.
    pub halted: Option<Date>,
    /// More time that is asked for: until when, why, by whom.
    pub asking: Option<(Date, String, String)>,
    /// The row that it was made of, and what that was called.
    pub link: Option<(Link, String)>,
    /// Who registered it.
    pub author: String,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// Moves by one with every change.
    pub version: i64,
}

impl Head {
    /// What its light depends on; none before it is handed out.
    pub fn facts(&self) -> Option<Facts> {
        Some(Facts { state: self.state, issued: self.issued?, due: self.due?, feedback: self.feedback, submitted: self.submitted })
    }
}

/// The ranks of the others: what is still to be done, what is done, what is off the ledger, what was given up.
pub(crate) const RANKS: [(i64, &[State]); 4] =
    [(1, &[State::Unissued, State::Halted]), (2, &[State::Completed]), (3, &[State::Closed]), (4, &[State::Revoked])];

fn placed(head: &Head, rule: &LightRule) -> Placed {
    let rank = || RANKS.iter().find(|(_, states)| states.contains(&head.state)).map_or(1, |(rank, _)| *rank);
    let turns = head.facts().and_then(|facts| turns(&facts, rule));
    turns.map_or_else(|| Placed::unlit(rank(), head.moved_at.day()), |turns| Placed::lit(&turns))
}

#[derive(FromRow)]
struct Row {
    id: i64,
    number: String,
    number_key: String,
    title: String,
    source: String,
    instructor: String,
    responsible: String,
    lead_id: Option<i64>,
    place_id: i64,
    state: String,
    state_before: String,
    issued_day: String,
    due_day: String,
    first_due: String,
    feedback_from: String,
    feedback_day: String,
    submitted_day: String,
    halted_day: String,
    asking_to: String,
    asking_reason: String,
    asking_who: String,
    link_kind: String,
    link_id: i64,
    link_label: String,
    author: String,
    moved_at: i64,
    version: i64,
}

/// A day as it is stored: empty for none.
pub(crate) fn day_text(day: Option<Date>) -> String {
    day.map(domain::day::text).unwrap_or_default()
}

/// A day as it was stored.
pub(crate) fn stored_day(text: &str) -> Result<Option<Date>, ()> {
    if text.is_empty() { Ok(None) } else { domain::day::of_text(text).map(Some).ok_or(()) }
}

impl TryFrom<Row> for Head {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("matter", column, row.id);
        let day = |text: &str, column| stored_day(text).map_err(|()| wrong(column));
        let link = match row.link_kind.as_str() {
            "" => None,
            kind => Some(Link { kind: LinkKind::from_code(kind).ok_or_else(|| wrong("link_kind"))?, id: row.link_id }),
        };
        let before = match row.state_before.as_str() {
            "" => None,
            state => Some(State::from_code(state).ok_or_else(|| wrong("state_before"))?),
        };
        let asking = day(&row.asking_to, "asking_to")?.map(|to| (to, row.asking_reason.clone(), row.asking_who.clone()));
        Ok(Self {
            id: MatterId(row.id),
            source: Source::from_code(&row.source).ok_or_else(|| wrong("source"))?,
            state: State::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            state_before: before,
            issued: day(&row.issued_day, "issued_day")?,
            due: day(&row.due_day, "due_day")?,
            first_due: day(&row.first_due, "first_due")?,
            feedback_from: day(&row.feedback_from, "feedback_from")?,
            feedback: day(&row.feedback_day, "feedback_day")?,
            submitted: day(&row.submitted_day, "submitted_day")?,
            halted: day(&row.halted_day, "halted_day")?,
            lead: row.lead_id.map(BodyId),
            place: PlaceId(row.place_id),
            asking,
            link: link.map(|link| (link, row.link_label)),
            number: row.number,
            number_key: row.number_key,
            title: row.title,
            instructor: row.instructor,
            responsible: row.responsible,
            author: row.author,
            moved_at: Instant(row.moved_at),
            version: row.version,
        })
    }
}

fn heads(rows: Vec<Row>) -> Result<Vec<Head>, StoreError> {
    rows.into_iter().map(Head::try_from).collect()
}

/// A matter without its text.
pub async fn find(conn: &mut Conn<'_>, id: MatterId) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(HEAD).bind(id.0).fetch_optional(c).await?);
    row.map(Head::try_from).transpose()
}

/// Every matter that was made of a row, the newest first.
pub async fn linked(conn: &mut Conn<'_>, link: Link) -> Result<Vec<Head>, StoreError> {
    heads(on!(conn, c => sqlx::query_as(LINKED).bind(link.kind.code()).bind(link.id).fetch_all(c).await?))
}

/// Every matter that has been handed out and is neither done nor given up.
pub async fn handed_out(conn: &mut Conn<'_>) -> Result<Vec<Head>, StoreError> {
    heads(on!(conn, c => sqlx::query_as(HANDED_OUT).fetch_all(c).await?))
}

/// A matter's text.
pub async fn content(conn: &mut Conn<'_>, id: MatterId) -> Result<Option<MatterFields>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(CONTENT).bind(id.0).fetch_optional(c).await?);
    let read = |(text,): (String,)| serde_json::from_str(&text).map_err(|_| StoreError::inconsistent("matter", "content", id.0));
    row.map(read).transpose()
}

/// Characters of a person's name that are searched: an index holds them.
const NAME_CHARS: usize = 60;

/// The pinyin of a title, and everything that is searched.
fn searched(number: &str, title: &str, instructor: &str, responsible: &str) -> (String, String) {
    let (pinyin, initials) = pinyin_of(title);
    let short = |name: &str| name.chars().take(NAME_CHARS).collect::<String>();
    let (instructor, responsible) = (short(instructor), short(responsible));
    let all = [number, title, &pinyin, &initials, &instructor, &responsible];
    let search = all.map(str::to_lowercase).join("\n");
    (pinyin, search)
}

fn stored(fields: &MatterFields) -> Result<String, StoreError> {
    serde_json::to_string(fields).map_err(|e| StoreError::inconsistent("matter", "content", e))
}

/// Registers a matter about a place; `label` is what the row that it is made of is called.
pub async fn insert(
    conn: &mut Conn<'_>,
    fields: &MatterFields,
    place: PlaceId,
    label: &str,
    author: &str,
    at: Instant,
) -> Result<MatterId, StoreError> {
    let ((pinyin, search), text) = (searched("", &fields.title, &fields.instructor, &fields.responsible), stored(fields)?);
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(&fields.title)
        .bind(pinyin.as_str())
        .bind(search.as_str())
        .bind(fields.source.code())
        .bind(&fields.instructor)
        .bind(&fields.responsible)
        .bind(fields.lead.map(|body| body.0))
        .bind(place.0)
        .bind(domain::day::text(at.day()))
        .bind(fields.link.map_or("", |link| link.kind.code()))
        .bind(fields.link.map_or(0, |link| link.id))
        .bind(label)
        .bind(author)
        .bind(at.0)
        .bind(text.as_str())
        .fetch_one(c)
        .await?);
    let id = MatterId(id);
    join(conn, id, fields).await?;
    Ok(id)
}

async fn join(conn: &mut Conn<'_>, id: MatterId, fields: &MatterFields) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE_BODIES).bind(id.0).execute(c).await?; });
    let all = fields.lead.iter().map(|body| (body, 1_i64)).chain(fields.helpers.iter().map(|body| (body, 0)));
    for (body, is_lead) in all {
        on!(conn, c => { sqlx::query(ADD_BODY).bind(id.0).bind(body.0).bind(is_lead).execute(c).await?; });
    }
    Ok(())
}

/// Saves the text of a matter that is not handed out. False if it has moved, or is handed out: nothing is written then.
pub async fn save(conn: &mut Conn<'_>, head: &Head, fields: &MatterFields, place: PlaceId, at: Instant) -> Result<bool, StoreError> {
    let ((pinyin, search), text) = (searched(&head.number, &fields.title, &fields.instructor, &fields.responsible), stored(fields)?);
    let saved = on!(conn, c => sqlx::query(SAVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(&fields.title)
        .bind(pinyin.as_str())
        .bind(search.as_str())
        .bind(fields.source.code())
        .bind(&fields.instructor)
        .bind(&fields.responsible)
        .bind(fields.lead.map(|body| body.0))
        .bind(place.0)
        .bind(text.as_str())
        .bind(at.0)
        .bind(domain::day::text(at.day()))
        .execute(c)
        .await?
        .rows_affected());
    if saved == 1 {
        join(conn, head.id, fields).await?;
    }
    Ok(saved == 1)
}

/// Moves a matter as `head` says now. False if it has moved since: nothing is written then.
pub async fn move_to(conn: &mut Conn<'_>, head: &Head, rule: &LightRule) -> Result<bool, StoreError> {
    let placed = placed(head, rule);
    let (_, search) = searched(&head.number, &head.title, &head.instructor, &head.responsible);
    let asking = head.asking.as_ref();
    let moved = on!(conn, c => sqlx::query(MOVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(&head.number)
        .bind(&head.number_key)
        .bind(search.as_str())
        .bind(head.state.code())
        .bind(head.state_before.map_or("", State::code))
        .bind(day_text(head.issued))
        .bind(day_text(head.due))
        .bind(day_text(head.first_due))
        .bind(day_text(head.feedback_from))
        .bind(day_text(head.feedback))
        .bind(day_text(head.submitted))
        .bind(day_text(head.halted))
        .bind(day_text(asking.map(|asking| asking.0)))
        .bind(asking.map_or("", |asking| asking.1.as_str()))
        .bind(asking.map_or("", |asking| asking.2.as_str()))
        .bind(placed.rank)
        .bind(placed.sort_day.as_str())
        .bind(placed.yellow_from.as_str())
        .bind(head.moved_at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(moved == 1)
}

/// Reckons the lights of everything that runs by another rule; how many there are.
pub async fn relight(conn: &mut Conn<'_>, rule: &LightRule) -> Result<u64, StoreError> {
    let lit = heads(on!(conn, c => sqlx::query_as(LIT).fetch_all(c).await?))?;
    let n = lit.len() as u64;
    for head in lit {
        let placed = placed(&head, rule);
        on!(conn, c => {
            sqlx::query(RELIGHT)
                .bind(head.id.0)
                .bind(placed.sort_day.as_str())
                .bind(placed.yellow_from.as_str())
                .execute(c)
                .await?;
        });
    }
    Ok(n)
}

/// The bodies of a matter: the lead, and those that help.
pub async fn bodies(conn: &mut Conn<'_>, id: MatterId) -> Result<(Option<BodyId>, Vec<BodyId>), StoreError> {
    let rows: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(BODIES).bind(id.0).fetch_all(c).await?);
    let lead = rows.iter().find(|(_, is_lead)| *is_lead != 0).map(|(body, _)| BodyId(*body));
    Ok((lead, rows.into_iter().filter(|(_, is_lead)| *is_lead == 0).map(|(body, _)| BodyId(body)).collect()))
}

/// The next number of a year.
pub async fn next_serial(conn: &mut Conn<'_>, year: i16) -> Result<i64, StoreError> {
    let (last,): (i64,) = on!(conn, c => sqlx::query_as(NUMBER).bind(i64::from(year)).fetch_one(c).await?);
    Ok(last)
}

/// Whether a number is taken, as by another pattern.
pub async fn is_numbered(conn: &mut Conn<'_>, number: &str) -> Result<bool, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(NUMBERED).bind(number).fetch_one(c).await?);
    Ok(n > 0)
}

/// What somebody did with a matter, and said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub act: Act,
    /// His words.
    pub words: String,
    /// 存在问题
    pub problems: String,
    /// 下一步措施
    pub steps: String,
    /// The term before.
    pub due_before: Option<Date>,
    /// The term afterwards, or the one that was asked for.
    pub due_after: Option<Date>,
    /// The returned form that said it.
    pub form: String,
    /// Who filled it in.
    pub filler: String,
    /// Who: an account's key, or what does without one.
    pub person: String,
    /// By name.
    pub who: String,
    /// On which day.
    pub day: Option<Date>,
    /// When.
    pub at: i64,
}

#[derive(FromRow)]
struct StepRow {
    matter_id: i64,
    act: String,
    words: String,
    problems: String,
    steps: String,
    due_before: String,
    due_after: String,
    form: String,
    filler: String,
    person: String,
    who: String,
    day: String,
    at: i64,
}

impl TryFrom<StepRow> for Step {
    type Error = StoreError;
    fn try_from(row: StepRow) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("matter_step", column, row.matter_id);
        let day = |text: &str, column| stored_day(text).map_err(|()| wrong(column));
        Ok(Self {
            act: Act::from_code(&row.act).ok_or_else(|| wrong("act"))?,
            due_before: day(&row.due_before, "due_before")?,
            due_after: day(&row.due_after, "due_after")?,
            day: day(&row.day, "day")?,
            words: row.words,
            problems: row.problems,
            steps: row.steps,
            form: row.form,
            filler: row.filler,
            person: row.person,
            who: row.who,
            at: row.at,
        })
    }
}

/// Everything that was done with a matter, in turn.
pub async fn steps(conn: &mut Conn<'_>, id: MatterId) -> Result<Vec<Step>, StoreError> {
    let rows: Vec<StepRow> = on!(conn, c => sqlx::query_as(STEPS).bind(id.0).fetch_all(c).await?);
    rows.into_iter().map(Step::try_from).collect()
}

/// Adds what somebody did.
pub async fn add_step(conn: &mut Conn<'_>, id: MatterId, step: &Step) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(ADD_STEP)
            .bind(id.0)
            .bind(step.act.code())
            .bind(&step.words)
            .bind(&step.problems)
            .bind(&step.steps)
            .bind(day_text(step.due_before))
            .bind(day_text(step.due_after))
            .bind(&step.form)
            .bind(&step.filler)
            .bind(&step.person)
            .bind(&step.who)
            .bind(day_text(step.day))
            .bind(step.at)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// A row of case counts that a matter is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Where.
    pub place: PlaceId,
    /// Its name.
    pub place_name: String,
    /// Handling body.
    pub body: Option<BodyId>,
    /// Item.
    pub item: Option<String>,
    /// Day of completion.
    pub day: Date,
    /// How many.
    pub cases: i64,
}

#[derive(FromRow)]
struct CountedCase {
    place_id: i64,
    place_name: String,
    body_id: i64,
    item: Option<String>,
    day: String,
    cases: i64,
}

/// A row of case counts, wherever it is: who may see it is the service's to ask.
pub async fn case_row(conn: &mut Conn<'_>, id: i64) -> Result<Option<CaseRow>, StoreError> {
    let row: Option<CountedCase> = on!(conn, c => sqlx::query_as(CASE_ROW).bind(id).fetch_optional(c).await?);
    let read = |row: CountedCase| {
        let day = domain::day::of_text(&row.day).ok_or_else(|| StoreError::inconsistent("case_count", "day", id))?;
        let body = (row.body_id != 0).then_some(BodyId(row.body_id));
        Ok(CaseRow { place: PlaceId(row.place_id), place_name: row.place_name, body, item: row.item, day, cases: row.cases })
    };
    row.map(read).transpose()
}
