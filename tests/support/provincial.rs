//! A list of the province as it comes: a title, a date, a header with the province's own words, some hundred rows.

use rust_xlsxwriter::{Format, Workbook};

/// A row of the list: 基本编码, 事项名称, 权力类型, 主管部门, 法定时限, 受理条件, 申请材料.
pub type Line = [String; 7];

/// A row; what is not said is usual.
pub fn line(base: &str, name: &str, legal: &str) -> Line {
    let text = |text: &str| text.to_owned();
    [text(base), text(name), text("行政给付"), text("区民政局"), text(legal), text(""), text("")]
}

/// Rows of items that nobody here has.
pub fn fresh(n: usize) -> Vec<Line> {
    (0..n)
        .map(|n| {
            let mut line = line(&format!("0009{n:08}"), &format!("省级新增事项{:03}", n + 1), "20个工作日");
            line[5] = "具有本省户籍\n符合申请条件".to_owned();
            line[6] = "居民身份证｜必要｜原件｜纸质｜1\n申请表｜必要｜原件｜纸质｜2".to_owned();
            line
        })
        .collect()
}

/// The workbook of such rows.
pub fn workbook(lines: &[Line]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("省级目录").unwrap();
    sheet.merge_range(0, 0, 0, 7, "广东省政务服务事项目录（2026年版）", &Format::new()).unwrap();
    sheet.write_string(1, 0, "印发日期：2026年11月1日").unwrap();
    let headers = ["序号", "基本编码", "事项名称", "权力类型", "主管部门", "法定时限", "受理条件", "申请材料"];
    for (column, header) in (0_u16..).zip(headers) {
        sheet.write_string(2, column, header).unwrap();
    }
    for (row, line) in (3_u32..).zip(lines) {
        sheet.write_number(row, 0, row - 2).unwrap();
        for (column, text) in (1_u16..).zip(line) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
