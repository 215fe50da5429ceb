-- +goose Up
-- The ledger: nothing updates or deletes a row; each holds the hash of the one before in its case.
CREATE TABLE events (
    case_id      VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seq          BIGINT NOT NULL,
    command_id   VARCHAR(200) NOT NULL,
    n            INT NOT NULL,
    type         VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    on_behalf_of VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    port         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at           DATETIME(6) NOT NULL,
    payload      LONGTEXT NOT NULL,
    prev_hash    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (case_id, seq)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE UNIQUE INDEX events_command ON events (command_id, n);
CREATE INDEX events_at ON events (at);

-- +goose StatementBegin
CREATE TRIGGER events_no_update BEFORE UPDATE ON events FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger is append-only';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_no_delete BEFORE DELETE ON events FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger is append-only';
-- +goose StatementEnd

-- +goose Down
DROP TABLE events;
