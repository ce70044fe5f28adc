-- What is in force and since when, for how many of it are due to be checked again: 待办 asks for it at every look.
CREATE INDEX duty_version_in_force ON duty_version (from_day, place_id, body_id, duty_id, id)
    WHERE is_head = 1 AND stage = 'published' AND deed <> 'withdraw';
