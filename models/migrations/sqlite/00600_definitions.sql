-- +goose Up
-- Process tables that an organ uses in place of the shipped ones. Cases keep the
-- table they were opened with (cases.definition).
CREATE TABLE definitions (
    organ       TEXT NOT NULL,
    process_key TEXT NOT NULL,
    version     INTEGER NOT NULL,
    body        TEXT NOT NULL,
    set_by      TEXT NOT NULL,
    set_at      DATETIME NOT NULL,
    PRIMARY KEY (organ, process_key, version)
);

-- +goose Down
DROP TABLE definitions;
