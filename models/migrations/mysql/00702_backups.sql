-- +goose Up
-- Which backups were made, for whoever keeps the system running.
CREATE TABLE backups (
    id      CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    at      DATETIME(6) NOT NULL,
    made_by VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name    VARCHAR(100) NOT NULL DEFAULT '',
    size    BIGINT NOT NULL DEFAULT 0,
    files   INT NOT NULL DEFAULT 0,
    broken  INT NOT NULL DEFAULT 0
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- +goose Down
DROP TABLE backups;
