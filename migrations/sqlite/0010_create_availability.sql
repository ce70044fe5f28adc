-- 可办矩阵: what is said of an item at a service point; no row: nothing. It hangs on the item and not on a version of its 实施清单,
-- since it is about now; see docs/decisions/0016. A suspension whose last day (`until`) is over counts as offered.
CREATE TABLE availability (
    item_id INTEGER NOT NULL REFERENCES item (id),
    point_id INTEGER NOT NULL REFERENCES point (id),
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    until TEXT,
    PRIMARY KEY (item_id, point_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX availability_point ON availability (point_id);
