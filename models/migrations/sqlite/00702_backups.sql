-- +goose Up
-- Which backups were made, for whoever keeps the system running.
CREATE TABLE backups (
    id      TEXT PRIMARY KEY,
    at      DATETIME NOT NULL,
    made_by TEXT NOT NULL,
    name    TEXT NOT NULL DEFAULT '',
    size    INTEGER NOT NULL DEFAULT 0,
    files   INTEGER NOT NULL DEFAULT 0,
    broken  INTEGER NOT NULL DEFAULT 0
);

-- +goose Down
DROP TABLE backups;
