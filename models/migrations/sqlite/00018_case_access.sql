-- +goose Up
-- Who may see a case; see store.Visible.
CREATE TABLE case_access (
    case_id TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (case_id, address)
) WITHOUT ROWID;
CREATE INDEX case_access_address ON case_access (address, case_id);

-- +goose Down
DROP TABLE case_access;
