-- +goose Up
-- A list in the order of arrival is a range of this key, as one by the due day is of inbox_due.
CREATE INDEX inbox_arrived ON inbox (address, box, arrived_at, ref);

-- +goose Down
DROP INDEX inbox_arrived ON inbox;
