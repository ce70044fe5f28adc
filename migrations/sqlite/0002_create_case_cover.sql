-- Which days case files cover, and for which places: within them a place without rows had no cases, outside of them its
-- cases are unknown. `with_below`: for everything below the place too. `body_id` 0: for every body.
CREATE TABLE case_cover (
    place_id INTEGER NOT NULL REFERENCES place (id),
    with_below INTEGER NOT NULL,
    body_id INTEGER NOT NULL,
    day_from TEXT NOT NULL,
    day_to TEXT NOT NULL,
    PRIMARY KEY (place_id, with_below, body_id, day_from)
) STRICT, WITHOUT ROWID;

-- Until now one span was kept for the whole district.
INSERT INTO case_cover (place_id, with_below, body_id, day_from, day_to)
SELECT p.id, 1, 0, substr(m.value, 1, 10), substr(m.value, 12, 10)
FROM meta m CROSS JOIN place p WHERE m.name = 'case_days' AND p.parent_id IS NULL;
DELETE FROM meta WHERE name = 'case_days';
