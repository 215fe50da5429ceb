-- +goose Up
CREATE TABLE contents (
    hash  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    bytes LONGBLOB NOT NULL,
    size  INTEGER  NOT NULL
);

-- +goose Down
DROP TABLE contents;
