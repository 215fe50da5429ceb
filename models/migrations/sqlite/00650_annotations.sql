-- +goose Up
-- What people drew on the pages of papers. A change is a new version; each row holds the hash of the one before in its case.
CREATE TABLE annotations (
    id          TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    hash        TEXT NOT NULL,
    page        INTEGER NOT NULL,
    author      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    ink         TEXT NOT NULL,
    port        TEXT NOT NULL,
    at          DATETIME NOT NULL,
    request_key TEXT NOT NULL,
    prev_hash   TEXT NOT NULL,
    link        TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX annotations_seq ON annotations (case_id, seq);
CREATE UNIQUE INDEX annotations_version ON annotations (case_id, hash, page, author, version);
CREATE UNIQUE INDEX annotations_key ON annotations (author, request_key);

-- +goose StatementBegin
CREATE TRIGGER annotations_no_update BEFORE UPDATE ON annotations
BEGIN
    SELECT RAISE(ABORT, 'annotations are never edited');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER annotations_no_delete BEFORE DELETE ON annotations
BEGIN
    SELECT RAISE(ABORT, 'annotations are never edited');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE annotations;
