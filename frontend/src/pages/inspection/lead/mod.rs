//! 督查检查概况: what leaders see of inspections: where they were, what stations got, what became of findings. Every figure leads to its rows.
//!
//! - here: the page, its sentence, its figures. `tables`: towns, stations, months. `pictures`: bars and the trend, and how figures are worded.
//! - `doors`: where figures lead. `coverage`: 站点覆盖清单. `brief`: the line in the overview of ratings.

mod brief;
mod coverage;
mod doors;
mod pictures;
mod tables;

pub use brief::Brief;
pub use coverage::CoverageList;

use super::{COVERAGE, FINDINGS, MOVES, VISITS};
use crate::backend::view;
use crate::state::{At, Places, Wording, texts, tr, use_at, use_places, use_session};
use crate::ui::{ChartView, Definition, EmptyState, Loaded, PageHead, Segmented, Skeleton};
use api::inspection::{FindingFigures, InspectionOverview, ShowInspectionOverview};
use charts::Frame;
use domain::day::{later, months_later, text};
use domain::inspection::overview::{Covered, MONTHS_USUAL};
use domain::period::Period;
use domain::place::{Level, PlaceId};
use doors::Own;
use jiff::civil::Date;
use leptos::prelude::*;
use texts::Texts;
use texts::format::{NONE, count, decimal};

/// Within how many months a station can be asked to have been visited.
const WITHIN: [u32; 3] = [3, 6, 12];
/// The key of the address for the days.
const SPAN: &str = "span";

/// The days that are looked at, up to today. Inspections are fewer than ratings: a week says nothing of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    Three,
    Six,
    Twelve,
    Year,
}

impl Span {
    const ALL: [Self; 4] = [Self::Three, Self::Six, Self::Twelve, Self::Year];

    fn code(self) -> &'static str {
        match self {
            Self::Three => "3",
            Self::Six => "6",
            Self::Twelve => "12",
            Self::Year => "year",
        }
    }

    fn name(self, t: &Texts) -> String {
        match self {
            Self::Three => t.lead_span_three(),
            Self::Six => t.lead_span_six(),
            Self::Twelve => t.lead_span_twelve(),
            Self::Year => t.lead_span_year(),
        }
    }

    fn period(self, today: Date) -> Period {
        let back = |months: i64| later(months_later(today, -months), 1);
        let from = match self {
            Self::Three => back(3),
            Self::Six => back(6),
            Self::Twelve => back(12),
            Self::Year => today.first_of_year(),
        };
        Period { from, to: today }
    }

    /// Which one some days are: the chosen one where that has just them, too.
    fn named(period: Period, today: Date, chosen: Self) -> Self {
        std::iter::once(chosen).chain(Self::ALL).find(|span| span.period(today) == period).unwrap_or(chosen)
    }
}

/// What all blocks of the page share.
#[derive(Clone, Copy)]
struct Here {
    t: Wording,
    at: At,
    /// The place that is looked at; none for the whole district.
    area: Memo<Option<PlaceId>>,
    span: Signal<Span>,
    period: Signal<Period>,
    months: Signal<u32>,
    today: Date,
}

impl Here {
    fn read() -> Self {
        let (t, at, places, today) = (texts(), use_at(), use_places(), use_session().today());
        let area = Memo::new(move |_| {
            let tree = places.tree();
            at.place().filter(|id| tree.with(|tree| tree.get(*id).is_some_and(|place| place.level != Level::District)))
        });
        let span = Memo::new(move |_| {
            let code = at.get(SPAN).unwrap_or_default();
            Span::ALL.into_iter().find(|span| span.code() == code).unwrap_or(Span::Twelve)
        });
        let months = Memo::new(move |_| {
            let asked = at.get(doors::MONTHS).and_then(|n| n.parse().ok());
            asked.filter(|n| WITHIN.contains(n)).unwrap_or(MONTHS_USUAL)
        });
        let period = Memo::new(move |_| span.get().period(today));
        Self { t, at, area, span: span.into(), period: period.into(), months: months.into(), today }
    }

    /// The same, with the days and months of figures that came: others may be chosen while these still stand there.
    fn of(self, reply: &InspectionOverview) -> Self {
        let span = Span::named(reply.period, self.today, self.span.get_untracked());
        Self { span: Signal::stored(span), period: Signal::stored(reply.period), months: Signal::stored(reply.months), ..self }
    }

    /// A village is looked at; tracked.
    fn is_village(self, places: Places) -> bool {
        self.area.get().is_some_and(|id| places.tree().with(|tree| tree.get(id).is_some_and(|place| place.level == Level::Village)))
    }

    /// The address of a list, narrowed as the page is.
    fn door(self, path: &'static str, own: impl Fn(Option<PlaceId>, Period) -> Own + Send + Sync + 'static) -> Signal<String> {
        Signal::derive(move || self.at.href(path, &own(self.area.get(), self.period.get())))
    }

    fn enter(self, path: &str, own: impl Fn(Option<PlaceId>, Period) -> Own) {
        let address = untrack(|| self.at.href(path, &own(self.area.get(), self.period.get())));
        self.at.go(&address);
    }
}

/// The page.
#[component]
pub fn Lead() -> impl IntoView {
    let here = Here::read();
    let shown =
        view(move || Some(ShowInspectionOverview { place: Some(here.at.place()?), period: here.period.get(), months: here.months.get() }));
    shown.reload_on(MOVES);
    view! {
        <PageHead title=tr(|t| t.lead_title_full())/>
        <div class="overview inspect-lead">
            <Choices here/>
            <Loaded view=shown skeleton=|| view! { <Skeleton lines=16/> } let:reply>
                {if is_empty(&reply) {
                    view! { <EmptyState title=tr(|t| t.lead_empty_title()) body=tr(|t| t.lead_empty_body())/> }.into_any()
                } else {
                    view! { <Figures here reply/> }.into_any()
                }}
            </Loaded>
        </div>
    }
}

/// Nothing was ever agreed to here, and nothing is open.
fn is_empty(reply: &InspectionOverview) -> bool {
    let coverage = reply.coverage;
    reply.visits + coverage.within + coverage.longer + reply.findings.open + reply.findings.raised == 0
}

/// Which days, and within how many months.
#[component]
fn Choices(here: Here) -> impl IntoView {
    let spans = Signal::derive(move || here.t.with(|t| Span::ALL.into_iter().map(|span| (span, span.name(t))).collect::<Vec<_>>()));
    let months =
        Signal::derive(move || here.t.with(|t| WITHIN.into_iter().map(|n| (n, t.lead_months_within(n.to_string()))).collect::<Vec<_>>()));
    view! {
        <div class="measure-bar">
            <span class="measure-label" aria-hidden="true">{tr(|t| t.lead_span())}</span>
            <Segmented
                label=tr(|t| t.lead_span())
                value=Signal::derive(move || here.span.get())
                options=spans
                on_choose=move |span: Span| here.at.set(&[(SPAN, span.code().to_owned())], true)
            />
            <span class="measure-label" aria-hidden="true">{tr(|t| t.lead_months())}</span>
            <Segmented
                label=tr(|t| t.lead_months())
                value=Signal::derive(move || here.months.get())
                options=months
                on_choose=move |n: u32| here.at.set(&[(doors::MONTHS, n.to_string())], true)
            />
        </div>
    }
}

/// The figures in a sentence.
fn said(t: &Texts, span: &str, reply: &InspectionOverview) -> String {
    let mut said = match reply.rate.mean {
        Some(mean) => {
            let rate = decimal(f64::from(mean) / 10.0, 1);
            let compared = match reply.change {
                None => t.lead_said_few(),
                Some(0) => t.lead_said_level(),
                Some(up) if up > 0 => t.lead_said_up(pictures::points(up)),
                Some(down) => t.lead_said_down(pictures::points(down)),
            };
            t.lead_said(span, count(reply.visited), count(reply.visits), rate) + &compared
        }
        None if reply.visits > 0 => t.lead_said_unscored(span, count(reply.visited), count(reply.visits)),
        None => t.lead_said_none(span),
    };
    said.push_str(&match reply.findings.late {
        0 => t.lead_said_not_late(),
        late => t.lead_said_late(count(late)),
    });
    said
}

#[component]
fn Figures(here: Here, reply: InspectionOverview) -> impl IntoView {
    let (here, places) = (here.of(&reply), use_places());
    let (findings, as_of) = (reply.findings, reply.as_of);
    let (all, is_partial) = (reply.by_month.clone(), reply.period.to != reply.period.to.last_of_month());
    let reply = StoredValue::new(reply);
    let sentence = move || here.t.with(|t| reply.with_value(|reply| said(t, &here.span.get().name(t), reply)));
    let days = move || {
        let period = here.period.get();
        here.t.with(|t| t.lead_days(text(period.from), text(period.to), text(as_of)))
    };
    let covered = move |frame: Frame| here.t.with(|t| reply.with_value(|reply| pictures::coverage(&frame, t, &reply.coverage)));
    let to_covered = move |key: String| {
        let months = here.months.get_untracked();
        here.enter(COVERAGE, move |area, _| doors::coverage(area, Covered::from_code(&key), months, as_of));
    };
    let unified = move |frame: Frame| here.t.with(|t| reply.with_value(|reply| pictures::unified(&frame, t, &reply.unified)));
    // The rates of the five rest on the same visits.
    let to_unified = move |_: String| here.enter(VISITS, doors::visits);
    let worst = move |frame: Frame| here.t.with(|t| reply.with_value(|reply| pictures::worst(&frame, t, &reply.worst)));
    let to_worst = move |key: String| {
        let found = reply.with_value(|reply| reply.worst.iter().find(|line| pictures::line_key(line) == key).cloned());
        if let Some(line) = found {
            here.enter(VISITS, move |area, period| doors::lost(area, period, line.list, &line.line));
        }
    };
    let trend = move |frame: Frame| here.t.with(|t| reply.with_value(|reply| pictures::trend(&frame, t, &reply.by_month, is_partial)));
    let to_month = move |key: String| {
        if let Some(days) = pictures::days_of(&key) {
            here.enter(VISITS, move |area, _| doors::visits(area, days));
        }
    };
    // Of a village there is nothing to compare.
    let towns = move || {
        let towns = reply.with_value(|reply| reply.towns.clone());
        (!here.is_village(places)).then(|| view! { <tables::Towns here towns as_of/> })
    };
    let stations = reply.with_value(|reply| reply.stations.clone());
    view! {
        <p class="overview-sentence inspect-sentence">{sentence}</p>
        <p class="overview-month quiet">{days}</p>
        <Tiles here reply/>
        <div class="overview-pair">
            <section class="board">
                <ChartView title=tr(|t| t.lead_covered()) draw=covered on_mark=to_covered height=9.0/>
            </section>
            <section class="board">
                <ChartView title=tr(|t| t.lead_unified()) draw=unified on_mark=to_unified height=12.0/>
            </section>
        </div>
        {towns}
        <div class="overview-pair">
            <section class="board">
                <ChartView
                    title=tr(|t| t.lead_trend())
                    draw=trend
                    on_mark=to_month
                    empty=tr(|t| t.lead_trend_empty())
                    height=20.0
                />
            </section>
            <section class="board">
                <ChartView
                    title=tr(|t| t.lead_worst())
                    draw=worst
                    on_mark=to_worst
                    empty=tr(|t| t.lead_worst_none())
                    height=20.0
                />
                <p class="chart-about">{tr(|t| t.lead_worst_means())}</p>
            </section>
        </div>
        <tables::Stations here stations/>
        <Ages here findings/>
        <tables::Months here months=pictures::shown(&all).to_vec()/>
    }
}

/// The figures on top.
#[component]
fn Tiles(here: Here, reply: StoredValue<InspectionOverview>) -> impl IntoView {
    let (coverage, as_of, visits, findings) = reply.with_value(|reply| (reply.coverage, reply.as_of, reply.visits, reply.findings));
    let (rate, change) = reply.with_value(|reply| (reply.rate, reply.change));
    let to_within = Signal::derive(move || {
        let own = doors::coverage(here.area.get(), Some(Covered::Within), here.months.get(), as_of);
        here.at.href(COVERAGE, &own)
    });
    let in_time_n = tr(move |t| match findings.days {
        Some(days) => t.lead_in_time_n(count(findings.closed), count(days)),
        None => t.lead_in_time_none(),
    });
    view! {
        <div class="tiles-row">
            <Tile
                which="coverage"
                name=tr(|t| t.lead_coverage_rate())
                means=tr(|t| t.lead_coverage_rate_means())
                number=pictures::share(coverage.within, coverage.stations)
                n=tr(move |t| t.lead_coverage_of(count(coverage.stations), count(coverage.within)))
                href=to_within
                door=tr(|t| t.lead_door_coverage())
            />
            <Tile
                which="rate"
                name=tr(|t| t.lead_rate())
                means=tr(|t| t.lead_rate_means())
                number=pictures::rate(rate)
                n=tr(move |t| t.lead_visits_n(count(visits)))
                note=tr(move |t| pictures::changed(t, rate, change))
                href=here.door(VISITS, doors::visits)
                door=tr(|t| t.lead_door_visits())
            />
            <Tile
                which="open"
                name=tr(|t| t.lead_open())
                means=tr(|t| t.lead_open_means())
                number=count(findings.open)
                n=tr(move |t| t.lead_raised_n(count(findings.raised)))
                more=here.door(FINDINGS, doors::raised)
                href=here.door(FINDINGS, |area, _| doors::open(area))
                door=tr(|t| t.lead_door_findings())
            />
            <Tile
                which="late"
                name=tr(|t| t.lead_late())
                means=tr(|t| t.lead_late_means())
                number=count(findings.late)
                n=tr(move |t| t.lead_again_n(count(findings.again)))
                more=here.door(FINDINGS, doors::again)
                href=here.door(FINDINGS, |area, _| doors::late(area))
                door=tr(|t| t.lead_door_findings())
            />
            <Tile
                which="in_time"
                name=tr(|t| t.lead_in_time())
                means=tr(|t| t.lead_in_time_means())
                number=pictures::share(findings.in_time, findings.closed)
                n=in_time_n
                href=here.door(FINDINGS, doors::closed)
                door=tr(|t| t.lead_door_findings())
            />
        </div>
    }
}

/// A figure with what it means, what it rests on, and the way to its rows.
#[component]
fn Tile(
    /// Tells it from the others, for whoever reads the page by a program.
    which: &'static str,
    name: Signal<String>,
    means: Signal<String>,
    number: String,
    /// What it rests on.
    n: Signal<String>,
    /// Said below.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// Where what it rests on leads.
    #[prop(optional, into)]
    more: MaybeProp<String>,
    href: Signal<String>,
    /// Read out with the number.
    door: Signal<String>,
) -> impl IntoView {
    let value = if number == NONE {
        view! { <span><strong class="tile-number">{number}</strong></span> }.into_any()
    } else {
        view! {
            <a class="tile-door" href=move || href.get()>
                <strong class="tile-number">{number}</strong>
                <span class="visually-hidden">" "{move || name.get()}" "{move || door.get()}</span>
            </a>
        }
        .into_any()
    };
    let rests = move || match more.get() {
        Some(href) => view! { <a href=href>{move || n.get()}</a> }.into_any(),
        None => view! { <span>{move || n.get()}</span> }.into_any(),
    };
    view! {
        <article class="tile" data-figure=which>
            <h2 class="tile-name"><Definition means>{move || name.get()}</Definition></h2>
            <p class="tile-value">{value}</p>
            <p class="tile-n">{rests}</p>
            {move || note.get().map(|note| view! { <p class="tile-n">{note}</p> })}
        </article>
    }
}

/// Open findings by how long ago they were found.
#[component]
fn Ages(here: Here, findings: FindingFigures) -> impl IntoView {
    let names: [fn(&Texts) -> String; 4] =
        [|t| t.lead_age_first(), |t| t.lead_age_second(), |t| t.lead_age_third(), |t| t.lead_age_fourth()];
    let item = move |(group, (n, name)): (usize, (i64, fn(&Texts) -> String))| {
        let href = here.door(FINDINGS, move |area, _| doors::aged(area, group, here.today));
        view! {
            <li>
                <a href=move || href.get()>
                    <span>{tr(name)}</span>
                    " "
                    <strong>{count(n)}</strong>
                </a>
            </li>
        }
    };
    let items = findings.ages.into_iter().zip(names).enumerate().map(item).collect_view();
    view! {
        <section class="board">
            <h2 class="board-title">{tr(|t| t.lead_ages())}</h2>
            <ul class="inspect-ages">{items}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::inspection::Coverages;
    use domain::inspection::overview::Rate;
    use jiff::civil::date;
    use texts::Lang;

    fn reply(rate: Rate, change: Option<i32>, late: i64) -> InspectionOverview {
        let day = date(2026, 11, 30);
        InspectionOverview {
            period: Period { from: day, to: day },
            months: MONTHS_USUAL,
            before: Period { from: day, to: day },
            as_of: day,
            coverage: Coverages::default(),
            visits: rate.n,
            visited: rate.n,
            rate,
            change,
            unified: Vec::new(),
            towns: Vec::new(),
            stations: Vec::new(),
            findings: FindingFigures { late, ..FindingFigures::default() },
            worst: Vec::new(),
            by_month: Vec::new(),
        }
    }

    #[test]
    fn the_figures_are_said() {
        let t = Texts::load(Lang::Zh);
        let some = Rate { mean: Some(912), n: 87 };
        let table = [
            (reply(some, Some(14), 6), "近12个月检查了87个站点、87次，平均得分率91.2%，比上期升1.4个百分点；尚有6项整改逾期。"),
            (reply(some, Some(-3), 0), "近12个月检查了87个站点、87次，平均得分率91.2%，比上期降0.3个百分点；没有逾期的整改。"),
            (reply(some, None, 0), "近12个月检查了87个站点、87次，平均得分率91.2%（样本不足，不与上期比较）；没有逾期的整改。"),
            (reply(Rate::default(), None, 1), "近12个月没有审定的检查；尚有1项整改逾期。"),
            (
                InspectionOverview { visits: 2, visited: 1, ..reply(Rate::default(), None, 0) },
                "近12个月检查了1个站点、2次，没有可计的得分；没有逾期的整改。",
            ),
        ];
        for (reply, words) in table {
            assert_eq!(said(&t, &Span::Twelve.name(&t), &reply), words);
        }
    }

    #[test]
    fn days_are_named_as_they_were_chosen() {
        let today = date(2026, 8, 31);
        for span in Span::ALL {
            assert_eq!(Span::named(span.period(today), today, Span::Six), span);
        }
        // The first three months of a year are both.
        let today = date(2026, 3, 31);
        let days = Span::Year.period(today);
        assert_eq!(
            [Span::Three, Span::Year, Span::Six].map(|chosen| Span::named(days, today, chosen)),
            [Span::Three, Span::Year, Span::Three]
        );
    }

    #[test]
    fn spans_end_today() {
        let today = date(2026, 8, 31);
        let days = Span::ALL.map(|span| span.period(today)).map(|days| (days.from, days.to));
        assert_eq!(days, [date(2026, 6, 1), date(2026, 3, 1), date(2025, 9, 1), date(2026, 1, 1)].map(|from| (from, today)));
    }
}
