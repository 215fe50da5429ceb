-- +goose Up
-- The ledger: nothing updates or deletes a row; each holds the hash of the one before in its case.
CREATE TABLE events (
    case_id      TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    command_id   TEXT NOT NULL,
    n            INTEGER NOT NULL,
    type         TEXT NOT NULL,
    actor        TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    port         TEXT NOT NULL,
    at           DATETIME NOT NULL,
    payload      TEXT NOT NULL,
    prev_hash    TEXT NOT NULL,
    hash         TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);
CREATE UNIQUE INDEX events_command ON events (command_id, n);
CREATE INDEX events_at ON events (at);

-- +goose StatementBegin
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE events;
