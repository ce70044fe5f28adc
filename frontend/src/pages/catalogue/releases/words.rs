//! What texts that were handed in are called and how they stand, in words; no view.

use super::super::items::field_name;
use crate::pages::audit::words::who;
use crate::ui::Tint;
use api::item::Release;
use domain::catalogue::release::ReleaseStanding;
use domain::duty::flow::{Act, Deed, Stage};
use jiff::civil::Date;
use texts::Texts;
use texts::format::{count, or_none};
use texts::words::Word;

/// Fields that are named in a list before the rest is counted.
const FEW: usize = 3;

/// How 公布状态 is tinted.
pub(in crate::pages::catalogue) fn standing_tint(standing: ReleaseStanding) -> Tint {
    match standing {
        ReleaseStanding::Drafting => Tint::Quiet,
        ReleaseStanding::Reviewing | ReleaseStanding::Ahead => Tint::Warn,
        ReleaseStanding::Published => Tint::Accent,
        ReleaseStanding::Abolished => Tint::Bad,
    }
}

/// How a stage is tinted.
pub(super) fn stage_tint(stage: Stage) -> Tint {
    match stage {
        Stage::Published => Tint::Accent,
        Stage::Draft => Tint::Bad,
        Stage::Proposed | Stage::Review | Stage::Approved | Stage::Planned => Tint::Warn,
        Stage::Refused | Stage::Dropped => Tint::Quiet,
    }
}

/// How far a text has come. What was handed in is drafted again only where it was returned.
pub(super) fn stage_word(stage: Stage, t: &Texts) -> String {
    if stage == Stage::Draft { t.release_returned() } else { stage.word(t) }
}

/// What somebody did with a text.
pub fn act_word(act: Act, t: &Texts) -> String {
    if act == Act::Submitted { t.release_act_submitted() } else { act.word(t) }
}

/// The fields that a text changes: a few by name, more of them counted.
pub(in crate::pages::catalogue) fn changed(fields: &[String], t: &Texts) -> String {
    let named: Vec<String> = fields.iter().filter_map(|field| field_name(field, t)).take(FEW).collect();
    let named = named.join(&t.merge_comma());
    if fields.len() > FEW { t.release_fields_more(named, count(fields.len())) } else { or_none(named) }
}

/// From when until when a text is in force, or the day on which it is to be; empty where nothing is known of it.
pub(super) fn days(head: &Release, t: &Texts) -> String {
    let day = domain::day::text;
    match (head.from, head.until) {
        (Some(from), Some(until)) => t.duty_version_was_in_force(day(from), day(until)),
        (Some(from), None) => t.duty_version_in_force(day(from)),
        (None, _) => head.effective.map(|on| t.duty_planned(day(on))).unwrap_or_default(),
    }
}

/// What a list of texts says of one beside its number and stage.
pub(super) fn facts(head: &Release, t: &Texts) -> String {
    let by = match head.published_by.as_str() {
        "" => t.duty_version_by(who(&head.author, t), texts::format::instant(head.moved_at)),
        by => t.release_published_by(who(by, t)),
    };
    [days(head, t), by].into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The text that is in force on a day.
pub(super) fn in_force(releases: &[Release], today: Date) -> Option<&Release> {
    releases.iter().find(|one| one.from.is_some_and(|from| from <= today) && one.until.is_none_or(|until| until > today))
}

/// What is in force, in one line.
pub(super) fn in_force_line(releases: &[Release], today: Date, t: &Texts) -> String {
    match in_force(releases, today) {
        Some(Release { no, deed, from: Some(from), .. }) => {
            let (no, day) = (no.to_string(), domain::day::text(*from));
            if *deed == Deed::Withdraw { t.release_withdrawn(no, day) } else { t.release_current(no, day) }
        }
        _ => t.release_none_in_force(),
    }
}

/// One by its name, several by how many they are.
pub(super) fn told(names: &[String], t: &Texts) -> String {
    match names {
        [one] => one.clone(),
        several => t.release_n_items(count(several.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    #[test]
    fn what_was_returned_is_not_called_a_draft() {
        let t = Texts::load(Lang::Zh);
        assert_eq!(stage_word(Stage::Draft, &t), "已退回");
        assert_eq!(stage_word(Stage::Approved, &t), "待公布");
        assert_eq!(act_word(Act::Submitted, &t), "送审");
    }

    #[test]
    fn many_fields_are_counted() {
        let t = Texts::load(Lang::Zh);
        let fields = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(changed(&fields(&["name", "state"]), &t), "事项名称、事项状态");
        assert_eq!(changed(&fields(&["name", "state", "legal", "promised"]), &t), "事项名称、事项状态、法定办结时限等4项");
    }
}
