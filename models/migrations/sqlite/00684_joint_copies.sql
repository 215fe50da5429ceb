-- +goose Up
-- A delivery to an organ that issued the paper together with the sender.
ALTER TABLE deliveries ADD COLUMN joint BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE deliveries DROP COLUMN joint;
