-- Published lists of days off and days worked instead, a list a year. The lists that the program brings along are put in at
-- its start; one that was imported here is never replaced by them.
CREATE TABLE calendar_year (
    year INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    papers TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A list may name days of the years around its own, so a day can stand in two lists; the later year's is right.
CREATE TABLE calendar_day (
    year INTEGER NOT NULL REFERENCES calendar_year (year),
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    off INTEGER NOT NULL,
    PRIMARY KEY (year, day)
) STRICT, WITHOUT ROWID;
