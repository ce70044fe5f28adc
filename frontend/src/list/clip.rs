//! What a spreadsheet puts on the clipboard.

/// Rows of cells as a spreadsheet puts them on the clipboard: parted by tabs and line ends, with quotes around what has these inside.
pub fn cells_of(text: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    let mut cell = String::new();
    let (mut quoted, mut begun) = (false, false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted => {
                if letters.peek() == Some(&'"') {
                    letters.next();
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            '"' if cell.is_empty() && !begun => {
                quoted = true;
                begun = true;
            }
            '\t' | '\n' if !quoted => {
                if let Some(row) = rows.last_mut() {
                    row.push(std::mem::take(&mut cell));
                }
                begun = false;
                if c == '\n' {
                    rows.push(Vec::new());
                }
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    if let Some(row) = rows.last_mut() {
        // The line end behind the last row is not another row.
        if !cell.is_empty() || begun || !row.is_empty() {
            row.push(cell);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheets_cells_are_read() {
        let rows = |text: &str| cells_of(text).into_iter().map(|row| row.join("|")).collect::<Vec<_>>();
        assert_eq!(rows("可办\t筹办\r\n\t暂停\r\n"), ["可办|筹办", "|暂停"]);
        assert_eq!(rows("可办"), ["可办"]);
        assert_eq!(rows("\"暂停（装修\n二期）\"\t\"他说\"\"好\"\"\"\n"), ["暂停（装修\n二期）|他说\"好\""]);
        assert_eq!(rows("\t\n"), ["|"]);
        assert!(rows("").is_empty() && rows("\n").len() == 1);
    }
}
