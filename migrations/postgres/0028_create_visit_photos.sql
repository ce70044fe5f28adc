-- 现场检查的照片: what is known of those that belong to a visit, beside what is known of every attachment; see docs/decisions/0035.
CREATE TABLE inspection_photo (
    attachment_id BIGINT PRIMARY KEY REFERENCES attachment (id),
    visit_id BIGINT NOT NULL REFERENCES inspection_record (visit_id),
    -- The line that it belongs to; empty: none.
    line TEXT COLLATE "C" NOT NULL DEFAULT '',
    finding_id BIGINT REFERENCES inspection_finding (id),
    phase TEXT COLLATE "C" NOT NULL,
    caption TEXT COLLATE "C" NOT NULL DEFAULT '',
    -- What it told of itself when it was taken in.
    reading TEXT COLLATE "C" NOT NULL,
    taken_at BIGINT,
    taken_by TEXT COLLATE "C" NOT NULL,
    -- Millionths of a degree (WGS-84).
    lat BIGINT,
    lon BIGINT,
    -- A small picture of what may be seen of it; none of papers.
    thumb_id BIGINT REFERENCES attachment (id),
    -- A copy with black boxes, which stands for it wherever it leaves the district; which boxes those are: JSON.
    copy_id BIGINT REFERENCES attachment (id),
    boxes TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX inspection_photo_visit ON inspection_photo (visit_id, attachment_id);
CREATE INDEX inspection_photo_thumb ON inspection_photo (thumb_id) WHERE thumb_id IS NOT NULL;
CREATE INDEX inspection_photo_copy ON inspection_photo (copy_id) WHERE copy_id IS NOT NULL;
-- Where a service point stands, as a photo taken there told.
CREATE TABLE point_location (
    point_id BIGINT PRIMARY KEY REFERENCES point (id),
    lat BIGINT NOT NULL,
    lon BIGINT NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL
);
