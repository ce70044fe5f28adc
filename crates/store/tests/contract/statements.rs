//! Every SQL text is prepared on both databases, and asks for as many parameters as it names: SQLite would bind a
//! missing one as NULL without a word.

use sqlx::{AssertSqlSafe, Either, Executor, SqlSafeStr, Statement};
use store::{Conn, Store};

/// The highest `$n` outside of quoted text.
fn named(text: &str) -> usize {
    let unquoted: String = text.split('\'').step_by(2).collect();
    unquoted.split('$').skip(1).filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).max().unwrap_or(0)
}

fn asked(parameters: Option<Either<&[sqlx::postgres::PgTypeInfo], usize>>) -> usize {
    match parameters {
        Some(Either::Left(types)) => types.len(),
        Some(Either::Right(count)) => count,
        None => 0,
    }
}

testkit::on_both! {
    async fn every_statement_is_prepared(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut reader = store.read().await.unwrap();
        let statements = store::statements();
        assert!(statements.len() > 50);
        let mut wrong = Vec::new();
        for (module, name, text) in statements {
            let sql = AssertSqlSafe(text.to_owned()).into_sql_str();
            let count = match reader.conn() {
                Conn::Sqlite(c) => c.prepare(sql).await.map(|s| s.parameters().map_or(0, |p| p.right().unwrap_or_default())),
                Conn::Postgres(c) => c.prepare(sql).await.map(|s| asked(s.parameters())),
            };
            match count {
                Ok(count) if count == named(text) => {}
                Ok(count) => wrong.push(format!("{module}.{name} names {} parameters and asks for {count}", named(text))),
                Err(error) => wrong.push(format!("{module}.{name}: {error}")),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn parameters_are_read_outside_of_quotes() {
    assert_eq!(named("SELECT '$9' || $2 || $1"), 2);
    assert_eq!(named("SELECT 1"), 0);
}
