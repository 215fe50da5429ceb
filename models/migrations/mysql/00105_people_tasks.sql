-- +goose Up
-- What somebody leaves behind, and what was done for somebody by his agent.
CREATE INDEX tasks_assignee ON tasks (assignee, status);
CREATE INDEX tasks_done_for ON tasks (done_for, done_at);

-- +goose Down
DROP INDEX tasks_done_for ON tasks;
DROP INDEX tasks_assignee ON tasks;
