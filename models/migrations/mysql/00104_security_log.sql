-- +goose Up
-- Logins, refusals, exports, changes of rights. Chained and append-only.
CREATE TABLE security_log (
    seq        BIGINT PRIMARY KEY,
    at         DATETIME(6) NOT NULL,
    kind       VARCHAR(40) NOT NULL,
    person_id  VARCHAR(40) NOT NULL,
    success    BOOLEAN NOT NULL,
    ip         VARCHAR(64) NOT NULL,
    port       VARCHAR(20) NOT NULL,
    object     VARCHAR(40) NOT NULL,
    object_id  VARCHAR(64) NOT NULL,
    detail     TEXT NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    prev_hash  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash       CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX security_log_person ON security_log (person_id, seq);
CREATE INDEX security_log_kind ON security_log (kind, seq);
CREATE INDEX security_log_at ON security_log (at);

-- The end of the chain: what serialises writers, and what shows that the last
-- lines of the log were cut off.
CREATE TABLE security_head (
    id   INT PRIMARY KEY,
    seq  BIGINT NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO security_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
-- +goose StatementBegin
CREATE TRIGGER security_log_no_update BEFORE UPDATE ON security_log FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'security_log is append-only';
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER security_log_no_delete BEFORE DELETE ON security_log FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'security_log is append-only';
-- +goose StatementEnd

-- +goose Down
DROP TABLE security_head;
DROP TABLE security_log;
