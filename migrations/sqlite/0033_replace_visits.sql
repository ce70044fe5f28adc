-- 替补: a station that stood by stepped in for a drawn one that could not be visited; see docs/decisions/0031.
CREATE TABLE inspection_replacement (
    -- The visit that is void.
    visit_id INTEGER PRIMARY KEY REFERENCES inspection_visit (id),
    -- The one that took its place.
    by_id INTEGER NOT NULL UNIQUE REFERENCES inspection_visit (id),
    reason TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
