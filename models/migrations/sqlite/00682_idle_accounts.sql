-- +goose Up
-- When somebody last signed in, and since when an account that nobody used is
-- shut. For the accounts that are there the time begins now.
ALTER TABLE people ADD COLUMN signed_in_at DATETIME NULL;
ALTER TABLE people ADD COLUMN dormant_at DATETIME NULL;
UPDATE people SET signed_in_at = CURRENT_TIMESTAMP;

-- +goose Down
ALTER TABLE people DROP COLUMN dormant_at;
ALTER TABLE people DROP COLUMN signed_in_at;
