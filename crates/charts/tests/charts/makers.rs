//! Words and data for tests, and everything that could come instead.

use charts::bars::{Bar, Bars, BarsWords};
use charts::gantt::{self, Plan, PlanWords, Standing};
use charts::heat::{Heat, HeatCell, HeatWords};
use charts::ranking::{Order, Ranked, Ranking, RankingWords, Reference};
use charts::spark::{Spark, SparkPoint, SparkWords};
use charts::tiles::{Bad, Group, State, Tile, Tiles, TilesWords};
use charts::trend::{Month, Trend, TrendWords};
use charts::{Frame, Ink, Unit};
use proptest::prelude::*;

pub(crate) fn tiles_words() -> TilesWords<'static> {
    TilesWords {
        measure: "评价率".into(),
        not_enough: "样本不足".into(),
        inactive: "未启用".into(),
        head: ["镇", "站点", "评价率", "办件量"].map(str::to_owned),
        say: &|f| {
            let name = |tile: Option<&Tile>| tile.map_or("—", |t| t.full_name.as_str()).to_owned();
            format!("{} 个有数,最高{},最低{},{} 个不足", f.measured, name(f.highest), name(f.lowest), f.not_enough)
        },
    }
}

pub(crate) fn ranking_words() -> RankingWords<'static> {
    RankingWords {
        head: ["名次", "站点", "评价率", "区间", "n"].map(str::to_owned),
        not_enough: "样本不足".into(),
        omitted: &|count| format!("另有 {count} 个"),
        say: &|f| format!("{} 个排名,{} 个并列第一", f.ranked, f.tied_first),
    }
}

pub(crate) fn trend_words() -> TrendWords<'static> {
    TrendWords {
        now: "今年".into(),
        then: "去年同期".into(),
        cut: "纵轴不从 0 起".into(),
        head: ["月份", "今年", "去年同期", "n"].map(str::to_owned),
        say: &|f| format!("最近 {},缺 {} 个月", f.latest.map_or("—", |m| m.now_text.as_str()), f.missing),
    }
}

pub(crate) fn bars_words() -> BarsWords<'static> {
    BarsWords {
        head: ["事项", "差评", "每万件"].map(str::to_owned),
        say: &|f| format!("共 {} 件,最多的是{}", f.total, f.longest.map_or("—", |b| b.name.as_str())),
    }
}

pub(crate) fn spark_words() -> SparkWords<'static> {
    SparkWords { head: ["周", "办件量"].map(str::to_owned), say: &|f| format!("{} 周有数", f.valued) }
}

pub(crate) fn heat_words() -> HeatWords<'static> {
    HeatWords {
        measure: "办件量".into(),
        not_enough: "无数据".into(),
        corner: "星期".into(),
        say: &|f| format!("{}{}最忙", f.row.unwrap_or("—"), f.column.unwrap_or("—")),
    }
}

/// Text as people, files and attackers write it.
pub(crate) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[一-龥]{0,12}",
        2 => "[ -~]{0,24}",
        1 => any::<String>(),
        1 => Just("</text><script>alert('x')</script>".to_owned()),
        1 => Just("\"' onload='x' &amp; ]]> <!-- &#0; \u{0}\u{b}\u{1b}\u{202e}\u{fffe}".to_owned()),
        1 => Just("长".repeat(400)),
        1 => Just("W".repeat(400)),
    ]
}

/// Any number that a type allows, the usual ones more often.
pub(crate) fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..1.0f64,
        2 => (0..2000).prop_map(f64::from),
        1 => any::<f64>(),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(f64::MIN),
        1 => Just(0.5),
    ]
}

pub(crate) fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(vec![Unit::Count, Unit::Percent, Unit::PerTenThousand])
}

pub(crate) fn frame() -> impl Strategy<Value = Frame> {
    let width = prop_oneof![8 => 120.0..1600.0f32, 1 => any::<f32>()];
    let text = prop_oneof![4 => Just(1.0f32), 2 => Just(1.25), 1 => any::<f32>()];
    (words(), words(), words(), width, text, any::<bool>()).prop_map(|(id, title, empty, width, text, paper)| Frame {
        id,
        title,
        empty,
        width,
        text,
        ink: if paper { Ink::Paper } else { Ink::Screen },
    })
}

fn state() -> impl Strategy<Value = State> {
    prop_oneof![
        5 => (number(), 0..9u8).prop_map(|(value, class)| State::Measured { value, class }),
        1 => Just(State::NotEnough),
        1 => Just(State::Inactive),
    ]
}

fn tile() -> impl Strategy<Value = Tile> {
    (words(), words(), words(), words(), state()).prop_map(|(key, name, label, text, state)| Tile {
        key,
        full_name: name.clone(),
        name,
        label,
        text,
        n: "1".into(),
        state,
    })
}

pub(crate) fn tiles() -> impl Strategy<Value = Tiles> {
    let group = (words(), words(), prop::option::of(tile()), prop::collection::vec(tile(), 0..14))
        .prop_map(|(name, note, centre, tiles)| Group { name, note, centre, tiles });
    let bad = prop::sample::select(vec![Bad::Neither, Bad::Low, Bad::High]);
    (prop::option::of(tile()), prop::collection::vec(group, 0..5), prop::collection::vec(words(), 0..9), bad)
        .prop_map(|(district, groups, classes, bad)| Tiles { district, groups, classes, bad })
}

pub(crate) fn ranking() -> impl Strategy<Value = Ranking> {
    let ends = prop::option::of((number(), number()));
    let row = (words(), words(), prop::option::of(number()), ends, words(), words())
        .prop_map(|(key, name, value, interval, text, n)| Ranked { key, label: name.clone(), name, value, interval, text, n });
    let reference = prop::option::of((number(), words()).prop_map(|(value, label)| Reference { value, label }));
    (
        prop::collection::vec(row, 0..16),
        unit(),
        prop::sample::select(vec![Order::HighFirst, Order::LowFirst]),
        0..8usize,
        0..8usize,
        prop_oneof![0..4usize, Just(usize::MAX)],
        reference,
    )
        .prop_map(|(rows, unit, order, first, last, unranked, reference)| Ranking {
            rows,
            unit,
            order,
            first,
            last,
            unranked,
            reference,
        })
}

pub(crate) fn trend() -> impl Strategy<Value = Trend> {
    let value = || prop::option::of(number());
    let month = (words(), words(), prop::option::of(words()), value(), value(), words(), any::<bool>()).prop_map(
        |(key, tick, year, now, then, text, partial)| Month {
            key,
            tick,
            year,
            name: "某月".into(),
            label: "某月".into(),
            now,
            now_text: text.clone(),
            then,
            then_text: text,
            n: "1".into(),
            partial,
        },
    );
    (prop::collection::vec(month, 0..26), unit(), prop_oneof![100.0..400.0f32, any::<f32>()]).prop_map(|(months, unit, height)| Trend {
        months,
        unit,
        height,
    })
}

pub(crate) fn bars() -> impl Strategy<Value = Bars> {
    let bar = (words(), words(), number(), words(), words()).prop_map(|(key, name, value, text, beside)| Bar {
        key,
        label: name.clone(),
        name,
        value,
        text,
        beside,
    });
    (prop::collection::vec(bar, 0..12), any::<bool>()).prop_map(|(bars, bad)| Bars { bars, bad })
}

pub(crate) fn spark() -> impl Strategy<Value = Spark> {
    let point = (words(), prop::option::of(number())).prop_map(|(name, value)| SparkPoint {
        key: name.clone(),
        label: name.clone(),
        text: name.clone(),
        name,
        value,
    });
    (prop::collection::vec(point, 0..30), prop_oneof![16.0..60.0f32, any::<f32>()]).prop_map(|(points, height)| Spark { points, height })
}

pub(crate) fn plan_words() -> PlanWords<'static> {
    PlanWords {
        head: ["任务", "开始", "时限", "进度"].map(str::to_owned).to_vec(),
        standings: ["红灯", "黄灯", "绿灯", "已完成", "已中止"].map(str::to_owned),
        today: "今天".into(),
        say: &|f| format!("{} 项,超期 {} 项,{} 项早于前置", f.count, f.late, f.clash),
    }
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    let bar = (words(), words(), any::<i32>(), any::<i32>(), any::<u8>(), 0..5usize, prop::collection::vec(0..12usize, 0..3)).prop_map(
        |(heading, name, from, to, progress, standing, before)| gantt::Bar {
            key: name.clone(),
            heading,
            label: name.clone(),
            cells: vec![name.clone(), String::new(), String::new(), progress.to_string()],
            name,
            from,
            to,
            progress,
            standing: Standing::ALL[standing],
            before,
        },
    );
    let months = prop::collection::vec((any::<i32>(), words()), 0..12);
    (prop::collection::vec(bar, 0..10), months, any::<i32>()).prop_map(|(bars, months, today)| Plan { bars, months, today })
}

pub(crate) fn heat() -> impl Strategy<Value = Heat> {
    let cell = (words(), prop::option::of((number(), 0..9u8))).prop_map(|(name, value)| HeatCell {
        key: name.clone(),
        label: name.clone(),
        value,
        text: name,
    });
    (
        prop::collection::vec(words(), 0..8),
        prop::collection::vec(words(), 0..25),
        prop::collection::vec(cell, 0..60),
        prop::collection::vec(words(), 0..9),
    )
        .prop_map(|(rows, columns, cells, classes)| Heat { rows, columns, cells, classes })
}
