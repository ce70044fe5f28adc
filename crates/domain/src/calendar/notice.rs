//! The State Council's notice as text (国务院办公厅关于…年部分节假日安排的通知), read into the list of a year.
//!
//! Each holiday is a sentence of one form: `国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`
//! What can be checked is checked: weekdays against the calendar, 共…天 against the days, worked days against weekends.

use super::{ListError, NamedDay, YearList};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Longest run of days off that a notice can mean.
const LONGEST_RUN: i32 = 15;

/// Reads the text of a notice. The year is taken from its title (`关于2027年部分节假日安排`) unless it is given.
pub fn read(text: &str, year: Option<i16>) -> Result<YearList, ListError> {
    let text: String = text.chars().map(folded).filter(|c| !c.is_whitespace() || *c == '\n').collect();
    let year = year.or_else(|| year_of(&text)).ok_or(ListError::NoYear)?;
    let mut days = Vec::new();
    for line in text.lines() {
        let Some((name, rest)) = line.split_once(':') else { continue };
        let name = holiday_of(name);
        if name.is_empty() || !rest.contains("放假") {
            continue;
        }
        sentence(&name, rest, year, &mut days)?;
    }
    days.sort_by_key(|day| day.date);
    let list = YearList { year, papers: Vec::new(), days };
    list.check()?;
    Ok(list)
}

/// Full-width forms as their plain ones, so that any way of copying the text reads the same.
fn folded(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// `关于2027年部分节假日安排` → 2027
fn year_of(text: &str) -> Option<i16> {
    // The title is often set in two lines.
    let text = text.replace('\n', "");
    let (before, _) = text.split_once("年部分节假日")?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    digits.parse().ok()
}

/// `二、春节` → 春节; what is no holiday's name is empty.
fn holiday_of(text: &str) -> String {
    let name = match text.split_once('、') {
        Some((ordinal, name)) if ordinal.chars().all(|c| "一二三四五六七八九十".contains(c)) => name,
        _ => text,
    };
    let is_name = super::STATUTORY.iter().any(|known| name.contains(known)) && name.chars().count() <= 12;
    if is_name { name.to_owned() } else { String::new() }
}

/// A run of days as it stands in a sentence, and where the text goes on.
struct Run {
    from: Date,
    to: Date,
}

fn sentence(name: &str, text: &str, year: i16, days: &mut Vec<NamedDay>) -> Result<(), ListError> {
    let mut waiting: Vec<Run> = Vec::new();
    let mut off = 0;
    let mut at = Cursor { rest: text, year, month: None };
    while let Some(c) = at.rest.chars().next() {
        if c.is_ascii_digit() {
            waiting.extend(at.run()?);
            continue;
        }
        let verbs = [("放假调休", true), ("放假", true), ("补休", true), ("调休", true), ("上班", false)];
        if let Some((verb, is_off)) = verbs.into_iter().find(|(verb, _)| at.rest.starts_with(verb)) {
            for run in waiting.drain(..) {
                off += take(name, &run, is_off, days)?;
            }
            at.skip(verb.len());
            continue;
        }
        if let Some(told) = at.rest.strip_prefix('共').and_then(count_of)
            && told != off
        {
            return Err(ListError::Count { name: name.to_owned(), told, found: off });
        }
        at.skip(c.len_utf8());
    }
    Ok(())
}

/// `7天` → 7
fn count_of(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    text.get(digits.len()..)?.starts_with('天').then(|| digits.parse().ok())?
}

/// Adds the days of a run; how many of them are off.
fn take(name: &str, run: &Run, off: bool, days: &mut Vec<NamedDay>) -> Result<u32, ListError> {
    let length = (run.to - run.from).get_days();
    if !(0..LONGEST_RUN).contains(&length) {
        return Err(ListError::Outside(run.to));
    }
    let mut date = run.from;
    loop {
        days.push(NamedDay { date, name: name.to_owned(), off });
        if date == run.to {
            return Ok(if off { u32::try_from(length + 1).unwrap_or(0) } else { 0 });
        }
        date = date.checked_add(1.day()).map_err(|_| ListError::Outside(run.to))?;
    }
}

/// Walks through a sentence; a day without a month has that of the day before it.
struct Cursor<'t> {
    rest: &'t str,
    year: i16,
    month: Option<i8>,
}

impl Cursor<'_> {
    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// A day, or two with 至 between them; `None` if the digits are no day (`共7天`), which are then left behind.
    fn run(&mut self) -> Result<Option<Run>, ListError> {
        let Some(from) = self.day()? else { return Ok(None) };
        let Some(rest) = self.rest.strip_prefix(['至', '-', '~', '—']) else { return Ok(Some(Run { from, to: from })) };
        self.rest = rest;
        let to = self.day()?.ok_or(ListError::Outside(from))?;
        Ok(Some(Run { from, to }))
    }

    /// `2018年12月30日（农历腊月二十八、周日）`
    fn day(&mut self) -> Result<Option<Date>, ListError> {
        let (mut year, mut month) = (None, None);
        let day = loop {
            let digits: String = self.rest.chars().take_while(char::is_ascii_digit).collect();
            // Left behind whatever they are: whoever asks again must not stand where he stood.
            self.skip(digits.len());
            let Ok(number) = digits.parse::<i16>() else { return Ok(None) };
            let Some(unit) = self.rest.chars().next() else { return Ok(None) };
            match unit {
                '年' if year.is_none() => year = Some(number),
                '月' if month.is_none() => month = i8::try_from(number).ok(),
                '日' => break i8::try_from(number).ok(),
                _ => return Ok(None),
            }
            self.skip(unit.len_utf8());
        };
        self.skip('日'.len_utf8());
        let year = year.unwrap_or(self.year);
        self.month = month.or(self.month);
        let unreadable = || ListError::Unreadable(format!("{year}年{}月{}日", self.month.unwrap_or(0), day.unwrap_or(0)));
        let date = match (self.month, day) {
            (Some(month), Some(day)) => Date::new(year, month, day).map_err(|_| unreadable())?,
            _ => return Err(unreadable()),
        };
        self.note(date)?;
        Ok(Some(date))
    }

    /// The weekday in brackets behind a day must be its own.
    fn note(&mut self, date: Date) -> Result<(), ListError> {
        let Some(inner) = self.rest.strip_prefix('(') else { return Ok(()) };
        let Some((note, rest)) = inner.split_once(')') else { return Ok(()) };
        self.rest = rest;
        let told = ["周", "星期"].iter().find_map(|word| note.split_once(word)?.1.chars().next());
        match told.and_then(weekday_of) {
            Some(weekday) if weekday != date.weekday() => Err(ListError::Weekday(date)),
            _ => Ok(()),
        }
    }
}

fn weekday_of(word: char) -> Option<Weekday> {
    Some(match word {
        '一' => Weekday::Monday,
        '二' => Weekday::Tuesday,
        '三' => Weekday::Wednesday,
        '四' => Weekday::Thursday,
        '五' => Weekday::Friday,
        '六' => Weekday::Saturday,
        '日' | '天' => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{SHIPPED, YearList};
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const OF_2026: &str = "国务院办公厅关于2026年
部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。";

    const OF_2020: &str = "一、元旦：2020年1月1日放假，共1天。
二、春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。
三、清明节：4月4日至6日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。
五、端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。";

    const OF_2019: &str = "一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。";

    fn shipped(year: i16) -> YearList {
        SHIPPED.iter().map(|text| YearList::parse(text).unwrap()).find(|list| list.year == year).unwrap()
    }

    /// Days off and days worked, without the names that data sets give them.
    fn days(list: &YearList) -> Vec<(Date, bool)> {
        let mut days: Vec<_> = list.days.iter().map(|day| (day.date, day.off)).collect();
        days.sort_unstable();
        days
    }

    #[test]
    fn a_notice_reads_as_the_list_that_others_made_of_it() {
        let list = read(OF_2026, None).unwrap();
        assert_eq!(list.year, 2026);
        assert_eq!(days(&list), days(&shipped(2026)));
        assert_eq!(days(&read(OF_2019, Some(2019)).unwrap()), days(&shipped(2019)));
    }

    #[test]
    fn words_and_forms_of_other_years() {
        let list = read(OF_2020, Some(2020)).unwrap();
        let named = |d: Date| list.days.iter().find(|day| day.date == d).map(|day| (day.name.as_str(), day.off));
        assert_eq!(named(date(2020, 10, 8)), Some(("国庆节、中秋节", true)));
        assert_eq!(named(date(2020, 6, 28)), Some(("端午节", false)));
        let across = read(OF_2019, Some(2019)).unwrap();
        assert_eq!(across.days.first().map(|day| (day.date, day.off)), Some((date(2018, 12, 29), false)));
    }

    /// Found by hostile bytes: digits of an address behind the sentence kept the reader where it was, for ever.
    #[test]
    fn a_number_that_is_no_day_is_left_behind() {
        let text = OF_2026.replacen("天。", "天。http://www.gov.cn/202310/content_6911528.htm", 1);
        assert_ne!(text, OF_2026);
        assert_eq!(read(&text, None).map(|list| days(&list)), Ok(days(&shipped(2026))));
    }

    #[test]
    fn slips_of_the_pen_are_found() {
        let wrong = |from: &str, to: &str| read(&OF_2026.replace(from, to), None).unwrap_err();
        assert_eq!(wrong("1月4日（周日）", "1月4日（周六）"), ListError::Weekday(date(2026, 1, 4)));
        let count = ListError::Count { name: "国庆节".to_owned(), told: 8, found: 7 };
        assert_eq!(wrong("放假调休，共7天", "放假调休，共8天"), count);
        assert_eq!(wrong("三、清明节：4月4日（周六）至6日（周一）放假，共3天。", ""), ListError::Missing("清明"));
        assert!(matches!(wrong("10月10日（周六）", "10月40日"), ListError::Unreadable(_)));
        assert_eq!(read("今天天气很好", None), Err(ListError::NoYear));
        assert_eq!(read("今天天气很好", Some(2027)), Err(ListError::Empty));
    }

    proptest! {
        /// Whatever is pasted: a list or an error.
        #[test]
        fn any_text(text in "([元旦春节国庆：0-9月日至（）周六放假共天。\n]|\\PC){0,120}") {
            let _ = read(&text, Some(2027));
        }
    }
}
