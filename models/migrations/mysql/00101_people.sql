-- +goose Up
CREATE TABLE people (
    id            CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    username      VARCHAR(40) NOT NULL,
    name          VARCHAR(40) NOT NULL,
    sort          INT NOT NULL,
    password_hash VARCHAR(200) NOT NULL,
    password_at   DATETIME(6) NOT NULL,
    must_change   BOOLEAN NOT NULL,
    created_at    DATETIME(6) NOT NULL,
    left_at       DATETIME(6) NULL,
    demo          BOOLEAN NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE UNIQUE INDEX people_username ON people (username);

-- Hashes of former passwords, so that they do not come back.
CREATE TABLE password_history (
    id            CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    person_id     CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_hash VARCHAR(200) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX password_history_person ON password_history (person_id, id);

-- A role in a unit for a time; unit_id is empty for administrators. It holds once a second administrator approved it.
CREATE TABLE posts (
    id          CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    person_id   CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unit_id     CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role        VARCHAR(40) NOT NULL,
    from_at     DATETIME(6) NOT NULL,
    until_at    DATETIME(6) NULL,
    approved_at DATETIME(6) NULL,
    created_by  CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    FOREIGN KEY (person_id) REFERENCES people (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX posts_person ON posts (person_id);
CREATE INDEX posts_unit_role ON posts (unit_id, role);

-- Standing delegations.
CREATE TABLE proxies (
    id         CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    principal  CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    agent      CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_at    DATETIME(6) NOT NULL,
    until_at   DATETIME(6) NOT NULL,
    process    VARCHAR(64) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    revoked_at DATETIME(6) NULL,
    FOREIGN KEY (principal) REFERENCES people (id),
    FOREIGN KEY (agent) REFERENCES people (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX proxies_principal ON proxies (principal, until_at);
CREATE INDEX proxies_agent ON proxies (agent, until_at);

-- Counters that every process watches to see a change of the others.
CREATE TABLE versions (
    name  VARCHAR(40) PRIMARY KEY,
    value BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO versions (name, value) VALUES ('policy', 0), ('org', 0);

-- +goose Down
DROP TABLE versions;
DROP TABLE proxies;
DROP TABLE posts;
DROP TABLE password_history;
DROP TABLE people;
