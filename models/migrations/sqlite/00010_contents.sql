-- +goose Up
-- Bytes by the SHA-256 of themselves: texts of documents, tables of processes.
CREATE TABLE contents (
    hash  TEXT NOT NULL,
    bytes BLOB NOT NULL,
    size  INTEGER NOT NULL,
    PRIMARY KEY (hash)
);

-- +goose StatementBegin
CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents
BEGIN
    SELECT RAISE(ABORT, 'contents are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER contents_no_delete BEFORE DELETE ON contents
BEGIN
    SELECT RAISE(ABORT, 'contents are never changed');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE contents;
