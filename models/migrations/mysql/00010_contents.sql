-- +goose Up
-- Bytes by the SHA-256 of themselves: texts of documents, tables of processes.
CREATE TABLE contents (
    hash  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bytes LONGBLOB NOT NULL,
    size  BIGINT NOT NULL,
    PRIMARY KEY (hash)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose StatementBegin
CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'contents are never changed';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER contents_no_delete BEFORE DELETE ON contents FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'contents are never changed';
-- +goose StatementEnd

-- +goose Down
DROP TABLE contents;
