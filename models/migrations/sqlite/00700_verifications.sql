-- +goose Up
-- What each verification of the whole record found, for whoever keeps the system running.
CREATE TABLE verifications (
    id           TEXT PRIMARY KEY,
    at           DATETIME NOT NULL,
    cases        INTEGER NOT NULL,
    events       INTEGER NOT NULL,
    numbers      INTEGER NOT NULL,
    broken       INTEGER NOT NULL,
    broken_check TEXT NOT NULL DEFAULT '',
    broken_row   TEXT NOT NULL DEFAULT '',
    root_day     TEXT NOT NULL,
    root         TEXT NOT NULL
);

-- +goose Down
DROP TABLE verifications;
