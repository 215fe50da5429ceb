-- +goose Up
-- Process tables that an organ uses in place of the shipped ones. Cases keep the
-- table they were opened with (cases.definition).
CREATE TABLE definitions (
    organ       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    process_key VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version     INT NOT NULL,
    body        MEDIUMTEXT NOT NULL,
    set_by      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    set_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (organ, process_key, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE definitions;
