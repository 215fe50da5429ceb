-- +goose Up
CREATE TABLE opinions (
    id           TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    task_id      TEXT NOT NULL,
    step         TEXT NOT NULL,
    step_title   TEXT NOT NULL,
    round        INTEGER NOT NULL,
    box          TEXT NOT NULL,
    kind         TEXT NOT NULL,
    result       TEXT NOT NULL,
    text         TEXT NOT NULL,
    ink          TEXT NOT NULL,
    author       TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    at           DATETIME NOT NULL,
    signed       TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX opinions_case ON opinions (case_id, seq);

-- +goose StatementBegin
CREATE TRIGGER opinions_no_update BEFORE UPDATE ON opinions
BEGIN
    SELECT RAISE(ABORT, 'opinions are never edited');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER opinions_no_delete BEFORE DELETE ON opinions
BEGIN
    SELECT RAISE(ABORT, 'opinions are never edited');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE opinions;
