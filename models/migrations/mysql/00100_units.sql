-- +goose Up
-- The tree of organs, offices, bureaus and towns. Rows are closed, never deleted.
CREATE TABLE units (
    id         CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    parent_id  CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organ      BOOLEAN NOT NULL,
    code       VARCHAR(40) NOT NULL,
    name       VARCHAR(100) NOT NULL,
    short_name VARCHAR(40) NOT NULL,
    kind       VARCHAR(20) NOT NULL,
    sort       INT NOT NULL,
    opened_at  DATETIME(6) NOT NULL,
    closed_at  DATETIME(6) NULL,
    demo       BOOLEAN NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE UNIQUE INDEX units_code ON units (code);
CREATE INDEX units_parent ON units (parent_id);

-- Each unit with itself and every unit above it up to its organ: a post counts
-- in all of them.
CREATE TABLE unit_scopes (
    unit_id  CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    scope_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organ    BOOLEAN NOT NULL,
    PRIMARY KEY (unit_id, scope_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX unit_scopes_scope ON unit_scopes (scope_id);

-- What happened to a unit: created, renamed, moved, closed, reopened.
CREATE TABLE unit_changes (
    id      CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    unit_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at      DATETIME(6) NOT NULL,
    made_by CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    what    VARCHAR(20) NOT NULL,
    old     VARCHAR(100) NOT NULL,
    new     VARCHAR(100) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX unit_changes_unit ON unit_changes (unit_id, id);

-- The names an organ issues documents under, with their prefixes.
CREATE TABLE letterheads (
    id        CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    unit_id   CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    mark      VARCHAR(100) NOT NULL,
    issuer    VARCHAR(100) NOT NULL,
    prefix    VARCHAR(20) NOT NULL,
    closed_at DATETIME(6) NULL,
    demo      BOOLEAN NOT NULL,
    FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE UNIQUE INDEX letterheads_prefix ON letterheads (prefix);

-- +goose Down
DROP TABLE letterheads;
DROP TABLE unit_changes;
DROP TABLE unit_scopes;
DROP TABLE units;
