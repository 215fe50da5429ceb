-- +goose Up
-- What people brought. The bytes are in the blob store under their hash.
CREATE TABLE files (
    id          CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    sha256      CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name        VARCHAR(200) NOT NULL,
    size        BIGINT NOT NULL,
    kind        VARCHAR(8) NOT NULL,
    text_status VARCHAR(16) NOT NULL,
    scanned     VARCHAR(16) NOT NULL,
    pages       INT NOT NULL,
    uploaded_by VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    port        VARCHAR(20) NOT NULL,
    upload_key  VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at  DATETIME(6) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE UNIQUE INDEX files_key ON files (uploaded_by, upload_key);
CREATE INDEX files_sha256 ON files (sha256);
CREATE INDEX files_created ON files (created_at);

-- The cases that a file belongs to.
CREATE TABLE file_links (
    file_id   CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id   VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    linked_by VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    linked_at DATETIME(6) NOT NULL,
    PRIMARY KEY (file_id, case_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX file_links_case ON file_links (case_id, file_id);

-- When the bytes were last brought: what nobody uses may go some time later.
CREATE TABLE file_blobs (
    sha256     CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    touched_at DATETIME(6) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX file_blobs_touched ON file_blobs (touched_at);

-- The text of the bytes, once however many files have them.
CREATE TABLE file_texts (
    sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    text   LONGTEXT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- +goose Down
DROP TABLE file_texts;
DROP TABLE file_blobs;
DROP TABLE file_links;
DROP TABLE files;
