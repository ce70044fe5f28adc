//! Service points of the made-up district.

use crate::people;
use domain::place::{DISTRICT, STATE_FARM_CODE, seed_units, short_name};
use domain::point::{Device, PointFields, PointKind, Window};
use jiff::civil::date;

/// A service point to be made.
#[derive(Clone, Debug)]
pub struct PlannedPoint {
    /// 12-digit code of its place.
    pub place: String,
    /// Its kind.
    pub kind: PointKind,
    /// Its fields.
    pub fields: PointFields,
}

/// Bodies and service points.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Names of bodies; all sit in the district.
    pub bodies: Vec<&'static str>,
    /// Service points in the order of their places.
    pub points: Vec<PlannedPoint>,
}

/// Villages whose station has a self-service point beside it.
const SELF_SERVICE_EVERY: usize = 12;

/// A place where people are served: code, names, town (0…2) or none for the district.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) point: String,
    pub(crate) town: Option<usize>,
    /// Villages count from 0 over the whole district; centres have none.
    pub(crate) village: Option<usize>,
    pub(crate) windows: u64,
}

/// District centre, town centres and active villages, in code order.
pub(crate) fn sites() -> Vec<Site> {
    let district = Site {
        code: format!("{:0<12}", DISTRICT.0),
        name: DISTRICT.1.to_owned(),
        point: format!("{}政务服务中心", DISTRICT.1),
        town: None,
        village: None,
        windows: 12,
    };
    let mut sites = vec![district];
    let mut towns: Vec<String> = Vec::new();
    let mut villages = 0;
    for unit in seed_units() {
        if !towns.contains(&unit.town) {
            towns.push(unit.town.clone());
            sites.push(Site {
                code: unit.town_code.as_str().to_owned(),
                name: unit.town.clone(),
                point: format!("{}便民服务中心", unit.town),
                town: Some(towns.len() - 1),
                village: None,
                windows: 6,
            });
        }
        if unit.code.as_str() == STATE_FARM_CODE {
            continue;
        }
        sites.push(Site {
            code: unit.code.as_str().to_owned(),
            point: format!("{}便民服务站", short_name(&unit.name)),
            name: unit.name,
            town: Some(towns.len() - 1),
            village: Some(villages),
            windows: 1 + u64::from(villages.is_multiple_of(5)),
        });
        villages += 1;
    }
    sites
}

/// The district's bodies and points.
pub fn plan(seed: u64) -> Plan {
    let mut points = Vec::new();
    for (at, site) in sites().into_iter().enumerate() {
        let key = at as u64;
        let (kind, opened) = match (site.town, site.village) {
            (None, _) => (PointKind::DistrictCentre, date(2016, 9, 1)),
            (Some(_), None) => (PointKind::TownCentre, date(2016, 7, 1)),
            (Some(_), Some(_)) => (PointKind::Station, date(2016, 7, 1)),
        };
        let windows: Vec<Window> = (1..=site.windows)
            .map(|n| Window { no: n.to_string(), name: if n == 1 { "综合窗口" } else { "社保医保窗口" }.to_owned() })
            .collect();
        let terminal = format!("MZ{:04}", at + 1);
        let fields = PointFields {
            name: site.point.clone(),
            address: format!("{}{}", site.name, if site.village.is_some() { "办公楼一楼" } else { "政务服务大厅" }),
            head: people::name(seed, key * 10 + 1),
            staff: people::name(seed, key * 10 + 2),
            phone: people::phone(seed, key * 10 + 3),
            hours: if site.village.is_some() {
                "周一至周五 8:30–12:00、14:30–17:30"
            } else {
                "周一至周六 8:30–12:00、14:30–17:30"
            }
            .to_owned(),
            leader: people::name(seed, key * 10 + 4),
            cadre: if site.village.is_some() { people::name(seed, key * 10 + 5) } else { String::new() },
            opened: Some(opened),
            active: true,
            windows,
            devices: vec![Device { no: terminal, name: "评价仪".to_owned() }],
        };
        if let Some(village) = site.village
            && village.is_multiple_of(SELF_SERVICE_EVERY)
        {
            let own = PointFields {
                name: format!("{}24小时自助服务点", short_name(&site.name)),
                hours: "全天".to_owned(),
                windows: Vec::new(),
                devices: vec![Device { no: format!("ZZ{:04}", at + 1), name: "自助服务终端".to_owned() }],
                ..fields.clone()
            };
            points.push(PlannedPoint { place: site.code.clone(), kind: PointKind::SelfService, fields: own });
        }
        points.push(PlannedPoint { place: site.code, kind, fields });
    }
    Plan { bodies: crate::catalogue::BODIES.to_vec(), points }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_level_has_its_points() {
        let plan = super::plan(1);
        assert_eq!(super::sites().len(), 104);
        assert_eq!(plan.points.len(), 104 + 9);
        assert!(plan.points.iter().all(|p| p.fields.problem().is_none()));
    }
}
