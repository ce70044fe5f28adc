//! What a new database holds: the district's places and the named modules.

use crate::catalogue;
use crate::db::Conn;
use crate::error::StoreError;
use crate::place::{self, NewPlace};
use domain::place::{DISTRICT, Level, PlaceCode, PlaceId, STATE_FARM_CODE, STATE_FARM_REASON, seed_units, short_name};
use pinyin::ToPinyin;

/// The day of the NBS list that the codes were taken from.
const CODES_FROM: &str = "2022-10-31";

/// Fills an empty database with the district, its towns and its 101 units; does nothing if there are places already.
pub async fn district(conn: &mut Conn<'_>) -> Result<PlaceId, StoreError> {
    if let Some(id) = place::district(conn).await? {
        return Ok(id);
    }
    let bad_code = || StoreError::inconsistent("place_code", "code", DISTRICT.0);
    let code = PlaceCode::parse(DISTRICT.0).ok_or_else(bad_code)?;
    let district = place::insert(
        conn,
        &NewPlace {
            level: Level::District,
            parent: None,
            code: &code,
            name: DISTRICT.1,
            short_name: DISTRICT.1,
            inactive_reason: None,
            valid_from: CODES_FROM,
            opened: None,
        },
    )
    .await?;
    let mut town: Option<(PlaceCode, PlaceId)> = None;
    for unit in seed_units() {
        let town_id = match &town {
            Some((code, id)) if *code == unit.town_code => *id,
            _ => {
                let new = NewPlace {
                    level: Level::Town,
                    parent: Some(district),
                    code: &unit.town_code,
                    name: &unit.town,
                    short_name: &unit.town,
                    inactive_reason: None,
                    valid_from: CODES_FROM,
                    opened: None,
                };
                let id = place::insert(conn, &new).await?;
                town = Some((unit.town_code.clone(), id));
                id
            }
        };
        let new = NewPlace {
            level: Level::Village,
            parent: Some(town_id),
            code: &unit.code,
            name: &unit.name,
            short_name: short_name(&unit.name),
            inactive_reason: (unit.code.as_str() == STATE_FARM_CODE).then_some(STATE_FARM_REASON),
            valid_from: CODES_FROM,
            opened: None,
        };
        place::insert(conn, &new).await?;
    }
    catalogue::seed(conn).await?;
    Ok(district)
}

/// Full pinyin without tones, and initials: 洋村东 → (`yangcundong`, `ycd`). Other characters stay as they are.
pub fn pinyin_of(text: &str) -> (String, String) {
    let (mut full, mut initials) = (String::new(), String::new());
    for c in text.chars() {
        if let Some(p) = c.to_pinyin() {
            full.push_str(p.plain());
            initials.push_str(p.first_letter());
        } else {
            full.extend(c.to_lowercase());
            initials.extend(c.to_lowercase());
        }
    }
    (full, initials)
}

#[cfg(test)]
mod tests {
    #[test]
    fn pinyin() {
        assert_eq!(super::pinyin_of("洋村东"), ("yangcundong".to_owned(), "ycd".to_owned()));
        assert_eq!(super::pinyin_of("24小时A"), ("24xiaoshia".to_owned(), "24xsa".to_owned()));
    }
}
