-- Published lists of days off and days worked instead, a list a year. The lists that the program brings along are put in at
-- its start; one that was imported here is never replaced by them.
CREATE TABLE calendar_year (
    year BIGINT PRIMARY KEY,
    origin TEXT COLLATE "C" NOT NULL,
    papers TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- A list may name days of the years around its own, so a day can stand in two lists; the later year's is right.
CREATE TABLE calendar_day (
    year BIGINT NOT NULL REFERENCES calendar_year (year),
    day TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    off BOOLEAN NOT NULL,
    PRIMARY KEY (year, day)
);
