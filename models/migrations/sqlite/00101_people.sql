-- +goose Up
CREATE TABLE people (
    id            TEXT PRIMARY KEY,
    username      TEXT NOT NULL,
    name          TEXT NOT NULL,
    sort          INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    password_at   DATETIME NOT NULL,
    must_change   BOOLEAN NOT NULL,
    created_at    DATETIME NOT NULL,
    left_at       DATETIME NULL,
    demo          BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX people_username ON people (username);

-- Hashes of former passwords, so that they do not come back.
CREATE TABLE password_history (
    id            TEXT PRIMARY KEY,
    person_id     TEXT NOT NULL,
    password_hash TEXT NOT NULL
);
CREATE INDEX password_history_person ON password_history (person_id, id);

-- A role in a unit for a time; unit_id is empty for administrators. It holds once a second administrator approved it.
CREATE TABLE posts (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    unit_id     TEXT NOT NULL,
    role        TEXT NOT NULL,
    from_at     DATETIME NOT NULL,
    until_at    DATETIME NULL,
    approved_at DATETIME NULL,
    created_by  TEXT NOT NULL,
    FOREIGN KEY (person_id) REFERENCES people (id)
);
CREATE INDEX posts_person ON posts (person_id);
CREATE INDEX posts_unit_role ON posts (unit_id, role);

-- Standing delegations.
CREATE TABLE proxies (
    id         TEXT PRIMARY KEY,
    principal  TEXT NOT NULL,
    agent      TEXT NOT NULL,
    from_at    DATETIME NOT NULL,
    until_at   DATETIME NOT NULL,
    process    TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    created_by TEXT NOT NULL,
    revoked_at DATETIME NULL,
    FOREIGN KEY (principal) REFERENCES people (id),
    FOREIGN KEY (agent) REFERENCES people (id)
);
CREATE INDEX proxies_principal ON proxies (principal, until_at);
CREATE INDEX proxies_agent ON proxies (agent, until_at);

-- Counters that every process watches to see a change of the others.
CREATE TABLE versions (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
INSERT INTO versions (name, value) VALUES ('policy', 0), ('org', 0);

-- +goose Down
DROP TABLE versions;
DROP TABLE proxies;
DROP TABLE posts;
DROP TABLE password_history;
DROP TABLE people;
