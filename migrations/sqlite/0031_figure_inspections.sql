-- 督查检查概况: on which day a visit was made, of those whose score is fixed; see docs/decisions/0036.
ALTER TABLE inspection_record ADD COLUMN made_day TEXT NOT NULL DEFAULT '';
UPDATE inspection_record SET made_day = date(COALESCE(json_extract(party, '$.began'), begun_at) / 1000000 + 28800, 'unixepoch')
    WHERE agreed_at IS NOT NULL;
CREATE INDEX inspection_record_made ON inspection_record (made_day, visit_id);
CREATE INDEX inspection_finding_found ON inspection_finding (found_day, id);
CREATE INDEX inspection_finding_closed ON inspection_finding (closed_day, id);
