-- +goose Up
-- Signed-in devices; the secret is in the cookie, its hash here.
CREATE TABLE sessions (
    id          CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    person_id   CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    port        VARCHAR(20) NOT NULL,
    ip          VARCHAR(64) NOT NULL,
    agent       VARCHAR(200) NOT NULL,
    created_at  DATETIME(6) NOT NULL,
    seen_at     DATETIME(6) NOT NULL,
    expires_at  DATETIME(6) NOT NULL,
    ended_at    DATETIME(6) NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE UNIQUE INDEX sessions_secret ON sessions (secret_hash);
CREATE INDEX sessions_person ON sessions (person_id, ended_at);
CREATE INDEX sessions_expires ON sessions (expires_at);

-- Keys persons gave to programs.
CREATE TABLE tokens (
    id          CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    person_id   CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name        VARCHAR(60) NOT NULL,
    hint        VARCHAR(20) NOT NULL,
    scopes      TEXT NOT NULL,
    created_at  DATETIME(6) NOT NULL,
    expires_at  DATETIME(6) NOT NULL,
    used_at     DATETIME(6) NULL,
    revoked_at  DATETIME(6) NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE UNIQUE INDEX tokens_secret ON tokens (secret_hash);
CREATE INDEX tokens_person ON tokens (person_id);

-- Wrong passwords by account and by address. The name is a hash, because people
-- type passwords where the user name belongs.
CREATE TABLE login_counters (
    name         CHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    failures     INT NOT NULL,
    pending      INT NOT NULL,
    window_at    DATETIME(6) NOT NULL,
    next_at      DATETIME(6) NULL,
    locked_until DATETIME(6) NULL,
    locks        INT NOT NULL,
    locked_day   VARCHAR(20) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- +goose Down
DROP TABLE login_counters;
DROP TABLE tokens;
DROP TABLE sessions;
