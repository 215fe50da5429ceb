-- +goose Up
-- The id of a case promised to a person for an idempotency key.
CREATE TABLE reservations (
    person_id   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_key VARCHAR(200) NOT NULL,
    case_id     VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at          DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, request_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE reservations;
