-- +goose Up
-- How a person wants his pages: small values that only the client reads.
CREATE TABLE preferences (
    person_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    value     TEXT NOT NULL,
    at        DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE preferences;
