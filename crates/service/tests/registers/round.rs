//! What is exported comes back without a difference; k cells typed anew are exactly k differences.

use crate::workbook::{cell, column, credit_code, edited};
use crate::{DATA, changes, counts, put};
use api::duty::SaveDraft;
use api::item::SaveItem;
use api::point::Create;
use api::register::{
    ImportItems, PreviewAccounts, PreviewBodies, PreviewDuties, PreviewItems, PreviewPoints, PreviewUnits, Previewed, Take,
};
use domain::account::Role;
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::codes::{Audience, ItemKind};
use domain::catalogue::item::ItemFields;
use domain::catalogue::limit::Limit;
use domain::catalogue::parts::{Condition, Material};
use domain::duty::{DutyFields, DutyStep, LegalBasis, RiskPoint};
use domain::import::Taking;
use domain::place::{Level, PlaceId};
use domain::point::{Device, PointFields, PointKind, Window};
use domain::register::Register;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use testkit::{Desk, Scratch};

/// Texts that spreadsheets and our own guards might do something to.
fn odd() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        "\\PC{0,12}",
        "[=+@'\"-][a-z0-9\",]{0,8}",
        Just("  前后空格 ".to_owned()),
        Just("0012".to_owned()),
        Just("１２３全角".to_owned()),
        Just("两行\n文字".to_owned()),
        Just("'=1+1".to_owned()),
        Just("合计".to_owned()),
    ];
    text.prop_filter("characters of no text", |t| !t.chars().any(|c| c.is_control() && c != '\n' || c == '\u{fffd}'))
}

fn point() -> impl Strategy<Value = PointFields> {
    let parts = || prop::collection::btree_map("[0-9A-Z一=:；-]{1,4}", odd(), 0..4);
    let digits = "[0-9－ -]{0,12}";
    let day = prop::option::of(0..2_000_i32);
    (prop::collection::vec(odd(), 7), digits, parts(), parts(), day, any::<bool>()).prop_map(|(t, phone, windows, devices, day, active)| {
        PointFields {
            name: format!("点{}", t[0].replace('\n', " ")),
            address: t[1].clone(),
            head: t[2].clone(),
            staff: t[3].clone(),
            phone,
            hours: t[4].clone(),
            leader: t[5].clone(),
            cadre: t[6].clone(),
            opened: day.map(|n| jiff::civil::date(2020, 1, 1).saturating_add(jiff::Span::new().days(i64::from(n)))),
            active,
            windows: windows.into_iter().map(|(no, name)| Window { no, name }).collect(),
            devices: devices.into_iter().map(|(no, name)| Device { no, name }).collect(),
        }
    })
}

pub(crate) fn item(body: BodyId, n: usize, odd: String) -> ItemFields {
    let odd: String = odd.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let line = odd.replace('\n', " ");
    let material = Material { name: format!("材料{line}"), copies: 1, standard: odd.clone(), ..Material::default() };
    ItemFields {
        code: format!("C-{n}"),
        name: format!("事项{n}"),
        kind: ItemKind::ALL[n % ItemKind::ALL.len()],
        body: Some(body),
        levels: vec![Level::Town, Level::Village],
        audience: vec![Audience::Person, Audience::LegalPerson],
        legal: Some(Limit { days: 20, unit: Unit::Workday }),
        promised: Some(Limit { days: 10, unit: Unit::Workday }),
        hours: line,
        note: odd.clone(),
        conditions: vec![Condition { text: format!("条件{odd}") }],
        materials: vec![material; n % 3],
        online: n.is_multiple_of(2),
        ..ItemFields::default()
    }
}

pub(crate) fn duty(body: BodyId, place: PlaceId, n: usize, odd: String) -> DutyFields {
    let odd: String = odd.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let line = odd.replace('\n', " ");
    let step = DutyStep { name: format!("环节{line}"), content: format!("内容{odd}"), basis: odd.clone() };
    DutyFields {
        code: format!("D-{n}"),
        name: format!("权责{n}"),
        kind: ItemKind::ALL[n % ItemKind::ALL.len()],
        body: Some(body),
        place: Some(place),
        levels: vec![Level::District, Level::Town],
        undertaker: line.clone(),
        situations: odd.clone(),
        note: odd,
        basis: vec![LegalBasis { law: format!("《条例》第{n}条"), ..LegalBasis::default() }],
        steps: vec![step; n % 3],
        risks: vec![RiskPoint { stage: format!("审查{line}"), ..RiskPoint::default() }],
        verified: n.is_multiple_of(2).then(|| jiff::civil::date(2026, 1, 5)),
        ..DutyFields::default()
    }
}

pub(crate) async fn export(desk: &mut Desk, scratch: &Scratch, register: Register, name: &str) -> Vec<u8> {
    let path = scratch.file(name);
    let (out, place) = (desk.takes(&path), desk.place("麻章区").await);
    let written = match register {
        Register::Bodies => desk.call(api::body::Export { filter: api::body::Filter::default(), sort: None, template: false, out }).await,
        Register::Points => desk.call(api::point::Export { place, only: None, template: false, out }).await,
        Register::Accounts => {
            desk.call(api::account::Export { filter: api::account::Filter::default(), sort: None, template: false, out }).await
        }
        Register::Units => desk.call(api::place::Export { place, template: false, out }).await,
        Register::Items => {
            let filter = api::item::ItemFilter::default();
            desk.call(api::item::ExportItems { filter, sort: None, template: false, out }).await
        }
        Register::Duties => {
            let filter = api::duty::DutyFilter::default();
            desk.call(api::duty::ExportDuties { filter, sort: None, template: false, out }).await
        }
    };
    written.unwrap();
    std::fs::read(path).unwrap()
}

pub(crate) async fn preview(desk: &mut Desk, scratch: &Scratch, register: Register, name: &str, bytes: &[u8]) -> Previewed {
    let sheet = put(desk, scratch, name, bytes);
    match register {
        Register::Bodies => desk.call(PreviewBodies(sheet)).await.unwrap(),
        Register::Points => desk.call(PreviewPoints(sheet)).await.unwrap(),
        Register::Accounts => desk.call(PreviewAccounts(sheet)).await.unwrap(),
        Register::Units => desk.call(PreviewUnits(sheet)).await.unwrap(),
        Register::Items => desk.call(PreviewItems(sheet)).await.unwrap(),
        Register::Duties => desk.call(PreviewDuties(sheet)).await.unwrap(),
    }
}

/// Columns that can be typed anew by themselves, and what is typed.
fn typed(register: Register, header: &str, stored: &str, n: u32) -> Option<String> {
    Some(match (register, header) {
        (Register::Bodies, "部门名称") => format!("部门{n}"),
        (Register::Bodies, "统一社会信用代码") => credit_code(1_000 + n),
        (Register::Bodies, "办理状态") => if stored == "在办" { "已撤并" } else { "在办" }.to_owned(),
        (Register::Bodies, "所在地") => if stored == "太平镇" { "湖光镇" } else { "太平镇" }.to_owned(),
        (Register::Points, "挂牌名称") => format!("新点{n}"),
        (Register::Points, "地址" | "负责人" | "专职人员" | "开放时间" | "挂点领导" | "驻村干部") => {
            format!("新文字{n}")
        }
        (Register::Points, "电话") => format!("0759-{n}"),
        (Register::Points, "启用日") => format!("2026-01-{:02}", n % 28 + 1),
        (Register::Points, "使用状态") => if stored == "在用" { "停用" } else { "在用" }.to_owned(),
        (Register::Points, "窗口" | "终端") => format!("{n}=新的\n{n}A=又一个"),
        (Register::Accounts, "姓名") => format!("人{n}"),
        (Register::Units, "单位名称") => format!("新名{n}"),
        (Register::Items, "事项名称") => format!("新事项{n}"),
        (Register::Items, "事项编码") => format!("NEW-{n}"),
        (Register::Items, "事项类型") => if stored == "行政给付" { "行政确认" } else { "行政给付" }.to_owned(),
        (Register::Items, "法定办结时限") => format!("{}个工作日", 100 + n),
        (Register::Items, "承诺办结时限") => if stored == "1个工作日" { "2个工作日" } else { "1个工作日" }.to_owned(),
        (Register::Items, "网上办理" | "物流快递" | "进驻政务大厅") => if stored == "是" { "否" } else { "是" }.to_owned(),
        (Register::Items, "办理时间" | "承办机构" | "备注" | "特别程序") => format!("新文字{n}"),
        (Register::Items, "受理条件") => format!("新条件{n}\n又一条"),
        (Register::Items, "申请材料") => format!("新材料{n}｜非必要｜复印件｜电子｜2｜A4｜其他"),
        (Register::Items, "计划取消日期") => format!("2028-01-{:02}", n % 28 + 1),
        (Register::Duties, "事项名称") => format!("新权责{n}"),
        (Register::Duties, "事项编码") => format!("NEW-{n}"),
        (Register::Duties, "权力类型") => if stored == "行政给付" { "行政确认" } else { "行政给付" }.to_owned(),
        (Register::Duties, "实施层级") => if stored == "镇" { "区" } else { "镇" }.to_owned(),
        (Register::Duties, "承办机构" | "追责情形" | "备注" | "部门职责" | "监督电话" | "运行流程图") => {
            format!("新文字{n}")
        }
        (Register::Duties, "实施依据") => format!("1.《新条例{n}》第三条：原文\n2.《办法》第一条"),
        (Register::Duties, "责任事项") => format!("受理责任：新内容{n}"),
        (Register::Duties, "廉政风险点") => format!("新环节{n}｜表现｜高"),
        (Register::Duties, "核实日期") => format!("2025-01-{:02}", n % 28 + 1),
        _ => return None,
    })
}

testkit::on_both! {
    async fn nothing_comes_of_nothing_and_k_of_k(scratch) {
        let mut runner = TestRunner::deterministic();
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let place = desk.place("洋村东村委会").await;
        let mut made = 0;
        for n in 0..40 {
            let fields = point().new_tree(&mut runner).unwrap().current();
            let fields = PointFields { name: format!("{}{n}", fields.name), ..fields };
            // What the form refuses is no row of the register.
            made += u32::from(desk.call(Create { place, kind: PointKind::SelfService, fields }).await.is_ok());
        }
        assert!(made >= 20, "{made}");
        for n in 0..8 {
            let code = (n % 2 == 0).then(|| credit_code(n));
            let save = api::body::Save { id: None, code, name: format!("局{n}"), place, active: n % 3 > 0, version: 0 };
            desk.call(save).await.unwrap();
        }
        let body = desk.call(api::body::List {}).await.unwrap().bodies[0].id;
        for n in 0..24 {
            desk.call(SaveItem { id: None, fields: item(body, n, odd().new_tree(&mut runner).unwrap().current()), version: 0 }).await.unwrap();
        }
        let town = desk.place("麻章镇").await;
        for n in 0..24 {
            let fields = duty(body, town, n, odd().new_tree(&mut runner).unwrap().current());
            desk.call(SaveDraft { duty: None, draft: None, based_on: None, fields, reason: String::new(), version: 0 }).await.unwrap();
        }
        scratch.execute("UPDATE duty_version SET stage = 'published', from_day = '2026-01-01', until_day = '9999-12-31' WHERE id % 2 = 0").await;
        for register in Register::ALL {
            let mut desk = desk.another();
            desk.enter(if register == Register::Accounts { Role::SystemAdmin } else { Role::CatalogueAdmin }).await;
            let mut rows = 0;
            for name in ["all.xlsx", "all.csv"] {
                let bytes = export(&mut desk, &scratch, register, name).await;
                let same = preview(&mut desk, &scratch, register, name, &bytes).await;
                assert_eq!(counts(&same), (0, same.table.checked, 0), "{register:?} {name} {:?} {:?}", changes(&same), same.table.problems);
                assert_eq!((same.table.bad_rows, same.absent_count, same.table.asides.len()), (0, 0, 0), "{register:?} {name} {:?}", same.table.problems);
                rows = u32::try_from(same.table.checked).unwrap();
            }
            let bytes = export(&mut desk, &scratch, register, "all.xlsx").await;
            for round in 0..6 {
                let picks = prop::collection::btree_set((1..=rows, 0..register.columns().len()), 1..6);
                let picks = picks.new_tree(&mut runner).unwrap().current();
                let mut edits = Vec::new();
                for (n, (row, at)) in (round * 10..).zip(picks) {
                    let header = register.columns()[at].headers[0];
                    let at = column(&bytes, DATA, header);
                    let stored = cell(&bytes, DATA, row, at);
                    edits.extend(typed(register, header, &stored, n).map(|text| (row, at, text)));
                }
                let file = edited(&bytes, DATA, &edits);
                let told = preview(&mut desk, &scratch, register, "edited.xlsx", &file).await;
                assert_eq!(changes(&told).len(), edits.len(), "{register:?} {edits:?} {:?} {:?}", changes(&told), told.table.problems);
                assert_eq!((told.table.bad_rows, counts(&told).0), (0, 0), "{register:?} {:?}", told.table.problems);
            }
        }
    }

    /// Items that only files of ratings have named go out to be filled in, and say nothing until somebody does.
    async fn items_that_were_only_named_wait_to_be_filled_in(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        scratch.execute("INSERT INTO item (id, code, name) VALUES (1, 'R-1', '老年优待证')").await;
        let body = desk.call(api::body::List {}).await.unwrap().bodies[0].name.clone();
        let bytes = export(&mut desk, &scratch, Register::Items, "named.xlsx").await;
        let same = preview(&mut desk, &scratch, Register::Items, "named.xlsx", &bytes).await;
        assert_eq!((counts(&same), same.table.bad_rows), ((0, 1, 0), 0), "{:?}", same.table.problems);
        let filled = [("实施主体", body.as_str()), ("行使层级", "村（居）"), ("服务对象", "自然人"), ("办件类型", "即办件")];
        let edits: Vec<_> = filled.iter().map(|(header, text)| (1, column(&bytes, DATA, header), (*text).to_owned())).collect();
        let file = edited(&bytes, DATA, &edits);
        let sheet = put(&mut desk, &scratch, "filled.xlsx", &file);
        let take = Take { sheet, taking: Taking::AllOrNothing, seen: None };
        let taken = desk.call(ImportItems(take)).await.unwrap();
        assert_eq!((taken.counts.taken, taken.refused), (1, false), "{:?}", taken.problems);
        assert_eq!(scratch.numbers("SELECT item_id FROM item_version").await, [1], "under its key");
        // What a form refuses is told at its column.
        let bad = edited(&bytes, DATA, &[(1, column(&bytes, DATA, "申请材料"), "｜必要".to_owned()), (1, column(&bytes, DATA, "服务对象"), "谁".to_owned())]);
        let told = preview(&mut desk, &scratch, Register::Items, "bad.xlsx", &bad).await;
        assert_eq!(told.table.bad_rows, 1);
        assert!(told.table.problems.iter().any(|p| p.field.as_deref() == Some("item_audience")), "{:?}", told.table.problems);
    }
}
