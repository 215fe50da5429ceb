-- +goose Up
-- Every act accepted, with what was answered.
CREATE TABLE commands (
    id      TEXT NOT NULL,
    digest  TEXT NOT NULL,
    case_id TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    events  INTEGER NOT NULL,
    at      DATETIME NOT NULL,
    answer  TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX commands_case ON commands (case_id);

-- +goose StatementBegin
CREATE TRIGGER commands_no_update BEFORE UPDATE ON commands
BEGIN
    SELECT RAISE(ABORT, 'commands are append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER commands_no_delete BEFORE DELETE ON commands
BEGIN
    SELECT RAISE(ABORT, 'commands are append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE commands;
