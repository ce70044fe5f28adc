-- 核实: that somebody has compared an entry in force with its bases, and found that it still holds. Its published text stays as it is.
CREATE TABLE duty_check (
    id INTEGER PRIMARY KEY,
    duty_id INTEGER NOT NULL REFERENCES duty (id),
    day TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_check_duty ON duty_check (duty_id, day);
