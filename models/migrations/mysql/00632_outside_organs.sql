-- +goose Up
-- Organs outside the tree of units that an organ's submitted drafts were
-- addressed to, once for each case: the address book remembers them.
CREATE TABLE outside_organs (
    owner_unit VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name       VARCHAR(100) NOT NULL,
    case_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    used_at    DATETIME(6) NOT NULL,
    PRIMARY KEY (owner_unit, name, case_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE outside_organs;
