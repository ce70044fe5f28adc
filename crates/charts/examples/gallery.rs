//! Writes a page with every chart in every theme, to be looked at.
//!
//! `cargo run -p charts --example gallery -- FILE.html [light|dark|contrast|paper]`

use std::fmt::Write as _;

use charts::bars::{Bar, Bars, BarsWords, bars};
use charts::heat::{Heat, HeatCell, HeatWords, heat};
use charts::palette::{Theme, css};
use charts::ranking::{Order, Ranked, Ranking, RankingWords, Reference, ranking};
use charts::scale::Classes;
use charts::spark::{Spark, SparkPoint, SparkWords, spark};
use charts::tiles::{Bad, Group, State, Tile, Tiles, TilesWords, tiles};
use charts::trend::{Month, Trend, TrendWords, trend};
use charts::{Chart, Frame, Unit};

/// A small generator of numbers that look like figures; the same at every run.
struct Numbers(u64);

impl Numbers {
    /// From 0 up to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from((self.0 >> 33) as u32) / f64::from(u32::MAX >> 1)
    }
}

const TOWNS: [(&str, &str); 3] = [
    (
        "麻章镇",
        "福民 瑞景 政通 民乐 金川 黄外 湖光农场场部社区 鸭曹 谢家 大塘 笃豪 调塾 冯村 古河 英豪 迈合 聂村 新兴 畅侃 龙井 迈龙 高阳 南赤 甘林 田寮 洋水岭 赤岭 云头上 云头下 沙沟尾 黄屋 车路溪 坡塘 花村 赤忏 三佰 韩家山 白水坡 厚礼南 厚礼北 郭家",
    ),
    (
        "太平镇",
        "太平 通明 东岸 造甲 卜品 洋村东 洋村西 仙凤 岭头 文里 城家内 城家外 吴村 六坑 南夏 王村 塘北 麻廉 芝兰 东黄 恒太 岭村 塘边 坑尾 洪村 律村 百龙 鹅埠 木兰 南畔 北沟",
    ),
    (
        "湖光镇",
        "湖光 云脚 临东 临西 祝美 柳秀 志满 旧县 世乔 料村 金兴 新圩 良丰 塘口 体村 赤岭尾 东坡 后坡 厚高 蔡屋 群麻 交椅 冠廉 坑里 那柳 岭脚 新坡 外坡 平岭",
    ),
];

fn tile(name: &str, town: &str, share: f64, n: f64, classes: &Classes, inactive: bool) -> Tile {
    let state = match classes.class(share) {
        _ if inactive => State::Inactive,
        Some(class) if n >= 30.0 => State::Measured { value: share, class },
        _ => State::NotEnough,
    };
    let text = match state {
        State::Measured { .. } => format!("{:.1}%", share * 100.0),
        State::NotEnough if n < 1.0 => "零办件".to_owned(),
        State::NotEnough => "样本不足".to_owned(),
        State::Inactive => "未启用".to_owned(),
    };
    Tile {
        key: format!("{town}/{name}"),
        name: name.to_owned(),
        full_name: format!("{name}便民服务站"),
        label: format!("{town}{name},评价率 {text},办件 {n} 件"),
        text,
        n: n.to_string(),
        state,
    }
}

fn stations(frame: &Frame) -> Chart {
    let mut numbers = Numbers(7);
    let classes = Classes::at([0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
    let mut groups = Vec::new();
    for (town, names) in TOWNS {
        let tiles: Vec<Tile> = names
            .split(' ')
            .map(|name| {
                let (share, n) = (numbers.next().sqrt(), (numbers.next() * 400.0).round());
                let n = if numbers.next() < 0.02 { 0.0 } else { n };
                tile(name, town, share, n, &classes, name.starts_with("湖光农场"))
            })
            .collect();
        groups.push(Group {
            name: town.to_owned(),
            note: format!("{} 个站", tiles.len()),
            centre: Some(tile("镇便民服务中心", town, numbers.next(), 900.0, &classes, false)),
            tiles,
        });
    }
    let data = Tiles {
        district: Some(tile("区政务服务中心", "麻章区", 0.83, 9000.0, &classes, false)),
        groups,
        classes: ["<30%", "30–40%", "40–50%", "50–60%", "60–70%", "70–80%", "≥80%"].map(str::to_owned).to_vec(),
        bad: Bad::Low,
    };
    tiles(
        frame,
        &data,
        &TilesWords {
            measure: "评价率".into(),
            not_enough: "样本不足".into(),
            inactive: "未启用".into(),
            head: ["镇", "站点", "评价率", "办件量"].map(str::to_owned),
            say: &|f| {
                format!(
                    "{} 个站有数:最高{},最低{};{} 个样本不足。",
                    f.measured,
                    f.highest.map_or("—", |t| &t.name),
                    f.lowest.map_or("—", |t| &t.name),
                    f.not_enough
                )
            },
        },
    )
}

/// Wilson's interval at 95 %.
fn wilson(share: f64, n: f64) -> (f64, f64) {
    let z = 1.96f64;
    let (middle, over) = (share + z * z / (2.0 * n), 1.0 + z * z / n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    ((middle - half) / over, ((middle + half) / over).min(1.0))
}

fn order(frame: &Frame, flat: bool) -> Chart {
    let mut numbers = Numbers(11);
    let rows = TOWNS
        .iter()
        .flat_map(|(_, names)| names.split(' '))
        .map(|name| {
            let n = (numbers.next() * 900.0).round();
            let share = if flat { 1.0 - numbers.next().powi(3) * 0.02 } else { 0.2 + numbers.next() * 0.75 };
            let share = if flat && numbers.next() < 0.3 { 1.0 } else { (share * n).round() / n.max(1.0) };
            let enough = n >= 30.0;
            Ranked {
                key: name.to_owned(),
                name: name.to_owned(),
                label: format!("{name} {share:.3} n={n}"),
                value: enough.then_some(share),
                interval: enough.then(|| wilson(share, n)),
                text: if enough { format!("{:.*}%", if flat { 2 } else { 1 }, share * 100.0) } else { "样本不足".into() },
                n: format!("{n:.0}"),
            }
        })
        .collect();
    let mean = if flat { 0.995 } else { 0.58 };
    let data = Ranking {
        rows,
        unit: Unit::Percent,
        order: Order::HighFirst,
        first: 6,
        last: 6,
        unranked: 2,
        reference: Some(Reference { value: mean, label: format!("全区 {:.1}%", mean * 100.0) }),
    };
    ranking(
        frame,
        &data,
        &RankingWords {
            head: ["名次", "站点", if flat { "满意率" } else { "评价率" }, "区间", "n"].map(str::to_owned),
            not_enough: "样本不足(不足 30 件)".into(),
            omitted: &|n| format!("另有 {n} 个"),
            say: &|f| format!("{} 个站排名,第一{}。", f.ranked, f.first.map_or("—", |r| &r.name)),
        },
    )
}

fn months(frame: &Frame, percent: bool) -> Chart {
    let mut numbers = Numbers(5);
    let list: Vec<Month> = (0..18)
        .map(|nth| {
            let (year, month) = (2025 + (nth + 1) / 12, (nth + 1) % 12 + 1);
            let mut draw = |base: f64| {
                if percent { 0.978 + base * 0.01 + numbers.next() * 0.012 } else { 700.0 + base * 300.0 + numbers.next() * 400.0 }
            };
            let now = (nth != 6).then(|| draw(1.0) * if nth == 17 && !percent { 0.4 } else { 1.0 });
            let then = (nth > 2).then(|| draw(0.2));
            let words =
                |v: Option<f64>| v.map_or("—".to_owned(), |v| if percent { format!("{:.2}%", v * 100.0) } else { format!("{v:.0}") });
            Month {
                key: format!("{year}-{month:02}"),
                tick: format!("{month}月"),
                year: (nth == 0 || month == 1).then(|| year.to_string()),
                name: format!("{year}年{month}月"),
                label: format!("{year}年{month}月 {}", words(now)),
                now,
                now_text: words(now),
                then,
                then_text: words(then),
                n: "1,204".into(),
                partial: nth == 17,
            }
        })
        .collect();
    let unit = if percent { Unit::Percent } else { Unit::Count };
    trend(
        frame,
        &Trend { months: list, unit, height: 240.0 },
        &TrendWords {
            now: "今年".into(),
            then: "去年同期".into(),
            cut: "纵轴不从 0 起".into(),
            head: ["月份", "今年", "去年同期", "n"].map(str::to_owned),
            say: &|f| format!("最近一个整月 {}。", f.latest.map_or("—", |m| &m.now_text)),
        },
    )
}

fn worst(frame: &Frame, bad: bool) -> Chart {
    let list = [
        ("城乡居民基本养老保险待遇申领", 23.0, "41.2"),
        ("农村宅基地和建房(规划许可)审批", 17.0, "88.0"),
        ("城乡居民最低生活保障对象认定", 11.0, "20.5"),
        ("老年人优待证办理", 6.0, "9.1"),
        ("残疾人两项补贴资格认定申请(含困难残疾人生活补贴和重度残疾人护理补贴)", 3.0, "—"),
        ("生育登记", 1.0, "0.8"),
    ];
    let bars_of = list.map(|(name, value, beside)| Bar {
        key: name.into(),
        name: name.into(),
        label: format!("{name} {value} 件"),
        value,
        text: format!("{value} 件"),
        beside: beside.into(),
    });
    bars(
        frame,
        &Bars { bars: bars_of.to_vec(), bad },
        &BarsWords {
            head: ["事项", "差评", "每万件"].map(str::to_owned),
            say: &|f| format!("差评最多的是{}。", f.longest.map_or("—", |b| &b.name)),
        },
    )
}

fn hours(frame: &Frame) -> Chart {
    let classes = Classes::at([10.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
    let mut numbers = Numbers(3);
    let cells = (0..7 * 24)
        .map(|nth| {
            let (day, hour) = (nth / 24, nth % 24);
            let busy = if day > 4 { 0.25 } else { 1.0 } * (-((f64::from(hour) - 10.0) / 3.0).powi(2)).exp()
                + 0.6 * (-((f64::from(hour) - 16.0) / 2.0).powi(2)).exp() * if day > 4 { 0.2 } else { 1.0 };
            let value = (busy * 110.0 * (0.7 + 0.3 * numbers.next())).round();
            let known = !(day == 6 && hour < 8);
            HeatCell {
                key: format!("{day}-{hour}"),
                label: format!("周{} {hour} 时 {value} 件", day + 1),
                value: known.then(|| classes.class(value).map(|class| (value, class))).flatten(),
                text: value.to_string(),
            }
        })
        .collect();
    let data = Heat {
        rows: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"].map(str::to_owned).to_vec(),
        columns: (0..24).map(|hour| format!("{hour}时")).collect(),
        cells,
        classes: ["<10", "10–19", "20–39", "40–59", "60–79", "80–99", "≥100"].map(str::to_owned).to_vec(),
    };
    heat(
        frame,
        &data,
        &HeatWords {
            measure: "办件量".into(),
            not_enough: "无数据".into(),
            corner: "星期".into(),
            say: &|f| format!("{} {} 最忙。", f.row.unwrap_or("—"), f.column.unwrap_or("—")),
        },
    )
}

fn tiny(frame: &Frame) -> Chart {
    let mut numbers = Numbers(9);
    let points = (0..13)
        .map(|nth| {
            let value = (nth != 5).then(|| numbers.next());
            SparkPoint { key: nth.to_string(), name: format!("第{nth}周"), label: format!("第{nth}周"), value, text: "—".into() }
        })
        .collect();
    spark(
        frame,
        &Spark { points, height: 28.0 },
        &SparkWords { head: ["周", "办件量"].map(str::to_owned), say: &|f| format!("{} 周有数。", f.valued) },
    )
}

fn section(page: &mut String, name: &str, theme: Theme, text: f32, paper: bool) {
    let _ = write!(page, "<section style=\"{}background:var(--c-ground);color:var(--c-ink)\"><h2>{name}</h2>", css(theme));
    let id = |chart: &str| format!("{chart}-{}", name.replace(' ', "-"));
    let frame = |chart: &str, title: &str, width: f32| {
        let frame = Frame::new(id(chart), title, width).text(text).or_say("这里将显示数据。");
        if paper { frame.on_paper() } else { frame }
    };
    let mut put = |chart: Chart, marks: bool| {
        let _ = write!(page, "<figure style=\"position:relative;width:{}px\">{}", chart.width, chart.svg);
        if marks {
            for mark in &chart.marks {
                let [x, y, w, h] = chart.place(mark);
                let _ = write!(page, "<i style=\"left:{x}%;top:{y}%;width:{w}%;height:{h}%\"></i>");
            }
        }
        let _ = write!(page, "</figure><p>{}</p>", chart.sentence);
    };
    put(stations(&frame("tiles", "站点评价率", 1080.0)), false);
    put(order(&frame("rank", "评价率排名", 640.0), false), false);
    put(order(&frame("rankflat", "满意率排名", 640.0), true), false);
    put(months(&frame("trend", "办件量趋势", 640.0), false), false);
    put(months(&frame("trendp", "满意率趋势", 640.0), true), false);
    put(worst(&frame("bars", "差评事项", 640.0), true), false);
    put(worst(&frame("barsn", "差评事项", 320.0), false), true);
    put(hours(&frame("heat", "忙时", 760.0)), false);
    put(tiny(&frame("spark", "办件量", 160.0)), false);
    put(stations(&frame("tiles-n", "站点评价率", 520.0)), false);
    page.push_str("</section>");
}

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let file = args.next().unwrap_or_else(|| "gallery.html".to_owned());
    let only = args.next();
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><title>charts</title><style>body{margin:0;font:13px/1.6 'Noto Sans SC','Noto Sans CJK SC',sans-serif}\
         section{padding:16px}figure{margin:0 0 8px}svg{display:block}figure i{position:absolute;outline:1px dotted red}</style>",
    );
    for (name, theme, text, paper) in [
        ("light", Theme::Light, 1.0, false),
        ("dark", Theme::Dark, 1.0, false),
        ("contrast", Theme::Contrast, 1.0, false),
        ("large", Theme::Light, 1.25, false),
        ("paper", Theme::Dark, 1.0, true),
    ] {
        if only.as_deref().is_none_or(|only| only == name) {
            section(&mut page, name, theme, text, paper);
        }
    }
    std::fs::write(file, page)
}
