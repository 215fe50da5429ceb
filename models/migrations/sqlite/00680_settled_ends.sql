-- +goose Up
-- When all cases were told that a delegation or a post is over.
ALTER TABLE proxies ADD COLUMN settled_at DATETIME NULL;
ALTER TABLE posts ADD COLUMN settled_at DATETIME NULL;

-- +goose Down
ALTER TABLE posts DROP COLUMN settled_at;
ALTER TABLE proxies DROP COLUMN settled_at;
