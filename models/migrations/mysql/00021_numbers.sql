-- +goose Up
CREATE TABLE number_series (
    series_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organ      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title      VARCHAR(100) NOT NULL,
    prefix     VARCHAR(40) NOT NULL,
    format     VARCHAR(100) NOT NULL,
    closed     BOOLEAN NOT NULL,
    demo       BOOLEAN NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (series_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX number_series_organ ON number_series (organ);

-- The first and the next number of a series in a year; the row is the lock.
CREATE TABLE number_counters (
    series_key  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    series_year INT NOT NULL,
    first_n     INT NOT NULL,
    next_n      INT NOT NULL,
    PRIMARY KEY (series_key, series_year)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every number given, kept back or voided. A row stays for ever.
CREATE TABLE numbers (
    series_key  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    series_year INT NOT NULL,
    n           INT NOT NULL,
    number      VARCHAR(100) NOT NULL,
    status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id     VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    slot        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    taken_by    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    taken_at    DATETIME(6) NULL,
    reserved_by VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reserved_at DATETIME(6) NULL,
    reason      LONGTEXT NOT NULL,
    voided_by   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    voided_at   DATETIME(6) NULL,
    void_reason LONGTEXT NOT NULL,
    PRIMARY KEY (series_key, series_year, n)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX numbers_case ON numbers (case_id);
CREATE INDEX numbers_text ON numbers (number);

-- +goose StatementBegin
CREATE TRIGGER numbers_no_delete BEFORE DELETE ON numbers FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'numbers are never deleted';
-- +goose StatementEnd

-- +goose Down
DROP TABLE numbers;
DROP TABLE number_counters;
DROP TABLE number_series;
