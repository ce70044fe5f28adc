//! Columns of a checklist's workbook: a row for each line, in order.

use super::Line;
use crate::catalogue::parts::Part;
use crate::import::{Column, column, form_of};

/// What a column's field is called in a file, before the name that it has in a [`Line`].
const OF_A_LINE: &str = "line_";

/// The columns, in the order of a line's cells.
pub const LINE_COLUMNS: &[Column] = &[
    column!("line_no", true, "序号", "编号", "项号", "line_no"),
    column!("line_unified", true, "五统一类别", "五统一", "类别", "检查类别", "line_unified"),
    column!("line_text", true, "检查内容", "检查项", "检查项目", "检查要点", "line_text"),
    column!("line_points", false, "分值", "分数", "满分", "line_points"),
    column!("line_deduct", false, "扣分规则", "扣分方式", "评分办法", "line_deduct"),
    column!("line_each", false, "扣分", "每次扣分", "部分符合扣分", "每处扣分", "line_each"),
    column!("line_veto", false, "一票否决", "否决项", "line_veto"),
    column!("line_evidence", false, "佐证要求", "佐证", "佐证材料", "line_evidence"),
    column!("line_guidance", false, "检查方法", "检查方式", "检查指引", "line_guidance"),
    column!("line_only_if", false, "前提（序号）", "前提", "前提条件", "前提项", "line_only_if"),
];

/// The name that a column has in a [`Line`].
pub fn key(field: &str) -> &str {
    field.strip_prefix(OF_A_LINE).unwrap_or(field)
}

/// The column of a line's cell.
pub fn of_key(key: &str) -> Option<&'static Column> {
    let at = Line::COLUMNS.iter().position(|column| column.key == key)?;
    LINE_COLUMNS.get(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_a_line() {
        let keys: Vec<&str> = LINE_COLUMNS.iter().map(|column| key(column.field)).collect();
        assert_eq!(keys, Line::COLUMNS.iter().map(|column| column.key).collect::<Vec<_>>());
        assert_eq!(of_key("veto").map(|column| column.field), Some("line_veto"));
    }

    #[test]
    fn no_header_means_two_columns() {
        let mut all: Vec<&str> = LINE_COLUMNS.iter().flat_map(|column| column.headers).copied().collect();
        let there = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), there);
    }
}
