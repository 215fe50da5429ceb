-- +goose Up
CREATE TABLE contents (
    hash  CHAR(64) NOT NULL PRIMARY KEY,
    bytes BLOB     NOT NULL,
    size  INTEGER  NOT NULL
);

-- +goose Down
DROP TABLE contents;
