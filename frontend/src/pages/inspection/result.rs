//! What came of the draw: stations by town in the order drawn, who goes there, who stands by; and the certificate.

use crate::backend::call;
use crate::state::{texts, tr, use_places};
use crate::ui::{Column, PaperButton, SaveButton, Table};
use api::OutFile;
use api::inspection::{CertificateKind, ExportCertificate, PlanRow, ReplacedStation, RosterShown, WeighedPoint};
use domain::inspection::draw::{Drawn, Roster};
use domain::place::PlaceId;
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::format::{count, instant};

/// A station that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Station {
    order: usize,
    name: String,
    goers: Vec<String>,
}

/// What was drawn in a town.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Town {
    code: String,
    place: Option<PlaceId>,
    stations: Vec<Station>,
    standby: Vec<String>,
}

/// What came of a draw, town by town.
fn towns(roster: &Roster, points: &[WeighedPoint], drawn: &Drawn) -> Vec<Town> {
    let objects: BTreeMap<&str, (&str, &str)> =
        roster.objects.iter().map(|one| (one.code.as_str(), (one.name.as_str(), one.stratum.as_str()))).collect();
    let people: BTreeMap<&str, &str> = roster.inspectors.iter().map(|one| (one.code.as_str(), one.name.as_str())).collect();
    let seats: BTreeMap<&str, PlaceId> =
        roster.objects.iter().zip(points).map(|(object, point)| (object.stratum.as_str(), point.town)).collect();
    let name = |code: &str| objects.get(code).map_or_else(|| code.to_owned(), |(name, _)| (*name).to_owned());
    let mut all: Vec<Town> = Vec::new();
    for (order, chosen) in (1..).zip(&drawn.chosen) {
        let code = objects.get(chosen.object.as_str()).map_or("", |(_, stratum)| *stratum);
        let goers = chosen.inspectors.iter().map(|one| people.get(one.as_str()).map_or_else(|| one.clone(), |name| (*name).to_owned()));
        let station = Station { order, name: name(&chosen.object), goers: goers.collect() };
        match all.iter_mut().find(|town| town.code == code) {
            Some(town) => town.stations.push(station),
            None => {
                let standby = drawn.standby.get(code).map(|codes| codes.iter().map(|code| name(code)).collect()).unwrap_or_default();
                all.push(Town { code: code.to_owned(), place: seats.get(code).copied(), stations: vec![station], standby });
            }
        }
    }
    all
}

/// What came of it.
#[component]
pub(super) fn Result_(row: PlanRow, roster: RosterShown, may_export: bool) -> impl IntoView {
    let Some(drawn) = roster.drawn.clone() else { return ().into_any() };
    let towns = towns(&roster.roster, &roster.points, &drawn);
    let (n, n_towns) = (drawn.chosen.len(), towns.len());
    view! {
        <p><strong>{tr(move |t| t.inspect_result_told(count(n), count(n_towns)))}</strong></p>
        {may_export.then(|| view! { <Certificate row/> })}
        {towns.into_iter().map(|town| view! { <TownDrawn town/> }).collect_view()}
        <Replaced replaced=roster.replaced/>
        <p class="quiet digest-small">{tr(|t| t.inspect_seed())}" "<span class="mono">{drawn.seed}</span></p>
    }
    .into_any()
}

/// What was drawn in a town.
#[component]
fn TownDrawn(town: Town) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let Town { code, place, stations, standby } = town;
    // Of a town beyond his places somebody knows the code alone.
    let name =
        Signal::derive(move || place.map(|place| places.name(place)).filter(|name| !name.is_empty()).unwrap_or_else(|| code.clone()));
    let columns = Signal::derive(|| {
        vec![
            Column::new("order", tr(|t| t.inspect_order())).figures(),
            Column::new("station", tr(|t| t.inspect_roster_station())).width(16),
            Column::new("goers", tr(|t| t.inspect_goers())).width(12),
        ]
    });
    let rows = stations.into_iter().map(move |Station { order, name, goers }| {
        view! {
            <tr>
                <td class="num">{count(order)}</td>
                <td>{name}</td>
                <td>{move || t.with(|t| goers.join(&t.merge_comma()))}</td>
            </tr>
        }
    });
    let standby = (!standby.is_empty()).then(|| {
        let told = move || t.with(|t| t.inspect_standby_told(standby.join(&t.merge_comma())));
        view! { <p class="quiet">{told}</p> }
    });
    view! {
        <div class="drawn-town">
            <h6>{name}</h6>
            <Table caption=name columns grows=true>{rows.collect_view()}</Table>
            {standby}
        </div>
    }
}

/// Which stations stepped in for which since then; what was drawn stays as it is.
#[component]
fn Replaced(replaced: Vec<ReplacedStation>) -> impl IntoView {
    if replaced.is_empty() {
        return ().into_any();
    }
    let columns = Signal::derive(|| {
        vec![
            Column::new("from", tr(|t| t.inspect_replaced_from())).width(14),
            Column::new("to", tr(|t| t.inspect_replaced_to())).width(14),
            Column::new("why", tr(|t| t.inspect_replaced_why())).width(14),
            Column::new("when", tr(|t| t.inspect_replaced_when())).width(12),
        ]
    });
    let rows = replaced.into_iter().map(|ReplacedStation { from, to, reason, who, at }| {
        view! {
            <tr>
                <td>{from}</td>
                <td>{to}</td>
                <td class="lines">{reason}</td>
                <td>{instant(at)}" "{who}</td>
            </tr>
        }
    });
    view! {
        <div class="drawn-town">
            <h6>{tr(|t| t.inspect_replaced())}</h6>
            <Table caption=tr(|t| t.inspect_replaced()) columns grows=true>{rows.collect_view()}</Table>
        </div>
    }
    .into_any()
}

/// The certificate: as data to be computed anew, and as a paper.
#[component]
fn Certificate(row: PlanRow) -> impl IntoView {
    let t = texts();
    let (id, number) = (row.id, row.number);
    let write = move |kind: CertificateKind| {
        move |out: OutFile| {
            let file = out.name.clone();
            let later: crate::backend::door::Later<String> = Box::pin(async move {
                call(ExportCertificate { id, kind, out }).await?;
                Ok(t.with_untracked(|t| t.inspect_certificate_written(&file)))
            });
            Some(later)
        }
    };
    let name = {
        let number = number.clone();
        move || t.with(|t| format!("{}.docx", t.inspect_certificate_file(&number)))
    };
    view! {
        <div class="actions">
            <PaperButton label=tr(|t| t.inspect_certificate()) name write=write(CertificateKind::Paper)/>
            <SaveButton
                label=tr(|t| t.inspect_certificate_json())
                name=move || t.with(|t| format!("{}.json", t.inspect_certificate_file(&number)))
                write=write(CertificateKind::Json)
            />
        </div>
        <p class="quiet">{tr(|t| t.inspect_certificate_hint())}</p>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use domain::inspection::draw::{ALGORITHM, Inspector, Object, draw};
    use domain::point::PointId;

    #[test]
    fn towns_come_in_the_order_drawn_with_who_goes_there() {
        let object = |n: i64| Object {
            code: format!("o{n}"),
            name: format!("站{n}"),
            stratum: format!("t{}", n / 3),
            weight: 1,
            excluded: String::new(),
        };
        let inspector = |n: i64| Inspector { code: format!("i{n}"), name: format!("人{n}"), recused: std::collections::BTreeSet::new() };
        let roster = Roster {
            algorithm: ALGORITHM.to_owned(),
            plan: "一号".to_owned(),
            attempt: 1,
            objects: (0..6).map(object).collect(),
            inspectors: (0..3).map(inspector).collect(),
            take: 3,
            standby: 1,
            per_object: 2,
        };
        let points: Vec<WeighedPoint> = (0..6)
            .map(|n| WeighedPoint {
                point: PointId(n),
                place: PlaceId(n),
                town: PlaceId(100 + n / 3),
                bad: None,
                days_since: None,
                rate: None,
                open: None,
            })
            .collect();
        let drawn = draw(&roster, "7").unwrap();
        let towns = towns(&roster, &points, &drawn);
        assert_eq!(towns.iter().map(|town| town.place).collect::<Vec<_>>(), [Some(PlaceId(100)), Some(PlaceId(101))]);
        let stations: Vec<&Station> = towns.iter().flat_map(|town| &town.stations).collect();
        assert_eq!(stations.iter().map(|one| one.order).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(stations.iter().all(|one| one.name.starts_with('站') && one.goers.len() == 2 && one.goers[0].starts_with('人')));
        assert!(towns.iter().all(|town| town.standby.len() == 1));
    }
}
