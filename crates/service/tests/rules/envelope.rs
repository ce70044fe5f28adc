//! Whatever comes through the door, a typed outcome goes back.

use api::{Call, ErrorCode, Lang, Outcome};
use domain::account::Role;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use testkit::{Desk, Scratch};
use uuid::Uuid;

/// Any JSON, not too deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..3_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "leader",
            "2026-11-23",
            "9999-99-99",
            "2026-11",
            "station",
            "real",
            "' OR 1=1 --",
            "\u{0}",
            "../../etc/passwd"
        ])
        .prop_map(Value::from),
        Just(Value::from(Uuid::nil().to_string())),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6).prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A body with the fields that requests have, each with any value.
fn body_like() -> impl Strategy<Value = Value> {
    const FIELDS: [&str; 34] = [
        "place", "period", "limit", "version", "login", "name", "password", "words", "code", "role", "account", "grant", "from", "until",
        "body", "closed", "active", "reason", "day", "id", "kind", "fields", "source", "file", "out", "job", "filter", "after", "rating",
        "purpose", "standing", "facet", "key", "value",
    ];
    let value = prop_oneof![
        any_json(),
        Just(json!(1)),
        Just(json!(true)),
        Just(json!({ "from": "2026-01-01", "to": "2026-12-31" })),
        Just(json!({ "from": "-009999-01-01", "to": "9999-12-31" })),
        Just(json!({ "handle": "x", "name": "x.csv", "size": 1 })),
        Just(json!({ "place": 1, "below": true, "period": { "from": "2026-01-01", "to": "2026-12-31" } })),
        Just(json!(i64::MAX)),
        Just(json!(i64::MIN)),
    ];
    prop::collection::btree_map(prop::sample::select(FIELDS.to_vec()), value, 0..8)
        .prop_map(|fields| Value::Object(fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()))
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() })
}

fn desk() -> (tokio::runtime::Runtime, Scratch, Desk) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let scratch = Scratch::sqlite();
    let desk = runtime.block_on(Desk::demo(&scratch));
    (runtime, scratch, desk)
}

/// A fault of ours is an outcome as well, but not one that any input may cause.
fn must_be_typed(outcome: &Outcome, what: &str) -> Result<(), TestCaseError> {
    if let Outcome::Error(error) = outcome {
        prop_assert!(error.code != ErrorCode::Internal, "{}: {}", what, error);
    }
    Ok(())
}

#[test]
fn random_bytes_are_malformed() {
    let (runtime, _scratch, desk) = desk();
    runner(500)
        .run(&prop::collection::vec(any::<u8>(), 0..400), |bytes| {
            let outcome = runtime.block_on(desk.another().bytes(&bytes));
            prop_assert!(matches!(&outcome, Outcome::Error(e) if e.code == ErrorCode::Malformed), "{:?}", outcome);
            Ok(())
        })
        .unwrap();
}

#[test]
fn random_envelopes_have_typed_outcomes() {
    let (runtime, _scratch, desk) = desk();
    runner(300)
        .run(&(any_json(), any_json(), any_json(), any_json()), |(v, id, name, body)| {
            let call = json!({ "v": v, "request_id": id, "lang": "zh", "name": name, "body": body });
            let outcome = runtime.block_on(desk.another().bytes(call.to_string().as_bytes()));
            must_be_typed(&outcome, &call.to_string())
        })
        .unwrap();
}

#[test]
fn random_bodies_of_every_operation_have_typed_outcomes() {
    let (runtime, _scratch, desk) = desk();
    // Signed in as whoever gets furthest, so that the handlers are reached and not only the door.
    let mut people: Vec<(Role, Desk)> = Vec::new();
    for role in [Role::CatalogueAdmin, Role::Approver, Role::SystemAdmin, Role::SecurityAdmin, Role::SecurityAuditor, Role::Leader] {
        let mut person = desk.another();
        runtime.block_on(person.enter(role));
        people.push((role, person));
    }
    let operations = api::operations();
    let of = |needs: domain::permission::Permission| {
        people.iter().find(|(role, _)| needs.roles().contains(role)).map_or_else(|| desk.another(), |(_, person)| person.clone())
    };
    runner(1_500)
        .run(&(0..operations.len(), prop_oneof![body_like(), any_json()]), |(which, body)| {
            let operation = &operations[which];
            if operation.name.starts_with("session.") && operation.name != "session.show" && operation.name != "session.preference.save" {
                // They would sign the others out, and hash; they have tests of their own.
                return Ok(());
            }
            let call = Call { v: api::VERSION, request_id: Uuid::now_v7(), lang: Lang::En, name: operation.name.to_owned(), body };
            let bytes = serde_json::to_vec(&call).unwrap();
            let outcome = runtime.block_on(of(operation.needs).bytes(&bytes));
            must_be_typed(&outcome, &String::from_utf8_lossy(&bytes))
        })
        .unwrap();
}

#[tokio::test]
async fn versions_and_names_are_checked() {
    let scratch = Scratch::sqlite();
    let mut desk = Desk::demo(&scratch).await;
    let outcome = desk
        .bytes(json!({ "v": 2, "request_id": Uuid::nil(), "lang": "zh", "name": "place.tree", "body": {} }).to_string().as_bytes())
        .await;
    let Outcome::Error(error) = outcome else { panic!("another version") };
    assert_eq!((error.code, error.arg("expected"), error.arg("found")), (ErrorCode::VersionMismatch, "1", "2"));
    let error = desk.json(Uuid::now_v7(), "place.burn", json!({})).await.unwrap_err();
    assert_eq!((error.code, error.arg("name")), (ErrorCode::UnknownOperation, "place.burn"));
    assert_eq!(desk.json(Uuid::now_v7(), "place.tree", json!([1])).await.unwrap_err().code, ErrorCode::Malformed);
}
