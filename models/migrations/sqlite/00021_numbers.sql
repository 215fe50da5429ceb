-- +goose Up
CREATE TABLE number_series (
    series_key TEXT NOT NULL,
    organ      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    title      TEXT NOT NULL,
    prefix     TEXT NOT NULL,
    format     TEXT NOT NULL,
    closed     BOOLEAN NOT NULL,
    demo       BOOLEAN NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (series_key)
);
CREATE INDEX number_series_organ ON number_series (organ);

-- The first and the next number of a series in a year; the row is the lock.
CREATE TABLE number_counters (
    series_key  TEXT NOT NULL,
    series_year INTEGER NOT NULL,
    first_n     INTEGER NOT NULL,
    next_n      INTEGER NOT NULL,
    PRIMARY KEY (series_key, series_year)
);

-- Every number given, kept back or voided. A row stays for ever.
CREATE TABLE numbers (
    series_key  TEXT NOT NULL,
    series_year INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    number      TEXT NOT NULL,
    status      TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    slot        TEXT NOT NULL,
    taken_by    TEXT NOT NULL,
    taken_at    DATETIME NULL,
    reserved_by TEXT NOT NULL,
    reserved_at DATETIME NULL,
    reason      TEXT NOT NULL,
    voided_by   TEXT NOT NULL,
    voided_at   DATETIME NULL,
    void_reason TEXT NOT NULL,
    PRIMARY KEY (series_key, series_year, n)
);
CREATE INDEX numbers_case ON numbers (case_id);
CREATE INDEX numbers_text ON numbers (number);

-- +goose StatementBegin
CREATE TRIGGER numbers_no_delete BEFORE DELETE ON numbers
BEGIN
    SELECT RAISE(ABORT, 'numbers are never deleted');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE numbers;
DROP TABLE number_counters;
DROP TABLE number_series;
