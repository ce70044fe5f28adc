-- 现场检查: the record of a visit, its answers with every earlier one, findings, and rounds of review; see docs/decisions/0033.
CREATE INDEX inspection_visit_state ON inspection_visit (state, plan_id, id);
CREATE TABLE inspection_record (
    visit_id INTEGER PRIMARY KEY REFERENCES inspection_visit (id),
    begun_by TEXT NOT NULL,
    begun_name TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    -- Who was there and when: JSON.
    party TEXT NOT NULL,
    -- Moves by one with every change of that.
    version INTEGER NOT NULL DEFAULT 1,
    -- Rounds of review; 0: it was never handed in.
    round INTEGER NOT NULL DEFAULT 0,
    submitted_at INTEGER,
    -- The score that a review agreed to, in tenths of a point, and whole as JSON; nothing before.
    got INTEGER,
    full_points INTEGER,
    score TEXT NOT NULL DEFAULT '',
    agreed_at INTEGER
) STRICT;
CREATE TABLE inspection_answer (
    visit_id INTEGER NOT NULL REFERENCES inspection_record (visit_id),
    line TEXT NOT NULL,
    -- Empty: there are words only, or it was taken back.
    answer TEXT NOT NULL,
    faults INTEGER NOT NULL,
    words TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (visit_id, line)
) STRICT;
-- What an answer was before it was changed; never altered.
CREATE TABLE inspection_answer_past (
    visit_id INTEGER NOT NULL REFERENCES inspection_record (visit_id),
    line TEXT NOT NULL,
    version INTEGER NOT NULL,
    answer TEXT NOT NULL,
    faults INTEGER NOT NULL,
    words TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (visit_id, line, version)
) STRICT;
CREATE TABLE inspection_finding (
    id INTEGER PRIMARY KEY,
    visit_id INTEGER NOT NULL REFERENCES inspection_record (visit_id),
    state TEXT NOT NULL DEFAULT 'finding_open',
    -- What lists and figures ask for; the whole text is in content.
    line TEXT NOT NULL,
    unified TEXT NOT NULL,
    severity TEXT NOT NULL,
    remedy TEXT NOT NULL,
    found_day TEXT NOT NULL,
    -- Empty where none is set.
    due_day TEXT NOT NULL,
    content TEXT NOT NULL,
    -- Why it was withdrawn.
    reason TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX inspection_finding_visit ON inspection_finding (visit_id, id);
CREATE INDEX inspection_finding_state ON inspection_finding (state, due_day, id);
CREATE TABLE inspection_round (
    visit_id INTEGER NOT NULL REFERENCES inspection_record (visit_id),
    no INTEGER NOT NULL,
    submitted_by TEXT NOT NULL,
    submitted_name TEXT NOT NULL,
    submitted_at INTEGER NOT NULL,
    -- Empty while it waits.
    verdict TEXT NOT NULL DEFAULT '',
    opinion TEXT NOT NULL DEFAULT '',
    -- Lines and what is to be mended there: JSON.
    reasons TEXT NOT NULL DEFAULT '[]',
    decided_by TEXT NOT NULL DEFAULT '',
    decided_name TEXT NOT NULL DEFAULT '',
    decided_at INTEGER,
    PRIMARY KEY (visit_id, no)
) STRICT;
