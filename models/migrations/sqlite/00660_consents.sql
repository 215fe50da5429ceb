-- +goose Up
-- Why a request was decided as it was, and for a post what it is: a post that is
-- refused is gone, the request that asked for it stays.
ALTER TABLE consents ADD COLUMN decision_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN unit_id TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN from_at DATETIME NULL;
ALTER TABLE consents ADD COLUMN until_at DATETIME NULL;

-- +goose Down
ALTER TABLE consents DROP COLUMN until_at;
ALTER TABLE consents DROP COLUMN from_at;
ALTER TABLE consents DROP COLUMN unit_id;
ALTER TABLE consents DROP COLUMN decision_reason;
