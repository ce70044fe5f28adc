-- 可办矩阵: what is said of an item at a service point; no row: nothing. It hangs on the item and not on a version of its 实施清单,
-- since it is about now; see docs/decisions/0016. A suspension whose last day (`until`) is over counts as offered.
CREATE TABLE availability (
    item_id BIGINT NOT NULL REFERENCES item (id),
    point_id BIGINT NOT NULL REFERENCES point (id),
    state TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL DEFAULT '',
    until TEXT COLLATE "C",
    PRIMARY KEY (item_id, point_id)
);
CREATE INDEX availability_point ON availability (point_id);
