-- The frame for daily work: lists that are walked by their indexes, saved views, drafts, notices, and what was changed for
-- those who look on from another program.

-- A list of ratings walks one of these in the order of time; what narrows it stands in the index, so that what does not
-- fit is passed over without reading its row.
DROP INDEX rating_at;
CREATE INDEX rating_at ON rating (at, id, place_id, body_id, grade, standing, channel, assess_no, item_id, module_id);
DROP INDEX rating_bad;
CREATE INDEX rating_bad ON rating (at, id, place_id, body_id, grade, standing) WHERE grade <= 2;
DROP INDEX case_count_day;
CREATE INDEX case_count_day ON case_count (day, id, place_id, body_id, item_id);

-- The audit log by time, by person, by what was done, by what it was done to, and what was not done.
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_account ON audit (account_id, at, id);
CREATE INDEX audit_operation ON audit (operation, at, id);
CREATE INDEX audit_subject ON audit (subject, at, id);
CREATE INDEX audit_refused ON audit (at, id) WHERE outcome <> 'done';

-- Filters of a list that a person has named. `query` is what stands in the address.
CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    UNIQUE (account_id, list, name)
) STRICT;

-- Forms that were begun and not sent. `form` names the form and what it is about (`point:17`), `label` that in words,
-- `address` where it is gone on with.
CREATE TABLE draft (
    account_id BLOB NOT NULL REFERENCES account (id),
    form TEXT NOT NULL,
    label TEXT NOT NULL,
    address TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, form)
) STRICT, WITHOUT ROWID;

-- What a person is told: once for each kind and subject. `body` holds what the words need, as JSON.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    read_at INTEGER,
    UNIQUE (account_id, kind, subject)
) STRICT;
CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL;

-- What was changed lately, for programs that have the same database open. `origin` is the program that did it.
CREATE TABLE change_event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ref TEXT,
    origin BLOB NOT NULL
) STRICT;
CREATE INDEX change_event_at ON change_event (at);

-- Rows that an import returned: fetched as a file, or settled otherwise.
ALTER TABLE job ADD COLUMN fetched_at INTEGER;
ALTER TABLE job ADD COLUMN settled_at INTEGER;
