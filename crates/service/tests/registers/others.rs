//! Accounts and service points.

use crate::{changes, counts, put, told};
use api::account::List;
use api::point::{Create, List as ListPoints};
use api::register::{ImportAccounts, ImportPoints, PreviewAccounts, PreviewPoints, Take};
use domain::account::{AccountState, Role};
use domain::import::{Problem, Taking};
use domain::point::{PointKind, Window};
use testkit::Desk;

testkit::on_both! {
    /// New people get one-time codes with which they enrol; names are corrected; roles and states are not given by file.
    async fn people_are_enrolled_by_codes(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        let text = "姓名,账号,角色\n李四,Li.Si,领导\n王五,wang.wu,\n坏名,<b>,\n换了名的领导,leader,\n";
        let sheet = put(&mut desk, &scratch, "人员.csv", text.as_bytes());
        let preview = desk.call(PreviewAccounts(sheet.clone())).await.unwrap();
        assert_eq!((counts(&preview), preview.table.bad_rows), ((2, 0, 1), 1), "{:?}", preview.table.problems);
        assert_eq!(preview.problem_count, preview.table.problems.len() as u64);
        assert_eq!(preview.table.problems[0].field.as_deref(), Some("login"));
        let empty = put(&mut desk, &scratch, "无名.csv", format!("姓名,账号\n{},leader\n", "长".repeat(100)).as_bytes());
        let unnamed = desk.call(PreviewAccounts(empty)).await.unwrap();
        assert_eq!((unnamed.table.bad_rows, unnamed.absent_count), (1, preview.absent_count), "{:?}", unnamed.table.problems);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM enrolment").await, [0], "a preview gives no codes");

        let take = ImportAccounts(Take { sheet, taking: Taking::Good, seen: Some(preview.seen) });
        let taken = desk.call(take).await.unwrap();
        assert_eq!((taken.counts.taken, taken.counts.replaced, taken.counts.returned), (2, 1, 1));
        let logins: Vec<&str> = taken.enrolled.iter().map(|e| e.login.as_str()).collect();
        assert_eq!(logins, ["li.si", "wang.wu"]);
        let code = taken.enrolled[0].code.clone();
        let accounts = desk.call(List {}).await.unwrap().accounts;
        let li = accounts.iter().find(|a| a.login == "li.si").unwrap();
        assert_eq!((li.state, li.name.as_str(), li.grants.len()), (AccountState::Invited, "李四", 0));
        assert_eq!(accounts.iter().find(|a| a.login == "leader").unwrap().name, "换了名的领导");
        // A one-time code is told once: nothing of it is kept beside its hash.
        assert_eq!(scratch.numbers(&format!("SELECT COUNT(*) FROM request_done WHERE reply LIKE '%{code}%'")).await, [0]);
        assert_eq!(scratch.numbers(&format!("SELECT COUNT(*) FROM audit_values WHERE body LIKE '%{code}%'")).await, [0]);

        let mut door = desk.another();
        let enrol = api::session::Enrol { login: "li.si".to_owned(), code, password: "lantern-quarry-9-otter".to_owned() };
        assert!(door.call(enrol).await.is_ok());
    }

    /// A name that a file corrected can be taken back; whoever still holds an old version is told what is stored.
    async fn a_corrected_name_is_taken_back(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        let named = |accounts: Vec<api::account::Account>| accounts.into_iter().find(|a| a.login == "leader").unwrap();
        let before = named(desk.call(List {}).await.unwrap().accounts);
        let sheet = put(&mut desk, &scratch, "人员.csv", "姓名,账号\n换了名的领导,leader\n".as_bytes());
        desk.call(ImportAccounts(Take { sheet, taking: Taking::Good, seen: None })).await.unwrap();
        let subject = format!("account:{}", before.id.0);
        let undone = desk.call(api::history::Undo { subject: subject.clone(), no: None }).await.unwrap();
        assert_eq!(undone.operation, "account.rename");
        let back = named(desk.call(List {}).await.unwrap().accounts);
        assert_eq!((back.name.as_str(), back.version), (before.name.as_str(), before.version + 2));

        let rename = |name: &str, version| api::account::Rename { account: before.id, name: name.to_owned(), version };
        desk.call(rename("甲", back.version)).await.unwrap();
        // Whoever still has the old version is told what is stored now.
        let told = desk.call(rename("乙", back.version)).await.unwrap_err();
        let current: api::account::Account = serde_json::from_str(told.arg("current")).unwrap();
        assert_eq!((told.code, current.name.as_str(), current.version), (api::ErrorCode::Conflict, "甲", back.version + 1));
    }

    /// Windows and devices come along; a point stays where it stands and what it is; a town's administrator reaches his town only.
    async fn points_with_their_windows(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let text = "区划代码,村居名称,类型,站点名称,联系电话,启用时间,窗口,终端,状态\n\
            440811100,,镇便民服务中心,麻章镇便民服务中心,0759-1,2026年1月5日,\"1=综合；2：社保\",A-1 评价器,在用\n\
            ,洋村东村委会,村(社区)便民服务站,洋村东便民服务站,0759-2,,,,停用\n\
            440811100,,村站,错的级别,,,,,\n\
            440811100,,自助,两个同号,,,\"1=甲;1=乙\",,\n";
        let sheet = put(&mut desk, &scratch, "站点.csv", text.as_bytes());
        let taken = desk.call(ImportPoints(Take { sheet: sheet.clone(), taking: Taking::Good, seen: None })).await.unwrap();
        assert_eq!((taken.counts.taken, taken.counts.returned), (2, 2), "{:?}", taken.problems);
        let fields: Vec<&str> = taken.problems.iter().map(|p| p.field.as_deref().unwrap()).collect();
        assert_eq!(fields, ["point_kind", "windows"]);
        let district = desk.place("麻章区").await;
        let points = desk.call(ListPoints { place: district }).await.unwrap().points;
        let centre = points.iter().find(|p| p.fields.name == "麻章镇便民服务中心").unwrap();
        assert_eq!(centre.kind, PointKind::TownCentre);
        assert_eq!(centre.fields.windows, [Window { no: "1".into(), name: "综合".into() }, Window { no: "2".into(), name: "社保".into() }]);
        assert_eq!((centre.fields.devices[0].no.as_str(), centre.fields.opened.unwrap().to_string().as_str()), ("A-1", "2026-01-05"));

        let text = format!(
            "系统编号,区划代码,所在地,类别,挂牌名称,电话\n{id},440811101,,镇便民服务中心,麻章镇便民服务中心,\n{id},440811100,,24小时自助服务点,麻章镇便民服务中心,\n{id},440811100,,,麻章镇便民服务中心,0759-9\n",
            id = centre.id.0,
        );
        let sheet = put(&mut desk, &scratch, "改.csv", text.as_bytes());
        let preview = desk.call(PreviewPoints(sheet)).await.unwrap();
        let problems: Vec<(&str, &Problem)> = preview.table.problems.iter().map(|p| (p.field.as_deref().unwrap_or(""), &p.problem)).collect();
        assert!(matches!(problems[0], ("seat", Problem::Fixed { .. })) && matches!(problems[1], ("point_kind", Problem::Fixed { .. })), "{problems:?}");
        assert!(preview.table.bad_rows >= 2);

        // Wrong as they are, the rows are about the centre and nothing else.
        assert!(!preview.absent.iter().any(|name| name.ends_with("麻章镇便民服务中心")), "{:?}", preview.absent);
        let text = "区划代码,类别,挂牌名称\n440811100,村站,麻章镇便民服务中心\n";
        let sheet = put(&mut desk, &scratch, "名.csv", text.as_bytes());
        let by_name = desk.call(PreviewPoints(sheet)).await.unwrap();
        assert_eq!((by_name.table.bad_rows, by_name.absent_count), (1, preview.absent_count), "{:?}", by_name.table.problems);

        // 麻章镇's administrator: what stands in another town is not there for him.
        let mut town = desk.another();
        town.enter(Role::TownAdmin).await;
        let other = desk.place("太平镇").await;
        let made = desk.call(Create { place: other, kind: PointKind::SelfService, fields: testkit::station("太平自助") }).await.unwrap();
        let text = format!("系统编号,区划代码,类别,挂牌名称\n{},440811101,自助,改名\n,440811101,自助,新的\n,440811100,自助,自己镇的\n", made.id.0);
        let sheet = put(&mut town, &scratch, "别处.csv", text.as_bytes());
        let taken = town.call(ImportPoints(Take { sheet, taking: Taking::Good, seen: None })).await.unwrap();
        assert_eq!((taken.counts.taken, taken.counts.replaced, taken.counts.returned), (1, 0, 2), "{:?}", taken.problems);
        let told: Vec<&Problem> = taken.problems.iter().map(|p| &p.problem).collect();
        assert_eq!(told, [&Problem::UnknownKey, &Problem::OutsideScope]);
    }

    /// What has ended is in a file only if it was named, as it is in sight only if it was asked for.
    async fn ended_points_are_written_when_named(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let place = desk.place("太平镇").await;
        let before = desk.call(ListPoints { place }).await.unwrap().points.len() as u64;
        let made = desk.call(Create { place, kind: PointKind::SelfService, fields: testkit::station("太平自助") }).await.unwrap();
        let export = |desk: &mut Desk, only| {
            let out = desk.takes(&scratch.file("站点.xlsx"));
            api::point::Export { place, only, template: false, out }
        };
        let all = export(&mut desk, None);
        assert_eq!(desk.call(all).await.unwrap().rows, before + 1);
        let deed = domain::change::Deed::Close { unit: made.id.0 };
        let ask = api::change::Ask {
            unit: domain::change::Unit::Point,
            deed,
            effective: desk.service.now().day(),
            reason: "已撤除".to_owned(),
            paper: String::new(),
        };
        desk.call(api::change::Make { ask, newest: i64::MAX }).await.unwrap();
        let all = export(&mut desk, None);
        assert_eq!(desk.call(all).await.unwrap().rows, before);
        let named = export(&mut desk, Some(vec![made.id]));
        assert_eq!(desk.call(named).await.unwrap().rows, 1);
    }

    /// What was said of columns is remembered for the next file of the same form.
    async fn columns_are_said_once(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::SystemAdmin).await;
        let mut sheet = put(&mut desk, &scratch, "谁.csv", "是谁,怎么登\n赵六,zhao.liu\n".as_bytes());
        let preview = desk.call(PreviewAccounts(sheet.clone())).await.unwrap();
        assert_eq!(preview.table.missing, ["登录名", "姓名"]);
        let mapping = |header: &str, field: &str| domain::import::Mapping { header: header.into(), field: Some(field.into()) };
        sheet.reading.mapping = vec![mapping("是谁", "person_name"), mapping("怎么登", "login")];
        let taken = desk.call(ImportAccounts(Take { sheet, taking: Taking::Good, seen: None })).await.unwrap();
        assert_eq!(taken.counts.taken, 1);
        let sheet = put(&mut desk, &scratch, "谁2.csv", "是谁,怎么登\n赵六六,zhao.liu\n".as_bytes());
        let preview = desk.call(PreviewAccounts(sheet)).await.unwrap();
        assert!(preview.table.remembered);
        assert_eq!(told(changes(&preview)), [("person_name", "赵六", "赵六六")]);
    }
}
