-- 进度反馈表: forms of tasks, each for one of its bodies, and the form by which a step was told; see docs/decisions/0023.
CREATE TABLE task_form (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    -- For whom: 责任单位 or one of 协助单位; none: for the person who answers for a task that no body does.
    body_id INTEGER REFERENCES body (id),
    no INTEGER NOT NULL,
    number TEXT NOT NULL UNIQUE,
    salt TEXT NOT NULL,
    printed TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    taken_at INTEGER,
    UNIQUE (task_id, no)
) STRICT;
CREATE INDEX task_form_body ON task_form (body_id);
ALTER TABLE task_step ADD COLUMN form TEXT NOT NULL DEFAULT '';
ALTER TABLE task_step ADD COLUMN filler TEXT NOT NULL DEFAULT '';
