-- +goose Up
-- kind p: role may do action on object; kind g: role belongs to the group object.
-- A rule taken away stays with active = false, so that an upgrade of the
-- program does not bring it back.
CREATE TABLE policy_rules (
    kind    TEXT NOT NULL,
    role    TEXT NOT NULL,
    object  TEXT NOT NULL,
    action  TEXT NOT NULL,
    basis   TEXT NOT NULL,
    shipped BOOLEAN NOT NULL,
    active  BOOLEAN NOT NULL,
    PRIMARY KEY (kind, role, object, action)
);

-- What one administrator asked for and another has to approve.
CREATE TABLE consents (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    person_id     TEXT NOT NULL,
    subject       TEXT NOT NULL,
    role          TEXT NOT NULL,
    object        TEXT NOT NULL,
    action        TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    reason        TEXT NOT NULL,
    decision      TEXT NOT NULL,
    proposed_by   TEXT NOT NULL,
    proposed_at   DATETIME NOT NULL,
    decided_by    TEXT NOT NULL,
    decided_at    DATETIME NULL
);
CREATE INDEX consents_decision ON consents (decision, id);

-- +goose Down
DROP TABLE consents;
DROP TABLE policy_rules;
