-- Drafts of the responsibility lists are walked and counted by stage in an index alone, however many a file has brought.
-- The body whose step it is: of a version under review, as its chain says.
ALTER TABLE duty_version ADD COLUMN turn_body BIGINT;
UPDATE duty_version SET turn_body = (chain::json -> 'steps' -> step::int ->> 'body')::bigint WHERE stage = 'review' AND chain <> '';
DROP INDEX duty_version_open;
CREATE INDEX duty_version_stage ON duty_version (stage, moved_at, id, place_id, body_id, turn_body, author, round, duty_id, based_on, failed)
    WHERE stage IN ('draft', 'proposed', 'review', 'approved', 'planned');
CREATE INDEX duty_version_returned ON duty_version (author, moved_at, id) WHERE stage = 'draft' AND round > 1;
CREATE INDEX duty_version_current ON duty_version (duty_id, id) WHERE stage = 'published' AND until_day = '9999-12-31';
-- Whether somebody has a hand in a version.
CREATE INDEX duty_opinion_person ON duty_opinion (person, version_id, act, round);
