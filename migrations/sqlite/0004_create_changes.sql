-- Places, bodies and service points change from a day on: renamed, recoded, opened, closed, merged, split.

-- What was decided. `state`: planned (its day has not come), done, revoked, failed (its day came, and something stood in the
-- way). `request` is what was asked for, `undo` what taking it back needs; both JSON.
CREATE TABLE unit_change (
    no INTEGER PRIMARY KEY,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    effective TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    paper TEXT NOT NULL,
    request TEXT NOT NULL,
    undo TEXT NOT NULL,
    account_id BLOB,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    done_at INTEGER,
    closing TEXT
) STRICT;
CREATE INDEX unit_change_state ON unit_change (state, effective);

-- Which units a change is about.
CREATE TABLE unit_change_of (
    unit TEXT NOT NULL,
    unit_id INTEGER NOT NULL,
    change_no INTEGER NOT NULL REFERENCES unit_change (no),
    PRIMARY KEY (unit, unit_id, change_no)
) STRICT, WITHOUT ROWID;

-- A merge: what happened at the predecessor counts for the successor; a split: it stays with the predecessor, marked.
-- `effective_at` is the midnight with which `effective` begins.
CREATE TABLE unit_succession (
    unit TEXT NOT NULL,
    predecessor_id INTEGER NOT NULL,
    successor_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    effective TEXT NOT NULL,
    effective_at INTEGER NOT NULL,
    change_no INTEGER NOT NULL REFERENCES unit_change (no),
    PRIMARY KEY (unit, predecessor_id, successor_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_succession_successor ON unit_succession (unit, successor_id);

-- Names that units had before, each with the days on which it was theirs; the present one stands in the unit itself.
CREATE TABLE unit_name (
    unit TEXT NOT NULL,
    unit_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    change_no INTEGER NOT NULL REFERENCES unit_change (no),
    PRIMARY KEY (unit, unit_id, valid_until)
) STRICT, WITHOUT ROWID;

-- First day of a unit, if it is known, and the first day on which it is no more.
ALTER TABLE place ADD COLUMN opened TEXT;
ALTER TABLE place ADD COLUMN ended TEXT;
ALTER TABLE body ADD COLUMN opened TEXT;
ALTER TABLE body ADD COLUMN ended TEXT;
ALTER TABLE point ADD COLUMN ended TEXT;

-- Every pair of a body and itself or a body that was merged into it.
CREATE TABLE body_closure (
    ancestor_id INTEGER NOT NULL REFERENCES body (id),
    descendant_id INTEGER NOT NULL REFERENCES body (id),
    PRIMARY KEY (ancestor_id, descendant_id)
) STRICT, WITHOUT ROWID;
INSERT INTO body_closure (ancestor_id, descendant_id) SELECT id, id FROM body;

-- Credit codes that bodies had before.
CREATE TABLE body_code (
    body_id INTEGER NOT NULL REFERENCES body (id),
    code TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (body_id, valid_until)
) STRICT, WITHOUT ROWID;
