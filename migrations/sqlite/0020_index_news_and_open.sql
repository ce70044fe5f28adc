-- What was done lately with matters and with drafts, so that people are told of it without reading all that was ever done.
CREATE INDEX matter_step_at ON matter_step (at, id);
CREATE INDEX duty_opinion_at ON duty_opinion (at, id);
-- How many versions of an entry are not decided: a list asks it for each of its rows.
CREATE INDEX duty_version_open ON duty_version (duty_id, stage) WHERE stage IN ('draft', 'proposed', 'review', 'approved', 'planned');
