//! Rows of many keys, a group of keys at a time, so that a page or a set costs a few statements.

// So many keys stand in one statement, from $1 on; see `by_keys!`.
macro_rules! keys {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
            $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)"
    };
}
pub(crate) use keys;

/// So many keys stand in one statement.
pub(crate) const KEYS: usize = 50;

/// Keys of a statement; where there are fewer, the last one stands again.
pub(crate) fn padded(keys: &[i64]) -> impl Iterator<Item = i64> {
    let last = keys.last().copied().unwrap_or_default();
    keys.iter().copied().chain(std::iter::repeat(last)).take(KEYS)
}

/// The rows of a statement for all keys, a group at a time: `by_keys!(conn, TEXT, keys)`, and what else is bound behind them.
macro_rules! by_keys {
    ($conn:expr, $text:expr, $keys:expr $(, $more:expr)?) => {{
        let mut found = Vec::new();
        let keys: Vec<i64> = $keys.iter().map(|key| key.0).collect();
        for some in keys.chunks($crate::keyed::KEYS) {
            let mut group = $crate::on!($conn, c => {
                let mut query = sqlx::query_as($text);
                for key in $crate::keyed::padded(some) {
                    query = query.bind(key);
                }
                $(query = query.bind($more);)?
                query.fetch_all(c).await?
            });
            found.append(&mut group);
        }
        found
    }};
}
pub(crate) use by_keys;
