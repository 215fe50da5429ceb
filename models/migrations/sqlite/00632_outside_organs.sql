-- +goose Up
-- Organs outside the tree of units that an organ's submitted drafts were
-- addressed to, once for each case: the address book remembers them.
CREATE TABLE outside_organs (
    owner_unit TEXT NOT NULL,
    name       TEXT NOT NULL,
    case_id    TEXT NOT NULL,
    used_at    DATETIME NOT NULL,
    PRIMARY KEY (owner_unit, name, case_id)
);

-- +goose Down
DROP TABLE outside_organs;
