-- 替补: a station that stood by stepped in for a drawn one that could not be visited; see docs/decisions/0031.
CREATE TABLE inspection_replacement (
    -- The visit that is void.
    visit_id BIGINT PRIMARY KEY REFERENCES inspection_visit (id),
    -- The one that took its place.
    by_id BIGINT NOT NULL UNIQUE REFERENCES inspection_visit (id),
    reason TEXT COLLATE "C" NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL
);
