-- +goose Up
-- When the alarms of an organ's deadlines come; an organ without a row has the
-- default. What it was before is in the security log.
CREATE TABLE alarm_offsets (
    organ         TEXT PRIMARY KEY,
    days_before   INTEGER NOT NULL,
    days_escalate INTEGER NOT NULL,
    hour          INTEGER NOT NULL,
    changed_by    TEXT NOT NULL,
    changed_at    DATETIME NOT NULL
);

-- +goose Down
DROP TABLE alarm_offsets;
