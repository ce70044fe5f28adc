-- What falls due by itself and is done by one program at a time: which one holds it, and for what it was done last.
CREATE TABLE turn (
    name TEXT PRIMARY KEY,
    done_for TEXT,
    done_at INTEGER,
    holder BLOB,
    lease_until INTEGER
) STRICT;

-- Personal data is erased on its schedule and leaves a tombstone: the row stays, with the time at which it was erased.
ALTER TABLE rating_person ADD COLUMN erased_at INTEGER;
CREATE INDEX rating_person_kept ON rating_person (rating_id) WHERE erased_at IS NULL;
ALTER TABLE audit_values ADD COLUMN erased_at INTEGER;
-- The rows that an import returned are erased together; how many there were stands in the job's counts.
ALTER TABLE job ADD COLUMN erased_at INTEGER;
