-- The first schema: district, people, ratings and cases, roll-ups, audit, jobs.
-- Both databases carry the same tables and columns; only the types' names differ.
-- Instants are epoch microseconds, civil days and months are text, flags are booleans (0/1 in SQLite).

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Places -------------------------------------------------------------------------------------------------------
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    parent_id INTEGER REFERENCES place (id),
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    pinyin TEXT NOT NULL DEFAULT '',
    initials TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL,
    inactive_reason TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A code is a dated fact: the latest row without an end is in force.
CREATE TABLE place_code (
    code TEXT NOT NULL,
    place_id INTEGER NOT NULL REFERENCES place (id),
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    PRIMARY KEY (code, valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_code_place ON place_code (place_id);

-- Every pair of a place and itself or a place below it.
CREATE TABLE place_closure (
    ancestor_id INTEGER NOT NULL REFERENCES place (id),
    descendant_id INTEGER NOT NULL REFERENCES place (id),
    depth INTEGER NOT NULL,
    PRIMARY KEY (ancestor_id, descendant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_closure_descendant ON place_closure (descendant_id, depth);

CREATE TABLE body (
    id INTEGER PRIMARY KEY,
    code TEXT UNIQUE,
    name TEXT NOT NULL UNIQUE,
    place_id INTEGER NOT NULL REFERENCES place (id),
    active INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE point (
    id INTEGER PRIMARY KEY,
    place_id INTEGER NOT NULL REFERENCES place (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    head TEXT NOT NULL DEFAULT '',
    staff TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    hours TEXT NOT NULL DEFAULT '',
    leader TEXT NOT NULL DEFAULT '',
    cadre TEXT NOT NULL DEFAULT '',
    opened TEXT,
    active INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (place_id, name)
) STRICT;

CREATE TABLE point_window (
    point_id INTEGER NOT NULL REFERENCES point (id),
    ordinal INTEGER NOT NULL,
    no TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (point_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE point_device (
    point_id INTEGER NOT NULL REFERENCES point (id),
    ordinal INTEGER NOT NULL,
    no TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (point_id, ordinal)
) STRICT, WITHOUT ROWID;

-- People -------------------------------------------------------------------------------------------------------
CREATE TABLE account (
    id BLOB PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    password_hash TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER,
    seen_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE account_grant (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    place_id INTEGER NOT NULL REFERENCES place (id),
    body_id INTEGER REFERENCES body (id),
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    given_by BLOB REFERENCES account (id),
    given_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX account_grant_account ON account_grant (account_id);

-- One-time codes; only their hash is kept.
CREATE TABLE enrolment (
    code_hash BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    until INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX enrolment_account ON enrolment (account_id);

-- Only the hash of a session's token is kept.
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    opened_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;
CREATE INDEX session_account ON session (account_id);

CREATE TABLE preference (
    account_id BLOB NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account_id, name)
) STRICT;

-- Replies of writes, so that a repeated request does nothing twice.
CREATE TABLE request_done (
    request_id BLOB PRIMARY KEY,
    account_id BLOB,
    operation TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    reply TEXT NOT NULL
) STRICT;
CREATE INDEX request_done_at ON request_done (done_at);

-- Dictionaries that ratings and cases point into --------------------------------------------------------------------
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    numberless INTEGER NOT NULL
) STRICT;

-- `code` is the item's code, or `name:` and its name where a file gave no code.
CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE module (
    id INTEGER PRIMARY KEY,
    category TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE reason (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- A window of a point as ratings name it; point 0 is unknown.
CREATE TABLE rating_window (
    id INTEGER PRIMARY KEY,
    place_id INTEGER NOT NULL REFERENCES place (id),
    point_id INTEGER NOT NULL DEFAULT 0,
    no TEXT NOT NULL,
    UNIQUE (place_id, point_id, no)
) STRICT;

-- Ratings and cases ----------------------------------------------------------------------------------------------
CREATE TABLE rating (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL,
    record_no TEXT NOT NULL,
    assess_no INTEGER NOT NULL,
    content_hash BLOB NOT NULL,
    case_no TEXT,
    place_id INTEGER NOT NULL,
    point_id INTEGER,
    window_id INTEGER,
    staff_no TEXT,
    item_id INTEGER,
    body_id INTEGER,
    module_id INTEGER,
    channel INTEGER NOT NULL,
    grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 5),
    object INTEGER NOT NULL,
    person_type INTEGER,
    reasons TEXT,
    comment TEXT,
    at INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    standing_reason TEXT,
    import_no INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX rating_key ON rating (source_id, record_no, assess_no);
CREATE INDEX rating_place_at ON rating (place_id, at);
CREATE INDEX rating_at ON rating (at);
CREATE INDEX rating_bad ON rating (at) WHERE grade <= 2;
CREATE INDEX rating_follow_up ON rating (source_id, record_no) WHERE assess_no = 2;

-- Name and phone of raters: a table of their own, under their own permission, erased on schedule.
CREATE TABLE rating_person (
    rating_id INTEGER PRIMARY KEY,
    name TEXT,
    phone TEXT
) STRICT;

CREATE TABLE case_count (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    body_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    cases INTEGER NOT NULL,
    import_no INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX case_key ON case_count (source_id, place_id, point_id, item_id, body_id, day);
CREATE INDEX case_count_day ON case_count (day, id);
CREATE INDEX case_count_place_day ON case_count (place_id, day);

-- Roll-ups, kept in the transaction that changes ratings or cases ------------------------------------------------
-- n1 … n5 count the grades of one standing; see domain::rating::Standing.
CREATE TABLE rating_place_day (
    place_id INTEGER NOT NULL, day TEXT NOT NULL, standing INTEGER NOT NULL,
    n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, n4 INTEGER NOT NULL, n5 INTEGER NOT NULL,
    PRIMARY KEY (place_id, day, standing)
) STRICT, WITHOUT ROWID;
CREATE TABLE rating_place_month (
    place_id INTEGER NOT NULL, month TEXT NOT NULL, standing INTEGER NOT NULL,
    n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, n4 INTEGER NOT NULL, n5 INTEGER NOT NULL,
    PRIMARY KEY (place_id, month, standing)
) STRICT, WITHOUT ROWID;
-- facet and its key as in domain::figures::Facet; key 0 counts the ratings that name none.
CREATE TABLE rating_facet_month (
    place_id INTEGER NOT NULL, facet INTEGER NOT NULL, month TEXT NOT NULL, facet_key INTEGER NOT NULL, standing INTEGER NOT NULL,
    n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, n4 INTEGER NOT NULL, n5 INTEGER NOT NULL,
    PRIMARY KEY (place_id, facet, month, facet_key, standing)
) STRICT, WITHOUT ROWID;
-- The same by day, summed up into towns and district, so that a week reads as fast as a month.
CREATE TABLE rating_facet_day (
    place_id INTEGER NOT NULL, facet INTEGER NOT NULL, day TEXT NOT NULL, facet_key INTEGER NOT NULL, standing INTEGER NOT NULL,
    n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, n4 INTEGER NOT NULL, n5 INTEGER NOT NULL,
    PRIMARY KEY (place_id, facet, day, facet_key, standing)
) STRICT, WITHOUT ROWID;
CREATE TABLE rating_place_hour (
    place_id INTEGER NOT NULL, month TEXT NOT NULL, weekday INTEGER NOT NULL, hour INTEGER NOT NULL, standing INTEGER NOT NULL,
    n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, n4 INTEGER NOT NULL, n5 INTEGER NOT NULL,
    PRIMARY KEY (place_id, month, weekday, hour, standing)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_place_day (
    place_id INTEGER NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (place_id, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_place_month (
    place_id INTEGER NOT NULL, month TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (place_id, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_facet_month (
    place_id INTEGER NOT NULL, facet INTEGER NOT NULL, month TEXT NOT NULL, facet_key INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (place_id, facet, month, facet_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_facet_day (
    place_id INTEGER NOT NULL, facet INTEGER NOT NULL, day TEXT NOT NULL, facet_key INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (place_id, facet, day, facet_key)
) STRICT, WITHOUT ROWID;

-- Jobs -----------------------------------------------------------------------------------------------------------
CREATE TABLE job (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id BLOB,
    by_name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    request TEXT NOT NULL,
    size INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    lease_until INTEGER,
    counts TEXT NOT NULL,
    error TEXT
) STRICT;

-- Rows that were not taken: the problem and the row as it stood, until the schedule erases them.
CREATE TABLE job_problem (
    job_no INTEGER NOT NULL REFERENCES job (no),
    ordinal INTEGER NOT NULL,
    problem TEXT NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (job_no, ordinal)
) STRICT, WITHOUT ROWID;

-- Audit ----------------------------------------------------------------------------------------------------------
-- Append-only. `chain_no`, `prev_hash`, `hash` are filled by the sealer, in the order in which entries became visible.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    account_id BLOB,
    who TEXT NOT NULL,
    operation TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    values_hash BLOB,
    chain_no INTEGER UNIQUE,
    alg TEXT,
    prev_hash BLOB,
    hash BLOB
) STRICT;
CREATE INDEX audit_unsealed ON audit (id) WHERE chain_no IS NULL;

-- What changed: erasable, bound to its entry by a salted hash.
CREATE TABLE audit_values (
    audit_id INTEGER PRIMARY KEY REFERENCES audit (id),
    salt BLOB NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- The signed head of each day.
CREATE TABLE audit_head (
    day TEXT PRIMARY KEY,
    chain_no INTEGER NOT NULL,
    hash BLOB NOT NULL,
    key_id TEXT NOT NULL,
    signature BLOB NOT NULL
) STRICT;
