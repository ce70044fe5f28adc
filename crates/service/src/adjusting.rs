//! 动态调整 as a paper in the form of GB/T 9704: what the responsibility lists and the service catalogue have in common of it. Each change
//! with what stood there and what stands there now, on what grounds, by whose opinions, and blanks for what is written by hand.

use crate::papers;
use api::ApiError;
use api::duty::{ADJUSTMENT_LIMIT, Opinion};
use documents::paper::{Block, Ink, Sheet, Words, numeral};
use domain::catalogue::provincial::{Differing, RowChange, RowDiffering};
use domain::catalogue::wording::Mark;
use domain::duty::differ::Adjustment;
use domain::duty::flow::{Act, Chain};
use domain::time::Instant;
use jiff::civil::Date;
use texts::format::{NONE, count, date};
use texts::words::{Word, who};
use texts::{Lang, Texts};

/// A text that made the change, or is to make it.
pub(crate) struct Step {
    pub(crate) no: i64,
    pub(crate) reason: String,
    pub(crate) countersigned: String,
    pub(crate) paper: String,
    pub(crate) published_at: Option<Instant>,
    /// In force from this day on, or to be.
    pub(crate) from: Option<Date>,
    pub(crate) chain: Option<Chain>,
    pub(crate) round: i64,
    pub(crate) said: Vec<Opinion>,
}

/// A change as the paper tells it.
pub(crate) struct Change {
    pub(crate) kind: Adjustment,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) body: String,
    /// What became of it: both texts beside each other, the new one, or what names the one that is withdrawn.
    pub(crate) told: Vec<Block>,
    /// The texts that made it so, in turn.
    pub(crate) steps: Vec<Step>,
}

/// The whole paper.
pub(crate) fn sheet(title: String, lead: String, stamp: Option<&str>, is_open: bool, changes: &[Change], t: &Texts) -> Sheet {
    let mut blocks: Vec<Block> = stamp.map(|stamp| Block::Under(stamp.to_owned())).into_iter().collect();
    if is_open {
        blocks.push(Block::Under(t.duty_adjustment_open()));
    }
    blocks.push(Block::Text(lead));
    let (facts, common) = common(changes, t);
    blocks.push(Block::Facts(facts));
    blocks.push(overview(changes, t));
    if changes.iter().any(|change| change.kind == Adjustment::Changed) {
        blocks.push(Block::Text(t.duty_adjustment_marks()));
    }
    let kinds = Adjustment::ALL.iter().copied().map(|kind| (kind, changes.iter().filter(|one| one.kind == kind).collect::<Vec<_>>()));
    for (at, (kind, of_kind)) in kinds.filter(|(_, of_kind)| !of_kind.is_empty()).enumerate() {
        blocks.push(Block::Heading(t.duty_adjustment_part(numbered(at + 1, t), kind.word(t), count(of_kind.len()))));
        for (at, change) in of_kind.into_iter().enumerate() {
            blocks.push(Block::Subheading(t.duty_adjustment_entry(numbered(at + 1, t), &change.name)));
            blocks.extend(change.told.iter().cloned());
            blocks.extend(grounds(change, &common, t));
        }
    }
    blocks.push(Block::Signed(t.duty_adjustment_office()));
    blocks.push(Block::Signed(t.duty_adjustment_blank_day()));
    Sheet { number: t.duty_adjustment_number(), title, blocks }
}

/// So many in one paper, and not none.
pub(crate) fn room(n: usize) -> Result<(), ApiError> {
    let fits = (1..=ADJUSTMENT_LIMIT).contains(&n);
    if fits { Ok(()) } else { Err(ApiError::invalid("of", "range").with("from", 1).with("to", ADJUSTMENT_LIMIT)) }
}

/// How many were added, changed and withdrawn.
pub(crate) fn counted(changes: &[Change]) -> [String; 3] {
    [Adjustment::Added, Adjustment::Changed, Adjustment::Withdrawn].map(|kind| count(changes.iter().filter(|one| one.kind == kind).count()))
}

/// A number of a heading, as papers of the language count.
fn numbered(n: usize, t: &Texts) -> String {
    match t.lang() {
        Lang::Zh => numeral(n),
        Lang::En => n.to_string(),
    }
}

/// What a publication has: its name, and how a text tells it. What nobody has settled is a blank.
type Told = (String, fn(&Step, &Texts) -> String);

fn day(day: Option<Date>, t: &Texts) -> String {
    day.map_or_else(|| t.duty_adjustment_blank_day(), |day| date(day, t.lang()))
}

fn told(t: &Texts) -> Vec<Told> {
    vec![
        (t.duty_paper(), |step, t| if step.paper.is_empty() { t.duty_adjustment_number() } else { step.paper.clone() }),
        (t.duty_adjustment_published(), |step, t| day(step.published_at.map(|at| at.day()), t)),
        (t.duty_from(), |step, t| day(step.from, t)),
    ]
}

/// What is the same for all changes, at the top; else each tells its own. Gives which names are told there.
fn common(changes: &[Change], t: &Texts) -> (Vec<(String, String)>, Vec<String>) {
    let steps = || changes.iter().flat_map(|change| &change.steps);
    let (mut facts, mut names) = (Vec::new(), Vec::new());
    for (name, of) in told(t) {
        let mut all: Vec<String> = steps().map(|step| of(step, t)).collect();
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

/// Every change in a line.
fn overview(changes: &[Change], t: &Texts) -> Block {
    let row = |(at, change): (usize, &Change)| {
        papers::cells([(at + 1).to_string(), change.kind.word(t), change.code.clone(), change.name.clone(), change.body.clone()])
    };
    Block::Table {
        head: vec![t.duty_adjustment_no(), t.duty_deed(), t.duty_code(), t.duty_name(), t.duty_body()],
        widths: vec![9, 15, 23, 31, 22],
        rows: changes.iter().enumerate().map(row).collect(),
    }
}

/// Why it was changed, and by whose opinions.
fn grounds(change: &Change, common: &[String], t: &Texts) -> Vec<Block> {
    let many = change.steps.len() > 1;
    let of_each = |say: &dyn Fn(&Step) -> String| {
        let line = |step: &Step| {
            let words = say(step);
            if many && !words.is_empty() { t.duty_adjustment_of_version(step.no.to_string(), words) } else { words }
        };
        let lines = change.steps.iter().map(line).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    let or_blank = |words: String| if words.is_empty() { t.duty_adjustment_blank() } else { words };
    let mut facts = vec![
        (t.duty_reason(), or_blank(of_each(&|step| step.reason.clone()))),
        (t.duty_countersigned(), or_blank(of_each(&|step| step.countersigned.clone()))),
    ];
    facts.extend(told(t).into_iter().filter(|(name, _)| !common.contains(name)).map(|(name, of)| (name, of_each(&|step| of(step, t)))));
    vec![Block::Facts(facts), signatures(change, many, t)]
}

/// 会签: each step of the chain with its opinion, by whom and when, and room to sign; and who published it.
fn signatures(change: &Change, many: bool, t: &Texts) -> Block {
    let mut rows = Vec::new();
    for made in &change.steps {
        let named = |step: String| if many { t.duty_adjustment_of_version(made.no.to_string(), step) } else { step };
        // What is said at publishing is the number of the paper, which stands above.
        let mut row = |step: String, said: Option<&Opinion>| {
            let opinion = said.map(|one| match one.act {
                Act::Published => one.act.word(t),
                _ if one.opinion.is_empty() => one.act.word(t),
                _ => one.opinion.clone(),
            });
            let by = said.map(|one| who(&one.who, t)).unwrap_or_default();
            let at = said.map(|one| date(one.at.day(), t.lang())).unwrap_or_default();
            rows.push(papers::cells([named(step), opinion.unwrap_or_default(), by, at, String::new()]));
        };
        let approved =
            |step: &str| made.said.iter().rev().find(|one| one.round == made.round && one.act == Act::Approved && one.step == step);
        for step in made.chain.iter().flat_map(|chain| &chain.steps) {
            row(step.name.clone(), approved(&step.name));
        }
        row(t.duty_chain_publish(), made.said.iter().rev().find(|one| one.act == Act::Published));
    }
    Block::Table {
        head: vec![t.duty_field_step(), t.duty_opinion(), t.duty_adjustment_by(), t.duty_adjustment_at(), t.duty_adjustment_sign()],
        widths: vec![22, 28, 15, 20, 15],
        rows,
    }
}

/// How the words of two texts are told.
pub(crate) trait Wording {
    /// The name of a field.
    fn field(&self, field: &str) -> String;
    /// What a field says in the old or in the new text.
    fn value(&self, is_new: bool, field: &str) -> String;
    /// The name of a column of a field that holds rows.
    fn column(&self, field: &str, column: &str) -> String;
    /// What a cell of it says.
    fn cell(&self, field: &str, column: &str, text: &str) -> String;
    /// The field holds rows.
    fn has_rows(&self, field: &str) -> bool;
}

/// Field by field what stood there and what stands there now, the words that differ marked.
pub(crate) fn compared(differing: Vec<Differing>, words: &impl Wording, t: &Texts) -> Block {
    let row = |one: Differing| {
        let field = one.field.as_str();
        let (before, after) = if words.has_rows(field) {
            rows(field, &one.rows, words, t)
        } else if one.pieces.is_empty() {
            let side = |ink, is_new| Words(vec![(ink, words.value(is_new, field))]);
            (side(Ink::Struck, false), side(Ink::Underlined, true))
        } else {
            sides(&one.pieces.into_iter().map(|piece| (piece.mark, piece.text)).collect::<Vec<_>>())
        };
        let or_none = |words: Words| if words.is_empty() { Words::from(NONE.to_owned()) } else { words };
        vec![Words::from(words.field(field)), or_none(before), or_none(after)]
    };
    Block::Table {
        head: vec![t.duty_adjustment_field(), t.duty_adjustment_before(), t.duty_adjustment_after()],
        widths: vec![18, 41, 41],
        rows: differing.into_iter().map(row).collect(),
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
fn rows(field: &str, all: &[RowDiffering], words: &impl Wording, t: &Texts) -> (Words, Words) {
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
                let pieces: Vec<(Mark, String)> =
                    cell.pieces.iter().map(|piece| (piece.mark, words.cell(field, &cell.column, &piece.text))).collect();
                let (old, new) = sides(&pieces);
                let said = if which == 0 { old } else { new };
                if said.is_empty() {
                    continue;
                }
                let gap = if n > 0 { t.duty_adjustment_between() } else { String::new() };
                side.add(Ink::Plain, format!("{gap}{}", t.duty_adjustment_cell(words.column(field, &cell.column))));
                side.0.extend(said.0);
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
