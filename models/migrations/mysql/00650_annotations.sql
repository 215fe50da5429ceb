-- +goose Up
-- What people drew on the pages of papers. A change is a new version; each row holds the hash of the one before in its case.
CREATE TABLE annotations (
    id          CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id     VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seq         BIGINT NOT NULL,
    hash        CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    page        INT NOT NULL,
    author      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version     INT NOT NULL,
    ink         LONGTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    port        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at          DATETIME(6) NOT NULL,
    request_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    prev_hash   CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    link        CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE UNIQUE INDEX annotations_seq ON annotations (case_id, seq);
CREATE UNIQUE INDEX annotations_version ON annotations (case_id, hash, page, author, version);
CREATE UNIQUE INDEX annotations_key ON annotations (author, request_key);

-- +goose StatementBegin
CREATE TRIGGER annotations_no_update BEFORE UPDATE ON annotations FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'annotations are never edited';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER annotations_no_delete BEFORE DELETE ON annotations FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'annotations are never edited';
-- +goose StatementEnd

-- +goose Down
DROP TABLE annotations;
