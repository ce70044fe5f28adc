//! The work calendar: importing a year's notice, and counting before and after.

use crate::{code, invalid};
use api::ErrorCode;
use api::calendar::{Count, Import, ListYears, Origin, Preview, ShowYear};
use domain::account::Role;
use domain::calendar::{DayKind, Unit};
use jiff::civil::date;
use testkit::Desk;

/// A made-up notice in the form of the real ones.
pub(crate) const NOTICE: &str = "国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）、2月14日（周日）上班。
三、清明节：4月5日（周一）放假，共1天。
四、劳动节：5月1日（周六）至3日（周一）放假，共3天。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）上班。";

fn pasted(text: &str) -> Preview {
    Preview { file: None, text: Some(text.to_owned()), year: None }
}

testkit::on_both! {
    async fn a_notice_is_checked_then_imported(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let years = desk.call(ListYears {}).await.unwrap();
        assert_eq!(years.years.iter().map(|y| y.year).collect::<Vec<_>>(), (2016..=2026).collect::<Vec<_>>());
        assert_eq!((years.provisional_from, years.due), (date(2026, 12, 21), None));
        desk.clock.set(date(2026, 12, 5).at(9, 0, 0, 0));
        desk.enter(Role::CatalogueAdmin).await;
        assert_eq!(desk.call(ListYears {}).await.unwrap().due, Some(2027), "in December the next year's notice is missed");

        // Ten workdays from 24 December 2026 are provisional until the notice is there.
        let count = Count { begins: date(2026, 12, 24), days: 10, unit: Unit::Workday };
        let before = desk.call(count.clone()).await.unwrap();
        assert_eq!((before.last, before.provisional), (date(2027, 1, 7), true));

        let previewed = desk.call(pasted(NOTICE)).await.unwrap();
        assert_eq!((previewed.list.year, previewed.version, previewed.same), (2027, 0, false));
        let change = previewed.changes.iter().find(|c| c.date == date(2027, 1, 30)).unwrap();
        assert_eq!((change.before, change.after, change.name.as_str()), (DayKind::Weekend, DayKind::MakeUp, "春节"));
        // A holiday on a weekend is off as before, yet it is another kind of day.
        assert!(previewed.changes.iter().any(|c| c.date == date(2027, 5, 1) && c.before == DayKind::Weekend && c.after == DayKind::Holiday));
        assert_eq!(desk.call(ListYears {}).await.unwrap().years.len(), 11, "a preview changes nothing");

        let import = Import { list: previewed.list, reason: String::new(), version: 0 };
        let year = desk.call(import.clone()).await.unwrap();
        assert_eq!((year.year, year.origin, year.off, year.made_up, year.version), (2027, Origin::Imported, 23, 3, 1));
        let after = desk.call(count).await.unwrap();
        assert_eq!((after.last, after.provisional), (date(2027, 1, 8), false));
        let years = desk.call(ListYears {}).await.unwrap();
        assert_eq!((years.provisional_from, years.due), (date(2027, 12, 21), None));
        assert_eq!(desk.call(ShowYear { year: 2027 }).await.unwrap().days.len(), 365);

        // The same again, and an older version.
        assert!(desk.call(pasted(NOTICE)).await.unwrap().same);
        assert_eq!(code(desk.call(import.clone()).await), ErrorCode::Invalid, "a year that is there is replaced with a reason");
        let again = Import { reason: "重复导入".to_owned(), version: 1, ..import.clone() };
        assert_eq!(invalid(desk.call(again).await), ("list".to_owned(), "unchanged".to_owned()));
        let mut other = Import { reason: "更正通知".to_owned(), ..import };
        other.list.days.retain(|day| day.date != date(2027, 9, 26));
        assert_eq!(code(desk.call(other.clone()).await), ErrorCode::Conflict);
        assert_eq!(desk.call(Import { version: 1, ..other }).await.unwrap().made_up, 2);
        assert_eq!(desk.call(ShowYear { year: 2027 }).await.unwrap().days[268].kind, DayKind::Weekend);
    }

    async fn a_slip_of_the_pen_is_told(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let rule = async |desk: &mut Desk, text: &str| invalid(desk.call(pasted(text)).await).1;
        assert_eq!(rule(&mut desk, &NOTICE.replace("6月9日（周三）", "6月9日（周四）")).await, "list_weekday");
        assert_eq!(rule(&mut desk, &NOTICE.replace("放假，共1天。\n四", "放假，共2天。\n四")).await, "list_count");
        assert_eq!(rule(&mut desk, "{\"year\":2027").await, "list_unreadable");
        assert_eq!(rule(&mut desk, "会议通知").await, "list_no_year");
        assert_eq!(rule(&mut desk, &"节".repeat(20_001)).await, "too_long");
        let (field, rule) = invalid(desk.call(Preview { file: None, text: None, year: None }).await);
        assert_eq!((field.as_str(), rule.as_str()), ("text", "required"));
        assert_eq!(invalid(desk.call(Count { begins: date(2026, 1, 1), days: 0, unit: Unit::Day }).await).1, "range");
    }

    async fn a_file_is_read_in_any_encoding(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let json = domain::calendar::SHIPPED.last().unwrap();
        let (as_gbk, ..) = encoding_rs::GB18030.encode(NOTICE);
        for (name, bytes, year) in [("2026.json", json.as_bytes(), 2026), ("通知.txt", &as_gbk, 2027)] {
            let path = scratch.file(name);
            std::fs::write(&path, bytes).unwrap();
            let file = desk.gives(&path);
            let previewed = desk.call(Preview { file: Some(file), text: None, year: None }).await.unwrap();
            assert_eq!((previewed.list.year, previewed.same), (year, year == 2026));
        }
        let path = scratch.file("large.txt");
        std::fs::write(&path, vec![b'a'; 200_000]).unwrap();
        let file = desk.gives(&path);
        assert_eq!(code(desk.call(Preview { file: Some(file), text: None, year: None }).await), ErrorCode::FileUnreadable);
    }
}
