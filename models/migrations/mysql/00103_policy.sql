-- +goose Up
-- kind p: role may do action on object; kind g: role belongs to the group object.
-- A rule taken away stays with active = false, so that an upgrade of the
-- program does not bring it back.
CREATE TABLE policy_rules (
    kind    VARCHAR(2) NOT NULL,
    role    VARCHAR(40) NOT NULL,
    object  VARCHAR(40) NOT NULL,
    action  VARCHAR(40) NOT NULL,
    basis   VARCHAR(200) NOT NULL,
    shipped BOOLEAN NOT NULL,
    active  BOOLEAN NOT NULL,
    PRIMARY KEY (kind, role, object, action)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What one administrator asked for and another has to approve.
CREATE TABLE consents (
    id            CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    kind          VARCHAR(20) NOT NULL,
    person_id     CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject       CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role          VARCHAR(40) NOT NULL,
    object        VARCHAR(40) NOT NULL,
    action        VARCHAR(40) NOT NULL,
    password_hash VARCHAR(200) NOT NULL,
    reason        VARCHAR(200) NOT NULL,
    decision      VARCHAR(20) NOT NULL,
    proposed_by   CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    proposed_at   DATETIME(6) NOT NULL,
    decided_by    CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    decided_at    DATETIME(6) NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX consents_decision ON consents (decision, id);

-- +goose Down
DROP TABLE consents;
DROP TABLE policy_rules;
