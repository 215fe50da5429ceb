-- +goose Up
-- What was answered to a write under its Idempotency-Key; body is null while
-- the first request runs.
CREATE TABLE answers (
    person_id  TEXT NOT NULL,
    answer_key TEXT NOT NULL,
    digest     TEXT NOT NULL,
    body       BLOB,
    at         DATETIME NOT NULL,
    PRIMARY KEY (person_id, answer_key)
);

-- +goose Down
DROP TABLE answers;
