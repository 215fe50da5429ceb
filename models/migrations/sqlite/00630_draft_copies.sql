-- +goose Up
-- What a person is writing and has not put into the record yet: one row for each
-- text and person, overwritten while he types. No version, no record; a version
-- of a document is made of it when he says so.
CREATE TABLE draft_copies (
    person_id  TEXT NOT NULL,
    id         TEXT NOT NULL,
    case_id    TEXT NOT NULL,
    title      TEXT NOT NULL,
    body       TEXT NOT NULL,
    rev        INTEGER NOT NULL,
    saved_at   DATETIME NOT NULL,
    PRIMARY KEY (person_id, id)
);

-- +goose Down
DROP TABLE draft_copies;
