-- +goose Up
CREATE TABLE clocks (
    id          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id     VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rule        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title       VARCHAR(100) NOT NULL,
    step        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    round       INT NOT NULL,
    status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_day    VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount      INT NOT NULL,
    budget_unit VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    day         VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due         DATETIME(6) NULL,
    due_day     VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provisional BOOLEAN NOT NULL,
    left_over   INT NOT NULL,
    extended    VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    alarms      LONGTEXT NOT NULL,
    next_alarm  DATETIME(6) NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX clocks_case ON clocks (case_id);
CREATE INDEX clocks_status ON clocks (status, id);

-- What happened to each clock, by whom and why, with the proof of the day that came of it.
CREATE TABLE clock_entries (
    clock_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seq         BIGINT NOT NULL,
    case_id     VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at          DATETIME(6) NOT NULL,
    reason      LONGTEXT NOT NULL,
    from_day    VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount      INT NOT NULL,
    budget_unit VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    day         VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_day     VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    proof       LONGTEXT NOT NULL,
    PRIMARY KEY (clock_id, seq)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX clock_entries_case ON clock_entries (case_id);

-- +goose StatementBegin
CREATE TRIGGER clock_entries_no_update BEFORE UPDATE ON clock_entries FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger of a clock is append-only';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER clock_entries_no_delete BEFORE DELETE ON clock_entries FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger of a clock is append-only';
-- +goose StatementEnd

-- +goose Down
DROP TABLE clock_entries;
DROP TABLE clocks;
