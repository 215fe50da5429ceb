-- +goose Up
CREATE TABLE opinions (
    id           VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id      VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seq          BIGINT NOT NULL,
    task_id      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step_title   VARCHAR(100) NOT NULL,
    round        INT NOT NULL,
    box          VARCHAR(40) NOT NULL,
    kind         VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    result       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    text         LONGTEXT NOT NULL,
    ink          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    on_behalf_of VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at           DATETIME(6) NOT NULL,
    signed       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX opinions_case ON opinions (case_id, seq);

-- +goose StatementBegin
CREATE TRIGGER opinions_no_update BEFORE UPDATE ON opinions FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'opinions are never edited';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER opinions_no_delete BEFORE DELETE ON opinions FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'opinions are never edited';
-- +goose StatementEnd

-- +goose Down
DROP TABLE opinions;
