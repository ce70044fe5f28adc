//! 检查表 as a workbook: what goes out comes back the same, and what is wrong is told at its row and column.

use crate::code;
use api::ErrorCode;
use api::inspection::{ChecklistRead, ExportChecklist, ListChecklists, ReadChecklist, ShowChecklist};
use domain::account::Role;
use domain::import::Problem;
use testkit::{Desk, Scratch};

async fn read(desk: &mut Desk, scratch: &Scratch, text: &str) -> ChecklistRead {
    let path = scratch.file("list.csv");
    std::fs::write(&path, text).unwrap();
    let file = desk.gives(&path);
    desk.call(ReadChecklist { file }).await.unwrap()
}

testkit::on_both! {
    async fn a_list_goes_out_and_comes_back_the_same(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::Inspector).await;
        let lists = desk.call(ListChecklists {}).await.unwrap().checklists;
        assert_eq!(lists.len(), 3);
        for list in lists {
            let stands = desk.call(ShowChecklist { id: list.id, no: None }).await.unwrap().shown.fields;
            for name in ["list.xlsx", "list.csv"] {
                let path = scratch.file(name);
                let out = desk.takes(&path);
                let written = desk.call(ExportChecklist { id: list.id, no: None, out }).await.unwrap();
                assert_eq!(written.rows, stands.lines.len() as u64);
                let file = desk.gives(&path);
                let back = desk.call(ReadChecklist { file }).await.unwrap();
                assert_eq!((back.lines, back.problems, back.wrong), (stands.lines.clone(), Vec::new(), 0), "{name}");
            }
        }
    }

    async fn what_is_wrong_is_told_at_its_row_and_column(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::Inspector).await;
        let head = "序号,五统一,检查项目,分值,扣分规则,扣分,否决项,佐证,检查方法,前提\n";
        let good = "1.1,统一机构人员,有人在岗,10,,,否,照片,看排班表,\n";
        let back = read(&mut desk, &scratch, &format!("{head}{good}")).await;
        assert_eq!((back.lines.len(), back.wrong), (1, 0), "{:?}", back.problems);
        assert_eq!(back.lines[0].points.to_string(), "10");

        // By itself wrong: what a cell says.
        let rows = "2.1,统一什么,有名称招牌,十分,,,,,,\n2.2,统一场所标识,,5,,,,,,\n";
        let back = read(&mut desk, &scratch, &format!("{head}{good}{rows}")).await;
        let told: Vec<_> = back.problems.iter().map(|one| (one.row, one.field.as_deref().unwrap_or_default(), one.value.as_str())).collect();
        assert_eq!(told, [(3, "line_unified", "统一什么"), (4, "line_text", "")]);
        assert!(back.lines.is_empty() && back.wrong == 2);
        let back = read(&mut desk, &scratch, &format!("{head}{good}2.1,统一场所标识,有名称招牌,十分,,,,,,\n")).await;
        let [one] = back.problems.as_slice() else { panic!("{:?}", back.problems) };
        assert!(matches!(&one.problem, Problem::Rule { rule, .. } if rule == "range") && one.field.as_deref() == Some("line_points"));

        // Only beside the others.
        let cases = [
            ("1.1,统一场所标识,有名称招牌,5,,,,,,\n", "line_no"),
            ("2.1,统一场所标识,有名称招牌,5,,6,,,,\n", "line_each"),
            ("2.1,统一场所标识,有名称招牌,5,,,,,,9.9\n", "line_only_if"),
        ];
        for (row, field) in cases {
            let back = read(&mut desk, &scratch, &format!("{head}{good}{row}")).await;
            let told: Vec<_> = back.problems.iter().map(|one| (one.row, one.field.as_deref())).collect();
            assert_eq!(told, [(3, Some(field))]);
        }
    }

    async fn a_file_that_is_no_list_is_refused_and_so_is_who_keeps_none(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::Inspector).await;
        let path = scratch.file("other.csv");
        std::fs::write(&path, "姓名,电话\n张三,1\n").unwrap();
        let file = desk.gives(&path);
        let refused = desk.call(ReadChecklist { file: file.clone() }).await.unwrap_err();
        assert_eq!((refused.code, refused.args["detail"].as_str()), (ErrorCode::FileUnreadable, "columns_missing"));
        desk.enter(Role::TownAdmin).await;
        assert_eq!(code(desk.call(ReadChecklist { file }).await), ErrorCode::NotPermitted);
    }
}
