-- 省级事项清单: editions of the province's list and their rows, kept as they came; see docs/decisions/0017.
CREATE TABLE provincial_edition (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    issued_on TEXT,
    paper TEXT NOT NULL DEFAULT '',
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    -- The fields that the file's columns speak about, between commas.
    told TEXT NOT NULL DEFAULT '',
    loaded_by TEXT NOT NULL,
    loaded_at INTEGER NOT NULL
) STRICT;
-- A row, what it means here (`standing`), and what was decided about it. Withdrawn ones have no row in the file and no content.
CREATE TABLE provincial_row (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES provincial_edition (id),
    file_row INTEGER,
    base_code TEXT NOT NULL,
    handle_code TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    body_name TEXT NOT NULL DEFAULT '',
    search TEXT NOT NULL,
    content TEXT,
    standing TEXT NOT NULL,
    matched TEXT,
    item_id INTEGER REFERENCES item (id),
    body_id INTEGER REFERENCES body (id),
    fields TEXT NOT NULL DEFAULT '',
    decision TEXT NOT NULL DEFAULT 'open',
    reason TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at INTEGER,
    -- The item before it was decided about, and its version right after: taking back restores the one unless the other has moved.
    item_before TEXT,
    item_version INTEGER,
    version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX provincial_row_edition ON provincial_row (edition_id, id);
CREATE INDEX provincial_row_item ON provincial_row (item_id);
CREATE INDEX provincial_row_base ON provincial_row (base_code);
