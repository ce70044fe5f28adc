//! The five groups: their names, who leads them, how their tasks stand.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::supervision::Eyes;
use crate::words;
use api::task::{GroupRow, Groups, ListGroups, SaveGroup};
use api::{ApiError, ErrorCode};
use domain::supervision::light::Light;
use domain::task::flow::TaskState;
use domain::task::{Group, GroupFields};
use serde_json::json;
use store::task::list::{self, Counted};
use store::{Conn, place, task};
use texts::Texts;
use texts::words::Word;

/// What was edited of a group, and its version.
async fn edited(conn: &mut Conn<'_>, group: Group) -> Result<(GroupFields, i64), Failure> {
    let all = task::groups(conn).await?;
    Ok(all.into_iter().find(|(one, ..)| *one == group).map(|(_, fields, version)| (fields, version)).unwrap_or_default())
}

/// What the groups are called here.
pub(super) struct Names(Vec<(Group, String)>);

impl Names {
    pub(super) async fn read(conn: &mut Conn<'_>, t: &Texts) -> Result<Self, Failure> {
        let edited = task::groups(conn).await?;
        let name = |group: &Group| {
            let own = edited.iter().find(|(one, ..)| one == group).map(|(_, fields, _)| fields.name.clone());
            (*group, own.filter(|name| !name.is_empty()).unwrap_or_else(|| group.word(t)))
        };
        Ok(Self(Group::ALL.iter().map(name).collect()))
    }

    pub(super) fn of(&self, group: Group) -> String {
        self.0.iter().find(|(one, _)| *one == group).map(|(_, name)| name.clone()).unwrap_or_default()
    }
}

fn row(group: Group, (fields, version): (GroupFields, i64), counts: &[Counted]) -> GroupRow {
    let n = |fits: &dyn Fn(&Counted) -> bool| counts.iter().filter(|one| one.group == group && fits(one)).map(|one| one.n).sum();
    GroupRow {
        group,
        fields,
        version,
        tasks: n(&|one| one.state != TaskState::Halted),
        done: n(&|one| one.state == TaskState::Done),
        red: n(&|one| one.light == Some(Light::Red)),
        yellow: n(&|one| one.light == Some(Light::Yellow)),
    }
}

impl Handle for ListGroups {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Groups, Failure> {
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let conn = &mut cx.conn().await?;
        let district = place::district(conn).await?.ok_or(ErrorCode::SetupNeeded)?;
        let counts = list::counts(conn, &list::TaskFilter::default(), today).await?;
        let mut groups = Vec::with_capacity(Group::ALL.len());
        for group in Group::ALL {
            groups.push(row(*group, edited(conn, *group).await?, &counts));
        }
        Ok(Groups { groups, editable: eyes.supervises_at(district), may_add: eyes.is_instructing() })
    }
}

/// A group's text as the log tells it: with the name beside the key, since it may be another later.
fn logged(names: &crate::supervision::Names, fields: &GroupFields) -> serde_json::Value {
    json!({ "task_group": { "name": fields.name, "lead": fields.lead, "lead_name": names.body(fields.lead), "leader": fields.leader } })
}

impl Handle for SaveGroup {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<GroupRow, Failure> {
        cx.work().await?;
        let (eyes, today, t) = (Eyes::of(cx).await?, cx.today(), words::texts(cx.lang));
        let conn = &mut cx.conn().await?;
        let district = place::district(conn).await?.ok_or(ErrorCode::SetupNeeded)?;
        if !eyes.supervises_at(district) {
            return Err(ErrorCode::NotPermitted.into());
        }
        let fields = self.fields.tidy();
        if let Some(problem) = fields.problem() {
            return Err(items::check::wrong(&problem).into());
        }
        if fields.lead.is_some_and(|lead| !eyes.is_body(lead)) {
            return Err(ApiError::invalid("lead", "unknown").into());
        }
        // Two groups of one name could not be told apart.
        let names = Names::read(conn, &t).await?;
        if Group::ALL.iter().any(|other| *other != self.group && names.of(*other) == fields.name) {
            return Err(ApiError::invalid("name", "taken").into());
        }
        let before = edited(conn, self.group).await?;
        let counts = list::counts(conn, &list::TaskFilter::default(), today).await?;
        if before.1 != self.version || !task::save_group(conn, self.group, &fields, self.version).await? {
            let now = edited(conn, self.group).await?;
            return Err(conflict(&row(self.group, now, &counts))?);
        }
        let now = edited(conn, self.group).await?;
        let names_of = crate::supervision::Names::read(conn).await?;
        cx.note(
            format!("task_group:{}", self.group.code()),
            Some(json!({ "before": logged(&names_of, &before.0), "after": logged(&names_of, &fields) })),
        );
        cx.work().await?.changed("task", None);
        Ok(row(self.group, now, &counts))
    }
}
