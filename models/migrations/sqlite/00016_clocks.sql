-- +goose Up
CREATE TABLE clocks (
    id          TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    rule        TEXT NOT NULL,
    title       TEXT NOT NULL,
    step        TEXT NOT NULL,
    round       INTEGER NOT NULL,
    status      TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    amount      INTEGER NOT NULL,
    budget_unit TEXT NOT NULL,
    day         TEXT NOT NULL,
    due         DATETIME NULL,
    due_day     TEXT NOT NULL,
    provisional BOOLEAN NOT NULL,
    left_over   INTEGER NOT NULL,
    extended    TEXT NOT NULL,
    alarms      TEXT NOT NULL,
    next_alarm  DATETIME NULL,
    PRIMARY KEY (id)
);
CREATE INDEX clocks_case ON clocks (case_id);
CREATE INDEX clocks_status ON clocks (status, id);

-- What happened to each clock, by whom and why, with the proof of the day that came of it.
CREATE TABLE clock_entries (
    clock_id    TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    case_id     TEXT NOT NULL,
    type        TEXT NOT NULL,
    actor       TEXT NOT NULL,
    at          DATETIME NOT NULL,
    reason      TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    amount      INTEGER NOT NULL,
    budget_unit TEXT NOT NULL,
    day         TEXT NOT NULL,
    due_day     TEXT NOT NULL,
    proof       TEXT NOT NULL,
    PRIMARY KEY (clock_id, seq)
) WITHOUT ROWID;
CREATE INDEX clock_entries_case ON clock_entries (case_id);

-- +goose StatementBegin
CREATE TRIGGER clock_entries_no_update BEFORE UPDATE ON clock_entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger of a clock is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER clock_entries_no_delete BEFORE DELETE ON clock_entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger of a clock is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE clock_entries;
DROP TABLE clocks;
