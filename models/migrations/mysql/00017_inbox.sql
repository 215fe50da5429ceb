-- +goose Up
-- One row for each (task, address): every list is a range of this key. ref is the task, the
-- delivery, or the case itself; until_at ends what a proxy sees.
CREATE TABLE inbox (
    address    VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    box        VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sort_key   VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ref        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id    VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    process    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    urgency    INT NOT NULL,
    arrived_at DATETIME(6) NOT NULL,
    due        DATETIME(6) NULL,
    until_at   DATETIME(6) NULL,
    principal  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (address, box, sort_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX inbox_case ON inbox (case_id, ref);
CREATE INDEX inbox_due ON inbox (address, box, due, ref);

-- +goose Down
DROP TABLE inbox;
