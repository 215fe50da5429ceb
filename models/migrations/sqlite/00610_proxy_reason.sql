-- +goose Up
-- Why somebody lets another act for him, as both of them read it.
ALTER TABLE proxies ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE proxies DROP COLUMN reason;
