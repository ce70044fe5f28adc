-- 现场检查的照片: what is known of those that belong to a visit, beside what is known of every attachment; see docs/decisions/0035.
CREATE TABLE inspection_photo (
    attachment_id INTEGER PRIMARY KEY REFERENCES attachment (id),
    visit_id INTEGER NOT NULL REFERENCES inspection_record (visit_id),
    -- The line that it belongs to; empty: none.
    line TEXT NOT NULL DEFAULT '',
    finding_id INTEGER REFERENCES inspection_finding (id),
    phase TEXT NOT NULL,
    caption TEXT NOT NULL DEFAULT '',
    -- What it told of itself when it was taken in.
    reading TEXT NOT NULL,
    taken_at INTEGER,
    taken_by TEXT NOT NULL,
    -- Millionths of a degree (WGS-84).
    lat INTEGER,
    lon INTEGER,
    -- A small picture of what may be seen of it; none of papers.
    thumb_id INTEGER REFERENCES attachment (id),
    -- A copy with black boxes, which stands for it wherever it leaves the district; which boxes those are: JSON.
    copy_id INTEGER REFERENCES attachment (id),
    boxes TEXT NOT NULL DEFAULT '[]',
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX inspection_photo_visit ON inspection_photo (visit_id, attachment_id);
CREATE INDEX inspection_photo_thumb ON inspection_photo (thumb_id) WHERE thumb_id IS NOT NULL;
CREATE INDEX inspection_photo_copy ON inspection_photo (copy_id) WHERE copy_id IS NOT NULL;
-- Where a service point stands, as a photo taken there told.
CREATE TABLE point_location (
    point_id INTEGER PRIMARY KEY REFERENCES point (id),
    lat INTEGER NOT NULL,
    lon INTEGER NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
