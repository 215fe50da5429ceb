-- +goose Up
-- Every version of a document's content, for ever.
CREATE TABLE document_versions (
    document_id  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version      INT NOT NULL,
    hash         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id      VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seq          BIGINT NOT NULL,
    step         VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    on_behalf_of VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at           DATETIME(6) NOT NULL,
    PRIMARY KEY (document_id, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose StatementBegin
CREATE TRIGGER document_versions_no_update BEFORE UPDATE ON document_versions FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'versions are never changed';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER document_versions_no_delete BEFORE DELETE ON document_versions FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'versions are never changed';
-- +goose StatementEnd

-- +goose Down
DROP TABLE document_versions;
