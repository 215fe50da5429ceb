-- +goose Up
-- What each verification of the whole record found, for whoever keeps the system running.
CREATE TABLE verifications (
    id           CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    at           DATETIME(6) NOT NULL,
    cases        INT NOT NULL,
    events       INT NOT NULL,
    numbers      INT NOT NULL,
    broken       INT NOT NULL,
    broken_check VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    broken_row   VARCHAR(300) NOT NULL DEFAULT '',
    root_day     CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    root         CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- +goose Down
DROP TABLE verifications;
