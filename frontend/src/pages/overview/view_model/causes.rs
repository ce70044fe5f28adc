//! What draws bad ratings: items, bodies and reasons, by how many, with how many per 10,000 beside.

use super::door::Door;
use super::numbers;
use super::sentence::About;
use crate::pages::ratings::address::Narrowing;
use api::overview::FacetCounts;
use charts::bars::{Bar, Bars, BarsFinding, BarsWords};
use charts::{Chart, Frame};
use domain::figures::{Facet, Measure};
use texts::Texts;
use texts::format;

/// How many bars are shown.
pub const SHOWN: usize = 8;

/// The facets shown, in order.
pub const FACETS: [Facet; 3] = [Facet::Item, Facet::Body, Facet::Reason];

/// The bars of a facet: those that drew bad ratings, most first. `bad` is how many bad ratings there are in all.
pub fn causes(t: &Texts, facet: Facet, rows: &[FacetCounts], bad: Option<i64>) -> Bars {
    let bar = |row: &FacetCounts| {
        let name = if row.name.is_empty() { t.overview_causes_unnamed() } else { row.name.clone() };
        let n = format::count(row.counts.bad());
        let (beside, label) = match facet {
            // A reason is ticked on ratings of its own kind, so a frequency among those would always be high.
            Facet::Reason => {
                let beside = bad.filter(|all| *all > 0).map_or_else(
                    || format::NONE.to_owned(),
                    |all| format!("{}%", numbers::percent_short(row.counts.bad() as f64 / all as f64)),
                );
                let label = t.overview_causes_label_share(&name, &n, &beside);
                (beside, label)
            }
            _ => {
                let beside = Measure::BadPer10k.of(&row.counts);
                let beside = match beside {
                    Ok(value) if value.too_few => t.overview_short_too_few(),
                    Ok(value) => numbers::per_10k(value.value),
                    Err(_) => format::NONE.to_owned(),
                };
                let label = t.overview_causes_label(&name, &n, &beside);
                (beside, label)
            }
        };
        Bar { key: row.key.to_string(), name, label, value: row.counts.bad() as f64, text: n, beside }
    };
    let bars = rows.iter().filter(|row| row.counts.bad() > 0).take(SHOWN).map(bar).collect();
    Bars { bars, bad: true }
}

/// Draws the bars of a facet.
pub fn draw(frame: &Frame, t: &Texts, facet: Facet, rows: &[FacetCounts], bad: Option<i64>) -> Chart {
    let beside = match facet {
        Facet::Reason => t.overview_causes_share(),
        _ => t.overview_causes_per_10k(),
    };
    let data = causes(t, facet, rows, bad);
    let words = BarsWords { head: [name(t, facet), t.overview_causes_bad(), beside], say: &|finding| say(t, facet, &data, finding) };
    charts::bars::bars(frame, &data, &words)
}

/// The heading over the bars of a facet.
pub fn title(t: &Texts, facet: Facet) -> String {
    match facet {
        Facet::Body => t.overview_causes_body_title(),
        Facet::Reason => t.overview_causes_reason_title(),
        _ => t.overview_causes_item_title(),
    }
}

/// What the bars of a facet are called.
pub fn name(t: &Texts, facet: Facet) -> String {
    match facet {
        Facet::Body => t.overview_causes_body(),
        Facet::Reason => t.overview_causes_reason(),
        _ => t.overview_causes_item(),
    }
}

/// Where a bar leads.
pub fn door(about: About<'_>, facet: Facet, key: &str) -> Option<Door> {
    let narrowing = Narrowing::bad().with_facet(facet, key.parse().ok()?);
    Some(Door::Ratings { place: about.place, period: about.period, narrowing })
}

/// The bars' finding in words.
pub fn say(t: &Texts, facet: Facet, data: &Bars, finding: &BarsFinding<'_>) -> String {
    // Naming one of several equal ones alone would single it out.
    let tied = |to: &Bar| data.bars.iter().filter(|bar| bar.text == to.text).count();
    match (finding.longest, facet) {
        (None, _) => String::new(),
        (Some(bar), _) if tied(bar) > 1 => t.overview_causes_say_tied(&bar.name, tied(bar), &bar.text),
        (Some(bar), Facet::Body) => t.overview_causes_say_body(&bar.name, &bar.text),
        (Some(bar), Facet::Reason) => t.overview_causes_say_reason(&bar.name, &bar.text),
        (Some(bar), _) => t.overview_causes_say_item(&bar.name, &bar.text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use domain::figures::Counts;
    use domain::place::PlaceId;
    use texts::Lang;

    fn row(key: i64, name: &str, bad: i64, good: i64) -> FacetCounts {
        let counts = Counts { grades: [bad, 0, 0, 0, good], ..Counts::default() };
        FacetCounts { key, name: name.to_owned(), counts }
    }

    #[test]
    fn only_what_drew_bad_ratings() {
        let t = Texts::load(Lang::Zh);
        let rows = [row(3, "医疗报销", 2, 98), row(0, "", 1, 9), row(4, "户口", 0, 50)];
        let bars = causes(&t, Facet::Item, &rows, Some(4));
        let read: Vec<_> = bars.bars.iter().map(|bar| (bar.name.as_str(), bar.text.as_str(), bar.beside.as_str())).collect();
        assert_eq!(read, [("医疗报销", "2", "200.0"), ("未注明", "1", "样本不足")]);
        assert_eq!(say(&t, Facet::Item, &bars, &bars.finding()), "差评最多的事项是“医疗报销”（2件）。");
        let reasons = causes(&t, Facet::Reason, &rows, Some(4));
        assert_eq!(reasons.bars[0].beside, "50%");
        assert_eq!(causes(&t, Facet::Reason, &rows, None).bars[0].beside, "—");
        assert_eq!(say(&t, Facet::Body, &Bars::default(), &Bars::default().finding()), "");
        let tied = causes(&t, Facet::Body, &[row(1, "区医保局", 1, 9), row(2, "区残联", 1, 9)], Some(2));
        assert_eq!(say(&t, Facet::Body, &tied, &tied.finding()), "区医保局等2项差评最多（各1件）。");
    }

    #[test]
    fn a_bar_leads_to_its_bad_ratings() {
        let about = About { place: PlaceId(1), place_name: None, period: sample::WEEK };
        let Some(Door::Ratings { narrowing, .. }) = door(about, Facet::Item, "3") else { panic!() };
        assert_eq!(narrowing, Narrowing::bad().with_facet(Facet::Item, 3));
        assert_eq!(door(about, Facet::Item, "x"), None);
    }
}
