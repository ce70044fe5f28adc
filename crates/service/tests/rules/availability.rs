//! 可办矩阵: at which service points items are done.

use crate::{code, invalid};
use api::ErrorCode;
use api::availability::{
    Block, ExportMatrix, ListOffers, Matrix, Offers, OffersPlan, PreviewOffers, SetOffers, ShowCoverage, ShowItemOffers, ShowMatrix,
    ShowPointOffers,
};
use api::item::{ItemFilter, SaveItem};
use domain::account::Role;
use domain::catalogue::availability::{Offer, OfferState, Unfit};
use domain::catalogue::codes::{Audience, Handling, ItemState};
use domain::catalogue::item::{ItemFields, ItemId};
use domain::place::{Level, PlaceId};
use domain::point::{PointId, PointKind};
use jiff::civil::date;
use testkit::{Desk, Scratch};

/// A district with a centre, a town's centre with two stations of which one has a self-service point, and a station in another town.
struct World {
    desk: Desk,
    district: PlaceId,
    town: PlaceId,
    points: Vec<PointId>,
    items: Vec<ItemId>,
}

impl World {
    async fn new(scratch: &Scratch) -> Self {
        let mut desk = Desk::demo(scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let tree = desk.call(api::place::Tree {}).await.unwrap().places;
        let (district, town) = (tree[0].id, desk.place("麻章镇").await);
        let other = desk.place("太平镇").await;
        let villages = |of: PlaceId| tree.iter().filter(|p| p.parent == Some(of) && p.active).map(|p| p.id).collect::<Vec<_>>();
        let (own, others) = (villages(town), villages(other));
        let wanted = [
            (district, PointKind::DistrictCentre, "区中心"),
            (town, PointKind::TownCentre, "镇中心"),
            (own[0], PointKind::Station, "甲站"),
            (own[0], PointKind::SelfService, "甲自助"),
            (own[1], PointKind::Station, "乙站"),
            (others[0], PointKind::Station, "丙站"),
        ];
        let mut points = Vec::new();
        for (place, kind, name) in wanted {
            points.push(desk.call(api::point::Create { place, kind, fields: testkit::station(name) }).await.unwrap().id);
        }
        let body = desk.call(api::body::List {}).await.unwrap().bodies[0].id;
        let mut items = Vec::new();
        for (code, levels, terminal) in [
            ("A1", vec![Level::Town, Level::Village], true),
            ("A2", vec![Level::District, Level::Town, Level::Village], false),
            ("A3", vec![Level::District], false),
        ] {
            let fields = ItemFields {
                code: code.to_owned(),
                name: format!("事项{code}"),
                body: Some(body),
                levels,
                terminal,
                audience: vec![Audience::Person],
                handling: Handling::Instant,
                ..ItemFields::default()
            };
            items.push(desk.call(SaveItem { id: None, fields, version: 0 }).await.unwrap().id);
        }
        Self { desk, district, town, points, items }
    }

    fn block(&self, items: &[usize], points: &[usize], to: Option<Offer>) -> Vec<Block> {
        let items = items.iter().map(|i| self.items[*i]).collect();
        vec![Block { items, points: points.iter().map(|p| self.points[*p]).collect(), to }]
    }

    async fn set(&mut self, blocks: Vec<Block>) -> Result<OffersPlan, api::ApiError> {
        let stamp = self.desk.call(PreviewOffers { blocks: blocks.clone() }).await?.stamp;
        self.desk.call(SetOffers { blocks, stamp }).await
    }

    async fn show(&mut self, place: PlaceId) -> Matrix {
        self.desk.call(ShowMatrix { place, filter: ItemFilter::default(), on: None }).await.unwrap()
    }

    /// The cells of an item as letters, by point.
    async fn row(&mut self, item: usize, on: Option<jiff::civil::Date>) -> String {
        let place = self.district;
        let rows = self.desk.call(ListOffers { place, items: vec![self.items[item]], on }).await.unwrap().rows;
        let row = &rows[0];
        let letter = |point: &PointId| match point {
            p if row.offered.contains(p) => 'o',
            p if row.planned.contains(p) => 'p',
            p if row.suspended.iter().any(|at| at.point == *p) => 's',
            _ => '.',
        };
        self.points.iter().map(letter).collect()
    }
}

testkit::on_both! {
    async fn the_matrix_names_points_by_town_and_items_by_code(scratch) {
        let mut world = World::new(&scratch).await;
        let (district, town) = (world.district, world.town);
        let matrix = world.show(district).await;
        let names: Vec<&str> = matrix.points.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["区中心", "镇中心", "甲站", "甲自助", "乙站", "丙站"]);
        assert_eq!((matrix.points[0].town, matrix.points[2].town), (None, Some(town)));
        assert!(matrix.points.iter().all(|p| p.editable));
        let codes: Vec<&str> = matrix.items.iter().map(|i| i.code.as_str()).collect();
        assert_eq!((codes.as_slice(), matrix.undescribed), (["A1", "A2", "A3"].as_slice(), 0));
        let narrow = ItemFilter { text: "事项A2".to_owned(), ..ItemFilter::default() };
        let narrowed = world.desk.call(ShowMatrix { place: town, filter: narrow, on: None }).await.unwrap();
        assert_eq!((narrowed.points.len(), narrowed.items.len()), (4, 1));
        world.desk.enter(Role::Leader).await;
        assert!(world.show(district).await.points.iter().all(|p| !p.editable), "whoever only reads edits nothing");
    }

    async fn a_rectangle_is_looked_at_and_written(scratch) {
        let mut world = World::new(&scratch).await;
        let all = world.block(&[0, 1, 2], &[0, 1, 2, 3, 4, 5], Some(Offer::offered()));
        let plan = world.desk.call(PreviewOffers { blocks: all.clone() }).await.unwrap();
        // A1: town centre, three stations, the terminal. A2: all but the terminal. A3: the district's centre.
        assert_eq!((plan.changed, plan.items, plan.points), (5 + 5 + 1, 3, 6));
        let refused: Vec<_> = plan.refused.iter().map(|r| (r.why, r.n)).collect();
        assert_eq!(refused, [(Unfit::Level, 1 + 4), (Unfit::Terminal, 2)]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM availability").await, [0], "a preview writes nothing");
        let wrong = world.desk.call(SetOffers { blocks: all.clone(), stamp: "other".to_owned() }).await.unwrap_err();
        assert_eq!(wrong.code, ErrorCode::Conflict);
        world.desk.call(SetOffers { blocks: all.clone(), stamp: plan.stamp.clone() }).await.unwrap();
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM availability WHERE state = 'offered'").await, [11]);
        assert_eq!((world.row(0, None).await, world.row(1, None).await, world.row(2, None).await), (
            ".ooooo".to_owned(), "ooo.oo".to_owned(), "o.....".to_owned()
        ));
        assert_eq!(invalid(world.desk.call(SetOffers { blocks: all, stamp: plan.stamp }).await), ("blocks".to_owned(), "unfit_level".to_owned()), "only what can't be set is left");
        let again = world.block(&[0], &[1], Some(Offer::offered()));
        assert_eq!(invalid(world.set(again).await), ("blocks".to_owned(), "unchanged".to_owned()));
        // An item that is asked for twice is told twice.
        let twice = vec![world.items[0]; 2];
        let rows = world.desk.call(ListOffers { place: world.district, items: twice, on: None }).await.unwrap().rows;
        assert_eq!((rows.len(), &rows[0]), (2, &rows[1]));
    }

    async fn many_items_are_read_as_few_are(scratch) {
        let mut world = World::new(&scratch).await;
        world.set(world.block(&[0, 1], &[1, 2], Some(Offer::offered()))).await.unwrap();
        world.set(world.block(&[0], &[2], Some(Offer::suspended("停电", None)))).await.unwrap();
        let named: Vec<String> = (5_000..5_210).map(|id| format!("({id}, 'name:事{id}', '事{id}')")).collect();
        scratch.execute(&format!("INSERT INTO item (id, code, name) VALUES {}", named.join(", "))).await;
        let mut items = world.items.clone();
        items.extend((5_000..5_210).map(ItemId));
        let wide = Block { items, points: vec![world.points[1], world.points[2]], to: Some(Offer::offered()) };
        let plan = world.desk.call(PreviewOffers { blocks: vec![wide] }).await.unwrap();
        let moves: Vec<_> = plan.moves.iter().map(|m| (m.from, m.n)).collect();
        assert_eq!((plan.same, moves), (3, vec![(Some(OfferState::Suspended), 1)]));
        assert_eq!(plan.refused.iter().map(|r| (r.why, r.n)).collect::<Vec<_>>(), [(Unfit::Level, 2), (Unfit::Undescribed, 420)]);
    }

    async fn what_can_not_be_set_is_refused_with_its_reason(scratch) {
        let mut world = World::new(&scratch).await;
        let table = [
            (world.block(&[0], &[0], Some(Offer::offered())), "blocks", "unfit_level"),
            (world.block(&[1], &[3], Some(Offer::planned())), "blocks", "unfit_terminal"),
            (world.block(&[0], &[1], Some(Offer::suspended(" ", None))), "reason", "required"),
            (world.block(&[0], &[1], Some(Offer::suspended("长".repeat(201), None))), "reason", "too_long"),
            (world.block(&[0], &[1], Some(Offer::suspended("修\u{7}", None))), "reason", "control"),
            (world.block(&[0], &[1], Some(Offer::suspended("装修", Some(date(2020, 1, 1))))), "until", "past"),
        ];
        for (blocks, field, rule) in table {
            assert_eq!(invalid(world.set(blocks).await), (field.to_owned(), rule.to_owned()));
        }
        let unknown = vec![Block { items: vec![ItemId(99)], points: vec![world.points[1]], to: None }];
        assert_eq!(invalid(world.set(unknown).await), ("blocks".to_owned(), "unknown".to_owned()));
        scratch.execute("INSERT INTO item (id, code, name) VALUES (55, 'name:只见于评价', '只见于评价')").await;
        let named = vec![Block { items: vec![ItemId(55)], points: vec![world.points[1]], to: Some(Offer::offered()) }];
        assert_eq!(invalid(world.set(named).await), ("blocks".to_owned(), "unfit_undescribed".to_owned()));
        let district = world.district;
        assert_eq!(world.show(district).await.undescribed, 1);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM availability").await, [0]);
    }

    async fn a_suspension_comes_back_by_itself(scratch) {
        let mut world = World::new(&scratch).await;
        let until = world.show(world.district).await.on;
        world.set(world.block(&[0], &[1, 2], Some(Offer::suspended("系统升级", Some(until))))).await.unwrap();
        assert_eq!(world.row(0, None).await, ".ss...");
        let next = until.tomorrow().unwrap();
        assert_eq!(world.row(0, Some(next)).await, ".oo...", "as of any day");
        let covered = async |world: &mut World, on| {
            let coverage = world.desk.call(ShowCoverage { place: world.district, filter: ItemFilter::default(), on }).await.unwrap();
            (coverage.items[0].n, coverage.points.len())
        };
        assert_eq!(covered(&mut world, None).await, (Offers { suspended: 2, ..Offers::default() }, 2));
        assert_eq!(covered(&mut world, Some(next)).await, (Offers { offered: 2, ..Offers::default() }, 2));
        world.desk.clock.advance(86_400);
        world.desk.enter(Role::CatalogueAdmin).await;
        assert_eq!(world.row(0, None).await, ".oo...");
        let offers = world.desk.call(ShowItemOffers { item: world.items[0] }).await.unwrap();
        assert!(offers.points.iter().all(|p| p.offer == Offer::offered()));
        let same = world.block(&[0], &[1, 2], Some(Offer::offered()));
        assert_eq!(world.desk.call(PreviewOffers { blocks: same }).await.unwrap().same, 2, "it says so already");
    }

    async fn coverage_is_what_the_cells_say(scratch) {
        let mut world = World::new(&scratch).await;
        world.set(world.block(&[0, 1], &[1, 2, 4], Some(Offer::offered()))).await.unwrap();
        world.set(world.block(&[1], &[0, 4], Some(Offer::planned()))).await.unwrap();
        world.set(world.block(&[0], &[5], Some(Offer::suspended("停电", None)))).await.unwrap();
        let coverage = world.desk.call(ShowCoverage { place: world.district, filter: ItemFilter::default(), on: None }).await.unwrap();
        let of_item = |i: usize| coverage.items.iter().find(|c| c.item == world.items[i]).map(|c| c.n);
        assert_eq!(of_item(0), Some(Offers { offered: 3, planned: 0, suspended: 1 }));
        assert_eq!(of_item(1), Some(Offers { offered: 2, planned: 2, suspended: 0 }));
        assert_eq!(of_item(2), None);
        let by_sql = scratch.numbers("SELECT COUNT(*) FROM availability WHERE state = 'offered' GROUP BY point_id ORDER BY point_id").await;
        let mut by_point: Vec<_> = coverage.points.iter().filter(|c| c.n.offered > 0).map(|c| (c.point, c.n.offered)).collect();
        by_point.sort_unstable();
        assert_eq!(by_point.into_iter().map(|(_, n)| n).collect::<Vec<_>>(), by_sql);
        let town = world.desk.call(ShowCoverage { place: world.town, filter: ItemFilter::default(), on: None }).await.unwrap();
        assert!(town.points.iter().all(|c| c.point != world.points[0] && c.point != world.points[5]));

        let station = world.desk.call(ShowPointOffers { point: world.points[4] }).await.unwrap();
        let told: Vec<_> = station.items.iter().map(|i| (i.code.as_str(), i.offer.as_ref().map(|o| o.state))).collect();
        assert_eq!((station.due, told), (2, vec![("A1", Some(OfferState::Offered)), ("A2", Some(OfferState::Planned))]));
        let item = world.desk.call(ShowItemOffers { item: world.items[1] }).await.unwrap();
        let at: Vec<_> = item.points.iter().map(|p| (p.name.as_str(), p.offer.state)).collect();
        assert_eq!(item.due, 5);
        assert_eq!(at, [
            ("区中心", OfferState::Planned), ("镇中心", OfferState::Offered), ("甲站", OfferState::Offered), ("乙站", OfferState::Planned)
        ]);
    }

    async fn what_no_longer_fits_is_not_counted_and_can_be_taken_away(scratch) {
        let mut world = World::new(&scratch).await;
        world.set(world.block(&[1], &[0, 1, 2], Some(Offer::offered()))).await.unwrap();
        let item = world.desk.call(api::item::ShowItem { id: world.items[1] }).await.unwrap().item;
        let narrow = |levels: Vec<Level>, state| ItemFields { levels, state, ..item.fields.clone() };
        let save = SaveItem { id: Some(item.id), fields: narrow(vec![Level::Town], ItemState::Active), version: item.version };
        let item = world.desk.call(save).await.unwrap();
        let coverage = world.desk.call(ShowCoverage { place: world.district, filter: ItemFilter::default(), on: None }).await.unwrap();
        assert_eq!(coverage.items[0].n.offered, 1);
        assert_eq!(world.desk.call(ShowItemOffers { item: item.id }).await.unwrap().points.len(), 1);
        let taken = world.set(world.block(&[1], &[2], None)).await.unwrap();
        assert_eq!((taken.changed, taken.moves[0].to), (1, None));
        let gone = SaveItem { id: Some(item.id), fields: narrow(vec![Level::Town], ItemState::Cancelled), version: item.version };
        world.desk.call(gone).await.unwrap();
        assert!(world.show(world.district).await.items.iter().all(|i| i.id != item.id));
        assert_eq!(invalid(world.set(world.block(&[1], &[4], Some(Offer::offered()))).await).1, "unfit_cancelled");
    }

    async fn the_matrix_goes_out_as_it_is_copied(scratch) {
        let mut world = World::new(&scratch).await;
        world.set(world.block(&[0], &[2], Some(Offer::offered()))).await.unwrap();
        world.set(world.block(&[1], &[4], Some(Offer::suspended("停电", None)))).await.unwrap();
        let path = scratch.file("matrix.csv");
        let out = world.desk.takes(&path);
        let (place, filter) = (world.town, ItemFilter { text: "事项A".to_owned(), ..ItemFilter::default() });
        let written = world.desk.call(ExportMatrix { place, filter, on: None, out }).await.unwrap();
        assert_eq!(written.rows, 3);
        let file = std::fs::read_to_string(&path).unwrap();
        let rows: Vec<Vec<&str>> = file.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect()).collect();
        let column = |name: &str| rows[0].iter().position(|head| *head == name).unwrap_or_else(|| panic!("{name} in {:?}", rows[0]));
        let cell = |code: &str, name: &str| rows.iter().find(|row| row[0] == code).unwrap()[column(name)];
        assert_eq!(cell("A1", "甲站"), "可办");
        assert_eq!(cell("A2", "乙站"), "暂停（停电）");
        assert_eq!(cell("A3", "乙站"), "不适用");
        assert_eq!(cell("A1", "乙站"), "");
        assert!(!rows[0].contains(&"区中心"), "the points of the place only");
    }

    async fn a_town_edits_its_own_points_only(scratch) {
        let mut world = World::new(&scratch).await;
        world.desk.enter(Role::TownAdmin).await;
        let home = world.desk.call(api::session::Show {}).await.unwrap().person.unwrap().home;
        assert_eq!(home, world.town, "the demonstration's town administrator");
        assert_eq!(code(world.desk.call(ShowMatrix { place: world.district, filter: ItemFilter::default(), on: None }).await), ErrorCode::NotFound);
        let everywhere = world.block(&[0], &[1, 2, 5], Some(Offer::offered()));
        let done = world.set(everywhere).await.unwrap();
        assert_eq!((done.changed, done.refused[0].why, done.refused[0].n), (2, Unfit::Elsewhere, 1));
        assert_eq!(code(world.set(world.block(&[0], &[5], Some(Offer::offered()))).await), ErrorCode::NotFound);
        world.desk.enter(Role::Leader).await;
        assert_eq!(code(world.set(world.block(&[0], &[4], Some(Offer::offered()))).await), ErrorCode::NotPermitted);
    }

    async fn a_change_is_taken_back_unless_something_came_after_it(scratch) {
        let mut world = World::new(&scratch).await;
        world.set(world.block(&[0], &[2], Some(Offer::planned()))).await.unwrap();
        let done = world.set(world.block(&[0, 1], &[1, 2], Some(Offer::suspended("停电", None)))).await.unwrap();
        let back = SetOffers { blocks: done.back.clone(), stamp: done.back_stamp.clone() };
        world.desk.call(back.clone()).await.unwrap();
        assert_eq!((world.row(0, None).await, world.row(1, None).await), ("..p...".to_owned(), "......".to_owned()));
        assert_eq!(invalid(world.desk.call(back).await), ("blocks".to_owned(), "unchanged".to_owned()));

        let done = world.set(world.block(&[0], &[1, 4], Some(Offer::offered()))).await.unwrap();
        world.set(world.block(&[0], &[4], Some(Offer::planned()))).await.unwrap();
        let late = world.desk.call(SetOffers { blocks: done.back, stamp: done.back_stamp }).await.unwrap_err();
        assert_eq!(late.code, ErrorCode::Conflict, "somebody else's later change is not lost");
        assert_eq!(world.row(0, None).await, ".op.p.");
    }

    async fn a_change_of_many_cells_stands_as_a_whole_or_is_not_taken_back(scratch) {
        let mut world = World::new(&scratch).await;
        // Two befores, so two groups are kept of the one change.
        world.set(world.block(&[0], &[2], Some(Offer::planned()))).await.unwrap();
        world.set(world.block(&[0, 1], &[2, 4], Some(Offer::offered()))).await.unwrap();
        let whole = scratch.texts("SELECT subject FROM audit WHERE subject LIKE 'availability:%'").await;
        assert_eq!(whole.len(), 1);
        let list = api::history::List { subject: whole[0].clone(), page: api::page::PageAt::First, limit: 10 };
        assert!(world.desk.call(list.clone()).await.unwrap().deeds[0].can_undo);
        world.set(world.block(&[0], &[4], Some(Offer::planned()))).await.unwrap();
        assert!(!world.desk.call(list).await.unwrap().deeds[0].can_undo, "one of the two was changed again");
        let undo = world.desk.call(api::history::Undo { subject: whole[0].clone(), no: None }).await;
        assert!(undo.is_err(), "{undo:?}");
        assert_eq!(world.row(0, None).await, "..o.p.");
    }

    async fn the_log_tells_what_was_set_and_takes_it_back(scratch) {
        let mut world = World::new(&scratch).await;
        world.set(world.block(&[0], &[1], Some(Offer::offered()))).await.unwrap();
        world.set(world.block(&[0], &[2, 4], Some(Offer::suspended("停电", None)))).await.unwrap();
        world.set(world.block(&[0, 1], &[5], Some(Offer::planned()))).await.unwrap();
        world.set(world.block(&[0, 1], &[1, 5], None)).await.unwrap();
        let list = async |world: &mut World, subject: String| {
            world.desk.call(api::history::List { subject, page: api::page::PageAt::First, limit: 10 }).await.unwrap().deeds
        };
        let item = format!("item:{}", world.items[0].0);
        let deeds = list(&mut world, item.clone()).await;
        let cells: Vec<_> = deeds.iter().filter(|d| d.entry.operation == "availability.set").map(|d| (d.entry.no, d.can_undo)).collect();
        assert_eq!(cells.iter().map(|c| c.1).collect::<Vec<_>>(), [true, false], "the first was changed again");
        let point = format!("point:{}", world.points[5].0);
        let point = list(&mut world, point).await;
        let point = point.iter().find(|d| d.entry.operation == "availability.set").unwrap();
        assert!(!point.can_undo, "it was taken away");
        let values: serde_json::Value = serde_json::from_str(point.entry.values.as_deref().unwrap()).unwrap();
        assert_eq!((&values["before"]["none"], &values["after"]["planned"], values["items"].as_i64()), (&2.into(), &2.into(), Some(2)));
        let whole = scratch.texts("SELECT subject FROM audit WHERE subject LIKE 'availability:%'").await;
        assert_eq!(whole.len(), 1);
        world.desk.call(api::history::Undo { subject: whole[0].clone(), no: None }).await.unwrap();
        assert_eq!(world.row(0, None).await, ".os.sp");
        let deeds = list(&mut world, item).await;
        let first = deeds.iter().rfind(|d| d.entry.operation == "availability.set").unwrap();
        let values: serde_json::Value = serde_json::from_str(first.entry.values.as_deref().unwrap()).unwrap();
        assert_eq!((values["before"]["offer"].as_str(), values["after"]["offer"].as_str()), (Some("none"), Some("offered")));
        assert_eq!(values["point_name"].as_str(), Some("镇中心"));
    }
}
