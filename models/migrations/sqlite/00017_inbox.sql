-- +goose Up
-- One row for each (task, address): every list is a range of this key. ref is the task, the
-- delivery, or the case itself; until_at ends what a proxy sees.
CREATE TABLE inbox (
    address    TEXT NOT NULL,
    box        TEXT NOT NULL,
    sort_key   TEXT NOT NULL,
    ref        TEXT NOT NULL,
    case_id    TEXT NOT NULL,
    process    TEXT NOT NULL,
    step       TEXT NOT NULL,
    urgency    INTEGER NOT NULL,
    arrived_at DATETIME NOT NULL,
    due        DATETIME NULL,
    until_at   DATETIME NULL,
    principal  TEXT NOT NULL,
    PRIMARY KEY (address, box, sort_key)
) WITHOUT ROWID;
CREATE INDEX inbox_case ON inbox (case_id, ref);
CREATE INDEX inbox_due ON inbox (address, box, due, ref);

-- +goose Down
DROP TABLE inbox;
