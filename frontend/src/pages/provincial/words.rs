//! What rows mean and what became of them, in words; no view.

use super::super::catalogue::items::field_name;
use api::provincial::{Counts, DecisionPlan, Row, RowRefused};
use domain::catalogue::provincial::{Decision, Standing};
use texts::Texts;
use texts::format::count;
use texts::words::Word;

/// What a row changes here, in one line.
pub(super) fn changes(row: &Row, t: &Texts) -> String {
    match row.what {
        Standing::New => t.provincial_changes_new(),
        Standing::Withdrawn => t.provincial_changes_withdrawn(),
        Standing::Same => t.provincial_changes_none(),
        Standing::Changed => {
            let names: Vec<String> = row.fields.iter().filter_map(|field| field_name(field, t)).collect();
            names.join(&t.merge_comma())
        }
    }
}

/// What was decided: of a withdrawn one, what became of its item.
pub(super) fn decision(what: Standing, decision: Decision, t: &Texts) -> String {
    match (what, decision) {
        (Standing::Withdrawn, Decision::Claimed) => t.provincial_decision_stopped(),
        (Standing::Withdrawn, Decision::Declined) => t.provincial_decision_kept(),
        (_, decision) => decision.word(t),
    }
}

/// What a decision would do, a line each.
pub(super) fn plan(decision: Decision, done: Counts, t: &Texts) -> Vec<String> {
    let lines = match decision {
        Decision::Claimed => vec![
            (done.new, t.provincial_plan_new(count(done.new))),
            (done.changed, t.provincial_plan_changed(count(done.changed))),
            (done.withdrawn, t.provincial_plan_withdrawn(count(done.withdrawn))),
        ],
        Decision::Declined => vec![
            (done.new + done.changed, t.provincial_plan_declined(count(done.new + done.changed))),
            (done.withdrawn, t.provincial_plan_kept(count(done.withdrawn))),
        ],
        Decision::Open => vec![(done.to_decide(), t.provincial_plan_reopened(count(done.to_decide())))],
    };
    lines.into_iter().filter(|(n, _)| *n > 0).map(|(_, line)| line).collect()
}

/// Why a row can't be decided so.
pub(super) fn refused(refused: &RowRefused, t: &Texts) -> String {
    let why = texts::error::rule(&refused.rule, &refused.args, t);
    // The field of a cell (`materials.2.name`) is that of its rows.
    let field = refused.field.as_deref().and_then(|field| field_name(field.split('.').next().unwrap_or(field), t));
    match field {
        Some(field) => t.provincial_refused(&refused.name, field, why),
        None => t.provincial_refused_plain(&refused.name, why),
    }
}

/// What was done.
pub(super) fn done(decision: Decision, plan: &DecisionPlan, t: &Texts) -> String {
    let n = count(plan.done.to_decide() + plan.done.same);
    if plan.refused_count > 0 {
        return t.provincial_done_some(n, count(plan.refused_count));
    }
    match decision {
        Decision::Claimed => t.provincial_done_claimed(n),
        Decision::Declined => t.provincial_done_declined(n),
        Decision::Open => t.provincial_done_reopened(n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::provincial::RowId;
    use texts::Lang;

    #[test]
    fn what_would_be_done_is_told_without_what_would_not() {
        let t = Texts::load(Lang::Zh);
        let done = Counts { new: 2, changed: 0, withdrawn: 1, same: 0 };
        assert_eq!(plan(Decision::Claimed, done, &t), ["新建事项2个，状态待核实", "停办本区事项1个"]);
        assert_eq!(plan(Decision::Declined, done, &t).len(), 2);
        assert!(plan(Decision::Open, Counts::default(), &t).is_empty());
        assert_eq!(decision(Standing::Withdrawn, Decision::Declined, &t), "保留为本地补充");
    }

    #[test]
    fn a_refusal_names_the_field() {
        let t = Texts::load(Lang::Zh);
        let row = RowRefused {
            id: RowId(1),
            name: "甲".to_owned(),
            field: Some("materials.0.name".to_owned()),
            rule: "required".to_owned(),
            args: std::collections::BTreeMap::new(),
        };
        assert!(refused(&row, &t).starts_with("甲——申请材料："), "{}", refused(&row, &t));
    }
}
