-- 工作组 with their tasks, and meetings of the leading group with what they agreed on; see docs/decisions/0023.
-- What was edited of a group; the five themselves are in the program.
CREATE TABLE task_group (
    code TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    lead_id INTEGER REFERENCES body (id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    group_code TEXT NOT NULL,
    title TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    search TEXT NOT NULL,
    -- 责任人, 责任单位
    responsible TEXT NOT NULL,
    lead_id INTEGER REFERENCES body (id),
    place_id INTEGER NOT NULL REFERENCES place (id),
    start_day TEXT NOT NULL,
    due_day TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Percent, as last told.
    progress INTEGER NOT NULL DEFAULT 0,
    done_day TEXT NOT NULL DEFAULT '',
    -- The light, kept as that of matters is: 0 for those that have one, which are red from sort_day on and yellow from yellow_from on.
    rank INTEGER NOT NULL,
    sort_day TEXT NOT NULL,
    yellow_from TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL,
    moved_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    content TEXT NOT NULL
) STRICT;
-- Everything that narrows the ledger is in it, so that rows that do not fit are never read.
CREATE INDEX task_order ON task (rank, sort_day, id, yellow_from, group_code, state, responsible, place_id, start_day, due_day, search);
CREATE INDEX task_due ON task (due_day, id);
CREATE INDEX task_start ON task (start_day, id);
CREATE INDEX task_place ON task (place_id, group_code, state, progress);
-- 责任单位 and 协助单位
CREATE TABLE task_body (
    task_id INTEGER NOT NULL REFERENCES task (id),
    body_id INTEGER NOT NULL REFERENCES body (id),
    is_lead INTEGER NOT NULL,
    PRIMARY KEY (task_id, body_id)
) STRICT;
CREATE INDEX task_body_body ON task_body (body_id, task_id);
-- 前置任务
CREATE TABLE task_before (
    task_id INTEGER NOT NULL REFERENCES task (id),
    before_id INTEGER NOT NULL REFERENCES task (id),
    PRIMARY KEY (task_id, before_id)
) STRICT;
CREATE INDEX task_before_before ON task_before (before_id, task_id);
-- What was done and told, in turn.
CREATE TABLE task_step (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    act TEXT NOT NULL,
    words TEXT NOT NULL,
    -- 佐证
    proof TEXT NOT NULL DEFAULT '',
    progress_before INTEGER NOT NULL,
    progress_after INTEGER NOT NULL,
    due_before TEXT NOT NULL DEFAULT '',
    due_after TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    day TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX task_step_task ON task_step (task_id, id);
CREATE TABLE meeting (
    id INTEGER PRIMARY KEY,
    -- 纪要编号; empty while it is not given.
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    day TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'meeting_draft',
    issued_day TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL,
    moved_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX meeting_day ON meeting (day, id, state, search);
CREATE UNIQUE INDEX meeting_numbered ON meeting (number) WHERE number <> '' AND state <> 'meeting_revoked';
-- 议定事项: its own row, since a matter is made of it. Its text stands in the meeting's.
CREATE TABLE meeting_agreed (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    no INTEGER NOT NULL,
    UNIQUE (meeting_id, no)
) STRICT;
-- The bodies that a meeting names, so that none of them is lost.
CREATE TABLE meeting_body (
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    body_id INTEGER NOT NULL REFERENCES body (id),
    PRIMARY KEY (meeting_id, body_id)
) STRICT;
CREATE INDEX meeting_body_body ON meeting_body (body_id);
