-- 督查: checklists in versions, plans, their draws and visits; see docs/decisions/0031.
CREATE TABLE checklist (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    target TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
-- What a published version says never changes.
CREATE TABLE checklist_version (
    checklist_id INTEGER NOT NULL REFERENCES checklist (id),
    no INTEGER NOT NULL,
    stage TEXT NOT NULL DEFAULT 'list_draft',
    name TEXT NOT NULL,
    lines INTEGER NOT NULL,
    full_points INTEGER NOT NULL,
    -- Canonical JSON.
    content TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    published_by TEXT NOT NULL DEFAULT '',
    published_at INTEGER,
    PRIMARY KEY (checklist_id, no)
) STRICT;
CREATE TABLE inspection_plan (
    id INTEGER PRIMARY KEY,
    -- Given when it is agreed to.
    number TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    kind TEXT NOT NULL,
    cover TEXT NOT NULL,
    coverage TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'plan_draft',
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    -- By what lists are ordered: the first day, ~ where none is set.
    sort_day TEXT NOT NULL,
    checklist_id INTEGER REFERENCES checklist (id),
    checklist_no INTEGER,
    -- The account that is to agree to it; empty while none is named.
    approver TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    -- From when on what was under cover may be known.
    released_day TEXT NOT NULL DEFAULT '',
    moved_at INTEGER NOT NULL,
    content TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX inspection_plan_sort ON inspection_plan (sort_day, id);
CREATE INDEX inspection_plan_period ON inspection_plan (until_day, from_day);
CREATE TABLE inspection_plan_town (
    plan_id INTEGER NOT NULL REFERENCES inspection_plan (id),
    place_id INTEGER NOT NULL REFERENCES place (id),
    PRIMARY KEY (plan_id, place_id)
) STRICT;
CREATE INDEX inspection_plan_town_place ON inspection_plan_town (place_id);
CREATE TABLE inspection_step (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES inspection_plan (id),
    act TEXT NOT NULL,
    words TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX inspection_step_plan ON inspection_step (plan_id, id);
CREATE INDEX inspection_step_at ON inspection_step (at, id);
-- Plans are counted anew each year; those under cover by themselves.
CREATE TABLE inspection_serial (
    year INTEGER NOT NULL,
    series TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (year, series)
) STRICT;
-- 年度计划
CREATE TABLE inspection_year (
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (year, kind)
) STRICT;
-- A draw from its seal on. The roster is the text that was sealed, byte for byte.
CREATE TABLE inspection_attempt (
    plan_id INTEGER NOT NULL REFERENCES inspection_plan (id),
    no INTEGER NOT NULL,
    roster TEXT NOT NULL,
    digest TEXT NOT NULL,
    -- Which service points, places and towns the codes of the roster are, in its order.
    points TEXT NOT NULL,
    objects INTEGER NOT NULL,
    excluded INTEGER NOT NULL,
    take INTEGER NOT NULL,
    sealed_by TEXT NOT NULL,
    sealed_at INTEGER NOT NULL,
    nonce TEXT NOT NULL DEFAULT '',
    witnesses TEXT NOT NULL DEFAULT '[]',
    drawn_by TEXT NOT NULL DEFAULT '',
    drawn_at INTEGER,
    drawn TEXT NOT NULL DEFAULT '',
    -- Why it does not count.
    void TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (plan_id, no)
) STRICT;
CREATE TABLE inspection_visit (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    -- As it was drawn; of those that stand by, within their town.
    ordinal INTEGER NOT NULL,
    point_id INTEGER NOT NULL REFERENCES point (id),
    place_id INTEGER NOT NULL REFERENCES place (id),
    town_id INTEGER NOT NULL REFERENCES place (id),
    state TEXT NOT NULL,
    day TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    FOREIGN KEY (plan_id, attempt) REFERENCES inspection_attempt (plan_id, no),
    UNIQUE (plan_id, attempt, point_id)
) STRICT;
CREATE INDEX inspection_visit_day ON inspection_visit (day, plan_id, id);
CREATE INDEX inspection_visit_place ON inspection_visit (place_id);
CREATE INDEX inspection_visit_point ON inspection_visit (point_id);
CREATE INDEX inspection_visit_town ON inspection_visit (town_id);
-- Who goes there, in the order drawn.
CREATE TABLE inspection_goer (
    visit_id INTEGER NOT NULL REFERENCES inspection_visit (id),
    no INTEGER NOT NULL,
    -- An account's key.
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (visit_id, no)
) STRICT;
CREATE INDEX inspection_goer_person ON inspection_goer (person, visit_id);
