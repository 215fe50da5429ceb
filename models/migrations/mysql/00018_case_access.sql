-- +goose Up
-- Who may see a case; see store.Visible.
CREATE TABLE case_access (
    case_id VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    address VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (case_id, address)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX case_access_address ON case_access (address, case_id);

-- +goose Down
DROP TABLE case_access;
