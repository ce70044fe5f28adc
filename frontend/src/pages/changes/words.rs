//! Changes in words; no view.

use api::change::{Change, Effect, EffectKind, Warning, WarningKind};
use domain::change::{ChangeKind, Deed, NewUnit, Unit};
use texts::Texts;

/// A change as a sentence without its day.
pub fn sentence(change: &Change, t: &Texts) -> String {
    let subject = |id: i64| change.subjects.iter().find(|s| s.id == id);
    let name = |id: i64| subject(id).map(|s| s.name.clone()).unwrap_or_default();
    let code = |id: i64| subject(id).and_then(|s| s.code.clone()).unwrap_or_else(|| t.change_no_code());
    match &change.deed {
        Deed::Rename { unit, name: after } => t.change_say_rename(name(*unit), after),
        Deed::Recode { unit, code: after } => t.change_say_recode(name(*unit), code(*unit), after),
        Deed::Open { new, .. } => t.change_say_open(&new.name),
        Deed::Close { unit } => t.change_say_close(name(*unit)),
        Deed::Merge { into, new, .. } => {
            let names = listed(&change.deed.ending().into_iter().map(name).collect::<Vec<_>>(), t);
            match (into, new) {
                (Some(into), _) => t.change_say_merge_into(names, name(*into)),
                (None, new) => t.change_say_merge_new(names, new.as_ref().map(|n| n.name.clone()).unwrap_or_default()),
            }
        }
        Deed::Split { unit, new } => t.change_say_split(name(*unit), listed(&names_of(new), t)),
    }
}

fn names_of(new: &[NewUnit]) -> Vec<String> {
    new.iter().map(|n| n.name.clone()).collect()
}

fn listed(names: &[String], t: &Texts) -> String {
    names.join(if t.lang() == texts::Lang::Zh { "、" } else { ", " })
}

/// What would happen, a line each. Codes that follow a town's are counted rather than listed.
pub fn effects(effects: &[Effect], t: &Texts) -> Vec<String> {
    let follows = effects.iter().filter(|e| e.kind == EffectKind::Follows).count();
    let mut lines: Vec<String> = effects.iter().filter_map(|effect| line(effect, t)).collect();
    if follows > 0 {
        lines.push(t.change_effect_follows(follows.to_string()));
    }
    lines
}

fn line(effect: &Effect, t: &Texts) -> Option<String> {
    let name = &effect.name;
    let before = effect.before.clone().unwrap_or_else(|| t.change_no_code());
    let after = effect.after.clone().unwrap_or_default();
    Some(match effect.kind {
        EffectKind::Renamed => t.change_effect_renamed(name, before, after),
        EffectKind::Recoded => t.change_effect_recoded(name, before, after),
        EffectKind::Follows => return None,
        EffectKind::Opened if after.is_empty() => t.change_effect_opened_plain(name),
        EffectKind::Opened => t.change_effect_opened(name, after),
        EffectKind::Ended => t.change_effect_ended(name),
        EffectKind::MergedInto => t.change_effect_merged(name, after),
        EffectKind::SplitInto => t.change_effect_split(name, after),
    })
}

/// What a person should know before.
pub fn warning(warning: &Warning, t: &Texts) -> String {
    let n = warning.n.to_string();
    match warning.kind {
        WarningKind::Points => t.change_warning_points(n),
        WarningKind::Grants => t.change_warning_grants(n),
        WarningKind::RatingsAfter => t.change_warning_ratings_after(n),
    }
}

/// What a kind of change means.
pub fn hint(kind: ChangeKind, t: &Texts) -> String {
    match kind {
        ChangeKind::Rename => t.change_kind_rename_hint(),
        ChangeKind::Recode => t.change_kind_recode_hint(),
        ChangeKind::Open => t.change_kind_open_hint(),
        ChangeKind::Close => t.change_kind_close_hint(),
        ChangeKind::Merge => t.change_kind_merge_hint(),
        ChangeKind::Split => t.change_kind_split_hint(),
    }
}

/// The kinds that a unit knows: points have no codes, and new ones are entered with everything about them elsewhere.
pub fn kinds(unit: Unit) -> Vec<ChangeKind> {
    let is_known = |kind: &ChangeKind| unit != Unit::Point || !matches!(kind, ChangeKind::Recode | ChangeKind::Open);
    ChangeKind::ALL.into_iter().filter(is_known).collect()
}

/// Why a change was taken back, or what stood in its way: the field and rule in words.
pub fn closing(change: &Change, t: &Texts) -> Option<String> {
    let text = change.closing.clone()?;
    if change.state != domain::change::ChangeState::Failed {
        return Some(text);
    }
    let rule = text.rsplit(' ').next().unwrap_or_default();
    Some(texts::error::rule(rule, &std::collections::BTreeMap::new(), t))
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::change::Subject;
    use domain::change::ChangeState;
    use domain::time::Instant;
    use jiff::civil::date;
    use texts::Lang;

    fn change(deed: Deed) -> Change {
        let subject = |id: i64, name: &str, code: Option<&str>| Subject { id, name: name.to_owned(), code: code.map(str::to_owned) };
        Change {
            no: 1,
            unit: Unit::Place,
            kind: deed.kind(),
            effective: date(2026, 12, 1),
            state: ChangeState::Done,
            deed,
            subjects: vec![subject(7, "鸭曹村委会", Some("440811100201")), subject(8, "谢家村委会", None)],
            reason: "撤村并居".to_owned(),
            paper: String::new(),
            by: "陈目录".to_owned(),
            made: Instant(0),
            done: None,
            closing: None,
        }
    }

    #[test]
    fn each_kind_is_a_sentence() {
        let t = Texts::load(Lang::Zh);
        let said = |deed| sentence(&change(deed), &t);
        let new = |name: &str| NewUnit { name: name.to_owned(), code: None };
        assert_eq!(said(Deed::Rename { unit: 7, name: "新鸭村委会".to_owned() }), "鸭曹村委会更名为新鸭村委会");
        assert_eq!(said(Deed::Recode { unit: 8, code: "440811100299".to_owned() }), "谢家村委会的代码由无改为440811100299");
        assert_eq!(said(Deed::Merge { from: vec![7, 8], into: Some(8), new: None }), "鸭曹村委会并入谢家村委会");
        assert_eq!(
            said(Deed::Merge { from: vec![7, 8], into: None, new: Some(new("鸭谢村委会")) }),
            "鸭曹村委会、谢家村委会合并为鸭谢村委会"
        );
        assert_eq!(said(Deed::Split { unit: 7, new: vec![new("东村"), new("西村")] }), "鸭曹村委会拆分为东村、西村");
    }

    #[test]
    fn codes_that_follow_are_counted() {
        let t = Texts::load(Lang::Zh);
        let effect = |kind| Effect { kind, name: "麻章镇".to_owned(), before: Some("1".to_owned()), after: Some("2".to_owned()) };
        let lines = effects(&[effect(EffectKind::Recoded), effect(EffectKind::Follows), effect(EffectKind::Follows)], &t);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].contains("2个村"));
    }

    #[test]
    fn what_stood_in_the_way_is_said() {
        let t = Texts::load(Lang::Zh);
        let failed = Change { state: ChangeState::Failed, closing: Some("name taken".to_owned()), ..change(Deed::Close { unit: 7 }) };
        assert_eq!(closing(&failed, &t), Some(t.error_field_taken()));
        assert!(!kinds(Unit::Point).contains(&ChangeKind::Recode) && kinds(Unit::Body).len() == 6);
    }
}
