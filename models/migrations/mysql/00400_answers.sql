-- +goose Up
-- What was answered to a write under its Idempotency-Key; body is null while
-- the first request runs.
CREATE TABLE answers (
    person_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    answer_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    digest     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body       LONGBLOB,
    at         DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, answer_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE answers;
