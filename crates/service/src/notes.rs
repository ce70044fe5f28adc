//! What an exported workbook says of itself on its second sheet.

use crate::context::Cx;
use crate::failure::Failure;
use documents::rows::Notes;
use domain::figures::Measure;
use domain::import::Column;
use domain::period::Period;
use domain::place::PlaceId;
use texts::Texts;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// 评价
    Ratings,
    /// 办件量
    Cases,
}

/// Content, place, days, rows, when and by whom, what figures mean, and that it is made up where it is.
pub(crate) async fn of_export(
    cx: &mut Cx<'_>,
    about: About,
    place: PlaceId,
    period: Period,
    rows: u64,
    stamp: Option<&'static str>,
) -> Result<Notes, Failure> {
    let at = store::place::find(&mut cx.conn().await?, place).await?.map(|p| p.name).unwrap_or_default();
    let t = crate::words::texts(cx.lang);
    let kind = match about {
        About::Ratings => domain::import::ImportKind::Ratings,
        About::Cases => domain::import::ImportKind::Cases,
    };
    let mut lines = vec![
        (t.notes_content(), texts::words::Word::word(&kind, &t)),
        (t.notes_place(), at),
        (t.notes_days(), format!("{} — {}", period.from, period.to)),
    ];
    lines.extend(made(cx, rows, stamp));
    let measures: &[Measure] = match about {
        About::Ratings => &[Measure::SatisfiedRate, Measure::ActiveRate, Measure::BadPer10k],
        About::Cases => &[Measure::Cases],
    };
    lines.extend(measures.iter().map(|m| (texts::words::Word::word(m, &t), texts::words::measure_means(*m, &t))));
    lines.push((t.notes_again(), t.notes_again_how()));
    Ok(Notes { title: t.notes_title(), lines })
}

/// What a list that is written as it is filtered says.
pub(crate) fn of_list(cx: &Cx<'_>, rows: u64, stamp: Option<&'static str>) -> Notes {
    Notes { title: crate::words::texts(cx.lang).notes_title(), lines: made(cx, rows, stamp) }
}

/// A line for each column of a file that is to be filled in: whether it has to be, and what `takes` says of it.
pub(crate) fn of_columns(columns: &[Column], t: &Texts, takes: impl Fn(&Column) -> Option<String>) -> Vec<(String, String)> {
    let line = |column: &Column| {
        let needed = if column.required { t.import_column_required() } else { t.import_column_optional() };
        (column.headers[0].to_owned(), takes(column).map_or_else(|| needed.clone(), |said| format!("{needed} · {said}")))
    };
    columns.iter().map(line).collect()
}

/// How many rows, when and by whom, and that it is made up where it is.
fn made(cx: &Cx<'_>, rows: u64, stamp: Option<&'static str>) -> Vec<(String, String)> {
    let t = crate::words::texts(cx.lang);
    let mut lines = vec![(t.notes_rows(), rows.to_string()), (t.notes_made(), cx.now.text()), (t.notes_by(), cx.actor.who().to_owned())];
    lines.extend(stamp.map(|stamp| (t.notes_nature(), stamp.to_owned())));
    lines
}
