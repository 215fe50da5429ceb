-- +goose Up
-- The id of a case promised to a person for an idempotency key.
CREATE TABLE reservations (
    person_id   TEXT NOT NULL,
    request_key TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    at          DATETIME NOT NULL,
    PRIMARY KEY (person_id, request_key)
);

-- +goose Down
DROP TABLE reservations;
