//! 动态调整 as a paper in the form of GB/T 9704: what became of the list between two days, or what was or is to be published together.

use super::differ::adjusted;
use super::eyes::Eyes;
use super::papers::{content, name_parent, names, written};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::words;
use api::duty::{ADJUSTMENT_LIMIT, AdjustmentOf, CompareDates, ExportAdjustment};
use api::import::Written;
use api::{ApiError, ErrorCode};
use documents::paper::{Block, Ink, Paper, Sheet, Words, numeral};
use domain::catalogue::provincial::{Differing, RowChange, RowDiffering};
use domain::catalogue::wording::Mark;
use domain::duty::differ::{Adjustment, differing};
use domain::duty::flow::{Act, Deed, Stage};
use domain::duty::{DutyFields, DutyPart, VersionId};
use jiff::civil::Date;
use serde_json::json;
use store::duty::{self, Head, Opinion};
use store::place;
use texts::duty::{Names, cell_name, cell_word, field_name, value};
use texts::format::{NONE, count, date};
use texts::words::{Word, who};
use texts::{Lang, Texts};

/// An entry as the paper tells it.
struct Change {
    kind: Adjustment,
    /// What stood there; of what is added nothing.
    old: Option<DutyFields>,
    /// What stands there, or stood there until it was withdrawn.
    new: DutyFields,
    /// The versions that made it so, in turn, each with what was said about it.
    steps: Vec<(Head, Vec<Opinion>)>,
}

impl Change {
    fn last(&self) -> Option<&Head> {
        self.steps.last().map(|(head, _)| head)
    }
}

fn too_many(n: usize) -> Result<(), ApiError> {
    if (1..=ADJUSTMENT_LIMIT).contains(&n) {
        Ok(())
    } else {
        Err(ApiError::invalid("of", "range").with("from", 1).with("to", ADJUSTMENT_LIMIT))
    }
}

/// What became of the list between two days.
async fn between(cx: &mut Cx<'_>, days: &CompareDates) -> Result<Vec<Change>, Failure> {
    let all = adjusted(cx, days).await?;
    too_many(all.len())?;
    let conn = &mut cx.conn().await?;
    let mut changes = Vec::with_capacity(all.len());
    for one in all {
        let mut made: Vec<Head> = duty::versions(conn, one.id).await?;
        made.retain(|head| head.stage == Stage::Published && head.from.is_some_and(|from| from > days.from && from <= days.to));
        made.sort_by_key(|head| head.no);
        let mut steps = Vec::with_capacity(made.len());
        for head in made {
            let opinions = duty::opinions(conn, head.id).await?;
            steps.push((head, opinions));
        }
        let old = match one.old {
            Some(id) => duty::content(conn, id).await?,
            None => None,
        };
        let new = duty::content(conn, one.new.or(one.old).ok_or(ErrorCode::NotFound)?).await?.ok_or(ErrorCode::NotFound)?;
        changes.push(Change { kind: one.adjustment, old, new, steps });
    }
    Ok(changes)
}

/// What versions say, each beside the one that it replaced or is to replace.
async fn of_versions(cx: &mut Cx<'_>, ids: &[VersionId]) -> Result<Vec<Change>, Failure> {
    too_many(ids.len())?;
    let eyes = Eyes::of(cx).await?;
    let conn = &mut cx.conn().await?;
    let mut changes: Vec<Change> = Vec::with_capacity(ids.len());
    for id in ids {
        let head = duty::find(conn, *id).await?.filter(|head| eyes.sees(head)).ok_or(ErrorCode::NotFound)?;
        if !matches!(head.stage, Stage::Review | Stage::Approved | Stage::Planned | Stage::Published) {
            return Err(ApiError::invalid("of", "duty_adjustment_stage").with("name", &head.name).into());
        }
        if changes.iter().filter_map(Change::last).any(|other| other.duty == head.duty) {
            return Err(ApiError::invalid("of", "duty_set_twice").with("name", &head.name).into());
        }
        let kind = match head.deed {
            Deed::Add => Adjustment::Added,
            Deed::Change => Adjustment::Changed,
            Deed::Withdraw => Adjustment::Withdrawn,
        };
        let old = match head.based_on {
            // What was withdrawn before comes back as something new.
            Some(base) if kind != Adjustment::Added => duty::content(conn, base).await?,
            _ => None,
        };
        let new = duty::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
        let opinions = duty::opinions(conn, head.id).await?;
        changes.push(Change { kind, old, new, steps: vec![(head, opinions)] });
    }
    changes.sort_by(|a, b| a.new.code.cmp(&b.new.code));
    Ok(changes)
}

impl Handle for ExportAdjustment {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let t = words::texts(cx.lang);
        let (changes, told) = match &self.of {
            AdjustmentOf::Dates(days) => (between(cx, days).await?, json!({ "from": days.from.to_string(), "to": days.to.to_string() })),
            AdjustmentOf::Versions(ids) => (of_versions(cx, ids).await?, json!({ "versions": ids })),
        };
        let stamp = crate::ratings::stamp(cx).await?;
        let conn = &mut cx.conn().await?;
        let mut names = names(conn).await?;
        for change in &changes {
            for fields in change.old.iter().chain([&change.new]) {
                name_parent(conn, &mut names, fields).await?;
            }
        }
        let district = place::district_name(conn).await?;
        let mut blocks: Vec<Block> = stamp.map(|stamp| Block::Under(stamp.to_owned())).into_iter().collect();
        let is_open = changes.iter().filter_map(Change::last).any(|head| head.stage != Stage::Published);
        if is_open {
            blocks.push(Block::Under(t.duty_adjustment_open()));
        }
        blocks.push(Block::Text(lead(&changes, &self.of, &district, &t)));
        let (facts, common) = common(&changes, &t);
        blocks.push(Block::Facts(facts));
        blocks.push(overview(&changes, &names, &t));
        if changes.iter().any(|change| change.kind == Adjustment::Changed) {
            blocks.push(Block::Text(t.duty_adjustment_marks()));
        }
        let kinds = Adjustment::ALL.iter().copied().map(|kind| (kind, changes.iter().filter(|one| one.kind == kind).collect::<Vec<_>>()));
        for (at, (kind, of_kind)) in kinds.filter(|(_, of_kind)| !of_kind.is_empty()).enumerate() {
            blocks.push(Block::Heading(t.duty_adjustment_part(numbered(at + 1, &t), kind.word(&t), count(of_kind.len()))));
            for (at, change) in of_kind.into_iter().enumerate() {
                blocks.push(Block::Subheading(t.duty_adjustment_entry(numbered(at + 1, &t), &change.new.name)));
                blocks.extend(entry(change, &common, &names, &t));
            }
        }
        blocks.push(Block::Signed(t.duty_adjustment_office()));
        blocks.push(Block::Signed(t.duty_adjustment_blank_day()));
        let sheet = Sheet { number: t.duty_adjustment_number(), title: t.duty_adjustment_title(district), blocks };
        let paper = Paper { creator: t.product_title(), sheets: vec![sheet], ..Paper::default() };
        let rows = changes.len() as u64;
        written(cx, &self.out, &paper, rows, told).await?;
        Ok(Written { rows })
    }
}

/// A number of a heading, as papers of the language count.
fn numbered(n: usize, t: &Texts) -> String {
    match t.lang() {
        Lang::Zh => numeral(n),
        Lang::En => n.to_string(),
    }
}

/// How many entries were added, changed, withdrawn, and when.
fn lead(changes: &[Change], of: &AdjustmentOf, district: &str, t: &Texts) -> String {
    let n = |kind: Adjustment| count(changes.iter().filter(|one| one.kind == kind).count());
    let (added, changed, withdrawn) = (n(Adjustment::Added), n(Adjustment::Changed), n(Adjustment::Withdrawn));
    let lead = t.duty_adjustment_lead(district, added, changed, withdrawn);
    match of {
        AdjustmentOf::Dates(days) => format!("{lead}{}", t.duty_adjustment_days(date(days.from, t.lang()), date(days.to, t.lang()))),
        AdjustmentOf::Versions(_) => lead,
    }
}

/// What a publication has: its name, and how a version tells it. What nobody has settled is a blank.
type Told = (String, fn(&Head, &Texts) -> String);

fn day(day: Option<Date>, t: &Texts) -> String {
    day.map_or_else(|| t.duty_adjustment_blank_day(), |day| date(day, t.lang()))
}

fn told(t: &Texts) -> Vec<Told> {
    vec![
        (t.duty_paper(), |head, t| if head.paper.is_empty() { t.duty_adjustment_number() } else { head.paper.clone() }),
        (t.duty_adjustment_published(), |head, t| day(head.published_at.map(|at| at.day()), t)),
        (t.duty_from(), |head, t| day(head.from.or(head.effective), t)),
    ]
}

/// What is the same for all entries, at the top; else each tells its own. Gives which names are told there.
fn common(changes: &[Change], t: &Texts) -> (Vec<(String, String)>, Vec<String>) {
    let heads = || changes.iter().flat_map(|change| change.steps.iter().map(|(head, _)| head));
    let (mut facts, mut names) = (Vec::new(), Vec::new());
    for (name, of) in told(t) {
        let mut all: Vec<String> = heads().map(|head| of(head, t)).collect();
        all.dedup();
        match all.as_slice() {
            [one] => {
                facts.push((name.clone(), one.clone()));
                names.push(name);
            }
            _ => facts.push((name, t.duty_adjustment_each())),
        }
    }
    (facts, names)
}

/// Every entry in a line.
fn overview(changes: &[Change], names: &Names, t: &Texts) -> Block {
    let row = |(at, change): (usize, &Change)| {
        let body = change.new.body.map(|body| names.body(body)).unwrap_or_default();
        let cells = [(at + 1).to_string(), change.kind.word(t), change.new.code.clone(), change.new.name.clone(), body];
        cells.into_iter().map(Words::from).collect()
    };
    Block::Table {
        head: vec![t.duty_adjustment_no(), t.duty_deed(), t.duty_code(), t.duty_name(), t.duty_body()],
        widths: vec![9, 15, 23, 31, 22],
        rows: changes.iter().enumerate().map(row).collect(),
    }
}

/// What became of one entry, why, and by whose opinions.
fn entry(change: &Change, common: &[String], names: &Names, t: &Texts) -> Vec<Block> {
    let mut blocks = match (change.kind, &change.old) {
        (Adjustment::Changed, Some(old)) => vec![compared(old, &change.new, names, t)],
        (Adjustment::Added, _) => content(&change.new, names, t),
        _ => {
            let fields = ["code", "list", "kind", "body", "place"];
            let fact = |field: &str| (field_name(field, t).unwrap_or_default(), value(&change.new, field, names, t));
            vec![Block::Facts(fields.into_iter().map(fact).filter(|(_, words)| !words.is_empty()).collect())]
        }
    };
    let many = change.steps.len() > 1;
    let of_each = |say: &dyn Fn(&Head) -> String| {
        let line = |head: &Head| {
            let words = say(head);
            if many && !words.is_empty() { t.duty_adjustment_of_version(head.no.to_string(), words) } else { words }
        };
        let lines = change.steps.iter().map(|(head, _)| line(head)).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    let or_blank = |words: String| if words.is_empty() { t.duty_adjustment_blank() } else { words };
    let mut facts = vec![
        (t.duty_reason(), or_blank(of_each(&|head| head.reason.clone()))),
        (t.duty_countersigned(), or_blank(of_each(&|head| head.countersigned.clone()))),
    ];
    facts.extend(told(t).into_iter().filter(|(name, _)| !common.contains(name)).map(|(name, of)| (name, of_each(&|head| of(head, t)))));
    blocks.push(Block::Facts(facts));
    blocks.push(signatures(change, many, t));
    blocks
}

/// 会签: each step of the chain with its opinion, by whom and when, and room to sign; and who published it.
fn signatures(change: &Change, many: bool, t: &Texts) -> Block {
    let mut rows = Vec::new();
    for (head, opinions) in &change.steps {
        let named = |step: String| if many { t.duty_adjustment_of_version(head.no.to_string(), step) } else { step };
        let mut row = |step: String, said: Option<&Opinion>| {
            let opinion = said.map(|one| if one.opinion.is_empty() { one.act.word(t) } else { one.opinion.clone() });
            let by = said.map(|one| who(&one.who, t)).unwrap_or_default();
            let at = said.map(|one| date(one.at.day(), t.lang())).unwrap_or_default();
            rows.push([named(step), opinion.unwrap_or_default(), by, at, String::new()].into_iter().map(Words::from).collect());
        };
        let approved =
            |step: &str| opinions.iter().rev().find(|one| one.round == head.round && one.act == Act::Approved && one.step == step);
        for step in head.chain.iter().flat_map(|chain| &chain.steps) {
            row(step.name.clone(), approved(&step.name));
        }
        let published = opinions.iter().rev().find(|one| one.act == Act::Published);
        // What is said at publishing is the number of the paper, which stands above.
        let published = published.map(|one| Opinion { opinion: String::new(), ..one.clone() });
        row(t.duty_chain_publish(), published.as_ref());
    }
    Block::Table {
        head: vec![t.duty_field_step(), t.duty_opinion(), t.duty_adjustment_by(), t.duty_adjustment_at(), t.duty_adjustment_sign()],
        widths: vec![22, 28, 15, 20, 15],
        rows,
    }
}

/// Field by field what stood there and what stands there now, the words that differ marked.
fn compared(old: &DutyFields, new: &DutyFields, names: &Names, t: &Texts) -> Block {
    let row = |one: Differing| {
        let field = one.field.as_str();
        let (before, after) = match DutyPart::from_code(field) {
            Some(part) => rows(part, &one.rows, t),
            None if !one.pieces.is_empty() => sides(&one.pieces.into_iter().map(|piece| (piece.mark, piece.text)).collect::<Vec<_>>()),
            None => {
                let side = |ink, fields| Words(vec![(ink, value(fields, field, names, t))]);
                (side(Ink::Struck, old), side(Ink::Underlined, new))
            }
        };
        let or_none = |words: Words| if words.is_empty() { Words::from(NONE.to_owned()) } else { words };
        vec![Words::from(field_name(field, t).unwrap_or_default()), or_none(before), or_none(after)]
    };
    Block::Table {
        head: vec![t.duty_adjustment_field(), t.duty_adjustment_before(), t.duty_adjustment_after()],
        widths: vec![18, 41, 41],
        rows: differing(old, new).into_iter().map(row).collect(),
    }
}

/// Marked pieces as they were and as they are.
fn sides(pieces: &[(Mark, String)]) -> (Words, Words) {
    let (mut before, mut after) = (Words::default(), Words::default());
    for (mark, text) in pieces {
        match mark {
            Mark::Same => {
                before.add(Ink::Plain, text);
                after.add(Ink::Plain, text);
            }
            Mark::Old => before.add(Ink::Struck, text),
            Mark::New => after.add(Ink::Underlined, text),
        }
    }
    (before, after)
}

/// Rows as they were and as they are: those that are other, each with what became of it; how many are the same is said.
fn rows(part: DutyPart, all: &[RowDiffering], t: &Texts) -> (Words, Words) {
    let (mut before, mut after) = (Words::default(), Words::default());
    let told = all.iter().filter(|row| row.change != RowChange::Kept);
    for row in told {
        let (mark, in_old, in_new) = match row.change {
            RowChange::Added => (t.provincial_row_added(), false, true),
            RowChange::Removed => (t.provincial_row_removed(), true, false),
            _ => (t.provincial_row_changed(), true, true),
        };
        for (side, is_in, which) in [(&mut before, in_old, 0), (&mut after, in_new, 1)] {
            if !is_in {
                continue;
            }
            let begin = if side.is_empty() { "" } else { "\n" };
            side.add(Ink::Plain, format!("{begin}{}", t.duty_adjustment_row(&mark)));
            for (n, cell) in row.cells.iter().enumerate() {
                let worded = |text: &str| cell_word(part, &cell.column, text, t);
                let pieces: Vec<(Mark, String)> = cell.pieces.iter().map(|piece| (piece.mark, worded(&piece.text))).collect();
                let (old, new) = sides(&pieces);
                let words = if which == 0 { old } else { new };
                if words.is_empty() {
                    continue;
                }
                let gap = if n > 0 { t.duty_adjustment_between() } else { String::new() };
                side.add(Ink::Plain, format!("{gap}{}", t.duty_adjustment_cell(cell_name(part, &cell.column, t))));
                side.0.extend(words.0);
            }
        }
    }
    let kept = all.iter().filter(|row| row.change == RowChange::Kept).count();
    if kept > 0 {
        for side in [&mut before, &mut after] {
            let begin = if side.is_empty() { "" } else { "\n" };
            let said = if kept == all.len() { t.provincial_rows_moved() } else { t.provincial_rows_kept(count(kept)) };
            side.add(Ink::Plain, format!("{begin}{said}"));
        }
    }
    (before, after)
}
