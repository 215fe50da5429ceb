-- +goose Up
-- What a person is writing and has not put into the record yet: one row for each
-- text and person, overwritten while he types. No version, no record; a version
-- of a document is made of it when he says so.
CREATE TABLE draft_copies (
    person_id  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title      VARCHAR(400) NOT NULL,
    body       MEDIUMTEXT NOT NULL,
    rev        BIGINT NOT NULL,
    saved_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE draft_copies;
