-- 离线包: installations that go out, what they were given, what they brought back; see docs/decisions/0037.
-- Computers of the office: any of them can open what is brought back.
CREATE TABLE packet_desk (
    -- Names the installation.
    installation TEXT PRIMARY KEY,
    -- Its public half: JSON.
    content TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
-- 外出设备
CREATE TABLE packet_device (
    id INTEGER PRIMARY KEY,
    installation TEXT NOT NULL UNIQUE,
    -- Its public half: JSON.
    content TEXT NOT NULL,
    -- The account of whoever takes it along.
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    enrolled_by TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    revoked_by TEXT NOT NULL DEFAULT '',
    revoked_at INTEGER,
    -- Why it was revoked.
    reason TEXT NOT NULL DEFAULT '',
    -- What it made before it was revoked is still taken.
    late INTEGER NOT NULL DEFAULT 0,
    -- When it was first revoked, if it was enrolled anew since: what it packed between then and when it was enrolled is not taken.
    barred_at INTEGER,
    -- Packets that it was given.
    given INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE packet_given (
    device_id INTEGER NOT NULL REFERENCES packet_device (id),
    no INTEGER NOT NULL,
    packet TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (device_id, no)
) STRICT;
CREATE TABLE packet_given_visit (
    device_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    visit_id INTEGER NOT NULL REFERENCES inspection_visit (id),
    PRIMARY KEY (device_id, no, visit_id),
    FOREIGN KEY (device_id, no) REFERENCES packet_given (device_id, no)
) STRICT;
CREATE INDEX packet_given_visit_visit ON packet_given_visit (visit_id);
-- What was brought back.
CREATE TABLE packet_back (
    id INTEGER PRIMARY KEY,
    packet TEXT NOT NULL UNIQUE,
    device_id INTEGER NOT NULL REFERENCES packet_device (id),
    -- As the device counts them.
    no INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX packet_back_device ON packet_back (device_id, id);
-- Operations that were done outside, as they were done there. Nothing of it is ever dropped.
CREATE TABLE packet_op (
    id INTEGER PRIMARY KEY,
    device_id INTEGER NOT NULL REFERENCES packet_device (id),
    request_id TEXT NOT NULL,
    back_id INTEGER NOT NULL REFERENCES packet_back (id),
    -- In which order they were done there.
    seq INTEGER NOT NULL,
    operation TEXT NOT NULL,
    visit_id INTEGER NOT NULL,
    -- What it wrote upon.
    subject TEXT NOT NULL,
    -- Versions there: upon which it was made, and what came of it.
    base INTEGER NOT NULL,
    result INTEGER NOT NULL,
    -- The key of what it made there.
    made INTEGER,
    -- The request of what made the version upon which it was made; empty: it was the office's.
    upon TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'op_waiting',
    -- What came of it here: version, and the key of what it made.
    here INTEGER,
    here_made INTEGER,
    -- Why it was not done here: JSON.
    problem TEXT NOT NULL DEFAULT '',
    settled_by TEXT NOT NULL DEFAULT '',
    settled_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (device_id, request_id)
) STRICT;
CREATE INDEX packet_op_order ON packet_op (device_id, seq, id);
CREATE INDEX packet_op_subject ON packet_op (device_id, subject, seq);
CREATE INDEX packet_op_state ON packet_op (state, device_id, visit_id, seq);
-- On a device: what was done there, to be brought back.
CREATE TABLE packet_outbox (
    seq INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    operation TEXT NOT NULL,
    visit_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    base INTEGER NOT NULL,
    result INTEGER NOT NULL,
    made INTEGER,
    -- The request of what made the version upon which it was made; empty: it was the office's.
    upon TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    person TEXT NOT NULL,
    who TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    -- The office has said that it has it.
    known INTEGER NOT NULL DEFAULT 0,
    -- The office has said anew what stands on the visit.
    closed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX packet_outbox_visit ON packet_outbox (visit_id, known);
