-- +goose Up
-- What people brought. The bytes are in the blob store under their hash.
CREATE TABLE files (
    id          TEXT NOT NULL PRIMARY KEY,
    sha256      TEXT NOT NULL,
    name        TEXT NOT NULL,
    size        INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    text_status TEXT NOT NULL,
    scanned     TEXT NOT NULL,
    pages       INTEGER NOT NULL,
    uploaded_by TEXT NOT NULL,
    port        TEXT NOT NULL,
    upload_key  TEXT NOT NULL,
    created_at  DATETIME NOT NULL
);
CREATE UNIQUE INDEX files_key ON files (uploaded_by, upload_key);
CREATE INDEX files_sha256 ON files (sha256);
CREATE INDEX files_created ON files (created_at);

-- The cases that a file belongs to.
CREATE TABLE file_links (
    file_id   TEXT NOT NULL,
    case_id   TEXT NOT NULL,
    linked_by TEXT NOT NULL,
    linked_at DATETIME NOT NULL,
    PRIMARY KEY (file_id, case_id)
) WITHOUT ROWID;
CREATE INDEX file_links_case ON file_links (case_id, file_id);

-- When the bytes were last brought: what nobody uses may go some time later.
CREATE TABLE file_blobs (
    sha256     TEXT NOT NULL PRIMARY KEY,
    touched_at DATETIME NOT NULL
) WITHOUT ROWID;
CREATE INDEX file_blobs_touched ON file_blobs (touched_at);

-- The text of the bytes, once however many files have them.
CREATE TABLE file_texts (
    sha256 TEXT NOT NULL PRIMARY KEY,
    text   TEXT NOT NULL
);

-- +goose Down
DROP TABLE file_texts;
DROP TABLE file_blobs;
DROP TABLE file_links;
DROP TABLE files;
