-- +goose Up
-- When somebody last signed in, and since when an account that nobody used is
-- shut. For the accounts that are there the time begins now.
ALTER TABLE people ADD COLUMN signed_in_at DATETIME(6) NULL;
ALTER TABLE people ADD COLUMN dormant_at DATETIME(6) NULL;
UPDATE people SET signed_in_at = UTC_TIMESTAMP(6);

-- +goose Down
ALTER TABLE people DROP COLUMN dormant_at;
ALTER TABLE people DROP COLUMN signed_in_at;
