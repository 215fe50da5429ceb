-- +goose Up
-- Where each case stands. definition is the hash in contents of the table it was
-- opened with; head is the hash of its last event.
CREATE TABLE cases (
    id            TEXT NOT NULL,
    process       TEXT NOT NULL,
    version       INTEGER NOT NULL,
    definition    TEXT NOT NULL,
    state         TEXT NOT NULL,
    seq           INTEGER NOT NULL,
    head          TEXT NOT NULL,
    status        TEXT NOT NULL,
    step          TEXT NOT NULL,
    step_title    TEXT NOT NULL,
    title         TEXT NOT NULL,
    number        TEXT NOT NULL,
    source_number TEXT NOT NULL,
    urgency       TEXT NOT NULL,
    due           DATETIME NULL,
    due_day       TEXT NOT NULL,
    owner_unit    TEXT NOT NULL,
    unit          TEXT NOT NULL,
    initiator     TEXT NOT NULL,
    sender        TEXT NOT NULL,
    noun_kind     TEXT NOT NULL,
    noun_id       TEXT NOT NULL,
    opened_at     DATETIME NOT NULL,
    changed_at    DATETIME NOT NULL,
    closed_at     DATETIME NULL,
    next_alarm    DATETIME NULL,
    pending       INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX cases_noun ON cases (noun_id);
CREATE INDEX cases_next_alarm ON cases (next_alarm);
CREATE INDEX cases_pending ON cases (pending);

-- +goose Down
DROP TABLE cases;
