-- +goose Up
-- How a person wants his pages: small values that only the client reads.
CREATE TABLE preferences (
    person_id TEXT NOT NULL,
    name      TEXT NOT NULL,
    value     TEXT NOT NULL,
    at        DATETIME NOT NULL,
    PRIMARY KEY (person_id, name)
);

-- +goose Down
DROP TABLE preferences;
