-- +goose Up
-- The tree of organs, offices, bureaus and towns. Rows are closed, never deleted.
CREATE TABLE units (
    id         TEXT PRIMARY KEY,
    parent_id  TEXT NOT NULL,
    organ      BOOLEAN NOT NULL,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind       TEXT NOT NULL,
    sort       INTEGER NOT NULL,
    opened_at  DATETIME NOT NULL,
    closed_at  DATETIME NULL,
    demo       BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX units_code ON units (code);
CREATE INDEX units_parent ON units (parent_id);

-- Each unit with itself and every unit above it up to its organ: a post counts
-- in all of them.
CREATE TABLE unit_scopes (
    unit_id  TEXT NOT NULL,
    scope_id TEXT NOT NULL,
    organ    BOOLEAN NOT NULL,
    PRIMARY KEY (unit_id, scope_id)
);
CREATE INDEX unit_scopes_scope ON unit_scopes (scope_id);

-- What happened to a unit: created, renamed, moved, closed, reopened.
CREATE TABLE unit_changes (
    id      TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL,
    at      DATETIME NOT NULL,
    made_by TEXT NOT NULL,
    what    TEXT NOT NULL,
    old     TEXT NOT NULL,
    new     TEXT NOT NULL
);
CREATE INDEX unit_changes_unit ON unit_changes (unit_id, id);

-- The names an organ issues documents under, with their prefixes.
CREATE TABLE letterheads (
    id        TEXT PRIMARY KEY,
    unit_id   TEXT NOT NULL,
    mark      TEXT NOT NULL,
    issuer    TEXT NOT NULL,
    prefix    TEXT NOT NULL,
    closed_at DATETIME NULL,
    demo      BOOLEAN NOT NULL,
    FOREIGN KEY (unit_id) REFERENCES units (id)
);
CREATE UNIQUE INDEX letterheads_prefix ON letterheads (prefix);

-- +goose Down
DROP TABLE letterheads;
DROP TABLE unit_changes;
DROP TABLE unit_scopes;
DROP TABLE units;
