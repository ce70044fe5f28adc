-- What departments and towns propose an item should say, or a new item; see docs/decisions/0030.
CREATE TABLE item_proposal (
    id INTEGER PRIMARY KEY,
    -- Of which item; none: a new one, until it is taken over.
    item_id INTEGER REFERENCES item (id),
    state TEXT NOT NULL DEFAULT 'open',
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    body_id INTEGER REFERENCES body (id),
    -- What it says otherwise than the item said: names of fields between commas.
    fields TEXT NOT NULL,
    -- What the item said when it was made; empty for a new one.
    base TEXT NOT NULL,
    content TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- For whom the author speaks.
    place_id INTEGER NOT NULL REFERENCES place (id),
    speaks_for INTEGER REFERENCES body (id),
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    -- Who changed its words before it was answered, if that was somebody else.
    editor TEXT NOT NULL DEFAULT '',
    editor_name TEXT NOT NULL DEFAULT '',
    made_at INTEGER NOT NULL,
    moved_at INTEGER NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    answered_person TEXT NOT NULL DEFAULT '',
    answered_by TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX item_proposal_moved ON item_proposal (state, moved_at, id);
CREATE INDEX item_proposal_item ON item_proposal (item_id);
CREATE INDEX item_proposal_body ON item_proposal (body_id);
CREATE INDEX item_proposal_speaks ON item_proposal (speaks_for);
CREATE INDEX item_proposal_place ON item_proposal (place_id);
-- Whose words they are: whoever made it or changed it.
CREATE TABLE item_proposal_hand (
    proposal_id INTEGER NOT NULL REFERENCES item_proposal (id),
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (proposal_id, person)
) STRICT;
CREATE INDEX item_proposal_answered ON item_proposal (moved_at, id);
CREATE INDEX item_opinion_at ON item_opinion (at, id);
-- What was in force on a day is walked in it alone: a text of many kilobytes stands in each row of the table.
CREATE INDEX item_release_then ON item_release (code, id, from_day, until_day, deed, body_id, name) WHERE stage = 'published';
