//! Both databases carry the same tables, columns and rules about missing values.

use std::collections::BTreeMap;
use store::{Conn, Store};
use testkit::Scratch;

/// table.column → kind and whether it may be missing.
type Columns = BTreeMap<String, (String, bool)>;

/// The word for a column's type that both databases share. SQLite has no types of its own for flags and UUIDs.
fn kind(declared: &str) -> &'static str {
    match declared.to_ascii_lowercase().as_str() {
        "integer" | "bigint" | "boolean" => "number",
        "text" => "text",
        "blob" | "bytea" | "uuid" => "bytes",
        other => panic!("a type that only one database knows: {other}"),
    }
}

async fn columns(store: &Store) -> Columns {
    let mut reader = store.read().await.unwrap();
    let rows: Vec<(String, String, String, bool)> = match reader.conn() {
        Conn::Sqlite(c) => sqlx::query_as(
            "SELECT t.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0
             FROM sqlite_master t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
        )
        .fetch_all(c)
        .await
        .unwrap(),
        Conn::Postgres(c) => sqlx::query_as(
            "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'",
        )
        .fetch_all(c)
        .await
        .unwrap(),
    };
    rows.into_iter()
        .map(|(table, column, declared, nullable)| (format!("{table}.{column}"), (kind(&declared).to_owned(), nullable)))
        .collect()
}

/// table → sets of columns that are unique, as sorted words.
async fn unique(store: &Store) -> Vec<String> {
    let mut reader = store.read().await.unwrap();
    let rows: Vec<(String, String, String)> = match reader.conn() {
        Conn::Sqlite(c) => sqlx::query_as(
            "SELECT t.name, i.name, c.name FROM sqlite_master t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
             WHERE t.type = 'table' AND i.\"unique\" = 1 AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
             UNION ALL
             SELECT t.name, 'rowid', c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
                AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) WHERE origin = 'pk')",
        )
        .fetch_all(c)
        .await
        .unwrap(),
        Conn::Postgres(c) => sqlx::query_as(
            "SELECT t.relname::text, i.relname::text, a.attname::text
             FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
                JOIN pg_namespace n ON n.oid = t.relnamespace
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (x.indkey)
             WHERE n.nspname = 'public' AND x.indisunique AND t.relname NOT LIKE '\\_sqlx%'",
        )
        .fetch_all(c)
        .await
        .unwrap(),
    };
    let mut sets: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (table, index, column) in rows {
        sets.entry((table, index)).or_default().push(column);
    }
    let mut words: Vec<String> = sets
        .into_iter()
        .map(|((table, _), mut columns)| {
            columns.sort();
            format!("{table} ({})", columns.join(", "))
        })
        .collect();
    words.sort();
    words.dedup();
    words
}

#[tokio::test]
async fn both_databases_have_one_schema() {
    let sqlite = Scratch::sqlite();
    let Some(postgres) = Scratch::postgres().await else { return };
    let (sqlite, postgres) = (Store::open(sqlite.location()).await.unwrap(), Store::open(postgres.location()).await.unwrap());
    let (left, right) = (columns(&sqlite).await, columns(&postgres).await);
    assert!(left.len() > 100);
    assert_eq!(left, right);
    assert_eq!(unique(&sqlite).await, unique(&postgres).await);
    sqlite.close().await;
    postgres.close().await;
}
