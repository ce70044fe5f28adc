//! Terminal modules.

use domain::body::BodyId;
use domain::catalogue::{Category, Holds, ModuleFields, ModuleState};
use domain::place::Level;
use store::{Store, catalogue};

fn fields(name: &str) -> ModuleFields {
    ModuleFields {
        name: name.to_owned(),
        category: Category::Convenience,
        holds: Holds::Items,
        owner: Some(BodyId(7)),
        levels: vec![Level::Town, Level::Village],
        state: ModuleState::Preparing,
        note: "待定名".to_owned(),
    }
}

testkit::on_both! {
    /// Until schema 8 a module had a category and a name.
    async fn older_modules_learn_what_they_hold(scratch) {
        Store::open_at(scratch.location(), 7).await.unwrap().close().await;
        scratch.execute("INSERT INTO module (category, name) VALUES ('party', '党务公开')").await;
        scratch.execute("INSERT INTO module (category, name) VALUES ('gov_service', '办事指南')").await;
        let store = Store::open(scratch.location()).await.unwrap();
        let mut reader = store.read().await.unwrap();
        let modules = catalogue::modules(&mut reader.conn()).await.unwrap();
        let told: Vec<_> = modules.iter().map(|m| (m.fields.name.as_str(), m.fields.holds, m.fields.state, m.fields.levels.len())).collect();
        assert_eq!(told, [("办事指南", Holds::Items, ModuleState::Active, 3), ("党务公开", Holds::Content, ModuleState::Active, 3)]);
    }

    async fn a_module_comes_back_as_it_went_and_moves_once(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        store::seed::district(&mut work.conn()).await.unwrap();
        work.commit(domain::time::Instant(0)).await.unwrap();
        scratch.execute("INSERT INTO body (id, name, place_id, active) SELECT 7, '区民政局', MIN(id), TRUE FROM place").await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let seeded = catalogue::modules(conn).await.unwrap();
        let named: Vec<&str> = Category::ALL.into_iter().flat_map(|c| c.named().iter().copied()).collect();
        assert_eq!(seeded.iter().map(|m| m.fields.name.as_str()).collect::<Vec<_>>(), named, "in the order of the source");
        assert!(seeded.iter().all(|m| m.fields.holds == m.fields.category.usually_holds()));
        let id = catalogue::insert_module(conn, &fields("电费缴纳")).await.unwrap();
        let made = catalogue::module(conn, id).await.unwrap().unwrap();
        assert_eq!((made.fields, made.version), (fields("电费缴纳"), 1));
        assert_eq!(catalogue::named(conn, "电费缴纳").await.unwrap(), Some(id));
        let changed = ModuleFields { owner: None, levels: vec![Level::District], state: ModuleState::Active, ..fields("电费代缴") };
        assert!(catalogue::save_module(conn, id, &changed, 1).await.unwrap());
        assert!(!catalogue::save_module(conn, id, &fields("电费缴纳"), 1).await.unwrap(), "the version has moved");
        let after = catalogue::module(conn, id).await.unwrap().unwrap();
        assert_eq!((after.fields, after.version), (changed, 2));
        work.commit(domain::time::Instant(1)).await.unwrap();
    }

    async fn a_body_that_answers_for_a_module_is_not_taken_away(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        store::seed::district(&mut work.conn()).await.unwrap();
        work.commit(domain::time::Instant(0)).await.unwrap();
        scratch.execute("INSERT INTO body (id, name, place_id, active) SELECT 7, '区民政局', MIN(id), TRUE FROM place").await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        catalogue::insert_module(conn, &fields("电费缴纳")).await.unwrap();
        assert!(!store::body::take_back(conn, BodyId(7)).await.unwrap());
    }
}
