-- +goose Up
-- What waits in an organ is looked for in its open cases, not among all open tasks.
CREATE INDEX cases_owner ON cases (owner_unit, status);

-- +goose Down
DROP INDEX cases_owner ON cases;
