-- +goose Up
-- Logins, refusals, exports, changes of rights. Chained and append-only.
CREATE TABLE security_log (
    seq        INTEGER PRIMARY KEY,
    at         DATETIME NOT NULL,
    kind       TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    success    BOOLEAN NOT NULL,
    ip         TEXT NOT NULL,
    port       TEXT NOT NULL,
    object     TEXT NOT NULL,
    object_id  TEXT NOT NULL,
    detail     TEXT NOT NULL,
    request_id TEXT NOT NULL,
    prev_hash  TEXT NOT NULL,
    hash       TEXT NOT NULL
);
CREATE INDEX security_log_person ON security_log (person_id, seq);
CREATE INDEX security_log_kind ON security_log (kind, seq);
CREATE INDEX security_log_at ON security_log (at);

-- The end of the chain: what serialises writers, and what shows that the last
-- lines of the log were cut off.
CREATE TABLE security_head (
    id   INTEGER PRIMARY KEY,
    seq  INTEGER NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO security_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
-- +goose StatementBegin
CREATE TRIGGER security_log_no_update BEFORE UPDATE ON security_log
BEGIN
    SELECT RAISE(ABORT, 'security_log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER security_log_no_delete BEFORE DELETE ON security_log
BEGIN
    SELECT RAISE(ABORT, 'security_log is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE security_head;
DROP TABLE security_log;
