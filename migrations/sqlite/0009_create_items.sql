-- The 实施清单 of an item, one row a version; see docs/decisions/0015. `stage` is draft until a version is published, and nothing
-- writes to a version that has left it. `item` keeps the code and name by which ratings know it.
CREATE TABLE item_version (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id),
    no INTEGER NOT NULL,
    stage TEXT NOT NULL DEFAULT 'draft',
    code TEXT NOT NULL DEFAULT '',
    base_code TEXT NOT NULL DEFAULT '',
    handle_code TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    pinyin TEXT NOT NULL DEFAULT '',
    search TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '',
    verified TEXT,
    body_id INTEGER REFERENCES body (id),
    nature TEXT NOT NULL DEFAULT '',
    undertaker TEXT NOT NULL DEFAULT '',
    entrusted_by TEXT NOT NULL DEFAULT '',
    power_source TEXT NOT NULL DEFAULT '',
    at_district INTEGER NOT NULL DEFAULT 0,
    at_town INTEGER NOT NULL DEFAULT 0,
    at_village INTEGER NOT NULL DEFAULT 0,
    handling TEXT NOT NULL DEFAULT '',
    legal_days INTEGER,
    legal_unit TEXT,
    legal_note TEXT NOT NULL DEFAULT '',
    promised_days INTEGER,
    promised_unit TEXT,
    promised_note TEXT NOT NULL DEFAULT '',
    audience TEXT NOT NULL DEFAULT '',
    special TEXT NOT NULL DEFAULT '',
    visits INTEGER NOT NULL DEFAULT 0,
    online INTEGER NOT NULL DEFAULT 0,
    express INTEGER NOT NULL DEFAULT 0,
    booking INTEGER NOT NULL DEFAULT 0,
    terminal INTEGER NOT NULL DEFAULT 0,
    hall INTEGER NOT NULL DEFAULT 0,
    reach TEXT NOT NULL DEFAULT '',
    hours TEXT NOT NULL DEFAULT '',
    consult TEXT NOT NULL DEFAULT '',
    supervise TEXT NOT NULL DEFAULT '',
    effective TEXT,
    ends TEXT,
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 0,
    UNIQUE (item_id, no)
) STRICT;
CREATE INDEX item_version_body ON item_version (body_id);

-- Codes (and `name:` keys) that an item had before: older files of ratings still know it by them.
CREATE TABLE item_former_code (
    code TEXT NOT NULL PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id)
) STRICT;

-- 联办机构, and the terminal modules that lead to an item.
CREATE TABLE item_joint_body (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    body_id INTEGER NOT NULL REFERENCES body (id),
    PRIMARY KEY (version_id, body_id)
) STRICT;
CREATE TABLE item_module (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    module_id INTEGER NOT NULL REFERENCES module (id),
    PRIMARY KEY (version_id, module_id)
) STRICT;
CREATE INDEX item_module_module ON item_module (module_id);

-- Rows that hang on a version: 设定依据, 受理条件, 办理流程, 申请材料, 收费项目, 审批结果, 办理渠道, 常见问题.
CREATE TABLE item_basis (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    ordinal INTEGER NOT NULL,
    law TEXT NOT NULL,
    article TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (version_id, ordinal)
) STRICT;
CREATE TABLE item_condition (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (version_id, ordinal)
) STRICT;
CREATE TABLE item_step (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    handler TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (version_id, ordinal)
) STRICT;
CREATE TABLE item_material (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    need TEXT NOT NULL,
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    copies INTEGER NOT NULL,
    spec TEXT NOT NULL,
    source TEXT NOT NULL,
    source_note TEXT NOT NULL,
    standard TEXT NOT NULL,
    blank TEXT NOT NULL,
    sample TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (version_id, ordinal)
) STRICT;
CREATE TABLE item_fee (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    standard TEXT NOT NULL,
    basis TEXT NOT NULL,
    reducible TEXT NOT NULL,
    reduction TEXT NOT NULL,
    PRIMARY KEY (version_id, ordinal)
) STRICT;
CREATE TABLE item_result (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    delivery TEXT NOT NULL,
    sample TEXT NOT NULL,
    PRIMARY KEY (version_id, ordinal)
) STRICT;
CREATE TABLE item_channel (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    hours TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (version_id, ordinal)
) STRICT;
CREATE TABLE item_question (
    version_id INTEGER NOT NULL REFERENCES item_version (id),
    ordinal INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (version_id, ordinal)
) STRICT;
