-- +goose Up
-- When the alarms of an organ's deadlines come; an organ without a row has the
-- default. What it was before is in the security log.
CREATE TABLE alarm_offsets (
    organ         CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    days_before   INT NOT NULL,
    days_escalate INT NOT NULL,
    hour          INT NOT NULL,
    changed_by    CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed_at    DATETIME(6) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- +goose Down
DROP TABLE alarm_offsets;
