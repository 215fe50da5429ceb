-- +goose Up
-- What people often write (常用意见): one's own, or shared in an organ. Of person_id and organ one is empty.
CREATE TABLE phrases (
    id         TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    organ      TEXT NOT NULL,
    words      TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX phrases_words ON phrases (person_id, organ, words);
CREATE INDEX phrases_organ ON phrases (organ);

-- How often each person used one; lists put the most used first.
CREATE TABLE phrase_uses (
    person_id TEXT NOT NULL,
    phrase_id TEXT NOT NULL,
    uses      INTEGER NOT NULL,
    used_at   DATETIME NOT NULL,
    PRIMARY KEY (person_id, phrase_id)
);

-- +goose Down
DROP TABLE phrase_uses;
DROP TABLE phrases;
