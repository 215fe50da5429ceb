-- +goose Up
-- What people often write (常用意见): one's own, or shared in an organ. Of person_id and organ one is empty.
CREATE TABLE phrases (
    id         VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    person_id  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organ      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    words      VARCHAR(200) NOT NULL,
    created_by VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY phrases_words (person_id, organ, words),
    KEY phrases_organ (organ)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How often each person used one; lists put the most used first.
CREATE TABLE phrase_uses (
    person_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    phrase_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    uses      INT NOT NULL,
    used_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, phrase_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE phrase_uses;
DROP TABLE phrases;
