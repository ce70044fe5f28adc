-- 问题 from being raised until they are closed (销号), and 典型; see docs/decisions/0034.
-- 整改通知书: its number, and the day on which it was sent; empty while none was.
ALTER TABLE inspection_finding ADD COLUMN notice TEXT NOT NULL DEFAULT '';
ALTER TABLE inspection_finding ADD COLUMN noticed_day TEXT NOT NULL DEFAULT '';
-- 原定时限: what the notice said, whatever was granted since.
ALTER TABLE inspection_finding ADD COLUMN first_due_day TEXT NOT NULL DEFAULT '';
-- The day that is asked for while nobody has decided about it.
ALTER TABLE inspection_finding ADD COLUMN asked_day TEXT NOT NULL DEFAULT '';
-- Where it stood when 复核 was asked for, and on which day that was.
ALTER TABLE inspection_finding ADD COLUMN state_before TEXT NOT NULL DEFAULT '';
ALTER TABLE inspection_finding ADD COLUMN objected_day TEXT NOT NULL DEFAULT '';
ALTER TABLE inspection_finding ADD COLUMN mended_day TEXT NOT NULL DEFAULT '';
ALTER TABLE inspection_finding ADD COLUMN closed_day TEXT NOT NULL DEFAULT '';
-- 复查人, by name.
ALTER TABLE inspection_finding ADD COLUMN checker TEXT NOT NULL DEFAULT '';
-- 重复问题: the earlier one at the same station and line.
ALTER TABLE inspection_finding ADD COLUMN repeat_of INTEGER REFERENCES inspection_finding (id);
-- By what the ledger is ordered: what is open by its last day, then what is settled by when it was.
ALTER TABLE inspection_finding ADD COLUMN sort_key TEXT NOT NULL DEFAULT '';
ALTER TABLE inspection_finding ADD COLUMN moved_at INTEGER NOT NULL DEFAULT 0;
UPDATE inspection_finding SET moved_at = at, sort_key = CASE WHEN state = 'finding_open'
    THEN '0:' || CASE WHEN due_day = '' THEN '~' ELSE due_day END ELSE '1:' || found_day END;
CREATE INDEX inspection_finding_sort ON inspection_finding (sort_key, id);
CREATE INDEX inspection_finding_notice ON inspection_finding (notice) WHERE notice <> '';
-- What was done with a finding; never altered.
CREATE TABLE inspection_finding_step (
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES inspection_finding (id),
    act TEXT NOT NULL,
    words TEXT NOT NULL,
    -- 佐证
    proof TEXT NOT NULL,
    -- To whom it goes, or who told what was entered for him.
    recipient TEXT NOT NULL,
    -- 复查方式
    way TEXT NOT NULL,
    -- Of a milestone: which, from 1 on.
    milestone INTEGER NOT NULL,
    -- The day that is told: of a milestone, or that is asked for.
    day TEXT NOT NULL,
    due_before TEXT NOT NULL,
    due_after TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX inspection_finding_step_finding ON inspection_finding_step (finding_id, id);
CREATE INDEX inspection_finding_step_at ON inspection_finding_step (at, id);
-- 典型: recommended from a visit, reviewed by another, spread to all stations.
CREATE TABLE exemplar (
    id INTEGER PRIMARY KEY,
    visit_id INTEGER NOT NULL REFERENCES inspection_record (visit_id),
    state TEXT NOT NULL DEFAULT 'exemplar_proposed',
    content TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    opinion TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    decided_name TEXT NOT NULL DEFAULT '',
    decided_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX exemplar_state ON exemplar (state, id);
CREATE INDEX exemplar_visit ON exemplar (visit_id);
