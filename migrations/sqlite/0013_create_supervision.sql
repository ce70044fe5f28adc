-- 督办: matters, who answers for them, what was done about them, and the forms that were handed out; see docs/decisions/0021.
CREATE TABLE matter (
    id INTEGER PRIMARY KEY,
    -- 编号 and what it is made of and ordered by; empty before it is handed out for the first time.
    number TEXT NOT NULL DEFAULT '',
    number_key TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    search TEXT NOT NULL,
    source TEXT NOT NULL,
    instructor TEXT NOT NULL,
    responsible TEXT NOT NULL,
    lead_id INTEGER REFERENCES body (id),
    place_id INTEGER NOT NULL REFERENCES place (id),
    state TEXT NOT NULL DEFAULT 'unissued',
    -- Where a halted one stood.
    state_before TEXT NOT NULL DEFAULT '',
    issued_day TEXT NOT NULL DEFAULT '',
    -- 时限, and as it was first set.
    due_day TEXT NOT NULL DEFAULT '',
    first_due TEXT NOT NULL DEFAULT '',
    -- From when on feedback is counted, and until when it is due.
    feedback_from TEXT NOT NULL DEFAULT '',
    feedback_day TEXT NOT NULL DEFAULT '',
    submitted_day TEXT NOT NULL DEFAULT '',
    halted_day TEXT NOT NULL DEFAULT '',
    -- More time that is asked for and not decided about.
    asking_to TEXT NOT NULL DEFAULT '',
    asking_reason TEXT NOT NULL DEFAULT '',
    asking_who TEXT NOT NULL DEFAULT '',
    -- The light: 0 for those that have one, which are red from sort_day on and yellow from yellow_from on; the others by the day
    -- on which they were last moved.
    rank INTEGER NOT NULL DEFAULT 1,
    sort_day TEXT NOT NULL,
    yellow_from TEXT NOT NULL DEFAULT '',
    -- The row that it was made of, and what that was called.
    link_kind TEXT NOT NULL DEFAULT '',
    link_id INTEGER NOT NULL DEFAULT 0,
    link_label TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL,
    moved_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    content TEXT NOT NULL
) STRICT;
-- Everything that narrows the ledger is in it, so that rows that do not fit are never read; `search` is short enough for that.
CREATE INDEX matter_order ON matter (rank, sort_day, id, yellow_from, state, source, place_id, lead_id, due_day, asking_to, search);
CREATE INDEX matter_due ON matter (due_day, id);
CREATE INDEX matter_number ON matter (number_key, id);
CREATE INDEX matter_link ON matter (link_kind, link_id);
CREATE UNIQUE INDEX matter_numbered ON matter (number) WHERE number <> '';
-- 主办单位 and 协办单位
CREATE TABLE matter_body (
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    body_id INTEGER NOT NULL REFERENCES body (id),
    is_lead INTEGER NOT NULL,
    PRIMARY KEY (matter_id, body_id)
) STRICT;
CREATE INDEX matter_body_body ON matter_body (body_id, matter_id);
-- The last number of each year.
CREATE TABLE matter_serial (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;
-- 办理过程: what was done and said, in turn.
CREATE TABLE matter_step (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    act TEXT NOT NULL,
    words TEXT NOT NULL,
    problems TEXT NOT NULL DEFAULT '',
    steps TEXT NOT NULL DEFAULT '',
    due_before TEXT NOT NULL DEFAULT '',
    due_after TEXT NOT NULL DEFAULT '',
    -- The returned form that said it, and who filled it in.
    form TEXT NOT NULL DEFAULT '',
    filler TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    day TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX matter_step_matter ON matter_step (matter_id, id);
-- 反馈表: what was printed in each, and what its code is reckoned with.
CREATE TABLE matter_form (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    no INTEGER NOT NULL,
    number TEXT NOT NULL UNIQUE,
    salt TEXT NOT NULL,
    printed TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    taken_at INTEGER,
    UNIQUE (matter_id, no)
) STRICT;
