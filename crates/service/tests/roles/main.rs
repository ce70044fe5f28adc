//! Every operation as every role, inside and outside of its scope, as a table that a person can read.
//!
//! Inside: the account of the role in a demonstration, at the first village of 麻章镇. Outside: an account of the same
//! role whose grant is over 太平镇 only, at the same village. Custodians hold the whole district, so nothing is outside
//! for them. The table is `snapshots/roles__roles.snap`; whoever changes a permission changes a line of it.
//! What a request looks like stands in `requests`, what it is made upon in `world`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod inspections;
mod requests;
mod world;

use api::account::{Create, GiveGrant};
use api::session::{Enrol, Open};
use api::{ErrorCode, OperationInfo, Permission};
use domain::account::Role;
use jiff::civil::date;
use requests::{About, about};
use serde_json::{Value, json};
use std::fmt::Write;
use testkit::Desk;
use uuid::Uuid;
use world::World;

/// Of every account that is made here.
const PASSWORD: &str = "lantern-quarry-9-otter";

/// How an answer is written in the table.
fn class(answer: Result<Value, api::ApiError>) -> String {
    match answer {
        Ok(_) => "ok".to_owned(),
        Err(error) => match error.code {
            ErrorCode::NotPermitted => "–".to_owned(),
            ErrorCode::NotFound => "none".to_owned(),
            ErrorCode::SignInNeeded => "sign".to_owned(),
            ErrorCode::WrongCredentials | ErrorCode::WrongCode => "wrong".to_owned(),
            ErrorCode::AlreadySetUp => "set up".to_owned(),
            other => serde_json::to_value(other).unwrap().as_str().unwrap().to_owned(),
        },
    }
}

/// Somebody who tries: signed in anew when an operation ended the session.
struct Person {
    role: Role,
    login: String,
    desk: Desk,
}

impl Person {
    async fn tries(&mut self, world: &mut World, operation: &OperationInfo) -> String {
        let body = Box::pin(world.body_of(operation.name)).await;
        let answer = self.desk.json(Uuid::now_v7(), operation.name, body).await;
        if matches!(operation.name, "session.close" | "session.enter") {
            self.sign_in().await;
        }
        world.desk.service.wait_for_all_work().await.unwrap();
        // What an import has begun ends before somebody else tries.
        if let (true, Ok(job)) = (operation.name == "import.start", &answer) {
            world.ended(&job["id"]).await;
        }
        class(answer)
    }

    async fn sign_in(&mut self) {
        if self.login == self.role.code() {
            self.desk.enter(self.role).await;
        } else {
            self.desk.call(Open { login: self.login.clone(), password: PASSWORD.to_owned() }).await.unwrap();
        }
    }
}

/// The accounts of every role inside, and outside where a grant can be smaller than the district.
async fn people(world: &World) -> Vec<(Person, Option<Person>)> {
    let elsewhere = world.desk.place("太平镇").await;
    let mut people = Vec::new();
    for role in Role::ALL {
        let mut inside = Person { role, login: role.code().to_owned(), desk: door(world) };
        inside.sign_in().await;
        let outside = if role.is_custodian() {
            None
        } else {
            let login = format!("{}.elsewhere", role.code());
            let made = world.desk.operate(Create { login: login.clone(), name: format!("别处的{}", role.code()) }).await.unwrap();
            let body = role.needs_body().then_some(world.body);
            let give = GiveGrant { account: made.account, role, place: elsewhere, body, from: date(2026, 1, 1), until: None };
            world.desk.operate(give).await.unwrap();
            let mut outside = Person { role, login: login.clone(), desk: door(world) };
            outside.desk.call(Enrol { login, code: made.code, password: PASSWORD.to_owned() }).await.unwrap();
            Some(outside)
        };
        people.push((inside, outside));
    }
    people
}

/// A door that knows the files of this test by their names.
fn door(world: &World) -> Desk {
    let mut desk = world.desk.another();
    for name in [
        "ratings.csv",
        "out.csv",
        "bodies.csv",
        "points.csv",
        "accounts.csv",
        "units.csv",
        "items.csv",
        "duties.csv",
        "edition.csv",
        "form.xlsx",
        "photo.jpg",
        "chart.png",
        "checklist.csv",
    ] {
        desk.knows(name, &world.scratch.file(name));
    }
    desk
}

fn short(role: Role) -> &'static str {
    match role {
        Role::Leader => "leader",
        Role::Inspector => "inspector",
        Role::CatalogueAdmin => "catalogue",
        Role::DepartmentHandler => "department",
        Role::TownAdmin => "town",
        Role::StationClerk => "station",
        Role::AssetsAdmin => "assets",
        Role::Approver => "approver",
        Role::SystemAdmin => "system",
        Role::SecurityAdmin => "security",
        Role::SecurityAuditor => "sec.auditor",
        Role::BusinessAuditor => "bus.auditor",
    }
}

/// What a request of every operation needs of the stack, in a build that is not optimised, is more than a test's thread has.
const STACK: usize = 16 << 20;

#[test]
fn roles() {
    let run = || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(Box::pin(every_operation_by_everybody()));
    };
    std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap();
}

async fn every_operation_by_everybody() {
    let mut world = World::new().await;
    let mut people = people(&world).await;

    let mut table = String::from(
        "ok done   – the role may not   none not found, as if it did not exist   sign to sign in first   . has no outside\n\
         wrong password or code   set up already\n\n",
    );
    let mut line = |cells: &[String]| {
        let mut text = format!("{:<24}{:<9}", cells[0], cells[1]);
        for cell in &cells[2..] {
            write!(text, "{cell:<12}").unwrap();
        }
        table.push_str(text.trim_end());
        table.push('\n');
    };
    let mut head = vec!["operation".to_owned(), "where".to_owned(), "nobody".to_owned()];
    head.extend(Role::ALL.into_iter().map(|r| short(r).to_owned()));
    line(&head);

    let mut reached = Vec::new();
    for operation in api::operations() {
        let mut nobody = door(&world);
        let body = Box::pin(world.body_of(operation.name)).await;
        let nobody = class(nobody.json(Uuid::now_v7(), operation.name, body).await);
        assert_eq!(nobody == "sign", operation.needs != Permission::Anyone, "{} by nobody: {nobody}", operation.name);
        let mut inside = vec![operation.name.to_owned(), "inside".to_owned(), nobody];
        let mut outside = vec![String::new(), "outside".to_owned(), ".".to_owned()];
        for (person, elsewhere) in &mut people {
            let may = operation.needs.roles().contains(&person.role);
            let answer = person.tries(&mut world, &operation).await;
            assert_eq!(answer == "–", !may, "{} by {}: {answer}", operation.name, person.role.code());
            inside.push(answer);
            let answer = match elsewhere {
                Some(person) if about(operation.name) != About::NoPlace => person.tries(&mut world, &operation).await,
                _ => ".".to_owned(),
            };
            if !matches!(answer.as_str(), "." | "–" | "none") {
                reached.push(format!("{} by {} outside: {answer}", operation.name, person.role.code()));
            }
            outside.push(answer);
        }
        line(&inside);
        if outside[2..].iter().any(|cell| cell != "." && cell != "–") {
            line(&outside);
        }
    }
    insta::assert_snapshot!("roles", table);
    assert!(reached.is_empty(), "{}", reached.join("\n"));
}

/// A department's handler sees what his body handles, and nothing else at the same place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_grant_for_one_body_ends_at_its_border() {
    let mut world = World::new().await;
    let list = world.body_of("rating.list").await;
    let mut seen = Vec::new();
    for role in [Role::Leader, Role::DepartmentHandler] {
        let mut desk = door(&world);
        desk.enter(role).await;
        let listed = desk.json(Uuid::now_v7(), "rating.list", list.clone()).await.unwrap();
        let mut shown = Vec::new();
        for rating in [world.rating, world.other_rating] {
            shown.push(class(desk.json(Uuid::now_v7(), "rating.show", json!({ "rating": rating })).await));
        }
        seen.push((listed["ratings"].as_array().unwrap().len(), shown.join(" ")));
    }
    assert_eq!(seen, [(2, "ok ok".to_owned()), (1, "ok none".to_owned())]);
}
