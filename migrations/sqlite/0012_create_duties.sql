-- 权责清单: entries and their versions; see docs/decisions/0019. A version's text is one document (`content`): nothing writes to it
-- once it has left the draft. What lists are filtered and ordered by stands beside it.
CREATE TABLE duty (
    id INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE duty_version (
    id INTEGER PRIMARY KEY,
    duty_id INTEGER NOT NULL REFERENCES duty (id),
    no INTEGER NOT NULL,
    -- 1: it stands for its entry now: the one in force, else the newest one.
    is_head INTEGER NOT NULL DEFAULT 0,
    stage TEXT NOT NULL DEFAULT 'draft',
    deed TEXT NOT NULL,
    -- The published version upon which it was begun.
    based_on INTEGER REFERENCES duty_version (id),
    list TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    search TEXT NOT NULL,
    body_id INTEGER REFERENCES body (id),
    place_id INTEGER NOT NULL REFERENCES place (id),
    parent_id INTEGER REFERENCES duty (id),
    content TEXT NOT NULL,
    -- 调整依据 or 理由, 会签意见, 批准文号
    reason TEXT NOT NULL DEFAULT '',
    countersigned TEXT NOT NULL DEFAULT '',
    paper TEXT NOT NULL DEFAULT '',
    -- The review chain as it was when it was submitted, the step whose turn it is, and the round: one more after each return.
    chain TEXT NOT NULL DEFAULT '',
    step INTEGER NOT NULL DEFAULT 0,
    round INTEGER NOT NULL DEFAULT 1,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    moved_at INTEGER NOT NULL,
    -- 生效日期 while it is planned.
    effective TEXT,
    -- In force from this day on, and not any more on that one; of what was never published both are empty.
    from_day TEXT,
    until_day TEXT,
    published_at INTEGER,
    published_by TEXT NOT NULL DEFAULT '',
    -- Why it could not be published on its day.
    failed TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (duty_id, no)
) STRICT;
CREATE INDEX duty_version_days ON duty_version (duty_id, from_day);
CREATE INDEX duty_version_open ON duty_version (moved_at, id) WHERE stage IN ('draft', 'proposed', 'review', 'approved', 'planned');
-- Lists are walked, counted and searched in these alone: a text of many kilobytes stands in each row of the table.
CREATE INDEX duty_version_code ON duty_version (code, duty_id, is_head, stage, from_day, until_day, deed, list, kind, body_id, place_id, parent_id, search);
CREATE INDEX duty_version_name ON duty_version (pinyin, duty_id, is_head, stage, from_day, until_day, deed, list, kind, body_id, place_id, parent_id, search);
CREATE INDEX duty_version_parent ON duty_version (parent_id);
CREATE INDEX duty_version_body ON duty_version (body_id);
-- 共同行使主体
CREATE TABLE duty_joint_body (
    version_id INTEGER NOT NULL REFERENCES duty_version (id),
    body_id INTEGER NOT NULL REFERENCES body (id),
    PRIMARY KEY (version_id, body_id)
) STRICT;
-- 办理意见: who did what with a version, in which step and round.
CREATE TABLE duty_opinion (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES duty_version (id),
    round INTEGER NOT NULL,
    step TEXT NOT NULL,
    act TEXT NOT NULL,
    opinion TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_opinion_version ON duty_opinion (version_id, id);
