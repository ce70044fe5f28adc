//! One small picture of each kind, byte for byte. After a wanted change, look at the gallery before accepting.

use std::fmt::Write as _;

use charts::bars::{Bar, Bars, bars};
use charts::gantt::{self, Plan, Standing};
use charts::heat::{Heat, HeatCell, heat};
use charts::ranking::{Order, Ranked, Ranking, Reference, ranking};
use charts::spark::{Spark, SparkPoint, spark};
use charts::tiles::{Bad, Group, State, Tile, Tiles, tiles};
use charts::trend::{Month, Trend, trend};
use charts::{Chart, Frame, Unit};

use crate::check::check;
use crate::makers;

/// A chart as text: the picture, then marks, table and sentence.
fn shown(chart: &Chart, paper: bool) -> String {
    check(chart, paper);
    let mut out = chart.svg.clone();
    for m in &chart.marks {
        let _ = write!(out, "\n{} {} {} {} | {} | {} | {:?}", m.x, m.y, m.w, m.h, m.key, m.label, m.value);
    }
    for row in std::iter::once(&chart.table.head).chain(&chart.table.rows) {
        let _ = write!(out, "\n{}", row.join(" ; "));
    }
    let _ = write!(out, "\n{}", chart.sentence);
    out
}

fn tile(name: &str, text: &str, state: State) -> Tile {
    Tile {
        key: format!("place/{name}"),
        name: name.into(),
        full_name: format!("{name}村"),
        label: format!("{name}村 {text}"),
        text: text.into(),
        n: "40".into(),
        state,
    }
}

fn three_towns() -> Tiles {
    let measured = |name: &str, value: f64, class| tile(name, &format!("{:.0}%", value * 100.0), State::Measured { value, class });
    Tiles {
        district: Some(measured("区政务服务中心", 0.83, 2)),
        groups: vec![
            Group {
                name: "麻章镇".into(),
                note: "3 个站".into(),
                centre: Some(measured("镇便民服务中心", 0.61, 1)),
                tiles: vec![
                    measured("鸭曹", 0.2, 0),
                    tile("谢家", "样本不足", State::NotEnough),
                    tile("湖光农场场部社区", "未启用", State::Inactive),
                ],
            },
            Group { name: "太平镇".into(), note: "1 个站".into(), centre: None, tiles: vec![measured("通明", 0.9, 2)] },
        ],
        classes: ["<50%", "50–80%", "≥80%"].map(str::to_owned).to_vec(),
        bad: Bad::Low,
    }
}

#[test]
fn tiles_of_three_kinds() {
    let frame = Frame::new("tiles", "各站评价率", 640.0);
    insta::assert_snapshot!(shown(&tiles(&frame, &three_towns(), &makers::tiles_words()), false));
}

#[test]
fn tiles_on_paper_have_literal_colours() {
    let frame = Frame::new("tiles", "各站评价率", 640.0).on_paper();
    insta::assert_snapshot!(shown(&tiles(&frame, &three_towns(), &makers::tiles_words()), true));
}

fn ranked(name: &str, value: Option<f64>, interval: Option<(f64, f64)>) -> Ranked {
    Ranked {
        key: format!("place/{name}"),
        name: name.into(),
        label: format!("{name},40 件"),
        value,
        interval,
        text: value.map_or("样本不足".into(), |v| format!("{:.1}%", v * 100.0)),
        n: "40".into(),
    }
}

#[test]
fn ranking_with_a_tie_a_gap_and_too_little() {
    let data = Ranking {
        rows: vec![
            ranked("通明", Some(0.5), Some((0.4, 0.6))),
            ranked("鸭曹", Some(0.9), Some((0.8, 0.95))),
            ranked("谢家", Some(0.9), Some((0.85, 0.93))),
            ranked("东岸", Some(0.7), Some((0.6, 0.8))),
            ranked("造甲", Some(0.6), Some((0.5, 0.7))),
            ranked("冯村", Some(0.3), None),
            ranked("卜品", None, None),
        ],
        unit: Unit::Percent,
        order: Order::HighFirst,
        first: 2,
        last: 1,
        unranked: 5,
        reference: Some(Reference { value: 0.64, label: "全区 64.0%".into() }),
    };
    let frame = Frame::new("ranking", "评价率排名", 480.0);
    insta::assert_snapshot!(shown(&ranking(&frame, &data, &makers::ranking_words()), false));
}

fn month(number: u8, now: Option<f64>, then: Option<f64>) -> Month {
    let words = |value: Option<f64>| value.map_or("—".into(), |v| v.to_string());
    Month {
        key: format!("2026-{number:02}"),
        tick: format!("{number}月"),
        year: (number == 1).then(|| "2026".into()),
        name: format!("2026年{number}月"),
        label: format!("2026年{number}月 {}", words(now)),
        now,
        now_text: words(now),
        then,
        then_text: words(then),
        n: "40".into(),
        partial: number == 5,
    }
}

#[test]
fn trend_with_a_gap_and_a_month_that_is_not_over() {
    let months = vec![
        month(1, Some(100.0), Some(80.0)),
        month(2, None, Some(60.0)),
        month(3, Some(120.0), None),
        month(4, Some(90.0), Some(95.0)),
        month(5, Some(30.0), Some(88.0)),
    ];
    let frame = Frame::new("trend", "办件量", 480.0);
    let data = Trend { months, unit: Unit::Count, height: 200.0 };
    insta::assert_snapshot!(shown(&trend(&frame, &data, &makers::trend_words()), false));
}

#[test]
fn bars_from_one_line() {
    let bar = |name: &str, value: f64| Bar {
        key: format!("item/{name}"),
        name: name.into(),
        label: format!("{name} {value} 件"),
        value,
        text: format!("{value} 件"),
        beside: "4.1".into(),
    };
    let data = Bars { bars: vec![bar("城乡居民基本养老保险待遇申领", 8.0), bar("生育登记", 2.0)], bad: true };
    insta::assert_snapshot!(shown(&bars(&Frame::new("bars", "差评事项", 400.0), &data, &makers::bars_words()), false));
}

#[test]
fn spark_with_a_gap() {
    let point = |nth: u8, value| SparkPoint {
        key: nth.to_string(),
        name: format!("第{nth}周"),
        label: format!("第{nth}周"),
        value,
        text: "—".into(),
    };
    let points = vec![point(1, Some(3.0)), point(2, Some(5.0)), point(3, None), point(4, Some(4.0))];
    let data = Spark { points, height: 28.0 };
    insta::assert_snapshot!(shown(&spark(&Frame::new("spark", "办件量", 160.0), &data, &makers::spark_words()), false));
}

#[test]
fn heat_of_two_days() {
    let cell = |name: &str, value| HeatCell { key: name.into(), label: name.into(), value, text: name.into() };
    let data = Heat {
        rows: vec!["周一".into(), "周二".into()],
        columns: vec!["8时".into(), "9时".into()],
        cells: vec![cell("3", Some((3.0, 0))), cell("9", Some((9.0, 1))), cell("—", None), cell("5", Some((5.0, 0)))],
        classes: vec!["<6".into(), "≥6".into()],
    };
    insta::assert_snapshot!(shown(&heat(&Frame::new("heat", "忙时", 320.0), &data, &makers::heat_words()), false));
}

#[test]
fn gantt_of_two_groups() {
    let bar = |name: &str, from, to, progress, standing, before: &[usize]| gantt::Bar {
        key: name.into(),
        name: name.into(),
        label: format!("{name} {progress}%"),
        from,
        to,
        progress,
        standing,
        before: before.to_vec(),
        cells: vec![name.into(), from.to_string(), to.to_string(), format!("{progress}%")],
        ..gantt::Bar::default()
    };
    let data = Plan {
        bars: vec![
            gantt::Bar { heading: "区级平台".into(), ..bar("场地改造", 0, 20, 100, Standing::Done, &[]) },
            bar("窗口设置", 10, 30, 40, Standing::Late, &[0]),
            gantt::Bar { heading: "人社平台".into(), ..bar("账号开通", 35, 60, 0, Standing::Well, &[1]) },
            bar("培训", 5, 15, 30, Standing::Still, &[]),
        ],
        months: vec![(0, "2026-11".into()), (30, "2026-12".into())],
        today: 32,
    };
    let chart = gantt::gantt(&Frame::new("gantt", "甘特图", 480.0), &data, &makers::plan_words());
    assert_eq!(chart.sentence, "4 项,超期 1 项,1 项早于前置");
    insta::assert_snapshot!(shown(&chart, false));
}

#[test]
fn nothing_to_draw_says_what_would_be_here() {
    let frame = Frame::new("bars", "差评事项", 320.0).or_say("本期没有差评。");
    insta::assert_snapshot!(shown(&bars(&frame, &Bars::default(), &makers::bars_words()), false));
}

#[test]
fn a_hostile_name_is_only_text() {
    let mut data = three_towns();
    data.groups[0].tiles[0].name = "<script>\"'&\u{0}".into();
    data.groups[0].name = "</svg><img src=x onerror=alert(1)>".into();
    let chart = tiles(&Frame::new("\"><b>", "<b>", 640.0), &data, &makers::tiles_words());
    check(&chart, false);
    assert!(!chart.svg.contains("<script") && !chart.svg.contains("<img") && !chart.svg.contains("<b>"));
}

#[test]
fn the_real_district_fits_one_screen() {
    let tiles_of =
        |count: usize| (0..count).map(|_| tile("洋水岭", "61.2%", State::Measured { value: 0.612, class: 1 })).collect::<Vec<_>>();
    let mut data = three_towns();
    data.groups = [41, 31, 29]
        .map(|count| Group {
            name: "麻章镇".into(), note: format!("{count} 个站"), centre: data.district.clone(), tiles: tiles_of(count)
        })
        .to_vec();
    let chart = tiles(&Frame::new("tiles", "各站评价率", 1080.0), &data, &makers::tiles_words());
    assert_eq!(chart.marks.len(), 105);
    assert!(chart.height <= 520.0, "{}", chart.height);
    assert!(chart.svg.len() < 60_000, "{} bytes", chart.svg.len());
}
