-- +goose Up
-- A paper with a mark of secrecy was refused: by whom, when, and nothing of the
-- paper (保密法 art. 31). Append-only.
CREATE TABLE refusals (
    id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at        DATETIME(6) NOT NULL,
    person_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    port      VARCHAR(20) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX refusals_at ON refusals (at);
-- +goose StatementBegin
CREATE TRIGGER refusals_no_update BEFORE UPDATE ON refusals FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refusals is append-only';
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER refusals_no_delete BEFORE DELETE ON refusals FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refusals is append-only';
-- +goose StatementEnd

-- +goose Down
DROP TABLE refusals;
