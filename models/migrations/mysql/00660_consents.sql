-- +goose Up
-- Why a request was decided as it was, and for a post what it is: a post that is
-- refused is gone, the request that asked for it stays.
ALTER TABLE consents
    ADD COLUMN decision_reason VARCHAR(255) NOT NULL DEFAULT '',
    ADD COLUMN unit_id VARCHAR(64) NOT NULL DEFAULT '',
    ADD COLUMN from_at DATETIME(6) NULL,
    ADD COLUMN until_at DATETIME(6) NULL;

-- +goose Down
ALTER TABLE consents
    DROP COLUMN until_at,
    DROP COLUMN from_at,
    DROP COLUMN unit_id,
    DROP COLUMN decision_reason;
