-- +goose Up
-- Every version of a document's content, for ever.
CREATE TABLE document_versions (
    document_id  TEXT NOT NULL,
    version      INTEGER NOT NULL,
    hash         TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    step         TEXT NOT NULL,
    author       TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    at           DATETIME NOT NULL,
    PRIMARY KEY (document_id, version)
);

-- +goose StatementBegin
CREATE TRIGGER document_versions_no_update BEFORE UPDATE ON document_versions
BEGIN
    SELECT RAISE(ABORT, 'versions are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER document_versions_no_delete BEFORE DELETE ON document_versions
BEGIN
    SELECT RAISE(ABORT, 'versions are never changed');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE document_versions;
