-- +goose Up
-- Signed-in devices; the secret is in the cookie, its hash here.
CREATE TABLE sessions (
    id          TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    person_id   TEXT NOT NULL,
    port        TEXT NOT NULL,
    ip          TEXT NOT NULL,
    agent       TEXT NOT NULL,
    created_at  DATETIME NOT NULL,
    seen_at     DATETIME NOT NULL,
    expires_at  DATETIME NOT NULL,
    ended_at    DATETIME NULL
);
CREATE UNIQUE INDEX sessions_secret ON sessions (secret_hash);
CREATE INDEX sessions_person ON sessions (person_id, ended_at);
CREATE INDEX sessions_expires ON sessions (expires_at);

-- Keys persons gave to programs.
CREATE TABLE tokens (
    id          TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    person_id   TEXT NOT NULL,
    name        TEXT NOT NULL,
    hint        TEXT NOT NULL,
    scopes      TEXT NOT NULL,
    created_at  DATETIME NOT NULL,
    expires_at  DATETIME NOT NULL,
    used_at     DATETIME NULL,
    revoked_at  DATETIME NULL
);
CREATE UNIQUE INDEX tokens_secret ON tokens (secret_hash);
CREATE INDEX tokens_person ON tokens (person_id);

-- Wrong passwords by account and by address. The name is a hash, because people
-- type passwords where the user name belongs.
CREATE TABLE login_counters (
    name         TEXT PRIMARY KEY,
    failures     INTEGER NOT NULL,
    pending      INTEGER NOT NULL,
    window_at    DATETIME NOT NULL,
    next_at      DATETIME NULL,
    locked_until DATETIME NULL,
    locks        INTEGER NOT NULL,
    locked_day   TEXT NOT NULL
);

-- +goose Down
DROP TABLE login_counters;
DROP TABLE tokens;
DROP TABLE sessions;
