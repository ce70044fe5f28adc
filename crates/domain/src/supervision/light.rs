//! 红黄绿灯: when a matter turns yellow and red, by a rule that is data.
//!
//! A light is not looked up anew each day: from what is known of a matter follow the two days from which on it is yellow and
//! red ([`turns`]). They are kept with its row, so that a list reads the light of any day from an index and says the same as
//! this room.

use super::flow::State;
use crate::catalogue::codes::coded;
use crate::day::later;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most days that a rule names.
pub const RULE_DAYS: u32 = 60;

coded! {
    /// 督办灯
    Light {
        /// 红灯
        #[default]
        Red => "red",
        /// 黄灯
        Yellow => "yellow",
        /// 绿灯
        Green => "green",
    }
}

/// When lights turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LightRule {
    /// Yellow so many days before the term ends; red once it is over.
    pub before_due: u32,
    /// Yellow when it has not been signed for so many days after it was handed out.
    pub unsigned: u32,
    /// Yellow when feedback is missed; red when it has been missed for so many days.
    pub missed: u32,
}

impl Default for LightRule {
    fn default() -> Self {
        Self { before_due: 3, unsigned: 2, missed: 7 }
    }
}

impl LightRule {
    /// The first number that lies outside of 0 to [`RULE_DAYS`].
    pub fn problem(self) -> Option<&'static str> {
        let all = [("before_due", self.before_due), ("unsigned", self.unsigned), ("missed", self.missed)];
        all.into_iter().find(|(_, days)| *days > RULE_DAYS).map(|(name, _)| name)
    }
}

/// What is known of a matter that has been handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How far it is.
    pub state: State,
    /// When it was handed out.
    pub issued: Date,
    /// Its last day.
    pub due: Date,
    /// Until when progress is to be told; none: not asked for.
    pub feedback: Option<Date>,
    /// When it was reported as done, while that is looked at.
    pub submitted: Option<Date>,
}

/// The days on which a light turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turns {
    /// Yellow from this day on; none: never before it is red.
    pub yellow: Option<Date>,
    /// Red from this day on; none: never as things stand.
    pub red: Option<Date>,
}

/// What makes a light turn, and on which day; what is over for good comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// 超期: the term is over.
    Overdue,
    /// It was reported as done after its term.
    Late,
    /// 反馈超期: feedback has been missed for so long that it counts as overdue.
    MissedLong,
    /// 反馈超期
    Missed,
    /// The term ends soon.
    Soon,
    /// 未签收
    Unsigned,
}

impl Cause {
    /// The light that it makes.
    pub fn light(self) -> Light {
        match self {
            Self::Overdue | Self::Late | Self::MissedLong => Light::Red,
            Self::Missed | Self::Soon | Self::Unsigned => Light::Yellow,
        }
    }
}

/// Everything that may turn the light of a matter as it stands, with the day from which on it does.
fn causes(facts: &Facts, rule: &LightRule) -> Vec<(Cause, Date)> {
    let after = |day: Date, n: u32| later(day, i64::from(n) + 1);
    match facts.state {
        State::Unsigned | State::InHand => {
            let mut all = vec![(Cause::Overdue, after(facts.due, 0)), (Cause::Soon, later(facts.due, -i64::from(rule.before_due)))];
            if let Some(feedback) = facts.feedback {
                all.extend([(Cause::MissedLong, after(feedback, rule.missed)), (Cause::Missed, after(feedback, 0))]);
            }
            if facts.state == State::Unsigned {
                all.push((Cause::Unsigned, after(facts.issued, rule.unsigned)));
            }
            all
        }
        // The clock stands while it is looked at: it is the office's turn.
        State::InReview => facts.submitted.filter(|day| *day > facts.due).map(|_| (Cause::Late, after(facts.due, 0))).into_iter().collect(),
        State::Unissued | State::Halted | State::Completed | State::Closed | State::Revoked => Vec::new(),
    }
}

/// When the light of a matter turns; none: it has none where it stands.
pub fn turns(facts: &Facts, rule: &LightRule) -> Option<Turns> {
    if !facts.state.is_running() {
        return None;
    }
    let all = causes(facts, rule);
    let first = |light: Light| all.iter().filter(|(cause, _)| cause.light() == light).map(|(_, day)| *day).min();
    let red = first(Light::Red);
    let yellow = first(Light::Yellow).filter(|yellow| red.is_none_or(|red| *yellow < red));
    Some(Turns { yellow, red })
}

/// The light on a day.
pub fn light(turns: &Turns, today: Date) -> Light {
    let is_past = |day: Option<Date>| day.is_some_and(|day| day <= today);
    if is_past(turns.red) {
        Light::Red
    } else if is_past(turns.yellow) {
        Light::Yellow
    } else {
        Light::Green
    }
}

/// Why the light is what it is on a day: everything that makes it so, with how many days each has done so (today is the first).
/// Nothing for green.
pub fn why(facts: &Facts, rule: &LightRule, today: Date) -> Vec<(Cause, i64)> {
    let Some(light) = turns(facts, rule).map(|turns| light(&turns, today)) else { return Vec::new() };
    let mut all: Vec<(Cause, i64)> = causes(facts, rule)
        .into_iter()
        .filter(|(cause, day)| cause.light() == light && *day <= today)
        .map(|(cause, day)| (cause, i64::from((today - day).get_days()) + 1))
        .collect();
    all.sort_by_key(|(_, days)| std::cmp::Reverse(*days));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn facts(state: State) -> Facts {
        Facts {
            state,
            issued: date(2026, 11, 2),
            due: date(2026, 11, 30),
            feedback: Some(date(2026, 11, 9)),
            submitted: Some(date(2026, 12, 1)),
        }
    }

    #[test]
    fn lights_as_the_office_would_set_them() {
        let rule = LightRule::default();
        let table = [
            (State::InHand, (2026, 11, 9), Light::Green, vec![]),
            (State::InHand, (2026, 11, 10), Light::Yellow, vec![(Cause::Missed, 1)]),
            (State::InHand, (2026, 11, 16), Light::Yellow, vec![(Cause::Missed, 7)]),
            (State::InHand, (2026, 11, 17), Light::Red, vec![(Cause::MissedLong, 1)]),
            (State::InHand, (2026, 12, 2), Light::Red, vec![(Cause::MissedLong, 16), (Cause::Overdue, 2)]),
            (State::Unsigned, (2026, 11, 4), Light::Green, vec![]),
            (State::Unsigned, (2026, 11, 5), Light::Yellow, vec![(Cause::Unsigned, 1)]),
            (State::InReview, (2026, 12, 20), Light::Red, vec![(Cause::Late, 20)]),
        ];
        for (state, (y, m, d), expected, causes) in table {
            let (facts, today) = (facts(state), date(y, m, d));
            assert_eq!(light(&turns(&facts, &rule).unwrap(), today), expected, "{state:?} {today}");
            assert_eq!(why(&facts, &rule, today), causes, "{state:?} {today}");
        }
        let calm = Facts { feedback: None, ..facts(State::InHand) };
        assert_eq!(light(&turns(&calm, &rule).unwrap(), date(2026, 11, 26)), Light::Green);
        assert_eq!(why(&calm, &rule, date(2026, 11, 27)), [(Cause::Soon, 1)]);
        let in_time = Facts { submitted: Some(date(2026, 11, 30)), ..facts(State::InReview) };
        assert_eq!(turns(&in_time, &rule), Some(Turns { yellow: None, red: None }), "nobody waits for the body any more");
    }

    #[test]
    fn what_does_not_run_has_no_light() {
        for state in State::ALL {
            assert_eq!(turns(&facts(*state), &LightRule::default()).is_some(), state.is_running(), "{state:?}");
        }
    }

    /// The rule in words, without days that are kept: what `turns` is a short form of.
    fn spelt_out(facts: &Facts, rule: &LightRule, today: Date) -> Light {
        let past = |day: Date| i64::from((today - day).get_days());
        let is_waiting = facts.state != State::InReview;
        let missed = facts.feedback.filter(|_| is_waiting).map_or(0, past);
        let is_late = !is_waiting && facts.submitted.is_some_and(|day| day > facts.due) && past(facts.due) > 0;
        if is_late || is_waiting && (past(facts.due) > 0 || missed > i64::from(rule.missed)) {
            Light::Red
        } else if is_waiting
            && (-past(facts.due) <= i64::from(rule.before_due)
                || missed > 0
                || facts.state == State::Unsigned && past(facts.issued) > i64::from(rule.unsigned))
        {
            Light::Yellow
        } else {
            Light::Green
        }
    }

    proptest! {
        #[test]
        fn the_days_that_are_kept_say_what_the_rule_says(
            state in 0..3_usize, due in -20_i64..60, feedback in proptest::option::of(0_i64..60), submitted in proptest::option::of(0_i64..60),
            before_due in 0_u32..10, unsigned in 0_u32..10, missed in 0_u32..10, day in 0_i64..90,
        ) {
            let (issued, rule) = (date(2026, 11, 2), LightRule { before_due, unsigned, missed });
            let facts = Facts {
                state: [State::Unsigned, State::InHand, State::InReview][state],
                issued,
                due: later(issued, due),
                feedback: feedback.map(|n| later(issued, n)),
                submitted: submitted.map(|n| later(issued, n)),
            };
            let today = later(issued, day);
            let now = light(&turns(&facts, &rule).unwrap(), today);
            prop_assert_eq!(now, spelt_out(&facts, &rule, today));
            let causes = why(&facts, &rule, today);
            prop_assert_eq!(causes.is_empty(), now == Light::Green, "a light that is not green explains itself");
            prop_assert!(causes.iter().all(|(cause, days)| cause.light() == now && *days > 0));
            // It gets worse by itself only.
            prop_assert!(light(&turns(&facts, &rule).unwrap(), later(today, 1)) <= now);
        }
    }
}
