-- +goose Up
-- Every act accepted, with what was answered.
CREATE TABLE commands (
    id      VARCHAR(200) NOT NULL,
    digest  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seq     BIGINT NOT NULL,
    events  INT NOT NULL,
    at      DATETIME(6) NOT NULL,
    answer  LONGTEXT NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX commands_case ON commands (case_id);

-- +goose StatementBegin
CREATE TRIGGER commands_no_update BEFORE UPDATE ON commands FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'commands are append-only';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER commands_no_delete BEFORE DELETE ON commands FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'commands are append-only';
-- +goose StatementEnd

-- +goose Down
DROP TABLE commands;
