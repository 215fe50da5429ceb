-- +goose Up
-- A paper with a mark of secrecy was refused: by whom, when, and nothing of the
-- paper (保密法 art. 31). Append-only.
CREATE TABLE refusals (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        DATETIME NOT NULL,
    person_id TEXT NOT NULL,
    port      TEXT NOT NULL
);
CREATE INDEX refusals_at ON refusals (at);
-- +goose StatementBegin
CREATE TRIGGER refusals_no_update BEFORE UPDATE ON refusals
BEGIN
    SELECT RAISE(ABORT, 'refusals is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER refusals_no_delete BEFORE DELETE ON refusals
BEGIN
    SELECT RAISE(ABORT, 'refusals is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE refusals;
