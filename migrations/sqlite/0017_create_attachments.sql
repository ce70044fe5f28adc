-- 附件: photos and scanned papers that belong to something. Their bytes are files of the folder `attachments`, named by their SHA-256, so that the same
-- photo is kept once. Nothing is deleted: what should not have come is withdrawn, and says why.
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    withdrawn_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attachment_subject ON attachment (subject, id);
CREATE INDEX attachment_sha256 ON attachment (sha256);
