-- 送审与公布 of items; see docs/decisions/0029. A text is one document (`content`), a copy of the working text as it was handed in:
-- nothing writes to it while it is reviewed, and never once it is published.
CREATE TABLE item_release (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id),
    no INTEGER NOT NULL,
    stage TEXT NOT NULL DEFAULT 'draft',
    deed TEXT NOT NULL,
    -- The text that was in force when it was handed in.
    based_on INTEGER REFERENCES item_release (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    body_id INTEGER REFERENCES body (id),
    -- What it has otherwise than that text: names of fields between commas.
    fields TEXT NOT NULL,
    content TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    countersigned TEXT NOT NULL DEFAULT '',
    paper TEXT NOT NULL DEFAULT '',
    chain TEXT NOT NULL DEFAULT '',
    step INTEGER NOT NULL DEFAULT 0,
    round INTEGER NOT NULL DEFAULT 1,
    -- The body whose step it is; 0 for a step of no body.
    turn_body INTEGER NOT NULL DEFAULT 0,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    moved_at INTEGER NOT NULL,
    effective TEXT,
    from_day TEXT,
    until_day TEXT,
    published_at INTEGER,
    published_by TEXT NOT NULL DEFAULT '',
    failed TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (item_id, no)
) STRICT;
CREATE INDEX item_release_days ON item_release (item_id, from_day);
CREATE INDEX item_release_of_body ON item_release (body_id);
CREATE INDEX item_release_based ON item_release (based_on);
CREATE INDEX item_release_open ON item_release (moved_at, id, stage) WHERE stage IN ('draft', 'review', 'approved', 'planned');
-- An item has one text on its way.
CREATE UNIQUE INDEX item_release_one ON item_release (item_id) WHERE stage IN ('draft', 'review', 'approved', 'planned');
-- Who did what with a text, in which step and round.
CREATE TABLE item_opinion (
    id INTEGER PRIMARY KEY,
    release_id INTEGER NOT NULL REFERENCES item_release (id),
    round INTEGER NOT NULL,
    step TEXT NOT NULL,
    act TEXT NOT NULL,
    opinion TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX item_opinion_release ON item_opinion (release_id, id);
-- 联办机构 that a text names, so that none of them is taken away.
CREATE TABLE item_release_body (
    release_id INTEGER NOT NULL REFERENCES item_release (id),
    body_id INTEGER NOT NULL REFERENCES body (id),
    PRIMARY KEY (release_id, body_id)
) STRICT;
CREATE INDEX item_release_body_body ON item_release_body (body_id);
-- Who has edited an item since what is in force was handed in, and when last: nobody reviews or publishes his own words.
CREATE TABLE item_hand (
    item_id INTEGER NOT NULL REFERENCES item (id),
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (item_id, person)
) STRICT;
-- 公布状态: written with whatever changes it, so that lists need not look for it.
ALTER TABLE item ADD COLUMN standing TEXT NOT NULL DEFAULT 'drafting';
